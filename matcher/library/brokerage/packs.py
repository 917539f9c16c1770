"""The document of an employer's pack: its words, how many people it holds, how long it is kept, how to reply."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, field_validator, model_validator

from matcher.library.document import Document

PackPart = Literal[
    "job", "words", "shifts", "grid", "brings", "adjustments", "provides", "everyone", "questions", "ring", "reply"
]
PackLabel = Literal[
    "person",
    "shifts",
    "start",
    "asked",
    "code",
    "words",
    "brings",
    "adjustments",
    "provides",
    "answer",
    "reason",
    "share",
    "note",
    "what",
    "says",
    "opening",
    "pack",
    "sent",
    "until",
]
PackSheet = Literal["about", "people", "grid", "answers", "lists"]
SHEET_NAME_MOST = 31


class Packs(Document):
    """Everything a pack says that no record says."""

    keep_days: int = Field(ge=1, le=180)
    people_most: int = Field(ge=1, le=22)
    words_most: int = Field(ge=1)
    pronouns: tuple[str, ...]
    withheld_pronoun: str
    withheld_place: str
    withheld_reference: str
    withheld_name: str
    withheld_story: str
    withheld_story_fix: str
    title: str
    untitled: str
    opening: tuple[str, ...]
    headings: dict[PackPart, str]
    no_words: str
    no_ring: str
    no_job: str
    stands_as: str
    labels: dict[PackLabel, str]
    share: dict[Literal["yes", "no"], str]
    reply: tuple[str, ...] = Field(min_length=1)
    answers_are: str
    reply_in_workbook: tuple[str, ...] = Field(min_length=1)
    closing: str
    sheets: dict[PackSheet, str]

    @model_validator(mode="after")
    def _whole(self) -> Packs:
        """Every part has its words: what is missing would be a heading that nobody wrote."""
        for name, given, wanted in (
            ("headings", set(self.headings), get_args(PackPart)),
            ("labels", set(self.labels), get_args(PackLabel)),
            ("sheets", set(self.sheets), get_args(PackSheet)),
        ):
            missing = sorted(set(wanted) - given)
            if missing:
                raise ValueError(f"`{name}` has no words for: {', '.join(missing)}")
        return self

    @field_validator("sheets")
    @classmethod
    def _short_and_different(cls, given: dict[str, str]) -> dict[str, str]:
        if len(set(given.values())) < len(given) or max(map(len, given.values())) > SHEET_NAME_MOST:
            raise ValueError(f"names of sheets differ and have at most {SHEET_NAME_MOST} characters")
        return given
