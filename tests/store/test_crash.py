"""Killed at any moment, on a full disk, in another's way: what was kept is there, the rest is not, nothing twice.

In every run a dozen kills; `make crash` does two hundred (MATCHER_CRASH).
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from matcher.base.codes import reply_code
from matcher.base.problems import GivenProblems
from matcher.records.client import Client
from matcher.records.decisions import Letter, Pack
from matcher.records.programme import Programme
from matcher.store import database, log
from matcher.store.about import About
from matcher.store.folder import Folder, create_folder, open_folder
from matcher.store.log import Event
from tests.demos import copy_of_demo
from tests.forks import KILLED, Server, forks
from tests.hands import SIGNED
from tests.limits import bound_by_permissions, only_to_be_read
from tests.store.crashing import LETTERS, PACK, ROWS

KILLS = int(os.environ.get("MATCHER_CRASH", "12"))
VACANCY = "V0031"
STATEMENTS = 150
"""About as many as one turn has."""
MANY = 20_000
"""Bytes that a full disk has left, at the most, beyond what is there."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Imports everything once and forks for every turn."""
    with forks("tests.store.crashing:work") as started:
        yield started


@pytest.fixture
def programme(tmp_path: Path) -> Folder:
    """A demo with a pack out for answers."""
    folder = open_folder(copy_of_demo(tmp_path / "demo"))
    with folder.changing(SIGNED) as change:
        day = dt.date(2026, 11, 16)
        change.add([Pack(id=PACK, vacancy=VACANCY, on=day, until=day + dt.timedelta(days=28))])
        change.add(
            Letter(pack=PACK, letter=one, client=f"C{number:04}", code=reply_code(PACK, one))
            for number, one in enumerate(LETTERS, start=1)
        )
    return folder


def there(folder: Folder) -> set[str]:
    """What the database says is kept, in the words of `work`. Each is whole: the record and its entry in the log."""
    with database.reading(folder.place) as connection:
        assert log.verify(connection).sound
        assert log.wrong_words(connection) == []
        clients = [one for (one,) in connection.exec_driver_sql("SELECT id FROM record WHERE kind = 'client'")]
        told = [words for (words,) in connection.exec_driver_sql("SELECT words FROM told")]
        actions = [one for (one,) in connection.exec_driver_sql("SELECT action FROM event")]
    ledger = folder.ledger(purpose="accountability", on=dt.date(2026, 11, 16))
    found = set()
    turns = {one.split("x")[0][1:] for one in clients if one.startswith("N")}
    for turn in turns:
        assert sum(one.startswith(f"N{turn}x") for one in clients) == ROWS, "an import was kept in part"
        found.add(f"import {turn}")
    said = [one.words for one in ledger.decisions if one.words.startswith("turn ")]
    assert len(said) == len(set(said)), "a decision was doubled"
    assert sorted(one for one in told if one.startswith("turn ")) == sorted(said), "a decision without its entry"
    found |= {f"decide {' '.join(one.split()[1:3])}" for one in said}
    assert len(ledger.employer_answers) == actions.count("reply"), "an answer without its entry"
    found |= {f"reply of {one.letter}" for one in ledger.employer_answers}
    return found


def as_found(line: str) -> str:
    """A line of `work` as `there` calls it."""
    what, *turn = line.removeprefix("kept ").split()
    return f"reply of {LETTERS[int(turn[0]) % len(LETTERS)]}" if what == "reply" else line.removeprefix("kept ")


def of_turn(turn: int) -> list[str]:
    """Everything that one turn keeps, in order."""
    return [
        as_found(f"kept {one}") for one in (f"import {turn}", f"decide {turn} 0", f"decide {turn} 1", f"reply {turn}")
    ]


def sound(folder: Folder) -> None:
    """The file opens and is whole."""
    with closing(sqlite3.connect(folder.file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def check(folder: Folder, before: set[str], turn: int, said: tuple[str, ...]) -> set[str]:
    """Everything said is there; of the rest of this turn at most what was under way, whole; nothing else."""
    sound(folder)
    kept = {as_found(line) for line in said if line.startswith("kept ")}
    found = there(folder)
    assert before | kept <= found, "something that was kept is gone"
    more = found - before - kept
    under_way = [one for one in of_turn(turn) if one not in before | kept][:1]
    assert more <= set(under_way), "something was kept that nobody came to"
    return found


def test_killed_at_any_moment_what_was_kept_is_there_and_the_rest_is_not(programme: Folder, server: Server) -> None:
    """From inside before any statement or commit, and from outside at any moment."""
    chance = random.Random(os.environ.get("MATCHER_CRASH_SEED", "1"))
    ended: list[int] = []
    found = check(programme, set(), 0, server.do(programme.path, 0).said)
    began = time.monotonic()
    found = check(programme, found, 1, server.do(programme.path, 1).said)
    longest = time.monotonic() - began
    for turn in range(2, KILLS + 2):
        if turn % 2:
            done = server.do(programme.path, turn, after=chance.random() * longest)
        else:
            done = server.do(programme.path, turn, statement=chance.randrange(1, STATEMENTS))
        ended.append(done.code)
        found = check(programme, found, turn, done.said)
    assert ended.count(KILLED) > KILLS / 2


def test_a_full_disk_at_any_moment(programme: Folder, server: Server) -> None:
    """Said plainly, nothing of the change is kept, and the next command works."""
    chance = random.Random(7)
    found, told = there(programme), []
    for turn in range(3):
        wal = programme.file.with_name(programme.file.name + "-wal")
        size = max(programme.file.stat().st_size, wal.stat().st_size if wal.exists() else 0)
        done = server.do(programme.path, turn, most=max(1_000, chance.randrange(size // 4, size + MANY)))
        told += [line for line in done.said if line.startswith("problem ")]
        found = check(programme, found, turn, done.said)
        assert done.code in (0, 1)
    assert all("Nothing was changed" in line or "cannot be written" in line for line in told)


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    folder = create_folder(tmp_path / "p", About(name="p"))
    with folder.changing(SIGNED) as change:
        change.put(Programme(clients=(Client(id="C1"),)))
    return folder


def test_eight_writers_lose_nothing_and_double_nothing(small: Folder) -> None:
    with forks("tests.store.writers:eight") as server:
        assert server.do(small.path).code == 0
    assert len(small.everything().clients) == 81
    with database.reading(small.place) as connection:
        assert log.verify(connection).entries == 80
        assert connection.exec_driver_sql("SELECT number FROM counter").scalar() == 80


def test_a_locked_file_is_waited_for_and_then_told(small: Folder) -> None:
    with closing(sqlite3.connect(small.file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(GivenProblems, match="being written by another command"), _quick(small):
            pass
        assert len(small.everything().clients) == 1
    with _quick(small):
        pass


def _quick(folder: Folder) -> AbstractContextManager[sa.Connection]:
    return database.writing(folder.place, wait_seconds=0.05)


def test_a_folder_that_may_only_be_read(small: Folder) -> None:
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from matcher.base.problems import GivenProblems
        from matcher.store.folder import open_folder
        from tests.hands import SIGNED
        folder = open_folder(Path(sys.argv[1]))
        print(len(folder.everything().clients))
        try:
            with folder.changing(SIGNED) as change:
                change.next_id("challenge")
        except GivenProblems as given:
            print(given.problems[0].what)
    """)
    with only_to_be_read(small.path):
        ran = subprocess.run(
            [sys.executable, "-c", code, str(small.path)],
            capture_output=True,
            text=True,
            preexec_fn=bound_by_permissions,
        )
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == ["1", "may not be written."]


def test_a_clock_that_jumps_back_breaks_no_chain(small: Folder) -> None:
    for days in (0, 400, -400, 1):
        at = SIGNED.at + dt.timedelta(days=days)
        with small.changing(replace(SIGNED, at=at)) as change:
            change.log(Event("decision", client="C1", words="said"))
    with database.reading(small.place) as connection:
        assert log.verify(connection).sound
        assert [int(entry[0]) for entry in log.entries(connection)] == [1, 2, 3, 4]


def test_a_copy_is_made_while_others_write(small: Folder, tmp_path: Path) -> None:
    with forks("tests.store.writers:copy_and_write") as server:
        assert server.do(small.path, tmp_path).code == 0
    for number in range(5):
        with closing(sqlite3.connect(tmp_path / f"{number}.sqlite")) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            (clients,) = copy.execute("SELECT count(*) FROM record WHERE kind = 'client'").fetchone()
            assert copy.execute("SELECT count(*) FROM event").fetchone() == (clients - 1,)
