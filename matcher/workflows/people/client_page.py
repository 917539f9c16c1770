"""The client's page: everything that is held about one person, told back to them, with what we would like to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import say_day
from matcher.base.ids import ClientId, EmployerId, VacancyId, natural_order
from matcher.brokerage.consent import Covered, Missing, covering
from matcher.brokerage.judging import seen_by
from matcher.brokerage.remember import PUT_FORWARD, answer_until, honoured, latest_answers
from matcher.explain.client_page import ClientPage, Job, Style, Use, client_page
from matcher.importers.household import household_values
from matcher.importers.told_back import told_back
from matcher.library.brokerage.page import JobWords, UseWords
from matcher.outputs import client_page as written
from matcher.records.evidence import Consent, Introduction
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.signed import DeskRole
from matcher.records.words import IntroduceNow
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.people.consenting import SUPPORT, client_here
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Made:
    """A page that was written."""

    client: ClientId
    path: Path
    lines: int


def make(where: Where, client: str, path: Path, *, style: Style = "plain") -> Made:
    """Write a client's page. That it was made is logged. Raises GivenProblems where there is no such client."""
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "page", library=desk.library)
    who = client_here(desk, client)
    found = page_of(desk, who, style=style)
    written.write(found, path)
    with desk.folder.changing(signed) as change:
        change.log(Event("page", client=who, codes={"style": style}))
    return Made(who, path, sum(len(part.lines) for part in found.held))


def page_of(desk: Desk, client: ClientId, *, style: Style) -> ClientPage:
    """One client's page as it stands."""
    folder, on, library = desk.folder, desk.on, desk.library
    ledger = folder.ledger(purpose=SUPPORT, on=on, clients=[client])
    own = folder.read(purpose=SUPPORT, on=on, clients=[client], vacancies=[]).programme
    vacancies = _talked_about(own, ledger)
    read = folder.read(purpose=SUPPORT, on=on, clients=[client], vacancies=vacancies).programme
    stands = honoured(read, ledger, rules=library.brokerage.decisions, on=on)
    home = folder.household(client, purpose=SUPPORT, on=on)
    told = told_back(
        read.model_copy(update={"introductions": ()}),  # told job by job, once both roles have spoken
        ledger,
        client=client,
        identity=folder.identity(client, purpose=SUPPORT, on=on),
        household=household_values(home) if home else None,
        library=library,
    )
    jobs = _jobs(desk, client, stands, ledger)
    uses = _uses(desk, client, read)
    return client_page(client, told, words=library.brokerage.client_page, uses=uses, jobs=jobs, on=on, style=style)


def _talked_about(programme: Programme, ledger: Ledger) -> list[VacancyId]:
    """Vacancies that anything was decided, answered or said about."""
    found = {one.vacancy for one in ledger.decisions} | {one.vacancy for one in ledger.client_answers}
    found |= {one.vacancy for one in ledger.employer_answers} | {one.vacancy for one in programme.remembered}
    found |= {one.vacancy for one in programme.introductions}
    found |= {choice.vacancy for one in programme.clients for choice in one.choices}
    return sorted(found, key=natural_order)


def _uses(desk: Desk, client: ClientId, programme: Programme) -> list[Use]:
    """Every purpose that is asked about, with what was agreed and taken back, for all and employer by employer."""
    words, names = desk.library.brokerage.client_page.plans.uses, {one.id: one.name for one in programme.employers}
    found = []
    for rule in desk.library.brokerage.purposes.asked:
        own = [one for one in programme.consents if one.purpose == rule.id]
        scopes = [None, *sorted({one.employer for one in own if one.employer}, key=natural_order)]
        states = [_state(desk, rule.id, client, employer, own) for employer in scopes]
        says = [_use_says(state, names, words) for state in states]
        may_say = [
            said for state in states if isinstance(state, Covered) and state.consent for said in state.consent.may_say
        ]
        told = tuple(line for line in says if line) or (words.not_yet,)
        ask = rule.ask.replace("{employer}", words.an_employer)
        found.append(Use(ask, told, tuple(dict.fromkeys(may_say))))
    return found


def _state(
    desk: Desk, purpose: str, client: ClientId, employer: EmployerId | None, own: list[Consent]
) -> Covered | Missing:
    return covering(own, purpose, client=client, employer=employer, on=desk.on, rules=desk.library.brokerage.purposes)


def _use_says(state: Covered | Missing, names: Mapping[EmployerId, str], words: UseWords) -> str:
    """One scope of a purpose in a sentence; empty where nothing was said of it."""
    whom = names.get(state.employer, state.employer) if state.employer else ""
    if isinstance(state, Covered):
        on = say_day(state.consent.on) if state.consent else ""
        return (words.agreed_for if whom else words.agreed).format(on=on, employer=whom)
    if state.why == "withdrawn":
        return (words.stopped_for if whom else words.stopped).format(employer=whom)
    return ""


def _jobs(desk: Desk, client: ClientId, programme: Programme, ledger: Ledger) -> list[Job]:
    """Every vacancy that was talked about, in words."""
    employers = {one.id: one.name for one in programme.employers}
    found = []
    for vacancy in sorted(programme.vacancies, key=lambda one: natural_order(one.id)):
        at = f", {employers[vacancy.employer]}" if vacancy.employer in employers else ""
        says = tuple(_said(desk, client, vacancy.id, programme, ledger))
        found.append(Job(f"{vacancy.title}{at}", says))
    return found


def _said(desk: Desk, client: ClientId, vacancy: VacancyId, programme: Programme, ledger: Ledger) -> Iterator[str]:
    words, rules, on = desk.library.brokerage.client_page.plans.jobs, desk.library.brokerage.decisions, desk.on
    kept = [one for one in programme.remembered if one.vacancy == vacancy and one.decision in _TOLD]
    for one in kept:
        yield str(getattr(words, one.decision)).format(on=say_day(one.on))
    if not any(one.decision == PUT_FORWARD for one in kept):
        for decision in ledger.decisions:
            if decision.vacancy == vacancy and decision.what == PUT_FORWARD:
                yield words.put_forward.format(on=say_day(decision.on))
    for reply in ledger.employer_answers:
        if reply.vacancy == vacancy and reply.share:
            name = next((a.name for a in desk.library.brokerage.answers.answers if a.id == reply.answer), reply.answer)
            yield words.employer_answer.format(on=say_day(reply.on), answer=name)
    yield from _judged(desk, client, vacancy, programme, words)
    answer = latest_answers(ledger.client_answers, ledger.decisions, rules=rules, on=on).get((client, vacancy))
    until = answer_until(answer, rules=rules) if answer else None
    if answer and (until is None or until >= on):
        yield str(getattr(words, answer.answer)).format(until=say_day(until) if until else "")
    else:
        yield words.silence


_TOLD = ("put_forward", "held", "employer_said_no")


def _judged(desk: Desk, client: ClientId, vacancy: VacancyId, programme: Programme, words: JobWords) -> Iterator[str]:
    """What each role said on introducing them now, once both have spoken."""
    seen = seen_by(DeskRole.KEY_WORKER, programme.introductions, client=client, vacancy=vacancy, on=desk.on)
    if seen.both and seen.own is not None and seen.other is not None:
        yield words.judged.format(key_worker=_answer(desk, seen.own, words), epc=_answer(desk, seen.other, words))


def _answer(desk: Desk, one: Introduction, words: JobWords) -> str:
    if one.answer is IntroduceNow.YES_WITH:
        return words.judged_yes_with.format(words=one.words)
    if one.answer is IntroduceNow.NOT_YET:
        rule = desk.library.rubric.by_id.get(one.criterion or "")
        return words.judged_not_yet.format(criterion=rule.name if rule else one.criterion)
    return words.judged_yes
