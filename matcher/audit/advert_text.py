"""Raises doubts about the words of an advert, each with the characters it came from.

In stages: generous candidates (phrases and topics of each criterion), then what the sentence says of them (waived,
wished for, after an offer, an alternative), then the whole advert (a duty or an occupation that justifies, a word that
clears), then precedence between criteria. Nothing is raised without words to show for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from matcher.audit.checks import check_patterns
from matcher.audit.denials import Denials
from matcher.audit.work import Work
from matcher.base.problems import GivenProblems
from matcher.library.criteria import Criterion, Reads, Stance
from matcher.library.load import Library
from matcher.library.once import once_per_edition
from matcher.reading.passage import Passage, Sentence, read_passage
from matcher.reading.patterns import NotAPattern, PatternSet, PhraseLists, beginnings_written, words_written
from matcher.reading.requirements.pieces import Cutter
from matcher.reading.slips import Slips
from matcher.reading.stances import Stances

RAISING = ("phrases", "topics", "weak_topics")
BESIDE = ("other_senses", "clears")
"""Looked for only in a sentence that raises something."""
ANYWHERE = ("clears_anywhere", "only_with")
"""Looked for only in a text that raises something."""
NEVER_ASKED: tuple[Stance, ...] = ("third_party", "reassured")
"""Said of others, or said to put a reader at ease: raises nothing, whatever the criterion."""
EASILY_READ = 200
"""Characters of a sentence that is quoted whole."""
FEW_WORDS, LONG_SENTENCE = 4, 12
"""So few words found in a sentence of so many need something asked or barred beside them."""
ASKING = frozenset({"demanded", "wanted", "asked", "barred", "only", "turned_away"})
WISHED: Stance = "desirable"
"""The section of an advert, and the stance, of what is wished for and no bar."""
Hit = tuple[int, int, str]
"""Start and end in the sentence's text, and the pattern as written."""
CAPITALISED = ("nationality", "language", "faith", "social", "it_thing", "uk_place")
"""Lists of words that are written with a capital without being anybody's name."""


@dataclass(frozen=True)
class TextFinding:
    """One doubt, and the characters `start` to `end` of the text that raised it."""

    criterion: str
    severity: str
    start: int
    end: int
    words: str
    sentence: str
    """The sentence that the words stand in, for a person to read; cut where it is long."""
    because: str
    """The pattern that found it, and how the sentence speaks of it: for whoever keeps the patterns."""


@dataclass(frozen=True)
class _About:
    """One advert as a whole: what a sentence of it is read by."""

    passage: Passage
    kinds: frozenset[str]
    """The kinds of work that it shows."""
    cutter: Cutter

    def wished_at(self, start: int) -> bool:
        """Whether the character stands in a list under a heading such as `Desirable`."""
        return any(first <= start < last for first, last in self._wished)

    @cached_property
    def _wished(self) -> tuple[tuple[int, int], ...]:
        pieces = (one for one in self.cutter.pieces(self.passage) if one.section == WISHED)
        return tuple((one.sentence.tokens[0].start, one.sentence.tokens[-1].end) for one in pieces)


@once_per_edition
def advert_audit(library: Library) -> AdvertAudit:
    """The audit by a library's criteria. Raises GivenProblems where an edition's patterns cannot be read."""
    return AdvertAudit(library)


class AdvertAudit:
    """The criteria of a library, compiled once and used for any number of adverts.

    Raises GivenProblems where an edition's patterns cannot be read.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._reads: Mapping[str, Reads] = library.audit_reads
        try:
            self._compile(library)
        except NotAPattern as wrong:
            raise GivenProblems(check_patterns(library)) from wrong

    def _compile(self, library: Library) -> None:
        self._lists = macros = PhraseLists(library.audit_phrases.lists)
        self._denials = Denials(macros)
        self._clearing: dict[tuple[str, tuple[str, ...]], PatternSet] = {}
        self._stances = Stances({str(k): v for k, v in library.audit_phrases.stances.items()}, macros)
        self._raising = PatternSet(_keyed(self._reads.values(), RAISING), macros)
        self._places = frozenset(library.audit_phrases.places)
        self._people = PatternSet((("people", one) for one in library.audit_phrases.people), macros)
        self._work = Work(library.audit_work, macros)
        self._cutter = Cutter(library.requirement_reading)
        self._not_for = PatternSet(((one.id, p) for one in self._reads.values() for p in one.not_for), macros)

    @cached_property
    def _slips(self) -> Slips:
        phrases = self._library.audit_phrases
        patterns = [one for some in (*phrases.lists.values(), *phrases.stances.values()) for one in some]
        patterns += [one for _, one in _keyed(self._reads.values(), (*RAISING, *BESIDE, *ANYWHERE))]
        words = words_written(patterns)
        capitals = words_written(one for name in CAPITALISED for one in phrases.lists.get(name, ()))
        real = words | set(phrases.real_words)
        return Slips(words, real, beginnings=beginnings_written(patterns), capitals=capitals)

    def findings(self, text: str, *, occupation: str = "") -> tuple[TextFinding, ...]:
        """Every doubt about `text`, in the order of its words; at most one a criterion, the first that holds."""
        passage = read_passage(text)
        about = _About(passage, self._work.shown(occupation, passage), self._cutter)
        sentences = [self._slips.mended(sentence) for sentence in passage.sentences]
        raised: dict[str, TextFinding] = {}
        for sentence in sentences:
            for found in self._in_sentence(sentence, about):
                raised.setdefault(found.criterion, found)
        never = self._never_for(occupation) if raised else set()
        kept = {
            one: found
            for one, found in raised.items()
            if one not in never and not self._settled_elsewhere(one, sentences, occupation)
        }
        return tuple(sorted(self._by_precedence(kept), key=lambda one: (one.start, one.end, one.criterion)))

    def criterion(self, found: TextFinding) -> Criterion:
        """The criterion of a finding."""
        return self._library.criteria[found.criterion]

    def _in_sentence(self, sentence: Sentence, about: _About) -> Iterator[TextFinding]:
        words = sentence.words()
        people = [(start, end, written) for _, start, end, written in self._people.found(sentence.text, words)]
        for criterion, hits in _by_criterion(self._raising.found(sentence.text, words)).items():
            beside = _by_criterion(self._patterns_of(criterion, BESIDE).found(sentence.text, words)).get(criterion, {})
            if "clears" not in beside:
                hits["other_senses"] = [
                    *people,
                    *beside.get("other_senses", ()),
                    *_names(sentence, about.passage, hits, self._places),
                ]
                found = self._first_that_holds(self._reads[criterion], hits, sentence, about)
                if found is not None:
                    yield self._finding(criterion, found, sentence, about.passage)

    def _settled_elsewhere(self, criterion: str, sentences: Iterable[Sentence], occupation: str) -> bool:
        """Whether something said anywhere clears it, or something it needs is said nowhere."""
        reads = self._reads[criterion]
        if not reads.clears_anywhere and not reads.only_with:
            return False
        patterns = self._patterns_of(criterion, ANYWHERE)
        said = {key.partition("/")[2] for one in sentences for key, _, _, _ in patterns.found(one.text, one.words())}
        if "clears_anywhere" in said:
            return True
        if reads.only_with and "only_with" not in said:
            job = read_passage(occupation).sentences[:1]
            in_job = {key.partition("/")[2] for one in job for key, _, _, _ in patterns.found(one.text, one.words())}
            return "only_with" not in in_job
        return False

    def _patterns_of(self, criterion: str, roles: tuple[str, ...]) -> PatternSet:
        """What may clear one criterion, compiled when it is first raised."""
        if (criterion, roles) not in self._clearing:
            try:
                made = PatternSet(_keyed([self._reads[criterion]], roles), self._lists)
            except NotAPattern as wrong:
                raise GivenProblems(check_patterns(self._library)) from wrong
            self._clearing[criterion, roles] = made
        return self._clearing[criterion, roles]

    def _first_that_holds(
        self, reads: Reads, hits: dict[str, list[Hit]], sentence: Sentence, about: _About
    ) -> Hit | None:
        justified = bool(about.kinds.intersection(reads.justified_by))
        others = hits.get("other_senses", [])
        if not justified or reads.phrases_always:
            phrases = list(_outside(hits.get("phrases", []), others))
            for hit in phrases:
                if self._denials.holds(sentence.text, *hit):
                    continue
                stances = self._stances.of(sentence, hit[0], hit[1])
                if reads.needs_company and not ASKING.intersection(stances) and _too_little(phrases, sentence):
                    continue
                if not self._cleared(hit, stances, reads.phrases_cleared_by, sentence, about):
                    return hit
        if justified:
            return None
        for role, needs in (("topics", reads.needs), ("weak_topics", reads.weak_needs)):
            for hit in _outside(hits.get(role, []), others):
                stances = self._stances.of(sentence, hit[0], hit[1])
                wanted = not needs or any(stance in stances for stance in needs)
                if wanted and not self._cleared(hit, stances, reads.cleared_by, sentence, about):
                    return hit[0], hit[1], f"{hit[2]} [{', '.join(sorted(stances))}]"
        return None

    def _cleared(
        self, hit: Hit, stances: Mapping[str, str], by: Sequence[Stance], sentence: Sentence, about: _About
    ) -> bool:
        """Whether the sentence, or the heading it stands under, says of what was found that it is no bar."""
        if any(stance in stances for stance in (*by, *NEVER_ASKED)):
            return True
        return WISHED in by and about.wished_at(sentence.span(hit[0], hit[1] - 1)[0])

    def _finding(self, criterion: str, hit: Hit, sentence: Sentence, passage: Passage) -> TextFinding:
        start, end = sentence.span(hit[0], hit[1] - 1)
        severity = self._library.criteria[criterion].severity
        return TextFinding(
            criterion, severity, start, end, passage.quote(start, end), _around(sentence, passage, start, end), hit[2]
        )

    def _never_for(self, occupation: str) -> set[str]:
        words = read_passage(occupation).sentences[:1]
        return {key for one in words for key, _, _, _ in self._not_for.found(one.text, one.words())}

    def _by_precedence(self, raised: Mapping[str, TextFinding]) -> Iterator[TextFinding]:
        replaced: set[str] = set()
        for one, found in raised.items():
            criterion: Criterion = self._library.criteria[one]
            replaced.update(criterion.takes_the_place_of)
            replaced.update(
                other
                for other in criterion.takes_the_place_nearby
                if other in raised and raised[other].sentence == found.sentence
            )
        for one, found in raised.items():
            if one not in replaced:
                yield replace(found)


def _around(sentence: Sentence, passage: Passage, start: int, end: int) -> str:
    """The sentence, or as much of it around the words as is easily read."""
    first, last = sentence.tokens[0].start, sentence.tokens[-1].end
    if last - first <= EASILY_READ:
        return passage.quote(first, last)
    first, last = max(first, start - EASILY_READ // 2), min(last, end + EASILY_READ // 2)
    return f"... {passage.quote(first, last)} ..."


def _keyed(reads: Iterable[Reads], roles: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted = tuple(roles)
    for one in reads:
        for role in wanted:
            for pattern in getattr(one, role):
                yield f"{one.id}/{role}", pattern


def _by_criterion(found: Iterable[tuple[str, int, int, str]]) -> dict[str, dict[str, list[Hit]]]:
    """What was found, by criterion and role."""
    by: dict[str, dict[str, list[Hit]]] = {}
    for key, start, end, written in found:
        criterion, _, role = key.partition("/")
        by.setdefault(criterion, {}).setdefault(role, []).append((start, end, written))
    return by


def _names(
    sentence: Sentence, passage: Passage, hits: Mapping[str, list[Hit]], places: frozenset[str]
) -> Iterator[Hit]:
    """Hits that are part of the name of a place: `Postman's Lane`, `Rock Star Street`, both words with a capital."""
    for role in ("phrases", "topics", "weak_topics"):
        for hit in hits.get(role, ()):
            after = sentence.text[hit[1] :].split(" ", 1)[0]
            if after in places:
                start, end = sentence.span(hit[0], hit[1] - 1)
                following = passage.original[end:].lstrip(" '’s")
                if passage.original[start].isupper() and following[:1].isupper():
                    yield hit


def _too_little(phrases: Sequence[Hit], sentence: Sentence) -> bool:
    """Whether all that was found in a longer sentence, taken together, is a few words of it."""
    found = sentence.text[min(start for start, _, _ in phrases) : max(end for _, end, _ in phrases)]
    return _words_in(found) <= FEW_WORDS and _words_in(sentence.text) >= LONG_SENTENCE


def _words_in(text: str) -> int:
    return sum(token.isalnum() for token in text.split())


def _outside(hits: list[Hit], others: list[Hit]) -> Iterator[Hit]:
    """Hits that no look-alike covers, the earliest first."""
    for hit in sorted(hits):
        if not any(start < hit[1] and hit[0] < end for start, end, _ in others):
            yield hit
