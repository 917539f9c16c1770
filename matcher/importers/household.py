"""Households for better-off figures, in a workbook of their own. Only the store and that workflow may read them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.base.ids import ClientId
from matcher.base.problems import Problem
from matcher.importers.cells import Cell, CellFault, shown
from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.files import open_files
from matcher.importers.imported import Counts
from matcher.importers.kinds import Date, Kind, Reference, Whole, YesNo
from matcher.importers.labels import Lists, nearest
from matcher.importers.opener import Opener
from matcher.importers.quantities import Hours, Money
from matcher.importers.rows import Row, read_rows, split_examples
from matcher.importers.writing import write_template_apart
from matcher.records.household import PENCE_WEEK_MOST, HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.programme import Programme

CHILD_OLDEST, CHILDREN_MOST = 19, 20
_AGES = re.compile(r"\d{1,2}(?:\s*(?:[;,]|\band\b)\s*\d{1,2})*", re.ASCII)


@dataclass(frozen=True)
class ChildAges(Kind):
    """Ages of children, such as `3; 7`; `None` where there are none."""

    def read(self, cell: Cell, _lists: Lists) -> tuple[int, ...]:
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        text = " ".join(shown(cell).split())
        if text.casefold() == "none":
            return ()
        found = [int(age) for age in re.findall(r"\d+", text)] if _AGES.fullmatch(text) else []
        if not found or max(found) > CHILD_OLDEST or len(found) > CHILDREN_MOST:
            what = f"is not a list of at most {CHILDREN_MOST} ages from 0 to {CHILD_OLDEST}."
            raise CellFault(what, "Write whole years with semicolons between them, like 3; 7, or None.")
        return tuple(found)

    def say(self, value: object, _lists: Lists) -> Cell:
        assert isinstance(value, tuple)
        return "; ".join(map(str, value)) or "None"


def _nothing(_programme: Programme, _identities: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    """No programme that is exported holds households."""
    return ()


def _fact(name: str, header: str, note: str, kind: Kind, examples: tuple[str, str], *, needed: bool = False) -> Column:
    """A column of the household; never shown in a message."""
    return Column(name, header, note, kind, examples, covers=(f"HouseholdFacts.{name}",), private=True, needed=needed)


_POUNDS = Money(most_pence=PENCE_WEEK_MOST)
HOUSEHOLD = Sheet(
    name="household",
    about="What a person tells of their household, so that a job's money can be worked out. One row a person.",
    owner="client",
    keeps="facts",
    columns=(
        Column(
            "client",
            "Client",
            "The person's reference, as on the sheet of clients.",
            Reference(),
            ("example-C1", "example-C2"),
            covers=("HouseholdFacts.client",),
            needed=True,
        ),
        _fact(
            "told",
            "Told on",
            "The day the person told us. Ages are as on that day.",
            Date(),
            ("05/10/2026", "06/10/2026"),
            needed=True,
        ),
        _fact(
            "age", "Age", "The person's own age, in whole years.", Whole(16, 120, "years"), ("29", "41"), needed=True
        ),
        _fact(
            "partner_age",
            "Partner's age",
            "Blank where there is no partner at home.",
            Whole(16, 120, "years"),
            ("", "43"),
        ),
        _fact(
            "partner_hours_minutes", "Partner's hours a week", "Paid hours the partner works now.", Hours(), ("", "20")
        ),
        _fact("partner_pay_pence", "Partner's pay an hour", "Before tax.", Money(most_pence=100_000), ("", "12.71")),
        _fact(
            "children",
            "Children's ages",
            "Children at home, from 16 on only those at school or in training.",
            ChildAges(),
            ("3; 7", "None"),
        ),
        _fact("rent_week_pence", "Rent a week", "All of the rent; 0 where none is paid.", _POUNDS, ("150", "120.50")),
        _fact(
            "childcare_week_pence",
            "Childcare a week",
            "What would be paid while working, after free hours.",
            _POUNDS,
            ("120", "0"),
        ),
        _fact("travel_week_pence", "Travel a week", "What travelling to work would cost.", _POUNDS, ("15", "20")),
        _fact("london", "In Greater London", "Whether they live in Greater London.", YesNo(), ("No", "No")),
    ),
    write=_nothing,
)
_SHEETS = {HOUSEHOLD.name: HOUSEHOLD, "households": HOUSEHOLD}


@dataclass(frozen=True)
class HouseholdsImported:
    """Households, everything that is wrong, and counts that add up."""

    households: tuple[HouseholdFacts, ...]
    problems: list[Problem]
    read: Counts


def read_households(paths: Iterable[Path], *, clients: Collection[str]) -> HouseholdsImported:
    """Households from workbooks or CSV files, for the clients that are known. Never raises for their content.

    Of two rows about one person the later day counts; of two of one day the first, and the second is to be put right.
    """
    with Opener() as opener:
        opened = open_files(paths, opener, _SHEETS)
    made: dict[str, HouseholdFacts] = {}
    problems = list(opened.problems)
    read = Counts()
    for found in opened.sheets:
        kept, examples = split_examples(found)
        rows = [] if found.refused else list(read_rows(kept, Lists(None)))
        repeated = sum(_take(row, made, clients) for row in rows)
        rejected = found.count if found.refused else sum(row.stopped for row in rows)
        loaded = found.count - examples - rejected - repeated
        read = read.plus(Counts(found.count, loaded, rejected, examples, repeated))
        problems += [problem for row in rows for problem in row.problems]
    return HouseholdsImported(tuple(made.values()), problems, read)


def _take(row: Row, made: dict[str, HouseholdFacts], clients: Collection[str]) -> bool:
    """Takes one household in; True where another row about the person says as much or later."""
    for column in HOUSEHOLD.columns:
        if column.needed and not row.values.get(column.name) and not row.faulty(column):
            row.blame(column.name, "is missing.", f"Fill in {column.header}.")
    if row.key and row.key not in clients:
        near = nearest(row.key, clients)
        fix = f"Did you mean {near}?" if near else "Import the sheet of clients first, or correct it."
        row.blame("client", "is not a reference of any client.", fix)
    _partner_holds_together(row)
    if row.stopped:
        return False
    said: dict[str, Any] = {name: value for name, value in row.values.items() if value is not None}
    one = HouseholdFacts(**{**said, "client": ClientId(row.key)})
    before = made.get(one.client)
    if before is not None and before.told == one.told and before != one:
        row.blame("told", "is the day of another row about the same person that says something else.", "Keep one.")
        return False
    if before is None or one.told > before.told:
        made[one.client] = one
    return before is not None


def _partner_holds_together(row: Row) -> None:
    """Hours and pay of a partner go with an age, and hours with pay."""
    said = row.values
    hours, pay = said.get("partner_hours_minutes"), said.get("partner_pay_pence")
    if (hours or pay) and said.get("partner_age") is None:
        row.blame("partner_age", "is missing, though the partner's work is told.", "Fill in the partner's age.")
    if hours and pay is None:
        row.blame("partner_pay_pence", "is missing, though the partner's hours are told.", "Fill in the pay an hour.")


def household_values(told: HouseholdFacts) -> Values:
    """What a household's row says, by column: to be told back to the person."""
    return {name: value for name, value in told.__dict__.items() if value is not None}


def write_household_template(path: Path) -> None:
    """The empty workbook for households."""
    lines = (
        "A household is told by choice, so that the money of a job can be worked out with the person.",
        "Nothing that matches people with vacancies can read it. Keep this workbook apart from all others.",
        "Leave a cell blank where it was not asked; 0 where there is no such cost. Amounts are pounds a week.",
        "Rows whose first column begins with 'example' are passed over.",
    )
    write_template_apart(path, HOUSEHOLD, title="Households", lines=lines)
