"""A job title as employers write it, taken apart: the words for the job, without grade, shift, place and
pay."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matcher.library.linking import TitleWords
from matcher.reading.fold import MOST_LETTERS, Spellings, Words, fold

MOST_PARTS = 8

_BRACKETS = re.compile(r"[(\[{][^()\[\]{}]*[)\]}]?")
_BETWEEN_PARTS = re.compile(r"\s+[-–—]+|[-–—]+\s+|\s{2,}|[|/\\;:•*>+–—!\n]+")
_COMMAS = re.compile(r",+")
_TIMES_AND_PAY = re.compile(
    r"£\s*[\d.,]+k?|\b\d{1,2}(?:[.:]\d{2})?\s*(?:am|pm)\b|\b\d+(?:\.\d+)?\s*(?:hours?|hrs?)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Part:
    """One part of a title, without the words that never say what the job is."""

    place: int
    words: Words
    another: frozenset[str]
    """Words in it, in what went before and in what a comma joins to it, that name a job of another kind."""


class Titles:
    """Takes job titles apart by the words of the linking document."""

    def __init__(self, words: TitleWords, spellings: Spellings) -> None:
        self._spellings = spellings
        self._noise = phrases(words.noise, spellings)
        self._settings = phrases(words.settings, spellings)
        self._cut_at = {fold(word)[0] for word in words.cut_at if fold(word)}
        self._another = frozenset(word for entry in words.another_job for word in spellings.settle(fold(entry)))

    def parts(self, title: str) -> tuple[Part, ...]:
        """The parts of a title that still say something, in the order they are written."""
        found: list[Part] = []
        another: frozenset[str] = frozenset()
        for joined in split(title):
            listed = [words for words in map(self._telling, _COMMAS.split(joined)) if words]
            another = another.union(*(self._another.intersection(words) for words in listed))
            found += [Part(len(found) + place, words, another) for place, words in enumerate(listed)]
        return tuple(found[:MOST_PARTS])

    def _telling(self, part: str) -> Words:
        """The words of a part that may say what the job is."""
        folded = self._spellings.settle(fold(_TIMES_AND_PAY.sub(" ", part)))
        return self._until_cut(without(folded, self._noise))

    def beyond_setting(self, words: Words) -> Words:
        """What is left of `words` without those that only say where or with whom."""
        return without(words, self._settings)

    def _until_cut(self, words: Words) -> Words:
        for place, word in enumerate(words):
            if place and word in self._cut_at:
                return words[:place]
        return words


def split(title: str) -> list[str]:
    """The title at its dashes and strokes; what stands in brackets is left out unless it is all there is."""
    line = html.unescape(title[: 2 * MOST_LETTERS])[:MOST_LETTERS]
    outside = _BRACKETS.sub("  ", line)
    if not fold(outside):
        outside = line.translate(str.maketrans("()[]{}", "      "))
    return [part for part in _BETWEEN_PARTS.split(outside) if part.strip()]


def without(words: Words, gone: dict[str, Sequence[Words]]) -> Words:
    """`words` without any of the phrases, and without numbers standing alone."""
    left: list[str] = []
    at = 0
    while at < len(words):
        length = next((len(p) for p in gone.get(words[at], ()) if words[at : at + len(p)] == p), 0)
        if not length and not words[at].isdigit():
            left.append(words[at])
        at += length or 1
    return tuple(left)


def phrases(written: Iterable[str], spellings: Spellings) -> dict[str, Sequence[Words]]:
    """Phrases by their first word, the longest first."""
    by_first: dict[str, list[Words]] = {}
    for phrase in written:
        words = spellings.settle(fold(phrase))
        if words:
            by_first.setdefault(words[0], []).append(words)
    return {first: sorted(set(several), key=lambda p: (-len(p), p)) for first, several in by_first.items()}
