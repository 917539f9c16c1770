"""`python -m benchmarks.store`: the log verified, decisions written, writers at once; on SQLite and on PostgreSQL.

Beside each figure stands what a plain program takes for as much in the same run: SHA-256 over the same bytes, rows of
the same bytes into one sqlite3 table. Prints wall and CPU seconds of this process; the machine may be shared, so the
ratios are what to read.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from matcher.records.decisions import Decision
from matcher.records.signed import DeskRole, Signed
from matcher.store import database, log
from matcher.store.about import About
from matcher.store.folder import Folder, create_folder, open_folder
from matcher.store.log import Event
from matcher.store.rows import BY_TYPE

ON = dt.date(2026, 11, 16)
SIGNED = Signed("epc-2", DeskRole.EPC, dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC))
CLIENTS, VACANCIES = 2_000, 500
WRITERS, EACH = 8, 200
RUN = "2026-11-16-16f0ce00"
AT_ONCE = 100_000
"""Events appended in one change while the log to verify is made."""

WRITE = """
import sys
from pathlib import Path
from benchmarks.store import SIGNED, decision, event
from matcher.store.folder import open_folder
folder = open_folder(Path(sys.argv[1]), database_url=sys.argv[2])
for number in range(int(sys.argv[3]), int(sys.argv[4])):
    with folder.changing(SIGNED) as change:
        change.add([decision(number)])
        change.log(event(number))
"""


def decision(number: int) -> Decision:
    """One decision of many; no two the same."""
    return Decision(
        client=f"C{number % CLIENTS:05}",
        vacancy=f"V{number // CLIENTS % VACANCIES:04}",
        what="hold",
        on=ON + dt.timedelta(days=number % 300),
        until=ON + dt.timedelta(days=400),
        by="epc-2",
        role=DeskRole.EPC,
        run=RUN,
        agrees=False,
        reason="not_now",
        words="They start a course first",
    )


def event(number: int) -> Event:
    """The entry of the log that goes with it."""
    return Event(
        "decide",
        client=f"C{number % CLIENTS:05}",
        vacancy=f"V{number // CLIENTS % VACANCIES:04}",
        run=RUN,
        codes={"what": "hold", "reason": "not_now", "agrees": False},
    )


def main(arguments: list[str] | None = None) -> None:
    """Print the figures."""
    asked = _asked(arguments)
    print("| what | on | wall s | CPU s | peer | wall s | CPU s |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        for kind, url in _databases(asked.only):
            _decisions(_made(Path(place), "decisions", url()), kind, asked.decisions)
            _writers(_made(Path(place), "writers", address := url()), kind, address)
            _verified(_made(Path(place), "log", url()), kind, asked.events)


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--decisions", type=int, default=100_000)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"], default="")
    return parser.parse_args(arguments)


def _databases(only: str) -> Iterator[tuple[str, Callable[[], str]]]:
    if only != "PostgreSQL":
        yield "SQLite", lambda: ""
    if only != "SQLite":
        from tests.server import new_database

        yield "PostgreSQL", new_database


def _made(place: Path, name: str, url: str) -> Folder:
    return create_folder(place / f"{name}{'-server' if url else ''}", About(name=name), database_url=url)


def _decisions(folder: Folder, kind: str, many: int) -> None:
    """Decisions with their log entries, in one change as an import makes it."""
    records, events = [decision(n) for n in range(many)], [event(n) for n in range(many)]

    def write() -> None:
        with folder.changing(SIGNED) as change:
            change.add(records)
            change.log(*events)

    took = _timed(write)
    with database.reading(folder.place) as connection:
        found = log.verify(connection)
        held = connection.exec_driver_sql("SELECT count(*) FROM record").scalar()
    assert found.sound
    assert (found.entries, held) == (many, many)
    peer = _timed(
        lambda: _plain_rows(folder.path / "peer.sqlite", [BY_TYPE[Decision].row(one).body for one in records])
    )
    _line(f"{many:,} decisions with their log entries", kind, took, "writing them as JSON, plain sqlite3 rows", peer)


def _plain_rows(path: Path, bodies: list[str]) -> None:
    """Two plain tables of as many rows: what SQLite itself takes, without a chain, a past or a key of ours."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, body TEXT)")
    connection.execute("CREATE TABLE two (number INTEGER PRIMARY KEY, body TEXT)")
    for table in ("one", "two"):
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", enumerate(bodies))
    connection.commit()
    connection.close()


def _writers(folder: Folder, kind: str, url: str) -> None:
    """Eight processes, each writing its own decisions one after another."""
    root = Path(__file__).resolve().parents[1]

    def write() -> None:
        words = [sys.executable, "-c", WRITE, str(folder.path), url]
        started = [
            subprocess.Popen([*words, str(one * EACH), str((one + 1) * EACH)], cwd=root, env={**os.environ})
            for one in range(WRITERS)
        ]
        assert [one.wait() for one in started] == [0] * WRITERS

    took = _timed(write)
    with database.reading(open_folder(folder.path, database_url=url).place) as connection:
        found = log.verify(connection)
        held = connection.exec_driver_sql("SELECT count(*) FROM record").scalar()
    assert found.sound
    assert (found.entries, held) == (WRITERS * EACH, WRITERS * EACH)
    peer = _timed(lambda: _one_by_one(folder.path / "peer.sqlite"))
    _line(f"{WRITERS} writers, {EACH} decisions each", kind, took, "one plain sqlite3 writer, as many commits", peer)


def _one_by_one(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE one (number INTEGER PRIMARY KEY, body TEXT)")
    for number in range(WRITERS * EACH):
        connection.execute("INSERT INTO one VALUES (?, ?)", (number, decision(number).model_dump_json()))
    connection.close()


def _verified(folder: Folder, kind: str, many: int) -> None:
    for start in range(0, many, AT_ONCE):
        at = replace(SIGNED, at=SIGNED.at + dt.timedelta(minutes=start // AT_ONCE))
        with folder.changing(at) as change:
            change.log(*(event(n) for n in range(start, min(start + AT_ONCE, many))))

    def verify() -> None:
        with database.reading(folder.place) as connection:
            found = log.verify(connection)
        assert found.sound
        assert found.entries == many

    took = _timed(verify)
    with database.reading(folder.place) as connection:
        texts = [log.BETWEEN.join(map(str, one)).encode() for one in log.entries(connection)]
    peer = _timed(lambda: [hashlib.sha256(text).hexdigest() for text in texts])
    _line(f"{many:,} entries of the log verified", kind, took, "SHA-256 over the same bytes, in memory", peer)


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """(wall, CPU) seconds; CPU of this process and those it waited for."""
    wall, before = time.perf_counter(), _cpu()
    work()
    return time.perf_counter() - wall, _cpu() - before


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _line(what: str, kind: str, took: tuple[float, float], peer: str, beside: tuple[float, float]) -> None:
    print(
        f"| {what} | {kind} | {took[0]:.2f} | {took[1]:.2f} | {peer} | {beside[0]:.2f} | {beside[1]:.2f} |", flush=True
    )


if __name__ == "__main__":
    main()
