"""What a client asks to be put right, put right in their record: in the transaction that says so, or by hand."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.base.problems import GivenProblems
from matcher.brokerage.contests import Correction
from matcher.importers.cells import fold
from matcher.importers.fields import set_field, stands, to_strike_out
from matcher.library.brokerage.cases import Contests
from matcher.library.load import Library
from matcher.records.cases import Contest
from matcher.records.client import Client
from matcher.store.change import Change
from matcher.store.log import Event
from matcher.workflows.desk import Desk

CLIENTS = "clients"


@dataclass(frozen=True)
class Corrected:
    """What a request does to the client's record."""

    record: Client | None
    """The record as it then stands; None where there is nothing that can be put in it."""
    same: bool
    """Whether it says so already."""
    says: str
    """What is changed, as the client and the worker read it; or why it has to be done by hand."""


def corrected(desk: Desk, change: Change, wanted: Correction) -> Corrected:
    """The client's record with what they ask for in it, as an import of that one cell would put it there."""
    rules, library = desk.library.brokerage.contests, desk.library
    record = change.one(Client, wanted.client)
    if record is None:
        return Corrected(None, False, rules.by_hand.format(client=wanted.client, why=""))
    field = _field(wanted.about, library)
    after = wanted.after or to_strike_out(field)
    try:
        then = set_field(record, field, after, library, on=desk.on)
    except GivenProblems as given:
        first = given.problems[0]
        why = first.say() if first.where != "--set" else rules.no_field.format(about=wanted.about)
        return Corrected(None, False, rules.by_hand.format(client=wanted.client, why=why))
    before, now = (stands(one, field, library) for one in (record, then))
    one_cell = rules.same if then == record else rules.applied
    told = {"before": before or rules.nothing, "after": (wanted.after if now is None else now) or rules.nothing}
    says = (rules.same if now is None else one_cell).format(field=wanted.about, **told)
    return Corrected(then, then == record, says)


def _field(about: str, library: Library) -> str:
    """The column that is meant: by its heading or short name, or as the client's own page calls it."""
    for section in library.brokerage.client_page.sections:
        for row in section.rows:
            if row.sheet == CLIENTS and fold(row.label) == fold(about):
                return row.column
    return about


def keep(change: Change, case: Contest, done: Corrected) -> None:
    """Keep the record as it was put right, and log for which request. What it said before is kept as the past."""
    if done.record is not None and not done.same:
        change.add([done.record])
        change.log(Event("contests.corrected", client=case.client, codes={"case": case.id}))


def lines(rules: Contests, case: Contest, done: Corrected) -> tuple[tuple[str, str], ...]:
    """Which record says something else now; or what is still to be done by hand."""
    if done.record is None:
        return (("!", done.says),)
    return (("", (rules.not_changed if done.same else rules.changed).format(client=case.client, says=done.says)),)
