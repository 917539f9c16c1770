"""What would put a criterion in place: actions on record, else the rubric's own; and the employer's part."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.evidence.standings import Standing, item_detail
from matcher.explain.helpers import who_could_help
from matcher.explain.shape import Criterion, Step
from matcher.library.rubric import Trigger

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.library.rubric import Criterion as Rule
    from matcher.records.client import Client
    from matcher.records.evidence import Action
    from matcher.records.requirement import Need
    from matcher.records.vacancy import Vacancy
    from matcher.scoring.decision import Decision


def criteria(decision: Decision, client: Client, vacancy: Vacancy, context: Context) -> tuple[Criterion, ...]:
    """Where each criterion that the vacancy triggers at stage list stands, in words."""
    found = []
    for criterion, state in decision.criteria:
        rule = context.library.rubric.by_id[criterion]
        details = item_detail(_needs(vacancy)) if rule.trigger is Trigger.NEEDS_LICENCE else frozenset()
        standings = context.standings.get(client.id)
        standing = standings.on(criterion, details) if standings else None
        found.append(
            Criterion(
                criterion=criterion,
                name=rule.name,
                state=state,
                says=_says(state, standing, context),
                since=standing.since if standing else None,
                due=standing.due if standing else None,
                check_again=bool(standing and standing.check_again),
                disputed=bool(standing and standing.disputed),
            )
        )
    return tuple(found)


def steps(found: tuple[Criterion, ...], client: Client, context: Context) -> tuple[Step, ...]:
    """For every criterion not in place: what was agreed, else the rubric's step; then the employer's part."""
    steps_: list[Step] = []
    recorded = context.actions.get(client.id, ())
    for criterion in found:
        if criterion.state not in ("gap", "by_start"):
            continue
        rule = context.library.rubric.by_id[criterion.criterion]
        agreed = [a for a in recorded if a.criterion == criterion.criterion and a.done is None]
        steps_ += [_agreed(rule, action, client, context) for action in agreed] or [
            _suggested(criterion.criterion, client, context)
        ]
        words = context.library.wording.by_criterion.get(criterion.criterion)
        if words and words.employer and criterion.state == "gap":
            owner = context.library.wording.roles["epc"]
            steps_.append(Step(rule.id, rule.name, words.employer, owner, None, None, "employer", agreed=False))
    return tuple(steps_)


def also_agreed(
    found: tuple[Criterion, ...], client: Client, context: Context, *, side: str | None
) -> tuple[Step, ...]:
    """Open actions on record for criteria that the vacancy does not trigger: they move nothing and are not forgotten.

    On a vacancy's list stand only those an EPC may see; what a client's own circumstances call for (care, money, an
    appointment) stays between the client and the key worker.
    """
    shown = {criterion.criterion for criterion in found}
    rubric = context.library.rubric.by_id
    return tuple(
        _agreed(rule, a, client, context)
        for a in context.actions.get(client.id, ())
        if a.done is None
        and a.criterion not in shown
        and (rule := rubric.get(a.criterion)) is not None
        and (side == "client" or (rule.epc_sees == "standing" and rule.who_triggers != "client"))
    )


def _agreed(rule: Rule, action: Action, client: Client, context: Context) -> Step:
    return Step(
        criterion=rule.id,
        name=rule.name,
        what=action.what,
        owner=action.owner,
        due=action.due,
        service=rule.not_yet.service,
        who_can_close="programme",
        agreed=True,
        who_could_help=who_could_help(rule.not_yet.service, client, context),
    )


def _suggested(criterion: str, client: Client, context: Context) -> Step:
    rule = context.library.rubric.by_id[criterion]
    return Step(
        criterion=rule.id,
        name=rule.name,
        what=rule.not_yet.action,
        owner=context.library.wording.roles[rule.not_yet.owner.value],
        due=context.on + dt.timedelta(days=rule.not_yet.due_days),
        service=rule.not_yet.service,
        who_can_close="client" if rule.not_yet.owner.value == "client" else "programme",
        agreed=False,
        who_could_help=who_could_help(rule.not_yet.service, client, context),
    )


def _says(state: str, standing: Standing | None, context: Context) -> str:
    words = context.library.wording.standing
    says = {"in_place": words.in_place, "gap": words.gap, "not_asked": words.not_asked}.get(state)
    if says is None:
        says = words.by_start.format(day=say_day(standing.due) if standing and standing.due else "the start")
    if standing and standing.disputed:
        says = f"{says}; {words.disputed}"
    if standing and standing.check_again and standing.valid_until:
        says = f"{says}; {words.check_again.format(day=say_day(standing.valid_until))}"
    return says


def _needs(vacancy: Vacancy) -> tuple[Need, ...]:
    return tuple(need for requirement in vacancy.requirements for need in requirement.needs)
