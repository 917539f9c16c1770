"""Text with its markup blanked out, every character at its old place, so that spans still point into the original."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10});")
_TAG = re.compile(r"<[A-Za-z!/?][^<>]{0,2000}>")
_BREAK = re.compile(r"</?\s*(?:p|div|ul|ol|li|table|tr|td|h[1-6]|section|article|br)\b", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li\b", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|template|noscript|svg)\b", re.IGNORECASE)


def without_markup(text: str) -> str:
    """`text` without tags, entities and what scripts hold, of the same length: what goes is spaces or line ends."""
    if "&" in text:
        text = _ENTITY.sub(_letter, text)
    if "<" not in text:
        return text
    return _TAG.sub(_blank, _without_hidden(text))


def _letter(found: re.Match[str]) -> str:
    """The character an entity means, at the end of as many spaces as it took to write it."""
    meant = html.unescape(found.group())
    if len(meant) != 1 or meant == found.group():
        return found.group()
    return (" " if meant == "\xa0" else meant).rjust(len(found.group()))


def _blank(found: re.Match[str]) -> str:
    tag = found.group()
    if not _BREAK.match(tag):
        return " " * len(tag)
    return "\n" + ("- " if _ITEM.match(tag) else "").ljust(len(tag) - 1)[: len(tag) - 1]


def _without_hidden(text: str) -> str:
    kept: list[str] = []
    at = 0
    lowered = text.lower() if len(text.lower()) == len(text) else text
    while found := _HIDDEN.search(text, at):
        end = lowered.find(f"</{found.group(1).lower()}", found.end())
        end = len(text) if end < 0 else end
        kept.append(text[at : found.start()] + " " * (end - found.start()))
        at = end
    return "".join(kept) + text[at:]
