"""What a service helps with and whom it says it is for, read in the words of a directory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from matcher.library.services import ServiceVocabulary
from matcher.records.service import KindsFrom, Stated

READ_MOST = 20_000
"""Characters of one text that are read."""
_BEFORE = 6
"""Words before a group's name among which one like "for" says that the service is for them."""
_SHOWN = 80
_APOSTROPHES = re.compile("['’‘`\u00b4]")
_BETWEEN = re.compile(r"[^0-9a-z+&]+")
_BOTH = frozenset({"women", "men"})


def plain(text: str) -> str:
    """The words of a text in small letters, with one space between them."""
    letters = _APOSTROPHES.sub("", text[:READ_MOST].casefold())
    return _BETWEEN.sub(" ", letters.replace("&", " and ")).strip()


class ServiceWords:
    """Looks for the vocabulary's words. Made once for many services."""

    def __init__(self, vocabulary: ServiceVocabulary) -> None:
        self.vocabulary = vocabulary

    def kinds_of_terms(self, terms: Iterable[str]) -> tuple[str, ...]:
        """Kinds that a directory's own terms name: as a feed's term, as the name of a kind, or by its words."""
        found: list[str] = []
        for term in terms:
            found += self._by_term.get(plain(term), ()) or self.kinds_in(term)
        return tuple(dict.fromkeys(found))

    def kinds_in(self, text: str) -> tuple[str, ...]:
        """Kinds whose words stand in a text, in the order of the vocabulary."""
        found = {hit.of for hit in self._kinds.find(plain(text).split())}
        return tuple(kind.id for kind in self.vocabulary.kinds if kind.id in found)

    def kinds_read(
        self, *, terms: Iterable[str], name: str, description: str
    ) -> tuple[tuple[str, ...], KindsFrom | None]:
        """What a service helps with and where that stands: its terms before its name before its description."""
        for kinds, where in (
            (self.kinds_of_terms(terms), KindsFrom.TERMS),
            (self.kinds_in(name), KindsFrom.NAME),
            (self.kinds_in(description), KindsFrom.DESCRIPTION),
        ):
            if kinds:
                return kinds, where
        return (), None

    def whom(self, *, stated: Iterable[str], name: str, description: str) -> tuple[Stated, ...]:
        """Whom a service says it is for: its statements in full, and groups that its name or description names."""
        found: dict[str, Stated] = {}
        for text in stated:
            groups = list(self._groups(text, certain=True))
            for one in groups or [Stated(words=" ".join(text.split()))]:
                found.setdefault(one.to or one.words, one)
        for one in (*self._groups(name, certain=True), *self._groups(description, certain=False)):
            before = found.setdefault(one.to or one.words, one)
            if before.in_passing and not one.in_passing:
                found[one.to or one.words] = one
        return tuple(found.values())

    def _groups(self, text: str, *, certain: bool) -> Iterator[Stated]:
        words = plain(text).split()
        hits: dict[str, list[Hit]] = {}
        for hit in self._conditions.find(words):
            hits.setdefault(hit.of, []).append(hit)
        both = hits and any(self._both.find(words))
        for group in self.vocabulary.conditions:
            found = hits.get(group.id, [])
            if not found or (both and group.id in _BOTH):
                continue
            said = certain or any(self._says_for(words, hit) for hit in found)
            first = " ".join(words[found[0].start : found[0].end])
            yield Stated(words=first[:_SHOWN], to=group.id, in_passing=not said)

    def _says_for(self, words: Sequence[str], hit: Hit) -> bool:
        """Whether a word like "for" stands in or a little before what was found."""
        return any(self._for.find(words[max(0, hit.start - _BEFORE) : hit.end]))

    def is_free(self, text: str) -> bool:
        """Whether a text says that nothing is paid."""
        return " ".join(text.casefold().split()).rstrip(".") in self._free

    @cached_property
    def _free(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.vocabulary.free_words)

    @cached_property
    def _by_term(self) -> dict[str, tuple[str, ...]]:
        by_name = {plain(kind.name): (kind.id,) for kind in self.vocabulary.kinds if not kind.ours}
        return by_name | {plain(one.term): one.kinds for one in self.vocabulary.feed_terms}

    @cached_property
    def _kinds(self) -> Phrases:
        return Phrases((kind.id, kind.words) for kind in self.vocabulary.kinds)

    @cached_property
    def _conditions(self) -> Phrases:
        return Phrases((one.id, one.words) for one in self.vocabulary.conditions)

    @cached_property
    def _both(self) -> Phrases:
        return Phrases([("both", self.vocabulary.both_sexes)])

    @cached_property
    def _for(self) -> Phrases:
        return Phrases([("for", self.vocabulary.says_for)])


@dataclass(frozen=True)
class Hit:
    """One phrase found: whose it is, and its words from `start` up to `end`."""

    of: str
    start: int
    end: int


class Phrases:
    """Phrases as whole words, each with or without a plural ending, found in one walk over a text."""

    def __init__(self, of: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for name, phrases in of:
            for phrase in phrases:
                words = tuple(plain(phrase).split())
                for first in {words[0], f"{words[0]}s"} if len(words) == 1 else {words[0]}:
                    self._by_first[first].append((words, name))

    def find(self, words: Sequence[str]) -> Iterator[Hit]:
        """Every phrase in a text's words, in order of where it begins."""
        for start, word in enumerate(words):
            for phrase, name in self._by_first.get(word, ()):
                end = start + len(phrase)
                if end > len(words) or tuple(words[start : end - 1]) != phrase[:-1]:
                    continue
                if words[end - 1] in (phrase[-1], f"{phrase[-1]}s"):
                    yield Hit(name, start, end)
