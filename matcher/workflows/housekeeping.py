"""Looking after a programme's database: which schema it has, bringing it up to date."""

from __future__ import annotations

from matcher.library.load import load_library
from matcher.store import upgrade as upgrading
from matcher.store.folder import Folder, located
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
