"""What an import came to, on screen and as JSON: counts, what to put right, what to do next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.cli import kept
from matcher.cli.say import note, out, problem_lines, program

if TYPE_CHECKING:
    from matcher.base.problems import Problem
    from matcher.outputs.json import Json
    from matcher.workflows.programme.column_maps import MadeMap
    from matcher.workflows.programme.importing import Brought

FINE, PROBLEMS = 0, 1
NOTES_SHOWN = 20
ADVERTS = "adverts"
SURE = 100
"""Of 100: a heading that is known by that name."""


def show_brought(brought: Brought, *, as_json: bool) -> int:
    """Tell what came of it; 1 where something has to be put right."""
    if brought.saved is not None:
        kept.keep("What was read is kept.")
    if as_json:
        from matcher.cli.showing import print_json

        print_json(_as_json(brought))
    else:
        for line in _lines(brought):
            out(line)
    return PROBLEMS if brought.stopping else FINE


def show_proposed(made: MadeMap) -> int:
    """Tell what was proposed and what is to be done with it; 1 where some file could not be read."""
    out(f"Proposed a column map in {made.path}. Nothing was imported.")
    for one in made.proposed.sheets:
        if one.becomes is None:
            out(f"  {one.name}: nothing in it says whose its rows are, so nothing is taken from it.")
            continue
        alike = sum(taken.alike < SURE for taken in one.taken)
        parts = [f"{len(one.taken)} columns taken"] + ([f"{alike} of them only alike"] if alike else [])
        out(f"  {one.name} becomes {one.becomes.name}: {', '.join(parts)}; {len(one.not_taken)} not taken.")
    for line in problem_lines(made.proposed.problems):
        note(line)
    out("Read it, correct it, and write confirmed: true in it. Then:")
    out(f"  {program()} import FILE --map {shlex.quote(str(made.path))} --dry-run")
    return PROBLEMS if any(one.stops_row for one in made.proposed.problems) else FINE


def _lines(brought: Brought) -> Iterator[str]:
    yield from _counted(brought)
    if brought.stopping:
        yield "\nTo put right:"
        yield from (f"  {line}" for line in problem_lines(brought.stopping))
    if brought.notes:
        yield "\nTo look at (loaded all the same):"
        yield from (f"  {line}" for line in problem_lines(brought.notes, most=NOTES_SHOWN))
    yield ""
    yield from _ended(brought)
    if brought.rejects is not None:
        yield f"Rows to put right are in {brought.rejects}: correct them there and import that file."


def _counted(brought: Brought) -> Iterator[str]:
    if not brought.counts:
        yield "Nothing was read."
    for name, counts in brought.counts.items():
        parts = [f"{counts.loaded:,} good"]
        parts += [f"{counts.rejected:,} to put right"] if counts.rejected else []
        parts += [f"{counts.repeated:,} the same as another or held already"] if counts.repeated else []
        parts += [f"{counts.examples:,} examples passed over"] if counts.examples else []
        yield f"{name}: {counts.found:,} found; {', '.join(parts)}."


def _ended(brought: Brought) -> Iterator[str]:
    if brought.saved is None:
        yield "Nothing was saved: this was a dry run. Run it again without --dry-run to keep the good rows."
        return
    added, changed = brought.saved.added, brought.saved.changed
    if not any(counts.loaded or counts.repeated for counts in brought.counts.values()):
        yield "Nothing could be used, so nothing was changed."
        return
    if not added and not changed:
        yield "Nothing is new: the programme holds all of it already."
        return
    yield f"Kept: {added:,} records added, {changed:,} changed."
    if brought.rejects is None and any(counts.rejected for name, counts in brought.counts.items() if name != ADVERTS):
        yield "Add --problems FILE.xlsx to have the rows to put right in a workbook of their own."
    if brought.next:
        command, reference = brought.next
        yield f"Next: {program()} {command} {shlex.quote(reference)}"


def _as_json(brought: Brought) -> Json:
    saved = brought.saved
    return {
        "format": 1,
        "saved": None if saved is None else {"added": saved.added, "changed": saved.changed},
        "read": {
            name: {
                "found": counts.found,
                "loaded": counts.loaded,
                "rejected": counts.rejected,
                "examples": counts.examples,
                "repeated": counts.repeated,
            }
            for name, counts in brought.counts.items()
        },
        "problems": [_problem(one) for one in brought.problems],
        "rejects": None if brought.rejects is None else str(brought.rejects),
    }


def _problem(problem: Problem) -> Json:
    return {
        "where": problem.where,
        "value": problem.value,
        "what": problem.what,
        "fix": problem.fix,
        "stops_row": problem.stops_row,
    }
