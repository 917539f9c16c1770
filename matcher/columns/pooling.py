"""Distinct values become classes; ragged lists become padded arrays."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Small
from matcher.base.weeks import Intervals
from matcher.columns.facts import Fact

Key = TypeVar("Key", bound=Hashable)


Pool = dict[str, NDArray[Any]]
"""Arrays of one fact by name; each has its own kind of number, which the measure that reads it knows."""


def pooled(keys: Sequence[Key], arrays: Callable[[Sequence[Key]], Pool]) -> Fact:
    """One class for each distinct key, in order of first sight; `arrays` makes the pool from the distinct keys."""
    seen: dict[Key, int] = {}
    index: Small = np.fromiter((seen.setdefault(key, len(seen)) for key in keys), np.int32, len(keys))
    pool = arrays(tuple(seen))
    for name, array in pool.items():
        if len(array) != len(seen):
            raise AssertionError(f"pool {name} has {len(array)} entries for {len(seen)} classes")
    return Fact(index=index, pool=pool)


def numbers(names: Sequence[str], dtype: type[np.generic] = np.int64) -> Callable[[Sequence[tuple[int, ...]]], Pool]:
    """Pool arrays from keys that are tuples of whole numbers, one array a place."""

    def make(keys: Sequence[tuple[int, ...]]) -> Pool:
        table = np.array(keys, dtype=dtype).reshape(len(keys), len(names))
        return {name: np.ascontiguousarray(table[:, place]) for place, name in enumerate(names)}

    return make


def padded(lists: Sequence[Sequence[int]], fill: int, dtype: type[np.generic] = np.int32) -> NDArray[Any]:
    """(n, longest) array of ragged lists, at least one wide, filled at the end."""
    width = max((len(one) for one in lists), default=0) or 1
    out = np.full((len(lists), width), fill, dtype=dtype)
    for place, one in enumerate(lists):
        out[place, : len(one)] = one
    return out


def spells(name: str, sets: Sequence[Intervals]) -> Pool:
    """Start and end arrays of interval sets; empty places are 0 to 0, which overlaps nothing."""
    return {
        f"{name}_start": padded([[start for start, _ in one] for one in sets], 0),
        f"{name}_end": padded([[end for _, end in one] for one in sets], 0),
    }


def number_of(reference: str) -> int:
    """64-bit number of an id: the first 8 bytes of its BLAKE2b digest, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(reference.encode(), digest_size=8).digest(), "big")


def numbers_of(references: Sequence[str]) -> Bits:
    """(n,) numbers of ids."""
    return np.array([number_of(reference) for reference in references], dtype=np.uint64)


def bits_of(flags: Sequence[Sequence[bool]]) -> Bits:
    """(n,) 64-bit numbers with bit i set where the i-th flag is true."""
    return np.array([sum(1 << i for i, on in enumerate(one) if on) for one in flags], dtype=np.uint64)
