"""Finds plain phrases in a text, however they are spaced or hyphenated, and quotes them where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

QUOTED = 60


@lru_cache(maxsize=256)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    written = [r"[\s\-–—]{0,3}".join(map(re.escape, re.split(r"[\s\-]+", phrase))) for phrase in phrases]
    longest_first = sorted(written, key=len, reverse=True)
    return re.compile(rf"(?<![\w/])(?:{'|'.join(longest_first)})(?![\w/])", re.IGNORECASE)


@lru_cache(maxsize=256)
def _run_together(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Phrases of two words or more, wherever they stand."""
    several = [phrase for phrase in phrases if re.search(r"[\s\-]", phrase)]
    written = [r"[\s\-–—]{0,3}".join(map(re.escape, re.split(r"[\s\-]+", phrase))) for phrase in several]
    return re.compile("|".join(written) or r"(?!)", re.IGNORECASE)


def said(text: str, phrases: Iterable[str]) -> str:
    """The first of `phrases` that `text` holds as whole words, as it is written there; empty where it holds
    none."""
    found = _pattern(tuple(phrases)).search(text)
    return " ".join(found.group().split()) if found else ""


def quoted(text: str, phrases: Iterable[str]) -> str:
    """The words around the first of `phrases` that `text` holds, on one line; empty where it holds none.

    Where whole words are not found, it looks inside words too: feeds run words together (`apart timepost`).
    """
    wanted = tuple(phrases)
    found = _pattern(wanted).search(text) or _run_together(wanted).search(text)
    if not found:
        return ""
    start = max(text.rfind("\n", 0, found.start()) + 1, found.start() - QUOTED // 2)
    end = text.find("\n", found.end())
    end = min(len(text) if end < 0 else end, found.end() + QUOTED // 2)
    return " ".join(text[start:end].split())
