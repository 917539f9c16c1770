"""The one definition of a sheet and its columns.

The template, the reader, the workbook of rows to put right, the export and `what-if --set` all work from it, so
a heading, its note, its drop-down and what it becomes cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from matcher.importers.cells import fold
from matcher.importers.kinds import Kind, Owner, Reference
from matcher.records.shape import Record

if TYPE_CHECKING:
    from matcher.importers.labels import Lists
    from matcher.importers.rows import Row
    from matcher.importers.tools import Tools
    from matcher.records.identity import Identity
    from matcher.records.ledger import Ledger
    from matcher.records.programme import Programme

# Any: what a column holds is declared by its kind, which the type checker cannot follow through a mapping.
Values: TypeAlias = Mapping[str, Any]
"""What one row says, by the short name of the column. A column left blank is absent; `None` is said to be unknown."""
Changes: TypeAlias = dict[str, Any]
"""What to set in a record, by path: `conditions.notice_days`, `conditions.emphasis[times]`."""

Keeps = Literal["record", "list", "facts"]
"""What a sheet's rows are, which decides what a second import of it does (docs/decisions/0003-reimport.md).

- record: a row is one record; cells that say something replace what is held, blank cells leave it.
- list: all rows of one owner are one list, replaced as a list.
- facts: each row stands alone, is added once and never overwritten.
"""

FIRST = "first"
"""What a column answers that is filled before any list: nobody is read without a basis."""
EXAMPLE = "example"
"""A row whose first column begins with this word is shown to people and skipped."""


def whole(_row: Row) -> object:
    """The part for lists that only mean something entire: a week, a rota."""
    return ""


@dataclass(frozen=True, eq=False)
class Column:
    """One column: the heading people see, the note that goes with it, and what a cell of it is."""

    name: str
    """Short name, for `what-if --set` and inside the program."""
    header: str
    note: str
    kind: Kind
    examples: tuple[str, str] = ("", "")
    path: str = ""
    """Where the value lies in the sheet's record, for sheets whose rows are records: `conditions.notice_days`."""
    covers: tuple[str, ...] = ()
    """The record fields this column carries, as `Spell.start`; from `path` where a row is a record."""
    needed: bool = False
    """A new row cannot do without it."""
    private: bool = False
    """Never shown in a message: names, ways to reach a person, where they live."""
    about_client: bool = False
    """Words that staff write about a client: looked at for manner words, and never refused for them."""
    width: int = 14

    @cached_property
    def folded(self) -> frozenset[str]:
        """The ways the heading may be written: itself, or the short name."""
        return frozenset({fold(self.header), fold(self.name.replace("_", " "))})


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: its columns, whose rows they are, and how rows become records and records rows."""

    name: str
    about: str
    """What it is for, and what one row of it is."""
    owner: Owner
    keeps: Keeps
    columns: tuple[Column, ...]
    write: Callable[[Programme, Mapping[str, Identity], Lists], Iterable[Values]] = lambda _one, _two, _three: ()
    """Every row of a programme for this sheet."""
    write_ledger: Callable[[Ledger, Lists], Iterable[Values]] | None = None
    """For sheets of what the desk remembers: every row of a ledger for this sheet, in place of `write`."""
    model: type[Record] | None = None
    """The record a row is, where `keeps` is `record`."""
    build: Callable[[Row, Tools], Any] | None = None
    """The piece that one row says, where rows are not records of their own. Raises CellFault."""
    fill: Callable[[Sequence[Any]], Changes] | None = None
    """For lists: from all pieces of one owner to what changes in the owner's record."""
    agree: Callable[[Sequence[tuple[Row, Any]]], None] | None = None
    """For lists: blames rows of one owner that say different things of the same fact."""
    in_order: tuple[tuple[str, str], ...] = ()
    """Pairs of columns with days of which the first cannot well come after the second; asked about, never refused."""
    answers: Mapping[str, str] = field(default_factory=dict)
    """The fact that a column's question is about, by short name, where that is not its path (product A10)."""
    part: Callable[[Row], object] = lambda row: row.number
    """For lists: rows of one owner with the same part stand or fall together, since half of them would mislead."""
    flags: tuple[str, ...] = ()
    """The owner's facts "this list is complete", taken back where a row of the list could not be read."""
    together: Callable[[Row, Tools, Any], None] | None = None
    """For records: settles columns that work together, given the record already held. Raises CellFault."""
    dropped: Callable[[Any, Any], Iterable[str]] | None = None
    """For lists: what the record before held and the record after does not, in words, where that must be said."""
    links: Callable[[Row], tuple[str, str] | None] | None = None
    """(vocabulary, words) that a row will link, so that all are linked at once."""
    blames: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
    """Words of a record's own error, and the columns to point at for it: the first of them that the row fills."""

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Every column by its short name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def by_heading(self) -> dict[str, Column]:
        """Every column by each way its heading may be written."""
        return {words: column for column in self.columns for words in column.folded}

    @cached_property
    def paths(self) -> dict[str, str]:
        """Where each column's value lies in the record, by short name."""
        return {column.name: column.path for column in self.columns if column.path}

    @cached_property
    def needed(self) -> tuple[Column, ...]:
        """The columns that a new row cannot do without."""
        return tuple(column for column in self.columns if column.needed)

    @cached_property
    def referring(self) -> tuple[tuple[str, Owner], ...]:
        """The columns that hold a reference to another record, by short name, and whose it is."""
        return tuple(
            (column.name, column.kind.to)
            for column in self.columns
            if isinstance(column.kind, Reference) and column.kind.to
        )

    def asked_first(self, column: Column, facts: Collection[str]) -> bool:
        """Whether a column is worth filling at a first meeting or call, for the facts that are asked first."""
        fact = self.answers.get(column.name) or column.path.partition("[")[0]
        return fact in facts or fact == FIRST or (column.needed and self.keeps == "record" and self.owner != "place")

    @property
    def key(self) -> Column:
        """The first column: whose row it is."""
        return self.columns[0]


def bounds(model: type[Record], name: str) -> tuple[int, int]:
    """Least and most of a whole-number field, as its record declares them; what it leaves open is wide open."""
    least, most = 0, 1_000_000_000
    for limit in model.model_fields[name].metadata:
        least = getattr(limit, "ge", least)
        most = getattr(limit, "le", most)
    return int(least), int(most)
