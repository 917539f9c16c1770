"""Every sheet of the workbook, in the order they are shown, and the order in which they are read."""

from __future__ import annotations

from matcher.importers.cells import fold
from matcher.importers.columns import Sheet
from matcher.importers.sheets.agreed import CONSENT
from matcher.importers.sheets.clients import CLIENTS
from matcher.importers.sheets.dealings import APPROACHES, PROMISES_SHEET
from matcher.importers.sheets.duties import ADVERT_TEXT, SHIFTS, TASKS
from matcher.importers.sheets.employers import CONDUCT, EMPLOYERS, PLACES, PROGRAMME
from matcher.importers.sheets.jobs import JOBS, WORKED
from matcher.importers.sheets.requirements import REQUIREMENTS
from matcher.importers.sheets.seen import ACTIONS, DECISIONS_SHEET, OBSERVATIONS
from matcher.importers.sheets.services import SERVICES
from matcher.importers.sheets.vacancies import VACANCIES
from matcher.importers.sheets.wants import WANTS
from matcher.importers.sheets.weeks import CARE, WEEKS

SHEETS: tuple[Sheet, ...] = (
    CLIENTS,
    WEEKS,
    CARE,
    WANTS,
    OBSERVATIONS,
    ACTIONS,
    CONSENT,
    EMPLOYERS,
    CONDUCT,
    APPROACHES,
    PROMISES_SHEET,
    VACANCIES,
    SHIFTS,
    TASKS,
    REQUIREMENTS,
    DECISIONS_SHEET,
    JOBS,
    WORKED,
    ADVERT_TEXT,
    SERVICES,
    PLACES,
    PROGRAMME,
)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
BY_FOLD = {fold(sheet.name): sheet for sheet in SHEETS}

READING_ORDER: tuple[Sheet, ...] = (
    PROGRAMME,
    PLACES,
    SERVICES,
    EMPLOYERS,
    CONDUCT,
    VACANCIES,
    SHIFTS,
    TASKS,
    REQUIREMENTS,
    ADVERT_TEXT,
    APPROACHES,
    PROMISES_SHEET,
    CLIENTS,
    WEEKS,
    CARE,
    WANTS,
    OBSERVATIONS,
    ACTIONS,
    CONSENT,
    DECISIONS_SHEET,
    JOBS,
    WORKED,
)
"""Whoever is referred to comes first."""
