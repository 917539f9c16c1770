"""What is past its time, and letting go of it: words blanked, rows dropped, whole people erased (fairness guide 3.5).

How long each thing is kept is in `models/brokerage/retention.yaml`; the last service to a client is read from the days
of their records.
"""

from __future__ import annotations

import calendar
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from matcher.base.days import Day
from matcher.library.brokerage.retention import KeptFor, RetentionRules, RuleName
from matcher.records.holds import Hold
from matcher.records.signed import Signed
from matcher.store import erasing, held, log
from matcher.store.log import Event
from matcher.store.rows import BY_NAME, read_back
from matcher.store.schema import EQUALITY, MADE, MODELS, PAST, RECORD, RUN, RUN_LIST, RUN_ROW, SUBJECT, TOLD

DAYS = frozenset({"on", "done", "started", "joined", "goal_agreed", "last_introduced"})
"""Fields that hold a day on which something was done with a client."""
PUT_FORWARD = "put_forward"
AT_ONCE = 400


@dataclass(frozen=True)
class Due:
    """What one rule finds past its time."""

    rule: KeptFor
    rows: int
    people: int


@dataclass(frozen=True)
class Looked:
    """A look at everything on a day."""

    due: tuple[Due, ...]
    on_hold: int
    """Clients of whom something would be due but for a hold."""
    undated: int
    """Clients of whom no day is known, so that nothing of theirs is ever due."""


@dataclass(frozen=True)
class _Caseload:
    """When each client was last served."""

    last: Mapping[str, Day]
    undated: frozenset[str]
    holds: frozenset[str]
    on: Day

    def past(self, months: int) -> set[str]:
        """Clients whose last service is so long ago, and who are not on hold."""
        return {one for one, day in self.last.items() if after(day, months) <= self.on} - self.holds


def after(day: Day, months: int) -> Day:
    """The same day so many months on; in a shorter month, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Day(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def look(connection: sa.Connection, *, rules: RetentionRules, on: Day) -> Looked:
    """What is due on a day, by rule. Nothing is changed."""
    caseload = _caseload(connection, on)
    due = tuple(_due(connection, rule, caseload) for rule in rules.rules)
    least = min(rule.months for rule in rules.rules if rule.since == "last_service")
    waiting = {one for one, day in caseload.last.items() if after(day, least) <= on} & caseload.holds
    return Looked(due, len(waiting), len(caseload.undated))


def let_go(connection: sa.Connection, signed: Signed, *, rules: RetentionRules, on: Day) -> Looked:
    """Let go of everything that is due, inside the transaction; what it was. The log keeps the counts."""
    looked = look(connection, rules=rules, on=on)
    caseload = _caseload(connection, on)
    for name in RuleName:  # who was put forward is asked before decisions go
        if name is not RuleName.WHOLE:
            _DO[name](connection, rules.rule(name), caseload, False)
    for client in sorted(caseload.past(rules.rule(RuleName.WHOLE).months)):
        erasing.erase(connection, signed, client, ground="retention")
    codes = {one.rule.id.value: one.rows for one in looked.due if one.rows}
    if codes:
        held.next_edition(connection)
        log.append(connection, signed, [Event("retention", codes=codes)])
    return looked


def _due(connection: sa.Connection, rule: KeptFor, caseload: _Caseload) -> Due:
    rows, people = _DO[rule.id](connection, rule, caseload, True)
    return Due(rule, rows, people)


def _caseload(connection: sa.Connection, on: Day) -> _Caseload:
    """The last service of everybody, from the days of what is held of them."""
    days: dict[str, Day] = {}
    written: dict[str, Day] = {}
    known: set[str] = set()
    holds: set[str] = set()
    query = sa.select(RECORD.c.kind, RECORD.c.client, RECORD.c.body, RECORD.c.at).where(RECORD.c.client != "")
    for kind, client, body, at in connection.execute(query):
        known.add(client)
        if kind == "hold":
            one = read_back(Hold, body, what="hold")
            if isinstance(one, Hold) and one.lifted is None:
                holds.add(client)
            continue
        found = list(_days(kind, json.loads(body), on))
        if kind == "client" and at:
            written[client] = min(Day.fromisoformat(at[:10]), on)
        if found:
            days[client] = max([*found, *([days[client]] if client in days else [])])
    days = {**written, **days}  # of whom no day is known, the one on which their record was written
    return _Caseload(days, frozenset(known - set(days)), frozenset(holds), on)


def _days(kind: str, said: object, on: Day) -> Iterator[Day]:
    """Days in a record on which something was done, up to today; today, for a job that goes on."""
    if kind == "job" and isinstance(said, dict) and not said.get("end"):
        yield on
    if isinstance(said, dict):
        for name, value in said.items():
            if name in DAYS and isinstance(value, str):
                yield min(Day.fromisoformat(value), on)
            elif isinstance(value, dict | list):
                yield from _days("", value, on)
    elif isinstance(said, list):
        for one in said:
            yield from _days("", one, on)


def _words(connection: sa.Connection, rule: KeptFor, caseload: _Caseload, dry: bool) -> tuple[int, int]:
    """Words in records, in what they said before, and beside the log."""
    wanted = caseload.past(rule.months)
    people: set[str] = set()
    rows = 0
    for table in (RECORD, PAST):
        keys = list(table.primary_key.columns)
        query = sa.select(*keys, table.c.client, table.c.body).where(table.c.kind.in_(sorted(rule.fields)))
        for *values, client, body in connection.execute(query).all():
            said = json.loads(body)
            if client not in wanted or not _blank(said, rule.fields[values[0]]):
                continue
            rows, people = rows + 1, people | {client}
            if not dry:
                _write(connection, table, values, json.dumps(said, ensure_ascii=False))
    told = [(seq, client) for seq, client in connection.execute(sa.select(TOLD.c.seq, TOLD.c.client))]
    gone = [seq for seq, client in told if client in wanted]
    if not dry:
        _drop(connection, TOLD.c.seq, gone)
    return rows + len(gone), len(people | {client for _, client in told if client in wanted})


def _blank(said: object, fields: Collection[str]) -> bool:
    """Empty some fields of a JSON value; whether anything stood there."""
    found = False
    for field in fields:
        first, _, rest = field.partition(".")
        value = said.get(first) if isinstance(said, dict) else None
        if rest:
            for part in value if isinstance(value, list) else [value]:
                found = _blank(part, [rest]) or found
        elif value and isinstance(said, dict):
            said[first], found = "", True
    return found


def _write(connection: sa.Connection, table: sa.Table, values: list[str | int], body: str) -> None:
    """The record without its words, under the reference that it has then."""
    kind = BY_NAME[str(values[0])]
    row = kind.row(read_back(kind.type, body, what=kind.name))
    here = sa.and_(*(key == value for key, value in zip(table.primary_key.columns, values, strict=True)))
    other = sa.and_(
        *(
            key == (row.id if key.name == "id" else value)
            for key, value in zip(table.primary_key.columns, values, strict=True)
        )
    )
    if row.id != values[1] and connection.execute(sa.select(table.c.id).where(other)).first():
        connection.execute(sa.delete(table).where(here))  # without its words it says what another says already
    else:
        connection.execute(sa.update(table).where(here).values(id=row.id, body=row.body))


def _forward(connection: sa.Connection) -> set[tuple[str, str]]:
    """Pairs that were put forward at some time."""
    query = sa.select(RECORD.c.client, RECORD.c.vacancy, RECORD.c.body).where(RECORD.c.kind == "decision")
    return {(who, job) for who, job, body in connection.execute(query) if json.loads(body).get("what") == PUT_FORWARD}


def _never_put_forward(connection: sa.Connection, rule: KeptFor, caseload: _Caseload, dry: bool) -> tuple[int, int]:
    """Rows of old lists, of people who were not put forward there."""
    forward = _forward(connection)
    return _list_rows(
        connection, dry, lambda who, job, day: (who, job) not in forward and _old(rule, caseload, who, day)
    )


def _old(rule: KeptFor, caseload: _Caseload, client: str, day: str) -> bool:
    return client not in caseload.holds and after(Day.fromisoformat(day), rule.months) <= caseload.on


def _lists(connection: sa.Connection, rule: KeptFor, caseload: _Caseload, dry: bool) -> tuple[int, int]:
    """Rows of people who were put forward there and were last served long ago."""
    forward, wanted = _forward(connection), caseload.past(rule.months)
    return _list_rows(connection, dry, lambda who, job, _: (who, job) in forward and who in wanted)


def _list_rows(connection: sa.Connection, dry: bool, wanted: Callable[[str, str, str], bool]) -> tuple[int, int]:
    keys = list(RUN_ROW.primary_key.columns)
    query = sa.select(*keys, RUN_ROW.c.client, RUN_ROW.c.vacancy, RUN.c.day).join(RUN, RUN.c.run == RUN_ROW.c.run)
    gone = [row for row in connection.execute(query).all() if wanted(row.client, row.vacancy, row.day)]
    if gone and not dry:
        here = sa.and_(*(key == sa.bindparam(f"k_{key.name}") for key in keys))
        named = [{f"k_{key.name}": value for key, value in zip(keys, row, strict=False)} for row in gone]
        connection.execute(sa.delete(RUN_ROW).where(here), named)
    return len(gone), len({row.client for row in gone})


def _decisions(connection: sa.Connection, rule: KeptFor, caseload: _Caseload, dry: bool) -> tuple[int, int]:
    wanted = caseload.past(rule.months)
    query = sa.select(RECORD.c.kind, RECORD.c.id, RECORD.c.client).where(RECORD.c.kind.in_(rule.kinds))
    gone = [row for row in connection.execute(query) if row.client in wanted]
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in gone:
        by_kind[row.kind].append(row.id)
    if not dry:
        for kind, ids in by_kind.items():
            _drop(connection, RECORD.c.id, ids, RECORD.c.kind == kind)
    return len(gone), len({row.client for row in gone})


def _past(connection: sa.Connection, rule: KeptFor, caseload: _Caseload, dry: bool) -> tuple[int, int]:
    wanted = caseload.past(rule.months)
    gone = [one for one in connection.scalars(sa.select(PAST.c.client)) if one in wanted]
    if not dry:
        _drop(connection, PAST.c.client, sorted(set(gone)))
    return len(gone), len(set(gone))


def _equality(connection: sa.Connection, rule: KeptFor, caseload: _Caseload, dry: bool) -> tuple[int, int]:
    """Answers, by the key that only `subject` knows."""
    wanted = caseload.past(rule.months)
    query = sa.select(SUBJECT.c.client, EQUALITY.c.key).join(EQUALITY, EQUALITY.c.key == SUBJECT.c.equality)
    gone = [key for client, key in connection.execute(query) if client in wanted]
    if not dry:
        _drop(connection, EQUALITY.c.key, gone)
    return len(gone), len(gone)


def _whole(_: sa.Connection, rule: KeptFor, caseload: _Caseload, _dry: bool) -> tuple[int, int]:
    """Whole people; they are erased by `let_go`, each with an entry in the log."""
    people = len(caseload.past(rule.months))
    return people, people


def _manifests(connection: sa.Connection, rule: KeptFor, caseload: _Caseload, dry: bool) -> tuple[int, int]:
    """Whole runs, and texts of models that no run is left of."""
    found = connection.execute(sa.select(RUN.c.run, RUN.c.day)).all()
    gone = [run for run, day in found if after(Day.fromisoformat(day), rule.months) <= caseload.on]
    if not dry:
        for column in (RUN_ROW.c.run, RUN_LIST.c.run, MADE.c.run, RUN.c.run):
            _drop(connection, column, gone)
        used = sa.select(RUN.c.models)
        connection.execute(sa.delete(MODELS).where(MODELS.c.digest.not_in(used)))
    return len(gone), 0


def _drop(
    connection: sa.Connection,
    column: sa.Column[str] | sa.Column[int],
    values: Collection[str | int],
    also: sa.ColumnElement[bool] | None = None,
) -> None:
    """Take rows away by one of their fields, some at a time."""
    left = list(values)
    for at in range(0, len(left), AT_ONCE):
        here = column.in_(left[at : at + AT_ONCE])
        connection.execute(sa.delete(column.table).where(here if also is None else sa.and_(here, also)))


_Doing = Callable[[sa.Connection, KeptFor, _Caseload, bool], tuple[int, int]]
_DO: dict[RuleName, _Doing] = {
    RuleName.WORDS: _words,
    RuleName.NEVER_PUT_FORWARD: _never_put_forward,
    RuleName.LISTS: _lists,
    RuleName.DECISIONS: _decisions,
    RuleName.PAST: _past,
    RuleName.EQUALITY: _equality,
    RuleName.WHOLE: _whole,
    RuleName.MANIFESTS: _manifests,
}
