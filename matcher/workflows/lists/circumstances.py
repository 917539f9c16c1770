"""What stands about one client and one vacancy on a day: what a decision about the two has to reckon with."""

from __future__ import annotations

from collections.abc import Iterable

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.brokerage.contact import Why, room
from matcher.brokerage.dealings import approaches_of
from matcher.brokerage.one_employer import resolved_ledger
from matcher.brokerage.put_forward import Circumstances
from matcher.brokerage.remember import (
    EMPLOYER_NO,
    NO,
    PUT_FORWARD,
    answer_until,
    as_choice,
    latest_answers,
    remembered,
)
from matcher.explain.context import Context
from matcher.explain.shape import ExplainedRow
from matcher.records.dealings import Approach
from matcher.records.employer import Employer
from matcher.records.evidence import Remembered
from matcher.records.ledger import Ledger
from matcher.records.words import VacancyStatus

SAID_NO, DECLINED = "said_no", "declined"
FULL: frozenset[Why] = frozenset({"none_agreed", "week", "month"})
"""What of a contact's reasons is a full budget; the others are a pause."""


def circumstances(
    row: ExplainedRow,
    context: Context,
    ledger: Ledger,
    *,
    employer: Employer | None,
    sheets: Iterable[Remembered] = (),
) -> Circumstances:
    """Everything that could stand against introducing the client of a row to its vacancy today.

    `sheets`: what lists of the day remember, with what an imported sheet says of the pair.

    Contacts of today about this very vacancy are one with this: a sheet that goes out after a call is the same contact.
    `employer`: the record as it is held, under all its names, since what a list reads of it has those contacts in it.
    """
    client, vacancy = ClientId(row.client), VacancyId(row.vacancy)
    rules, on, record = context.library.brokerage.decisions, context.on, context.vacancies[vacancy]
    kept = [*sheets, *remembered(ledger.decisions, ledger.employer_answers, rules=rules, on=on)]
    pairs = (one for one in kept if (one.client, one.vacancy) == (client, vacancy))
    own = {one.decision: one for one in pairs if one.on <= on and (one.until is None or on <= one.until)}
    said, until = _said(client, vacancy, context, ledger, declined=own.get(DECLINED))
    standing = own.get(PUT_FORWARD)
    made = approaches_of(resolved_ledger(ledger))
    others = [one for one in made if not (one.on == on and one.vacancy == vacancy)]
    why, not_before = _contact(employer, others, context)
    refused = own.get(EMPLOYER_NO)
    return Circumstances(
        client=client,
        vacancy=vacancy,
        employer=record.employer,
        on=on,
        open=record.status is VacancyStatus.OPEN and (record.closes is None or on <= record.closes),
        status=record.status.value if record.status is not VacancyStatus.OPEN else "closed",
        held=context.held,
        client_said=said,
        client_until=until,
        client_gates=_shut(row, "client") if not row.opted_in else (),
        law_gates=_shut(row, "law"),
        employer_stopped=any(gate.gate == "employer_stopped" and gate.state == "not_met" for gate in row.gates),
        cooling_off=bool(why - FULL),
        not_before=not_before if why - FULL else None,
        contact_full=bool(why & FULL),
        put_forward_on=standing.on if standing is not None else None,
        employer_no_on=refused.on if refused is not None else None,
        employer_no_until=refused.until if refused is not None else None,
    )


def _said(
    client: ClientId, vacancy: VacancyId, context: Context, ledger: Ledger, *, declined: Remembered | None
) -> tuple[str, Day | None]:
    """The client's word as it stands and its last day: their own answer, else what a sheet says; empty for silence."""
    rules, on = context.library.brokerage.decisions, context.on
    answer = latest_answers(ledger.client_answers, ledger.decisions, rules=rules, on=on).get((client, vacancy))
    if answer is not None and as_choice(answer, rules=rules, on=on) is not None:
        return answer.answer, answer_until(answer, rules=rules)
    told = [one for one in context.clients[client].choices if one.vacancy == vacancy and one.on <= on]
    choices = [one for one in told if one.until is None or on <= one.until]
    if choices:
        last = max(choices, key=lambda one: (one.on, not one.wants_it))
        return ("yes" if last.wants_it else "not_now" if last.until else NO), last.until
    return (NO, declined.until) if declined is not None else ("", None)


def _shut(row: ExplainedRow, owner: str) -> tuple[str, ...]:
    return tuple(gate.name for gate in row.gates if gate.owner == owner and gate.blocks and gate.gate != SAID_NO)


def _contact(
    employer: Employer | None, approaches: Iterable[Approach], context: Context
) -> tuple[frozenset[Why], Day | None]:
    """What stands in the way of one more contact with the employer, and the first day on which nothing does."""
    if employer is None:
        return frozenset(), None
    own = [one for one in approaches if one.employer == employer.id]
    found = room(employer, own, context.library.brokerage.contact, on=context.on)
    return frozenset(found.why), found.next_on
