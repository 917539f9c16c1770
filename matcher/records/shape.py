"""The one shape of every record: frozen, no unknown keys, text stripped of stray spaces."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A fact sheet that cannot be changed once made. An absent value is `None`: not known, never `no`."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Link(Record):
    """A word a person used, tied to an entry of a vocabulary when the record came in."""

    words: str
    to: str | None = None
    """Id in the vocabulary; None when nothing was near enough, so the word is kept and asked about."""
    confidence: int = 0
    """0 to 100, as the linker gave it; 100 for an exact name or alias."""
