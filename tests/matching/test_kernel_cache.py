"""Compiled code is never stale: editing any function the kernel calls changes the result in a fresh process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import datetime as dt, hashlib
from matcher.audit.doubts import all_findings
from matcher.columns.build import build_columns
from matcher.evidence.standings import all_standings
from matcher.library.load import load_library
from matcher.matching.match import match
from matcher.specimens.programme import made_up

library, on = load_library(), dt.date(2026, 11, 16)
made = made_up(clients=20, vacancies=20, seed=3, on=on, library=library)
standings = all_standings(made.observations, made.actions, rubric=library.rubric, on=on)
effects = all_findings(made.vacancies, library=library)[1]
columns = build_columns(made, library=library, standings=standings, effects=effects, on=on)
part = match(columns, library, driver="compiled").part
print(hashlib.sha256(part.by_vacancy.key.tobytes() + part.by_vacancy.row.tobytes()).hexdigest())
"""


@pytest.fixture
def copy(tmp_path):
    for folder in ("matcher", "models"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def run(copy: Path) -> str:
    """The digest of shortlists from the compiled route, in a process of its own."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(copy / "cache"), "PYTHONPATH": str(copy)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_an_edit_to_a_helper_of_the_kernel_shows_in_a_fresh_process(copy):
    before = run(copy)
    assert run(copy) == before  # from the cache this time
    kernel = copy / "matcher" / "matching" / "kernel.py"
    text = kernel.read_text(encoding="utf-8")
    wanted = "    found = WHOLE * points // of\n"
    assert wanted in text
    stat = kernel.stat()
    kernel.write_text(text.replace(wanted, "    found = WHOLE * points // of // 2\n"), encoding="utf-8")
    # Even where the file's time does not move, as after a checkout.
    os.utime(kernel, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert run(copy) != before


def test_without_a_writable_cache_folder_a_private_temporary_one_is_used(tmp_path):
    blocked = tmp_path / "cache"
    blocked.write_text("a file where a folder is wanted", encoding="utf-8")
    environment = {**os.environ, "XDG_CACHE_HOME": str(blocked), "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    script = "from matcher.matching.kernel import CACHE; print(CACHE)"
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(tmp_path))
