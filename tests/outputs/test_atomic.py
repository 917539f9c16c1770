"""A file appears whole or not at all: full disks, ends of processes, places that cannot be written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.base.problems import GivenProblems
from matcher.outputs.atomic import atomic, write_bytes, write_text


def test_a_file_is_written_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "list.json"
    write_text(path, "£ first")
    write_text(path, "second")
    assert path.read_text(encoding="utf-8") == "second"
    assert [one.name for one in tmp_path.iterdir()] == ["list.json"]
    umask = os.umask(0)
    os.umask(umask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~umask


def test_an_error_while_writing_leaves_the_old_file(tmp_path):
    path = tmp_path / "list.json"
    write_text(path, "old")

    def fails() -> None:
        with atomic(path) as beside:
            beside.write_text("half", encoding="utf-8")
            raise KeyError

    with pytest.raises(KeyError):
        fails()
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["list.json"]


def test_a_link_keeps_pointing_where_it_did(tmp_path):
    (tmp_path / "real.json").write_text("old", encoding="utf-8")
    (tmp_path / "link.json").symlink_to("real.json")
    write_text(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing/list.json", "the folder is not there"),
        ("file/list.json", "part of the path is a file"),
        ("folder", "there is a folder of that name"),
        ("x" * 300, "the name is too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_plainly(tmp_path, name, says):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(GivenProblems) as given:
        write_bytes(tmp_path / name, b"x")
    assert says in given.value.problems[0].what
    assert given.value.problems[0].fix


FULL = """
import resource, signal, sys
from pathlib import Path
from matcher.base.problems import GivenProblems
from matcher.outputs.atomic import write_bytes
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_bytes(Path(sys.argv[1]), b"x" * 5000)
except GivenProblems as given:
    print(given.problems[0].what)
"""

KILLED = """
import sys, time
from pathlib import Path
from matcher.outputs.atomic import atomic
with atomic(Path(sys.argv[1])) as beside:
    with beside.open("wb") as out:
        out.write(b"half")
        out.flush()
        print("writing", flush=True)
        time.sleep(60)
"""


def test_a_file_that_grows_past_what_there_is_room_for_leaves_the_old_one(tmp_path):
    path = tmp_path / "list.json"
    write_text(path, "old")
    run = subprocess.run([sys.executable, "-c", FULL, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "the file grew past what is allowed here."
    assert path.read_text(encoding="utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["list.json"]


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path):
    path = tmp_path / "list.json"
    write_text(path, "old")
    with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "writing"
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=30)
    assert path.read_text(encoding="utf-8") == "old"
    write_text(path, "new")
    assert Path(path).read_text(encoding="utf-8") == "new"
