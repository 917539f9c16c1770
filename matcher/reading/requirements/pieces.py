"""An advert's sentences cut into pieces that ask one thing each, with the part of the advert they stand in.

Real adverts lose their line breaks: `The Person You must drive. Benefits: Meals` holds two headings and a
requirement in one line. A piece is a sentence or an item of a list; its section is what the last heading said,
until the list under it is over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from matcher.library.reading_requirements import RequirementReading, Section
from matcher.reading.passage import Passage, Sentence, Token, read_passage, sentence_of
from matcher.reading.patterns import PatternSet

Part = Section | Literal["none"]
"""The part of an advert that a piece stands in; `none` where no heading said."""
_QUOTES = frozenset("\"'([{£")
_SUBJECTS = frozenset({"We", "You", "If", "Our", "This", "The", "They", "Please"})
_JOINS = frozenset(
    "or and of a an the your our no with in to for any some both by as at from on using within".split()  # noqa: SIM905
) | {"including", "towards", "experienced", "skilled", "qualified", "motivated", "an", "dedicated"}
"""After one of these a capital begins no sentence."""
_PRAISE = frozenset({"Excellent", "Good", "Strong", "Great", "Outstanding", "Exceptional"})
"""Words that stand in no name before small letters: `Domiciliary Care Excellent communication skills` is two items."""
_GLUED = re.compile("[a-z]{3}[A-Z][A-Za-z]")
_PARTS_OF_TITLES = frozenset("-*|/")
_TITLES = frozenset({"essential", "desirable", "requirements"})
"""Single words that are a heading before a capital, with no sign after them."""
_SIGNS = frozenset('.,;:!?()*-/"|=#@+')
_COLONS = (":", "…", "...")
_ASKS = frozenset({"do", "are", "is", "can", "who", "key", "skills", "requirements", "qualifications", "essential"})
"""Such a line opens a list with a semicolon too: `Do you have;`, and so does one that speaks of the following."""
_LONGEST_LEAD = 32
_EXPERIENCE = frozenset({"experience", "experienced"})
_ROUND_EXPERIENCE = frozenset(
    "essential desirable required preferred necessary relevant previous prior minimum the your".split()  # noqa: SIM905
)
"""A heading of these words and no others opens a list of what experience is asked of."""
_NEAR = 40
"""So many characters on each side of a piece tell whether it stands alone on its line."""
_LONGEST_QUESTION = 12
_LONGEST_HEADING = 6
"""A line that ends in a colon and is no longer names what follows, and asks nothing itself, but for these words."""
_ASKS_ITSELF = frozenset({"no", "not", "must", "needed", "required", "essential"})
_MOST_BETWEEN = 2
"""So many unmarked sentences may stand between two items of one list."""


@dataclass(frozen=True)
class Piece:
    """One sentence or item, and where it stands."""

    sentence: Sentence
    section: Part
    item: bool
    """Whether it carried the mark of a list, or stood alone on its line without a full stop."""
    experience: bool = False
    """Whether the heading above it speaks of experience and nothing else, so that each item is one."""


@dataclass
class _Under:
    """What the last heading said, and whether marked items have come since."""

    section: Part = "none"
    items: bool = False
    line: int = -1
    """The line of a label such as `Location:`, which says nothing of the lines after it."""
    was: Part = "none"
    """The section of a list that an unmarked line broke off; a second sentence of an item does that too."""
    since: int = 0
    experience: bool = False
    """Whether the heading spoke of experience alone."""


class Cutter:
    """Headings, lead-ins and openers of one reading, compiled once."""

    def __init__(self, reading: RequirementReading) -> None:
        self._headings: dict[str, list[tuple[tuple[str, ...], Section]]] = {}
        for one in reading.sections:
            for phrase in one.headings:
                words = plain(phrase)
                self._headings.setdefault(words[0], []).append((words, one.section))
        for several in self._headings.values():
            several.sort(key=lambda heading: -len(heading[0]))
        leads = ((one.section, lead) for one in reading.sections for lead in one.leads)
        self._leads = PatternSet(leads, reading.lists)
        questions = ((one.section, question) for one in reading.sections for question in one.questions)
        self._questions = PatternSet(questions, reading.lists)
        self._ends = PatternSet((("ends", one) for one in reading.ends_list), reading.lists)
        self._openers = frozenset(reading.openers)
        self._cuts = {one.lower() for one in reading.openers}.union(self._headings, "?:*")
        """Words at which a sentence may have to be cut; at any other nothing is looked for."""
        self._one_word = frozenset(reading.one_word)

    def pieces(self, passage: Passage) -> Iterator[Piece]:
        """The pieces of a text, in its order. Headings are not among them, unless they ask something themselves."""
        under = _Under()
        line = -1
        item = False
        for sentence in passage.sentences:
            begins = passage.original.rfind("\n", 0, sentence.tokens[0].start) + 1
            if begins != line:
                line = begins
                item = _is_item(passage.original[begins : sentence.tokens[0].start])
            if under.section == "other" and under.line not in (-1, line):
                under.section, under.line = "none", -1
            for cut in self._cut(self._unglued(sentence, passage.original), passage.original):
                whole = sentence if len(cut) == len(sentence.tokens) and cut[-1] is sentence.tokens[-1] else None
                yield from self._placed(cut, passage.original, under, item=item, whole=whole)
                if under.section == "other" and under.line == -2:
                    under.line = line

    def _unglued(self, sentence: Sentence, original: str) -> Sequence[Token]:
        """The tokens of a sentence, with words apart that lost the space between them: `schemeMinimum`."""
        if not _GLUED.search(original, sentence.tokens[0].start, sentence.tokens[-1].end):
            return sentence.tokens
        apart: list[Token] = []
        for token in sentence.tokens:
            found = _GLUED.search(original, token.start, token.end)
            at = found.start() + 3 if found and token.word not in self._one_word else 0
            if at and len(token.word) == token.end - token.start:
                middle = at - token.start
                apart.append(Token(token.word[:middle], token.start, at))
                apart.append(Token(token.word[middle:], at, token.end))
            else:
                apart.append(token)
        return apart

    def title_pieces(self, sentence: Sentence, original: str) -> Iterator[Piece]:
        """The pieces of a title, which are parted by dashes, stars and bars."""
        waiting: list[Token] = []
        for token in self._unglued(sentence, original):
            if token.word not in _PARTS_OF_TITLES:
                waiting.append(token)
            elif waiting:
                yield Piece(sentence_of(waiting), "none", True)
                waiting = []
        if waiting:
            yield Piece(sentence_of(waiting), "none", True)

    def _placed(
        self, tokens: Sequence[Token], original: str, under: _Under, *, item: bool, whole: Sentence | None
    ) -> Iterator[Piece]:
        heading = self._heading(tokens, 0, original) if tokens[0].word in self._headings else None
        if heading is not None and heading[1] >= len(_without_signs(tokens)):
            under.section, under.items, under.was = heading[0], False, "none"
            under.line = -1 if _ends_line(tokens[-1], original) else -2
            under.experience = _of_experience(tokens)
            return
        if _star(tokens[0], original):
            item, tokens, whole = True, tokens[1:], None
        if not tokens:
            return
        sentence = whole or sentence_of(list(tokens))
        lead = self._lead(sentence, original)
        if lead is None and self._over(sentence, under, item=item):
            under.was, under.since = (under.section, 0) if under.items else ("none", 0)
            under.section, under.items = "none", False
        elif under.section == "none" and item and under.was != "none" and under.since <= _MOST_BETWEEN:
            under.section, under.items = under.was, True
        under.since += not item
        under.items |= item
        if lead is None or len(sentence.tokens) > _LONGEST_HEADING or sentence.words() & _ASKS_ITSELF:
            yield Piece(sentence, under.section, item or _alone(tokens, original), item and under.experience)
        if lead is not None:
            under.section, under.items, under.was = lead, False, "none"
            under.experience = _of_experience(tokens)

    def _over(self, sentence: Sentence, under: _Under, *, item: bool) -> bool:
        """Whether the list under the last heading ended before this sentence."""
        if under.section == "none" or item:
            return False
        return under.items or bool(self._ends.found(sentence.text, sentence.words()))

    def _lead(self, sentence: Sentence, original: str, *, whole: bool = True) -> Part | None:
        """What a line that ends in a colon opens, or a question that a list answers; None where it opens nothing."""
        last = sentence.tokens[-1]
        after = original[last.end : last.end + 3].lstrip(" ")
        if last.word == "?" and len(sentence.tokens) <= _LONGEST_QUESTION:
            asked = self._questions.found(sentence.text, sentence.words())
            return _section(asked[0][0]) if asked else None
        colon = last.word in _COLONS or after.startswith(_COLONS)
        if last.word == ";" or after.startswith(";"):
            colon |= sentence.tokens[0].word in _ASKS or "following" in sentence.words()
        if not colon or len(sentence.tokens) > _LONGEST_LEAD:
            return None
        words = [token for token in sentence.tokens if token.word not in _SIGNS]
        text = sentence_of(words) if words else sentence
        found = {key for key, _, _, written in self._leads.found(text.text, text.words()) if whole or " " in written}
        for section in ("offers", "desirable", "duties", "sought", "other"):
            if section in found:
                return _section(section)
        return "none"

    def _cut(self, tokens: Sequence[Token], original: str) -> Iterator[Sequence[Token]]:
        """The tokens of a sentence, cut at headings, at openers and at items run together."""
        start = at = 0
        while at < len(tokens):
            if at and tokens[at].word not in self._cuts:
                at += 1
                continue
            heading = self._heading(tokens, at, original) if self._may_begin(tokens, at, original) else None
            if heading is not None:
                if at > start:
                    yield tokens[start:at]
                yield tokens[at : at + heading[1]]
                start = at = at + heading[1]
                continue
            ends = tokens[at].word == "?" or (tokens[at].word == ":" and self._opens(tokens, start, at, original))
            if at > start and (self._opener(tokens, at, original) or _star(tokens[at], original)):
                yield tokens[start:at]
                start = at
            elif ends and at > start:
                yield tokens[start : at + 1]
                start = at + 1
            at += 1
        if start < len(tokens):
            yield tokens[start:]

    def _opens(self, tokens: Sequence[Token], start: int, at: int, original: str) -> bool:
        if at - start > _LONGEST_LEAD or at <= start:
            return False
        cut = sentence_of(list(tokens[start : at + 1]))
        return self._lead(cut, original, whole=False) not in (None, "none")

    def _opener(self, tokens: Sequence[Token], at: int, original: str) -> bool:
        """Whether a new sentence begins here though no full stop says so."""
        token, before = tokens[at], tokens[at - 1]
        written = original[token.start : token.end]
        if written not in self._openers:
            return False
        if written in _SUBJECTS and original[before.start : before.end].isupper() and before.end - before.start > 1:
            return True
        follows = original[tokens[at + 1].start : tokens[at + 1].end] if at + 1 < len(tokens) else ""
        begins = _small(original[before.start : before.end]) or (written in _PRAISE and follows[:1].islower())
        return before.word not in _JOINS and begins

    def _may_begin(self, tokens: Sequence[Token], at: int, original: str) -> bool:
        if tokens[at].word not in self._headings:
            return False
        return at == 0 or tokens[at - 1].word in _SIGNS or original[tokens[at].start].isupper()

    def _begins(self, tokens: Sequence[Token], at: int, original: str) -> bool:
        return at == 0 or tokens[at - 1].word in _SIGNS or _small(original[tokens[at - 1].start : tokens[at - 1].end])

    def _heading(self, tokens: Sequence[Token], at: int, original: str) -> tuple[Section, int] | None:
        """The section that a heading at a place opens, and how many tokens it takes."""
        for words, section in self._headings.get(tokens[at].word, ()):
            end = at + len(words)
            if tuple(token.word for token in tokens[at:end]) != words:
                continue
            alone = end == len(tokens) or all(token.word in _SIGNS for token in tokens[end:])
            if at == 0 and alone:
                return section, len(tokens)
            shouted = original[tokens[at].start : tokens[end - 1].end].isupper()
            if end < len(tokens) and tokens[end].word == ":" and (shouted or self._begins(tokens, at, original)):
                return section, len(words) + 1
            if self._titled(tokens, at, end, original):
                return section, len(words)
        return None

    def _titled(self, tokens: Sequence[Token], at: int, end: int, original: str) -> bool:
        """Whether words stand as a title with no sign after them: capitals, before another capital."""
        if end >= len(tokens) or not (end - at > 1 or tokens[at].word in _TITLES):
            return False
        several = [*(token for token in tokens[at:end] if token.word not in _SIGNS), tokens[end]]
        capitals = all(original[token.start].isupper() for token in several)
        named = end - at > 1 or tokens[at].word == "requirements"
        return capitals and (named or self._begins(tokens, at, original))


def _section(name: str) -> Section:
    sections: dict[str, Section] = {
        "sought": "sought",
        "desirable": "desirable",
        "duties": "duties",
        "offers": "offers",
        "other": "other",
    }
    return sections[name]


def _of_experience(tokens: Sequence[Token]) -> bool:
    """Whether a heading speaks of experience and of nothing else."""
    words = {token.word for token in _without_signs(tokens)}
    return bool(words & _EXPERIENCE) and words <= _EXPERIENCE | _ROUND_EXPERIENCE


def _without_signs(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if token.word not in _SIGNS]


def _is_item(before: str) -> bool:
    """Whether a line begins with the mark of a list."""
    return any(not letter.isspace() and letter not in _QUOTES for letter in before)


def _ends_line(token: Token, original: str) -> bool:
    return not original[token.end : token.end + 40].partition("\n")[0].strip(" :-.")


def _star(token: Token, original: str) -> bool:
    """Whether a star stands alone before an item; `****` is a number that somebody blotted out."""
    return token.word == "*" and original[token.end : token.end + 1].isspace() and original[token.start - 1] != "*"


def _alone(tokens: Sequence[Token], original: str) -> bool:
    """Whether words are all that their line holds, with no full stop."""
    begins = max(0, tokens[0].start - _NEAR)
    before = original[begins : tokens[0].start].rpartition("\n")[2]
    after = original[tokens[-1].end : tokens[-1].end + _NEAR].partition("\n")[0]
    return not after.strip(" ;,") and not before.strip() and tokens[-1].word not in ".!?"


def _small(written: str) -> bool:
    """Whether a word before a capital shows that the capital begins something new."""
    return written[:1].islower() or written[:1].isdigit() or written in (")", ".", ";", "+", "*")


@lru_cache(maxsize=4096)
def plain(phrase: str) -> tuple[str, ...]:
    """A phrase as plain words."""
    return tuple(token.word for sentence in read_passage(phrase).sentences for token in sentence.tokens)
