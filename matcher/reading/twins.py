"""Recognises adverts that are the same but for their place, date or reference.

Every run of a few words is hashed (BLAKE2 a word, so that every machine agrees). Each advert's smallest hashes are its
sketch; adverts whose sketches meet are compared exactly, by the share of their runs that both have. A hash that very
many adverts have, such as one of an employer's own paragraph, makes no two of them neighbours by itself, so that the
work stays in step with the number of adverts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from matcher.library.reading import TwinRule
from matcher.reading.markup import without_markup
from matcher.reading.passage import MOST_CHARACTERS

Runs: TypeAlias = NDArray[np.uint64]
"""The runs of one advert: sorted, each once."""

_WORD = re.compile(r"[^\W\d_]+")
_ODD = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)


def twin_groups(texts: Iterable[str], rule: TwinRule) -> tuple[tuple[int, ...], ...]:
    """Groups of two or more adverts that are near-duplicates, by their places in `texts`, in order of the first.

    An advert belongs to a group if it is alike enough to any one of it. Numbers, and so dates, are not looked at.
    """
    words: dict[str, int] = {}
    runs = [_runs(text, rule, words) for text in texts]
    groups = _Groups(len(runs))
    having: dict[int, list[int]] = {}
    for place, own in enumerate(runs):
        sketch = own[: rule.sketch].tolist()
        for other in sorted({other for run in sketch for other in having.get(run, ())}):
            if not groups.together(place, other) and _alike(own, runs[other], rule):
                groups.join(place, other)
        for run in sketch:
            places = having.setdefault(run, [])
            if len(places) < rule.common_most:
                places.append(place)
    return groups.several()


def _runs(text: str, rule: TwinRule, known: dict[str, int]) -> Runs:
    """The hash of every run of words; one run of all words where there are few."""
    words = _WORD.findall(without_markup(text[:MOST_CHARACTERS]).casefold())
    hashes = np.array([_hashed(word, known) for word in words], dtype=np.uint64)
    few = len(words) < max(rule.short_words, rule.words_in_a_row)
    length = len(words) if few else rule.words_in_a_row
    if not length:
        return hashes
    mixed = np.zeros(len(words) - length + 1, dtype=np.uint64)
    for step in range(length):
        mixed = mixed * _ODD + hashes[step : step + len(mixed)]
    mixed = (mixed ^ (mixed >> _HALF)) * _MIX
    return np.unique(mixed ^ (mixed >> _HALF))


def _hashed(word: str, known: dict[str, int]) -> int:
    found = known.get(word)
    if found is None:
        found = int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=8).digest(), "big")
        known[word] = found
    return found


def _alike(one: Runs, two: Runs, rule: TwinRule) -> bool:
    """Whether the share of runs that both have is large enough."""
    if 1000 * min(len(one), len(two)) < rule.alike_thousandths * max(len(one), len(two)):
        return False
    together = len(np.intersect1d(one, two, assume_unique=True))
    return 1000 * together >= rule.alike_thousandths * (len(one) + len(two) - together)


class _Groups:
    """Which places belong together."""

    def __init__(self, size: int) -> None:
        self._of = list(range(size))

    def _first(self, place: int) -> int:
        while self._of[place] != place:
            self._of[place] = self._of[self._of[place]]
            place = self._of[place]
        return place

    def together(self, one: int, two: int) -> bool:
        return self._first(one) == self._first(two)

    def join(self, one: int, two: int) -> None:
        first, second = sorted((self._first(one), self._first(two)))
        self._of[second] = first

    def several(self) -> tuple[tuple[int, ...], ...]:
        """The groups of two or more."""
        members: dict[int, list[int]] = {}
        for place in range(len(self._of)):
            members.setdefault(self._first(place), []).append(place)
        return tuple(tuple(group) for group in members.values() if len(group) > 1)
