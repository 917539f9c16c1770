"""The name of an employer taken apart: the words that count, what stands beside them, and how alike two names are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA

from matcher.library.brokerage.same import SameRules
from matcher.reading.fold import fold

_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_DASH = re.compile(r"\s+[-–—|:]+\s+")
NAME_MOST = 240
"""Letters of a name that are read."""

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One way an employer is called."""

    words: Tokens
    """The words that count, in order."""
    side: frozenset[str]
    """Words in brackets or after a dash."""
    telling: frozenset[str]
    """Words and numbers of which another makes another employer."""
    own: Tokens
    """Words that few employers share, in order of the alphabet."""
    joined: str
    """The words without spaces."""
    weight: int
    """What its words count for together."""
    turned: bool = False
    """What stood beside, read as if it were the name."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two names are, of 100, and what was seen, by the names of the sentences in `same_employer.yaml`."""

    of_100: int
    seen: tuple[str, ...]


class NameReader:
    """Takes names apart by the rules."""

    def __init__(self, rules: SameRules) -> None:
        self.rules = rules
        self._dropped = _folded(rules.dropped)
        self._common = _folded(rules.common)
        self._telling = _folded(rules.telling)
        self._alike = {fold(word)[0]: (fold(to) or ("",))[0] for word, to in rules.alike.items() if fold(word)}
        marks = "|".join(re.escape(one) for one in sorted(rules.trading, key=len, reverse=True))
        self._trading = re.compile(rf"(?:^|\s|\()(?:{marks})(?=\s|$|\))\.?", re.IGNORECASE)

    def read(self, text: str) -> tuple[Name, ...]:
        """Each way that a name can be read: the names beside a trading name, and a branch first or last."""
        found = [name for part in self._trading.split(text[:NAME_MOST]) for name in self._parts(part)]
        return tuple(dict.fromkeys(found))

    def _parts(self, text: str) -> Iterator[Name]:
        """A name with what stands beside it; and the other way round, where that has words of its own."""
        inside = " ".join(_BRACKETS.findall(text))
        main, *after = _DASH.split(_BRACKETS.sub(" ", text))
        first, beside = self._words(main), self._words(" ".join([*after, inside]))
        if first:
            yield self._name(first, beside)
        if beside and (not first or any(word not in self._common for word in beside)):
            yield self._name(beside, first, turned=bool(first))
        if not first and not beside and text.strip():
            yield self._name((" ".join(text.casefold().split()),), ())

    def _words(self, text: str) -> Tokens:
        alike = (self._alike.get(word, word) for word in fold(text))
        words = tuple(dict.fromkeys(word for word in alike if word))
        return tuple(word for word in words if word not in self._dropped) or words

    def _name(self, words: Tokens, side: Tokens, *, turned: bool = False) -> Name:
        telling = frozenset(word for word in words if word in self._telling or any(map(str.isdigit, word)))
        own = tuple(sorted(word for word in words if word not in self._common and word not in telling))
        beside = frozenset(side) - frozenset(words)
        return Name(words, beside, telling, own, "".join(words), sum(map(self.weight, words)), turned)

    def weight(self, word: str) -> int:
        """What a word counts for."""
        return self.rules.common_weight if word in self._common else self.rules.own_weight

    @cached_property
    def _slips(self) -> tuple[tuple[int, int], ...]:
        return tuple((one.from_letters, one.at_most) for one in reversed(self.rules.slips))

    def slipped(self, one: str, other: str) -> bool:
        """Whether two words differ by no more than a slip of the pen. Numbers never do."""
        if one[0] != other[0] or not (one.isalpha() and other.isalpha()):
            return False
        letters = min(len(one), len(other))
        allowed = next((most for least, most in self._slips if letters >= least), 0)
        if abs(len(one) - len(other)) > allowed or not allowed:
            return False
        return OSA.distance(one, other, score_cutoff=allowed) <= allowed

    def likeness(self, one: Name, other: Name) -> Likeness:
        """How alike two names are: twice the weight they share, of the weight of both."""
        if (one.telling and other.telling and one.telling != other.telling) or (one.turned and other.turned):
            return Likeness(0, ("telling",))
        seen = ["telling"] if one.telling != other.telling else []
        seen += ["side"] if one.side != other.side else []
        seen += ["generic"] if not (one.own and other.own) else []
        if {"side", "generic"}.issubset(seen):
            return Likeness(0, tuple(seen))
        if sorted(one.words) == sorted(other.words):
            return Likeness(100, ("same", *seen))
        if one.joined == other.joined:
            return Likeness(100, ("together", *seen))
        first, second = sorted((one, other), key=lambda name: name.words)  # the same from either side
        return self._shared(first, second, seen)

    def _shared(self, one: Name, other: Name, seen: list[str]) -> Likeness:
        left = [word for word in one.words if word not in other.words]
        right = [word for word in other.words if word not in one.words]
        both = [word for word in one.words if word in other.words]
        rest, lacks = sum(map(self.weight, left)), sum(map(self.weight, right))
        whole, shared = one.weight + other.weight, 100 * sum(map(self.weight, both))
        own = any(word in one.own for word in both)
        nothing = Likeness(0, ("words", *seen))
        if 2 * (shared + 100 * min(rest, lacks)) < self.rules.doubtful_from * whole:
            return nothing  # even with every other word a slip
        slips = 0
        for word in sorted(left):
            near = next((to for to in sorted(right) if self.slipped(word, to)), None)
            if near is not None:
                less = min(self.weight(word), self.weight(near))
                whole -= self.weight(word) + self.weight(near) - 2 * less
                shared += self.rules.slip_share * less
                own = own or (word in one.own and near in other.own)
                left.remove(word)
                right.remove(near)
                slips += 1
        if not own or not whole:
            return nothing
        share = self.rules.both_share if left and right else 100
        marks = (*(["slip"] if slips else []), *(["words"] if left or right else []), *seen)
        return Likeness(2 * shared * share // (100 * whole), marks)


def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(part for word in words for part in fold(word))
