"""The log: every change to it is found, at the right entry; nothing is lost; it verifies without its secrets."""

from __future__ import annotations

import contextlib
import datetime as dt
import multiprocessing
import time
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.store import database, log, schema
from matcher.store.about import About
from matcher.store.folder import Folder, create_folder
from matcher.store.log import AT_ONCE, FIELDS, Event, verify, wrong_words
from tests.hands import SIGNED

WRITERS, EACH = 8, 10


def event(number: int, **said) -> Event:
    given = {
        "client": f"C{number % 3}",
        "vacancy": f"V{number}",
        "employer": "E1",
        "run": "2026-11-16-16f0ce00",
        "codes": {"n": number, "agrees": number % 2 == 0, "until": None},
        "words": "" if number % 2 else f"words of {number}",
        **said,
    }
    return Event("decide", **given)


def logged(folder: Folder, *events: Event, signed=SIGNED) -> None:
    with folder.changing(signed) as change:
        change.log(*events)


def checked(folder: Folder, expect: str = "") -> log.Verified:
    with database.reading(folder.place) as connection:
        return verify(connection, expect=expect)


def all_entries(folder: Folder) -> list[dict[str, Any]]:
    with database.reading(folder.place) as connection:
        return [dict(one) for one in connection.execute(sa.select(schema.EVENT).order_by("seq")).mappings()]


def unguarded(connection: sa.Connection) -> None:
    """Take the guards away, as somebody with the database's own password could."""
    if connection.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER event_{verb}")
    else:
        connection.exec_driver_sql("DROP TRIGGER event_stays ON event")


def rewritten(folder: Folder, entries: list[dict[str, Any]]) -> None:
    """The log as somebody wants it."""
    with database.writing(folder.place) as connection:
        unguarded(connection)
        connection.execute(sa.delete(schema.EVENT))
        if entries:
            connection.execute(sa.insert(schema.EVENT), entries)


def test_an_untouched_log_verifies(folder: Folder) -> None:
    assert checked(folder).sound
    logged(folder, *(event(n) for n in range(5)))
    logged(folder, event(5))
    found = checked(folder)
    assert found.sound
    assert found.entries == 6
    assert found.last == all_entries(folder)[-1]["hash"]
    with database.reading(folder.place) as connection:
        assert wrong_words(connection) == []


def test_a_log_of_more_than_one_portion_verifies(folder: Folder, monkeypatch) -> None:
    monkeypatch.setattr(log, "AT_ONCE", 7)
    logged(folder, *(event(n) for n in range(21)))
    assert checked(folder).entries == 21
    assert AT_ONCE > 7


def test_no_reference_and_no_word_is_in_the_log(folder: Folder) -> None:
    logged(folder, event(1, client="C0112", words="She said yes"))
    text = str(all_entries(folder))
    assert "C0112" not in text
    assert "She said yes" not in text
    with database.reading(folder.place) as connection:
        assert [row.words for row in connection.execute(sa.select(schema.TOLD))] == ["She said yes"]


@pytest.fixture(scope="module")
def ten(tmp_path_factory) -> tuple[Folder, list[dict[str, Any]]]:
    """A log of ten entries in a file, and the entries."""
    made = create_folder(tmp_path_factory.mktemp("ten") / "p", About(name="p"))
    logged(made, *(event(n) for n in range(10)))
    return made, all_entries(made)


TEXT = [name for name in FIELDS if name != "seq"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_tampering_is_found_at_the_right_entry(ten, data) -> None:
    """A field, a swap, a removal, an insertion, an end that is cut off: the first entry that is wrong is named."""
    folder, honest = ten
    kind = data.draw(st.sampled_from(["field", "hash", "swap", "remove", "insert", "cut", "shift"]))
    entries = [dict(one) for one in honest]
    at = data.draw(st.integers(0, 9))
    if kind == "field":
        name = data.draw(st.sampled_from(TEXT))
        entries[at][name] = data.draw(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
        if entries[at] == honest[at]:
            entries[at][name] += "."
    elif kind == "hash":
        entries[at]["hash"] = honest[(at + 1) % 10]["hash"]
    elif kind == "swap":
        other = data.draw(st.integers(0, 9).filter(lambda one: one != at))
        entries[at], entries[other] = ({**entries[a], "seq": b + 1} for a, b in ((other, at), (at, other)))
        at = min(at, other)
    elif kind == "remove":
        at = data.draw(st.integers(0, 8))
        del entries[at]
        if data.draw(st.booleans()):
            entries = [{**one, "seq": number} for number, one in enumerate(entries, 1)]
    elif kind == "insert":
        entries.insert(at, {**honest[data.draw(st.integers(0, 9))], "action": "invented"})
        entries = [{**one, "seq": number} for number, one in enumerate(entries, 1)]
    elif kind == "cut":
        del entries[at:]
    else:  # what stands in one field moves into the next: the same text, cut otherwise
        entries[at]["vacancy"], entries[at]["run"] = "", f"{entries[at]['run']}{entries[at]['vacancy']}"
    found = self_check(folder, entries)
    assert not found.sound
    assert found.broken == at + 1


def self_check(folder: Folder, entries: list[dict[str, Any]]) -> log.Verified:
    """What verifying says of other entries; the log itself stays as it is."""
    with database.connected(folder.place) as connection:
        connection.exec_driver_sql("BEGIN")
        unguarded(connection)
        connection.execute(sa.delete(schema.EVENT))
        if entries:
            connection.execute(sa.insert(schema.EVENT), entries)
        found = verify(connection)
        connection.rollback()
    return found


def test_fields_that_hold_what_stands_between_them_are_found(ten) -> None:
    folder, entries = ten
    moved = [dict(one) for one in entries]
    moved[4]["run"] = f"{entries[4]['run']}\x1f{entries[4]['client']}"
    moved[4]["client"], moved[4]["vacancy"] = entries[4]["vacancy"], ""
    assert self_check(folder, moved).broken == 5


def test_a_cut_off_end_with_its_mark_is_found_by_what_was_written_down(folder: Folder) -> None:
    """Whoever may write the database can also change where it says that the log ends; not what somebody wrote down."""
    logged(folder, *(event(n) for n in range(6)))
    written_down = checked(folder).last
    entries = all_entries(folder)[:4]
    rewritten(folder, entries)
    with database.writing(folder.place) as connection:
        connection.execute(sa.update(schema.LAST).values(seq=4, hash=entries[-1]["hash"]))
    assert checked(folder).sound
    assert checked(folder, written_down).expected == 0
    assert checked(folder, entries[1]["hash"]).expected == 2


def test_the_mark_of_the_end_gone_is_found(folder: Folder) -> None:
    logged(folder, event(1))
    with database.writing(folder.place) as connection:
        connection.execute(sa.delete(schema.LAST))
    assert checked(folder).broken == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET action = 'other' WHERE seq = 1",
        "DELETE FROM event WHERE seq = 2",
        "DELETE FROM event",
        "UPDATE event SET seq = 9 WHERE seq = 1",
    ],
)
def test_the_database_refuses_to_change_the_log(folder: Folder, statement) -> None:
    logged(folder, event(1), event(2))
    before = all_entries(folder)
    with pytest.raises(GivenProblems), database.writing(folder.place) as connection:
        connection.exec_driver_sql(statement)
    assert all_entries(folder) == before
    assert checked(folder).sound


def test_words_and_salts_gone_leave_it_verifying(folder: Folder) -> None:
    logged(folder, *(event(n) for n in range(8)))
    before = checked(folder)
    with database.writing(folder.place) as connection:
        connection.execute(sa.delete(schema.TOLD).where(schema.TOLD.c.client == "C1"))
        connection.execute(sa.delete(schema.SUBJECT).where(schema.SUBJECT.c.client == "C1"))
    assert checked(folder) == before
    logged(folder, event(1, client="C1"))
    marks = {one["client"] for one in all_entries(folder) if one["vacancy"] == "V1"}
    assert len(marks) == 2  # who comes back is somebody new
    with database.reading(folder.place) as connection:
        assert wrong_words(connection) == []


def test_words_that_were_changed_are_found(folder: Folder) -> None:
    logged(folder, *(event(n) for n in range(4)))
    with database.writing(folder.place) as connection:
        connection.execute(sa.update(schema.TOLD).where(schema.TOLD.c.seq == 3).values(words="other words"))
    with database.reading(folder.place) as connection:
        assert wrong_words(connection) == [3]


def test_a_clock_that_jumps_back_keeps_the_order(folder: Folder) -> None:
    hours = (0, -30, 5, -2)
    for number, hour in enumerate(hours):
        logged(folder, event(number), signed=replace(SIGNED, at=SIGNED.at + dt.timedelta(hours=hour)))
    found = all_entries(folder)
    assert [one["vacancy"] for one in found] == ["V0", "V1", "V2", "V3"]
    assert [one["at"] for one in found] != sorted(one["at"] for one in found)
    assert checked(folder).sound


def test_a_control_character_in_a_reference_is_refused_and_nothing_is_kept(folder: Folder) -> None:
    with pytest.raises(GivenProblems, match="control character"), folder.changing(SIGNED) as change:
        change.log(event(1), event(2, vacancy="V\x1f2"))
    assert all_entries(folder) == []
    assert checked(folder).sound


def test_a_change_that_fails_leaves_no_entry(folder: Folder) -> None:
    def stopped() -> None:
        with folder.changing(SIGNED) as change:
            change.log(event(1))
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        stopped()
    logged(folder, event(2))
    assert [one["vacancy"] for one in all_entries(folder)] == ["V2"]
    assert checked(folder).sound


@pytest.mark.parametrize("many", [1, 99, 100, 1001])
def test_any_number_goes_in_at_once(folder: Folder, many) -> None:
    """Few by INSERT and many by COPY: the same entries."""
    logged(folder, *(event(n, words='tab\t "quoted" \\n é') for n in range(many)))
    assert checked(folder).entries == many
    with database.reading(folder.place) as connection:
        assert wrong_words(connection) == []


def writes(folder: Folder, name: int, many: int, told: Connection) -> None:
    """What a writer's process does: says `ready`, waits for a word, then each number that it has kept."""
    told.send("ready")
    told.recv()
    for number in range(many):
        logged(folder, Event("decide", client=f"C{number % 4}", vacancy=f"V{name}-{number}", words="said"))
        told.send(number)


def writer(folder: Folder, name: int, many: int) -> tuple[BaseProcess, Connection]:
    """A process of its own, ready to write."""
    forked = multiprocessing.get_context("fork")
    ours, theirs = forked.Pipe()
    process = forked.Process(target=writes, args=(folder, name, many, theirs))
    process.start()
    theirs.close()
    assert ours.recv() == "ready"
    return process, ours


def test_eight_writers_at_once_lose_nothing(folder: Folder) -> None:
    started = [writer(folder, one, EACH) for one in range(WRITERS)]
    for _, told in started:
        told.send("begin")
    for process, told in started:
        process.join(timeout=120)
        assert process.exitcode == 0
        told.close()
    wanted = {f"V{one}-{number}" for one in range(WRITERS) for number in range(EACH)}
    found = [row["vacancy"] for row in all_entries(folder)]
    assert len(found) == len(wanted)
    assert set(found) == wanted
    for one in range(WRITERS):
        own = [name for name in found if name.startswith(f"V{one}-")]
        assert own == [f"V{one}-{number}" for number in range(EACH)]
    assert checked(folder).sound
    with database.reading(folder.place) as connection:
        assert wrong_words(connection) == []
        assert connection.execute(sa.select(sa.func.count()).select_from(schema.SUBJECT)).scalar() == 4


def test_killed_while_it_writes_the_log_has_what_was_promised(folder: Folder) -> None:
    for name, wait in enumerate((0.0, 0.013, 0.03)):
        process, told = writer(folder, name, 100_000)
        told.send("begin")
        promised = told.recv() + 1
        time.sleep(wait)
        process.kill()
        process.join()
        with contextlib.suppress(EOFError, ConnectionResetError):
            while True:
                promised = told.recv() + 1
        told.close()
        assert checked(folder).sound
        own = [row for row in all_entries(folder) if row["vacancy"].startswith(f"V{name}-")]
        assert promised <= len(own) <= promised + 1
    logged(folder, event(1))
    assert checked(folder).sound
