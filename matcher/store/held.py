"""Rows of the record table: read in one order, changed so that what they said before is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.records.consents import clients_covered
from matcher.records.evidence import Consent
from matcher.records.signed import Signed
from matcher.store import bulk
from matcher.store.rows import BY_NAME, DEALINGS, KINDS, Kind, Row, damaged, read_back
from matcher.store.schema import COUNTER, EDITION, PAST, RECORD

MOST_NAMED = 500
"""So many references are named in one statement; more are read whole and picked from."""
WHOLE = ("kind", "id", "client", "body", "vacancy", "employer")


@dataclass(frozen=True)
class Saved:
    """What a change did to the records."""

    added: int
    changed: int
    removed: int

    def plus(self, other: Saved) -> Saved:
        """Both together."""
        return Saved(self.added + other.added, self.changed + other.changed, self.removed + other.removed)


def records(at: int | None = None) -> sa.FromClause:
    """The records as they are; or as they were at an edition, from what is held and what lies in the past."""
    if at is None:
        return RECORD
    held = sa.select(RECORD).where(RECORD.c.edition <= at)
    gone = sa.select(*(PAST.c[column.name] for column in RECORD.c)).where(PAST.c.edition <= at, PAST.c.until > at)
    return sa.union_all(held, gone).subquery("record")


def rows(
    connection: sa.Connection,
    kinds: Sequence[Kind] = KINDS,
    *,
    at: int | None = None,
    clients: Collection[ClientId] | None = None,
    vacancies: Collection[VacancyId] | None = None,
) -> Iterator[Row]:
    """Every record of some kinds, or only those of some people and jobs, in an order that never changes.

    Of working records `vacancies` narrows vacancies alone; of dealings, all that are about a vacancy. `at`: as they
    were at that edition.
    """
    table = records(at)
    for kind in kinds:
        query = sa.select(*(table.c[name] for name in WHOLE)).where(table.c.kind == kind.name).order_by(table.c.id)
        if kind.of_client:
            query = _only(query, table.c.client, clients)
        if kind.of_vacancy and (kind.name == "vacancy" or kind in DEALINGS):
            query = _only(query, table.c.vacancy, vacancies)
        picked = (Row(*found) for found in connection.execute(query))
        yield from (row for row in picked if _wanted(row, kind, clients, vacancies))


def some(
    connection: sa.Connection,
    kind: Kind,
    *,
    clients: Collection[str] | None = None,
    vacancies: Collection[str] | None = None,
    employers: Collection[str] | None = None,
) -> list[str]:
    """Bodies of one kind, as they are now, in an order that never changes: all, or only those about some.

    Raises AssertionError where a kind is about none of what it is narrowed by: that would come to all, unseen.
    """
    query = sa.select(RECORD.c.body).where(RECORD.c.kind == kind.name).order_by(RECORD.c.id)
    for column, has, wanted in (
        (RECORD.c.client, kind.of_client, clients),
        (RECORD.c.vacancy, kind.of_vacancy, vacancies),
        (RECORD.c.employer, kind.of_employer, employers),
    ):
        if wanted is not None:
            assert has, f"a record of kind {kind.name} says nothing of its {column.name}"
            query = query.where(column.in_(sorted(wanted)))
    return list(connection.scalars(query))


def one(connection: sa.Connection, kind: Kind, reference: str) -> str | None:
    """The body of one record, as it is now; None where there is none."""
    here = (RECORD.c.kind == kind.name) & (RECORD.c.id == reference)
    return connection.scalar(sa.select(RECORD.c.body).where(here))


def _only(
    query: sa.Select[tuple[str, ...]], column: sa.ColumnElement[str], wanted: Collection[str] | None
) -> sa.Select[tuple[str, ...]]:
    if wanted is None or len(wanted) > MOST_NAMED:
        return query
    return query.where(column.in_(sorted(wanted)))


def _wanted(
    row: Row, kind: Kind, clients: Collection[ClientId] | None, vacancies: Collection[VacancyId] | None
) -> bool:
    """What a long list of references could not say in the statement."""
    by_client = clients is None or len(clients) <= MOST_NAMED or not kind.of_client or row.client in clients
    about_job = kind.of_vacancy and (kind.name == "vacancy" or kind in DEALINGS)
    by_job = vacancies is None or len(vacancies) <= MOST_NAMED or not about_job or row.vacancy in vacancies
    return by_client and by_job


def refuse_strangers(connection: sa.Connection) -> None:
    """Raises GivenProblems where there is a record of a kind we do not know."""
    if connection.execute(sa.select(RECORD.c.kind).where(RECORD.c.kind.not_in(BY_NAME)).limit(1)).first():
        raise damaged("a kind of record we do not know")


def references(connection: sa.Connection, kind: str, *, at: int | None = None) -> list[str]:
    """References of all records of a kind."""
    table = records(at)
    return list(connection.scalars(sa.select(table.c.id).where(table.c.kind == kind)))


def edition(connection: sa.Connection) -> int:
    """How often the records have been changed."""
    return int(connection.execute(sa.select(EDITION.c.number)).scalar_one())


def next_edition(connection: sa.Connection) -> int:
    """Count a change; its number."""
    connection.execute(sa.update(EDITION).values(number=EDITION.c.number + 1))
    return edition(connection)


def next_number(connection: sa.Connection, kind: str) -> int:
    """The next number of a kind of reference. A number is given once, also where what it named is gone."""
    here = COUNTER.c.kind == kind
    if connection.execute(sa.update(COUNTER).where(here).values(number=COUNTER.c.number + 1)).rowcount == 0:
        connection.execute(sa.insert(COUNTER), [{"kind": kind, "number": 1}])
    return int(connection.execute(sa.select(COUNTER.c.number).where(here)).scalar_one())


def change_rows(
    connection: sa.Connection,
    signed: Signed,
    *,
    fresh: Collection[Row] = (),
    other: Collection[Row] = (),
    gone: Collection[tuple[str, str]] = (),
) -> Saved:
    """Add, change and take away rows, under one new edition. What a row said before goes to the past."""
    if not (fresh or other or gone):
        return Saved(0, 0, 0)
    number = next_edition(connection)
    _keep_past(connection, [*gone, *((row.kind, row.id) for row in other)], until=number)
    hand = (number, signed.moment, signed.by, signed.role.value)
    names = (*WHOLE, "edition", "at", "hand", "role")
    bulk.insert(
        connection, RECORD, names, [(*(getattr(row, name) for name in WHOLE), *hand) for row in (*fresh, *other)]
    )
    return Saved(len(fresh), len(other), len(gone))


def _keep_past(connection: sa.Connection, keys: Iterable[tuple[str, str]], *, until: int) -> None:
    """Move rows to the past."""
    named = [{"k": kind, "i": reference} for kind, reference in keys]
    if not named:
        return
    here = (RECORD.c.kind == sa.bindparam("k")) & (RECORD.c.id == sa.bindparam("i"))
    names = [column.name for column in RECORD.c]
    copied = sa.select(*RECORD.c, sa.literal(until, type_=PAST.c.until.type)).where(here)
    connection.execute(sa.insert(PAST).from_select([*names, "until"], copied), named)
    connection.execute(sa.delete(RECORD).where(here), named)


def covered(connection: sa.Connection, *, purpose: str, on: Day, at: int | None = None) -> set[ClientId]:
    """Clients whose lawful basis or consent covers a purpose on a day."""
    table = records(at)
    bodies = connection.scalars(sa.select(table.c.body).where(table.c.kind == "consent"))
    found = (read_back(Consent, body, what="consent") for body in bodies)
    return clients_covered((one for one in found if isinstance(one, Consent)), purpose=purpose, on=on)
