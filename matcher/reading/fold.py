"""Words made alike where their difference carries no meaning: case, accents, punctuation, plural,
spelling."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Mapping

MOST_LETTERS = 240
"""A title or skill is read so far and no further; a 10 MB cell must cost no more than a line."""

_APOSTROPHES = re.compile("['’‘`\u00b4]")
_BETWEEN = re.compile(r"[^0-9a-z]+")

Words = tuple[str, ...]


def fold(text: str) -> Words:
    """The words of `text`: lower case, no accents, no punctuation, singular. `Assistants' Café` is
    assistant, cafe."""
    letters = html.unescape(text[: 2 * MOST_LETTERS])[:MOST_LETTERS]
    plain = _APOSTROPHES.sub("", letters).casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain)
        plain = "".join(character for character in apart if not unicodedata.combining(character))
    return tuple(singular(word) for word in _BETWEEN.sub(" ", plain).split() if word != "and")


def singular(word: str) -> str:
    """The word without a plural ending, as far as spelling alone shows it. Used on both sides, so never on
    show."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


class Spellings:
    """Other ways to write the same word: `health care` is healthcare, `admin` is administration."""

    def __init__(self, same: Mapping[str, str]) -> None:
        self._same = {fold(written): fold(meant) for written, meant in same.items()}
        self._longest = max(map(len, self._same), default=0)

    def settle(self, words: Words) -> Words:
        """`words` with every known other way replaced, the longest first; what is put in is not read
        again."""
        settled: list[str] = []
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                meant = self._same.get(words[at : at + length])
                if meant is not None:
                    settled += meant
                    at += length
                    break
            else:
                settled.append(words[at])
                at += 1
        return tuple(settled)
