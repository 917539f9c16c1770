"""What a service helps with and whom it says it is for, read in the words of a directory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from matcher.library.services import ServiceVocabulary
from matcher.records.service import KindsFrom, Stated

READ_MOST = 20_000
"""Characters of one text that are read."""
_BEFORE = 40
"""Characters before a group's name in which a word like "for" says that the service is for them."""
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
        words = plain(text)
        return tuple(kind for kind, pattern in self._kinds if pattern.search(words))

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
        words = plain(text)
        both = bool(self._both.search(words))
        for group, pattern in self._conditions:
            if both and group in _BOTH:
                continue
            hits = list(pattern.finditer(words))
            if hits:
                said = certain or any(
                    self._for.search(words[max(0, one.start() - _BEFORE) : one.end()]) for one in hits
                )
                yield Stated(words=hits[0].group()[:_SHOWN], to=group, in_passing=not said)

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
    def _kinds(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(kind.id, _any_of(kind.words)) for kind in self.vocabulary.kinds if kind.words]

    @cached_property
    def _conditions(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(one.id, _any_of(one.words)) for one in self.vocabulary.conditions]

    @cached_property
    def _both(self) -> re.Pattern[str]:
        return _any_of(self.vocabulary.both_sexes)

    @cached_property
    def _for(self) -> re.Pattern[str]:
        return _any_of(self.vocabulary.says_for)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, with or without a plural ending."""
    ordered = sorted({plain(one) for one in phrases}, key=len, reverse=True)
    return re.compile(r"(?<![0-9a-z])(?:" + "|".join(re.escape(one) for one in ordered) + r")s?(?![0-9a-z])")
