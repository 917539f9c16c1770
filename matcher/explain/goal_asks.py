"""What a job on a way is asked about: usual conditions that go past what the client must have, papers, lawful ages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from matcher.base.weeks import Intervals, intersect
from matcher.library.load import Library
from matcher.library.occupations import Occupation
from matcher.matching.routes import Start
from matcher.records.client import Client
from matcher.records.words import Condition, Emphasis

HOUR = 60
TWELVE_HOURS = 12 * HOUR
"""What the pattern `twelve_hour` says by its name."""
MUCH = {1: "some of the shift", 2: "most of the shift"}
"""What the levels of a demand mean (`records.words.Demand`)."""


@dataclass(frozen=True)
class LegAsks:
    """What the questions are looked up in."""

    library: Library
    client: Client
    start: Start
    week: Intervals | None


def job_asks(about: LegAsks, entry: Occupation, *, goal: bool) -> tuple[str, ...]:
    """Questions about one job: only musts are held against what is usual, and never as a no."""
    found = [*_hours(about, entry), *_times(about, entry), *_length(about, entry), *_holidays(about, entry)]
    found += [*_demands(about, entry), *(_refused_tasks(about, entry) if goal else ())]
    return (*found, *_papers(about, entry), *_ages(about, entry))


def _must(about: LegAsks, condition: Condition) -> bool:
    return about.client.conditions.stance_on(condition) is Emphasis.MUST


def _hours(about: LegAsks, entry: Occupation) -> Iterator[str]:
    conditions, hours = about.client.conditions, entry.hours
    least, most = conditions.hours_least_minutes, conditions.hours_most_minutes
    too_long = most is not None and hours.least * HOUR > most
    too_short = least is not None and hours.most * HOUR < least
    if _must(about, Condition.HOURS) and (too_long or too_short):
        part_time = getattr(about.library.steps.part_time, hours.part_time)
        wanted = f"at most {_said(most)}" if too_long and most is not None else f"at least {_said(least or 0)}"
        asks = about.library.steps.asks.hours
        yield asks.format(least=hours.least, most=hours.most, part_time=part_time, wanted=wanted)


def _said(minutes: int) -> str:
    hours, rest = divmod(minutes, HOUR)
    return f"{hours} hours" if not rest else f"{hours} hours {rest} minutes"


def _times(about: LegAsks, entry: Occupation) -> Iterator[str]:
    rules = about.library.steps
    timed = [rules.times_of[one] for one in entry.hours.patterns if one in rules.times_of]
    if not _must(about, Condition.TIMES) or about.week is None or not timed:
        return
    week = about.week
    stretches = (end - start for usual in timed for start, end in intersect(week, usual))
    if max(stretches, default=0) < rules.free_minutes_least:
        yield rules.asks.times


def _length(about: LegAsks, entry: Occupation) -> Iterator[str]:
    limit = about.client.conditions.longest_shift_minutes
    long_ = "twelve_hour" in entry.hours.patterns and limit is not None and limit < TWELVE_HOURS
    if _must(about, Condition.SHIFT_LENGTH) and long_:
        yield about.library.steps.asks.shift_length


def _holidays(about: LegAsks, entry: Occupation) -> Iterator[str]:
    wants = about.client.conditions.term_time_only and _must(about, Condition.HOLIDAYS)
    if wants and "term_time" not in entry.hours.patterns:
        yield about.library.steps.asks.holidays


def _demands(about: LegAsks, entry: Occupation) -> Iterator[str]:
    if not _must(about, Condition.DEMANDS):
        return
    limits = about.client.conditions.demand_limits
    for demand, level in entry.demands.items():
        if level > limits.get(demand, level):
            what = demand.value.capitalize()
            yield about.library.steps.asks.demand.format(what=what, much=MUCH[level])


def _refused_tasks(about: LegAsks, entry: Occupation) -> Iterator[str]:
    skills = about.library.skills.by_id
    for skill in entry.skills:
        if skill in about.start.refused_tasks:
            what = skills[skill].name
            yield about.library.steps.asks.refused_task.format(occupation=entry.title, what=what)


def _papers(about: LegAsks, entry: Occupation) -> Iterator[str]:
    asks, licences = about.library.steps.asks, about.library.licences.by_id
    for paper in about.library.steps.papers_of.get(entry.id, ()):
        if paper.licence in about.start.papers:
            continue
        what = licences[paper.licence].name
        if paper.asks == "some":
            yield asks.paper_some.format(what=what)
        elif paper.licence not in about.start.not_held:
            yield asks.paper_unknown.format(what=what)


def _ages(about: LegAsks, entry: Occupation) -> Iterator[str]:
    """Rules of law that set an age: asked of everyone alike, whatever is recorded."""
    for rule in entry.legal:
        if rule.may_gate and rule.min_age is not None:
            yield about.library.steps.asks.age.format(age=rule.min_age, rule=rule.rule)
