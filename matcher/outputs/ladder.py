"""What would open a door, on a terminal and as JSON. The page has it from the same types (`templates/ladder.html`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from matcher.explain.fitting import sentence
from matcher.explain.ladder import ClientLadder, step_line
from matcher.outputs.plain import ended

if TYPE_CHECKING:
    from matcher.explain.ladder import (
        AskOf,
        Counted,
        DoorWords,
        MoveWords,
        SetWords,
        StepWords,
        TwoJobsWords,
        VacancyLadder,
    )
    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards

__all__ = ["ladder_as_json", "show_door", "show_ladder", "show_sets", "step_line"]

FRAME = "among our clients"
ASKS_MOST = 6
"""Employers named for one change on a screen or a page; JSON has them all."""


def show_ladder(ladder: ClientLadder | VacancyLadder, cards: Cards) -> None:
    """Everything about what would open further doors, below a list."""
    if isinstance(ladder, ClientLadder):
        _show_client(ladder, cards)
    else:
        _show_vacancy(ladder, cards)


def _show_client(ladder: ClientLadder, cards: Cards) -> None:
    cards.head("What would open more doors")
    for said in client_counts(ladder):
        cards.say(said, indent=2)
    for move in ladder.moves:
        cards.say(move_line(move, what="job"), mark="-", indent=2)
        for said in asks_of(move):
            cards.say(said, mark="?", indent=6)
    if ladder.doors:
        cards.head("Door by door, the nearest first")
    for door in ladder.doors:
        show_door(door, cards)
    if ladder.pairs:
        cards.head("Two short jobs together")
        cards.say(two_jobs_count(ladder), indent=2)
    for pair in ladder.pairs:
        cards.say(two_jobs(pair), mark="+", indent=2)
    for note in ladder.notes:
        cards.say(note, mark="-", indent=2)


def _show_vacancy(ladder: VacancyLadder, cards: Cards) -> None:
    cards.head("What the employer could change, and for how many, among our clients")
    for said in vacancy_counts(ladder):
        cards.say(said, indent=2)
    for move in ladder.moves:
        cards.say(move_line(move, what="person"), mark="-", indent=2)
        cards.say(f"To the employer: {move.to_employer or 'no figure.'}", indent=6)


def show_door(door: DoorWords, cards: Cards) -> None:
    """One door: what is in the way, and at most a few sets that would open it."""
    cards.say(f"{door_name(door)}: {in_the_way(door)}", style="bold", indent=2)
    show_sets(door, cards, indent=6)


def show_sets(door: DoorWords, cards: Cards, *, indent: int) -> None:
    """The sets of one door, each with who acts, by when, at what cost."""
    for one in door.sets:
        cards.say(f"If {one.says}.", mark="-", indent=indent)
        for step in one.steps:
            cards.say(step_line(step), indent=indent + 2)
        if one.still_to_ask:
            cards.say(f"Then still to ask: {still(one)}.", indent=indent + 2)


def client_counts(ladder: ClientLadder) -> Iterator[str]:
    """`2 of 24 jobs are open today; ...`: the counts as sentences."""
    by = [
        f"{count:,} if the start or finish were moved by up to {minutes} minutes"
        for minutes, count in ladder.by_minutes
    ]
    yield (
        f"{ladder.open_today:,} of {ladder.considered:,} jobs are open today" + "".join(f"; {one}" for one in by) + "."
    )
    yield (
        f"{ladder.could_open:,} of the {ladder.shut:,} others would open with up to three changes. "
        "Nothing here touches what must be, or what was ruled out."
    )


def vacancy_counts(ladder: VacancyLadder) -> Iterator[str]:
    """The counts for one vacancy as sentences."""
    by = [f"{count:,} if the shift were moved by up to {minutes} minutes" for minutes, count in ladder.by_minutes]
    yield (
        f"It is open to {ladder.open_today:,} of {ladder.considered:,} people today"
        + "".join(f"; {b}" for b in by)
        + "."
    )
    if not ladder.moves:
        yield "No change of the employer's alone would open it to more."


def move_line(move: MoveWords, *, what: str) -> str:
    """`5 more jobs if the start were 30 minutes later, or less. The employer; cost not known (...).`"""
    several = {"job": "jobs", "person": "people"}[what]
    counted = f"{move.opens:,} more {what if move.opens == 1 else several}"
    closed = f" (and out of reach for {move.closes:,} who could go for it today)" if move.closes else ""
    return (
        f"{counted} if {ended(move.says)}{closed} {sentence(' and '.join(move.who))} {sentence('; '.join(move.costs))}"
    )


def asks_of(move: MoveWords) -> Iterator[str]:
    """Whom to ask, one line an employer, the first few."""
    lines: dict[str, list[str]] = {}
    for ask in move.asks:
        lines.setdefault(ask.employer or "employer not known", []).append(f"{ask.title} ({ask.vacancy}), if {ask.says}")
    for employer, asked in list(lines.items())[:ASKS_MOST]:
        yield f"{employer}: {ended('; '.join(asked))}"
    if len(lines) > ASKS_MOST:
        yield f"And {len(lines) - ASKS_MOST:,} more employers."


def door_name(door: DoorWords) -> str:
    """`Office cleaner, daytime (V0027), Brindle Facilities`."""
    return f"{door.title} ({door.vacancy})" + (f", {door.employer}" if door.employer else "")


def in_the_way(door: DoorWords) -> str:
    """What keeps the pair apart, as names."""
    return "; ".join(one[:1].lower() + one[1:] if one[1:2].islower() else one for one in door.in_the_way)


def still(one: SetWords) -> str:
    """What is still to be asked, as names."""
    return "; ".join(name[:1].lower() + name[1:] if name[1:2].islower() else name for name in one.still_to_ask)


def two_jobs_count(ladder: ClientLadder) -> str:
    """How many pairs of short jobs there are."""
    asked = f", and {ladder.pairs_to_ask:,} more with something still to ask" if ladder.pairs_to_ask else ""
    fit = "pair fits" if ladder.pairs_sure == 1 else "pairs fit"
    return f"{ladder.pairs_sure:,} {fit} together{asked}, out of {ladder.jobs_in_pairs:,} jobs with few hours."


def two_jobs(pair: TwoJobsWords) -> str:
    """One pair of short jobs in a sentence."""
    both = " and ".join(f"{one.title} ({one.vacancy}), {one.employer}, {one.says}" for one in (pair.first, pair.second))
    return f"{both}: {pair.says}{'' if pair.sure else '; something is still to ask'}."


def show_counted(counted: Counted, cards: Cards) -> None:
    """A whole list before and after a lever; nothing was saved."""
    cards.say(f"What if {counted.says}?", style="bold")
    what = (
        f"jobs are open to {counted.subject}" if counted.side == "client" else f"people could go for {counted.subject}"
    )
    cards.say(f"{counted.before:,} of {counted.considered:,} {what} today; then {counted.after:,}.")
    for says, some, count in (
        ("Would open", counted.opened, counted.opens),
        ("Would close", counted.closed, counted.closes),
    ):
        if some:
            more = f"; and {count - len(some):,} more" if count > len(some) else ""
            cards.say(f"{says}: {'; '.join(_place(one) for one in some)}{more}.", mark="-")
        elif count:
            cards.say(f"{says} for {count:,}.", mark="-")
    cards.say("Nothing was saved.")


def _place(ask: AskOf) -> str:
    return f"{ask.title} ({ask.vacancy})" + (f", {ask.employer}" if ask.employer else "")


# --- JSON ---


def counted_as_json(counted: Counted) -> Json:
    """A whole list before and after a lever."""
    return {
        "if": counted.says,
        "considered": counted.considered,
        "before": counted.before,
        "after": counted.after,
        "opens": counted.opens,
        "closes": counted.closes,
        "opened": [_ask(one) for one in counted.opened],
        "closed": [_ask(one) for one in counted.closed],
    }


def ladder_as_json(ladder: ClientLadder | VacancyLadder) -> Json:
    """The ladder in the documented shape."""
    both = {
        "considered": ladder.considered,
        "open_today": ladder.open_today,
        "by_minutes": [{"minutes": minutes, "open": count} for minutes, count in ladder.by_minutes],
        "moves": [_move(one) for one in ladder.moves],
    }
    if not isinstance(ladder, ClientLadder):
        return {"frame": FRAME, "vacancy": ladder.vacancy, **both}
    return {
        "client": ladder.client,
        **both,
        "shut": ladder.shut,
        "could_open": ladder.could_open,
        "doors": [door_as_json(one) for one in ladder.doors],
        "two_jobs": {
            "sure": ladder.pairs_sure,
            "to_ask": ladder.pairs_to_ask,
            "jobs": ladder.jobs_in_pairs,
            "pairs": [_two_jobs(one) for one in ladder.pairs],
        },
        "notes": list(ladder.notes),
    }


def door_as_json(door: DoorWords) -> Json:
    """One door with its sets."""
    return {
        "client": door.client,
        "vacancy": door.vacancy,
        "title": door.title,
        "employer": door.employer,
        "in_the_way": list(door.in_the_way),
        "sets": [_set(one) for one in door.sets],
        "more": door.more,
    }


def _set(one: SetWords) -> Json:
    return {"says": one.says, "steps": [_step(step) for step in one.steps], "still_to_ask": list(one.still_to_ask)}


def _step(step: StepWords) -> Json:
    return {
        "id": step.id,
        "says": step.says,
        "who": list(step.who),
        "cost": step.cost,
        "budget": step.budget,
        "by": step.by.isoformat() if step.by else None,
        "ask": step.ask,
    }


def _move(move: MoveWords) -> Json:
    return {
        "says": move.says,
        "opens": move.opens,
        "closes": move.closes,
        "who": list(move.who),
        "costs": list(move.costs),
        "asks": [_ask(one) for one in move.asks],
        "to_employer": move.to_employer,
    }


def _ask(ask: AskOf) -> Json:
    return {"employer": ask.employer, "vacancy": ask.vacancy, "title": ask.title, "says": ask.says}


def _two_jobs(pair: TwoJobsWords) -> Json:
    return {"jobs": [_ask(pair.first), _ask(pair.second)], "says": pair.says, "sure": pair.sure}
