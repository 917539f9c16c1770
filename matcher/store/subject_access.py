"""All that is held of one person, for themselves (UK GDPR, Article 15): as values that JSON can hold.

What an employer said in confidence, and reasons that nobody agreed to pass on, are kept back and counted. Nobody else's
record is in it; of a list they were on, their own row alone.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from matcher.store.schema import (
    EQUALITY,
    EVENT,
    HOUSEHOLD,
    IDENTITY,
    PAST,
    RECORD,
    RUN,
    RUN_LIST,
    RUN_ROW,
    SHOWN,
    SUBJECT,
    TOLD,
)

ANSWER = "employer_answer"
KEPT_BACK = "[kept back: said to us in confidence, or not agreed to be passed on]"


@dataclass(frozen=True)
class Held:
    """What is held of one client."""

    values: dict[str, Any]
    """Whatever the records hold, by kind: JSON in, JSON out."""
    kept_back: int
    """Fields of an employer's answers that are not passed on."""

    @property
    def count(self) -> int:
        """Entries in all."""
        return sum(len(one) for one in self.values.values() if isinstance(one, list))


def held_of(connection: sa.Connection, client: str) -> Held:
    """Everything under a client's reference."""
    records, back = _records(connection, RECORD, client)
    past, back_before = _records(connection, PAST, client)
    values: dict[str, Any] = {"client": client, **records}
    values["before"] = [{"kind": kind, **one} for kind, ones in past.items() for one in ones]
    for name, table in (("names_and_contact", IDENTITY), ("household", HOUSEHOLD)):
        values[name] = [
            json.loads(one) for one in connection.scalars(sa.select(table.c.body).where(table.c.client == client))
        ]
    values["equality_answers"] = _equality(connection, client)
    values["lists_you_were_on"] = _rows(connection, client)
    values["lists_made_for_you"] = _own_lists(connection, client)
    values["last_shown"] = _shown(connection, client)
    values["words"] = list(
        connection.scalars(sa.select(TOLD.c.words).where(TOLD.c.client == client).order_by(TOLD.c.seq))
    )
    values["log"] = _log(connection, client)
    return Held(values, back + back_before)


def _records(connection: sa.Connection, table: sa.Table, client: str) -> tuple[dict[str, list[Any]], int]:
    """Records by kind, each with the day it was written and in which role."""
    found: dict[str, list[Any]] = defaultdict(list)
    back = 0
    query = sa.select(table).where(table.c.client == client).order_by(table.c.kind, table.c.id)
    for row in connection.execute(query):
        said = json.loads(row.body)
        if row.kind == ANSWER:
            back += _keep_back(said)
        found[row.kind].append({"said": said, "written": row.at[:10], "in_role": row.role})
    return dict(found), back


def _keep_back(said: dict[str, Any]) -> int:
    """Take out of an employer's answer what may not be passed on; how many fields."""
    fields = ["note"] if said.get("share") is True else ["note", "reason", "side"]
    gone = [name for name in fields if said.get(name)]
    said.update(dict.fromkeys(gone, KEPT_BACK))
    return len(gone)


def _equality(connection: sa.Connection, client: str) -> list[Any]:
    """Their own answers, by the key that only `subject` knows."""
    query = sa.select(EQUALITY.c.body).join(SUBJECT, SUBJECT.c.equality == EQUALITY.c.key)
    return [json.loads(one)["answers"] for one in connection.scalars(query.where(SUBJECT.c.client == client))]


def _rows(connection: sa.Connection, client: str) -> list[Any]:
    """Their own row of every vacancy's list that is kept."""
    query = (
        sa.select(RUN_ROW.c.run, RUN_ROW.c.vacancy, RUN_ROW.c.body, RUN.c.day, RUN.c.purpose)
        .join(RUN, RUN.c.run == RUN_ROW.c.run)
        .where(RUN_ROW.c.client == client, RUN_ROW.c.side == "vacancy")
        .order_by(RUN.c.day, RUN_ROW.c.run)
    )
    names = ("run", "vacancy", "decided_by", "on", "purpose")
    return [
        {**dict(zip(names, row, strict=True)), "decided_by": json.loads(row.body)} for row in connection.execute(query)
    ]


def _own_lists(connection: sa.Connection, client: str) -> list[Any]:
    """Lists of vacancies that were made for them."""
    query = sa.select(RUN_LIST.c.run, RUN_LIST.c.body).where(RUN_LIST.c.side == "client", RUN_LIST.c.subject == client)
    return [
        {"run": run, "counts": json.loads(body)} for run, body in connection.execute(query.order_by(RUN_LIST.c.run))
    ]


def _shown(connection: sa.Connection, client: str) -> list[Any]:
    """What was open about them when a list was last shown."""
    found = connection.execute(
        sa.select(SHOWN.c.side, SHOWN.c.subject, SHOWN.c.body).order_by(SHOWN.c.side, SHOWN.c.subject)
    )
    open_then: list[Any] = []
    for side, subject, body in found:
        rows = json.loads(body)
        if side == "client" and subject == client:
            open_then.append({"your_list": rows})
        elif side == "vacancy" and client in rows:
            open_then.append({"vacancy": subject, "open": rows[client]})
    return open_then


def _log(connection: sa.Connection, client: str) -> list[Any]:
    """Entries of the log that are about them, without who made them."""
    query = (
        sa.select(EVENT.c.seq, EVENT.c.at, EVENT.c.role, EVENT.c.action, EVENT.c.vacancy, EVENT.c.codes)
        .join(SUBJECT, SUBJECT.c.mark == EVENT.c.client)
        .where(SUBJECT.c.client == client)
        .order_by(EVENT.c.seq)
    )
    names = ("entry", "at", "in_role", "what", "vacancy", "codes")
    return [{**dict(zip(names, row, strict=True)), "codes": json.loads(row.codes)} for row in connection.execute(query)]
