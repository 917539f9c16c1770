"""Reading a programme from workbooks and CSV files: everything that can be used, and everything that is wrong."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.base.problems import Problem
from matcher.importers import facts
from matcher.importers.assemble import Assembly
from matcher.importers.column_map import ColumnMap
from matcher.importers.columns import Sheet
from matcher.importers.entries import Entry, entered
from matcher.importers.files import Opened, open_files
from matcher.importers.imported import Counts, Imported, Reject
from matcher.importers.job_hours import HoursTold
from matcher.importers.kinds import Owner
from matcher.importers.labels import Lists
from matcher.importers.mapped_files import open_mapped
from matcher.importers.notes import Notes
from matcher.importers.opener import Opener
from matcher.importers.rows import Found, Row, read_rows, split_examples
from matcher.importers.sheets.all_sheets import READING_ORDER, SHEETS
from matcher.importers.tools import Held, Linking, Links, Tools
from matcher.records.dealings import Approach, Promise
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme

if TYPE_CHECKING:
    from matcher.library.load import Library


def read_files(
    paths: Sequence[Path],
    *,
    library: Library,
    on: Day,
    known: Programme | None = None,
    ledger: Ledger | None = None,
    linker: Linking | None = None,
    opener: Opener | None = None,
    column_map: ColumnMap | None = None,
) -> Imported:
    """Records, problems and counts from .xlsx, .xls and .ods workbooks, CSV files or folders of CSV files.

    Never raises for what is in a file. `known` is what the programme holds already: rows may refer to it and add to
    it. `ledger` is what its desk remembers. An `opener` that stays open saves starting one for each of many calls.
    `column_map`: how somebody else's headings are ours; without one they have to be ours.
    """
    if linker is None:
        from matcher.reading.link import Linker

        linker = Linker(library)
    tools = Tools(Lists(library), Links(linker), on)
    with ExitStack() as stack:
        stack.enter_context(_no_collecting())
        reading = opener or stack.enter_context(Opener())
        opened = open_files(paths, reading) if column_map is None else open_mapped(paths, reading, column_map)
        tools.held = Held.by(known or Programme(), ledger)
        return _records(opened, tools, Notes(library))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Nothing made here is garbage before the end, and looking for some doubles the time of a large import."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _records(opened: Opened, tools: Tools, notes: Notes) -> Imported:
    reading = _Reading(tools, notes)
    for sheet in READING_ORDER:
        reading.sheet(sheet, [found for found in opened.sheets if found.sheet is sheet])
    return reading.result(opened.problems)


class _Reading:
    """One import under way."""

    def __init__(self, tools: Tools, notes: Notes) -> None:
        self.assembly = Assembly(tools)
        self.notes = notes
        self.rows: dict[str, list[Row]] = defaultdict(list)
        self.counts: dict[str, Counts] = {}
        self.unread: dict[str, list[Found]] = defaultdict(list)

    def sheet(self, sheet: Sheet, found: Iterable[Found]) -> None:
        """Read all sheets of one name, from however many files."""
        counts = Counts()
        for one in found:
            kept, examples = split_examples(one)
            counts = counts.plus(Counts(found=one.count, examples=examples))
            if one.refused:
                self.unread[sheet.name].append(one)
                counts = counts.plus(Counts(rejected=one.count))
            else:
                self.rows[sheet.name] += read_rows(kept, self.assembly.tools.lists)
        rows = self.rows[sheet.name]
        if sheet.links is not None:
            self.assembly.tools.links.learn(pair for row in rows if (pair := sheet.links(row)) is not None)
        if sheet.keeps == "record":
            self.assembly.records(sheet, rows)
        elif sheet.keeps == "list":
            self.assembly.lists(sheet, rows)
        else:
            self.assembly.stand_alone(sheet, rows)
        self.notes.look(sheet, rows)
        self.counts[sheet.name] = counts

    def result(self, problems: list[Problem]) -> Imported:
        """What it all came to. Every row found is accounted for."""
        read = {name: counts.plus(self._outcome(name)) for name, counts in self.counts.items()}
        wrong = [name for name, counts in read.items() if not counts.add_up]
        assert not wrong, f"rows of {wrong} are not accounted for"
        ordered = chain.from_iterable(self.rows[sheet.name] for sheet in SHEETS)
        rejects = tuple(chain.from_iterable(self._rejects(sheet) for sheet in SHEETS))
        assembly = self.assembly
        of = _Sorted(assembly.facts)
        return Imported(
            programme=self._programme(of),
            identities=tuple(Identity(client=ClientId(client), **told) for client, told in assembly.identities.items()),
            problems=[*problems, *chain.from_iterable(row.problems for row in ordered)],
            read={sheet.name: read[sheet.name] for sheet in SHEETS if read[sheet.name].found},
            rejects=rejects,
            drafts=tuple(assembly.drafts),
            entries=tuple(of.entries),
            data_date=of.data_date,
            ledger=self._ledger(of),
            hours=tuple(of.hours),
        )

    def _ledger(self, of: _Sorted) -> Ledger:
        """What the files say of the desk's dealings, with the jobs they touch as they stand now."""
        held = self.assembly.tools.held.job
        touched = [draft.id for draft in self.assembly.drafts if draft.owner == "job"] + [one.job for one in of.hours]
        jobs = {reference: held[reference] for reference in touched}
        return Ledger.model_construct(
            approaches=facts.approaches((), of.approaches),
            promises=facts.promises((), of.promises),
            jobs=tuple(jobs.values()),
        )

    def _outcome(self, name: str) -> Counts:
        rows = self.rows[name]
        stopped = sum(row.stopped for row in rows)
        repeated = sum(id(row) in self.assembly.repeated for row in rows)
        return Counts(loaded=len(rows) - stopped - repeated, rejected=stopped, repeated=repeated)

    def _programme(self, of: _Sorted) -> Programme:
        """The records that the files touch, as they stand now."""
        held = self.assembly.tools.held
        touched: dict[Owner, dict[str, None]] = {
            "client": {},
            "vacancy": {},
            "employer": {},
            "place": {},
            "service": {},
            "job": {},
        }
        for draft in self.assembly.drafts:
            touched[draft.owner][draft.id] = None
        for entry in of.entries:
            touched[entry.owner][entry.id] = None
        clients = {name: held.client[name] for name in touched["client"]}
        employers = {name: held.employer[name] for name in touched["employer"]}
        return Programme.model_construct(
            data_date=of.data_date,
            clients=tuple(entered(clients, (one for one in of.entries if one.owner == "client")).values()),
            vacancies=tuple(held.vacancy[name] for name in touched["vacancy"]),
            employers=tuple(entered(employers, (one for one in of.entries if one.owner == "employer")).values()),
            places=tuple(held.place[name] for name in touched["place"]),
            services=tuple(held.service[name] for name in touched["service"]),
            observations=facts.observations((), of.observations),
            introductions=facts.introductions((), of.introductions),
            actions=facts.actions((), of.actions),
            consents=facts.consents((), of.consents),
            remembered=facts.remembered((), of.remembered),
        )

    def _rejects(self, sheet: Sheet) -> Iterable[Reject]:
        for row in self.rows[sheet.name]:
            together = id(row) in self.assembly.companions
            if row.stopped or together:
                reasons = tuple(f"{p.where}: {p.what} {p.fix}".strip() for p in row.problems if p.stops_row)
                beside = ("Loaded already. Leave it here, so that the list is whole.",)
                yield _reject(row.found, row.number, row.cells, reasons or beside, loaded=not row.stopped)
        for found in self.unread[sheet.name]:
            for number, cells in found.rows:
                yield _reject(found, number, cells, (f"{found.label} {found.refused}",), loaded=False)


def _reject(found: Found, number: int, cells: list, reasons: tuple[str, ...], *, loaded: bool) -> Reject:  # type: ignore[type-arg]
    named = tuple(zip((*found.headings, *[""] * len(cells)), cells, strict=False))
    return Reject(found.sheet.name, found.where(number), number, named, reasons, loaded)


class _Sorted:
    """Facts by what they are."""

    def __init__(self, all_of: Iterable[object]) -> None:
        self.observations: list[Observation] = []
        self.introductions: list[Introduction] = []
        self.actions: list[Action] = []
        self.consents: list[Consent] = []
        self.remembered: list[Remembered] = []
        self.approaches: list[Approach] = []
        self.promises: list[Promise] = []
        self.hours: list[HoursTold] = []
        self.entries: list[Entry] = []
        self.data_date: Day | None = None
        lists: dict[type, list] = {  # type: ignore[type-arg]
            Observation: self.observations,
            Introduction: self.introductions,
            Action: self.actions,
            Consent: self.consents,
            Remembered: self.remembered,
            Approach: self.approaches,
            Promise: self.promises,
            HoursTold: self.hours,
            Entry: self.entries,
        }
        for fact in all_of:
            if isinstance(fact, Day):
                self.data_date = fact
            else:
                lists[type(fact)].append(fact)
