"""A client's answer about one vacancy, and each role's own answer on introducing somebody now."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage.judging import JUDGES, Judgements, seen_by
from matcher.brokerage.remember import answer_until
from matcher.library.rubric import Rubric
from matcher.records.decisions import ClientAnswer
from matcher.records.evidence import Introduction
from matcher.records.signed import DeskRole
from matcher.records.words import IntroduceNow
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.people.consenting import SUPPORT, client_here
from matcher.workflows.where import Where


@dataclass(frozen=True)
class Answered:
    """A client's answer as it was recorded."""

    answer: ClientAnswer
    name: str
    until: Day | None
    """The last day it stands; None: until they say otherwise."""
    changed: bool
    """False where it was recorded before."""


def answer(
    where: Where,
    client: str,
    vacancy: str,
    said: str,
    *,
    until: Day | None = None,
    how: str = "",
    asked: str = "",
    may_say: tuple[str, ...] = (),
) -> Answered:
    """Record what a client said about one vacancy: yes, no, not now. No reason is asked, and none is kept."""
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "answer", library=desk.library)
    who, what = client_here(desk, client), desk.vacancy(vacancy)
    rule = desk.library.brokerage.decisions.answer_of[said]
    if not signed.by and signed.role is not DeskRole.CLIENT:
        fix = "Say who you are: --by with your staff reference, such as kw-1."
        raise GivenProblems([Problem("--by", "", "is needed: an answer is kept with who asked.", fix)])
    if until is not None and not rule.own_day:
        raise GivenProblems([Problem("until", "", f"goes with not now only, not with {rule.name.lower()}.", "")])
    if until is not None and until < desk.on:
        raise GivenProblems([Problem("until", until.isoformat(), "is over already.", "Give a day that is to come.")])
    one = ClientAnswer(
        client=who,
        vacancy=what,
        answer=rule.id,
        on=desk.on,
        until=until,
        asked_by=signed.by,
        how=how,
        asked=asked,
        may_say=may_say,
    )
    with desk.folder.changing(signed) as change:
        changed = bool(change.add([one]).added)
        if changed:
            codes = {"answer": rule.id, "until": until.isoformat() if until else None}
            change.log(Event("answer", client=who, vacancy=what, codes=codes, words=asked))
    return Answered(one, rule.name, answer_until(one, rules=desk.library.brokerage.decisions), changed)


@dataclass(frozen=True)
class Judged:
    """What a role sees of the two answers on one pair, after its own."""

    seen: Judgements
    changed: bool


def judgements(where: Where, client: str, vacancy: str) -> Judged:
    """The two answers on one pair, as far as whoever asks may see them."""
    desk = open_desk(where)
    allowed(where.role, "judgements", library=desk.library)
    return Judged(_seen(desk, where, desk.client(client), desk.vacancy(vacancy)), changed=False)


def judge(where: Where, client: str, vacancy: str, said: IntroduceNow, *, because: str = "", words: str = "") -> Judged:
    """Record a role's own answer on introducing a client to a vacancy now, before it sees the other's.

    Until both have spoken an answer of the same day may be put right; afterwards it stands, and a changed mind counts
    from another day. Raises GivenProblems where an answer is not whole.
    """
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "judge", library=desk.library)
    who, what = desk.client(client), desk.vacancy(vacancy)
    criterion = _criterion(desk.library.rubric, because) if because else None
    _whole(said, criterion, words)
    one = Introduction(
        client=who,
        vacancy=what,
        role=JUDGES[signed.role],
        answer=said,
        criterion=criterion,
        words=words,
        on=desk.on,
    )
    with desk.folder.changing(signed) as change:
        before = _seen(desk, where, who, what)
        if before.own == one:
            return Judged(before, changed=False)
        if before.own is not None and before.own.on == desk.on:
            if before.both:
                fix = "Both have spoken. A changed mind is recorded on another day, beside this one."
                raise GivenProblems([Problem("your answer", "", "of today stands.", fix)])
            change.remove([before.own])
        change.add([one])
        codes = {"answer": said.value, "criterion": criterion}
        change.log(Event("judge", client=who, vacancy=what, codes=codes, words=words))
    return Judged(_seen(desk, where, who, what), changed=True)


def _whole(said: IntroduceNow, criterion: str | None, words: str) -> None:
    if said is IntroduceNow.NOT_YET and criterion is None:
        fix = "Say what is still missing, by its name on the rubric: --because."
        raise GivenProblems([Problem("not yet", "", "needs what it is waiting for.", fix)])
    if said is not IntroduceNow.NOT_YET and criterion is not None:
        raise GivenProblems([Problem("--because", "", "goes with not yet only.", "Leave it out.")])
    if said is IntroduceNow.YES_WITH and not words.strip():
        raise GivenProblems([Problem("yes, with", "", "needs what with.", "Say it in a few words: --words.")])


def _criterion(rubric: Rubric, said: str) -> str:
    """A criterion by its id or its name."""
    wanted = said.strip().casefold()
    for one in rubric.criteria:
        if wanted in (one.id, one.name.casefold()):
            return one.id
    listed = ", ".join(one.id for one in rubric.criteria)
    raise GivenProblems([Problem("--because", said, "is not a criterion of the rubric.", f"It is one of: {listed}.")])


def _seen(desk: Desk, where: Where, client: ClientId, vacancy: VacancyId) -> Judgements:
    read = desk.folder.read(purpose=SUPPORT, on=desk.on, clients=[client], vacancies=[vacancy]).programme
    return seen_by(where.role, read.introductions, client=client, vacancy=vacancy, on=desk.on)
