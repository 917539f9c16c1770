"""Dealings with employers as they stand: records of one thing are one, packs are contacts, answers end the waiting.

Everything here is order-free: the ledger's order carries no meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from matcher.base.days import Day
from matcher.base.ids import EmployerId
from matcher.records.cases import Challenge
from matcher.records.dealings import Approach, Promise
from matcher.records.decisions import Pack
from matcher.records.ledger import Ledger
from matcher.records.shape import Record

R = TypeVar("R", bound=Record)
PACK, CHALLENGE = "pack", "challenge"
"""The ways that sending a pack and putting a question are, in `models/brokerage/contact.yaml`."""
ASKED, NO_ANSWER, WITHDRAWN, NOT_SENT = "asked", "no_answer", "withdrawn", "not_sent"
"""States of a question that are no answer to it, and the reason that it was never put (`challenges.yaml`)."""


def one_approach(approaches: Iterable[Approach]) -> tuple[Approach, ...]:
    """Each approach once. One met again may add the day of its answer, the earliest of them, and what was said."""
    return _folded(
        approaches,
        lambda one: (one.employer, one.on, one.how, one.programme, one.vacancy or "", one.about),
        lambda old, new: {"answered": _earliest(old.answered, new.answered), "said": _said(old.said, new.said)},
    )


def one_promise(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Each promise once. One met again may add how it ended; of two endings the later one stands."""
    return _folded(
        promises,
        promise_key,
        lambda old, new: _ended(max(old, new, key=_ending)),
    )


def promise_key(promise: Promise) -> tuple[object, ...]:
    """What makes two records one promise."""
    return promise.employer, promise.what, promise.on, promise.due or Day.min, promise.vacancy or ""


def approaches_of(ledger: Ledger) -> tuple[Approach, ...]:
    """Every contact a ledger knows of: those written down, each pack sent, each question put; with the first answer."""
    first: dict[str, Day] = {}
    for answer in ledger.employer_answers:
        first[answer.pack] = min(answer.on, first.get(answer.pack, answer.on))
    sent = [_sent(pack, first.get(pack.id)) for pack in ledger.packs if pack.employer is not None]
    waiting = (_answered(one, first) for one in ledger.approaches)
    return one_approach([*waiting, *sent, *(put for case in ledger.challenges for put in _put(case))])


def by_employer(approaches: Iterable[Approach]) -> dict[EmployerId, list[Approach]]:
    """Approaches of each employer that has any, by day."""
    found: dict[EmployerId, list[Approach]] = {}
    for one in approaches:
        found.setdefault(one.employer, []).append(one)
    for own in found.values():
        own.sort(key=lambda one: (one.on, one.how, one.programme, one.vacancy or "", one.about))
    return found


def _sent(pack: Pack, answered: Day | None) -> Approach:
    assert pack.employer is not None
    return Approach(
        employer=pack.employer, on=pack.on, how=PACK, vacancy=pack.vacancy, about=pack.id, answered=answered
    )


def _put(case: Challenge) -> Iterator[Approach]:
    """Every contact a ledger knows of: those written down, packs sent, questions put; each with its first answer."""
    if case.employer is None or (case.state == WITHDRAWN and case.steps[-1].reason == NOT_SENT):
        return
    for place, step in enumerate(case.steps):
        if step.state == ASKED:
            later = (one.on for one in case.steps[place + 1 :] if one.state not in (ASKED, NO_ANSWER, WITHDRAWN))
            yield Approach(
                employer=case.employer,
                on=step.on,
                how=CHALLENGE,
                vacancy=case.vacancy,
                about=case.id,
                answered=next(later, None),
            )


def _answered(approach: Approach, first: dict[str, Day]) -> Approach:
    """An approach about a pack that was answered since, by the answer in the ledger."""
    day = first.get(approach.about) if approach.about and not approach.programme else None
    if day is None:
        return approach
    return approach.model_copy(update={"answered": _earliest(approach.answered, day)})


def _earliest(one: Day | None, other: Day | None) -> Day | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _said(one: str, other: str) -> str:
    """One of two words that may differ; the same one whichever comes first."""
    return min((words for words in (one, other) if words), default="")


def _ending(promise: Promise) -> tuple[bool, Day, bool]:
    """What two endings are compared by: on one day the one that did not hold stands."""
    return promise.kept is not None, promise.settled or Day.min, promise.kept is False


def _ended(promise: Promise) -> dict[str, object]:
    return {"kept": promise.kept, "settled": promise.settled}


def _folded(
    records: Iterable[R], key: Callable[[R], Hashable], ending: Callable[[R, R], dict[str, object]]
) -> tuple[R, ...]:
    kept: dict[Hashable, R] = {}
    for one in records:
        before = kept.get(key(one))
        if before is None:
            kept[key(one)] = one
        elif before != one:
            kept[key(one)] = before.model_copy(update=ending(before, one))
    return tuple(kept.values())
