"""From one released schema to a later one, inside the caller's transaction. The only module that imports alembic."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from matcher.store import database, schema


def says(revision: str) -> str:
    """What a schema brought, in one sentence, as its file says it."""
    found = ScriptDirectory.from_config(_config()).get_revision(revision)
    return (found.doc or "").strip()


def climb(connection: sa.Connection, found: str | None, *, to: str = schema.HEAD) -> None:
    """Take a database from the schema it has (None: it is empty) to a later one.

    Everything happens inside the transaction that is open. Raises GivenProblems for a record that cannot be read.
    """
    database.ready_for_revisions(connection, found)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    database.sign(connection, to)


def _config() -> Config:
    """alembic's settings, without a file: where the revisions lie."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config
