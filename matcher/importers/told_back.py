"""One client's record in the words of the workbook, to be told back to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from matcher.base.days import say_day
from matcher.base.ids import ClientId
from matcher.importers.cells import Cell, shown
from matcher.importers.columns import Sheet, Values
from matcher.importers.household import HOUSEHOLD
from matcher.importers.labels import Lists
from matcher.importers.sheets.all_sheets import SHEETS
from matcher.library.load import Library
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme

Told: TypeAlias = Mapping[str, list[dict[str, str | None]]]
"""Rows by the name of their sheet; each says what stands in a column, in words. Blank columns are absent; one
that says that a thing is not known is None."""

ABOUT_CLIENTS = frozenset({"client", "job"})
"""Whose rows are about people."""


def about_clients() -> tuple[Sheet, ...]:
    """Every sheet that holds something about clients, and the one that is kept apart."""
    return (*(sheet for sheet in SHEETS if sheet.owner in ABOUT_CLIENTS), HOUSEHOLD)


def told_back(
    programme: Programme,
    ledger: Ledger,
    *,
    client: ClientId,
    identity: Identity | None,
    household: Values | None,
    library: Library,
) -> Told:
    """Everything the sheets hold about one client. `programme` and `ledger` hold nobody else's rows."""
    lists, identities = Lists(library), {str(identity.client): identity} if identity else {}
    found: dict[str, list[dict[str, str | None]]] = {}
    for sheet in about_clients():
        if sheet is HOUSEHOLD:
            rows: Iterable[Values] = [] if household is None else [household]
        elif sheet.write_ledger is not None:
            rows = sheet.write_ledger(ledger, lists)
        else:
            rows = sheet.write(programme, identities, lists)
        found[sheet.name] = [_words(sheet, row, lists) for row in rows if row.get("client", client) == client]
    return found


def _words(sheet: Sheet, row: Values, lists: Lists) -> dict[str, str | None]:
    said = {name: _said(sheet.by_name[name].kind.say(value, lists)) for name, value in row.items() if value is not None}
    return {name: said.get(name) for name, value in row.items() if value is None or said[name]}


def _said(cell: Cell) -> str:
    """A cell as a person reads it: a day in words, anything else as the spreadsheet shows it."""
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    return say_day(cell) if isinstance(cell, dt.date) else shown(cell)
