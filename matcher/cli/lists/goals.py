"""Steps to a goal on screen, as JSON and as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matcher.cli.pages import show_page, tell_written

if TYPE_CHECKING:
    from matcher.explain.goals import Door, Goal, GoalWay, Job, Steps, ToBuild
    from matcher.explain.shape import Helper
    from matcher.outputs.json import Json
    from matcher.workflows.where import Where


def show_steps(found: Steps, place: Where, *, as_json: bool, to: Path | None) -> None:
    """A client's ways to what they named."""
    from matcher.explain.goal_report import steps_report

    show_page(steps_report(found), _as_json(found), as_json=as_json, to=to)
    tell_written(place, "steps", to, rows=len(found.goals), client=found.client)


def _as_json(found: Steps) -> Json:
    from matcher.outputs.json import stamp

    return {
        **stamp(found.stamp),
        "client": found.client,
        "done": list(found.done),
        "can_do": list(found.can_do),
        "goals": [_goal(one) for one in found.goals],
        "asks": list(found.asks),
    }


def _goal(goal: Goal) -> Json:
    return {
        "occupation": goal.occupation,
        "title": goal.title,
        "words": goal.words,
        "ways": [_way(one) for one in goal.ways],
        "more_ways": goal.more_ways,
        "says": goal.says,
        "to_build": [_build(one) for one in goal.to_build],
        "helpers": [_helper(one) for one in goal.helpers],
        "asks": list(goal.asks),
    }


def _way(way: GoalWay) -> Json:
    doors = way.doors
    return {
        "length": way.length,
        "jobs": [_job(one) for one in way.jobs],
        "first_step": {
            "open": doors.open_count,
            "one_requirement": doors.one_requirement_count,
            "others": doors.others,
            "open_vacancies": [_door(one, "section") for one in doors.open],
            "one_requirement_vacancies": [_door(one, "requirement") for one in doors.one_requirement],
        },
    }


def _job(job: Job) -> Json:
    return {
        "occupation": job.occupation,
        "title": job.title,
        "length": job.length,
        "named": job.named,
        "learned_there": job.learned_there,
        "says": job.says,
        "carries": list(job.carries),
        "new": [_build(one) for one in job.new],
        "papers": [_build(one) for one in job.papers],
        "usual": job.usual,
        "asks": list(job.asks),
        "helpers": [_helper(one) for one in job.helpers],
        "to_know": list(job.to_know),
        "open_now": job.open_now,
    }


def _helper(one: Helper) -> Json:
    return {"service": one.service, "name": one.name, "asks": list(one.asks)}


def _build(one: ToBuild) -> Json:
    return {
        "need": one.need,
        "name": one.name,
        "services": [{"id": service, "name": name} for service, name in one.services],
        "in_law": one.in_law,
        "weeks_least": one.weeks[0],
        "weeks_most": one.weeks[1],
        "who_pays": one.who_pays,
        "known": one.known,
    }


def _door(door: Door, what: str) -> Json:
    return {
        "vacancy": door.vacancy,
        "title": door.title,
        "employer": door.employer,
        what: door.section,
        "questions": door.questions,
    }
