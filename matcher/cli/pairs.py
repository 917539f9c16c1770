"""One pair on screen and as JSON: for each reader, above another, and what a what-if moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.cli.say import out
from matcher.cli.showing import console, print_json

if TYPE_CHECKING:
    from matcher.base.stamp import Stamp
    from matcher.explain.changes import Change
    from matcher.explain.comparing import Comparison
    from matcher.explain.ladder import Counted
    from matcher.outputs.json import Json
    from matcher.workflows.lists.why import Pair
    from matcher.workflows.money.better_off import InThisJob
    from matcher.workflows.opening.what_if import Moved


def show_pair_for(reader: str, pair: Pair, *, as_json: bool) -> None:
    """One pair for one reader. JSON is always the whole row, for programs and not for people."""
    if as_json:
        from matcher.outputs.json import itinerary_as_json, pair_as_json
        from matcher.outputs.ladder import door_as_json

        door = door_as_json(pair.door) if pair.door else None
        way = itinerary_as_json(pair.itinerary) if pair.itinerary and reader != "employer" else None
        print_json({**pair_as_json(pair.row, pair.stamp), "would_change": door, "itinerary": way})
    elif reader == "client":
        from matcher.outputs.terminal import Cards, show_itinerary

        _paragraph(pair.for_client.text)
        show_itinerary(pair.itinerary, Cards(console()))
    elif reader == "employer":
        _show_sheet(pair)
    else:
        from matcher.outputs.terminal import show_pair

        show_pair(pair.row, pair.for_epc, console(), stamp=pair.stamp, door=pair.door, way=pair.itinerary)


def show_in_this_job(reader: str, found: InThisJob | None) -> None:
    """What the job would change in the client's purse, for the client and staff; nothing where it is not known."""
    if found is None:
        return
    console().print()
    _paragraph(found.for_client if reader == "client" else found.for_staff)


def _paragraph(text: str) -> None:
    from matcher.outputs.terminal import Cards

    Cards(console()).say(text)


def _show_sheet(pair: Pair) -> None:
    """What the employer would read of this person, by letter, and nothing else."""
    from matcher.outputs.terminal import Cards, show_sheet

    show_sheet(pair.for_employer, Cards(console()))


def show_above(comparison: Comparison, stamp: Stamp, *, as_json: bool) -> None:
    """Why one row stands above another."""
    if not as_json:
        from matcher.outputs.terminal import show_comparison

        show_comparison(comparison, console(), stamp=stamp)
        return
    from matcher.outputs.json import stamp as stamp_json

    print_json(
        {
            **stamp_json(stamp),
            "first": comparison.first,
            "second": comparison.second,
            "rule": comparison.rule,
            "says": comparison.says,
            "lines": [
                {
                    "term": line.term,
                    "name": line.name,
                    "side": line.side,
                    "first": line.first,
                    "second": line.second,
                    "difference": line.difference,
                }
                for line in comparison.lines
            ],
        }
    )


def show_moved(moved: Moved, *, as_json: bool) -> None:
    """What a what-if moved."""
    if not as_json:
        from matcher.outputs.terminal import show_change

        for said in moved.said:
            out(f"What if {said}?")
        show_change(moved.change, console(), stamp=moved.stamp)
        return
    from matcher.outputs.json import row_as_json
    from matcher.outputs.json import stamp as stamp_json

    print_json(
        {
            **stamp_json(moved.stamp),
            "client": moved.before.client,
            "vacancy": moved.before.vacancy,
            "set": list(moved.said),
            "changed": _changed(moved.change),
            "before": row_as_json(moved.before),
            "after": row_as_json(moved.after),
        }
    )


def show_counted(counted: Counted, *, as_json: bool) -> None:
    """What a lever would do to a whole list."""
    from matcher.outputs.ladder import counted_as_json, show_counted

    if as_json:
        from matcher.outputs.json import stamp as stamp_json

        print_json({**stamp_json(counted.stamp), counted.side: counted.subject, **counted_as_json(counted)})
        return
    from matcher.outputs.terminal import Cards, show_stamp

    cards = Cards(console())
    show_counted(counted, cards)
    show_stamp(counted.stamp, cards)


def _changed(change: Change) -> Json:
    return {
        "anything": change.anything,
        "terms": [line.before.term for line in change.lines],
        "gates": [(gate.before or gate.after).id for gate in change.gates if gate.before or gate.after],  # type: ignore[union-attr]
        "section": list(change.section),
        "verdict": list(change.verdict),
    }
