"""Keep the best rows of every section of every list, and count the ties that were cut off.

Merging is associative and commutative: parts may come in any order, from any number of threads, and give the
same rows and the same counts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits, Ints
from matcher.matching.order import NUMBER_BITS

SHOWN = np.uint64(NUMBER_BITS)
SECTION = np.uint64(62)


@dataclass(frozen=True)
class Selected:
    """Rows kept of many lists, sorted by list, key, row; `ties` counts equal rows cut, by list and section."""

    subject: NDArray[np.int32]
    row: NDArray[np.int32]
    key: Bits
    ties: Ints
    """(lists, 4) rows left out whose shown part of the key equals that of the last one kept."""

    def __len__(self) -> int:
        return len(self.key)


def nothing(lists: int) -> Selected:
    """No rows for so many lists."""
    return Selected(
        np.zeros(0, np.int32),
        np.zeros(0, np.int32),
        np.zeros(0, np.uint64),
        np.zeros((lists, 4), dtype=np.int64),
    )


def select(parts: list[Selected], most: NDArray[np.int64], *, lists: int) -> Selected:
    """The best `most[section]` rows of every section of every list among several parts."""
    subject = np.concatenate([part.subject for part in parts])
    row = np.concatenate([part.row for part in parts])
    key = np.concatenate([part.key for part in parts])
    order = np.lexsort((row, key, subject))
    subject, row, key = subject[order], row[order], key[order]
    section = (key >> SECTION).astype(np.int64)
    group = subject.astype(np.int64) * 4 + section
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]]) if len(group) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[starts, len(group)])
    place = np.arange(len(group)) - np.repeat(starts, sizes)
    keep = place < most[section]
    last = starts + np.minimum(sizes, most[section[starts]]) - 1 if len(group) else starts
    edge = key[last] >> SHOWN
    tied = ~keep & (key >> SHOWN == np.repeat(edge, sizes))
    ties = np.zeros(lists * 4, dtype=np.int64)
    ties += np.bincount(group[tied], minlength=lists * 4)
    ties = _carry(parts, ties, group[starts] if len(group) else starts, edge, lists=lists)
    return Selected(subject[keep], row[keep], key[keep], ties.reshape(lists, 4))


def _carry(parts: list[Selected], ties: Ints, groups: Ints, edge: Bits, *, lists: int) -> Ints:
    """Ties that the parts had already cut count on where the new last row still ties with their own last row."""
    new_edge = np.full(lists * 4, np.iinfo(np.uint64).max, dtype=np.uint64)
    new_edge[groups] = edge
    for part in parts:
        earlier = part.ties.reshape(-1)
        if not earlier.any():
            continue
        group = part.subject.astype(np.int64) * 4 + (part.key >> SECTION).astype(np.int64)
        own_edge = np.zeros(lists * 4, dtype=np.uint64)
        np.maximum.at(own_edge, group, part.key >> SHOWN)
        ties = ties + np.where(own_edge == new_edge, earlier, 0)
    return ties
