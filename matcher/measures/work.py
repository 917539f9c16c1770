"""Measures of the work itself: the job, its tasks, its skills, what it asks of a person."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from matcher.columns.facts import Columns, Rows
from matcher.measures.registry import Array, Ends, measure

WHOLE = 1000


def _by_number(clients: Rows, fact: str, number: Array) -> Ends:
    """Ends of a client fact that is a table over numbered things of the vacancy side."""
    classes = clients.of_class(fact)
    return (
        clients.pool(fact, "least")[classes, number].astype(np.int64),
        clients.pool(fact, "most")[classes, number].astype(np.int64),
    )


@measure("steps", 0, 3, better="less", client=("goal",), vacancy=("occupation",))
def goal_steps(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """0 a job the client wants, 1 would accept, 2 shares its work with one they want, 3 not named."""
    return _by_number(clients, "goal", vacancies.take("occupation", "number"))


@measure("steps", 0, 2, better="less", client=("work_done",), vacancy=("occupation",))
def work_steps(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """0 has done this job, 1 has done one that shares its work, 2 would be new to it."""
    return _by_number(clients, "work_done", vacancies.take("occupation", "number"))


@measure("yes_no", 0, 1, better="less", client=("refused_work",), vacancy=("occupation",))
def refused_work(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the client has ruled out this occupation."""
    return _by_number(clients, "refused_work", vacancies.take("occupation", "number"))


@measure("yes_no", 0, 1, better="less", client=("refused_employers",), vacancy=("employer",))
def refused_employer(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the client does not want the employer, or the host where an agency supplies one."""
    employer = _by_number(clients, "refused_employers", vacancies.take("employer", "employer"))
    host = _by_number(clients, "refused_employers", vacancies.take("employer", "host"))
    return np.maximum(employer[0], host[0]), np.maximum(employer[1], host[1])


@measure("yes_no", 0, 1, better="less", client=("opportunities",), vacancy=("opportunity",))
def opportunity_declined(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where the client did not ask for this kind of opportunity; jobs and apprenticeships are taken as asked for."""
    return _by_number(clients, "opportunities", vacancies.take("opportunity", "kind"))


@measure("count", 0, 12, better="less", client=("demand_limits",), vacancy=("demands",))
def demands_over(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """How many of the twelve demands go past what the client says works for them."""
    limit_least, limit_most = clients.take("demand_limits", "least"), clients.take("demand_limits", "most")
    level_least, level_most = vacancies.take("demands", "least"), vacancies.take("demands", "most")
    return (
        (level_least > limit_most).sum(axis=-1).astype(np.int64),
        (level_most > limit_least).sum(axis=-1).astype(np.int64),
    )


@measure("yes_no", 0, 1, better="less", client=("refused_tasks",), vacancy=("tasks",), extra=("listed_tasks",))
def refused_task(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """1 where a listed task is one the client has ruled out; 0 to 1 where more tasks may be there."""
    named = clients.pool("refused_tasks", "named")
    classes = clients.of_class("refused_tasks")
    skills = vacancies.take("listed_tasks", "skill")
    hit = np.zeros(np.broadcast_shapes(clients.rows.shape, vacancies.rows.shape), dtype=bool)
    for task in range(skills.shape[-1]):
        hit |= named[classes, skills[..., task]].astype(bool)
    maybe = clients.take("refused_tasks", "any").astype(bool) & vacancies.take("listed_tasks", "more").astype(bool)
    return hit.astype(np.int64), (hit | maybe).astype(np.int64)


@measure("thousandths", 0, WHOLE, better="more", client=("likes",), vacancy=("tasks",))
def liked_share(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Thousandths of the work that is tasks the client likes; a task nobody could link may be one of them."""
    named, classes = clients.pool("likes", "named"), clients.of_class("likes")
    skills, weights = vacancies.take("tasks", "any_skill"), vacancies.take("tasks", "any_weight")
    unlinked = named.shape[1] - 1
    sure, total = _weigh(
        [
            (named[classes, skills[..., t]].astype(bool), weights[..., t].astype(np.int64))
            for t in range(skills.shape[-1])
        ]
    )
    open_, _ = _weigh([(skills[..., t] == unlinked, weights[..., t].astype(np.int64)) for t in range(skills.shape[-1])])
    rest = vacancies.take("tasks", "any_rest").astype(np.int64)
    known = vacancies.take("tasks", "any_weighed").astype(bool) & clients.take("likes", "any").astype(bool)
    return _shares(sure, open_ + rest, total + rest, known=known)


@measure("thousandths", 0, WHOLE, better="more", client=("skills",), vacancy=("tasks",))
def task_evidence(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Thousandths of the essential work that the client has shown, from anywhere in life, or that is taught."""
    held, perhaps = clients.pool("skills", "held"), clients.pool("skills", "perhaps")
    classes = clients.of_class("skills")
    skills, weights = vacancies.take("tasks", "essential_skill"), vacancies.take("tasks", "essential_weight")
    taught = vacancies.take("tasks", "essential_taught").astype(bool)
    places = range(skills.shape[-1])
    at = [(skills[..., t], weights[..., t].astype(np.int64), taught[..., t]) for t in places]
    sure, total = _weigh([(held[classes, skill].astype(bool) | learnt, weight) for skill, weight, learnt in at])
    reach, _ = _weigh([(perhaps[classes, skill].astype(bool) | learnt, weight) for skill, weight, learnt in at])
    rest = vacancies.take("tasks", "essential_rest").astype(np.int64)
    known = vacancies.take("tasks", "essential_weighed").astype(bool)
    return _shares(sure, reach - sure + rest, total + rest, known=known, nothing=WHOLE)


def _weigh(parts: list[tuple[Array, Array]]) -> tuple[Array, Array]:
    """(weight of the parts that hold, weight of all parts)."""
    holds: Array = sum((np.where(on, weight, 0) for on, weight in parts), start=np.zeros((), dtype=np.int64))
    total: Array = sum((weight for _, weight in parts), start=np.zeros((), dtype=np.int64))
    return holds, total


def _shares(sure: Array, maybe: Array, total: Array, *, known: Array | NDArray[np.bool_], nothing: int = 0) -> Ends:
    """Thousandths for sure and at most; the whole range where no weight is known; `nothing` for no work at all."""
    divisor = np.maximum(total, 1)
    empty = total == 0
    least = np.where(empty, nothing, WHOLE * sure // divisor)
    most = np.where(empty, nothing, WHOLE * (sure + maybe) // divisor)
    return np.where(known, least, 0), np.where(known, most, WHOLE)


@measure("thousandths", 0, WHOLE, better="more", client=("skills",), vacancy=("occupation",))
def skills_held(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """Thousandths of the skills usual in the occupation that the client has."""
    usual = columns.shared.occupation_skills[vacancies.take("occupation", "number")].astype(np.int64)
    held, perhaps = clients.pool("skills", "held"), clients.pool("skills", "perhaps")
    classes = clients.of_class("skills")
    shape = np.broadcast_shapes(clients.rows.shape, vacancies.rows.shape)
    sure, reach = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for place in range(usual.shape[-1]):
        skill = usual[..., place]
        real = skill >= 0
        sure += held[classes, skill].astype(bool) & real
        reach += perhaps[classes, skill].astype(bool) & real
    count = (usual >= 0).sum(axis=-1)
    return _shares(sure, reach - sure, count, known=count > 0)


@measure("count", 0, 40, better="more", client=("credentials",), vacancy=("desirable",))
def desirable_held(clients: Rows, vacancies: Rows, columns: Columns) -> Ends:
    """How many of the things the employer would like the client brings; all or none where none was listed."""
    asks = vacancies.take("desirable", "ask")
    states, classes = clients.pool("credentials", "state"), clients.of_class("credentials")
    shape = np.broadcast_shapes(clients.rows.shape, vacancies.rows.shape)
    least, most = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for place in range(asks.shape[-1]):
        real = asks[..., place] >= 0
        state = states[classes, asks[..., place]]
        least += (state == 2) & real
        most += (state >= 1) & real
    unasked = vacancies.take("desirable", "unasked").astype(bool)
    return np.where(unasked, 0, least), np.where(unasked, 40, most)
