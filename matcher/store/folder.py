"""The door: a programme is a folder, made, opened, read for a purpose, changed all at once or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId, natural_order
from matcher.base.problems import GivenProblems, Problem
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.signed import Signed
from matcher.store import about as about_file
from matcher.store import aside, database, held
from matcher.store.about import About
from matcher.store.change import Change, Saved
from matcher.store.place import FILE, Place, place_of
from matcher.store.rows import DEALINGS, SERVICE, digest_of, ledger_of, programme_of, written
from matcher.store.travelling import read_map, travel_stamps
from matcher.travel.sectors import sectors_named

Purpose = Literal["matching", "introduction", "adjustments", "story", "support", "accountability"]
"""What records of clients may be read for: `models/brokerage/purposes.yaml` says what each rests on."""
OF_THE_SERVICE: frozenset[Purpose] = frozenset({"support", "accountability"})
"""Purposes that rest on the service itself and cover everybody who uses it: who is left out of lists is found here."""
Known = Literal["readable", "no_basis", "unknown"]

__all__ = ["Change", "Folder", "Purpose", "Readable", "Saved", "create_folder", "open_folder"]


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
    counted: Mapping[str, int] = field(default_factory=dict)
    """Records that came out, by kind."""


@dataclass(frozen=True)
class Folder:
    """One programme on disk."""

    path: Path
    about: About
    place: Place
    """Where its database is."""
    at: int | None = None
    """The edition that is read: the programme as it was then; None for as it is."""

    def as_of(self, edition: int) -> Folder:
        """The same programme as it was at an edition, for reading. Who was erased since is in no edition."""
        return replace(self, at=edition)

    @property
    def file(self) -> Path:
        """The database's file, where it is one."""
        return self.place.file or self.path / FILE

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
        with database.reading(self.place) as connection:
            held.refuse_strangers(connection)
            everyone = set(held.references(connection, "client", at=self.at))
            asked = everyone if clients is None else everyone.intersection(clients)
            covered = _covered(connection, purpose=purpose, on=on, at=self.at)
            rows = [
                row
                for row in held.rows(connection, clients=clients, vacancies=vacancies, at=self.at)
                if not row.client or row.client in covered
            ]
            records = [row for row in rows if row.kind != SERVICE]
            edition = held.edition(connection) if self.at is None else self.at
        left_out = len(asked - covered)
        programme, added = self._on_the_map(programme_of(records, data_date=self.about.data_date))
        parts = [str(left_out), *(part for row in rows for part in (row.kind, row.id, row.body))]
        digest = digest_of([*parts, *added, *travel_stamps(self.path)])
        return Readable(programme, left_out, digest, edition, Counter(row.kind for row in rows))

    def ledger(
        self,
        *,
        purpose: Purpose,
        on: Day,
        clients: Collection[ClientId] | None = None,
        vacancies: Collection[VacancyId] | None = None,
        kinds: Collection[str] | None = None,
    ) -> Ledger:
        """The dealings that `purpose` may read on the day; of all clients and vacancies, or of some by reference.

        `kinds`: only those of these names, such as `decision`; the others are not looked at.
        """
        wanted = [kind for kind in DEALINGS if kinds is None or kind.name in kinds]
        with database.reading(self.place) as connection:
            covered = _covered(connection, purpose=purpose, on=on, at=self.at)
            rows = held.rows(connection, wanted, clients=clients, vacancies=vacancies, at=self.at)
            return ledger_of([row for row in rows if not row.client or row.client in covered])

    def identity(self, client: ClientId, *, purpose: Purpose, on: Day) -> Identity | None:
        """A client's name and contact details; None where none is held or the basis does not cover the purpose."""
        with database.reading(self.place) as connection:
            covered = client in _covered(connection, purpose=purpose, on=on, at=None)
            return aside.identity(connection, client) if covered else None

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
        with database.reading(self.place) as connection:
            if client not in held.references(connection, "client", at=self.at):
                return "unknown"
            return "readable" if client in _covered(connection, purpose=purpose, on=on, at=self.at) else "no_basis"

    def clients(self, *, purpose: Purpose, on: Day) -> list[str]:
        """References of the clients that `purpose` may read, in their natural order."""
        with database.reading(self.place) as connection:
            covered = _covered(connection, purpose=purpose, on=on, at=self.at)
            found = [one for one in held.references(connection, "client", at=self.at) if one in covered]
        return sorted(found, key=natural_order)

    def vacancies(self) -> list[str]:
        """References of all vacancies, in their natural order."""
        with database.reading(self.place) as connection:
            return sorted(held.references(connection, "vacancy", at=self.at), key=natural_order)

    def household(self, client: ClientId, *, purpose: Purpose, on: Day) -> HouseholdFacts | None:
        """What a client told of their household; None where nothing is held or the basis does not cover the purpose."""
        with database.reading(self.place) as connection:
            covered = client in _covered(connection, purpose=purpose, on=on, at=None)
            return aside.household(connection, client) if covered else None

    def everything(self) -> Programme:
        """All working records, for keeping them only: so that an import can see what it adds to."""
        with database.reading(self.place) as connection:
            held.refuse_strangers(connection)
            return programme_of(held.rows(connection, at=self.at), data_date=self.about.data_date)

    def changed_beside(self) -> None:
        """Say that something beside the records has changed which lists are made from: a map, a timetable."""
        with database.writing(self.place) as connection:
            held.next_edition(connection)

    @contextmanager
    def changing(self, signed: Signed) -> Iterator[Change]:
        """A change to the records, kept whole when the block ends well and otherwise not at all."""
        if self.at is not None:
            raise AssertionError("the past is read, never changed")
        with database.writing(self.place) as connection:
            yield Change(connection, signed, self.about.data_date)


def open_folder(path: Path, *, database_url: str = "") -> Folder:
    """The programme in a folder. Raises GivenProblems where there is none, or it cannot be read.

    `database_url`: for a programme on a server, its URL with whatever the folder does not keep, such as a password.
    """
    folder = located(path, database_url=database_url)
    with database.reading(folder.place):
        return folder


def located(path: Path, *, database_url: str = "") -> Folder:
    """The same without opening the database: for looking after one that cannot be opened."""
    about = about_file.read_about(path)
    return Folder(path, about, place_of(path, (database_url or about.database) if about.database else ""))


def create_folder(path: Path, about: About, *, database_url: str = "") -> Folder:
    """A new, empty programme. Raises GivenProblems where the folder already holds anything.

    `database_url`: the PostgreSQL database to keep it in; else a file in the folder.
    """
    try:
        if path.exists() and (not path.is_dir() or any(_not_ours(path))):
            fix = "Choose a folder that does not exist yet, or an empty one."
            raise GivenProblems([Problem(str(path), "", "is there already and is not empty.", fix)])
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"cannot be made: {(error.strerror or 'it failed').lower()}."
        raise GivenProblems([Problem(str(path), "", what, "Choose another folder.")]) from error
    place = place_of(path, database_url)
    database.create_database(place)
    kept = about.model_copy(update={"database": place.url_to_keep})
    about_file.write_about(path, kept)
    return Folder(path, kept, place)


def _not_ours(path: Path) -> Iterator[Path]:
    """What lies in a folder, but for a database whose making was cut short before its `programme.yaml`."""
    begun = not (path / about_file.FILE).exists()
    for found in path.iterdir():
        if not (begun and found.name.startswith(FILE)):
            yield found


def _covered(connection: sa.Connection, *, purpose: Purpose, on: Day, at: int | None) -> set[ClientId]:
    """Clients whose records may be read for a purpose on a day."""
    if purpose in OF_THE_SERVICE:
        return {ClientId(one) for one in held.references(connection, "client", at=at)}
    return held.covered(connection, purpose=purpose, on=on, at=at)
