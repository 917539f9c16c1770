"""What is decided about clients and vacancies: put forward, hold, take back. Each with reasons, signed and logged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, VacancyId
from matcher.base.problems import GivenProblems, Problem, shorten
from matcher.base.stamp import Stamp
from matcher.brokerage.consent import covering
from matcher.brokerage.one_employer import resolved
from matcher.brokerage.put_forward import (
    INTRODUCTION,
    PUT_FORWARD,
    ClearWay,
    IntroductionConsent,
    SeenExplanation,
    clear_way,
    decider,
    follows,
    introduction_consent,
    put_forward,
    reason_refused,
    refusal,
    seen_explanation,
)
from matcher.brokerage.remember import latest_decisions
from matcher.brokerage.roles import Refused
from matcher.explain.context import Context
from matcher.explain.reasons import code_of, reasons
from matcher.explain.shape import ExplainedRow
from matcher.library.brokerage.decisions import DecisionRule
from matcher.records.decisions import Decision
from matcher.records.employer import Employer
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.signed import Signed
from matcher.store.change import Change
from matcher.store.folder import Readable
from matcher.store.log import Event
from matcher.store.runs import keep_run
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.lists.circumstances import circumstances
from matcher.workflows.lists.keeping import inputs, kept_run
from matcher.workflows.lists.made_with import made_with
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.why import explain_many
from matcher.workflows.people.consenting import SUPPORT
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Asked:
    """One decision, as somebody asks for it."""

    client: ClientId
    vacancy: VacancyId
    what: str
    reason: str = ""
    words: str = ""
    until: Day | None = None
    seen: str = ""
    """The code that stood beside the reasons that were read."""
    where: str = ""
    """The row it stands in, where it comes from a file."""


@dataclass(frozen=True)
class Decided:
    """What came of one."""

    asked: Asked
    rule: DecisionRule
    reasons: tuple[str, ...] = ()
    """The reasons for the pair as they stand."""
    code: str = ""
    """Stands for those reasons, and changes when they do."""
    decision: Decision | None = None
    """None where nothing was recorded."""
    consent: str = ""
    """What covers an introduction: the day it was given, and whether for one employer or for all."""
    already: bool = False
    refused: tuple[Refused, ...] = ()

    def problems(self) -> list[Problem]:
        """Why nothing was recorded, each where it stands."""
        return [Problem(self.asked.where or one.about, "", one.says, one.fix) for one in self.refused]

    def typable(self) -> Decided:
        """The same, with this pair where a refusal's command says CLIENT VACANCY: to be typed as it stands."""
        pair = f"{self.asked.client} {self.asked.vacancy}"
        return replace(
            self, refused=tuple(replace(one, fix=one.fix.replace("CLIENT VACANCY", pair)) for one in self.refused)
        )


def rule_named(desk: Desk, said: str) -> DecisionRule:
    """A decision by its id, its name or another word for it; `put-forward`, `Put forward` and `introduce` are one."""
    found = desk.library.brokerage.decisions.decision_said(said)
    if found is not None:
        return found
    listed = ", ".join(rule.id.replace("_", "-") for rule in desk.library.brokerage.decisions.decisions)
    raise GivenProblems([Problem("decision", shorten(said), "is not a decision.", f"It is one of: {listed}.")])


def reason_named(desk: Desk, rule: DecisionRule, said: str) -> str:
    """A reason by its code, its name or another code for it; as it was said where it is none."""
    return desk.library.brokerage.decisions.reason_said(rule.id, said) if said.strip() else ""


def decide(
    where: Where,
    client: str,
    vacancy: str,
    said: str,
    *,
    reason: str = "",
    words: str = "",
    until: Day | None = None,
    seen: str = "",
) -> Decided:
    """Record one decision; or, for one to put forward without `seen`, give the reasons to read and record nothing.

    Whatever would refuse it is told either time.
    """
    desk = open_desk(where)
    rule, what = rule_named(desk, said), desk.vacancy(vacancy)
    who = desk.client(client) if rule.id == PUT_FORWARD else here(desk, client)
    asked = Asked(who, what, rule.id, reason_named(desk, rule, reason), words, until, seen)
    return decide_all(desk, hand(where), [asked])[0]


def here(desk: Desk, client: str) -> ClientId:
    """A client of the programme, whatever they agreed to: what was decided can be taken back for anybody."""
    if desk.folder.find(client, purpose=SUPPORT, on=desk.on) == "unknown":
        return desk.client(client)  # raises, with the nearest reference
    return ClientId(client)


def decide_all(desk: Desk, signed: Signed, wanted: Sequence[Asked]) -> list[Decided]:
    """Record every decision that can be, all in one transaction, and say of each other why not. In the order given."""
    for what in dict.fromkeys(one.what for one in wanted):
        allowed(signed, PUT_FORWARD if what == PUT_FORWARD else "decide", library=desk.library)
    looked = _look(desk, wanted)
    with desk.folder.changing(signed) as change:
        if desk.folder.read(purpose=SUPPORT, on=desk.on, clients=[], vacancies=[]).edition != looked.read.edition:
            looked = _look(desk, wanted)  # somebody changed something meanwhile; nobody can any more
        done = [_one(desk, signed, looked, one).typable() for one in wanted]
        recorded = [one for one in done if one.decision is not None and not one.already]
        change.add([one.decision for one in recorded if one.decision is not None])
        change.log(*(_event(one, looked) for one in recorded))
        if recorded:
            _keep_run(desk, change, looked, pairs=len(wanted))
    return done


def _keep_run(desk: Desk, change: Change, looked: _Looked, *, pairs: int) -> None:
    """Keep what the reasons were made from, under the run that the decisions name; nobody is named in it."""
    manifest = {"inputs": inputs(desk, looked.read), "counts": {"pairs": pairs, "explained": len(looked.rows)}}
    run = kept_run(looked.run, command="decide", edition=looked.read.edition, manifest=manifest)
    keep_run(change.connection, change.signed, run, models=desk.library.raw, made_with=made_with(desk))


# --- looking: everything that a decision is held against ---


@dataclass(frozen=True)
class _Looked:
    """The records of the moment, and the rows of the pairs that may be read."""

    run: Stamp
    read: Readable
    """With all that was decided since, and only those who may be matched."""
    kept: Programme
    ledger: Ledger
    rows: Mapping[tuple[ClientId, VacancyId], ExplainedRow]
    contexts: Mapping[VacancyId, Context]
    employers: Mapping[EmployerId, Employer]
    """As they are held, without what contacts bring."""


def _look(desk: Desk, wanted: Sequence[Asked]) -> _Looked:
    clients, vacancies = sorted({one.client for one in wanted}), sorted({one.vacancy for one in wanted})
    read = desk.read(vacancies=vacancies)
    kept = desk.folder.read(purpose=SUPPORT, on=desk.on, clients=clients, vacancies=vacancies).programme
    same = desk.folder.ledger(purpose="accountability", on=desk.on, kinds=("same",)).same
    kinds = ("decision", "client_answer", "employer_answer", "approach", "pack", "challenge", "same")
    ledger = desk.folder.ledger(purpose=SUPPORT, on=desk.on, clients=clients, kinds=kinds)
    arguments = ["decide", *clients, *vacancies]
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=arguments)
    readable = {one.id for one in read.programme.clients}
    pairs: dict[VacancyId, list[ClientId]] = defaultdict(list)
    for one in wanted:
        if one.client in readable and one.client not in pairs[one.vacancy]:
            pairs[one.vacancy].append(one.client)
    rows, contexts = {}, {}
    if any(pairs.values()):
        for row, context in explain_many(desk, read.programme, pairs, run=run, left_out=read.left_out):
            rows[ClientId(row.client), VacancyId(row.vacancy)] = row
            contexts[VacancyId(row.vacancy)] = context
    kept = resolved(kept, same)
    employers = {one.id: one for one in kept.employers}
    return _Looked(run, read, kept, ledger, rows, contexts, employers)


# --- deciding one ---


def _one(desk: Desk, signed: Signed, looked: _Looked, asked: Asked) -> Decided:
    rule = desk.library.brokerage.decisions.by_id[asked.what]
    row = looked.rows.get((asked.client, asked.vacancy))
    lines = reasons(row) if row else ()
    found = Decided(asked, rule, lines, code_of(lines) if lines else "")
    stands = latest_decisions(looked.ledger.decisions, rule.whose, rules=desk.library.brokerage.decisions, on=desk.on)
    today = stands.get((asked.client, asked.vacancy))
    if today is not None and _same(today, asked, signed, desk.on) and _may_stand(desk, looked, asked):
        return replace(found, decision=today, already=True)
    strength = desk.library.brokerage.decisions.strength
    if today is not None and today.on == desk.on and strength[today.what] > strength[asked.what]:
        name, about = desk.library.brokerage.decisions.by_id[today.what].name, f"{asked.client} for {asked.vacancy}"
        return replace(
            found, refused=(refusal("stronger_today", about, rules=desk.library.brokerage.decisions, decision=name),)
        )
    one = _put_forward if asked.what == PUT_FORWARD else _other
    decided = one(desk, signed, looked, found, row)
    if asked.until is None or asked.until >= desk.on:
        return decided
    says, fix = "the day it holds until is over already.", "Give a day that is to come."
    over = Refused("until", f"{asked.client} for {asked.vacancy}", says, fix)
    return replace(decided, decision=None, refused=(*decided.refused, over))


def _may_stand(desk: Desk, looked: _Looked, asked: Asked) -> bool:
    """Whether it may be said of what was recorded that it stands: an introduction does no longer without consent."""
    return asked.what != PUT_FORWARD or isinstance(_consent(desk, looked, asked), IntroductionConsent)


def _consent(desk: Desk, looked: _Looked, asked: Asked) -> IntroductionConsent | Refused:
    """The client's consent to be introduced to the vacancy's employer, as it stands on the day."""
    vacancy = next(one for one in looked.kept.vacancies if one.id == asked.vacancy)
    brokerage = desk.library.brokerage
    found = covering(
        looked.kept.consents,
        INTRODUCTION,
        client=asked.client,
        employer=vacancy.employer,
        on=desk.on,
        rules=brokerage.purposes,
    )
    return introduction_consent(found, rules=brokerage.decisions)


def _same(one: Decision, asked: Asked, signed: Signed, on: Day) -> bool:
    """Whether a decision was recorded today already. By which list it was made is not looked at."""
    return (one.client, one.vacancy, one.what, one.reason, one.words, one.until) == (
        *(asked.client, asked.vacancy, asked.what, asked.reason, asked.words, asked.until),
    ) and (one.on, one.by, one.role) == (on, signed.by, signed.role)


def _other(desk: Desk, signed: Signed, looked: _Looked, found: Decided, row: ExplainedRow | None) -> Decided:
    """Anything but putting forward: its reason is made sure of, and nothing else stands against it."""
    asked, rules = found.asked, desk.library.brokerage.decisions
    agrees = follows(asked.what, row.verdict, blocked=_blocked(row), rules=rules) if row else None
    about = f"{asked.client} for {asked.vacancy}"
    why = reason_refused(asked.what, about, agrees=agrees, reason=asked.reason, words=asked.words, rules=rules)
    against = [why] if why is not None else []
    if not signed.by:
        against.append(refusal("no_person", about, rules=rules))
    if against:
        return replace(found, refused=tuple(against))
    decision = Decision(
        client=asked.client,
        vacancy=asked.vacancy,
        what=asked.what,
        on=desk.on,
        until=asked.until,
        by=signed.by,
        role=signed.role,
        run=looked.run.run if row else None,
        agrees=agrees,
        reason=asked.reason,
        words=asked.words,
    )
    return replace(found, decision=decision)


def _blocked(row: ExplainedRow) -> bool:
    """Whether a requirement that is applied keeps the client off the list."""
    return any(gate.blocks and gate.requirement for gate in row.gates)


def _put_forward(desk: Desk, signed: Signed, looked: _Looked, found: Decided, row: ExplainedRow | None) -> Decided:
    """Putting forward: every part of it, or everything that stands against it."""
    asked, library = found.asked, desk.library
    rules, about = library.brokerage.decisions, f"{asked.client} for {asked.vacancy}"
    vacancy = next(one for one in looked.kept.vacancies if one.id == asked.vacancy)
    if row is None:
        says, fix = (
            "their records may not be read for matching.",
            f"Ask them first: `matcher consent {asked.client} matching`.",
        )
        return replace(found, refused=(Refused("matching", about, says, fix),))
    consent = _consent(desk, looked, asked)
    person = decider(signed, roles=library.brokerage.roles, rules=rules)
    seen = _seen(desk, looked, found, row)
    context, employer = looked.contexts[asked.vacancy], looked.employers.get(vacancy.employer or EmployerId(""))
    facts = circumstances(row, context, looked.ledger, employer=employer, sheets=looked.read.programme.remembered)
    way = clear_way(facts, rules=rules)
    if (
        isinstance(consent, IntroductionConsent)
        and not isinstance(person, Refused)
        and isinstance(seen, SeenExplanation)
        and isinstance(way, ClearWay)
    ):
        made = put_forward(consent, person, seen, way, reason=asked.reason, words=asked.words, rules=rules)
        if isinstance(made, Refused):
            return replace(found, refused=(made,))
        given = consent.consent
        scope = f"{given.on.isoformat()} {'one_employer' if given.employer else 'every_employer'}"
        return replace(found, decision=made.decision().model_copy(update={"until": asked.until}), consent=scope)
    against = way if isinstance(way, tuple) else ()
    agrees = follows(PUT_FORWARD, row.verdict, blocked=_blocked(row), rules=rules)
    why = reason_refused(PUT_FORWARD, about, agrees=agrees, reason=asked.reason, words=asked.words, rules=rules)
    missing = tuple(one for one in (consent, person, why, seen) if isinstance(one, Refused))
    return replace(found, refused=(*against, *missing))


def _seen(desk: Desk, looked: _Looked, found: Decided, row: ExplainedRow) -> SeenExplanation | Refused:
    """The reasons as read: the code that was given is that of the reasons as they stand, so they are the same."""
    asked, rules = found.asked, desk.library.brokerage.decisions
    about = f"{asked.client} for {asked.vacancy}"
    if not asked.seen:
        return refusal("no_explanation", about, rules=rules)
    if asked.seen.strip().casefold() != found.code:
        return refusal("other_explanation", about, rules=rules)
    return seen_explanation(
        client=asked.client,
        vacancy=asked.vacancy,
        run=looked.run.run,
        read_on=desk.on,
        words=found.reasons,
        verdict=row.verdict,
        blocked=_blocked(row),
        on=desk.on,
        rules=rules,
    )


def _event(one: Decided, looked: _Looked) -> Event:
    """The entry of a decision: codes alone, and the person's own words apart."""
    decision = one.decision
    assert decision is not None
    vacancy = next(found for found in looked.kept.vacancies if found.id == decision.vacancy)
    row = looked.rows.get((decision.client, decision.vacancy))
    codes: dict[str, str | int | bool | None] = {
        "decision": decision.what,
        "reason": decision.reason or None,
        "agrees": decision.agrees,
        "verdict": row.verdict if row else None,
        "until": decision.until.isoformat() if decision.until else None,
    }
    if decision.what == PUT_FORWARD:
        codes |= {"consent": one.consent, "explanation": one.code}
    return Event(
        "decide",
        client=decision.client,
        vacancy=decision.vacancy,
        employer=vacancy.employer or "",
        run=decision.run or "",
        codes=codes,
        words=decision.words,
    )
