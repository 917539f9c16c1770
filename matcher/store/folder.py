"""The door: a programme is a folder, made, opened, read for a purpose, changed all at once or not at all."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId, natural_order
from matcher.base.problems import GivenProblems, Problem
from matcher.records.consents import clients_covered
from matcher.records.equality import EqualityAnswers
from matcher.records.evidence import Consent
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.store import about as about_file
from matcher.store import database, households
from matcher.store.about import About
from matcher.store.rows import KINDS, SERVICE, Row, damaged, digest_of, programme_of, read_back, rows_of, written
from matcher.store.travelling import read_map, travel_stamps
from matcher.travel.sectors import sectors_named

Purpose = Literal["matching"]
"""What records of clients may be read for. A new purpose is a new word here and on the consent sheet."""
Known = Literal["readable", "no_basis", "unknown"]


@dataclass(frozen=True)
class Readable:
    """What may be read for a purpose on a day."""

    programme: Programme
    """With only those clients, and only what is about them, whose basis covers the purpose. Services are read apart
    (`store.services`), since a list needs few of many; they count in the digest."""
    left_out: int
    """Clients whose records were not read, for want of a recorded basis."""
    digest: str
    """Of everything that came out, and of how many were left out."""
    edition: int
    """How often the programme's records have been changed: the same number, the same records."""


@dataclass(frozen=True)
class Saved:
    """What a change did to the records."""

    added: int
    changed: int
    removed: int


@dataclass(frozen=True)
class Change:
    """A change under way: what is held now, all of it, to be put right and put back."""

    connection: sqlite3.Connection
    known: Programme
    """Everything, for keeping records only; what matches people reads through `Folder.read`."""

    def put(self, programme: Programme) -> Saved:
        """Make the working records exactly these."""
        old = {(row.kind, row.id): row.body for row in _rows(self.connection)}
        new = {(row.kind, row.id): row for row in rows_of(programme)}
        gone = [key for key in old if key not in new]
        fresh = [row for key, row in new.items() if key not in old]
        other = [row for key, row in new.items() if key in old and old[key] != row.body]
        self.connection.executemany("DELETE FROM record WHERE kind = ? AND id = ?", gone)
        self.connection.executemany(
            "INSERT OR REPLACE INTO record (kind, id, client, body) VALUES (?, ?, ?, ?)",
            [(row.kind, row.id, row.client, row.body) for row in [*fresh, *other]],
        )
        if gone or fresh or other:
            self.connection.execute("UPDATE edition SET number = number + 1")
        return Saved(len(fresh), len(other), len(gone))

    def identities(self) -> tuple[Identity, ...]:
        """Names and contact details that are held, for keeping them only."""
        found = self.connection.execute("SELECT body FROM identity ORDER BY client")
        held = (read_back(Identity, body, what="identity") for (body,) in found)
        return tuple(one for one in held if isinstance(one, Identity))

    def put_identities(self, identities: Iterable[Identity]) -> None:
        """Keep names and contact details, apart from the working records; one for each client."""
        self._put_aside("identity", [(one.client, written(one)) for one in identities])

    def put_equality(self, answers: Iterable[EqualityAnswers]) -> Saved:
        """Keep equality answers, apart from everything else. A client's answers are added to those held before."""
        held = dict(self.connection.execute("SELECT client, body FROM equality"))
        rows: list[tuple[str, str]] = []
        for one in answers:
            before = read_back(EqualityAnswers, held[one.client], what="equality") if one.client in held else one
            told = before.answers if isinstance(before, EqualityAnswers) else {}
            rows.append((one.client, written(one.model_copy(update={"answers": {**told, **one.answers}}))))
        changed = [row for row in rows if held.get(row[0]) != row[1]]
        self._put_aside("equality", changed)
        added = sum(client not in held for client, _ in changed)
        return Saved(added, len(changed) - added, 0)

    def put_households(self, told: Iterable[HouseholdFacts]) -> Saved:
        """Keep what clients told of their households, apart from everything else."""
        added, changed = households.put(self.connection, told)
        return Saved(added, changed, 0)

    def _put_aside(self, table: Literal["identity", "equality"], rows: Sequence[tuple[str, str]]) -> None:
        self.connection.executemany(f"INSERT OR REPLACE INTO {table} (client, body) VALUES (?, ?)", rows)

    def forget(self) -> None:
        """Empty every table of records, as the demo does when it is made again."""
        for table in ("record", "identity", "equality", "shown"):
            self.connection.execute(f"DELETE FROM {table}")
        households.forget(self.connection)


@dataclass(frozen=True)
class Folder:
    """One programme on disk."""

    path: Path
    about: About

    @property
    def file(self) -> Path:
        """The database."""
        return self.path / database.FILE

    def read(
        self,
        *,
        purpose: Purpose,
        on: Day,
        clients: Collection[ClientId] | None = None,
        vacancies: Collection[VacancyId] | None = None,
    ) -> Readable:
        """What `purpose` may read on the day; of all clients and vacancies, or of some by reference.

        Whoever's basis does not cover the purpose is counted, and nothing about them leaves this room.
        """
        with database.reading(self.file) as connection:
            everyone = set(_references(connection, "client"))
            asked = everyone if clients is None else everyone.intersection(clients)
            covered = _covered(connection, purpose=purpose, on=on)
            rows = [
                row
                for row in _rows(connection, clients=clients, vacancies=vacancies)
                if not row.client or row.client in covered
            ]
            records = [row for row in rows if row.kind != SERVICE]
            edition = connection.execute("SELECT number FROM edition").fetchone()[0]
        left_out = len(asked - covered)
        programme, added = self._on_the_map(programme_of(records, data_date=self.about.data_date))
        parts = [str(left_out), *(part for row in rows for part in (row.kind, row.id, row.body))]
        return Readable(programme, left_out, digest_of([*parts, *added, *travel_stamps(self.path)]), edition)

    def _on_the_map(self, programme: Programme) -> tuple[Programme, list[str]]:
        """The programme with the places of its sectors from the imported map, and those places in words.

        The programme's own places win. Only sectors that some record names are added.
        """
        wanted = sectors_named(programme) - {place.sector for place in programme.places}
        found = read_map(self.path) if wanted else None
        added = [] if found is None else found.places(wanted)
        more = programme.model_copy(update={"places": (*programme.places, *added)}) if added else programme
        return more, [written(place) for place in added]

    def find(self, client: str, *, purpose: Purpose, on: Day) -> Known:
        """Whether a client's records may be read for a purpose, without reading them."""
        with database.reading(self.file) as connection:
            if client not in _references(connection, "client"):
                return "unknown"
            return "readable" if client in _covered(connection, purpose=purpose, on=on) else "no_basis"

    def clients(self, *, purpose: Purpose, on: Day) -> list[str]:
        """References of the clients that `purpose` may read, in their natural order."""
        with database.reading(self.file) as connection:
            covered = _covered(connection, purpose=purpose, on=on)
            found = [one for one in _references(connection, "client") if one in covered]
        return sorted(found, key=natural_order)

    def vacancies(self) -> list[str]:
        """References of all vacancies, in their natural order."""
        with database.reading(self.file) as connection:
            return sorted(_references(connection, "vacancy"), key=natural_order)

    def household(self, client: ClientId, *, purpose: Purpose, on: Day) -> HouseholdFacts | None:
        """What a client told of their household; None where nothing is held or the basis does not cover the purpose."""
        with database.reading(self.file) as connection:
            covered = client in _covered(connection, purpose=purpose, on=on)
            return households.get(connection, client) if covered else None

    def everything(self) -> Programme:
        """All working records, for keeping them only: so that an import can see what it adds to."""
        with database.reading(self.file) as connection:
            return programme_of(_rows(connection), data_date=self.about.data_date)

    def changed_beside(self) -> None:
        """Say that something beside the records has changed which lists are made from: a map, a timetable."""
        with database.writing(self.file) as connection:
            connection.execute("UPDATE edition SET number = number + 1")

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """A change to the records, kept whole when the block ends well and otherwise not at all."""
        with database.writing(self.file) as connection:
            yield Change(connection, programme_of(_rows(connection), data_date=self.about.data_date))


def open_folder(path: Path) -> Folder:
    """The programme in a folder. Raises GivenProblems where there is none, or it cannot be read."""
    folder = Folder(path, about_file.read_about(path))
    with database.reading(folder.file):
        return folder


def create_folder(path: Path, about: About) -> Folder:
    """A new, empty programme. Raises GivenProblems where the folder already holds anything."""
    try:
        if path.exists() and (not path.is_dir() or any(_not_ours(path))):
            fix = "Choose a folder that does not exist yet, or an empty one."
            raise GivenProblems([Problem(str(path), "", "is there already and is not empty.", fix)])
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"cannot be made: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([Problem(str(path), "", what, "Choose another folder.")]) from error
    database.create_file(path / database.FILE)
    about_file.write_about(path, about)
    return Folder(path, about)


def _not_ours(path: Path) -> Iterator[Path]:
    """What lies in a folder, but for a database whose making was cut short before its `programme.yaml`."""
    begun = not (path / about_file.FILE).exists()
    for found in path.iterdir():
        if not (begun and found.name.startswith(database.FILE)):
            yield found


def _rows(
    connection: sqlite3.Connection,
    *,
    clients: Collection[ClientId] | None = None,
    vacancies: Collection[VacancyId] | None = None,
) -> Iterator[Row]:
    """Every working record, or only those of some people and jobs, in an order that never changes."""
    for kind in KINDS:
        wanted = clients if kind.of_client else vacancies if kind.name == "vacancy" else None
        column = "client" if kind.of_client else "id"
        only = "" if wanted is None else f" AND {column} IN (SELECT value FROM json_each(?))"
        found = connection.execute(
            f"SELECT kind, id, client, body FROM record WHERE kind = ?{only} ORDER BY id",
            [kind.name] if wanted is None else [kind.name, json.dumps(sorted(wanted))],
        )
        for row in found:
            yield Row(*row)
    strange = connection.execute(
        "SELECT kind FROM record WHERE kind NOT IN (SELECT value FROM json_each(?)) LIMIT 1",
        [json.dumps([kind.name for kind in KINDS])],
    ).fetchone()
    if strange:
        raise damaged("a kind of record we do not know")


def _references(connection: sqlite3.Connection, kind: str) -> list[str]:
    return [found[0] for found in connection.execute("SELECT id FROM record WHERE kind = ?", [kind])]


def _covered(connection: sqlite3.Connection, *, purpose: Purpose, on: Day) -> set[ClientId]:
    """Clients whose lawful basis or consent covers a purpose on a day."""
    bodies = connection.execute("SELECT body FROM record WHERE kind = 'consent'")
    found = (read_back(Consent, body, what="consent") for (body,) in bodies)
    return clients_covered((one for one in found if isinstance(one, Consent)), purpose=purpose, on=on)
