"""Who answered a question since being shown on a list, so that honesty never makes a person disappear."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from matcher.base.stamp import digest
from matcher.matching.match import Matched
from matcher.scoring.decision import REQUIREMENT_BIT, Decision
from matcher.scoring.records import decisions
from matcher.store.folder import Folder
from matcher.store.shown import Open, Side, last_shown
from matcher.workflows.desk import Desk


def answered_since(before: Open, matched: Matched, subject: str, *, side: Side) -> tuple[str, ...]:
    """Rows shown before of which something that was open then has been answered by now."""
    rows = matched.columns.clients if side == "vacancy" else matched.columns.vacancies
    here = sorted(set(before).intersection(rows.ids))
    now = open_by_row(_records(matched, subject, here, side=side), matched, side=side)
    return tuple(row for row in here if before[row] - now[row] - _missing(matched, row, side=side))


def open_by_row(found: Iterable[Decision], matched: Matched, *, side: Side) -> dict[str, frozenset[str]]:
    """What is open now about each row: facts of the row's own side, criteria not asked, requirements unknown."""
    rows = matched.columns.clients if side == "vacancy" else matched.columns.vacancies
    out = {}
    for decision in found:
        reference = decision.client if side == "vacancy" else decision.vacancy
        facts = _names(int(rows.open[rows.row(reference)]), rows.names)
        criteria = {f"criterion {name}" for name, state in decision.criteria if state == "not_asked"}
        asked = matched.columns.requirement_ids[matched.columns.vacancies.row(decision.vacancy)]
        unknown = _names(decision.unknown >> REQUIREMENT_BIT, asked)
        out[str(reference)] = facts | criteria | {f"requirement {name}" for name in unknown}
    return out


def run_of_records(desk: Desk, edition: int) -> str:
    """What tells lists from the same records, models and day apart from others, whatever was asked of them."""
    return digest([str(edition), desk.library.digest, desk.on.isoformat()])


def shown_before(folder: Folder, subject: str, *, side: Side, run: str) -> Open:
    """What the last list made from other records showed."""
    return last_shown(folder, side, subject, run=run)


def _records(matched: Matched, subject: str, rows: list[str], *, side: Side) -> list[Decision]:
    clients, vacancies = matched.columns.clients, matched.columns.vacancies
    if side == "vacancy":
        pairs = [(clients.row(row), vacancies.row(subject)) for row in rows]
    else:
        pairs = [(clients.row(subject), vacancies.row(row)) for row in rows]
    both = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    return decisions(matched.tables, both[:, 0], both[:, 1])


def _missing(matched: Matched, row: str, *, side: Side) -> frozenset[str]:
    """Facts that nobody knows anything of: if one is open no more, the question was declined or has lapsed."""
    rows = matched.columns.clients if side == "vacancy" else matched.columns.vacancies
    return _names(int(rows.missing[rows.row(row)]), rows.names)


def _names(bits: int, names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for place, name in enumerate(names) if bits >> place & 1)
