"""Where real data lies that is never committed. Tests on it are skipped where it is absent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def shared_data(*parts: str) -> Path:
    """A file or folder of the shared data: in MATCHER_SHARED, or beside the checkout. Skips without it."""
    given = os.environ.get("MATCHER_SHARED")
    folders = [Path(given), Path(given) / "data"] if given else []
    folders += [above / "shared" / "data" for above in Path(__file__).resolve().parents]
    for folder in folders:
        path = folder.joinpath(*parts)
        if path.exists():
            return path
    pytest.skip(f"shared data {'/'.join(parts)} is not here")
