"""Better-off estimates by the thousand: a line in, a line out, in order; a line that cannot be read says why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.betteroff.estimate import Estimate, Estimator
from matcher.betteroff.household import Household
from matcher.betteroff.households import LINES
from matcher.betteroff.rates import RatesUnknown
from matcher.importers.household_lines import HouseholdLine, HouseholdReader
from matcher.library.benefits import BetterOff
from matcher.library.load import load_library

PORTION = 5_000
"""Lines worked out together: enough for arrays to pay, few enough that the first come out at once."""
LINES_NAMED = 5

Numbered: TypeAlias = tuple[int, str]
Amounts: TypeAlias = Literal["pence", "pounds"]
PENCE_IN_A_POUND = 100


@dataclass
class Told:
    """What there is to say at the end: how many lines could not be read, and each note with the lines it holds for."""

    refused: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)
    """By sentence, the numbers of the first lines."""

    def note(self, sentence: str, numbers: list[int]) -> None:
        """A sentence that holds for some lines of the file, in order."""
        self.counts[sentence] = self.counts.get(sentence, 0) + len(numbers)
        self.first[sentence] = sorted([*self.first.get(sentence, []), *numbers[:LINES_NAMED]])[:LINES_NAMED]

    def add(self, other: Told) -> None:
        """What another portion has to say."""
        self.refused += other.refused
        for sentence, count in other.counts.items():
            self.note(sentence, other.first[sentence])
            self.counts[sentence] += count - len(other.first[sentence])

    def sentences(self) -> Iterator[str]:
        """One a note, with where it holds, most often first."""
        for sentence, count in sorted(self.counts.items(), key=lambda one: (-one[1], one[0])):
            named = ", ".join(f"{number:,}" for number in self.first[sentence])
            more = count - len(self.first[sentence])
            where = f"line{'s' if count > 1 else ''} {named}" + (f" and {more:,} more" if more else "")
            yield f"{sentence} ({where})"


@dataclass(frozen=True)
class Asked:
    """How the lines of a file are to be worked out."""

    models: Path | None = None
    on: Day | None = None
    """The day of lines that name none."""
    notes: bool = False
    """Whether the notes on a household are written with its line."""
    amounts: Amounts | None = None
    """What rent, childcare and travel are told in; None where it is to be seen from the file."""


def better_off_lines(path: Path, asked: Asked, told: Told) -> Iterator[str]:
    """For each line that is not blank, what to write; `told` fills up meanwhile. Raises GivenProblems for the file."""
    reader = _Reader(asked)  # what is wrong with an edition is told before anything is written
    for portion in _portions(_lines(path)):
        written, said = reader.portion(portion)
        told.add(said)
        yield from written


def _portions(numbered: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    waiting = iter(numbered)
    while portion := list(islice(waiting, PORTION)):
        yield portion


def _lines(path: Path) -> Iterator[Numbered]:
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                line = raw.decode("utf-8-sig", errors="replace").strip()
                if line:
                    yield number, line
    except OSError as error:
        raise GivenProblems([Problem(path.name, "", "cannot be opened.", f"{error.strerror or error}.")]) from error


class _Reader:
    """Works out a portion of lines together."""

    def __init__(self, asked: Asked) -> None:
        library = load_library(asked.models)
        known = library.on_shelf("better_off")
        assert isinstance(known, BetterOff)
        self.asked, self.known, self.estimator = asked, known, Estimator(library)
        self.household = HouseholdReader(known, on=asked.on)
        self.amounts = asked.amounts

    def portion(self, portion: list[Numbered]) -> tuple[list[str], Told]:
        """What to write for each line, in order, and what else there is to say."""
        read = [self._line(line) for _, line in portion]
        self.amounts = self.amounts or self._as_they_look(read)
        if self.amounts == "pounds":
            read = [_in_pence(one) for one in read]
        good = [place for place, one in enumerate(read) if one.household is not None]
        told: list[Household] = [one.household for one in read if one.household is not None]
        days = [one.on for one in read if one.household is not None and one.on is not None]
        estimate = self.estimator.estimate(told, days)
        said = self._said(read, estimate, [number for number, _ in portion], good)
        by_row = self._notes(estimate) if self.asked.notes else {}
        written = [json.dumps({"id": one.id, "problems": list(one.problems)}) if one.problems else "" for one in read]
        weeks = zip(*(getattr(estimate.lines, name).tolist() for name in LINES), strict=True)
        for row, (place, week) in enumerate(zip(good, weeks, strict=True)):
            written[place] = _written(read[place].id, week, by_row.get(row))
        return written, said

    def _line(self, line: str) -> HouseholdLine:
        """A line as it is read, or what stops it: also that no figures are held for its day."""
        one = self.household.read(line)
        if one.household is None or one.on is None:
            return one
        try:
            self.estimator.rates(one.on)
        except RatesUnknown as unknown:
            return HouseholdLine(one.id, one.on, None, (str(unknown),), one.unread)
        return one

    def _as_they_look(self, read: list[HouseholdLine]) -> Amounts | None:
        """Pounds where most of the rents and childcare told would be next to nothing as pence; None where none is told.

        It is seen once, from the first portion that tells any, and holds for the whole file.
        """
        below = self.known.looks_like_pounds_below_pence
        small = [
            amount < least
            for one in read
            if one.household is not None
            for amount, least in (
                (one.household.rent, below.rent_week),
                (one.household.childcare, below.childcare_week),
            )
            if amount > 0
        ]
        if not small:
            return None
        return "pounds" if 2 * sum(small) > len(small) else "pence"

    def _said(self, read: list[HouseholdLine], estimate: Estimate, numbers: list[int], good: list[int]) -> Told:
        """Counts of refused lines and of every note."""
        told = Told(refused=len(read) - len(good))
        for number, one in zip(numbers, read, strict=True):
            for name in one.unread:
                told.note(f'"{name}" is not a field here and was not read.', [number])
            if one.small:
                in_pounds = self.amounts == "pounds" and self.asked.amounts is None
                told.note(self.known.notes.of("read_as_pounds" if in_pounds else "read_as_pence"), [number])
        for note, rows in estimate.notes.items():
            told.note(self.known.notes.of(note), [numbers[good[row]] for row in rows])
        return told

    def _notes(self, estimate: Estimate) -> dict[int, list[str]]:
        """The notes on each household."""
        by_row: dict[int, list[str]] = {}
        for note, rows in estimate.notes.items():
            for row in rows:
                by_row.setdefault(row, []).append(self.known.notes.of(note))
        return by_row


def _in_pence(one: HouseholdLine) -> HouseholdLine:
    """A line whose weekly amounts were told in pounds; pay an hour is pence by its name."""
    told = one.household
    if told is None:
        return one
    weekly = {name: getattr(told, name) * PENCE_IN_A_POUND for name in ("rent", "childcare", "travel")}
    return one._replace(household=told._replace(**weekly))


_HEAD = ", ".join(f'"{name}": %d' for name in LINES)


def _written(reference: str | int | None, week: tuple[int, ...], notes: list[str] | None) -> str:
    more = "" if notes is None else f', "notes": {json.dumps(notes)}'
    return f'{{"id": {json.dumps(reference)}, {_HEAD % week}{more}}}'
