"""When two records may be one employer: the words of a name that count, slips that are forgiven, what places say."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from matcher.base.ids import SectorCode
from matcher.library.document import Document, Mark, Part

Verdict = Literal["sure", "doubtful", "apart"]
SENTENCES = (
    "same", "together", "slip", "words", "side", "generic", "telling", "agency",
    "same_sector", "same_district", "other_area", "ask",
)  # fmt: skip


class Slips(Part):
    """From so many letters on, so many may differ."""

    from_letters: int = Field(ge=4, le=40)
    at_most: int = Field(ge=1, le=3)


class PlacePoints(Part):
    """What is added to a likeness of 100 for where two employers are."""

    same_sector: int = Field(ge=0, le=20)
    same_district: int = Field(ge=0, le=20)
    other_area: int = Field(ge=-50, le=0)


class SameExample(Part):
    """Two names and what comes out."""

    names: tuple[str, str]
    sectors: tuple[tuple[SectorCode, ...], tuple[SectorCode, ...]] = ((), ())
    agency: tuple[bool, bool] = (False, False)
    is_: Verdict = Field(alias="is")
    why: str


class SameRules(Document):
    """Everything by which two employers are found to be one."""

    mark: Mark
    why: dict[str, str]
    sure_from: int = Field(ge=50, le=100)
    doubtful_from: int = Field(ge=50, le=100)
    own_weight: int = Field(ge=1, le=20)
    common_weight: int = Field(ge=0, le=20)
    slip_share: int = Field(ge=50, le=100)
    both_share: int = Field(ge=10, le=100)
    slips: tuple[Slips, ...]
    place_points: PlacePoints
    dropped: tuple[str, ...]
    common: tuple[str, ...]
    telling: tuple[str, ...]
    alike: dict[str, str]
    trading: tuple[str, ...] = Field(min_length=1)
    examples: tuple[SameExample, ...] = Field(min_length=1)
    says: dict[str, str]

    @model_validator(mode="after")
    def _holds_together(self) -> SameRules:
        if self.doubtful_from > self.sure_from or self.common_weight > self.own_weight:
            raise ValueError("what is sure is also worth showing, and a common word counts no more than another")
        steps = pairwise(self.slips)
        if any(one.from_letters >= other.from_letters or one.at_most > other.at_most for one, other in steps):
            raise ValueError("slips run from short words to long ones, and longer words forgive no less")
        if set(self.says) != set(SENTENCES):
            raise ValueError(f"says needs exactly these sentences: {', '.join(SENTENCES)}")
        return self
