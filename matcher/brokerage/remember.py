"""What was decided and answered, as the next list keeps to it: each with its expiry, a later word before an earlier.

Three voices about one pair are kept apart, and in each the latest stands: the programme's (held, put forward, taken
back), the employer's (no), and the client's own (yes, no, not now). What has run out does not bring back what stood
before it: then nothing is said, and somebody asks again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.library.brokerage.decisions import DecisionRule, DecisionRules, Whose
from matcher.records.client import Client, StandingChoice
from matcher.records.decisions import ClientAnswer, Decision, EmployerAnswer
from matcher.records.evidence import Remembered
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme

Pair: TypeAlias = tuple[ClientId, VacancyId]
NO, PUT_FORWARD, WITHDRAWN, EMPLOYER_NO = "no", "put_forward", "withdrawn", "employer_said_no"


def remembered(
    decisions: Iterable[Decision],
    employer_answers: Iterable[EmployerAnswer],
    *,
    rules: DecisionRules,
    on: Day,
) -> tuple[Remembered, ...]:
    """What the programme decided and employers answered that a list of the day keeps to, one a pair and voice."""
    said = list(decisions)
    ours = latest_decisions(said, "programme", rules=rules, on=on)
    theirs = _latest_of_employers(said, employer_answers, rules=rules, on=on)
    kept = [_kept(one, rules=rules, on=on) for one in ours.values()] + [_in_force(one, on) for one in theirs.values()]
    return tuple(one for one in kept if one is not None)


def latest_decisions(
    decisions: Iterable[Decision], whose: Whose, *, rules: DecisionRules, on: Day
) -> dict[Pair, Decision]:
    """The decision that stands last about each pair in one voice, whether or not it has run out by the day."""
    latest: dict[Pair, Decision] = {}
    for one in decisions:
        if one.on > on or rule_of(one.what, rules).whose != whose:
            continue
        pair = (one.client, one.vacancy)
        before = latest.get(pair)
        if before is None or _order(before, rules) < _order(one, rules):
            latest[pair] = one
    return latest


def rule_of(what: str, rules: DecisionRules) -> DecisionRule:
    """The rule of a decision. Raises GivenProblems where this edition has none: what was decided is not passed over."""
    if what not in rules.by_id:
        fix = "Give it a line there: the records hold decisions of that kind."
        raise GivenProblems([Problem("decisions.yaml", what, "is not a decision of this edition.", fix)])
    return rules.by_id[what]


def _order(one: Decision, rules: DecisionRules) -> tuple[Day, int, Day]:
    return one.on, rules.strength[one.what], one.until or dt.date.max


def _kept(one: Decision, *, rules: DecisionRules, on: Day) -> Remembered | None:
    """A decision as a list keeps to it; None where it does not, or no longer."""
    rule = rule_of(one.what, rules)
    if not rule.keeps_from_list:
        return None
    until = one.until or _after(one.on, rule.remembered_days)
    return _in_force(_as_remembered(one.client, one.vacancy, one.what, on=one.on, until=until), on)


def _as_remembered(client: ClientId, vacancy: VacancyId, what: str, *, on: Day, until: Day | None) -> Remembered:
    return Remembered(client=client, vacancy=vacancy, decision=what, on=on, until=until)


def _in_force(one: Remembered | None, on: Day) -> Remembered | None:
    return None if one is None or (one.until is not None and one.until < on) else one


def _latest_of_employers(
    decisions: Iterable[Decision], answers: Iterable[EmployerAnswer], *, rules: DecisionRules, on: Day
) -> dict[Pair, Remembered | None]:
    """The employer's last word on each pair; None where it keeps nobody off a list. On one day the kinder stands."""
    spoken: dict[Pair, tuple[tuple[Day, bool, Day], Remembered | None]] = {}

    def hear(pair: Pair, day: Day, found: Remembered | None) -> None:
        rank = (day, found is None, (found.until if found else None) or dt.date.max)
        if pair not in spoken or spoken[pair][0] < rank:
            spoken[pair] = (rank, found)

    for one in decisions:
        if one.on <= on and rule_of(one.what, rules).whose == "employer":
            until = one.until or _after(one.on, rule_of(one.what, rules).remembered_days)
            found = _as_remembered(one.client, one.vacancy, one.what, on=one.on, until=until)
            hear((one.client, one.vacancy), one.on, found)
    for answer in answers:
        if answer.on <= on:
            days = rules.employer_days.get(answer.answer)
            pair = (answer.client, answer.vacancy)
            until = None if days is None else _after(answer.on, days)
            hear(
                pair, answer.on, None if days is None else _as_remembered(*pair, EMPLOYER_NO, on=answer.on, until=until)
            )
    return {pair: found for pair, (_, found) in spoken.items()}


def _after(day: Day, days: int | None) -> Day | None:
    return None if days is None else day + dt.timedelta(days=days)


# --- the client's own voice ---


def latest_answers(
    answers: Iterable[ClientAnswer], decisions: Iterable[Decision], *, rules: DecisionRules, on: Day
) -> dict[Pair, ClientAnswer]:
    """The client's last word on each pair, whether or not it has run out. On one day a no stands; silence is none."""
    order = {one.id: place for place, one in enumerate(rules.client_answers)}

    def rank(one: ClientAnswer) -> tuple[Day, int, Day]:
        return one.on, order[one.answer], answer_until(one, rules=rules) or dt.date.max

    told = [
        ClientAnswer(client=one.client, vacancy=one.vacancy, answer=NO, on=one.on, until=one.until, asked_by=one.by)
        for one in decisions
        if rule_of(one.what, rules).whose == "client"
    ]
    latest: dict[Pair, ClientAnswer] = {}
    for one in [*answers, *told]:
        if one.on <= on:
            pair = (one.client, one.vacancy)
            before = latest.get(pair)
            if before is None or rank(before) < rank(one):
                latest[pair] = one
    return latest


def answer_until(answer: ClientAnswer, *, rules: DecisionRules) -> Day | None:
    """The last day that an answer stands; None: until they say otherwise."""
    rule = rules.answer_of[answer.answer]
    return answer.until or _after(answer.on, rule.days)


def as_choice(answer: ClientAnswer, *, rules: DecisionRules, on: Day) -> StandingChoice | None:
    """An answer as matching reads it; None once it has run out. It carries no reason, for none is asked."""
    until = answer_until(answer, rules=rules)
    if until is not None and until < on:
        return None
    wants = rules.answer_of[answer.answer].wants_it
    return StandingChoice(vacancy=answer.vacancy, wants_it=wants, on=answer.on, until=until)


def last_introduced(decisions: Iterable[Decision], *, on: Day) -> Mapping[ClientId, Day]:
    """The last day each client was put forward; what was taken back since does not count."""
    put: dict[Pair, Day] = {}
    back: dict[Pair, Day] = {}
    for one in decisions:
        days = {PUT_FORWARD: put, WITHDRAWN: back}.get(one.what)
        if days is not None and one.on <= on:
            pair = (one.client, one.vacancy)
            days[pair] = max(one.on, days.get(pair, one.on))
    found: dict[ClientId, Day] = {}
    for (client, vacancy), day in put.items():
        if back.get((client, vacancy), dt.date.min) < day:
            found[client] = max(day, found.get(client, day))
    return found


# --- all of it, in a programme's records ---


def honoured(programme: Programme, ledger: Ledger, *, rules: DecisionRules, on: Day) -> Programme:
    """The records with everything in them that was decided and answered, as lists of the day are to keep to it.

    What an imported sheet says of a pair gives way to a later word in the same voice, and stands beside one of its day.
    """
    answers = latest_answers(ledger.client_answers, ledger.decisions, rules=rules, on=on)
    introduced = last_introduced(ledger.decisions, on=on)
    own: dict[ClientId, list[ClientAnswer]] = defaultdict(list)
    for answer in answers.values():
        own[answer.client].append(answer)
    clients = tuple(
        _with_answers(one, own.get(one.id, []), introduced.get(one.id), rules=rules, on=on) for one in programme.clients
    )
    known = {one.id for one in programme.clients}
    kept = remembered(ledger.decisions, ledger.employer_answers, rules=rules, on=on)
    before = _still_said(programme.remembered, ledger, answers, rules=rules, on=on)
    both = (*before, *(one for one in kept if one.client in known))
    return programme.model_copy(update={"clients": clients, "remembered": tuple(dict.fromkeys(both))})


def _with_answers(
    client: Client, answers: list[ClientAnswer], introduced: Day | None, *, rules: DecisionRules, on: Day
) -> Client:
    """A client with their answers as choices, and the day of their last introduction."""
    changes: dict[str, object] = {}
    if introduced is not None and (client.last_introduced is None or client.last_introduced < introduced):
        changes["last_introduced"] = introduced
    if answers:
        said = {answer.vacancy: answer.on for answer in answers}
        before = [one for one in client.choices if one.vacancy not in said or one.on >= said[one.vacancy]]
        found = (as_choice(answer, rules=rules, on=on) for answer in answers)
        changes["choices"] = tuple(dict.fromkeys([*before, *(one for one in found if one is not None)]))
    return client.model_copy(update=changes) if changes else client


def _still_said(
    imported: Iterable[Remembered],
    ledger: Ledger,
    answers: Mapping[Pair, ClientAnswer],
    *,
    rules: DecisionRules,
    on: Day,
) -> list[Remembered]:
    """What a sheet said of pairs, without what a later word in the same voice has replaced."""
    ours = {pair: one.on for pair, one in latest_decisions(ledger.decisions, "programme", rules=rules, on=on).items()}
    theirs: dict[Pair, Day] = {}
    for one in ledger.employer_answers:
        if one.on <= on:
            theirs[one.client, one.vacancy] = max(one.on, theirs.get((one.client, one.vacancy), one.on))
    for pair, decision in latest_decisions(ledger.decisions, "employer", rules=rules, on=on).items():
        theirs[pair] = max(decision.on, theirs.get(pair, decision.on))
    client = {pair: answer.on for pair, answer in answers.items()}
    later: dict[str, Mapping[Pair, Day]] = {"programme": ours, "employer": theirs, "client": client}

    def stands(one: Remembered) -> bool:
        rule = rules.by_id.get(one.decision)
        return rule is None or later[rule.whose].get((one.client, one.vacancy), dt.date.min) <= one.on

    return [one for one in imported if stands(one)]
