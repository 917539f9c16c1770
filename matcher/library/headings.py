"""The document of what our columns are called elsewhere, from which a column map is proposed."""

from __future__ import annotations

from pydantic import Field

from matcher.library.document import Document


class OtherHeadings(Document):
    """Other names of columns, by sheet and by the column's short name."""

    near_enough: int = Field(ge=50, le=100)
    distinct_most: int = Field(ge=1, le=500)
    sheets: dict[str, dict[str, tuple[str, ...]]]
