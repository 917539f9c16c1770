"""Facts of what was agreed with an employer and how it went, each with its source and the employer's side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day, say_day
from matcher.base.ids import EmployerId
from matcher.base.problems import GivenProblems, Problem
from matcher.importers.entries import Entry, entered
from matcher.records.employer import ConductFact, Employer
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import open_desk
from matcher.workflows.hand import hand
from matcher.workflows.partners.employers import known_employers
from matcher.workflows.where import Where


@dataclass(frozen=True)
class FactTold:
    """What somebody says of a fact: a new one, or more of one that is held."""

    what: str
    source: str = ""
    day: Day | None = None
    stops: bool = False
    until: Day | None = None
    asked: Day | None = None
    reply: str = ""


def fact(where: Where, reference: str, told: FactTold) -> tuple[Employer, ConductFact, bool]:
    """(the employer, the fact as it stands, whether anything is new).

    A fact that is held, by its words, may gain the day the employer was asked, their reply, an earlier last day, and
    that it stops introductions; nothing of it is taken back. A stop needs its last day, so that it is looked at again.
    """
    desk, signed = open_desk(where), hand(where)
    answers = bool(told.reply or told.asked) and not (told.stops or told.source or told.until)
    allowed(signed, "conduct_reply" if answers else "record_conduct", library=desk.library)
    with desk.folder.changing(signed) as change:
        known = known_employers(desk)
        employer = known.employer(reference)
        records = change.some(Employer, employers=known.groups.members(employer.id))
        owner, held = _held(records, told)
        made = _made(held, told, on=desk.on)
        owner = owner or next((one.id for one in records if one.id == reference), records[0].id)
        before: dict[str, Employer] = {one.id: one for one in records}
        after = entered(before, [Entry("employer", owner, made)])
        stands = next(one for one in after[owner].conduct if _same(one, made))
        new = after[owner] != before[owner]
        if new:
            change.add([after[owner]])
            change.log(_event(owner, stands))
    return employer, stands, new


def _held(records: Iterable[Employer], told: FactTold) -> tuple[EmployerId | None, ConductFact | None]:
    """The latest fact with these words, of the day that was said, and whose record it lies in."""
    found = [
        (one.on, record.id, one)
        for record in records
        for one in record.conduct
        if _bare(one.what) == _bare(told.what) and told.day in (None, one.on) and told.source in ("", one.source)
    ]
    if not found:
        return None, None
    _, owner, fact = max(found, key=lambda one: (one[0], one[1]))
    return owner, fact


def _made(held: ConductFact | None, told: FactTold, *, on: Day) -> ConductFact:
    """The fact as it is told. Raises GivenProblems where a new one lacks its source, or a stop its last day."""
    day = held.on if held else told.day or on
    source = held.source if held else told.source
    if not source:
        fix = "Say who says so, and where it is written: --source."
        raise GivenProblems([Problem("fact", "", "is new and has no source.", fix)])
    if told.stops and told.until is None and (held is None or held.until is None):
        fix = "Give the last day on which it counts: --until. It is looked at again then."
        raise GivenProblems([Problem("fact", "", "would stop introductions without an end.", fix)])
    if told.until is not None and told.until < day:
        raise GivenProblems([Problem("--until", say_day(told.until), "is before the fact.", "Correct it.")])
    return ConductFact(
        on=day,
        what=held.what if held else told.what,
        source=source,
        reply=told.reply,
        asked=told.asked,
        until=told.until,
        stops=told.stops,
    )


def _same(one: ConductFact, other: ConductFact) -> bool:
    return (one.on, one.what, one.source) == (other.on, other.what, other.source)


def _event(employer: EmployerId, fact: ConductFact) -> Event:
    """In codes: what happened and what they say of it are words, and stay on their page."""
    codes: dict[str, str | bool | None] = {"day": fact.on.isoformat(), "stops": fact.stops, "replied": bool(fact.reply)}
    days = {"until": fact.until, "asked": fact.asked}
    return Event("conduct", employer=employer, codes={**codes, **{k: d.isoformat() for k, d in days.items() if d}})


def _bare(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")
