"""Which facts are asked first, so that nobody fills in a long form before seeing a list."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats


class Fact(Part):
    """One fact to ask for: the record's field it fills, and the question in plain words."""

    field: str
    """A field of the record, `conditions.<field>`, `statements:<kind>` or `observations:<criterion>`."""
    ask: str
    unless: str = ""
    """When it is not asked, in words."""


class ProfileStage(Part):
    """One sitting: what is asked then, and no earlier."""

    id: Literal["first", "worth_it", "introduction", "offer", "start"]
    name: str
    when: str
    minutes: int | None = Field(default=None, ge=1, le=120)
    facts: tuple[Fact, ...]


class Stages(Document):
    """The stages of a client's profile and of a vacancy, and the most questions at one sitting."""

    mark: Mark
    client: tuple[ProfileStage, ...]
    vacancy: tuple[ProfileStage, ...]
    questions_a_meeting: int = Field(ge=1, le=20)
    questions_a_call: int = Field(ge=1, le=20)

    @model_validator(mode="after")
    def _each_fact_once(self) -> Stages:
        for stages in (self.client, self.vacancy):
            refuse_repeats("stages", [stage.id for stage in stages])
            refuse_repeats("facts", [fact.field for stage in stages for fact in stage.facts])
        return self

    def first_facts(self, whose: Literal["client", "vacancy"]) -> tuple[str, ...]:
        """The fields that are enough to be listed."""
        stages = self.client if whose == "client" else self.vacancy
        return tuple(fact.field for stage in stages if stage.id == "first" for fact in stage.facts)
