"""A better-off table on screen and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.cli.showing import console, print_json

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.workflows.money.better_off import BetterOffTable, HoursRow

ALWAYS = ("Hours", "Pay after tax", "Universal Credit", "Left over", "Better off by")
GAP = "  "
HEAD_WIDE = 10


def show_table(table: BetterOffTable, *, as_json: bool) -> None:
    """The rows, what was taken as given, what to mind, and what is left out."""
    if as_json:
        print_json(_as_json(table))
        return
    from matcher.outputs.terminal import Cards

    cards = Cards(console())
    cards.say(table.head, style="bold")
    for sentence in table.taken:
        cards.say(sentence)
    cards.console.print()
    for line in _lines(table):
        cards.console.print(line, soft_wrap=True, highlight=False)
    cards.console.print()
    for sentence in table.notes:
        cards.say(sentence, mark="!")
    for sentence in table.says:
        cards.say(sentence)


def _cells(row: HoursRow) -> dict[str, str]:
    """One row's cells by heading, pounds and pence a week."""
    lines = row.lines
    after = lines["gross"] - lines["income_tax"] - lines["national_insurance"]
    better = row.better_off_by
    return {
        "Hours": f"{row.hours:g}",
        "Pay after tax": _pounds(after),
        "Universal Credit": _pounds(lines["universal_credit"]),
        "Child Benefit": _pounds(lines["child_benefit"]),
        "Scottish Child Payment": _pounds(lines["scottish_child_payment"]),
        "Childcare": _pounds(-lines["childcare"]),
        "Travel": _pounds(-lines["travel"]),
        "Left over": _pounds(lines["left_over"]),
        "Better off by": "-" if better is None else _pounds(better),
    }


def _lines(table: BetterOffTable) -> Iterator[str]:
    """The table as aligned text; a column of nothing but noughts is left out."""
    rows = [_cells(row) for row in table.rows]
    heads = [one for one in rows[0] if one in ALWAYS or any(row[one] != _pounds(0) for row in rows)]
    wrapped = {one: textwrap.wrap(one, HEAD_WIDE) for one in heads}
    wide = {one: max(*map(len, wrapped[one]), *(len(row[one]) for row in rows)) for one in heads}
    deep = max(map(len, wrapped.values()))
    for level in range(deep):
        parts = [[""] * (deep - len(wrapped[one])) + wrapped[one] for one in heads]
        yield GAP.join(part[level].rjust(wide[one]) for one, part in zip(heads, parts, strict=True)).rstrip()
    for row in rows:
        yield GAP.join(row[one].rjust(wide[one]) for one in heads)


def _pounds(pence: int) -> str:
    return f"{'-' if pence < 0 else ''}{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def _as_json(table: BetterOffTable) -> Json:
    return {
        "format": 1,
        "on": table.on.isoformat(),
        "tax_year": table.tax_year,
        "estimate": table.head,
        "taken": list(table.taken),
        "rows": [
            {"hours": row.hours, **row.lines, "better_off_by": row.better_off_by, "notes": list(row.notes)}
            for row in table.rows
        ],
        "left_out": [{"id": one.id, "what": one.what, "because": one.because} for one in table.known.left_out],
        "calculators": [{"name": one.name, "url": one.url} for one in table.known.calculators],
    }
