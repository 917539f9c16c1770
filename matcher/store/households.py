"""Households told for better-off figures: kept in a table of their own, which nothing else reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from matcher.base.ids import ClientId
from matcher.records.household import HouseholdFacts
from matcher.store.rows import read_back, written

_TABLE = (
    "CREATE TABLE IF NOT EXISTS household (client TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID"
)
"""Made when the first one is kept, so that a programme of an earlier version takes it too."""


def put(connection: sqlite3.Connection, households: Iterable[HouseholdFacts]) -> tuple[int, int]:
    """Keep households, one for each client; one told earlier than what is held changes nothing. (added, changed)"""
    connection.execute(_TABLE)
    added = changed = 0
    for one in households:
        held = get(connection, one.client)
        if held is not None and (held.told > one.told or held == one):
            continue
        connection.execute("INSERT OR REPLACE INTO household VALUES (?, ?)", (one.client, written(one)))
        added, changed = added + (held is None), changed + (held is not None)
    return added, changed


def get(connection: sqlite3.Connection, client: ClientId) -> HouseholdFacts | None:
    """What a client told of their household; None where nothing is held."""
    if not _there(connection):
        return None
    found = connection.execute("SELECT body FROM household WHERE client = ?", (client,)).fetchone()
    held = None if found is None else read_back(HouseholdFacts, found[0], what="household")
    return held if isinstance(held, HouseholdFacts) else None


def forget(connection: sqlite3.Connection) -> None:
    """Empty the table."""
    if _there(connection):
        connection.execute("DELETE FROM household")


def _there(connection: sqlite3.Connection) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'household'")
    return found.fetchone() is not None
