"""Where a client is named in what is not theirs: in words about others, on lists, in what a run was asked.

A reference counts as a name where it stands by itself and has a letter and a digit (`C0012`); one that is a plain
number or word only where it is the whole of a value. A name counts where it has two words or more.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from matcher.records.identity import Identity
from matcher.store import schema
from matcher.store.rows import BY_NAME, read_back

GONE = "[erased]"
LEAST_LENGTH = 6
"""Characters of a telephone number or address that make it somebody's."""
BODIES = (
    (schema.RECORD, "body"),
    (schema.PAST, "body"),
    (schema.SHOWN, "body"),
    (schema.RUN, "manifest"),
    (schema.RUN_LIST, "body"),
    (schema.RUN_ROW, "body"),
    (schema.HOUSEHOLD, "body"),
)
"""Where JSON is kept that may name somebody."""


@dataclass(frozen=True)
class Names:
    """By what one client is known."""

    reference: str
    words: tuple[str, ...] = field(default=(), repr=False)
    """Full name, telephone, e-mail; as they were written."""

    @property
    def telling(self) -> tuple[str, ...]:
        """What stands for this client alone wherever it is read."""
        own = (self.reference,) if _tells(self.reference) else ()
        return (*own, *self.words)

    def pattern(self) -> re.Pattern[str] | None:
        """What finds them in a text; None where nothing would be sure."""
        found = [rf"(?<![^\W_]){re.escape(one)}(?![^\W_])" for one in self.telling]
        return re.compile("|".join(found), re.IGNORECASE) if found else None


def _tells(reference: str) -> bool:
    return any(c.isalpha() for c in reference) and any(c.isdigit() for c in reference)


def names_of(connection: sa.Connection, client: str) -> Names:
    """By what a client is known, from their reference and what is held of how to reach them."""
    body = connection.scalar(sa.select(schema.IDENTITY.c.body).where(schema.IDENTITY.c.client == client))
    if body is None:
        return Names(client)
    one = read_back(Identity, body, what="identity")
    if not isinstance(one, Identity):
        raise AssertionError("an identity reads back as one")
    full = [one.name.strip()] if len(one.name.split()) > 1 else []
    reach = [said.strip() for said in (one.phone, one.email) if len(said.strip()) >= LEAST_LENGTH]
    return Names(client, tuple(sorted({*full, *reach}, key=len, reverse=True)))


def take_out(connection: sa.Connection, names: Names) -> int:
    """Take every mention of a client out of what is not theirs; how many rows were mended.

    Words of others in the log's own table that name them go whole: words that were altered would no longer be those
    that the log vouches for.
    """
    mended = sum(_mend(connection, table, column, names) for table, column in BODIES)
    pattern = names.pattern()
    if pattern is None:
        return mended
    told = connection.execute(sa.select(schema.TOLD.c.seq, schema.TOLD.c.words)).all()
    gone = [seq for seq, words in told if pattern.search(words)]
    for seq in gone:
        connection.execute(sa.delete(schema.TOLD).where(schema.TOLD.c.seq == seq))
    return mended + len(gone)


def _mend(connection: sa.Connection, table: sa.Table, column: str, names: Names) -> int:
    """Rows of one table that named the client."""
    likely = sa.or_(*(_holds(table.c[column], one) for one in (names.reference, *names.words)))
    keys = list(table.primary_key.columns)
    found = connection.execute(sa.select(*keys, table.c[column]).where(likely)).all()
    mended = 0
    for *values, body in found:
        try:
            said = json.loads(body)
        except ValueError:
            continue  # it is damaged; reading it says so
        without = cleaned(said, names)
        if without != said:
            here = sa.and_(*(key == value for key, value in zip(keys, values, strict=True)))
            new = _values(table, values, column, without)
            if _is_there(connection, table, values, new):
                connection.execute(sa.delete(table).where(here))  # without the name it says what another says already
            else:
                connection.execute(sa.update(table).where(here).values(new))
            mended += 1
    return mended


def _holds(column: sa.ColumnElement[str], text: str) -> sa.ColumnElement[bool]:
    """Whether a column may hold a text, in any case; JSON may write it in its own way."""
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    return sa.func.lower(column).contains(written.lower(), autoescape=True)


def _values(table: sa.Table, values: list[Any], column: str, without: object) -> dict[str, str]:
    """What to write: the body, and the reference of a fact that is known by all it says."""
    text = json.dumps(without, ensure_ascii=False, separators=(",", ":"))
    if table.name in ("record", "past") and values[0] in BY_NAME:
        kind = BY_NAME[values[0]]
        row = kind.row(read_back(kind.type, text, what=kind.name))
        return {"body": row.body, "id": row.id}
    return {column: text}


def _is_there(connection: sa.Connection, table: sa.Table, values: list[Any], new: dict[str, str]) -> bool:
    """Whether another row has the reference that a mended one would have."""
    names = [key.name for key in table.primary_key.columns]
    if "id" not in new or new["id"] == values[names.index("id")]:
        return False
    wanted = [new["id"] if name == "id" else value for name, value in zip(names, values, strict=True)]
    here = sa.and_(*(key == value for key, value in zip(table.primary_key.columns, wanted, strict=True)))
    return connection.execute(sa.select(sa.literal(1)).select_from(table).where(here)).first() is not None


def cleaned(said: object, names: Names) -> object:
    """A JSON value without a client: an entry of theirs goes, in a sentence `[erased]` stands in their place."""
    if isinstance(said, dict):
        kept = {key: value for key, value in said.items() if key != names.reference}
        return {_without(key, names): cleaned(value, names) for key, value in kept.items()}
    if isinstance(said, list):
        return [cleaned(one, names) for one in said if one != names.reference]
    return _without(said, names) if isinstance(said, str) else said


def _without(text: str, names: Names) -> str:
    if text == names.reference:
        return GONE
    pattern = names.pattern()
    return text if pattern is None else pattern.sub(GONE, text)
