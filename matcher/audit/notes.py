"""Reads a worker's note about a client for manner words, and says what to write in their place.

A question to the writer, never a verdict: nothing read here reaches a level, a section or a number. A word is let be
where it is the client's own, is denied, or is about the job; where evidence stands beside it, the question is gentler
or not asked at all, as `models/audit/notes.yaml` says for each kind of word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from matcher.base.problems import GivenProblems, Problem
from matcher.library.load import Library
from matcher.library.notes import Manner, NoteReading
from matcher.library.once import once_per_edition
from matcher.reading.passage import Passage, Sentence, read_passage
from matcher.reading.patterns import NotAPattern, Pattern, PatternSet, PhraseLists, beginnings_written, words_written
from matcher.reading.slips import Slips
from matcher.reading.stances import Stances

SCARE_QUOTES = 2
"""A quotation of so few words is the writer's way to hold a word at a distance, not somebody's speech."""
_SEEN, _DATED = "/seen", "/dated"
_LET_BE = ("denied", "set_aside", "asked_of_the_job")


@dataclass(frozen=True)
class NoteQuestion:
    """One manner word, characters `start` to `end` of the note, and what the writer is asked for."""

    proxy: str
    name: str
    start: int
    end: int
    words: str
    question: str
    instead: str
    criterion: str | None
    gentle: bool = False
    """Whether evidence stands beside the word already."""


def read_note(text: str, *, library: Library) -> tuple[NoteQuestion, ...]:
    """What to ask the writer of a note, in the order of its words; nothing for a note without manner words.

    Raises GivenProblems where an edition's patterns cannot be read.
    """
    return note_reader(library).questions(text)


@once_per_edition
def note_reader(library: Library) -> NoteReader:
    """The reader of a library's patterns."""
    return NoteReader(library)


@dataclass(frozen=True)
class _Hit:
    """One word of a kind in one sentence: places in the sentence's text."""

    proxy: str
    start: int
    end: int


class NoteReader:
    """The manner words of a library, compiled once and used for any number of notes."""

    def __init__(self, library: Library) -> None:
        reading = library.audit_notes
        self._eased = reading.eased
        self._reading = reading
        self._manners: Mapping[str, Manner] = {one.proxy: one for one in reading.manners}
        try:
            lists = PhraseLists(reading.lists)
            self._set = PatternSet(_keyed(reading), lists)
            self._stances = Stances({str(name): one for name, one in reading.stances.items()}, lists)
        except NotAPattern as wrong:
            raise GivenProblems(check_notes(library)) from wrong

    @cached_property
    def _slips(self) -> Slips:
        reading = self._reading
        patterns = [one for some in (*reading.lists.values(), *reading.stances.values()) for one in some]
        patterns += [one for _, one in _keyed(reading)]
        words = words_written(patterns)
        return Slips(words, words | set(reading.real_words), beginnings=beginnings_written(patterns))

    def questions(self, text: str) -> tuple[NoteQuestion, ...]:
        """What to ask about `text`, in the order of its words."""
        passage = read_passage(text)
        sentences = [self._slips.mended(one) for one in passage.sentences]
        found = [self._set.found(one.text, one.words()) for one in sentences]
        seen = [any(key == _SEEN for key, *_ in hits) for hits in found]
        dated = [any(key == _DATED for key, *_ in hits) for hits in found]
        asked: list[NoteQuestion] = []
        for place, sentence in enumerate(sentences):
            beside = any(seen[max(0, place - 1) : place + 2])
            for hit in _longest(_words(found[place])):
                manner = self._manners[hit.proxy]
                start, end = sentence.span(hit.start, hit.end - 1)
                settled = manner.eased_by_evidence == "settled" and seen[place]
                if not settled and not self._let_be(manner, sentence, hit, passage, start):
                    asked.append(self._question(manner, passage, start, end, seen=beside, dated=dated[place]))
        return tuple(sorted(dict.fromkeys(asked), key=lambda one: (one.start, one.end, one.proxy)))

    def _let_be(self, manner: Manner, sentence: Sentence, hit: _Hit, passage: Passage, start: int) -> bool:
        """Whether the word is not the writer's own judgement of the client."""
        stances = self._stances.of(sentence, hit.start, hit.end)
        if "third_party" in stances:
            return False
        if any(stance in stances for stance in _LET_BE):
            return True
        return manner.clients_word_settles and ("clients_word" in stances or _in_speech(passage.original, start))

    def _question(
        self, manner: Manner, passage: Passage, start: int, end: int, *, seen: bool, dated: bool
    ) -> NoteQuestion:
        gentle = manner.eased_by_evidence != "never" and (seen or dated)
        question = (self._eased.seen if seen else self._eased.dated) if gentle else manner.question
        return NoteQuestion(
            proxy=manner.proxy,
            name=manner.name,
            start=start,
            end=end,
            words=passage.quote(start, end),
            question=question,
            instead=manner.instead,
            criterion=manner.criterion,
            gentle=gentle,
        )


def _keyed(reading: NoteReading) -> Iterator[tuple[str, str]]:
    """Every pattern but the stances', under its kind and role."""
    for manner in reading.manners:
        yield from ((f"{manner.proxy}/words", one) for one in manner.words)
        yield from ((f"{manner.proxy}/other", one) for one in manner.other_senses)
    yield from ((_SEEN, one) for one in reading.seen)
    yield from ((_DATED, one) for one in reading.lists["dated"])


def _words(found: list[tuple[str, int, int, str]]) -> Iterator[_Hit]:
    """The words of each kind that no look-alike of the same kind covers."""
    others: dict[str, list[tuple[int, int]]] = {}
    for key, start, end, _ in found:
        proxy, _, role = key.rpartition("/")
        if role == "other":
            others.setdefault(proxy, []).append((start, end))
    for key, start, end, _ in found:
        proxy, _, role = key.rpartition("/")
        covered = any(first < end and start < last for first, last in others.get(proxy, ()))
        if role == "words" and not covered:
            yield _Hit(proxy, start, end)


def _longest(hits: Iterator[_Hit]) -> Iterator[_Hit]:
    """Of words of one kind that overlap, the longest."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start)):
        if not any(one.proxy == hit.proxy and one.start < hit.end and hit.start < one.end for one in kept):
            kept.append(hit)
            yield hit


def _in_speech(text: str, start: int) -> bool:
    """Whether a place stands inside a quotation of more than a word or two, on its own line."""
    begin = text.rfind("\n", 0, start) + 1
    before = text[begin:start].replace("“", '"').replace("”", '"')
    if before.count('"') % 2 == 0:
        return False
    opened = begin + before.rfind('"') + 1
    line_end = text.find("\n", start)
    rest = text[opened : len(text) if line_end < 0 else line_end].replace("”", '"').replace("“", '"')
    return len(rest.partition('"')[0].split()) > SCARE_QUOTES


def check_notes(library: Library) -> list[Problem]:
    """Patterns that cannot be read, by where they stand. Empty when all is well."""
    try:
        reading = library.audit_notes
    except GivenProblems:
        return []  # told by the check of the documents themselves
    stances = ((f"stance {name}", one) for name, several in reading.stances.items() for one in several)
    lists = ((f"list {name}", one) for name, several in reading.lists.items() for one in several)
    problems = []
    for where, pattern in (*lists, *stances, *_keyed(reading)):
        try:
            Pattern(pattern, reading.lists)
        except NotAPattern as wrong:
            problems.append(Problem(f"notes.yaml, {where}", pattern, f"cannot be read: {wrong}.", "Put it right."))
    return problems
