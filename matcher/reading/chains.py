"""A pattern with a long named list in it, matched link by link, so that each list is compiled once for all patterns.

Some lists (the ways of turning people away, say) have hundreds of phrases and stand in hundreds of patterns. Where one
stands in a pattern outside brackets, or is a whole alternative inside them, the pattern becomes a chain: the list's
own matches, found once a sentence, and small expressions between them, with the gaps walked token by token. What it
finds is what the whole expression would, but for a list's shorter phrase where a longer one begins at the same word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

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
    ways: tuple[Way, ...] = ()
    """A bracket's alternatives, where one or more of them is a long list."""


class Way(NamedTuple):
    """One alternative of a bracket: an expression, or a list by its name."""

    source: str
    list_name: str = ""


@dataclass(frozen=True)
class Link:
    """A piece of a chain, and how far after the one before it may stand."""

    source: str
    list_name: str
    gap: int
    barred: str
    ways: tuple[Link, ...] = ()
    """What it may be instead of one expression or list: the first that fits, in order."""

    @cached_property
    def by_list(self) -> bool:
        """Whether a list decides where it matches, alone or as one of its alternatives."""
        return bool(self.list_name) or bool(self.ways)

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
        if item.ways or (item.list_name and len(item.source) >= LONG):
            trailing = held.pop() if held and held[-1].gap >= 0 else None
            if held:
                links.append(Link("".join(one.source for one in held), "", gap, barred))
                gap, barred = 0, ""
            if trailing is not None:
                gap, barred = trailing.gap, trailing.barred
            ways = tuple(Link(way.source, way.list_name, 0, "") for way in item.ways)
            links.append(Link(item.source, item.list_name, gap, barred, ways))
            held, gap, barred = [], 0, ""
        elif item.gap >= 0 and not held and links:
            gap, barred = item.gap, item.barred
        else:
            held.append(item)
    if held:
        links.append(Link("".join(one.source for one in held), "", gap, barred))
    return tuple(links)


def joined_ways(branches: Iterable[tuple[str, str]]) -> tuple[Way, ...]:
    """A bracket's alternatives as ways, where a long list is one; neighbours that are not are one expression."""
    ways: list[Way] = []
    for is_list, several in groupby(branches, key=lambda one: bool(one[1]) and len(one[0]) >= LONG):
        if is_list:
            ways += [Way(source, name) for source, name in several]
        else:
            ways.append(Way("(?:" + "|".join(source for source, _ in several) + ")"))
    return tuple(ways) if any(way.list_name for way in ways) else ()


def spans(links: tuple[Link, ...], lists: Mapping[str, Found], text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every match of a chain that begins behind the one before it, as an expression finds them."""
    if any(link.list_name and not lists[link.list_name].ends(text) for link in links):
        return
    behind = 0
    for start in _starts(links[0], lists, text):
        for end in _ends_of(links[0], lists, text, start, last=len(links) == 1) if start >= behind else ():
            last = _rest(links, 1, lists, text, end)
            if last is not None:
                yield start, last
                behind = last
                break


def _starts(link: Link, lists: Mapping[str, Found], text: str) -> Iterable[int]:
    """Every place at which a link may begin, in order."""
    if link.list_name:
        return lists[link.list_name].ends(text)
    if link.ways:
        return sorted({start for way in link.ways for start in _starts(way, lists, text)})
    return _expression_starts(link.expression, text)


def _expression_starts(expression: re.Pattern[str], text: str) -> Iterator[int]:
    found = expression.search(text)
    while found is not None:
        if found.start() == 0 or text[found.start() - 1] == " ":
            yield found.start()
        after = text.find(" ", found.start()) + 1
        found = expression.search(text, after) if after else None


def _ends_of(link: Link, lists: Mapping[str, Found], text: str, place: int, *, last: bool) -> Iterator[int]:
    """Where a link that begins at `place` may end: a piece with a choice or a gap in it can end at several tokens, and
    what follows decides which. The last link need only end once."""
    if link.list_name:
        end = lists[link.list_name].ends(text).get(place)
        if end is not None:
            yield end
        return
    if link.ways:
        for way in link.ways:
            yield from _ends_of(way, lists, text, place, last=last)
        return
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
    for _ in range(link.gap + 1):
        for end in _ends_of(link, lists, text, place, last=at + 1 == len(links)):
            last = _rest(links, at + 1, lists, text, end)
            if last is not None:
                return last
        step = link.step.match(text, place)
        if step is None:
            return None
        place = step.end()
    return None
