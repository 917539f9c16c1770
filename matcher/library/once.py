"""Something costly that is made of the models, such as compiled patterns: made once for each edition of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from matcher.library.load import Library

Made = TypeVar("Made")
KEPT = 4
"""Editions whose makings are kept: the shipped one, a programme's own, and what it is compared with."""


def once_per_edition(make: Callable[[Library], Made]) -> Callable[[Library], Made]:
    """`make`, called once for all libraries of the same bytes; the one longest kept goes when there are too many."""
    kept: dict[str, Made] = {}

    @wraps(make)
    def made(library: Library) -> Made:
        if library.digest not in kept:
            one = make(library)
            while len(kept) >= KEPT:
                kept.pop(next(iter(kept)), None)
            kept[library.digest] = one
        return kept[library.digest]

    return made
