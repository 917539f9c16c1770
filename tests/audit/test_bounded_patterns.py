"""No pattern can blow up: nothing repeats without end but letters inside one token, and nothing repeats inside that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from matcher.audit.checks import ROLES
from matcher.library.load import load_library
from matcher.reading.patterns import MOST_GAP, Pattern

LIBRARY = load_library()
PHRASES = LIBRARY.audit_phrases
ONE_WORD = dict.fromkeys(PHRASES.lists, ("x",))
"""Each list stands for one word here: its own phrases are looked at apart, once, and not wherever it is named."""
MOST_WAYS = 30_000
"""In how many ways the gaps of one pattern can fall, for one place to start from."""
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
ONE_LETTER = (op.IN, op.ANY, op.LITERAL, op.NOT_LITERAL, op.CATEGORY)
SPACE = 32


def written() -> Iterator[tuple[str, str]]:
    """Every pattern of the audit, with where it stands."""
    yield from (("lists", one) for several in PHRASES.lists.values() for one in several)
    yield from (("stances", one) for several in PHRASES.stances.values() for one in several)
    for kind in LIBRARY.audit_work.kinds:
        yield from ((kind.id, one) for one in (*kind.occupations, *kind.duties, *kind.denies))
    for reads in LIBRARY.audit_reads.values():
        yield from ((reads.id, one) for role in ROLES for one in getattr(reads, role))


def tree_of(pattern: str) -> Any:
    return _parser.parse(Pattern(pattern, ONE_WORD).source)


def parts(tree: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Every node below a node."""
    for operation, value in tree:
        yield operation, value
        for below in children(operation, value):
            yield from parts(below)


def children(operation: Any, value: Any) -> list[Any]:
    if operation in REPEATS:
        return [value[2]]
    if operation is op.SUBPATTERN:
        return [value[3]]
    if operation is op.BRANCH:
        return list(value[1])
    if operation in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    if operation is op.ATOMIC_GROUP:
        return [value]
    return []


def faults(tree: Any) -> Iterator[str]:
    """What is wrong with one pattern."""
    for operation, value in parts(tree):
        if operation not in REPEATS:
            continue
        _, most, inside = value
        if most is op.MAXREPEAT:
            if len(inside) != 1 or inside[0][0] not in ONE_LETTER:
                yield "repeats more than one letter without end"
            elif matches_space(inside[0]):
                yield "runs on over the end of a token"
        elif most > 1 and most > MOST_GAP:
            yield f"repeats up to {most} times"
        elif most > 1 and not ends_a_token(inside):
            yield "repeats something that may end inside a token"


def matches_space(node: tuple[Any, Any]) -> bool:
    """Whether a class of letters holds the space that parts tokens."""
    operation, value = node
    if operation is op.IN:
        negated = value[0][0] is op.NEGATE
        held = any(
            (kind is op.LITERAL and one == SPACE)
            or (kind is op.RANGE and one[0] <= SPACE <= one[1])
            or (kind is op.CATEGORY and one in (op.CATEGORY_SPACE, op.CATEGORY_NOT_WORD, op.CATEGORY_NOT_DIGIT))
            for kind, one in value
        )
        shut = any(kind is op.CATEGORY and one is op.CATEGORY_NOT_SPACE for kind, one in value)
        excluded = any(kind is op.CATEGORY and one is op.CATEGORY_SPACE for kind, one in value)
        return not excluded and not held if negated else held and not shut
    if operation is op.LITERAL:
        return bool(value == SPACE)
    return operation is not op.NOT_LITERAL or value != SPACE


def ends_a_token(tree: Any) -> bool:
    """Whether what is repeated ends with the space behind a token, so that there is one way to cut it."""
    return bool(tree) and tree[-1] == (op.LITERAL, SPACE)


def ways(tree: Any) -> int:
    """In how many ways the gaps can fall: a product along a sequence, the largest of the alternatives."""
    product = 1
    for operation, value in tree:
        below = max((ways(one) for one in children(operation, value)), default=1)
        gap = value[1] + 1 if operation in REPEATS and value[1] is not op.MAXREPEAT and value[1] > 1 else 1
        product *= max(gap, below)
    return product


def test_every_pattern_is_bounded():
    wrong = []
    for where, one in sorted(set(written())):
        tree = tree_of(one)
        wrong += [f"{where}: {one}: {fault}" for fault in faults(tree)]
        if ways(tree) > MOST_WAYS:
            wrong.append(f"{where}: {one}: its gaps can fall in {ways(tree):,} ways")
    assert wrong == []


@pytest.mark.parametrize(
    "source",
    [r"(?:a+)+b", r"(?:\S+ ?)*x", r".*x", r"(?:a|a)*b", r"[^,]+ ", r"(?:\S+){0,6}x", r"(?:x ){0,50}", r"\W*x", r"\D+ "],
)
def test_what_can_blow_up_is_seen(source: str):
    assert list(faults(_parser.parse(source)))


@pytest.mark.parametrize("source", [r"\S+ ", r"licen[^\s.,;:!?()]* ", r"(?:\S+ ){0,6}?x ", r"\d[\d.,:]* ", r"(?:a )?b"])
def test_what_cannot_is_let_be(source: str):
    assert not list(faults(_parser.parse(source)))
