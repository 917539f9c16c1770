"""Ways to a goal as a page of plain words: for the key worker, to be read with the client."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.explain.goals import Door, Goal, GoalWay, Job, Steps, ToBuild
from matcher.explain.helpers import say_helper
from matcher.explain.report import Item, Report, ReportPart, Said
from matcher.explain.requirements import inside
from matcher.explain.shape import Helper


def steps_report(found: Steps) -> Report:
    """The page."""
    return Report(
        stamp=found.stamp,
        title=f"Steps for {found.client}",
        says=tuple(_head(found)),
        parts=tuple(_goal(goal) for goal in found.goals) + tuple(_asks(found)),
    )


def _head(found: Steps) -> Iterator[str]:
    if found.done:
        yield f"Has worked as: {_listed(found.done)}."
    if found.can_do:
        yield f"Can do: {_listed(found.can_do)}."


def _goal(goal: Goal) -> ReportPart:
    several = len(goal.ways) > 1
    says = [goal.says] if goal.says else []
    if several:
        says.append("These ways are about as short as each other; the client chooses.")
    items = [_way(way, place, several=several) for place, way in enumerate(goal.ways, 1)]
    if goal.to_build:
        items.append(Item("To be built first", (*map(_build, goal.to_build), *_helpers(goal.helpers))))
    heading = f"To {inside(goal.title)}" if goal.occupation else goal.words
    return ReportPart(heading, (*says, *goal.asks), tuple(items))


def _way(way: GoalWay, place: int, *, several: bool) -> Item:
    count = "Straight there" if len(way.jobs) == 1 else f"{len(way.jobs)} jobs"
    title = f"{f'Way {place}: ' if several else ''}{count} (length {way.length})"
    lines: list[Said] = []
    for number, job in enumerate(way.jobs, 1):
        lines += _job(job, number, way, first=number == 1)
    return Item(title, tuple(lines))


def _job(job: Job, number: int, way: GoalWay, *, first: bool) -> Iterator[Said]:
    named = "" if job.named else "; not named by the client so far"
    yield "", f"{number}. {job.title}: {job.usual}{named}. {job.says}"
    if job.carries:
        yield "+", f"Carries over: {_listed(job.carries)}."
    if job.new:
        yield "-", f"New: {_listed(tuple(one.name for one in job.new))}. {_help(job.new, there=job.learned_there)}"
    for paper in job.papers:
        yield _build(paper)
    yield from _helpers(job.helpers)
    for ask in job.asks:
        yield "?", ask
    for know in job.to_know:
        yield "", know
    if first:
        yield from _doors(way)
    else:
        yield "", f"Open vacancies of this kind today: {job.open_now}."


def _build(one: ToBuild) -> Said:
    least, most = one.weeks
    weeks = f", usually {least} to {most} weeks" if least is not None and most is not None else ""
    says = " ".join(part for part in (one.in_law, f"Who pays: {one.who_pays}" if one.who_pays else "") if part)
    return "-", f"{one.name}{weeks}. {says or _help((one,), there=False)}".rstrip()


def _helpers(helpers: tuple[Helper, ...]) -> Iterator[Said]:
    """Services by name, each with what to ask there."""
    if helpers:
        yield "", f"In the directory: {'; '.join(map(say_helper, helpers))}."


def _help(new: tuple[ToBuild, ...], *, there: bool) -> str:
    kinds = list(dict.fromkeys(name for one in new for _, name in one.services))
    where = "Learned there, or with" if there else "Who may help"
    return f"{where}: {'; '.join(kinds)}." if kinds else ""


def _doors(way: GoalWay) -> Iterator[Said]:
    doors = way.doors
    if not doors.open_count and not doors.one_requirement_count and not doors.others:
        yield "", "No vacancy of this kind is open today."
        return
    yield "", f"Open to the client today: {doors.open_count}{_more(doors.open_count, len(doors.open))}."
    for door in doors.open:
        yield "+", _door(door)
    if doors.one_requirement_count:
        more = _more(doors.one_requirement_count, len(doors.one_requirement))
        yield "", f"One thing the employer asks for alone stands in the way: {doors.one_requirement_count}{more}."
    for door in doors.one_requirement:
        yield "-", f"{_named(door)}: {door.section}."
    if doors.others:
        one = doors.others == 1
        more = f"{doors.others} more {'is' if one else 'are'} outside what the client asked for"
        yield "", f"{more}, or {'has' if one else 'have'} more than one thing in the way."


def _door(door: Door) -> str:
    asks = f"; {door.questions} to ask first" if door.questions else ""
    return f"{_named(door)}: {door.section[:1].lower()}{door.section[1:]}{asks}."


def _named(door: Door) -> str:
    return f"{door.title} ({door.vacancy}{f', {door.employer}' if door.employer else ''})"


def _more(count: int, shown: int) -> str:
    return f", the first {shown} of them" if count > shown else ""


def _asks(found: Steps) -> Iterator[ReportPart]:
    if found.asks:
        yield ReportPart("To ask the client", (), tuple(Item(ask) for ask in found.asks))


def _listed(names: tuple[str, ...]) -> str:
    """Names in one sentence, the first as it stands and the others with a small letter."""
    first, *rest = names
    return "; ".join([first, *map(inside, rest)])
