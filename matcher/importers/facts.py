"""Adding dated facts to those held: each once. Only an ending may be filled in later; nothing is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from matcher.importers.entries import earlier
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
    """All of both; a consent met again may add that it was withdrawn or ended, and the earlier day wins."""
    return _completed(
        held,
        new,
        lambda one: (one.client, one.purpose, one.basis, one.on, one.employer),
        lambda old, add: {
            "withdrawn": earlier(old.withdrawn, add.withdrawn),
            "until": earlier(old.until, add.until),
        },
    )


def _completed(
    held: Iterable[R], new: Iterable[R], key: Callable[[R], object], ending: Callable[[R, R], dict[str, object]]
) -> tuple[R, ...]:
    kept: dict[object, R] = {}
    for one in [*held, *new]:
        before = kept.get(key(one))
        kept[key(one)] = one if before is None else before.model_copy(update=ending(before, one))
    return tuple(kept.values())
