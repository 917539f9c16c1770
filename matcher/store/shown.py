"""What each list last showed and what was open then, so that nobody who answers drops out of sight.

For each list the last two different runs are kept: a list made again from the same records is compared with
the one before, not with itself, so that the same inputs give the same list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from matcher.base.problems import GivenProblems, Problem
from matcher.store import database
from matcher.store.folder import Folder
from matcher.store.schema import SHOWN

Side = Literal["vacancy", "client"]
Open = Mapping[str, frozenset[str]]
"""By row of the list, what was open when it was shown: names of facts, criteria and requirements."""

LAST, BEFORE = 0, 1


@dataclass(frozen=True)
class Shown:
    """One list as it was shown."""

    run: str
    """Of the records, models and arguments it was made from."""
    rows: Open


def last_shown(folder: Folder, side: Side, subject: str, *, run: str) -> Open:
    """What the last list for this subject made from other records showed; nothing where there was none."""
    query = sa.select(SHOWN.c.run, SHOWN.c.body).where(_of(side, subject)).order_by(SHOWN.c.place)
    with database.reading(folder.place) as connection:
        found = connection.execute(query).all()
    return next((_rows(body) for other, body in found if other != run), {})


def all_last_shown(folder: Folder, *, run: str) -> dict[tuple[str, str], Open]:
    """The same for every list there is, by side and subject."""
    query = sa.select(SHOWN.c.side, SHOWN.c.subject, SHOWN.c.run, SHOWN.c.body).order_by(SHOWN.c.place.desc())
    with database.reading(folder.place) as connection:
        found = connection.execute(query).all()
    return {(side, subject): _rows(body) for side, subject, other, body in found if other != run}


def remember_shown(folder: Folder, side: Side, subject: str, shown: Shown) -> None:
    """Keep a list as the last one shown. Raises GivenProblems where the folder cannot be written.

    Shown again from the same records, perhaps shorter, its rows are added to those that were shown already.
    """
    with database.writing(folder.place) as connection:
        put_shown(connection, side, subject, shown)


def put_shown(connection: sa.Connection, side: Side, subject: str, shown: Shown) -> None:
    """The same inside a transaction."""
    query = sa.select(SHOWN.c.run, SHOWN.c.body).where(_of(side, subject), SHOWN.c.place == LAST)
    last = connection.execute(query).one_or_none()
    rows = dict(shown.rows)
    if last and last.run == shown.run:
        rows = {**_rows(last.body), **rows}
    elif last:
        _put(connection, side, subject, BEFORE, last.run, last.body)
    ordered = {row: sorted(names) for row, names in sorted(rows.items())}
    _put(connection, side, subject, LAST, shown.run, json.dumps(ordered, separators=(",", ":")))


def _of(side: Side, subject: str) -> sa.ColumnElement[bool]:
    return sa.and_(SHOWN.c.side == side, SHOWN.c.subject == subject)


def _put(connection: sa.Connection, side: Side, subject: str, place: int, run: str, body: str) -> None:
    connection.execute(sa.delete(SHOWN).where(_of(side, subject), SHOWN.c.place == place))
    row = {"side": side, "subject": subject, "place": place, "run": run, "body": body}
    connection.execute(sa.insert(SHOWN), [row])


def _rows(body: str) -> Open:
    """The rows of one remembered list. Raises GivenProblems where it was changed or damaged."""
    try:
        return {str(row): frozenset(map(str, names)) for row, names in json.loads(body).items()}
    except (ValueError, AttributeError, TypeError, RecursionError):
        fix = "Put the file back from a copy."
        raise GivenProblems(
            [Problem("the programme's database", "", "holds a list that cannot be read.", fix)]
        ) from None
