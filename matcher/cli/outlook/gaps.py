"""Gaps in the market on screen, as JSON and as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.cli.pages import show_page

if TYPE_CHECKING:
    from matcher.explain.gaps import Shown, ShownAlone, ShownRow
    from matcher.outputs.json import Json
    from matcher.workflows.where import Where

STATES = ("empty", "partly", "maybe", "offered")


def show_gaps(found: Shown, place: Where, *, by: str | None, as_json: bool, to: Path | None) -> None:
    """What is asked for and not offered; `by` limits the views."""
    from matcher.explain.gaps import gaps_report, views_of
    from matcher.library.load import load_library

    occupations = by in (None, "occupation")
    report = gaps_report(found, load_library(place.models), views=views_of(by), occupations=occupations)
    show_page(report, _as_json(found, by), as_json=as_json, to=to)


def _as_json(found: Shown, by: str | None) -> Json:
    from matcher.explain.gaps import views_of
    from matcher.outputs.json import stamp

    views = {view.replace(" ", "_"): [_row(row) for row in found.views[view]] for view in views_of(by)}
    jobs = [
        {"occupation": one.occupation, "people": one.people, "with_open": one.with_open, "vacancies": one.vacancies}
        for one in found.occupations
    ]
    return {
        **stamp(found.stamp),
        "counts": f"people are to the nearest {found.rounded_to}; null is 1 to {found.smallest - 1}",
        "clients": found.clients,
        "left_out": found.left_out,
        "vacancies": found.vacancies,
        "states": dict(zip(STATES, found.states.values(), strict=True)),
        "alone_today": {"several": found.several_today, "conditions": [_alone(one) for one in found.alone_today]},
        "alone_asked": {"several": found.several_asked, "conditions": [_alone(one) for one in found.alone_asked]},
        **({"views": views} if views else {}),
        **({"occupations": jobs} if by in (None, "occupation") else {}),
    }


def _alone(one: ShownAlone) -> Json:
    return {"condition": one.condition, "says": one.says, "people": one.people, "every": one.every}


def _row(row: ShownRow) -> Json:
    return {
        "kinds": list(row.kinds),
        "asked": row.asked,
        "people": row.people,
        **dict(zip(STATES, (row.empty, row.partly, row.maybe, row.offered), strict=True)),
        "offer_it": row.known,
        "may_offer_it": row.may,
    }
