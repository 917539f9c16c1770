"""What every test shares: how hard Hypothesis tries."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Times vary on a shared machine, so no example fails for being slow; in CI the same examples run every time.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.register_profile("fuzz", deadline=None, max_examples=int(os.environ.get("MATCHER_FUZZ", "1000")))
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")

LONG = {
    "cli/test_employers.py",
    "journeys/test_deciding.py",
    "journeys/test_no_names.py",
    "journeys/test_packs.py",
    "journeys/test_safe_files.py",
    "journeys/test_year.py",
    "store/test_backup.py",
    "store/test_crash.py",
    "store/test_erasing.py",
    "store/test_retaining.py",
    "store/test_upgrade.py",
    "workflows/test_casework.py",
    "workflows/test_employers.py",
}
"""Files that take most of a minute each and more than one process: `make long` runs them, `make test` does not."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long proofs to their own target; a file that is named is always run."""
    named = any(Path(one.partition("::")[0]).suffix == ".py" for one in config.args)
    if named or os.environ.get("MATCHER_LONG"):
        return
    here = Path(__file__).parent
    long = [item for item in items if item.path.relative_to(here).as_posix() in LONG]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]
