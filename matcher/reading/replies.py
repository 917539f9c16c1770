"""Reads what an employer wrote about one person as an answer, a reason, whether it may be shared; or what is unclear.

Nothing is guessed: two answers that do not fit together, an answer that hangs on a condition, a question, or words that
are no answer at all are handed back to be asked about.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Generic, TypeVar

from matcher.library.brokerage.answers import Answers

MOST = 4_000
"""Characters that are read of what is written about one person."""
Words = tuple[str, ...]
Meant = TypeVar("Meant")

_SENTENCE = re.compile(r"(?<=[.!?])\s+|[\r\n]+")
_CLAUSE = re.compile(r"[,;:.!?()–—]|\s[-/]\s")
_APOSTROPHES = re.compile("['’‘`\u00b4]")
_BETWEEN = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class AnswerRead:
    """What somebody's words say. `unclear` says in words why there is no answer, where there is none."""

    answer: str = ""
    reason: str = ""
    share: bool | None = None
    unclear: str = ""
    reasons: Words = ()
    """Every reason that was named; `reason` is empty where they are several."""
    matters: Words = ()
    """What the words speak of that no answer should rest on."""


@dataclass(frozen=True)
class _Hit:
    """One answer that a clause says."""

    answer: str
    plain: bool


class ReplyReader:
    """Reads replies by the words of `models/brokerage/answers.yaml`."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        none: dict[Words, None] = dict.fromkeys(map(words_of, answers.other_senses), None)
        shares = {words_of(one): said == "yes" for said, several in answers.share.items() for one in several}
        outright = {words_of(word): _Hit(one.id, False) for one in answers.answers for word in one.words}
        plain = {words_of(word): _Hit(one.id, True) for one in answers.answers for word in one.plain}
        reasons = {words_of(word): one.id for one in answers.reasons for word in one.words}
        matters = {words_of(word): one.about for one in answers.matters for word in one.words}
        within = dict.fromkeys(reasons, None)  # an interview that was missed is a reason, and no answer
        self._said: _Phrases[_Hit | bool | None] = _Phrases({**within, **plain, **outright, **shares, **none})
        self._reasons: _Phrases[str | None] = _Phrases({**reasons, **none})
        self._matters = _Phrases(matters)
        self._denials = _Phrases(dict.fromkeys(map(words_of, answers.denials), True))
        self._conditions = _Phrases(dict.fromkeys(map(words_of, answers.conditions), True))
        breaks = "|".join(map(re.escape, answers.breaks))
        self._breaks = re.compile(rf"\b(?:{breaks})\b", re.IGNORECASE)
        self._picked = {words_of(text): one.id for one in answers.answers for text in (one.id, one.name)}
        self._reason_picked = {words_of(text): one.id for one in answers.reasons for text in (one.id, one.name)}

    def read(self, text: str) -> AnswerRead:
        """What the words say. Reasons count only beside an answer that asks for one."""
        text = text[:MOST]
        matters = tuple(
            dict.fromkeys(found for words in self._thoughts(text) for _, _, found in self._matters.find(words))
        )
        share = self._share(text)
        answer, unclear = self._answer(text)
        if unclear:
            return AnswerRead(unclear=unclear, share=share, matters=matters)
        named = self.reasons(text) if self._answers.by_id[answer].asks_reason else ()
        return AnswerRead(answer, named[0] if len(named) == 1 else "", share, "", named, matters)

    def picked(self, text: str) -> str:
        """The answer whose id or name the text is, to the word; empty for any other text."""
        return self._picked.get(words_of(text[:MOST]), "")

    def begins(self, text: str, *, plain: bool) -> bool:
        """Whether the text begins with an answer; with a bare word such as yes or no where `plain`."""
        first = self._said.find(words_of(text[:MOST]))[:1]
        return any(start == 0 and isinstance(one, _Hit) and (one.plain or not plain) for start, _, one in first)

    def holds(self, text: str) -> bool:
        """Whether an answer is said anywhere in the text, however it is meant."""
        return any(isinstance(one, _Hit) for _, _, one in self._said.find(words_of(text[:MOST])))

    def reasons(self, text: str) -> Words:
        """Every reason that the words name, in their order: one picked by its name, or by the words people write."""
        picked = self._reason_picked.get(words_of(text[:MOST]))
        if picked is not None:
            return (picked,)
        found = (one for words in self._thoughts(text[:MOST]) for _, _, one in self._reasons.find(words))
        return tuple(dict.fromkeys(one for one in found if one is not None))

    def _share(self, text: str) -> bool | None:
        """Whether it may be passed on; None where nothing or both are said."""
        found = {one for words in self._thoughts(text) for _, _, one in self._said.find(words) if isinstance(one, bool)}
        return found.pop() if len(found) == 1 else None

    def _answer(self, text: str) -> tuple[str, str]:
        """(the answer, "") or ("", why it is unclear)."""
        picked = self.picked(text)
        if picked:
            return picked, ""
        hits: list[_Hit] = []
        hanging = asking = False
        for sentence in _SENTENCE.split(text):
            found = list(self._hits(sentence))
            if self._conditions.find(words_of(sentence)):
                hanging = hanging or bool(found)
            elif sentence.rstrip().endswith("?"):
                asking = asking or bool(found)
            else:
                hits += found
        settled = self._settled(hits)
        if len(settled) == 1 and not hanging:
            return settled[0], ""
        if len(settled) > 1:
            return "", f"says more than one thing ({' and '.join(self._names(settled))})."
        return "", "hangs on a condition." if hanging else "asks something." if asking else "says no answer we know."

    def _hits(self, sentence: str) -> Iterator[_Hit]:
        """Every answer said in a sentence that no word before it in the same thought denies."""
        for clause in self._clauses(sentence):
            denied = [end for _, end, _ in self._denials.find(clause)]
            for start, _, one in self._said.find(clause):
                near = any(start - self._answers.denial_reach <= end <= start for end in denied)
                if isinstance(one, _Hit) and not near:
                    yield one

    def _thoughts(self, text: str) -> Iterator[Words]:
        return chain.from_iterable(map(self._clauses, _SENTENCE.split(text)))

    def _clauses(self, sentence: str) -> Iterator[Words]:
        for part in _CLAUSE.split(sentence):
            yield from map(words_of, self._breaks.split(part))

    def _settled(self, hits: Iterable[_Hit]) -> list[str]:
        """The different answers that are left when bare words have given way."""
        hits = list(hits)
        outright = {hit.answer for hit in hits if not hit.plain}
        yields = self._answers.by_id
        kept = (hit.answer for hit in hits if not hit.plain or not outright.intersection(yields[hit.answer].yields_to))
        return list(dict.fromkeys(kept))

    def _names(self, answers: Iterable[str]) -> list[str]:
        return [f'"{self._answers.by_id[one].name}"' for one in answers]


class _Phrases(Generic[Meant]):
    """Finds phrases among words: at each word the longest, and never one inside another."""

    def __init__(self, means: Mapping[Words, Meant]) -> None:
        self._means = means
        self._longest = max(map(len, means), default=0)

    def find(self, words: Words) -> list[tuple[int, int, Meant]]:
        """Start, end and meaning of every phrase, in order."""
        found: list[tuple[int, int, Meant]] = []
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                if words[at : at + length] in self._means:
                    found.append((at, at + length, self._means[words[at : at + length]]))
                    at += length
                    break
            else:
                at += 1
        return found


def words_of(text: str) -> Words:
    """The words, with case, accents, apostrophes and punctuation made alike: `Can't` is `cant`."""
    plain = _APOSTROPHES.sub("", text).casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(_BETWEEN.sub(" ", plain).split())
