"""A change under way, in one transaction: what is held now, to be put right, added to and logged."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TypeVar

import sqlalchemy as sa

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.records.cases import Case
from matcher.records.equality import EqualityAnswers
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.shape import Record
from matcher.records.signed import Signed
from matcher.store import aside, held, log, schema
from matcher.store.held import Saved, change_rows
from matcher.store.log import Event
from matcher.store.rows import BY_NAME, BY_TYPE, DEALINGS, Row, ledger_of, programme_of, read_back, rows_of

C = TypeVar("C", bound=Case)
R = TypeVar("R", bound=Record)


class Change:
    """What is held, and the ways of changing it. Everything happens or nothing does.

    A change about one client, vacancy or employer reads what is about them: `one`, `some`, `case`, as it stands at that
    point of the change. `known` and `ledger` are for what looks at everything, such as an import.
    """

    def __init__(self, connection: sa.Connection, signed: Signed, data_date: Day | None) -> None:
        self.connection = connection
        self.signed = signed
        self._data_date = data_date

    @cached_property
    def known(self) -> Programme:
        """Everything, as it was when first asked for; for keeping records only: lists are made from `Folder.read`."""
        held.refuse_strangers(self.connection)
        return programme_of(held.rows(self.connection), data_date=self._data_date)

    @cached_property
    def ledger(self) -> Ledger:
        """All dealings, as they were when first asked for."""
        return ledger_of(held.rows(self.connection, DEALINGS))

    def some(
        self,
        type_: type[R],
        *,
        clients: Collection[str] | None = None,
        vacancies: Collection[str] | None = None,
        employers: Collection[str] | None = None,
    ) -> tuple[R, ...]:
        """Records of one kind as they stand now: all, or those about some clients, vacancies or employers."""
        kind = BY_TYPE[type_]
        bodies = held.some(self.connection, kind, clients=clients, vacancies=vacancies, employers=employers)
        return tuple(_as(type_, body) for body in bodies)

    def one(self, type_: type[R], reference: str) -> R | None:
        """One record as it stands now, by its reference; None where there is none."""
        body = held.one(self.connection, BY_TYPE[type_], reference)
        return None if body is None else _as(type_, body)

    def put(self, programme: Programme) -> Saved:
        """Make the working records exactly these."""
        old = {(row.kind, row.id): row.body for row in held.rows(self.connection)}
        new = {(row.kind, row.id): row for row in rows_of(programme)}
        return change_rows(
            self.connection,
            self.signed,
            fresh=[row for key, row in new.items() if key not in old],
            other=[row for key, row in new.items() if key in old and old[key] != row.body],
            gone=[key for key in old if key not in new],
        )

    def add(self, records: Iterable[Record]) -> Saved:
        """Keep records beside those held. One that is there already, the same in everything, changes nothing.

        One with a reference that says something else by now takes the place of what it said before, which is kept as
        the past. A case changes by `step` alone.
        """
        rows = {(row.kind, row.id): row for row in (BY_TYPE[type(one)].row(one) for one in records)}
        known = self._bodies(rows)
        other = [row for key, row in rows.items() if known.get(key, row.body) != row.body]
        for row in other:
            if BY_NAME[row.kind].steps:
                raise _stale(row.id)
        return change_rows(
            self.connection, self.signed, fresh=[row for key, row in rows.items() if key not in known], other=other
        )

    def remove(self, records: Iterable[Record]) -> Saved:
        """Take records away from what holds today; what they said is kept as the past."""
        rows = {(row.kind, row.id): row for row in (BY_TYPE[type(one)].row(one) for one in records)}
        return change_rows(self.connection, self.signed, gone=[key for key in self._bodies(rows) if key in rows])

    def step(self, case: Case, *, seen: int) -> None:
        """Keep a case with steps added. Raises GivenProblems where it has other than `seen` steps by now."""
        row = BY_TYPE[type(case)].row(case)
        if self.case(type(case), case.id, seen=seen) == case:
            return
        change_rows(self.connection, self.signed, other=[row])

    def case(self, type_: type[C], reference: str, *, seen: int | None = None) -> C:
        """A case as it stands now. Raises GivenProblems where there is none, or it was changed since it was seen."""
        found = self.one(type_, reference)
        if found is None:
            raise GivenProblems([Problem(reference, "", "is not held.", "`--help` says how to list what is.")])
        if seen is not None and len(found.steps) != seen:
            raise _stale(reference)
        return found

    def next_id(self, kind: str) -> str:
        """A new short reference, such as CH12. It is never given twice."""
        return f"{BY_NAME[kind].prefix}{held.next_number(self.connection, kind)}"

    def log(self, *events: Event) -> None:
        """Add to the decision log."""
        log.append(self.connection, self.signed, events)

    def _bodies(self, rows: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """What is held under some references, by kind and reference."""
        wanted: dict[str, list[str]] = {}
        for kind, reference in rows:
            wanted.setdefault(kind, []).append(reference)
        found: dict[tuple[str, str], str] = {}
        for kind, ids in wanted.items():
            table = schema.RECORD.c
            query = sa.select(table.id, table.body).where(table.kind == kind)
            if len(ids) <= held.MOST_NAMED:
                query = query.where(table.id.in_(ids))
            found.update(((kind, one), body) for one, body in self.connection.execute(query))
        return found

    def identities(self) -> tuple[Identity, ...]:
        """Names and contact details that are held, for keeping them only."""
        return aside.identities(self.connection)

    def put_identities(self, identities: Iterable[Identity]) -> None:
        """Keep names and contact details, apart from the working records; one for each client."""
        aside.put_identities(self.connection, self.signed, identities)

    def put_equality(self, answers: Iterable[EqualityAnswers]) -> Saved:
        """Keep equality answers, apart from everything else. A client's answers are added to those held before."""
        return aside.put_equality(self.connection, self.signed, answers)

    def put_households(self, told: Iterable[HouseholdFacts]) -> Saved:
        """Keep what clients told of their households; one told earlier than what is held changes nothing."""
        return aside.put_households(self.connection, self.signed, told)

    def forget(self) -> None:
        """Empty every table of records, as the demo does when it is made again. The log stays: it is never changed."""
        for table in _FORGOTTEN:
            self.connection.execute(sa.delete(table))


_FORGOTTEN: Sequence[sa.Table] = (
    schema.RECORD,
    schema.PAST,
    schema.IDENTITY,
    schema.EQUALITY,
    schema.HOUSEHOLD,
    schema.SUBJECT,
    schema.SHOWN,
    schema.TOLD,
    schema.COUNTER,
    schema.RUN,
    schema.MADE,
    schema.RUN_LIST,
    schema.RUN_ROW,
    schema.MODELS,
)


def _as(type_: type[R], body: str) -> R:
    found = read_back(type_, body, what=BY_TYPE[type_].name)
    assert isinstance(found, type_)
    return found


def _stale(reference: str) -> GivenProblems:
    what = "was changed by somebody else since you looked."
    return GivenProblems([Problem(reference, "", what, "Nothing was changed. Look at it again, then decide.")])


__all__ = ["Change", "Event", "Row", "Saved"]
