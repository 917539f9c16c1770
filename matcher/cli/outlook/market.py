"""What keeps people out over the whole market: on screen, as JSON, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from matcher.cli.outlook.pool import FRAME, people
from matcher.cli.say import out
from matcher.cli.showing import console, print_json

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards
    from matcher.workflows.outlook.market import AskedFor, Market

SHOWN = 12
"""Rows of each list on screen; JSON and CSV hold all."""
LEVELS = ("all", "occupation", "place")
NOWHERE = {"occupation": "occupation not known", "place": "place not known"}
FIGURES = ("vacancies", "applied", "people", "people_today", "sole", "kept_out", "any", "any_everyone")

Form = Literal["screen", "json", "csv"]


def show_market(market: Market, form: Form) -> None:
    """The market's requirements, what keeps most people out first."""
    if form == "json":
        print_json(_as_json(market))
    elif form == "csv":
        out(_as_csv(market).rstrip("\n"))
    else:
        _on_screen(market)


def _on_screen(market: Market) -> None:
    from matcher.base.days import say_day
    from matcher.outputs.terminal import Cards

    cards = Cards(console())
    cards.say("What keeps people out, over all open vacancies, among our clients", style="bold")
    cards.say(
        f"{market.clients:,} people and {market.vacancies:,} open vacancies: {market.pairs:,} pairs of a person and a "
        f"vacancy. {market.passing:,} pass as requirements are applied; {market.passing_as_stated:,} would if every "
        "essential one that can be compared were applied as stated."
    )
    if market.left_out:
        cards.say(f"{market.left_out:,} people left out: nobody has asked yet whether we may match them.")
    cards.say(
        "Below, a pair is one person and one vacancy; it is open where nothing of the person's own, the law's or the "
        "programme's stands between the two. Listed are the essential requirements that can be compared."
    )
    _show("By what is asked", market.requirements, "all", cards)
    _show("By occupation", market.by_occupation, "occupation", cards)
    _show("By postcode district", market.by_place, "place", cards)
    run = market.stamp
    cards.head("")
    cards.say(
        f"Run {run.run}. Data of {say_day(run.on)}. Models {run.digest[:12]}. Version {run.version}.", style="dim"
    )


def _show(title: str, rows: Sequence[AskedFor], level: str, cards: Cards) -> None:
    cards.head(f"{title}, among our clients")
    felt = [one for one in rows if one.any_open]
    if not felt:
        cards.say("Nothing that is asked for keeps anybody out.", indent=2)
    for one in felt[:SHOWN]:
        place = f"{one.where or NOWHERE[level]}: " if level != "all" else ""
        cards.say(f"{place}{one.requirement}", indent=2)
        cards.say(_figures(one), indent=4)
    if len(rows) > len(felt[:SHOWN]):
        rest = f"{len(rows) - len(felt[:SHOWN]):,} more with --json or --csv"
        cards.say(f"{rest}, {len(rows) - len(felt):,} of which keep nobody out.", indent=2)


def _figures(one: AskedFor) -> str:
    asked = "1 vacancy asks it" if one.vacancies == 1 else f"{one.vacancies:,} vacancies ask it"
    now = "applied" if one.applied == one.vacancies else f"applied in {one.applied or 'none'}"
    alone = f"{_people(one.people_today, pairs=one.kept_out)} today"
    if one.kept_out < one.sole:
        alone += f", {_people(one.people, pairs=one.sole)} if it were applied wherever it is asked"
    return f"{asked}, {now}. Kept out by it alone: {alone}. Not met in {one.any_open:,} of the open pairs."


def _people(count: int, *, pairs: int) -> str:
    """`11 people (19 pairs)`; without the pairs where they are as many."""
    return people(count) if pairs == count else f"{people(count)} ({pairs:,} pairs)"


def _as_json(market: Market) -> Json:
    from matcher.outputs.json import stamp

    return {
        **stamp(market.stamp),
        "frame": FRAME,
        "counts": "pairs of a person and a vacancy; people and people_today count each person once",
        "clients": market.clients,
        "left_out": market.left_out,
        "vacancies": market.vacancies,
        "pairs": market.pairs,
        "passing": market.passing,
        "passing_if_all_applied": market.passing_as_stated,
        "requirements": [_row(one) for one in market.requirements],
        "by_occupation": [{"occupation": one.where, **_row(one)} for one in market.by_occupation],
        "by_place": [{"place": one.where, **_row(one)} for one in market.by_place],
    }


def _row(one: AskedFor) -> Json:
    return {"requirement": one.requirement, "kinds": list(one.kinds), **dict(zip(FIGURES, _counts(one), strict=True))}


def _counts(one: AskedFor) -> tuple[int, ...]:
    people_ = one.people, one.people_today
    return one.vacancies, one.applied, *people_, one.sole, one.kept_out, one.any_open, one.any_everyone


def _as_csv(market: Market) -> str:
    """One row a requirement and level; nothing that a spreadsheet would run as a formula."""
    from matcher.importers.csv_files import guarded

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["level", "where", "requirement", "kinds", *FIGURES, "frame"])
    for level, rows in zip(LEVELS, (market.requirements, market.by_occupation, market.by_place), strict=True):
        for one in rows:
            words = [one.where or "", one.requirement, " ".join(one.kinds)]
            writer.writerow([level, *map(guarded, words), *_counts(one), FRAME])
    return text.getvalue()
