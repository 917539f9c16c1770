"""How alike two short phrases are, in whole numbers from 0 to 100, the same on every machine.

Letters: rapidfuzz's token sort ratio. Rare letter groups: the cosine of TF-IDF weights over groups of three
letters, so that `assistant`, which hundreds of names share, counts for little. The weights come from the
vocabulary alone and are whole numbers, so what one word links to never depends on which other words came in
with it, nor on the machine. scikit-learn's vectoriser gives the same cosine (a test compares them) but
takes over a second to import.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.reading.fold import Words

GROUP = 3
BLOCK = 1024
_SCALE = 1000

Percent = NDArray[np.int64]


class Likeness:
    """Compares phrases with the names of one vocabulary."""

    def __init__(self, names: Sequence[Words], *, letters_share: int) -> None:
        self._letters_share = letters_share
        self._names = [" ".join(name) for name in names]
        counts = [groups(name) for name in names]
        holders = Counter(group for count in counts for group in count)
        self._column = {group: place for place, group in enumerate(sorted(holders))}
        self._weight = np.array(
            [round(_SCALE * (math.log((1 + len(names)) / (1 + holders[g])) + 1)) for g in sorted(holders)],
            dtype=np.int64,
        ).reshape(-1)
        self._table = np.zeros((len(self._column), len(names)), dtype=np.int64)
        for place, count in enumerate(counts):
            for group, times in count.items():
                row = self._column[group]
                self._table[row, place] = times * self._weight[row]
        self._length = np.sqrt((self._table.astype(np.float64) ** 2).sum(axis=0))
        self._unseen = round(_SCALE * (math.log(1 + len(names)) + 1))

    def percent(self, phrases: Sequence[Words]) -> Percent:
        """A row for each phrase, a column for each name: both likenesses blended, 0 to 100, rounded down."""
        if not phrases or not self._names:
            return np.zeros((len(phrases), len(self._names)), dtype=np.int64)
        blocks = [phrases[start : start + BLOCK] for start in range(0, len(phrases), BLOCK)]
        return np.concatenate([self._blended(block) for block in blocks])

    def _blended(self, phrases: Sequence[Words]) -> Percent:
        share = self._letters_share
        blended = share * self.letters(phrases) + (100 - share) * self.rare_groups(phrases)
        floored: Percent = blended // 100
        return floored

    def letters(self, phrases: Sequence[Words]) -> Percent:
        """rapidfuzz's token sort ratio, rounded down."""
        from rapidfuzz.fuzz import token_sort_ratio
        from rapidfuzz.process import cdist

        said = [" ".join(phrase) for phrase in phrases]
        found: Percent = np.floor(
            cdist(said, self._names, scorer=token_sort_ratio, dtype=np.float64, workers=1)
        ).astype(np.int64)
        return found

    def rare_groups(self, phrases: Sequence[Words]) -> Percent:
        """The cosine of TF-IDF weights, rounded down. A group that no name holds makes a phrase less like
        every name."""
        found = np.zeros((len(phrases), len(self._names)), dtype=np.int64)
        for place, phrase in enumerate(phrases):
            count = groups(phrase)
            known = [(self._column[g], times) for g, times in count.items() if g in self._column]
            if not known:
                continue
            rows = np.array([row for row, _ in known], dtype=np.int64)
            weights = np.array([times for _, times in known], dtype=np.int64) * self._weight[rows]
            unseen = sum((times * self._unseen) ** 2 for g, times in count.items() if g not in self._column)
            length = math.sqrt(int((weights**2).sum()) + unseen)
            together = (weights[:, None] * self._table[rows]).sum(axis=0).astype(np.float64)
            found[place] = np.minimum(np.floor(100 * together / (length * self._length) + 1e-9), 100)
        return found


def groups(words: Words) -> Counter[str]:
    """Every three letters in a row of each word, its edges counted as a space: ` ca, car, are, re `."""
    return Counter(
        f" {word} "[start : start + GROUP] for word in words for start in range(max(1, len(word) + 3 - GROUP))
    )
