"""The document that says how much of a count an employer may be told, and about which requirements nothing."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, field_validator

from matcher.library.document import Document, Mark, Part


class SilentMatter(Part):
    """A matter on which no figure leaves the programme, and the kinds of requirement that are about it."""

    about: str
    kinds: tuple[str, ...] = Field(min_length=1)
    why: str
    mark: Mark


class EmployerFigures(Document):
    """Words in place of counts, for employers."""

    several_from: int = Field(ge=5)
    """From how many people on the first word is used; never under five, so that no word points at anybody."""
    several: str
    few: str
    says: str
    """The sentence; {many} stands for one of the two words."""
    no_figure: tuple[SilentMatter, ...]

    @field_validator("says")
    @classmethod
    def _has_a_place_for_the_word(cls, text: str) -> str:
        if text.replace("{many}", "", 1).count("{") or "{many}" not in text:
            raise ValueError("the sentence needs {many} once, and nothing else in braces")
        return text

    @cached_property
    def silent_kinds(self) -> frozenset[str]:
        """Kinds of requirement about which an employer is told no figure."""
        return frozenset(kind for matter in self.no_figure for kind in matter.kinds)
