"""Every import contract is broken once on purpose, in a copy, to see that it is caught and named."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
IMPORT_LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in IMPORT_LINTER["contracts"]}

# contract, what is added to which module, and what lint-imports must say about it
BREAKS = {
    "a room imports one above it": (
        "layers",
        {"matcher/base/odd.py": "import matcher.workflows"},
        "matcher.base is not allowed to import matcher.workflows",
    ),
    "a room imports one beside it": (
        "layers",
        {"matcher/explain/odd.py": "import matcher.audit"},
        "matcher.explain is not allowed to import matcher.audit",
    ),
    "evidence reads free text for columns": (
        "layers",
        {
            "matcher/columns/odd.py": "import matcher.evidence",
            "matcher/evidence/odd.py": "import matcher.reading",
        },
        "matcher.evidence is not allowed to import matcher.reading",
    ),
    "a room nobody declared": (
        "layers",
        {"matcher/helpers/__init__.py": ""},
        "The following modules are not listed as layers: - matcher.helpers",
    ),
    "the audit of criteria reads equality answers": (
        "equality",
        {"matcher/audit/odd.py": "from matcher.records import equality"},
        "protected package matcher.records.equality: - matcher.audit.odd -> matcher.records.equality",
    ),
    "another importer reads equality answers": (
        "equality",
        {"matcher/importers/odd.py": "import matcher.records.equality"},
        "protected package matcher.records.equality: - matcher.importers.odd -> matcher.records.equality",
    ),
    "records hand equality answers to everyone": (
        "equality",
        {"matcher/records/__init__.py": "from matcher.records import equality"},
        "protected package matcher.records.equality: - matcher.records -> matcher.records.equality",
    ),
    "records hand names to everyone": (
        "identity",
        {"matcher/records/__init__.py": "import matcher.records.identity"},
        "protected package matcher.records.identity: - matcher.records -> matcher.records.identity",
    ),
    "columns read names": (
        "identity",
        {"matcher/columns/odd.py": "import matcher.records.identity"},
        "protected package matcher.records.identity: - matcher.columns.odd -> matcher.records.identity",
    ),
    "measures read what was told of a household": (
        "household",
        {"matcher/measures/odd.py": "from matcher.records import household"},
        "protected package matcher.records.household: - matcher.measures.odd -> matcher.records.household",
    ),
    "columns read a household's money": (
        "better_off",
        {"matcher/columns/odd.py": "import matcher.betteroff.week"},
        "protected package matcher.betteroff: - matcher.columns.odd -> matcher.betteroff.week",
    ),
    "a measure compiles itself": (
        "numba",
        {"matcher/measures/odd.py": "from numba import njit"},
        "protected package numba: - matcher.measures.odd -> numba",
    ),
    "matching compiles outside its kernel": (
        "numba",
        {"matcher/matching/odd.py": "import numba.core"},
        "protected package numba: - matcher.matching.odd -> numba",
    ),
    "scoring imports pandas": (
        "pure",
        {"matcher/scoring/odd.py": "import pandas"},
        "matcher.scoring is not allowed to import pandas",
    ),
    "measures reach scikit-learn by way of another room": (
        "pure",
        {
            "matcher/measures/odd.py": "import matcher.base.odd",
            "matcher/base/odd.py": "from sklearn.linear_model import LogisticRegression",
        },
        "matcher.measures is not allowed to import sklearn",
    ),
    "columns reach outcomes": (
        "pure",
        {"matcher/columns/odd.py": "import matcher.outcomes", "matcher/outcomes/__init__.py": ""},
        "matcher.columns is not allowed to import matcher.outcomes",
    ),
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the rooms and the contracts, to be broken."""
    shutil.copytree(ROOT / "matcher", tmp_path / "matcher", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint_imports(checkout: Path) -> tuple[int, str]:
    """The exit code of lint-imports and what it printed, its lines joined."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def broken_contracts(printed: str) -> set[str]:
    """Ids of the contracts that lint-imports calls broken."""
    return {id for id, contract in CONTRACTS.items() if f"{contract['name']} BROKEN" in printed}


def test_the_rooms_as_they_are_keep_every_contract(checkout: Path) -> None:
    code, printed = lint_imports(checkout)
    assert code == 0, printed
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in printed


@pytest.mark.parametrize("what", BREAKS)
def test_a_broken_contract_is_caught_and_named(checkout: Path, what: str) -> None:
    contract, additions, message = BREAKS[what]
    for name, line in additions.items():
        module = checkout / name
        module.parent.mkdir(exist_ok=True)
        before = module.read_text(encoding="utf-8") if module.exists() else ""
        module.write_text(f"{before}\n{line}\n", encoding="utf-8")
    code, printed = lint_imports(checkout)
    assert code == 1, printed
    assert contract in broken_contracts(printed)
    assert message in printed


def test_every_contract_is_broken_at_least_once() -> None:
    assert {contract for contract, _, _ in BREAKS.values()} == set(CONTRACTS)


def test_a_room_that_is_built_is_no_longer_optional() -> None:
    optional = set(re.findall(r"\((\w+)\)", " ".join(CONTRACTS["layers"]["layers"])))
    assert optional.isdisjoint(rooms()), "take the brackets off in pyproject.toml"


def test_every_room_has_a_row_in_the_table_of_rooms() -> None:
    table = (ROOT / "docs" / "rooms.md").read_text(encoding="utf-8")
    assert [room for room in sorted(rooms()) if f"`{room}`" not in table] == []


def rooms() -> set[str]:
    """The rooms that exist."""
    return {path.parent.name for path in (ROOT / "matcher").glob("*/__init__.py")}
