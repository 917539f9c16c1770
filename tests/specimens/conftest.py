"""One made-up programme of a fair size, shared by the tests of this room."""

import datetime as dt

import pytest

from matcher.library.load import Library, load_library
from matcher.records.programme import Programme
from matcher.specimens.programme import made_up

ON = dt.date(2026, 11, 16)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def large(library: Library) -> Programme:
    """Large enough for rare things to occur."""
    return made_up(clients=3000, vacancies=3000, seed=11, on=ON, library=library)
