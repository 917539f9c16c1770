"""The reading grade of a text, so that what clients and employers read is kept short and plain."""

from __future__ import annotations

import re

_ENDS = re.compile(r"[.!?]+(?=\s|$)")


def reading_grade(text: str) -> float:
    """The Automated Readability Index: 4.71 characters a word + 0.5 words a sentence - 21.43.

    Every character but spaces counts, as in the usual implementations. 0 for an empty text.
    """
    words = text.split()
    if not words:
        return 0.0
    characters = sum(len(word) for word in words)
    return 4.71 * characters / len(words) + 0.5 * len(words) / sentences(text) - 21.43


def sentences(text: str) -> int:
    """How many sentences a text has, at least one: a point inside `£12.71` ends none."""
    return max(1, len(_ENDS.findall(text)))
