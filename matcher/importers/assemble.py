"""From rows to records: whose row it is, whether it can be used, and what it changes.

Three kinds of sheet (`Sheet.keeps`), three functions. Each row ends in exactly one place: it is loaded, it is the
same as another row, or it carries a problem that stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError

from matcher.importers.cells import CellFault
from matcher.importers.columns import Changes, Column, Sheet
from matcher.importers.entries import Entry
from matcher.importers.imported import Draft
from matcher.importers.kinds import Owner
from matcher.importers.paths import applied, get, split
from matcher.importers.rows import Row, RowFault
from matcher.importers.tools import Tools
from matcher.records.shape import Record


class Assembly:
    """Records as they grow, sheet by sheet."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.drafts: list[Draft] = []
        self.own_rows: dict[tuple[Owner, str], Row] = {}
        """The row of each record's own sheet."""
        self.identities: dict[str, dict[str, str]] = {}
        self.facts: list[Any] = []
        self.repeated: set[int] = set()
        """ids of row objects that say the same as an earlier row."""
        self.companions: dict[int, Row] = {}
        """Rows that loaded and belong with a row to put right, by id of the row object."""

    # --- rows that are records

    def records(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """Each row is one record: new, or what is held with what the row says."""
        for row in rows:
            base = self.tools.held.of(sheet.owner).get(row.key)
            if self._usable(row, sheet, new=base is None) and self._first_of_its_kind(row, sheet):
                self._record(row, sheet, base)
            if row.stopped and row.key and base is None and row.key not in self.tools.held.of(sheet.owner):
                self.tools.refused.setdefault((sheet.owner, row.key), row.where(sheet.key.name))

    def _first_of_its_kind(self, row: Row, sheet: Sheet) -> bool:
        before = self.own_rows.setdefault((sheet.owner, row.key), row)
        if before is row:
            return True
        if before.cells == row.cells:
            self.repeated.add(id(row))
        else:
            what = f"is on {before.where(sheet.key.name)} too, with other facts."
            row.blame(sheet.key.name, what, f"Keep one row for each {sheet.owner}.")
        return False

    def _record(self, row: Row, sheet: Sheet, base: Record | None) -> None:
        assert sheet.model is not None
        try:
            if sheet.together is not None:
                sheet.together(row, self.tools, base)
            paths = sheet.paths
            changes = {paths[name]: value for name, value in row.values.items() if name in paths}
            identity = _taken(changes, "identity.")
            record = applied(sheet.model, base, changes)
        except CellFault as fault:
            _blame(row, fault)
        except ValidationError as error:
            _explain(row, sheet, error)
        else:
            self.tools.held.of(sheet.owner)[row.key] = record
            self.drafts.append(Draft(sheet.owner, row.key, changes))
            if any(identity.values()):
                self.identities.setdefault(row.key, {}).update(identity)

    # --- rows that are parts of a list

    def lists(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """All rows of one owner are one list. An earlier list stands until the whole of the new one can be read."""
        groups: dict[str, list[tuple[Row, object]]] = {}
        for row in rows:
            piece = self._piece(row, sheet)
            if isinstance(piece, Entry):
                self.facts.append(piece)
            else:
                groups.setdefault(row.key, []).append((row, piece))
        for owner, group in groups.items():
            pieces = [(row, piece) for row, piece in group if piece is not None and not row.stopped]
            if sheet.agree is not None:
                sheet.agree(pieces)
            if owner in self.tools.held.of(sheet.owner):
                self._settle(sheet, owner, [row for row, _ in group], pieces)

    def _piece(self, row: Row, sheet: Sheet) -> object:
        """What one row says; None where it is stopped or says only that the list is not known."""
        known = sheet.key.name in row.values
        if known and len(row.values) > 1 and all(v is None for n, v in row.values.items() if n != sheet.key.name):
            self._usable(row, sheet, new=False)
            return None
        if not self._usable(row, sheet, new=True):
            return None
        return self._built(row, sheet)

    def _built(self, row: Row, sheet: Sheet) -> object:
        assert sheet.build is not None
        try:
            return sheet.build(row, self.tools)
        except CellFault as fault:
            _blame(row, fault)
        except ValidationError as error:
            _explain(row, sheet, error)
        return None

    def _settle(self, sheet: Sheet, owner: str, group: list[Row], pieces: Sequence[tuple[Row, Any]]) -> None:
        assert sheet.fill is not None
        record = self.tools.held.of(sheet.owner)[owner]
        earlier = any(get(record, path) for path in sheet.fill([]))
        _hold_together(sheet, group, entire=earlier)
        stopped = any(row.stopped for row in group)
        changes: Changes = {}
        good = [piece for row, piece in pieces if not row.stopped]
        if good or not stopped:
            changes |= sheet.fill(good)
        if stopped:
            flags = {flag: False for flag in sheet.flags if getattr(record, flag)}
            changes |= flags
            self._keep_company(sheet, owner, group, with_owner=bool(flags))
        if changes:
            changed = _copied(record, changes)
            for words in sheet.dropped(record, changed) if sheet.dropped is not None else ():
                what = f"leaves out what was held before, so it is held no longer: {words}."
                group[0].blame(sheet.key.name, what, "Add the row again if it still holds.", stops=False)
            self.tools.held.of(sheet.owner)[owner] = changed
            self.drafts.append(Draft(sheet.owner, owner, changes))

    def _keep_company(self, sheet: Sheet, owner: str, group: list[Row], *, with_owner: bool) -> None:
        """Rows that loaded go with those to put right, so that the corrected workbook holds the whole list."""
        self.companions |= {id(row): row for row in group if not row.stopped}
        own = self.own_rows.get((sheet.owner, owner))
        if with_owner and own is not None and not own.stopped:
            self.companions[id(own)] = own
            header = " and ".join(
                one.header for flag in sheet.flags for one in own.found.sheet.columns if one.path == flag
            )
            first = next(row for row in group if row.stopped)
            what = f"belongs to a list that is said to be complete. '{header}' was taken back until this row loads."
            first.blame(sheet.key.name, what, "Put the row right and import it with the rows beside it.", stops=False)

    # --- rows that stand alone

    def stand_alone(self, sheet: Sheet, rows: Iterable[Row]) -> None:
        """Each row is one fact."""
        seen: dict[Any, Row] = {}
        for row in rows:
            if not self._usable(row, sheet, new=True):
                continue
            fact = self._built(row, sheet)
            if fact is None:
                continue
            if seen.setdefault(fact, row) is not row:
                self.repeated.add(id(row))
            elif sheet.owner == "programme" and len(seen) > 1:
                row.blame(sheet.key.name, "is a second data date.", "Keep one row.")
            else:
                self.facts.append(fact)

    # --- what holds for every row

    def _usable(self, row: Row, sheet: Sheet, *, new: bool) -> bool:
        """Whether a row has what it needs and refers to what is known; blames what it lacks."""
        for column in sheet.needed if new else (sheet.key,):
            if row.values.get(column.name) in (None, "") and not row.faulty(column):
                row.blame(column.name, "is missing.", f"Fill in {column.header}.")
        for name, owner in sheet.referring:
            value = row.values.get(name)
            if value is not None:
                try:
                    self.tools.known(owner, value)
                except CellFault as fault:
                    row.blame(name, fault.what, fault.fix)
        _ask_about_order(row, sheet)
        return not row.problems or not row.stopped


def _ask_about_order(row: Row, sheet: Sheet) -> None:
    """A note for days that stand the wrong way round."""
    for first, second in sheet.in_order:
        one, other = row.values.get(first), row.values.get(second)
        if one is not None and other is not None and other < one:
            row.blame(second, f"is before {sheet.by_name[first].header}.", "Correct it if that is a slip.", stops=False)


def _hold_together(sheet: Sheet, group: Sequence[Row], *, entire: bool) -> None:
    """Stop the good rows that would mislead without the bad ones beside them."""
    bad: dict[object, Row] = {}
    for row in group:
        if row.stopped:
            bad.setdefault("" if entire else sheet.part(row), row)
    for row in group:
        part = "" if entire else sheet.part(row)
        if part in bad and not row.stopped:
            first = bad[part]
            what = f"goes with row {first.number}, which has a problem; half of them would mislead."
            row.blame(sheet.key.name, what, "Put that row right; then this one loads with it.")


def _taken(changes: Changes, prefix: str) -> dict[str, str]:
    """Takes the changes under a prefix out of the others."""
    return {path.removeprefix(prefix): changes.pop(path) for path in [p for p in changes if p.startswith(prefix)]}


def _copied(record: Record, changes: Changes) -> Record:
    """The record with whole fields replaced by values that are records already."""
    update: dict[str, Any] = {}
    for path, value in changes.items():
        outer, inner, _ = split(path)
        if inner:
            holder = update.get(outer, getattr(record, outer))
            update[outer] = holder.model_copy(update={inner: value})
        else:
            update[outer] = value
    return record.model_copy(update=update)


def _blame(row: Row, fault: CellFault) -> None:
    column = fault.column if isinstance(fault, RowFault) else row.found.sheet.key.name
    row.blame(column, fault.what, fault.fix)


def _explain(row: Row, sheet: Sheet, error: ValidationError) -> None:
    """A record's own refusal, at the column it is about."""
    for one in error.errors(include_url=False, include_input=False):
        message = str(one["msg"]).removeprefix("Value error, ")
        path = ".".join(str(step) for step in one["loc"])
        names = next((names for words, names in sheet.blames if words in message), ()) or (_at(sheet, path).name,)
        column = next((name for name in names if row.values.get(name) is not None), names[0])
        row.blame(column, f"does not fit: {message}.", "Correct it here or beside it.")


def _at(sheet: Sheet, path: str) -> Column:
    found = [c for c in sheet.columns if c.path == path or any(field.endswith(f".{path}") for field in c.covers)]
    return found[0] if found else sheet.key
