"""Text out of other people's values: HTML escaped once or twice, broken characters, lists, objects."""

from __future__ import annotations

import html
import re

from matcher.importers.adverts.files import Value

ROUNDS = 3
"""How often text is unescaped: feeds escape once or twice; beyond that nobody means markup."""
_TAG = re.compile(r"<[A-Za-z!/?][^<>]*>")
_BREAKS = re.compile(r"<(?:/?(?:p|div|ul|ol|table|tr|h[1-6]|section|article)\b|br\b)[^<>]*>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|template|noscript|iframe|svg)\b", re.IGNORECASE)
_LOOKS_LIKE_A_TAG = re.compile(r"<(?=[A-Za-z!/?])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SPACES = re.compile(r"[^\S\n]+")
_NAMES = ("name", "value", "@value", "text", "description", "credentialCategory", "title")
_DEEPEST = 4
_PIECES_MOST = 50


def clean(text: str) -> str:
    """`text` with halves of characters and control characters taken out, so that any file can hold it."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _CONTROL.sub("", whole)


def plain(markup: str) -> str:
    """The words of HTML, escaped however often, one paragraph a line; no tag, no script's content."""
    text = clean(markup)
    if "<" not in text and "&" not in text:
        return _rows(text)
    for _ in range(ROUNDS):
        before = text
        text = _without_tags(html.unescape(text))
        if text == before:
            break
    text = clean(_LOOKS_LIKE_A_TAG.sub("< ", text))
    return _rows(text)


def _rows(text: str) -> str:
    rows = (_SPACES.sub(" ", row).strip() for row in text.splitlines())
    return "\n".join(row for row in rows if row)


def one_line(markup: str) -> str:
    """The same on one line."""
    return " ".join(plain(markup).split())


def _without_tags(text: str) -> str:
    text = _without_comments(_without_hidden(text))
    return _TAG.sub("", _BREAKS.sub("\n", _ITEM.sub("\n- ", text)))


def _without_hidden(text: str) -> str:
    """Text without elements whose content nobody reads: scripts, styles."""
    kept: list[str] = []
    at = 0
    lowered = text.lower() if len(text.lower()) == len(text) else text
    while found := _HIDDEN.search(text, at):
        kept.append(text[at : found.start()])
        end = lowered.find(f"</{found.group(1).lower()}", found.end())
        if end < 0:
            return "".join(kept)
        at = end
    return "".join(kept) + text[at:]


def _without_comments(text: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join(kept) + text[at:]


def pieces(value: Value) -> list[str]:
    """The words in a value of any shape: a text, a number, a list of them, an object with a name."""
    found: list[str] = []
    waiting: list[tuple[Value, int]] = [(value, 0)]
    while waiting and len(found) < _PIECES_MOST:
        one, deep = waiting.pop()
        if isinstance(one, str):
            words = one_line(one)
            if words:
                found.append(words)
        elif isinstance(one, list) and deep < _DEEPEST:
            waiting += [(inner, deep + 1) for inner in reversed(one[:_PIECES_MOST])]
        elif isinstance(one, dict) and deep < _DEEPEST:
            waiting += [(one[name], deep + 1) for name in reversed(_NAMES) if name in one]
    return found


def words_of(value: Value) -> str:
    """The first words in a value of any shape; empty where there are none."""
    return next(iter(pieces(value)), "")


def part_of(value: Value, *names: str) -> Value:
    """What an object, or the first object of a list, holds under the first of `names` that it has."""
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, dict)), None)
    if not isinstance(value, dict):
        return None
    return next((value[name] for name in names if value.get(name) not in (None, "", [], {})), None)
