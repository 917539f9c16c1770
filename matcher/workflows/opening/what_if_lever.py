"""How many doors a lever would open over a whole list: counts before and after, and nothing is saved."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.base.arrays import Flags
from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.base.stamp import Stamp
from matcher.explain.ladder import AskOf, Counted, LadderWords
from matcher.library.levers import SHIFT_KINDS, LeverKind, Step
from matcher.library.load import Library
from matcher.records.client import Client
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.scoring.bind import Bound
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.gatebits import gate_bits
from matcher.scoring.tables import Tables
from matcher.workflows.allowed import LISTS, allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.opening import levers as pull
from matcher.workflows.where import Where

OPTION = "--lever"
SHOWN_MOST = 20


def what_if_for_list(where: Where, subject: str, *, levers: Sequence[str]) -> Counted:
    """How many jobs would be open to a client, or to how many people a vacancy would be, with some levers pulled.

    On a client's list the levers are pulled at every open vacancy. Raises GivenProblems for a reference that is not in
    the programme, and a lever that is none.
    """
    desk = open_desk(where)
    allowed(where.role, LISTS, library=desk.library)
    if subject in desk.folder.vacancies():
        return _for_vacancy(desk, desk.vacancy(subject), levers)
    return _for_client(desk, desk.client(subject), levers)


def _for_client(desk: Desk, who: ClientId, levers: Sequence[str]) -> Counted:
    steps = steps_of(levers, desk.library)
    read = desk.read(clients=[who])
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["what-if", who, *levers])
    return _counted(desk, only_open(read.programme, on=desk.on), steps, run, subject=who, side="client")


def _for_vacancy(desk: Desk, what: VacancyId, levers: Sequence[str]) -> Counted:
    """Nobody is named, and nothing at anybody's home is asked about."""
    read = desk.read(vacancies=[what])
    job = next(one for one in read.programme.vacancies if one.id == what)
    steps = steps_of(levers, desk.library, vacancy=job)
    home = [one.id for one in steps if desk.library.levers.by_id[one.lever].at_home]
    if home:
        fix = "Name the client in front: matcher what-if CLIENT --lever ..."
        raise GivenProblems([Problem(OPTION, home[0], "is about one client's home, not about a vacancy.", fix)])
    run = stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=["what-if", what, *levers])
    return _counted(desk, read.programme, steps, run, subject=what, side="vacancy")


def steps_of(texts: Sequence[str], library: Library, *, vacancy: Vacancy | None = None) -> tuple[Step, ...]:
    """Levers as typed: `start_later_30`, `bicycle`, `certificate:food_hygiene_2`, `requirement:R2`.

    Raises GivenProblems with every one that is none, and what to type instead.
    """
    known = _known(library, vacancy)
    wrong = [text for text in texts if text.strip() not in known]
    if wrong:
        raise GivenProblems([_unknown(text, known) for text in wrong])
    steps = tuple(dict.fromkeys(known[text.strip()] for text in texts))
    kinds = {one.id: one.kind for one in library.levers.levers}
    for group, what, fix in (
        (SHIFT_KINDS, "moves the shift another way as well.", "Move it one way; both ends at once are both_ends_30."),
        ((LeverKind.LATER_FIRST_DAY,), "moves the first day as well.", "Name one first day."),
    ):
        several = [step.id for step in steps if kinds[step.lever] in group]
        if len(several) > 1:
            raise GivenProblems([Problem(OPTION, one, what, fix) for one in several[1:]])
    return steps


def _known(library: Library, vacancy: Vacancy | None) -> dict[str, Step]:
    """Every lever that can be typed, by its id. A requirement is one vacancy's own."""
    steps: list[Step] = []
    for one in library.levers.levers:
        if one.kind is LeverKind.REQUIREMENT:
            steps += [Step(one.id, of=asked.id) for asked in (vacancy.requirements if vacancy else ())]
        elif one.kind is LeverKind.CREDENTIAL:
            papers = (e for e in library.licences.entries if e.kind in ("licence_driving", "licence_other"))
            steps += [Step(one.id, of=entry.id) for entry in papers]
        else:
            steps += [Step(one.id, amount) for amount in one.amounts] or [Step(one.id)]
    return {step.id: step for step in steps}


def _unknown(text: str, known: dict[str, Step]) -> Problem:
    import difflib

    near = difflib.get_close_matches(text[:60].strip(), known, n=1)
    hint = f"Did you mean {near[0]}? " if near else ""
    plain = [one for one in known if ":" not in one]
    fix = f"{hint}Levers are {', '.join(plain)}, certificate:LICENCE and, of one vacancy, requirement:REFERENCE."
    return Problem(OPTION, text[:60], "is not a lever.", fix)


def _counted(
    desk: Desk, programme: Programme, steps: tuple[Step, ...], run: Stamp, *, subject: str, side: str
) -> Counted:
    changed = with_levers(programme, steps, desk=desk)
    before, after = prepare(desk, programme, left_out=0), prepare(desk, changed, left_out=0)
    was, now = (_open(one, subject, side=side) for one in (before, after))
    words = LadderWords(before.context(run))
    job = {one.id: one for one in programme.vacancies}
    ids = before.columns.vacancies.ids

    def named(rows: Flags) -> tuple[AskOf, ...]:
        if side != "client":
            return ()
        return tuple(words.ask_of(job[VacancyId(ids[row])], "") for row in np.flatnonzero(rows)[:SHOWN_MOST].tolist())

    of = next((one for one in programme.vacancies if one.id == subject), None)
    return Counted(
        stamp=run,
        subject=subject,
        side=side,
        says=words.says(words.steps(steps, of)),
        considered=len(was),
        before=int(was.sum()),
        after=int(now.sum()),
        opened=named(now & ~was),
        closed=named(was & ~now),
        opens=int((now & ~was).sum()),
        closes=int((was & ~now).sum()),
    )


def with_levers(programme: Programme, steps: Sequence[Step], *, desk: Desk) -> Programme:
    """The programme with some levers pulled for everybody in it; what changes nothing for one is passed over."""
    library = desk.library

    def client(one: Client) -> Client:
        for step in steps:
            one = pull.client_with(one, library.levers.by_id[step.lever], step, library=library) or one
        return one

    def vacancy(one: Vacancy) -> Vacancy:
        for step in steps:
            lever = library.levers.by_id[step.lever]
            one = pull.vacancy_with(one, lever, step, on=desk.on, library=library) or one
        return one

    return programme.model_copy(
        update={
            "clients": tuple(client(one) for one in programme.clients),
            "vacancies": tuple(vacancy(one) for one in programme.vacancies),
        }
    )


def _open(prepared: Prepared, subject: str, *, side: str) -> Flags:
    """By row of the other side: whether nothing keeps the pair apart."""
    columns = prepared.columns
    bound = Bound(columns, prepared.desk.library)
    if side == "client":
        others = np.arange(len(columns.vacancies))
        clients, vacancies = np.full(len(others), columns.clients.row(ClientId(subject))), others
    else:
        others = np.arange(len(columns.clients))
        clients, vacancies = others, np.full(len(others), columns.vacancies.row(VacancyId(subject)))
    bits = gate_bits(Tables(bound, pairs=len(others)), clients, vacancies)
    applied = columns.applied[vacancies] << np.uint64(REQUIREMENT_BIT)
    found: Flags = bits.fail & (np.uint64(bound.fixed) | applied) == 0
    return found
