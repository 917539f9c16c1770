"""What is installed elsewhere works there: from a wheel, in a place that may only be read, without a home."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.limits import bound_by_permissions, only_to_be_read

ROOT = Path(__file__).resolve().parents[2]


def built(source: Path, to: Path, kind: str) -> Path:
    """A wheel or sdist of what lies in `source`, with the tools that are installed."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(to)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    (made,) = to.glob("*.whl" if kind == "wheel" else "*.tar.gz")
    return made


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel that was built from the sdist, as an index would have it."""
    place = tmp_path_factory.mktemp("built")
    with tarfile.open(built(ROOT, place, "sdist")) as archive:
        archive.extractall(place / "unpacked", filter="data")
    (source,) = (place / "unpacked").iterdir()
    return built(source, place, "wheel")


def test_models_and_demo_are_inside_and_tests_are_not(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in ("matcher/models/INDEX.yaml", "matcher/fixtures/demo/clients.csv", "matcher/outputs/templates/"):
        assert any(name.startswith(wanted) for name in names), wanted
    assert not [name for name in names if name.startswith(("tests", "benchmarks", "docs"))]


def test_the_demo_runs_where_nothing_of_it_may_be_written(wheel, tmp_path):
    site, work = tmp_path / "site", tmp_path / "work"
    work.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "XDG", "MATCHER"))}
    env = {**kept, "PYTHONPATH": str(site), "HOME": "/nonexistent"}
    with only_to_be_read(site):
        ran = subprocess.run(
            [sys.executable, "-c", "import matcher.__main__ as m; print(m.__file__); m.main()", "demo", "made"],
            cwd=work,
            env=env,
            capture_output=True,
            text=True,
            preexec_fn=bound_by_permissions,
        )
    assert ran.stderr == ""
    assert ran.returncode == 0
    assert ran.stdout.startswith(str(site))
    assert "Shortlist for Shelf filler (V0031)" in ran.stdout
    assert (work / "made" / "shortlist-V0031.html").stat().st_size > 10_000
    assert not list(site.rglob("__pycache__"))
