"""`matcher --help` answers at once because it loads nothing that a command would need."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("numpy", "numba", "pandas", "sklearn", "sqlalchemy", "pydantic", "xlsxwriter", "pyarrow", "scipy")

ASK_FOR_HELP = """
import runpy, sys
sys.argv = ["matcher", *{arguments!r}]
try:
    runpy.run_module("matcher", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
print("loaded:", *sorted(set(sys.modules) & set({heavy!r})))
"""


def test_help_loads_nothing_heavy():
    assert _loaded("--help") == []


@pytest.mark.parametrize("arguments", [["--version"], [], ["shortlist", "--help"], ["no-such-command"]], ids=" ".join)
def test_what_needs_no_programme_loads_at_most_the_shape_of_records(arguments):
    assert set(_loaded(*arguments)) <= {"pydantic"}


def _loaded(*arguments: str) -> list[str]:
    """Which of the heavy libraries one command has loaded when it ends."""
    script = ASK_FOR_HELP.format(arguments=list(arguments), heavy=HEAVY)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    last = ran.stdout.splitlines()[-1]
    assert last.startswith("loaded:"), ran.stdout
    return last.removeprefix("loaded:").split()


def test_the_package_itself_loads_nothing_heavy():
    script = f"import matcher, sys; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []
