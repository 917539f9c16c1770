"""The tables, one schema for SQLite and PostgreSQL. `migrations` holds how each released schema became the next.

Working facts, dealings, names, equality answers and households lie in tables of their own, joined in this room only.
Every row says at which moment, by whom and in which role it was written. What a record said before lies in `past`.
The log holds no reference of a person: a client is a mark there, which only `subject` can tie to them.
"""

from __future__ import annotations

import sqlalchemy as sa

MARK = 0x6A726D31
"""SQLite's own field for whose file it is, and the key of PostgreSQL's lock for writers."""
REVISIONS = ("0001", "0002")
"""Every schema that was released, in order; the last is today's."""
HEAD = REVISIONS[-1]
VERSION_TABLE = "alembic_version"

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
Text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text in the order of its code points on both databases, so that a list comes out in one order."""
Number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""Whole numbers of 64 bits on both."""


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
"""What a record said from edition `edition` up to, not including, `until`."""

IDENTITY = _table("identity", _text("client", key=True), _text("body"), *_hand())
EQUALITY = _table("equality", _text("key", key=True), _text("body"), *_hand())
"""Under a key of its own; which client it belongs to is in `subject` alone."""
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
"""A client's salt and the mark that stands for them in the log. Taken away with the client; the mark stays."""

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
"""The log. `client` is a mark, `words` a salted digest of words that lie in `told`."""
TOLD = _table(
    "told",
    _number("seq", key=True),
    _text("client"),
    _text("salt"),
    _text("words"),
    sa.Index(None, "client"),
)
"""What was said in people's own words, with its salt: taken away with the client."""
LAST = _table("last", _number("one", key=True), _number("seq"), _text("hash"), _text("at"))
"""The end of the log: one row."""

MODELS = _table("models", _text("digest", key=True), sa.Column("body", sa.LargeBinary, nullable=False))
"""The text of the models a run was made by, compressed; once for each digest."""
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
"""One run, as far as the same inputs give the same: the manifest is JSON."""
MADE = _table(
    "made", _text("run", key=True), _number("time", key=True), _text("made_with"), *_hand(), sa.Index(None, "at")
)
"""Each time a run was made: by whom, when it was kept, and with what, as JSON: Python, commit, since when."""
RUN_LIST = _table(
    "run_list",
    _text("run", key=True),
    _text("side", key=True),
    _text("subject", key=True),
    _text("body"),
)
"""One list of a run: its counts by gate, requirement and section."""
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
"""One row that was shown: the decision's codes and values, from which every word of it can be looked up again."""

NEVER_CHANGED = ("event",)
"""Tables that the database itself refuses to change or to take rows from."""


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
