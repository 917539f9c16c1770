"""Many rows into a table at once, by the quickest way that each database has; in the transaction that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

COPY_FROM = 100
"""So many rows go to PostgreSQL by COPY; fewer by INSERT, which needs fewer words with the server."""

Values = tuple[Any, ...]  # what a driver takes: text, whole numbers, bytes


def insert(connection: sa.Connection, table: sa.Table, names: Sequence[str], rows: Sequence[Values]) -> None:
    """Put rows in, their values in the order of the names; columns that are not named have their defaults."""
    if not rows:
        return
    if connection.dialect.name == "postgresql" and len(rows) >= COPY_FROM:
        _copy(connection, f"COPY {table.name} ({', '.join(names)}) FROM STDIN", rows)
        return
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    values = ", ".join([mark] * len(names))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({values})", list(rows))


def _copy(connection: sa.Connection, statement: str, rows: Sequence[Values]) -> None:
    """Raises what SQLAlchemy raises for its own statements, so that it is told alike."""
    driver = connection.dialect.dbapi
    assert driver is not None
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except driver.Error as error:
        raise sa.exc.DBAPIError(statement, None, error) from error
    finally:
        cursor.close()
