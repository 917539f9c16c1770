"""The pool of one vacancy on screen and as JSON: both masks, each requirement, and who would be on the shortlist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matcher.matching.pool import BestPair
    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards
    from matcher.workflows.outlook.pool import Appearance, CheckedPool, RequirementPool

FRAME = "among our clients"
"""Stands with every figure: the caseload is not everyone who might apply."""


def people(count: int) -> str:
    """`nobody`, `1 person`, `12 people`."""
    return {0: "nobody", 1: "1 person"}.get(count, f"{count:,} people")


def show_pool(pool: CheckedPool, cards: Cards) -> None:
    """Everything about a vacancy's pool."""
    cards.head("The pool, among our clients")
    for sentence in _pools(pool):
        cards.say(sentence, indent=2)
    for one in pool.requirements:
        cards.head(f"{one.name[:1].upper()}{one.name[1:]}, among our clients")
        for sentence in _requirement(one):
            cards.say(sentence, indent=2)
        cards.say(f"To the employer: {one.to_employer or 'no figure.'}", indent=2)


def _pools(pool: CheckedPool) -> Iterator[str]:
    effect = pool.effect
    yield (
        f"{people(effect.no_fixed_gate)} of {effect.considered:,} {_are(effect.no_fixed_gate)} open to it: nothing of "
        "their own, the law's or the programme's stops them."
    )
    yield (
        f"{effect.as_applied:,} of them pass as requirements are applied; {effect.as_stated:,} would if every "
        "essential one that can be compared were applied as stated."
    )
    yield f"As applied, {_best(pool, effect.best_pair)}"
    yield f"As stated, {_best(pool, effect.best_pair_as_stated)}"


def _best(pool: CheckedPool, pair: BestPair | None) -> str:
    if pair is None:
        return "no two that could be relaxed together would bring anyone."
    both = f"{pool.named(pair.first).name} and {pool.named(pair.second).name}"
    apart = f", {pair.only_together:,} of them only together" if pair.only_together else ""
    return f"the two whose relaxing brings most are {both}: {people(pair.brings)}{apart}."


def _requirement(one: RequirementPool) -> Iterator[str]:
    effect = one.effect
    yield f"Not met by {people(effect.any_open)} of those open to it, and by {effect.any_everyone:,} of everyone."
    alone = "Alone it keeps" if one.applied else "Applied, it alone would keep"
    yield f"{alone} {people(effect.sole)} out; {effect.sole_as_stated:,} if all essential ones were as stated."
    if one.tried == "relaxed":
        yield f"Relaxed, it would bring {people(effect.relaxing_brings)}."
        yield from _moved("If it were relaxed", one)
    elif one.tried:
        yield from _moved("If it were kept with a reason, and so applied", one)


def _moved(case: str, one: RequirementPool) -> Iterator[str]:
    if not one.new and not one.gone:
        yield f"{case}, the rows of the shortlist that nothing blocks would show the same people."
    if one.new:
        yield f"{case}, new on the shortlist: {_named(one.new)}."
    if one.gone:
        yield f"{case}, no longer shown among those in the running: {_named(one.gone)}."


def _named(shown: Iterable[Appearance]) -> str:
    """`C0004, C0014 (could start now); C0036 (could start with some help first)`."""
    return "; ".join(
        f"{', '.join(one.client for one in ones)} ({section[:1].lower()}{section[1:]})"
        for section, ones in groupby(shown, key=lambda one: one.section_name)
    )


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def pool_as_json(pool: CheckedPool) -> Json:
    """The pool in the documented shape."""
    effect = pool.effect
    return {
        "frame": FRAME,
        "considered": effect.considered,
        "no_fixed_gate": effect.no_fixed_gate,
        "passing": effect.as_applied,
        "passing_if_all_applied": effect.as_stated,
        "best_pair": _pair_as_json(pool, effect.best_pair),
        "best_pair_as_stated": _pair_as_json(pool, effect.best_pair_as_stated),
        "requirements": [_requirement_as_json(one) for one in pool.requirements],
    }


def _pair_as_json(pool: CheckedPool, pair: BestPair | None) -> Json | None:
    if pair is None:
        return None
    return {
        "requirements": [pool.named(place).requirement for place in (pair.first, pair.second)],
        "brings": pair.brings,
        "only_together": pair.only_together,
    }


def _requirement_as_json(one: RequirementPool) -> Json:
    effect = one.effect
    return {
        "requirement": one.requirement,
        "name": one.name,
        "sole": effect.sole,
        "sole_as_stated": effect.sole_as_stated,
        "any": effect.any_open,
        "any_everyone": effect.any_everyone,
        "relaxing_brings": effect.relaxing_brings,
        "if_status": one.tried,
        "new": [{"client": who.client, "section": who.section} for who in one.new],
        "gone": [{"client": who.client, "section": who.section} for who in one.gone],
        "to_employer": one.to_employer,
    }
