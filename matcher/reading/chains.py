"""A pattern with a long named list in it, matched link by link, so that each list is compiled once for all patterns.

Some lists (the ways of turning people away, say) have hundreds of phrases and stand in hundreds of patterns. Where one
stands in a pattern outside brackets, the pattern becomes a chain: the list's own matches, found once a sentence, and
small expressions between them, with the gaps walked token by token. What it finds is what the whole expression would,
but for a list's shorter phrase where a longer one begins at the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

MOST_TOKENS = 16
"""Of a piece between two lists: no longer match of it is looked for."""
LONG = 600
"""Characters of an expanded list from which on it is a link of its own."""


@dataclass(frozen=True)
class Item:
    """One item of a pattern outside brackets: its expression, and what it is."""

    source: str
    list_name: str = ""
    gap: int = -1
    """Tokens, where it is a gap."""
    barred: str = ""
    """What a gap does not run over, as a lookahead."""


@dataclass(frozen=True)
class Link:
    """A piece of a chain, and how far after the one before it may stand."""

    source: str
    list_name: str
    gap: int
    barred: str

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(self.source)

    @cached_property
    def elastic(self) -> bool:
        """Whether it can match more than one length."""
        return bool(re.search(r"[?*}]|\|[^|)]* ", self.source))

    @cached_property
    def step(self) -> re.Pattern[str]:
        """One token of the gap."""
        return re.compile(rf"{self.barred}\S+ ")


class Found:
    """Where a named list matches in a sentence: at each token at which it begins, how far it reaches."""

    def __init__(self, source: str) -> None:
        self._expression = re.compile(rf"(?<= ){source}")
        self._text = ""
        self._ends: Mapping[int, int] = {}

    def ends(self, text: str) -> Mapping[int, int]:
        """By the start of each match: its end. The last sentence is remembered, since many patterns ask about it."""
        if text != self._text:
            ends = {}
            found = self._expression.search(text)
            while found is not None:
                ends[found.start()] = found.end()
                after = text.find(" ", found.start()) + 1
                found = self._expression.search(text, after) if after else None
            self._text, self._ends = text, ends
        return self._ends


def links_of(items: list[Item]) -> tuple[Link, ...]:
    """The chain of a pattern's items; one link or none where it is better left whole."""
    links: list[Link] = []
    held: list[Item] = []
    gap, barred = 0, ""
    for item in items:
        if item.list_name and len(item.source) >= LONG:
            trailing = held.pop() if held and held[-1].gap >= 0 else None
            if held:
                links.append(Link("".join(one.source for one in held), "", gap, barred))
                gap, barred = 0, ""
            if trailing is not None:
                gap, barred = trailing.gap, trailing.barred
            links.append(Link(item.source, item.list_name, gap, barred))
            held, gap, barred = [], 0, ""
        elif item.gap >= 0 and not held and links:
            gap, barred = item.gap, item.barred
        else:
            held.append(item)
    if held:
        links.append(Link("".join(one.source for one in held), "", gap, barred))
    return tuple(links)


def spans(links: tuple[Link, ...], lists: Mapping[str, Found], text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every match of a chain, the first at each start."""
    for start, first in _starts(links[0], lists, text):
        several = (first,) if links[0].list_name else _ends_of(links[0], text, start, last=len(links) == 1)
        for end in several:
            last = _rest(links, 1, lists, text, end)
            if last is not None:
                yield start, last
                break


def _starts(link: Link, lists: Mapping[str, Found], text: str) -> Iterator[tuple[int, int]]:
    if link.list_name:
        yield from lists[link.list_name].ends(text).items()
        return
    expression = link.expression
    found = expression.search(text)
    while found is not None:
        if found.start() == 0 or text[found.start() - 1] == " ":
            yield found.start(), found.end()
        after = text.find(" ", found.start()) + 1
        found = expression.search(text, after) if after else None


def _ends_of(link: Link, text: str, place: int, *, last: bool) -> Iterator[int]:
    """Where a link that begins at `place` may end: a piece with a choice or a gap in it can end at several tokens, and
    what follows decides which. The last link need only end once."""
    found = link.expression.match(text, place)
    if found is None:
        return
    yield found.end()
    if last or not link.elastic:
        return
    end = place
    for _ in range(MOST_TOKENS):
        end = text.find(" ", end) + 1
        if not end:
            return
        if end != found.end() and link.expression.fullmatch(text, place, end):
            yield end


def _rest(links: tuple[Link, ...], at: int, lists: Mapping[str, Found], text: str, place: int) -> int | None:
    """Where the links from `at` on end, if they follow from `place`."""
    if at == len(links):
        return place
    link = links[at]
    ends = lists[link.list_name].ends(text) if link.list_name else None
    for _ in range(link.gap + 1):
        here = _ends_of(link, text, place, last=at + 1 == len(links)) if ends is None else (ends.get(place),)
        for end in here:
            last = _rest(links, at + 1, lists, text, end) if end is not None else None
            if last is not None:
                return last
        step = link.step.match(text, place)
        if step is None:
            return None
        place = step.end()
    return None
