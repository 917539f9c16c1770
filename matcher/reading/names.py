"""One vocabulary's names and aliases, folded: exact look-up, and the nearest entries of any phrase."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.reading.fold import Spellings, Words, fold
from matcher.reading.likeness import BLOCK, Likeness, Percent


@dataclass(frozen=True)
class Guess:
    """One entry that a word may mean. `length` is how many words matched: of equals, the longer name wins."""

    to: str
    confidence: int
    length: int = 0


@dataclass(frozen=True)
class Near:
    """A phrase to hold against every name: what its place in the title takes off, the words that name
    another job."""

    words: Words
    less: int = 0
    another: frozenset[str] = frozenset()


class Names:
    """Every name and alias of one vocabulary. Of two entries that share an alias, the earlier one has it."""

    def __init__(
        self, entries: Iterable[tuple[str, Iterable[str]]], spellings: Spellings, *, letters_share: int
    ) -> None:
        self.exact: dict[Words, str] = {}
        for to, written in entries:
            for name in written:
                words = spellings.settle(fold(name))
                if words:
                    self.exact.setdefault(words, to)
        self._words = list(self.exact)
        self._ids = list(self.exact.values())
        self._letters_share = letters_share
        self._masks: dict[frozenset[str], Percent] = {}

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._words, letters_share=self._letters_share)

    def nearest(self, phrases: Sequence[Near], *, another_job_most: int, most: int = 1) -> list[list[Guess]]:
        """For each phrase the `most` likeliest entries, best first."""
        return list(self._nearest(phrases, another_job_most, most))

    def _nearest(self, phrases: Sequence[Near], cap: int, most: int) -> Iterator[list[Guess]]:
        for start in range(0, len(phrases), BLOCK):
            block = phrases[start : start + BLOCK]
            for near, row in zip(block, self._likeness.percent([p.words for p in block]), strict=True):
                capped = np.minimum(row - near.less, self._most(near.another, cap)) if near.another else row - near.less
                yield self._top(capped, most)

    def _top(self, row: Percent, most: int) -> list[Guess]:
        if not len(row):
            return []
        if most == 1:
            place = int(row.argmax())
            return [Guess(self._ids[place], max(int(row[place]), 0))]
        best: dict[str, int] = {}
        for place in np.argsort(-row, kind="stable")[: 20 * most].tolist():
            best.setdefault(self._ids[place], max(int(row[place]), 0))
        return [Guess(to, confidence) for to, confidence in list(best.items())[:most]]

    def _most(self, another: frozenset[str], cap: int) -> Percent:
        """For each name the most it may get: `cap` where a word of another job is not part of the name
        itself."""
        if another not in self._masks:
            self._masks[another] = np.array(
                [100 if another.issubset(words) else cap for words in self._words], dtype=np.int64
            )
        return self._masks[another]
