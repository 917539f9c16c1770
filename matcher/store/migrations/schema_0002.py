"""The tables as schema 0002 has them, written down for good: `store.schema` goes on, this file stays as it is.

Until a version with schema 0002 is released, a change of `store.schema` is made here as well.
"""

from __future__ import annotations

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, Text, primary_key=key, nullable=False, server_default=None if key else "")


def _number(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, Number, primary_key=key, nullable=False, autoincrement=False)


def _hand() -> tuple[sa.Column[str], ...]:
    return _text("at"), _text("hand"), _text("role")


def _table(name: str, *parts: sa.schema.SchemaItem, rowid: bool = False) -> sa.Table:
    return sa.Table(name, METADATA, *parts, sqlite_strict=True, sqlite_with_rowid=rowid)


RECORD = _table(
    "record",
    _text("kind", key=True),
    _text("id", key=True),
    _text("client"),
    _text("vacancy"),
    _text("employer"),
    _text("body"),
    _number("edition"),
    *_hand(),
    sa.Index(None, "client", "kind"),
    sa.Index(None, "vacancy", "kind"),
)
PAST = _table(
    "past",
    _text("kind", key=True),
    _text("id", key=True),
    _number("until", key=True),
    _text("client"),
    _text("vacancy"),
    _text("employer"),
    _text("body"),
    _number("edition"),
    *_hand(),
    sa.Index(None, "client"),
)

IDENTITY = _table("identity", _text("client", key=True), _text("body"), *_hand())
EQUALITY = _table("equality", _text("key", key=True), _text("body"), *_hand())
HOUSEHOLD = _table("household", _text("client", key=True), _text("body"), *_hand())
SUBJECT = _table(
    "subject",
    _text("client", key=True),
    _text("salt"),
    _text("mark"),
    _text("equality"),
    sa.Index(None, "mark", unique=True),
    sa.Index(None, "equality", unique=True),
)

EDITION = _table("edition", _number("number", key=True))
COUNTER = _table("counter", _text("kind", key=True), _number("number"))
SHOWN = _table(
    "shown",
    _text("side", key=True),
    _text("subject", key=True),
    _number("place", key=True),
    _text("run"),
    _text("body"),
)

EVENT = _table(
    "event",
    _number("seq", key=True),
    *_hand(),
    _text("action"),
    _text("run"),
    _text("client"),
    _text("vacancy"),
    _text("employer"),
    _text("codes"),
    _text("words"),
    _text("hash"),
    sa.Index(None, "client"),
    sa.Index(None, "action"),
    rowid=True,
)
TOLD = _table(
    "told",
    _number("seq", key=True),
    _text("client"),
    _text("salt"),
    _text("words"),
    sa.Index(None, "client"),
)
LAST = _table("last", _number("one", key=True), _number("seq"), _text("hash"), _text("at"))

MODELS = _table("models", _text("digest", key=True), sa.Column("body", sa.LargeBinary, nullable=False))
RUN = _table(
    "run",
    _text("run", key=True),
    _text("command"),
    _text("purpose"),
    _text("day"),
    _text("version"),
    _text("models"),
    _number("edition"),
    _text("manifest"),
)
MADE = _table(
    "made", _text("run", key=True), _number("time", key=True), _text("made_with"), *_hand(), sa.Index(None, "at")
)
RUN_LIST = _table(
    "run_list",
    _text("run", key=True),
    _text("side", key=True),
    _text("subject", key=True),
    _text("body"),
)
RUN_ROW = _table(
    "run_row",
    _text("run", key=True),
    _text("side", key=True),
    _text("subject", key=True),
    _number("place", key=True),
    _text("client"),
    _text("vacancy"),
    _text("body"),
    sa.Index(None, "client"),
)

NEVER_CHANGED = ("event",)


def guards(dialect: str) -> list[str]:
    """Statements that make the database refuse to change the log."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END"
            for table in NEVER_CHANGED
            for verb in ("UPDATE", "DELETE")
        ]
    refuse = (
        "CREATE FUNCTION matcher_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log is never changed'; END $$"
    )
    return [
        refuse,
        *(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION matcher_refuse()"
            for table in NEVER_CHANGED
        ),
    ]
