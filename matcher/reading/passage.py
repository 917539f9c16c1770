"""Text as sentences of plain tokens, each of which knows the characters it was written with.

`Full UK driver’s licence – ESSENTIAL!` becomes ` full uk drivers licence - essential ! `: lower case, one space
between tokens, curly quotes and other spellings of the same sign made alike, short forms written out (`we'll` is
`we will`, `don't` is `dont`), hyphens inside words opened. Patterns are written against that form; what they find is
told in characters of the original. Linear in the length of the text, whatever it holds.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

MOST_CHARACTERS = 200_000
"""A text is read so far and no further: forty times the longest advert seen."""
MOST_TOKENS = 60
"""A longer sentence is read in pieces of this many tokens, so that no pattern has to look further."""
_LONGEST_WORD = 40
_SHORT_QUESTION = 9

_TOKEN = re.compile(
    r"£\s?\d[\d,]*(?:\.\d+)?(?:[kK]\b)?"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_](?:[\w\u200b-\u200d\u2060\u00ad\ufeff]|['’‘`\u00b4\u2032\u02bc\uff07](?=\w))*"
    r"|[.!?;:,()\[\]/+*&%\"“”„«»\u2033=|@#]|[-\u2010\u2011\u2012\u2013\u2014\u2212]+"
    r"|[•●▪◦·■□➢►▶✓✔➤\uf0b7]",
    re.UNICODE,
)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_BULLETS = frozenset("•●▪◦·■□➢►▶✓✔➤\uf0b7")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\u00ad\ufeff]")
_APOSTROPHES = re.compile("['’‘`\u00b4\u2032\u02bc\uff07]")
_WRITTEN_OUT = {"ll": "will", "re": "are", "ve": "have", "d": "would", "m": "am"}
_SIGNS = dict.fromkeys("“”„«»\u2033", '"') | {"[": "(", "]": ")", "&": "and"}
_ENDS = frozenset(".!?")
_BEFORE_A_CAPITAL = frozenset('.!?:-("')
_SHORT_FORMS = frozenset(
    [
        "e.g",
        "i.e",
        "eg",
        "ie",
        "etc",
        "approx",
        "min",
        "max",
        "inc",
        "incl",
        "no",
        "nos",
        "st",
        "dr",
        "mr",
        "mrs",
        "ms",
        "ltd",
        "hrs",
        "hr",
        "wk",
        "p.a",
        "pa",
        "p.h",
        "ph",
        "dept",
        "tel",
        "ref",
        "sch",
        "para",
    ]
)


class Token(NamedTuple):
    """One token in its plain form, and where it stands in the original."""

    word: str
    start: int
    end: int
    name: bool = False
    """Written with a capital inside a sentence: probably a name, so never taken for a slip of another word."""


@dataclass(frozen=True)
class Sentence:
    """One sentence. `text` begins and ends with a space and has one between tokens."""

    tokens: tuple[Token, ...]
    text: str
    bullet: bool = False
    """Whether it stood as an item of a list, or alone on its line."""
    _at: tuple[int, ...] = field(default=(), repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the original behind the characters from `start` to `end` of `text`."""
        first = max(0, bisect_right(self._at, start) - 1)
        if self._at[first] + len(self.tokens[first].word) <= start and first + 1 < len(self.tokens):
            first += 1
        last = max(first, bisect_right(self._at, max(start, end - 1)) - 1)
        return self.tokens[first].start, self.tokens[last].end

    def words(self) -> frozenset[str]:
        """Its distinct tokens."""
        return self._distinct

    @cached_property
    def _distinct(self) -> frozenset[str]:
        return frozenset(self.text.split())


@dataclass(frozen=True)
class Passage:
    """A whole text."""

    original: str
    sentences: tuple[Sentence, ...]

    def quote(self, start: int, end: int) -> str:
        """The words of the original from `start` to `end`, on one line."""
        return " ".join(self.original[start:end].split())


@lru_cache(maxsize=6)
def read_passage(text: str) -> Passage:
    """`text` as sentences; what lies beyond MOST_CHARACTERS is not read."""
    return Passage(text, tuple(_sentences(text[:MOST_CHARACTERS])))


def sentence_of(tokens: list[Token], *, bullet: bool = False) -> Sentence:
    """A sentence of the given tokens."""
    at, length = [], 1
    for token in tokens:
        at.append(length)
        length += len(token.word) + 1
    return Sentence(tuple(tokens), " " + "".join([f"{token.word} " for token in tokens]), bullet, tuple(at))


def _sentences(text: str) -> Iterator[Sentence]:
    offset = 0
    for line in text.splitlines(keepends=True):
        yield from _of_line(line, offset)
        offset += len(line)


def _of_line(line: str, offset: int) -> Iterator[Sentence]:
    waiting: list[Token] = []
    bullet = True
    shouted = _all_capitals(line)
    for found in _TOKEN.finditer(line):
        written = found.group()
        if written.isalpha() and written.isascii():
            name = written[0].isupper() and bool(waiting) and not shouted and waiting[-1].word not in _BEFORE_A_CAPITAL
            name = name and written[:2].istitle()
            word = written[:_LONGEST_WORD].lower()
            waiting.append(Token(word, offset + found.start(), offset + found.end(), name))
            if len(waiting) >= MOST_TOKENS:
                yield sentence_of(waiting, bullet=bullet and not line[found.end() :].strip())
                waiting, bullet = [], False
            continue
        if written in _BULLETS or (not waiting and written[0] in _DASHES + "*"):
            if waiting:
                yield sentence_of(waiting, bullet=bullet)
            waiting, bullet = [], True
            continue
        if written[0] in _DASHES and _joins(line, found.start(), found.end()):
            continue
        ends = written in _ENDS and _really_ends(written, line, found, waiting)
        name = bool(waiting) and waiting[-1].word not in _BEFORE_A_CAPITAL and written[:2].istitle() and not shouted
        for word in plain_words(written):
            waiting.append(Token(word, offset + found.start(), offset + found.end(), name))
        if ends or len(waiting) >= MOST_TOKENS:
            yield sentence_of(waiting, bullet=bullet and not line[found.end() :].strip())
            waiting, bullet = [], False
    if waiting:
        yield sentence_of(waiting, bullet=bullet)


def _all_capitals(line: str) -> bool:
    """Whether most words of a line begin with a capital, as in a title: then a capital says nothing."""
    words = line.split()
    return 2 * len([word for word in words if word[0].isupper()]) > len(words)


def _joins(line: str, start: int, end: int) -> bool:
    """Whether a dash stands inside a word: `non-smoker`."""
    return line[start - 1 : start].isalpha() and line[end : end + 1].isalpha()


def _really_ends(written: str, line: str, found: re.Match[str], waiting: list[Token]) -> bool:
    """Whether a full stop ends its sentence: not after a short form, nor inside `p.a` or a web address."""
    after = line[found.end() : found.end() + 1]
    if written == "?":
        return len(waiting) > _SHORT_QUESTION  # a short question is read with its answer
    if written != ".":
        return True
    if after and not after.isspace() and after not in "\"'’”)":
        before = line[found.start() - 1 : found.start()]
        return (
            after.isupper() and before.isalpha() and before.islower() and len(waiting[-1].word if waiting else "") > 2
        )
    short = bool(waiting) and (waiting[-1].word in _SHORT_FORMS or len(waiting[-1].word) == 1)
    return not (short and not line[found.end() :].lstrip()[:1].isupper() and line[found.end() :].strip())


@lru_cache(maxsize=65536)
def plain_words(written: str) -> tuple[str, ...]:
    """One written token as plain words: none for a sign that says nothing, two for a short form."""
    if written[0] in _DASHES:
        return ("-",)
    if written in _SIGNS:
        return (_SIGNS[written],)
    if written[0] == "£":
        return ("£" + written[1:].strip().replace(",", "").casefold()[:_LONGEST_WORD],)
    word = _INVISIBLE.sub("", written[: 4 * _LONGEST_WORD]).casefold()
    if not word.isascii():
        apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", word))
        word = "".join(letter for letter in apart if not unicodedata.combining(letter))
    word = _APOSTROPHES.sub("'", word)[:_LONGEST_WORD]
    if "'" not in word:
        return (word,) if word else ()
    head, _, tail = word.rpartition("'")
    if tail in _WRITTEN_OUT and head:
        return (head.replace("'", ""), _WRITTEN_OUT[tail])
    return (word.replace("'", ""),)
