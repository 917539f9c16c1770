"""On which days each client was on a vacancy's list that somebody made, from the runs that are kept."""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.store import database
from matcher.store.folder import Folder
from matcher.store.schema import RUN, RUN_ROW


def days_shown(folder: Folder) -> dict[ClientId, tuple[Day, ...]] | None:
    """The days, in order: once for each list and day, however often the list was made that day.

    None where no list was ever kept: then nobody can say who was not on one.
    """
    query = (
        sa.select(RUN_ROW.c.client, RUN_ROW.c.subject, RUN.c.day)
        .join(RUN, RUN.c.run == RUN_ROW.c.run)
        .where(RUN_ROW.c.side == "vacancy")
        .distinct()
    )
    found: dict[ClientId, list[Day]] = defaultdict(list)
    with database.reading(folder.place) as connection:
        for client, _, day in connection.execute(query):
            found[ClientId(client)].append(Day.fromisoformat(day))
    if not found:
        return None
    return {client: tuple(sorted(days)) for client, days in found.items()}
