"""Whom to approach, on screen, as JSON and as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.cli.pages import show_page

if TYPE_CHECKING:
    from matcher.explain.prospects import Prospect, Prospects
    from matcher.outputs.json import Json


def show_prospects(found: Prospects, *, as_json: bool, to: Path | None) -> None:
    """The list."""
    from matcher.explain.prospects import prospects_report

    show_page(prospects_report(found), _as_json(found), as_json=as_json, to=to)


def _as_json(found: Prospects) -> Json:
    from matcher.outputs.json import stamp

    return {
        **stamp(found.stamp),
        "clients": found.clients,
        "left_out": found.left_out,
        "vacancies": found.vacancies,
        "without_employer": found.without_employer,
        "more": found.more,
        "rows": [_row(one) for one in found.rows],
        "not_now": [{"employer": one.employer, "name": one.name, "why": one.why} for one in found.not_now],
    }


def _row(one: Prospect) -> Json:
    return {
        "kind": one.kind,
        "employer": one.employer,
        "name": one.name,
        "says": one.says,
        "points": one.points,
        "lines": [{"says": says, "points": points} for says, points in one.lines],
        "ask": one.ask,
        "to_employer": one.to_employer,
        "vacancies": list(one.vacancies),
        "lead": one.lead,
        "also": list(one.also),
        "last_word": one.last_word.isoformat() if one.last_word else None,
    }
