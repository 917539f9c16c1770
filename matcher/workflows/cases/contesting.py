"""What clients ask about their own record: opened, looked at, answered with the next way."""

from __future__ import annotations

from dataclasses import replace

from matcher.brokerage import contests
from matcher.brokerage.contests import Asked
from matcher.brokerage.machine import Refused
from matcher.records.cases import Contest
from matcher.workflows.allowed import allowed
from matcher.workflows.cases import correcting
from matcher.workflows.cases.casework import HELD, Kept, Told, keep_new, keep_step, kept, move_of, taken, told_before
from matcher.workflows.cases.correcting import corrected
from matcher.workflows.desk import open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

OPEN = "open"


def open_(where: Where, client: str, kind: str, told: Told, *, about: str = "") -> Kept:
    """A client's request; told again, it changes nothing. Raises GivenProblems with what is missing, never a reason."""
    desk = open_desk(where)
    allowed(where.role, "contest", library=desk.library)
    reference = desk.anybody(client)
    rules = desk.library.brokerage.contests
    with desk.folder.changing(hand(where)) as change:
        asked = Asked(change.next_id("contest"), reference, kind.strip().lower().replace("-", "_"), about.strip())
        case = taken(contests.contest(rules, asked, move_of(change, OPEN, told, on=desk.on)), reference)
        held = told_before(case, change.some(Contest, clients=[reference]))
        if held is not None:
            return kept(change, rules, held, on=desk.on, lines=HELD)
        keep_new(change, rules, case)
        return kept(change, rules, case, on=desk.on, lines=(("", f"Asked: {rules.by_kind[case.kind].says}."),))


def step(where: Where, reference: str, name: str, told: Told) -> Kept:
    """A request with one step more, and what to tell the client.

    One that is done as asked and names a field of the record changes the record with it, both or neither; where it
    cannot be put in the record, what to do by hand is told.
    """
    desk = open_desk(where)
    rules = desk.library.brokerage.contests
    with desk.folder.changing(hand(where)) as change:
        move = move_of(change, name, told, on=desk.on)
        rule = rules.by_step.get(move.step)
        allowed(where.role, rule.right or rules.right if rule is not None else rules.right, library=desk.library)
        held = change.case(Contest, reference, seen=told.seen)
        wanted = contests.correction(rules, held, move)
        done = None if wanted is None else corrected(desk, change, wanted)
        if done is not None and done.record is not None:  # what was changed needs no telling
            move = replace(move, facts={contests.CHANGE: done.says, **move.facts})
        result = contests.step(rules, held, move)
        if isinstance(result, Refused) and done is not None and done.record is None:
            result = replace(result, why=f"{result.why} {done.says}")
        case = taken(result, reference)
        keep_step(change, rules, case)
        if done is not None:
            correcting.keep(change, case, done)
        said = () if done is None else correcting.lines(rules, case, done)
        for_them = ("", f"For the client: {contests.answer_to_client(rules, case)}")
        return kept(change, rules, case, on=desk.on, lines=(*said, for_them))
