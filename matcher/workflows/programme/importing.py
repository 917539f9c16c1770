"""Bringing in spreadsheets and adverts: good rows are kept, what is wrong is told, nothing is half-written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.audit.incoming import Incoming
from matcher.base.days import Day
from matcher.base.problems import Problem
from matcher.brokerage.challenge_memory import still_answered
from matcher.importers.adverts.importer import AdvertsRead, read_adverts
from matcher.importers.adverts.words import QUOTED
from matcher.importers.column_map import read_map
from matcher.importers.equality import read_equality
from matcher.importers.household import read_households
from matcher.importers.imported import Counts, Imported
from matcher.importers.merge import fresh, merged, merged_identities, merged_ledger, replaced
from matcher.importers.rejects import write_rejects
from matcher.importers.services.here import services_apart
from matcher.importers.services.importer import ServicesRead, read_services
from matcher.importers.services.merge import clashes, with_services
from matcher.importers.workbook import read_files
from matcher.library.load import Library
from matcher.records.jobs import Job
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.signed import Signed
from matcher.records.vacancy import Vacancy
from matcher.store.about import write_about
from matcher.store.folder import Change, Saved
from matcher.store.log import Event
from matcher.workflows.adverts.advert_employers import with_known_employers
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.lists.written import log_file
from matcher.workflows.placements.outcome_effects import followed_up
from matcher.workflows.programme.places import places_lost
from matcher.workflows.where import Where

TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv"})
ADVERTS = frozenset({".json", ".jsonl", ".ndjson", ".jsonld", ".html", ".htm"})


@dataclass(frozen=True)
class Brought:
    """What an import came to. Every row that was read is among the counts."""

    counts: Mapping[str, Counts]
    """By sheet; adverts under their own name."""
    problems: list[Problem]
    saved: Saved | None
    """None on a dry run."""
    rejects: Path | None = None
    next: tuple[str, str] | None = None
    """A command that can be tried with what came in, and its reference."""

    @property
    def stopping(self) -> list[Problem]:
        """Problems that kept something out; the others are notes."""
        return [one for one in self.problems if one.stops_row]

    @property
    def notes(self) -> list[Problem]:
        """What was loaded all the same, with something to look at."""
        return [one for one in self.problems if not one.stops_row]


@dataclass
class _Read:
    """What the files say, before anything is kept."""

    tables: Imported | None = None
    adverts: AdvertsRead | None = None
    services: ServicesRead | None = None
    already: list[Problem] = field(default_factory=list)


def bring_in(
    where: Where,
    files: Sequence[Path],
    *,
    dry_run: bool = False,
    rejects: Path | None = None,
    as_adverts: bool = False,
    as_services: bool = False,
    by_map: Path | None = None,
) -> Brought:
    """Read workbooks, CSVs, adverts, directories of services and folders of them, and keep what is good.

    `rejects`: where to write the rows to put right. `by_map`: a confirmed column map, by which every file is read.
    The change is made in one transaction, or not at all.
    """
    desk = open_desk(where)
    if by_map is not None:
        read = _Read(tables=_tables(desk, files, by_map=by_map))
    else:
        read = _read(desk, files, as_adverts=as_adverts, as_services=as_services)
    saved = None if dry_run else _keep(desk, read, hand(where))
    parts = (read.tables, read.adverts, read.services)
    problems = [problem for part in parts if part is not None for problem in part.problems]
    problems += _lost(desk, read)
    written = None
    if rejects is not None and read.tables is not None and read.tables.rejects:
        write_rejects(rejects, read.tables, library=desk.library)
        written = rejects
        if not dry_run:
            log_file(where, "import", form=rejects.suffix.casefold()[1:], rows=len(read.tables.rejects))
    return Brought(_counts(read), [*problems, *read.already], saved, written, _next(read))


def _lost(desk: Desk, read: _Read) -> list[Problem]:
    """A note for each sector of what came in that no place is known for, with the nearest one."""
    came = read.tables.programme if read.tables else Programme()
    if read.adverts is not None:
        came = came.model_copy(update={"vacancies": (*came.vacancies, *read.adverts.vacancies)})
    return places_lost(desk.folder, (*desk.folder.everything().places, *came.places), came)


def _next(read: _Read) -> tuple[str, str] | None:
    """The first vacancy that came in, else the first client."""
    vacancies = [
        *(read.adverts.vacancies if read.adverts else ()),
        *(read.tables.programme.vacancies if read.tables else ()),
    ]
    clients = read.tables.programme.clients if read.tables else ()
    if vacancies:
        return "shortlist", vacancies[0].id
    if clients:
        return "jobs", clients[0].id
    return ("services --need", "housing") if read.services and read.services.services else None


def _read(desk: Desk, files: Sequence[Path], *, as_adverts: bool, as_services: bool) -> _Read:
    services, others = _services_and_others(files, as_services=as_services, as_adverts=as_adverts)
    tables, adverts = sorted_by_kind(others, as_adverts=as_adverts)
    read = _Read()
    known = desk.folder.everything()
    if services:
        read.services = clashes(read_services(services, library=desk.library), known.services)
    if tables or not (adverts or services):
        read.tables = _tables(desk, tables)
    if adverts:
        found = read_adverts(adverts, library=desk.library, on=desk.on, held=known.vacancies)
        read.adverts = with_known_employers(found, known, _ledger(desk).same, library=desk.library)
        read.already = list(_held_already(known.vacancies, read.adverts.vacancies))
    return read


def _tables(desk: Desk, files: Sequence[Path], *, by_map: Path | None = None) -> Imported:
    column_map = None if by_map is None else read_map(by_map)
    known = desk.folder.everything()
    return read_files(files, library=desk.library, on=desk.on, known=known, ledger=_ledger(desk), column_map=column_map)


def _ledger(desk: Desk) -> Ledger:
    """What the desk remembers, for seeing what a file adds to it."""
    return desk.folder.ledger(purpose="accountability", on=desk.on)


def _services_and_others(
    files: Sequence[Path], *, as_services: bool, as_adverts: bool
) -> tuple[list[Path], list[Path]]:
    """(directories of services, everything else), as was said, else by what lies in them."""
    if as_services or as_adverts:
        return (list(files), []) if as_services else ([], list(files))
    apart = [services_apart(one) for one in files]
    return [one for services, _ in apart for one in services], [one for _, others in apart for one in others]


def _keep(desk: Desk, read: _Read, signed: Signed) -> Saved:
    """Make the change to whatever is held by now, which another command may have changed since it was read."""
    folder, incoming = desk.folder, Incoming(desk.library)
    with folder.changing(signed) as change:
        programme = _changed(change, read)
        read_now = incoming.read(programme.vacancies, held=change.known.vacancies)
        rules = desk.library.brokerage.challenges
        answered = still_answered(rules, read_now, change.ledger.challenges)
        saved = change.put(programme.model_copy(update={"vacancies": answered}))
        if read.tables is not None:
            change.put_identities(merged_identities(change.identities(), read.tables))
            saved = saved.plus(keep_dealings(change, read.tables, library=desk.library, on=desk.on))
    day = read.tables.data_date if read.tables else None
    if day is not None and day != folder.about.data_date:
        write_about(folder.path, folder.about.model_copy(update={"data_date": day}))
    return saved


def keep_dealings(change: Change, read: Imported, *, library: Library, on: Day) -> Saved:
    """Keep what a file says of the desk's dealings: approaches, promises, jobs, and what follows from the jobs."""
    then = merged_ledger(change.ledger, read)
    gone = change.remove(replaced(change.ledger, then))
    new = fresh(change.ledger, then)
    kept = change.add(new)
    followed_up(change, library, (one for one in new if isinstance(one, Job)), on=on)
    return Saved(kept.added - gone.removed, kept.changed + gone.removed, 0)


def _changed(change: Change, read: _Read) -> Programme:
    programme = change.known if read.tables is None else merged(change.known, read.tables)
    programme = programme if read.adverts is None else with_adverts(programme, read.adverts)
    return programme if read.services is None else with_services(programme, read.services)


def with_adverts(programme: Programme, adverts: AdvertsRead) -> Programme:
    """The programme with the adverts that are new. What is held stays: somebody may have asked and corrected it."""
    vacancies = {one.id for one in programme.vacancies}
    employers = {one.id for one in programme.employers}
    return programme.model_copy(
        update={
            "vacancies": (*programme.vacancies, *(v for v in adverts.vacancies if v.id not in vacancies)),
            "employers": (*programme.employers, *(e for e in adverts.employers if e.id not in employers)),
        }
    )


def _held_already(held: Iterable[Vacancy], new: Iterable[Vacancy]) -> Iterable[Problem]:
    """A note for each advert whose vacancy is here already, and whether its text has changed since."""
    by_id = {one.id: one for one in held}
    for vacancy in new:
        known = by_id.get(vacancy.id)
        if known is not None:
            other = [
                name
                for name, text in vacancy.raw.items()
                if known.raw.get(name) != text and not name.endswith(QUOTED)  # what we read is not what it says
            ]
            fix = (
                f"The advert has changed since ({', '.join(sorted(other)[:6])}): look, and correct the vacancy."
                if other
                else "Nothing in the advert has changed."
            )
            yield Problem(f"vacancy {vacancy.id}", "", "is held already and stays as it is.", fix, stops_row=False)


def sorted_by_kind(files: Iterable[Path], *, as_adverts: bool) -> tuple[list[Path], list[Path]]:
    """(spreadsheets and CSVs, adverts). A folder goes by what lies in it; a file of no known ending by its start."""
    tables: list[Path] = []
    adverts: list[Path] = []
    for path in files:
        kinds = {"adverts"} if as_adverts else _kinds(path)
        if "adverts" in kinds:
            adverts.append(path)
        if "tables" in kinds or not kinds:
            tables.append(path)
    return tables, adverts


def _kinds(path: Path) -> set[str]:
    try:
        if path.is_dir():
            return {kind for inside in path.iterdir() if (kind := _by_ending(inside))}
        kind = _by_ending(path)
        return {kind} if kind else {_by_start(path)}
    except OSError:
        return set()


def _by_ending(path: Path) -> str:
    ending = path.suffix.casefold()
    return "tables" if ending in TABLES else "adverts" if ending in ADVERTS else ""


def _by_start(path: Path) -> str:
    """A page or JSON begins with a bracket; anything else is for the reader of tables to judge."""
    with path.open("rb") as file:
        start = file.read(256).removeprefix(b"\xef\xbb\xbf").lstrip()
    return "adverts" if start[:1] in (b"{", b"[", b"<") else "tables"


def bring_in_equality(where: Where, files: Sequence[Path], *, dry_run: bool = False) -> Brought:
    """Read equality answers from a workbook of their own. They go where nothing that matches can read them."""
    desk = open_desk(where)
    known = {one.id for one in desk.folder.everything().clients}
    read = read_equality(files, clients=known)
    if dry_run:
        return Brought({"equality": read.read}, read.problems, None)
    with desk.folder.changing(hand(where)) as change:
        saved = change.put_equality(read.answers)
        change.log(Event("equality.kept", codes={"purpose": "equality", "clients": len(read.answers)}))
    return Brought({"equality": read.read}, read.problems, saved)


def bring_in_households(where: Where, files: Sequence[Path], *, dry_run: bool = False) -> Brought:
    """Read households from a workbook of their own. They go where only better-off figures are worked out."""
    desk = open_desk(where)
    read = read_households(files, clients={one.id for one in desk.folder.everything().clients})
    if dry_run:
        return Brought({"household": read.read}, read.problems, None)
    with desk.folder.changing(hand(where)) as change:
        saved = change.put_households(read.households)
    return Brought({"household": read.read}, read.problems, saved)


def _counts(read: _Read) -> dict[str, Counts]:
    counts = dict(read.tables.read) if read.tables else {}
    if read.adverts is not None:
        loaded = len(read.adverts.vacancies)
        counts["adverts"] = Counts(
            found=read.adverts.found,
            loaded=loaded - len(read.already),
            rejected=read.adverts.found - loaded,
            repeated=len(read.already),
        )
    if read.services is not None:
        counts["services"] = counts.get("services", Counts()).plus(read.services.counts)
    return counts
