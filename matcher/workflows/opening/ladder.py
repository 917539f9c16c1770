"""What would open doors: to one client, to one vacancy, for one pair. Found by `doors`, put into words, not saved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.base.days import say_day
from matcher.base.ids import ClientId, VacancyId
from matcher.base.stamp import Stamp
from matcher.explain.employer_figures import employer_figure
from matcher.explain.ladder import (
    AskOf,
    ClientLadder,
    DoorWords,
    LadderWords,
    MoveWords,
    SetWords,
    VacancyLadder,
    family,
    move_says,
)
from matcher.library.levers import SHIFT_KINDS, LeverKind, Step
from matcher.matching.match import Matched
from matcher.records.client import Client
from matcher.records.vacancy import Vacancy
from matcher.scoring.gatebits import gate_bits
from matcher.workflows.lists.prepared import Prepared
from matcher.workflows.opening.doors import Door, Opening, Standing, doors, order, settled_by_a_place
from matcher.workflows.opening.halves import Ladder
from matcher.workflows.opening.short_jobs import short_jobs
from matcher.workflows.outlook.employer_moves import Move, employer_moves

Family = frozenset[tuple[str, str]]


def ladder_with(prepared: Prepared) -> Ladder:
    """What levers are looked at with, for one prepared programme."""
    desk = prepared.desk
    return Ladder(desk.library, prepared.programme, desk.on, prepared.effects, prepared.travelled)


@dataclass(frozen=True)
class _Rows:
    """One matched programme by rows and records."""

    prepared: Prepared
    matched: Matched

    def vacancies(self) -> list[Vacancy]:
        """Records of the pass's vacancies, in the order of their rows."""
        by_id = {one.id: one for one in self.prepared.programme.vacancies}
        return [by_id[VacancyId(self.matched.columns.vacancies.ids[row])] for row in self.matched.scope.vacancies]

    def client(self, reference: str) -> Client:
        """One client's record."""
        return next(one for one in self.prepared.programme.clients if one.id == reference)

    def standing(self, reference: str) -> Standing:
        """How one client stands with the vacancies of the pass."""
        row = self.matched.columns.clients.row(reference)
        return Standing.read(self.matched.tables, row, self.matched.scope.vacancies)


def ladder_of_client(prepared: Prepared, matched: Matched, client: ClientId, run: Stamp) -> ClientLadder:
    """What would open doors to one client among the vacancies of the pass. For the key worker and the client."""
    rows, ladder = _Rows(prepared, matched), ladder_with(prepared)
    words = LadderWords(prepared.context(run))
    vacancies, standing, who = rows.vacancies(), rows.standing(client), rows.client(client)
    by_id = {one.id: one for one in vacancies}
    shut = list(doors(ladder, who, vacancies, standing))
    opened = [door for door in shut if door.openings]
    pairs = short_jobs(prepared, matched, who, vacancies, standing, words)
    open_today = len(vacancies) - len(shut)
    levers = prepared.desk.library.levers
    nearest = sorted(opened, key=lambda door: order(ladder, door.openings[0].steps))
    return ClientLadder(
        client=client,
        considered=len(vacancies),
        open_today=open_today,
        shut=len(shut),
        could_open=len(opened),
        by_minutes=tuple(_by_minutes(ladder, opened, open_today)),
        moves=tuple(_moves(ladder, words, opened, by_id))[: levers.moves_most],
        doors=tuple(door_words(words, door, by_id[door.vacancy], client) for door in nearest[: levers.doors_most]),
        pairs_sure=pairs.sure,
        pairs_to_ask=pairs.to_ask,
        jobs_in_pairs=pairs.jobs,
        pairs=pairs.shown,
        notes=tuple(_notes(rows, ladder, who, shut, by_id, standing)),
    )


def ladder_of_pair(
    prepared: Prepared, matched: Matched, client: ClientId, vacancy: VacancyId, words: LadderWords
) -> DoorWords | None:
    """What would open one pair; None where nothing keeps it apart."""
    rows = _Rows(prepared, matched)
    at = np.array([matched.columns.vacancies.row(vacancy)], dtype=np.intp)
    standing = Standing.read(matched.tables, matched.columns.clients.row(client), at)
    job = next(one for one in prepared.programme.vacancies if one.id == vacancy)
    found = list(doors(ladder_with(prepared), rows.client(client), [job], standing))
    return door_words(words, found[0], job, client) if found else None


def ladder_of_vacancy(prepared: Prepared, matched: Matched, vacancy: VacancyId, run: Stamp) -> VacancyLadder:
    """What its employer could change about one vacancy, and how many people each change would open it to."""
    words = LadderWords(prepared.context(run), home=False)
    job = next(one for one in prepared.programme.vacancies if one.id == vacancy)
    by_id = {one.id: one for one in prepared.programme.clients}
    rows = matched.scope.clients
    clients = [by_id[ClientId(matched.columns.clients.ids[row])] for row in rows]
    found = employer_moves(ladder_with(prepared), job, clients, of_everyone(matched, vacancy))
    levers = prepared.desk.library.levers
    return VacancyLadder(
        vacancy=vacancy,
        considered=found.considered,
        open_today=found.open_today,
        by_minutes=found.by_minutes,
        moves=tuple(_employer_move(words, one, job) for one in found.moves[: levers.moves_most]),
    )


def of_everyone(matched: Matched, vacancy: VacancyId) -> Standing:
    """How every client of the pass stands with one vacancy."""
    rows, row = matched.scope.clients, matched.columns.vacancies.row(vacancy)
    bits = gate_bits(matched.tables, rows, np.full(len(rows), row, dtype=np.intp))
    bound = matched.tables.bound
    applied = np.full(len(rows), bound.columns.applied[row] << np.uint64(24), dtype=np.uint64)
    return Standing(bits.fail, bits.unknown, bits.opted, applied, bound.fixed, bound.bits_where(owner="client"))


def _employer_move(words: LadderWords, move: Move, vacancy: Vacancy) -> MoveWords:
    steps = words.steps(move.steps, vacancy)
    return MoveWords(
        says=words.says(steps),
        opens=move.opens,
        closes=move.closes,
        who=tuple(dict.fromkeys(who for one in steps for who in one.who)),
        costs=tuple(dict.fromkeys(one.priced for one in steps)),
        asks=(),
        to_employer=_figure(words, move, vacancy),
    )


def _figure(words: LadderWords, move: Move, vacancy: Vacancy) -> str | None:
    """What the employer may read of how many: a word, and nothing where a requirement is a private matter."""
    library = words.context.library
    asked = [one for one in vacancy.requirements if one.id in {step.of for step in move.steps}]
    if any(employer_figure(one, move.opens, library=library) is None for one in asked) or move.opens < 1:
        return None
    figures = library.employer_figures
    many = figures.several if move.opens >= figures.several_from else figures.few
    return figures.says.format(many=many)


def door_words(words: LadderWords, door: Door, vacancy: Vacancy, client: str) -> DoorWords:
    """One door in words, with the first few of its sets."""
    shown = door.openings[: words.context.library.levers.sets_most]
    sets = dict.fromkeys(_set(words, one, vacancy) for one in shown)
    return DoorWords(
        client=client,
        vacancy=vacancy.id,
        title=vacancy.title,
        employer=words.ask_of(vacancy, "").employer,
        in_the_way=words.in_the_way(door.blocked, vacancy),
        sets=tuple(sets),
        more=len(door.openings) - len(shown),
    )


def _set(words: LadderWords, opening: Opening, vacancy: Vacancy) -> SetWords:
    steps = words.steps(opening.steps, vacancy)
    return SetWords(words.says(steps), steps, words.still_to_ask(opening.unknown, vacancy))


def _by_minutes(ladder: Ladder, opened: Sequence[Door], open_today: int) -> Iterator[tuple[int, int]]:
    """Jobs open if the shift of each were moved alone, by at most so many minutes, whichever way it needs."""
    shift = {one.id for one in ladder.library.levers.of_kind(*SHIFT_KINDS)}
    amounts = sorted({amount for one in ladder.library.levers.of_kind(*SHIFT_KINDS) for amount in one.amounts})
    least = [
        min((one.steps[0].amount for one in door.openings if _alone(one) and one.steps[0].lever in shift), default=None)
        for door in opened
    ]
    for amount in amounts:
        yield amount, open_today + sum(one is not None and one <= amount for one in least)


def _alone(opening: Opening) -> bool:
    return len(opening.steps) == 1


def _moves(
    ladder: Ladder, words: LadderWords, opened: Sequence[Door], by_id: dict[VacancyId, Vacancy]
) -> list[MoveWords]:
    """Changes by how many doors each opens: the same lever at several employers is one change."""
    found: dict[Family, dict[VacancyId, Opening]] = {}
    for door in opened:
        for opening in door.openings:
            key = frozenset(family(step, words, by_id[door.vacancy]) for step in opening.steps)
            found.setdefault(key, {}).setdefault(door.vacancy, opening)
    for key, of in found.items():
        for smaller, others in found.items():
            if smaller < key:
                of.update({vacancy: one for vacancy, one in others.items() if vacancy not in of})
    ranked = sorted(found, key=lambda key: (-len(found[key]), order(ladder, _most(found[key].values()))))
    kept = [key for key in ranked if all(len(found[one]) < len(found[key]) for one in found if one < key)]
    return [_move(ladder, words, found[key], by_id) for key in kept]


def _most(openings: Iterable[Opening]) -> tuple[Step, ...]:
    """The steps of the longest of some openings, with the most of each amount."""
    longest = max((one.steps for one in openings), key=len)
    amounts = {step.lever: 0 for one in openings for step in one.steps}
    for one in openings:
        for step in one.steps:
            amounts[step.lever] = max(amounts[step.lever], step.amount)
    return tuple(Step(step.lever, amounts[step.lever], step.of) for step in longest)


def _move(
    ladder: Ladder, words: LadderWords, doors_: dict[VacancyId, Opening], by_id: dict[VacancyId, Vacancy]
) -> MoveWords:
    longest = max(doors_, key=lambda one: len(doors_[one].steps))
    steps = words.steps(_most(doors_.values()), by_id[longest])
    asks = tuple(
        words.ask_of(by_id[one], words.says(words.steps(opening.steps, by_id[one])))
        for one, opening in sorted(doors_.items(), key=lambda item: (order(ladder, item[1].steps), item[0]))
    )
    return MoveWords(
        says=move_says(_most(doors_.values()), words, by_id[longest]),
        opens=len(doors_),
        closes=0,
        who=tuple(dict.fromkeys(who for one in steps for who in one.who)),
        costs=tuple(dict.fromkeys(one.priced for one in steps)),
        asks=_by_employer(asks),
        to_employer=None,
    )


def _by_employer(asks: tuple[AskOf, ...]) -> tuple[AskOf, ...]:
    """The same, those of one employer together, in the order in which each employer comes first."""
    first = {one.employer: at for at, one in reversed(list(enumerate(asks)))}
    return tuple(sorted(asks, key=lambda one: first[one.employer]))


def _notes(
    rows: _Rows,
    ladder: Ladder,
    client: Client,
    shut: Sequence[Door],
    by_id: dict[VacancyId, Vacancy],
    standing: Standing,
) -> Iterator[str]:
    """What is no lever and still worth saying: a place hoped for, a day that comes by itself, an end left open."""
    library, words = ladder.library, ladder.library.levers.words
    settled = settled_by_a_place(ladder, client, rows.vacancies(), standing)
    if settled:
        said = next(one.says for one in library.levers.of_kind(LeverKind.CARE_PLACE))
        yield f"If {said}, nothing about the times would be left to ask for {settled:,} of the jobs open today."
    gates = {gate.id: gate for gate in library.gates.gates}
    for door in shut:
        job = by_id[door.vacancy]
        if door.blocked == 1 << gates["old_enough"].bit:
            yield from (f"{job.title} ({job.id}): {said}" for said in _old_enough(rows, ladder, client, job))
        if door.blocked == 1 << gates["hours"].bit and (job.hours_least_minutes is None) != (
            job.hours_most_minutes is None
        ):
            yield f"{job.title} ({job.id}): {words.hours_question}"


def _old_enough(rows: _Rows, ladder: Ladder, client: Client, vacancy: Vacancy) -> Iterator[str]:
    """The day from which a client is old enough; nothing where only a bound of it is known."""
    columns = rows.matched.columns
    who = np.array([columns.clients.row(client.id)]), np.array([columns.vacancies.row(vacancy.id)])
    least, most = (int(end[0]) for end in rows.matched.tables.of["days_until_old_enough"].at(*who))
    if least == most:
        day = dt.date.fromordinal(int(ladder.first_days([vacancy])[0]) + least)
        yield ladder.library.levers.words.old_enough.format(day=say_day(day))
