"""A small language for what a sentence may say, compiled to regular expressions that cannot blow up.

A pattern is written against the plain form of `reading.passage`, one item a token:

    word          that token                    word?         or not at all
    licen*        any token that begins so      a|b*|c        one of these
    (in work|on a wage)   one of several phrases, with ? optional; inside brackets each | parts two phrases
    ~             up to three tokens between    ~6            up to six
    ~~  ~~6       the same, within a clause     *             any one token
    #             a number, in figures or words £             an amount of money
    {need}        a named list of patterns      <x>           the place of the thing itself
    ^  $          the sentence begins, ends

A gap never runs over `but`, `however`, `though` or a semicolon, nor into `desirable, not essential`, which is a wish
and no waiver. A gap within a clause runs over no other stop either, and over no word that denies, demands or turns to
the reader. A pattern has no repetition but the bounded gap, and a sentence has at most sixty tokens, so the work is
bounded for every start. Each pattern names the rarest words it cannot do without: it is tried only on sentences that
hold one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from matcher.reading.chains import Found, Item, Way, joined_ways, links_of, spans
from matcher.reading.common_words import RATE

GAP = 3
MOST_GAP = 12
MOST_NEEDS = 6
MOST_SEEN = 200_000
_NO_GAP_OVER = (
    r"(?!(?:but|however|though|although|;) "
    r"|(?:desirable|preferred|preferable|ideal|advantage|plus|bonus) (?:[,-] )?not )"
)
_NO_CLAUSE_OVER = (
    r"(?!(?:[,:.!?()-]|so|because|if|unless|without|not?|never|nor|none|neither|nobody|cannot|cant|dont|doesnt|didnt|wont"
    r"|isnt|arent|wasnt|wouldnt|neednt|must|need|needs|needed|required|essential|you|your|own) )"
)
_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    "|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozen"
)
_NUMBER = rf"(?:\d[\d.,:]*|(?:{_NUMBER_WORDS})(?: (?:{_NUMBER_WORDS}))?) "


@cache
def _begun(beginning: str) -> int:
    """In how many of a thousand sentences a word begins so, roughly."""
    return 2 + sum(rate for word, rate in RATE.items() if word.startswith(beginning))


class _Founds(dict[str, Found]):
    """The lists that are links of chains, each compiled when first asked for."""

    def __init__(self, lists: PhraseLists) -> None:
        super().__init__()
        self._lists = lists

    def __missing__(self, name: str) -> Found:
        self[name] = Found(self._lists.expanded(name, name, frozenset())[0])
        return self[name]


class PhraseLists:
    """The named lists, each expanded once."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._lists = lists
        self._expanded: dict[str, tuple[str, list[Anchor]]] = {}
        self.found: dict[str, Found] = _Founds(self)
        """Where each list matches in the sentence at hand."""

    def expanded(self, name: str, written: str, within: frozenset[str]) -> tuple[str, list[Anchor]]:
        """The expression of a list, and what it cannot do without. Raises NotAPattern for a list there is not."""
        if name not in self._lists:
            raise NotAPattern(f"{written!r} names {{{name}}}, which is no list of phrases")
        if name in within:
            raise NotAPattern(f"the list {{{name}}} names itself")
        if name not in self._expanded:
            found = [
                _Parser(one, self, within | {name}).sequence(inside=True)
                for one in sorted(self._lists[name], key=lambda phrase: (-len(phrase), phrase))
            ]
            source = "(?:" + "|".join(source for source, _ in found) + ")"
            self._expanded[name] = source, _either([needs for _, needs in found])
        return self._expanded[name]


Macros = Mapping[str, Sequence[str]] | PhraseLists


class NotAPattern(ValueError):
    """The pattern cannot be read; the message says why."""


@dataclass(frozen=True)
class Anchor:
    """Words of which a sentence must hold at least one, whole or by their beginning; none means: always tried."""

    words: frozenset[str] = frozenset()
    beginnings: frozenset[str] = frozenset()

    @cached_property
    def weight(self) -> int:
        """In how many of a thousand sentences it may be met, roughly: the less, the better."""
        return sum(RATE.get(word, 1) for word in self.words) + sum(_begun(one) for one in self.beginnings)


class Pattern:
    """One compiled pattern. The regular expression is made when it is first tried."""

    def __init__(self, written: str, macros: Macros) -> None:
        self.written = written
        parsed = _Parser(written, macros if isinstance(macros, PhraseLists) else PhraseLists(macros))
        self._source, anchors = parsed.sequence()
        links = links_of(parsed.outside) if not parsed.branched else ()
        self._links = links if any(link.by_list for link in links) else ()
        self._lists = parsed.lists.found
        if not anchors and "<x>" not in written:
            raise NotAPattern(f"{written!r} has no word that it cannot do without")
        anchors.sort(key=lambda one: one.weight)
        self.anchor = anchors[0] if anchors else Anchor()
        self.needs = tuple(anchors[1:MOST_NEEDS])
        """What else it cannot do without: looked for before the pattern itself is tried."""

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end in `text` of every match."""
        if self._links:
            yield from spans(self._links, self._lists, text)
        else:
            for one in self.expression.finditer(text):
                yield one.start(), one.end()

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(self._source)

    @property
    def source(self) -> str:
        """The regular expression as text."""
        return self._source


_PIECE = re.compile(r"\{[a-z_]+\}\??|\)\??|[(|]|[^\s()|{}]+")


def _items(written: str) -> list[str]:
    """The items of a pattern: `a|b` is one token with alternatives, but inside brackets each `|` parts two phrases."""
    items: list[str] = []
    depth = end = 0
    joined = False
    for found in _PIECE.finditer(written):
        item = found.group()
        if item.startswith("*") and found.start() == end and items[-1:] == [")"]:
            raise NotAPattern(f"{written!r}: a star belongs to a word; write (clerk*|planner*)")
        if depth == 0 and item == "|":
            if found.start() != end or not items:
                raise NotAPattern(f"{written!r}: outside brackets, write a|b without spaces")
            joined, end = True, found.end()
            continue
        if joined and found.start() == end:
            items[-1] += f"|{item}"
        else:
            items.append(item)
        joined, end = False, found.end()
        depth += (item == "(") - item.startswith(")")
    _never_side_by_side(items, written)
    return items


def _never_side_by_side(items: Sequence[str], written: str) -> None:
    """Raises NotAPattern for `a|b c|d` outside brackets: three phrases or two choices? Only brackets say."""
    depth, before = 0, False
    for item in items:
        choice = not depth and "|" in item and item != "|"
        if choice and before:
            raise NotAPattern(
                f"{written!r}: two choices side by side; write (a|b) (c|d), or (a|b c|d) for three phrases"
            )
        before = choice
        depth += (item == "(") - item.startswith(")")


class _Parser:
    def __init__(self, written: str, lists: PhraseLists, within: frozenset[str] = frozenset()) -> None:
        self.written = written
        self.lists = lists
        self.within = within
        self.items = _items(written)
        self.at = 0
        self.outside: list[Item] = []
        """What was read outside brackets, item by item."""
        self.branched = False
        self.ways: tuple[Way, ...] = ()
        """The alternatives of the bracket read last, where one of them is a long list."""

    def sequence(self, *, inside: bool = False) -> tuple[str, list[Anchor]]:
        """The expression of what follows, and what it cannot do without."""
        branches: list[tuple[str, list[Anchor]]] = []
        lone: list[str] = []
        parts: list[str] = []
        anchors: list[Anchor] = []
        sure = False
        begin = self.at
        while self.at < len(self.items):
            item = self.items[self.at]
            if item.startswith(")"):
                break
            self.at += 1
            if item == "|":
                self.branched |= not inside
                branches.append(("".join(parts), anchors))
                lone.append(_lone_list(self.items[begin : self.at - 1]))
                self._never_empty(sure)
                parts, anchors, sure, begin = [], [], False, self.at
                continue
            part, needs = self._item(item)
            sure |= not part.endswith("?")
            parts.append(part)
            anchors += needs
            if not inside:
                self.outside.append(_as_item(item, part, self.ways if item == "(" else ()))
        if not inside and self.at < len(self.items):
            raise NotAPattern(f"{self.written!r} closes a bracket it never opened")
        self._never_empty(sure)
        branches.append(("".join(parts), anchors))
        lone.append(_lone_list(self.items[begin : self.at]))
        self.ways = joined_ways((source, name) for (source, _), name in zip(branches, lone, strict=True))
        if len(branches) == 1:
            start = "" if inside or branches[0][0].startswith(r"\A") else r"(?<= )"
            return start + branches[0][0], branches[0][1]
        if any(not source for source, _ in branches):
            raise NotAPattern(f"{self.written!r} has an empty alternative")
        whole = "(?:" + "|".join(source for source, _ in branches) + ")"
        return ("" if inside else r"(?<= )") + whole, _either([needs for _, needs in branches])

    def _never_empty(self, sure: bool) -> None:
        """Raises NotAPattern for a phrase of optional items only, such as `drivers?` meant for driver and drivers."""
        if not sure:
            raise NotAPattern(f"{self.written!r} has a phrase that may be empty; `drivers?` means: or nothing at all")

    def _item(self, item: str) -> tuple[str, Sequence[Anchor]]:
        needs: Sequence[Anchor]
        optional = item.endswith("?") and len(item) > 1
        bare = item[:-1] if optional else item
        if bare == "(":
            source, needs = self.sequence(inside=True)
            if self.at >= len(self.items):
                raise NotAPattern(f"{self.written!r} never closes a bracket")
            optional = self.items[self.at] == ")?"
            self.at += 1
            self.ways = () if optional else self.ways
            source = f"(?:{source})"
        elif bare.startswith("~"):
            most = int(bare.lstrip("~") or GAP)
            if most > MOST_GAP:
                raise NotAPattern(f"{self.written!r}: a gap is at most {MOST_GAP} tokens")
            barred = _NO_GAP_OVER + (_NO_CLAUSE_OVER if bare.startswith("~~") else "")
            return rf"(?:{barred}\S+ ){{0,{most}}}?", []
        elif bare.startswith("{"):
            source, needs = self.lists.expanded(bare[1:-1], self.written, self.within)
        else:
            source, needs = _one_token(bare)
        return (f"(?:{source})?", []) if optional else (source, needs)


def _lone_list(items: Sequence[str]) -> str:
    """The name of the list that is all there is to an alternative."""
    return items[0][1:-1] if len(items) == 1 and items[0].startswith("{") and items[0].endswith("}") else ""


def _as_item(item: str, source: str, ways: tuple[Way, ...]) -> Item:
    """An item outside brackets, as a chain needs it."""
    if item.startswith("~"):
        barred = _NO_GAP_OVER + (_NO_CLAUSE_OVER if item.startswith("~~") else "")
        return Item(source, gap=int(item.lstrip("~") or GAP), barred=barred)
    if item.startswith("{") and not item.endswith("?"):
        return Item(source, list_name=item[1:-1])
    return Item(source, ways=ways)


@cache
def _one_token(item: str) -> tuple[str, Sequence[Anchor]]:
    if item == "^":
        return r"\A ", ()
    if item == "$":
        return r"(?:[.!?] ){0,9}\Z", ()
    if item == "*":
        return r"\S+ ", ()
    if item == "<x>":
        return "<x> ", ()
    words, beginnings, sources = set(), set(), []
    for one in item.split("|"):
        if one == "#":
            return _NUMBER, ()
        if one == "£":
            sources.append(r"£[\d.]+k? ")
        elif one.endswith("*") and len(one) > 1:
            beginnings.add(one[:-1])
            sources.append(re.escape(one[:-1]) + r"[^\s.,;:!?()]* ")
        elif one:
            words.add(one)
            sources.append(re.escape(one) + " ")
        else:
            raise NotAPattern(f"{item!r} has an empty alternative")
    source = sources[0] if len(sources) == 1 else "(?:" + "|".join(sources) + ")"
    needs = (Anchor(frozenset(words), frozenset(beginnings)),) if len(words) + len(beginnings) == len(sources) else ()
    return source, needs


def _either(needs: list[list[Anchor]]) -> list[Anchor]:
    """What several alternatives together cannot do without: the best of each, joined."""
    if any(not one for one in needs):
        return []
    best = [min(one, key=lambda anchor: anchor.weight) for one in needs]
    return [Anchor(frozenset().union(*(b.words for b in best)), frozenset().union(*(b.beginnings for b in best)))]


def words_written(patterns: Iterable[str]) -> frozenset[str]:
    """Every whole word that some patterns write: each is a word in its own right, never a slip of another."""
    return frozenset(word for one in patterns for word in re.findall(r"(?<![a-z{])[a-z]+(?![a-z*}_])", one))


def beginnings_written(patterns: Iterable[str]) -> frozenset[str]:
    """Every beginning of a word that some patterns write: `licen` of `licen*`."""
    return frozenset(word for one in patterns for word in re.findall(r"(?<![a-z{])([a-z]+)\*", one))


class PatternSet:
    """Patterns under keys, found in a sentence by the words it holds. Keys may repeat."""

    def __init__(self, patterns: Iterable[tuple[str, str]], macros: Macros) -> None:
        lists = macros if isinstance(macros, PhraseLists) else PhraseLists(macros)
        self._patterns: list[tuple[str, Pattern]] = []
        self._by_word: dict[str, list[int]] = {}
        self._by_beginning: dict[str, list[int]] = {}
        self._always: list[int] = []
        for key, written in patterns:
            self._add(key, Pattern(written, lists))
        needed = {one for _, pattern in self._patterns for anchor in pattern.needs for one in anchor.beginnings}
        self._beginnings = frozenset(needed.union(self._by_beginning))
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})
        self._seen: dict[str, tuple[tuple[int, ...], tuple[str, ...]]] = {}
        self._idle: set[str] = set()
        """Words met before that call for no pattern."""

    def _add(self, key: str, pattern: Pattern) -> None:
        place = len(self._patterns)
        self._patterns.append((key, pattern))
        for word in pattern.anchor.words:
            self._by_word.setdefault(word, []).append(place)
        for beginning in pattern.anchor.beginnings:
            self._by_beginning.setdefault(beginning, []).append(place)
        if not pattern.anchor.words and not pattern.anchor.beginnings:
            self._always.append(place)

    def found(self, text: str, words: Iterable[str]) -> list[tuple[str, int, int, str]]:
        """Key, start and end in `text`, and the pattern as written, of every match, in the order of the patterns."""
        held = words if isinstance(words, frozenset) else frozenset(words)
        places = set(self._always)
        begun: set[str] = set()
        for word in held.difference(self._idle):
            called, beginnings = self._called_by(word)
            places.update(called)
            begun.update(beginnings)
        found = []
        for place in sorted(places):
            key, pattern = self._patterns[place]
            for anchor in pattern.needs:
                if held.isdisjoint(anchor.words) and begun.isdisjoint(anchor.beginnings):
                    break
            else:
                found += [(key, start, end, pattern.written) for start, end in pattern.spans(text)]
        return found

    def _called_by(self, word: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The patterns to try because of a word, and the beginnings that it has."""
        known = self._seen.get(word)
        if known is None:
            begun = tuple(
                word[:length] for length in self._lengths if length <= len(word) and word[:length] in self._beginnings
            )
            several = [*self._by_word.get(word, ())]
            for beginning in begun:
                several += self._by_beginning.get(beginning, ())
            known = tuple(sorted(set(several))), begun
            if len(self._seen) < MOST_SEEN:
                self._seen[word] = known
                if not several and not begun:
                    self._idle.add(word)
        return known
