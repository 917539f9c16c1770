"""The demo's personas as typed facts: what each line claims about one pair, in words a test can check."""

from functools import cache
from pathlib import Path

from pydantic import Field

from matcher.library.document import Part
from matcher.library.strict_yaml import read_yaml
from matcher.library.validation import checked

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"


class Fact(Part):
    """One claim. A key that is not given claims nothing."""

    other: str | None = Field(default=None, alias="with")
    section: str | None = None
    verdict: str | None = None
    opted_in: bool | None = None
    blocked_by: tuple[str, ...] | None = None
    first_conversation: bool | None = None
    questions_most: int | None = None
    gates: dict[str, str] = Field(default_factory=dict)
    requirements: dict[str, str] = Field(default_factory=dict)
    bands: dict[str, str | None] = Field(default_factory=dict)
    criteria: dict[str, str] = Field(default_factory=dict)
    standings: dict[str, int] = Field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    check_again: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    asks_not: tuple[str, ...] = ()
    first_job: bool | None = None
    above: tuple[str, ...] = ()
    left_out: bool | None = None
    held: bool | None = None

    def claims(self, key: str) -> bool:
        """Whether the file gives this key, be it as null."""
        return key in self.model_fields_set


class Persona(Part):
    """One client or vacancy that shows something."""

    id: str
    line: str
    facts: tuple[Fact, ...] = Field(min_length=1)


class Personas(Part):
    """The file."""

    personas: tuple[Persona, ...]


@cache
def personas() -> tuple[Persona, ...]:
    """Every persona, in the order of the file."""
    return checked(read_yaml(DEMO / "personas.yaml"), Personas).personas
