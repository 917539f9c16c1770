"""What stands about one pair on a day, gathered from its row, its records and what was decided: for a decision."""

from __future__ import annotations

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.brokerage.put_forward import PUT_FORWARD, Circumstances
from matcher.brokerage.remember import EMPLOYER_NO, answer_until, latest_answers
from matcher.explain.shape import ExplainedRow
from matcher.library.brokerage_decisions import DecisionRules
from matcher.records.evidence import Remembered
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.records.words import VacancyStatus

SAID_NO, STOPPED, COOLING, FULL = "said_no", "employer_stopped", "cooling_off", "contact_full"
DECLINED = "declined"


def circumstances(
    row: ExplainedRow,
    programme: Programme,
    ledger: Ledger,
    *,
    vacancy: Vacancy,
    held: bool,
    rules: DecisionRules,
    on: Day,
) -> Circumstances:
    """Everything that may stand against putting a client forward. `programme` is as lists of the day read it."""
    client = ClientId(row.client)
    stopping = {gate.gate: gate for gate in row.gates if gate.blocks and gate.requirement is None}
    said, until = _said(client, programme, ledger, vacancy=vacancy, rules=rules, on=on)
    before = {
        one.decision: one
        for one in programme.remembered
        if one.client == client and one.vacancy == vacancy.id and _holds(one, on)
    }
    put, no = before.get(PUT_FORWARD), before.get(EMPLOYER_NO)
    employer = next((one for one in programme.employers if one.id == vacancy.employer), None)
    return Circumstances(
        client=client,
        vacancy=vacancy.id,
        employer=vacancy.employer,
        on=on,
        open=vacancy.status is VacancyStatus.OPEN,
        status=vacancy.status.value,
        held=held,
        client_said=said,
        client_until=until,
        client_gates=tuple(g.name for g in stopping.values() if g.owner == "client" and g.gate != SAID_NO),
        law_gates=tuple(g.name for g in stopping.values() if g.owner == "law"),
        employer_stopped=STOPPED in stopping,
        cooling_off=COOLING in stopping,
        not_before=employer.not_before if employer else None,
        contact_full=FULL in stopping,
        put_forward_on=put.on if put else None,
        employer_no_on=no.on if no else None,
        employer_no_until=no.until if no else None,
    )


def _holds(one: Remembered, on: Day) -> bool:
    return one.on <= on and (one.until is None or one.until >= on)


def _said(
    client: ClientId, programme: Programme, ledger: Ledger, *, vacancy: Vacancy, rules: DecisionRules, on: Day
) -> tuple[str, Day | None]:
    """The client's word on a vacancy as it stands, and its last day: their own answer, else what a sheet says."""
    answers = latest_answers(ledger.client_answers, ledger.decisions, rules=rules, on=on)
    answer = answers.get((client, vacancy.id))
    until = answer_until(answer, rules=rules) if answer else None
    if answer and (until is None or until >= on):
        return answer.answer, until
    record = next(one for one in programme.clients if one.id == client)
    choices = [
        one
        for one in record.choices
        if one.vacancy == vacancy.id and one.on <= on and (one.until is None or one.until >= on)
    ]
    last = max(choices, key=lambda one: (one.on, not one.wants_it), default=None)
    if last is not None:
        refusal = "not_now" if last.until else "no"
        return ("yes" if last.wants_it else refusal), last.until
    told = [
        one
        for one in programme.remembered
        if one.client == client and one.vacancy == vacancy.id and one.decision == DECLINED and _holds(one, on)
    ]
    return ("no", told[0].until) if told else ("", None)
