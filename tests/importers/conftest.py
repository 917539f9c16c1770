"""One library, one linker and one open reader of workbooks for all tests of this folder."""

from collections.abc import Iterator

import pytest

from matcher.importers.opener import Opener
from matcher.library.load import Library, load_library
from matcher.reading.link import Linker
from tests.importers.sheets_of import Reader


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def linker(library: Library) -> Linker:
    return Linker(library)


@pytest.fixture(scope="session")
def opener() -> Iterator[Opener]:
    with Opener() as one:
        yield one


@pytest.fixture(scope="session")
def read(library: Library, linker: Linker, opener: Opener) -> Reader:
    return Reader(library, linker, opener)
