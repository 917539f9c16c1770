"""The shipped models, read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matcher.library.load import load_library

if TYPE_CHECKING:
    from matcher.library.load import Library


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped models."""
    return load_library()
