"""Sectors of clients and vacancies that no place is known for, told with the nearest that there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from matcher.base.problems import Problem
from matcher.records.programme import Place, Programme
from matcher.store.folder import Folder
from matcher.store.travelling import read_map
from matcher.travel.sectors import nearest_sector

EXAMPLES = 12
"""Sectors without a place that are named one by one."""


def places_lost(folder: Folder, places: Iterable[Place], of: Programme) -> list[Problem]:
    """A note for each sector of what came in (`of`) that is neither on the map nor among `places`.

    None where there is neither: then nothing goes by places yet, and there is no nearest to name.
    """
    found = read_map(folder.path)
    known = {*(found.rows if found else ()), *(place.sector for place in places)}
    return not_on_map(of, known) if known else []


def not_on_map(of: Programme, known: Collection[str]) -> list[Problem]:
    """A note for each sector of a client or vacancy of `of` that is not known. No client is named, and no postcode."""
    vacancies = {one.sector: one.id for one in reversed(of.vacancies) if one.sector}
    asked = sorted({one.sector for one in of.clients if one.sector} | set(vacancies))
    lost = [sector for sector in asked if sector not in known]
    notes = []
    for sector in lost[:EXAMPLES]:
        near = nearest_sector(sector, known)
        whose = f"vacancy {vacancies[sector]}" if sector in vacancies else "a client"
        fix = f"The nearest that is: {near}." if near else "Check it, or add it to the places sheet."
        what = f"is the sector of {whose} and is not on the map, so journeys there are not known."
        notes.append(Problem("places", sector, what, fix, stops_row=False))
    if len(lost) > EXAMPLES:
        what = f"lacks {len(lost) - EXAMPLES:,} more sectors of clients and vacancies."
        notes.append(Problem("places", "", what, "Import a newer list of postcodes.", stops_row=False))
    return notes
