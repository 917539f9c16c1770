"""How made-up programmes are drawn: shares and weights with source and mark. Nothing here scores anyone."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part

THOUSAND = 1000


class Figure(Part):
    """Something drawn: how well it is known, and where it was read."""

    mark: Mark
    source: str = ""
    note: str = ""


class Rate(Figure):
    """How many in a thousand."""

    in_1000: int = Field(ge=0, le=THOUSAND)


class Shares(Figure):
    """How a thousand divide; the shares add up to a thousand."""

    of: dict[str, int] = Field(min_length=1)

    @model_validator(mode="after")
    def _add_up(self) -> Shares:
        if min(self.of.values()) < 0 or sum(self.of.values()) != THOUSAND:
            raise ValueError(f"the shares add up to {sum(self.of.values())}, not 1000")
        return self


class Steps(Figure):
    """Whole numbers with their shares of a thousand, for an amount, a length or a count."""

    of: dict[int, int] = Field(min_length=1)

    @model_validator(mode="after")
    def _add_up(self) -> Steps:
        if min(self.of.values()) < 0 or sum(self.of.values()) != THOUSAND:
            raise ValueError(f"the shares add up to {sum(self.of.values())}, not 1000")
        return self


class Weights(Figure):
    """Relative weights: twice the weight is drawn twice as often."""

    of: dict[str, int] = Field(min_length=1)


def refuse_strangers(what: str, used: Iterable[str], known: Iterable[str]) -> None:
    """Raises ValueError naming what is used and not known, and what would be."""
    names = sorted(known)
    strangers = sorted(set(used).difference(names))
    if strangers:
        raise ValueError(f"{what}: {', '.join(strangers)} is not known; write one of: {', '.join(names)}")


class District(Document):
    """The invented district on its own flat grid, in metres."""

    name: str
    area: str
    nation: str
    centre: tuple[int, int]
    neighbourhoods: int = Field(ge=1)
    neighbourhood_ring: tuple[int, int]
    neighbourhood_spread: int = Field(ge=1)
    sectors_each: int = Field(ge=1, le=9)
    countryside_radius: int = Field(ge=1)
    countryside_sectors: int = Field(ge=1)
    centre_sectors: int = Field(ge=1, le=9)
    town_names: tuple[str, ...]
    town_ring: tuple[int, int]
    parks: tuple[str, ...]
    homes: Shares
    workplaces: Shares
    note: str


class Asides(Document):
    """What matching may never read: names, equality answers, kind of benefit, fees. Drawn apart."""

    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    sex: dict[str, Shares]
    age_band: dict[str, Shares]
    long_term_condition: dict[str, Shares]
    first_language_english: Shares
    has_email: Rate
    safe_contact: tuple[str, ...]
    left_blank: Rate
    benefit_type: Shares
    fee_schedule: Shares
    fees_pence: dict[str, dict[str, int]]
