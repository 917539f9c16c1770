"""Looking after a programme's database: which schema it has, bringing it up to date, a backup and putting it back."""

from __future__ import annotations

from pathlib import Path

from matcher import __version__
from matcher.library.load import load_library
from matcher.store import backup as backing_up
from matcher.store import erasing
from matcher.store import restore as putting_back
from matcher.store import upgrade as upgrading
from matcher.store.about import FILE as ABOUT_FILE
from matcher.store.backup import BackedUp
from matcher.store.folder import Folder, located, open_folder
from matcher.store.restore import Restored
from matcher.store.upgrade import Status, Upgraded
from matcher.workflows.allowed import allowed
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

KEEP_HOUSE = "keep_house"


def database_status(where: Where) -> Status:
    """Which schema the programme's database has, and what an upgrade would bring."""
    return upgrading.status(_located(where))


def upgrade(where: Where) -> Upgraded:
    """Bring the programme's database up to date, with a whole copy of it made first."""
    allowed(where.role, KEEP_HOUSE, library=load_library(where.models))
    return upgrading.upgrade(_located(where), hand(where))


def _located(where: Where) -> Folder:
    return located(where.programme, database_url=where.database_url)


def back_up(where: Where, file: Path) -> BackedUp:
    """Write the whole programme to one file. Raises GivenProblems where the file is there already."""
    allowed(where.role, KEEP_HOUSE, library=load_library(where.models))
    return backing_up.back_up(_located(where), file, hand(where), version=__version__)


def restore(where: Where, file: Path, *, replace: bool, database_url: str = "") -> Restored:
    """Put a backup back, into a new folder or, with `replace`, in the place of the programme that is there.

    `database_url`: the empty PostgreSQL database to put it in; else a file in the folder.
    """
    allowed(where.role, KEEP_HOUSE, library=load_library(where.models))
    there = (where.programme / ABOUT_FILE).exists()
    url = where.database_url if there else database_url
    return putting_back.restore(file, where.programme, hand(where), replace=replace, database_url=url)


def tidy(where: Where) -> None:
    """Write the database anew, so that nothing of what was erased is left in its files."""
    allowed(where.role, KEEP_HOUSE, library=load_library(where.models))
    erasing.leave_no_trace(open_folder(where.programme, database_url=where.database_url).place)
