"""Facts that a sentence says in words: contract, shifts, full or part time, driving, start. Patterns are in models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.library.reading import ClockWords, FactReading, WordFact
from matcher.reading.facts.shape import Shown, Source
from matcher.reading.passage import Passage, Sentence
from matcher.reading.patterns import PatternSet

_GROUPS = ("contract", "shifts", "full_time", "part_time", "driving", "starts_soon")
_TIME = (
    r"(?P<{0}h>[01]?\d|2[0-4])(?:[:.](?P<{0}m>[0-5]\d)"
    r"|(?P<{0}mm>[0-5]\d)(?=\s?(?:h|hrs|am|pm|-|–|to|\b)))?\s?(?P<{0}n>am|pm|midnight|noon|midday)?"
)
_SPELL = re.compile(
    rf"(?<![\w.£:,/]){_TIME.format('a')}\s{{0,2}}(?:hrs?|hours)?\s{{0,2}}(?:-|–|—|(?:through\s)?to|until|till|and)\s{{0,2}}"
    rf"(?:{_TIME.format('b')}|(?P<midnight>midnight))"
    r"(?![\w£%:/]|\.\d|\s?(?:days?|weeks?|months?|years?|hours per|hours a|hrs per)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """One thing said, and where in its sentence's text."""

    key: str
    sentence: Sentence
    start: int
    end: int


class WordReader:
    """The patterns of every fact, compiled once."""

    def __init__(self, reading: FactReading) -> None:
        self._clock = reading.clock
        macros = reading.lists
        facts = [(group, one) for group in _GROUPS for one in getattr(reading, group)]
        self._running = PatternSet(_keyed(facts, ("says", "unless")), macros)
        self._titles = PatternSet(_keyed(facts, ("title", "says", "unless")), macros)

    def found(self, passage: Passage, source: Source) -> Iterator[Shown]:
        """Everything that a passage says, by group and kind: `shifts` `night`."""
        patterns = self._titles if source == "title" else self._running
        for sentence in passage.sentences:
            hits = [
                (*_parts(key), start, end) for key, start, end, _ in patterns.found(sentence.text, sentence.words())
            ]
            barred = [(fact, start, end) for fact, role, start, end in hits if role == "unless"]
            for fact, role, start, end in hits:
                if role != "unless" and not _within(fact, start, end, barred):
                    group, _, kind = fact.partition("/")
                    yield Shown(group, kind, source, *sentence.span(start, end - 1))

    def clock_shifts(self, text: str, source: Source) -> Iterator[Shown]:
        """Early, night and evening work that is told by times of day: `6am - 2pm`, `8pm - 8am`, `1800-2300`.

        In a field about pay two figures are an amount: `6.40 to 14.30 per hour`.
        """
        if source == "pay_text":
            return
        for found in _SPELL.finditer(text):
            kind = _kind_of(found, self._clock)
            if kind:
                yield Shown("shifts", kind, source, found.start(), found.end(), "medium")


def _keyed(facts: Iterable[tuple[str, WordFact]], roles: Sequence[str]) -> Iterator[tuple[str, str]]:
    for group, one in facts:
        for role in roles:
            for pattern in getattr(one, role):
                yield f"{group}/{one.id}:{'unless' if role == 'unless' else 'says'}", pattern


def _parts(key: str) -> tuple[str, str]:
    fact, _, role = key.rpartition(":")
    return fact, role


def _within(fact: str, start: int, end: int, barred: Iterable[tuple[str, int, int]]) -> bool:
    return any(one == fact and from_ < end and start < to for one, from_, to in barred)


def _kind_of(found: re.Match[str], clock: ClockWords) -> str:
    """Early, night, evening, or none of them."""
    start, end = _minute(found, "a"), 0 if found["midnight"] else _minute(found, "b")
    named = any(
        found[f"{one}{part}"] for one in "ab" for part in ("m", "mm", "n") if f"{one}{part}" in found.groupdict()
    )
    if start is None or end is None or not (named or found["midnight"]):
        return ""
    if start >= clock.night_from_minutes and clock.night_beyond_minutes < end <= clock.night_until_minutes:
        return "night"
    if clock.early_from_minutes <= start <= clock.early_until_minutes:
        return "early" if 0 < end - start <= clock.early_most_minutes else ""
    until = end if end > clock.night_beyond_minutes else end + 1440
    return "evening" if start >= clock.evening_from_minutes and until - start >= clock.evening_least_minutes else ""


def _minute(found: re.Match[str], one: str) -> int | None:
    hour, half = int(found[f"{one}h"] or 0), (found[f"{one}n"] or "").casefold()
    minute = int(found[f"{one}m"] or found[f"{one}mm"] or 0)
    if half == "midnight":
        return 0
    if half in ("noon", "midday"):
        return 720
    if half and hour > 12:
        return hour * 60 % 1440 + minute  # `17:00pm`
    if half == "pm":
        hour = hour % 12 + 12
    elif half == "am":
        hour %= 12
    return hour * 60 % 1440 + minute
