"""An empty programme on each of the two databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.store.folder import Folder, create_folder
from tests.server import new_database
from tests.store.test_folder import ABOUT


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    """An empty programme, on each of the two databases."""
    url = new_database() if request.param == "PostgreSQL" else ""
    return create_folder(tmp_path / "programme", ABOUT, database_url=url)
