"""The kinds of work that an advert shows, by its occupation and by the duties in its text."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.library.criteria import AuditWork
from matcher.reading.passage import Passage, read_passage
from matcher.reading.patterns import Macros, PatternSet


class Work:
    """Kinds of work, compiled once."""

    def __init__(self, work: AuditWork, macros: Macros) -> None:
        self._occupations = PatternSet(((kind.id, one) for kind in work.kinds for one in kind.occupations), macros)
        self._duties = PatternSet(_duties(work), macros)

    def shown(self, occupation: str, passage: Passage) -> frozenset[str]:
        """The ids of the kinds of work shown, without those that the text denies."""
        shown: set[str] = set()
        for one in read_passage(occupation[:200]).sentences[:1]:
            shown.update(key for key, _, _, _ in self._occupations.found(one.text, one.words()))
        denied: set[str] = set()
        for sentence in passage.sentences:
            for key, _, _, _ in self._duties.found(sentence.text, sentence.words()):
                kind, _, role = key.partition("/")
                (shown if role == "duties" else denied).add(kind)
        return frozenset(shown - denied)


def _duties(work: AuditWork) -> Iterator[tuple[str, str]]:
    for kind in work.kinds:
        yield from ((f"{kind.id}/duties", one) for one in kind.duties)
        yield from ((f"{kind.id}/denies", one) for one in kind.denies)
