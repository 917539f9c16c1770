"""One advert's own fields as text, whatever file they came from, and where each of them is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.base.problems import Problem

FIELD_MOST_CHARACTERS = 1_000
DESCRIPTION_MOST_CHARACTERS = 20_000
MARKUP_MOST_CHARACTERS = 1_000_000
REFERENCE_MOST_CHARACTERS = 100


@dataclass(frozen=True)
class Asked:
    """One thing a requirement field asks for, in the source's words."""

    name: str
    words: str


@dataclass(frozen=True)
class SaidOfPay:
    """The source's pay fields: its own words, and figures with the period they are marked with.

    A field may hold either or both; they are weighed in `adverts_pay`.
    """

    words: str = ""
    least: str = ""
    most: str = ""
    period: str = ""
    currency: str = ""


@dataclass(frozen=True)
class SaidOfPlace:
    """What the source's fields say of the place of work."""

    words: str = ""
    postcode: str = ""
    others: str = ""
    """Further places, in words."""
    country: str = ""
    remote: bool = False


@dataclass(frozen=True)
class Advert:
    """The fields of one advert, unparsed. Empty text: the source does not have the field."""

    where: str
    title: str
    id: str = ""
    url: str = ""
    employer: str = ""
    pay: SaidOfPay = SaidOfPay()
    place: SaidOfPlace = SaidOfPlace()
    hours: str = ""
    tags: tuple[str, ...] = ()
    """What the source's own field says of the kind of contract: `FULL_TIME`, `TEMPORARY`."""
    opened: str = ""
    closes: str = ""
    starts: str = ""
    openings: str = ""
    description: str = ""
    asked: tuple[Asked, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """What the source calls each field: `pay` is `baseSalary`."""

    def at(self, name: str) -> str:
        """Where a person finds a field: `915390428.json, baseSalary`."""
        return f"{self.where}, {self.names.get(name, name)}"

    def note(self, name: str, value: str, what: str, fix: str) -> Problem:
        """Something to know about a field of an advert that was loaded all the same."""
        return Problem(self.at(name), value, what, fix, stops_row=False)
