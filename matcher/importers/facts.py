"""Adding dated facts to those held: each once. Only an ending may be filled in later; nothing is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from matcher.brokerage.dealings import one_approach, one_promise
from matcher.importers.entries import earlier
from matcher.records.dealings import Approach, Promise
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.shape import Record

R = TypeVar("R", bound=Record)


def observations(held: Iterable[Observation], new: Iterable[Observation]) -> tuple[Observation, ...]:
    """All of both; one that is the same in everything is there once."""
    return tuple(dict.fromkeys([*held, *new]))


def introductions(held: Iterable[Introduction], new: Iterable[Introduction]) -> tuple[Introduction, ...]:
    """All of both; one that is the same in everything is there once."""
    return tuple(dict.fromkeys([*held, *new]))


def remembered(held: Iterable[Remembered], new: Iterable[Remembered]) -> tuple[Remembered, ...]:
    """All of both; one that is the same in everything is there once."""
    return tuple(dict.fromkeys([*held, *new]))


def actions(held: Iterable[Action], new: Iterable[Action]) -> tuple[Action, ...]:
    """All of both; an action met again may add when it was done and when to look again."""
    return _completed(
        held,
        new,
        lambda one: (one.client, one.criterion, one.what, one.owner, one.due),
        lambda old, add: {"done": old.done or add.done, "review": old.review or add.review},
    )


def consents(held: Iterable[Consent], new: Iterable[Consent]) -> tuple[Consent, ...]:
    """All of both. One met again may add what was left blank, and that it was withdrawn or ended: the earlier day wins.

    Two of one day that name different people who asked, or different words, are two.
    """
    kept: dict[object, list[Consent]] = {}
    for one in [*held, *new]:
        alike = kept.setdefault((one.client, one.purpose, one.basis, one.on, one.employer), [])
        place = next((place for place, other in enumerate(alike) if _agree(other, one)), None)
        if place is None:
            alike.append(one)
        else:
            alike[place] = _consent_of_both(alike[place], one)
    return tuple(one for alike in kept.values() for one in alike)


_ASKED = ("asked_by", "words", "may_say")


def _agree(one: Consent, other: Consent) -> bool:
    """Whether two say nothing different of how it was asked; a blank says nothing."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in _ASKED]
    return all(a == b or not a or not b for a, b in pairs)


def _consent_of_both(old: Consent, add: Consent) -> Consent:
    asked = {name: getattr(old, name) or getattr(add, name) for name in _ASKED}
    ended = {"withdrawn": earlier(old.withdrawn, add.withdrawn), "until": earlier(old.until, add.until)}
    return old.model_copy(update={**asked, **ended})


def approaches(held: Iterable[Approach], new: Iterable[Approach]) -> tuple[Approach, ...]:
    """All of both; an approach met again may add that it was answered and what was said."""
    return one_approach([*held, *new])


def promises(held: Iterable[Promise], new: Iterable[Promise]) -> tuple[Promise, ...]:
    """All of both; a promise met again may add how it ended."""
    return one_promise([*held, *new])


def _completed(
    held: Iterable[R], new: Iterable[R], key: Callable[[R], object], ending: Callable[[R, R], dict[str, object]]
) -> tuple[R, ...]:
    kept: dict[object, R] = {}
    for one in [*held, *new]:
        before = kept.get(key(one))
        kept[key(one)] = one if before is None else before.model_copy(update=ending(before, one))
    return tuple(kept.values())
