"""The shipped models, read once, and an edition of them whose lists are short."""

from __future__ import annotations

import pytest

from matcher.library.load import Library, load_library

RANKING = "matching/ranking.yaml"


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped models."""
    return load_library()


@pytest.fixture(scope="session")
def short_lists(library) -> Library:
    """The shipped models, but every section shows one row only."""
    text = library.raw[RANKING].decode()
    for section in library.ranking.sections:
        text = text.replace(f'name: "{section.name}", k: {section.k}', f'name: "{section.name}", k: 1')
    edition = Library({**library.raw, RANKING: text.encode()})
    assert [section.k for section in edition.ranking.sections] == [1, 1, 1, 1]
    return edition
