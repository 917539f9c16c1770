"""A client in words, for those who support them: choices first, nothing of care, health or money worries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.base.weeks import subtract
from matcher.explain.values import say_value
from matcher.explain.weeks import say_week
from matcher.records.words import Emphasis, Free, Kind, Stance

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.library.wording import AboutWords
    from matcher.records.client import Client

Facts = tuple[tuple[str, str], ...]


def about_client(client: Client, context: Context) -> Facts:
    """The head of a client's list of jobs: label and words, one fact a line, unknowns said as unknown."""
    words = context.library.wording.about
    conditions = client.conditions
    travel = [words.modes[mode.value] for mode in conditions.modes or ()]
    if conditions.travel_limit_minutes is not None:
        travel.append(words.upto_only.format(most=say_value(conditions.travel_limit_minutes, "minutes")))
    facts = (
        ("wants", _named(client, Stance.WANTS)),
        ("accepts", _named(client, Stance.ACCEPTS)),
        ("must", _emphasis(client, Emphasis.MUST, words)),
        ("most", _emphasis(client, Emphasis.MOST, words)),
        ("free", free_words(client, words)),
        ("travel", ", ".join(travel)),
        ("home", client.sector or ""),
        ("goal", say_day(client.goal_agreed) if client.goal_agreed else ""),
        ("introduced", say_day(client.last_introduced) if client.last_introduced else ""),
    )
    return tuple((words.labels[label], said or words.not_known) for label, said in facts)


def brief_client(client: Client, context: Context) -> Facts:
    """What helps to place a person: the jobs they named, since when they wait. Only what is known."""
    words = context.library.wording.about
    facts = (
        ("wants", _named(client, Stance.WANTS)),
        ("goal", say_day(client.goal_agreed) if client.goal_agreed else ""),
        ("introduced", say_day(client.last_introduced) if client.last_introduced else ""),
    )
    return tuple((words.labels[label], said) for label, said in facts if said)


def free_words(client: Client, words: AboutWords) -> str:
    """Days and times the client is free, as they gave them; empty where nobody asked."""
    if client.conditions.week is None:
        return ""
    free = client.conditions.spells(Free.FREE)
    return say_week(
        subtract(free, client.conditions.spells(Free.NOT_FREE)), any_time=words.any_time, all_day=words.all_day
    )


def _named(client: Client, stance: Stance) -> str:
    """Jobs in the client's own words."""
    return ", ".join(statement.what.words for statement in client.says(stance, Kind.OCCUPATION))


def _emphasis(client: Client, emphasis: Emphasis, words: AboutWords) -> str:
    named = [words.emphasis[c.value] for c, said in client.conditions.emphasis.items() if said is emphasis]
    return ", ".join(sorted(named))
