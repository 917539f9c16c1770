"""How long commands take from the shell, and what they import."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HEAVY = ("pydantic", "numpy", "yaml", "pandas", "pyarrow", "numba", "sklearn", "scipy", "xlsxwriter", "jinja2")
EXAMPLE = "V0031"


def startup(folder: Path, *, rounds: int) -> list[str]:
    """Lines of a table: command, median seconds, modules imported, heavy libraries among them."""
    demo = folder / "demo"
    made = _run(["demo", str(demo)], folder)
    lines = ["| command | seconds | modules | of the heavy ones |", "|---|---|---|---|"]
    lines.append(_line("matcher --help", ["--help"], folder, rounds=rounds))
    if made.returncode:
        return [*lines, f"| matcher shortlist {EXAMPLE} | not measured: the demo could not be made | | |"]
    words = ["--programme", str(demo), "shortlist", EXAMPLE]
    if _run(words, folder).returncode:
        words = ["shortlist", EXAMPLE, "--programme", str(demo)]
    return [*lines, _line(f"matcher shortlist {EXAMPLE}", words, folder, rounds=rounds)]


def _line(name: str, words: list[str], folder: Path, *, rounds: int) -> str:
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        found = _run(words, folder)
        took.append(time.perf_counter() - start)
        if found.returncode:
            return f"| {name} | not measured: exit code {found.returncode} | | |"
    modules = _modules(words, folder)
    heavy = ", ".join(one for one in HEAVY if one in modules) or "none"
    return f"| {name} | {statistics.median(took):.2f} | {len(modules)} | {heavy} |"


def _modules(words: list[str], folder: Path) -> set[str]:
    """Names of all modules that a command imports."""
    told = _run(words, folder, "-X", "importtime").stderr
    return {line.rsplit("|", 1)[1].strip() for line in told.splitlines() if line.startswith("import time:")}


def _run(words: list[str], folder: Path, *python: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *python, "-m", "matcher", *words],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "warm"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
