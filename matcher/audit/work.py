"""The kinds of work that an advert shows, by its occupation and by the duties in its text."""

from __future__ import annotations

import re
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
            for key, start, end, written in self._duties.found(sentence.text, sentence.words()):
                kind, _, role = key.partition("/")
                if role == "denies" and " not only " in sentence.text[start - 1 : end]:
                    continue
                is_duty = role == "duties" and not _negated(sentence.text, start, end, written)
                (shown if is_duty else denied).add(kind)
        return frozenset(shown - denied)


_NOT = r"(?:not|never|nor|dont|doesnt|wont|isnt|arent) (?!only|just|always|all|least|every)"
_NEGATED = re.compile(rf" (?:(?:there is no|there are no|no) |{_NOT}(?:(?!but|,|;|:)\S+ ){{0,2}})\Z")
_INSIDE = re.compile(rf" {_NOT}")


def _negated(text: str, start: int, end: int, written: str) -> bool:
    """Whether a duty is named only to be denied: `you will not drive`, `there is no lifting`."""
    if _NEGATED.search(text[max(0, start - 60) : start]):
        return True
    return _INSIDE.search(text[start:end]) is not None and _INSIDE.search(f" {written} ") is None


def _duties(work: AuditWork) -> Iterator[tuple[str, str]]:
    for kind in work.kinds:
        yield from ((f"{kind.id}/duties", one) for one in kind.duties)
        yield from ((f"{kind.id}/denies", one) for one in kind.denies)
