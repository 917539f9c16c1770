"""What an import found: records, everything that is wrong, counts that add up, and rows to put right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.base.days import Day
from matcher.base.problems import Problem
from matcher.importers.cells import Cell
from matcher.importers.columns import Changes
from matcher.importers.entries import Entry
from matcher.importers.job_hours import HoursTold
from matcher.importers.kinds import Owner
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme


@dataclass(frozen=True)
class Counts:
    """Rows of one sheet: what was found is what was loaded, rejected, an example, or the same as another row."""

    found: int = 0
    loaded: int = 0
    rejected: int = 0
    examples: int = 0
    repeated: int = 0

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.found + other.found,
            self.loaded + other.loaded,
            self.rejected + other.rejected,
            self.examples + other.examples,
            self.repeated + other.repeated,
        )

    @property
    def add_up(self) -> bool:
        """Whether every row found is accounted for."""
        return self.found == self.loaded + self.rejected + self.examples + self.repeated


@dataclass(frozen=True)
class Reject:
    """A row to put right, with its cells as they were found; or one that loaded and belongs with such a row."""

    sheet: str
    where: str
    number: int
    cells: tuple[tuple[str, Cell], ...]
    """(heading, cell) in the order of the file."""
    reasons: tuple[str, ...]
    loaded: bool = False


@dataclass(frozen=True)
class Draft:
    """What the file says of one record: changes by path, so that they can be made to whatever is held by then."""

    owner: Owner
    id: str
    changes: Changes


@dataclass(frozen=True)
class Imported:
    """The result of reading files. `programme` holds the records they touch, as they stand with what they say."""

    programme: Programme
    identities: tuple[Identity, ...]
    problems: list[Problem]
    read: Mapping[str, Counts]
    """Counts by sheet."""
    rejects: tuple[Reject, ...]
    drafts: tuple[Draft, ...] = field(default=(), repr=False)
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    data_date: Day | None = None
    ledger: Ledger = field(default_factory=Ledger)
    """What the files say of the desk's dealings: approaches, promises, jobs."""
    hours: tuple[HoursTold, ...] = field(default=(), repr=False)

    @property
    def stopping(self) -> list[Problem]:
        """The problems that kept something from being loaded; the others are notes."""
        return [problem for problem in self.problems if problem.stops_row]
