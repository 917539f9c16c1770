"""The words of the log and of runs: what each kind of entry is called, and what a list cannot tell."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats


class ActionWords(Part):
    """One kind of entry, as it is called in a sentence about what was done."""

    id: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)?$")
    """What was done, such as `pack`; or what it is about and what was done, such as `list.made`."""
    says: str = Field(min_length=1)


class LogWords(Document):
    """What entries are called, and the note of known limits that goes with every run."""

    mark: Mark
    actions: tuple[ActionWords, ...] = Field(min_length=1)
    limits: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> LogWords:
        refuse_repeats("actions", [one.id for one in self.actions])
        return self

    @cached_property
    def _by_id(self) -> dict[str, str]:
        return {one.id: one.says for one in self.actions}

    def label(self, action: str) -> str:
        """What a kind of entry is called; of one that nobody named, its own name."""
        return self._by_id.get(action, action)
