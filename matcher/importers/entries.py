"""Dated facts that lie inside a record: a question put, a choice about one vacancy, how an agreement went.

They are added once, like facts with a sheet of their own, and never taken away because a later file leaves them out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from matcher.base.days import Day
from matcher.importers.kinds import Owner
from matcher.records.client import QuestionPut, StandingChoice
from matcher.records.employer import ConductFact
from matcher.records.shape import Record

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Entry:
    """One dated fact and whose record it lies in."""

    owner: Owner
    id: str
    what: QuestionPut | StandingChoice | ConductFact


@dataclass(frozen=True)
class _Lies:
    """Where facts of one kind lie, what makes two of them the same, and which endings a later one may add."""

    field: str
    same: tuple[str, ...]
    ending: Callable[[Any, Any], dict[str, object]]


def earlier(one: Day | None, other: Day | None) -> Day | None:
    """The earlier of two days; the other where one is not known."""
    if one is None or other is None:
        return one if other is None else other
    return min(one, other)


_WHERE: dict[type[Record], _Lies] = {
    QuestionPut: _Lies("questions_put", ("fact", "on"), lambda old, new: {"declined": old.declined or new.declined}),
    StandingChoice: _Lies(
        "choices", ("vacancy", "wants_it", "on"), lambda old, new: {"until": earlier(old.until, new.until)}
    ),
    ConductFact: _Lies(
        "conduct",
        ("on", "what", "source"),
        lambda old, new: {
            "reply": old.reply or new.reply,
            "asked": earlier(old.asked, new.asked),
            "until": earlier(old.until, new.until),
            "stops": old.stops or new.stops,
        },
    ),
}


def entered(held: Mapping[str, R], entries: Iterable[Entry]) -> dict[str, R]:
    """The records with the entries in them, each once. All entries are of records that are held."""
    found: dict[str, R] = dict(held)
    by_id: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_id[entry.id].append(entry)
    for reference, own in by_id.items():
        found[reference] = _with(found[reference], own)
    return found


def _with(record: R, entries: Iterable[Entry]) -> R:
    fields: dict[str, dict[tuple[object, ...], Any]] = {}
    for entry in entries:
        lies = _WHERE[type(entry.what)]
        kept = fields.setdefault(lies.field, {_key(one, lies): one for one in getattr(record, lies.field)})
        key = _key(entry.what, lies)
        before = kept.get(key)
        kept[key] = entry.what if before is None else before.model_copy(update=lies.ending(before, entry.what))
    return record.model_copy(update={field: tuple(kept.values()) for field, kept in fields.items()})


def _key(fact: Record, lies: _Lies) -> tuple[object, ...]:
    return tuple(getattr(fact, name) for name in lies.same)
