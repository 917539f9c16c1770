"""The log, checked and read: whole as codes and marks, or one client's entries with the words that were said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from matcher.base.days import Day
from matcher.base.problems import GivenProblems, Problem
from matcher.store import database, log
from matcher.store.log import Entry, Event
from matcher.store.subjects import mark_of
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Checked:
    """What checking the log came to."""

    entries: int
    last: str
    """The hash to write down."""
    broken: int | None
    """The first entry that is wrong."""
    says: str
    wrong_words: tuple[int, ...]
    """Entries whose words are others than were written."""
    expected: int | None
    """The entry that has the hash that was written down; 0 where none has, None where none was given."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.broken is None and not self.wrong_words and self.expected != 0


@dataclass(frozen=True)
class Line:
    """One entry, as whoever asks may read it."""

    entry: int
    at: str
    by: str
    role: str
    action: str
    says: str
    run: str
    client: str
    """A mark; the reference where one client's entries were asked for by somebody who may read them."""
    vacancy: str
    employer: str
    codes: Mapping[str, str | int | bool | None]
    words: str | None
    """None where whoever asks may not read them, or they are gone."""


@dataclass(frozen=True)
class Asked:
    """Which entries."""

    client: str = ""
    """A reference, or a mark from the log."""
    vacancy: str = ""
    action: str = ""
    since: Day | None = None
    most: int = 1_000_000


def verify(where: Where, *, expect: str = "") -> Checked:
    """Walk the whole log. `expect`: the hash that was written down when it was last checked."""
    desk = open_desk(where)
    allowed(where.role, "verify_log", library=desk.library)
    with database.reading(desk.folder.place) as connection:
        found = log.verify(connection, expect=expect)
        wrong = tuple(log.wrong_words(connection))
    return Checked(found.entries, found.last, found.broken, found.says, wrong, found.expected if expect else None)


def show(where: Where, asked: Asked) -> tuple[Line, ...]:
    """Entries of the log, in order. Raises GivenProblems for who may not read them, and for an unknown client."""
    desk = open_desk(where)
    with database.reading(desk.folder.place) as connection:
        mark, named = _whose(desk, connection, where, asked.client)
        found = log.find(
            connection,
            client=mark,
            vacancy=asked.vacancy,
            action=asked.action,
            since=asked.since.isoformat() if asked.since else "",
            most=asked.most,
        )
        told = log.told_of(connection, asked.client) if named else {}
    return tuple(_line(desk, one, named=asked.client if named else "", told=told) for one in found)


def log_written(where: Where, *, form: str, entries: int) -> None:
    """Log that the log went to a file. Raises GivenProblems where the programme cannot be written."""
    event = Event("log.written", codes={"purpose": "accountability", "form": form, "entries": entries})
    with open_desk(where).folder.changing(hand(where)) as change:
        change.log(event)


NO_MARK = "-"
"""A mark that stands for nobody."""


def _whose(desk: Desk, connection: sa.Connection, where: Where, client: str) -> tuple[str, bool]:
    """The mark to look for, and whether the client was named, who is then shown by reference with what was said."""
    if not client:
        allowed(where.role, "log", library=desk.library)
        return "", False
    if log.find(connection, client=client, most=1):
        allowed(where.role, "log", library=desk.library)
        return client, False
    allowed(where.role, "client_log", library=desk.library)
    mark = mark_of(connection, client)
    if mark is None and desk.folder.find(client, purpose="support", on=desk.on) == "readable":
        return NO_MARK, True  # a client of ours of whom nothing was logged yet
    if mark is None:
        fix = "Type the reference as it stands in your spreadsheet; what was logged of somebody erased has a mark only."
        raise GivenProblems([Problem("client", client, "is in no entry of the log.", fix)])
    return mark, True


def _line(desk: Desk, one: Entry, *, named: str, told: Mapping[int, str]) -> Line:
    return Line(
        entry=one.seq,
        at=one.at,
        by=one.hand,
        role=one.role,
        action=one.action,
        says=desk.library.brokerage.log_words.label(one.action),
        run=one.run,
        client=named or one.client,
        vacancy=one.vacancy,
        employer=one.employer,
        codes=json.loads(one.codes),
        words=told.get(one.seq),
    )
