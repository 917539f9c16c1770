"""Contacts after a start: one step of one, with what to ask about the signs that were heard."""

from __future__ import annotations

from matcher.brokerage import in_work
from matcher.records.cases import Contact, InWorkContact
from matcher.workflows.allowed import allowed
from matcher.workflows.cases.casework import Kept, Told, keep_step, kept, move_of, taken
from matcher.workflows.desk import open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

IN_WORK = "in work"
"""How the contact came about, as it is kept beside others."""


def step(where: Where, reference: str, name: str, told: Told) -> Kept:
    """A contact with one step more; one that was made counts as a word between us."""
    desk = open_desk(where)
    allowed(where.role, "act", library=desk.library)
    rules = desk.library.brokerage.in_work
    with desk.folder.changing(hand(where)) as change:
        case = change.case(InWorkContact, reference, seen=told.seen)
        done = taken(in_work.step(rules, case, move_of(change, name, told, on=desk.on)), reference)
        keep_step(change, rules, done.case)
        last = done.case.steps[-1]
        if rules.by_state[last.state].final and last.name != "stop":
            change.add([Contact(client=case.client, on=last.on, role=last.role, by=last.by, how=IN_WORK)])
        return kept(
            change, rules, done.case, on=desk.on, lines=tuple(("?", f"{one.says}: {one.ask}") for one in done.signs)
        )
