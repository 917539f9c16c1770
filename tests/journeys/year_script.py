"""What people do in the simulated year: a seeded script that drives the real workflows, day by day, in process.

It tries what people try, also what must not happen: to put somebody forward who said no or never agreed, to send one
more pack than an employer agreed to, an answer twice, an answer after consent was taken back. What is refused is
counted by why. Whether the year was lawful is judged elsewhere, from the raw tables (`year_recount`).
"""

from __future__ import annotations

import datetime as dt
import heapq
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from unittest.mock import patch

from matcher.base.days import Day
from matcher.base.problems import GivenProblems
from matcher.explain.shape import ExplainedRow
from matcher.library.load import Library
from matcher.records.signed import DeskRole
from matcher.store.about import About
from matcher.store.folder import create_folder, open_folder
from matcher.workflows import desk
from matcher.workflows.cases import challenging, handing_back, in_work, stuck
from matcher.workflows.cases.casework import Told
from matcher.workflows.introductions import deciding
from matcher.workflows.introductions.packs import PackMade, make_pack
from matcher.workflows.introductions.replies import reply_by_code
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.partners.employers import export_ledger, import_ledger
from matcher.workflows.people import answering, consenting
from matcher.workflows.placements import outcomes
from matcher.workflows.programme.importing import bring_in
from matcher.workflows.where import Where
from tests.journeys import year_recount
from tests.journeys.year_people import NAMES, START, Size, batches, words_of

Deed = Callable[[Day], None]
PEOPLE_A_LIST = 4
"""People an EPC speaks with after each list."""


REFERENCE = re.compile(r"\b[A-Z]{1,3}\d+\b|\b\d+ [A-Z][a-z]+ \d{4}\b")
"""What differs between two refusals of one kind: a reference, a day."""


@dataclass
class Side:
    """One programme in the year."""

    name: str
    folder: Path
    epcs: tuple[str, ...]
    vacancies: dict[str, tuple[str, Day, Day]] = field(default_factory=dict)
    """Employer, first and last day open, of each vacancy that has come in."""

    def at(self, on: Day, by: str = "", role: DeskRole = DeskRole.EPC) -> Where:
        """Where a command works, for somebody on a day."""
        return Where(self.folder, on=on, by=by or self.epcs[0], role=role)


@dataclass
class Year:
    """A year under way, and what came of it."""

    size: Size
    sides: tuple[Side, ...]
    dice: random.Random
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    forgotten: list[str] = field(default_factory=list)
    """Lists that offered somebody against a decision in force."""
    kept_off: int = 0
    """Times a list had to keep somebody off."""
    tell: Callable[[Day], object] | None = None
    """Hears of each new month."""
    _queue: list[tuple[Day, int, Deed]] = field(default_factory=list)
    _number: count[int] = field(default_factory=count)

    def later(self, on: Day, deed: Deed) -> None:
        """Something to happen on a day."""
        heapq.heappush(self._queue, (on, next(self._number), deed))

    def tried(self, what: str, deed: Callable[[], object]) -> bool:
        """Do it; or count why it was refused."""
        try:
            deed()
        except GivenProblems as refused:
            self.refused[f"{what}: {REFERENCE.sub('..', refused.problems[0].what)[:60]}"] += 1
            return False
        self.done[what] += 1
        return True

    def chance(self, of_100: int) -> bool:
        return self.dice.randrange(100) < of_100

    def run(self) -> None:
        """All of it, in the order of days."""
        last, told = START + dt.timedelta(weeks=self.size.weeks), START
        while self._queue and self._queue[0][0] < last:
            on, _, deed = heapq.heappop(self._queue)
            if self.tell is not None and on.month != told.month:
                self.tell(on)
                told = on
            deed(on)


def live(size: Size, folder: Path, library: Library, *, tell: Callable[[Day], object] | None = None) -> Year:
    """Two programmes made in a folder, and the whole of their year."""
    sent = batches(size, library, folder / "sent")
    sides = []
    for place, name in enumerate(NAMES):
        create_folder(folder / name, About(name=name, data_date=None, made_by="simulated year"))
        epcs = tuple(f"epc-{name[0]}{n}" for n in range(1, size.epcs[place] + 1))
        sides.append(Side(name, folder / name, epcs))
    year = Year(size, tuple(sides), random.Random(size.seed), tell=tell)
    for side in sides:
        for batch in sent[side.name]:
            year.later(batch.on, _arrivals(year, side, batch.folder))
    for week in range(size.weeks):
        for place, side in enumerate(sides):
            for number, epc in enumerate(side.epcs):
                day = START + dt.timedelta(weeks=week, days=1 + place + 2 * number)
                year.later(day, _morning(year, side, epc))
    for month in range(1, 1 + size.weeks // 4):
        for side in sides:
            year.later(START + dt.timedelta(weeks=4 * month), _monthly(year, side))
    with patch.object(desk, "load_library", lambda _models=None: library):  # read once for the whole year
        year.run()
    return year


def _arrivals(year: Year, side: Side, folder: Path) -> Deed:
    def deed(on: Day) -> None:
        brought = bring_in(side.at(on, role=DeskRole.KEY_WORKER), [folder])
        assert brought.stopping == [], [one.say() for one in brought.stopping]
        year.done["import"] += 1
        for one in open_folder(side.folder).everything().vacancies:
            if one.employer and one.opened and one.closes:
                side.vacancies[one.id] = (one.employer, one.opened, one.closes)

    return deed


def _morning(year: Year, side: Side, epc: str) -> Deed:
    """An EPC's day: the other programme's contacts come in, then two vacancies are worked."""

    def deed(on: Day) -> None:
        _exchange(year, side, on)
        open_now = sorted(one for one, (_, first, last) in side.vacancies.items() if first <= on <= last)
        if not open_now:
            return
        first = year.dice.choice(open_now)
        same = [one for one in open_now if one != first and side.vacancies[one][0] == side.vacancies[first][0]]
        for vacancy in dict.fromkeys([first, year.dice.choice(same or open_now)]):
            _work_a_vacancy(year, side, epc, vacancy, on)

    return deed


def _exchange(year: Year, side: Side, on: Day) -> None:
    """The contacts of the other programme come in, as it gives them away: no person in them."""
    other = next(one for one in year.sides if one is not side)
    path = side.folder.parent / f"contacts-of-{other.name}.jsonl"
    export_ledger(other.at(on), path)
    read = import_ledger(side.at(on), [path])
    assert read.stopping == [], [one.say() for one in read.stopping]
    year.done["contacts exchanged"] += len(read.approaches)


def _monthly(year: Year, side: Side) -> Deed:
    def deed(on: Day) -> None:
        manager = side.at(on, "manager-1", DeskRole.MANAGER)
        waiting = stuck.waiting_on_us(manager)
        year.done["stuck list"] += 1
        year.done["waiting on us"] += len(waiting.rows)

    return deed


# --- a vacancy


def _work_a_vacancy(year: Year, side: Side, epc: str, vacancy: str, on: Day) -> None:
    at = side.at(on, epc)
    rows = _listed(year, side, at, vacancy, on)
    for row in rows[:PEOPLE_A_LIST]:
        _speak_with(year, side, epc, row, on)
    _send(year, side, epc, vacancy, on)
    if year.chance(30):
        _ask_employer(year, side, epc, vacancy, on)


def _listed(year: Year, side: Side, at: Where, vacancy: str, on: Day) -> list[ExplainedRow]:
    """The list of the day; whoever a decision in force keeps off may not be offered on it."""
    explained = shortlist(at, vacancy).explained
    year.done["shortlist"] += 1
    offered = [row for row in explained.rows if row.section is not None and not row.blocked_by]
    off = year_recount.kept_off(year_recount.raw(side.folder), vacancy, on)
    year.kept_off += len(off)
    year.forgotten += [
        f"{side.name}, {vacancy} on {on}: {row.client} is offered against {off[row.client]}"
        for row in offered
        if row.client in off
    ]
    return offered


def _speak_with(year: Year, side: Side, epc: str, row: ExplainedRow, on: Day) -> None:
    """The client's answer, their consent, and what the EPC makes of it."""
    client, vacancy, at = row.client, row.vacancy, side.at(on, epc)
    if row.actions and year.chance(30):
        _hand_back(year, side, epc, row, on)
        return
    said = year.dice.choices(["yes", "not_now", "no", ""], [60, 12, 15, 13])[0]
    if said:
        asked = words_of(client, "asked")
        year.tried("answer", lambda: answering.answer(at, client, vacancy, said, asked=asked, how="phone"))
    if said == "yes" and year.chance(80):
        employer, asking = side.vacancies[vacancy][0], consenting.Asking(words=words_of(client, "agreed"))
        about = employer if year.chance(50) else None
        year.tried("consent", lambda: consenting.record(at, client, "introduction", employer=about, asking=asking))
    if said == "yes" or year.chance(30):  # also where nobody agreed: that has to be refused
        _decide(year, side, epc, row, on)


def _decide(year: Year, side: Side, epc: str, row: ExplainedRow, on: Day) -> None:
    client, vacancy, at = row.client, row.vacancy, side.at(on, epc)
    if year.chance(10):
        held = deciding.decide(at, client, vacancy, "held", reason="timing", words=words_of(client, "held"))
        _came_of(year, "hold", held)
        return
    shown = deciding.decide(at, client, vacancy, "put_forward")
    seen = shown.code if year.chance(97) else "00000000"
    made = deciding.decide(at, client, vacancy, "put_forward", seen=seen)
    if any(one.why in ("reason_missing", "words_missing") for one in made.refused):
        words = words_of(client, "wants it")
        made = deciding.decide(at, client, vacancy, "put_forward", seen=seen, reason="client_wants_it", words=words)
    if _came_of(year, "put forward", made) and year.chance(8):
        year.later(on + dt.timedelta(days=year.dice.randint(1, 10)), _take_back(year, side, epc, client, vacancy))


def _came_of(year: Year, what: str, made: deciding.Decided) -> bool:
    for one in made.refused:
        year.refused[f"{what}: {one.why}"] += 1
    year.done[what] += made.decision is not None
    return made.decision is not None


def _take_back(year: Year, side: Side, epc: str, client: str, vacancy: str) -> Deed:
    """The client takes consent back; sometimes somebody writes down that the introduction is off too."""

    def deed(on: Day) -> None:
        at = side.at(on, epc)
        year.tried("consent taken back", lambda: consenting.take_back(at, client, "introduction", employer=None))
        if year.chance(50):
            made = deciding.decide(at, client, vacancy, "withdrawn", reason="client_asked")
            _came_of(year, "withdrawn", made)

    return deed


# --- the employer


def _send(year: Year, side: Side, epc: str, vacancy: str, on: Day) -> None:
    made: list[PackMade] = []
    to = side.folder.parent / f"{side.name}-packs" / f"{vacancy}-{on}.html"
    to.parent.mkdir(exist_ok=True)
    if year.tried("pack", lambda: made.append(make_pack(side.at(on, epc), vacancy, to=to))):
        for _, code, client in made[0].letters:
            year.later(on + dt.timedelta(days=year.dice.randint(1, 20)), _reply(year, side, epc, code, client, vacancy))


ANSWERS = {"yes": 35, "no, the times do not suit us": 25, "maybe later": 15, "offer": 10, "": 15}


def _reply(year: Year, side: Side, epc: str, code: str, client: str, vacancy: str) -> Deed:
    def deed(on: Day) -> None:
        at = side.at(on, epc)
        words = year.dice.choices(list(ANSWERS), list(ANSWERS.values()))[0]
        if not words:
            return
        year.tried("reply", lambda: reply_by_code(at, code, words))
        if year.chance(20):
            year.tried("reply twice", lambda: reply_by_code(at, code, words))
        if year.chance(10):
            year.later(on + dt.timedelta(days=5), lambda then: _changed_mind(year, side, epc, code, then))
        if words in ("yes", "offer") and year.chance(60):
            first = on + dt.timedelta(days=year.dice.randint(3, 20))
            year.later(first, _start(year, side, epc, client, vacancy))

    return deed


def _changed_mind(year: Year, side: Side, epc: str, code: str, on: Day) -> None:
    year.tried("reply changed", lambda: reply_by_code(side.at(on, epc), code, "no"))


def _ask_employer(year: Year, side: Side, epc: str, vacancy: str, on: Day) -> None:
    """A question about one requirement, and its answer some days later."""
    held = next(one for one in open_folder(side.folder).everything().vacancies if one.id == vacancy)
    if not held.requirements:
        return
    requirement = year.dice.choice(held.requirements).id
    question = f"Is {requirement} needed from the first day?"
    asked: list[str] = []
    at = side.at(on, epc)
    if year.tried(
        "challenge", lambda: asked.append(challenging.ask(at, vacancy, requirement, question=question).case.id)
    ):
        answer = year.dice.choice(("kept", "removed", "remove", "keep"))
        told = Told(words="They say so on the telephone.")
        day = on + dt.timedelta(days=year.dice.randint(2, 15))
        year.later(
            day,
            lambda then: (
                year.tried("challenge answered", lambda: challenging.answer(side.at(then, epc), asked[0], answer, told))
                and None
            ),
        )


# --- the client


def _hand_back(year: Year, side: Side, epc: str, row: ExplainedRow, on: Day) -> None:
    """Back with the key worker for one next step, which is done some weeks later."""
    first = row.actions[0]
    wanted = handing_back.Wanted(
        criterion=first.criterion,
        missing=words_of(row.client, "not there yet"),
        what=words_of(row.client, "to do together") if year.chance(50) else "",
        owner="",
        due=None,
        vacancy=row.vacancy,
    )
    made: list[str] = []
    if year.tried(
        "hand-back", lambda: made.append(handing_back.open_(side.at(on, epc), row.client, wanted, Told()).case.id)
    ):
        year.later(on + dt.timedelta(days=year.dice.randint(2, 25)), _next_step(year, side, made[0], row.client))


STEPS = {"accept": 30, "done": 35, "move_due": 15, "drop": 10, "talk": 10}


def _next_step(year: Year, side: Side, case: str, client: str) -> Deed:
    """One step of a hand-back; until it is done or dropped, another follows."""

    def deed(on: Day) -> None:
        step = year.dice.choices(list(STEPS), list(STEPS.values()))[0]
        facts = {
            "done": {"evidence": words_of(client, "there now")},
            "move_due": {"due": str(on + dt.timedelta(days=14))},
        }.get(step, {})
        words = words_of(client, f"on {step}") if step in ("talk", "move_due") else ""
        told = Told(reason="client_wish" if step == "drop" else "", words=words, facts=facts)
        worker = side.at(on, "kw-1", DeskRole.KEY_WORKER)
        taken = year.tried(f"hand-back {step}", lambda: handing_back.step(worker, case, step, told))
        if not (taken and step in ("done", "drop")):
            year.later(on + dt.timedelta(days=year.dice.randint(3, 20)), _next_step(year, side, case, client))

    return deed


def _start(year: Year, side: Side, epc: str, client: str, vacancy: str) -> Deed:
    def deed(on: Day) -> None:
        at = side.at(on, epc)
        known = outcomes.Told(year.dice.randint(8, 37) * 60, 30_000) if year.chance(70) else outcomes.Told()
        made: list[outcomes.Written] = []
        if not year.tried("start", lambda: made.append(outcomes.start(at, client, vacancy, told=known))):
            return
        job = made[0].job.id
        for contact in made[0].contacts:
            year.later(contact.due, _contact(year, side, contact.id))
        more = outcomes.Told(year.dice.randint(8, 37) * 60, source="payslip")
        year.later(
            on + dt.timedelta(weeks=6),
            lambda then: year.tried("hours", lambda: outcomes.hours(side.at(then, epc), job, told=more)) and None,
        )
        if year.chance(45):
            year.later(on + dt.timedelta(days=year.dice.randint(10, 150)), _end(year, side, epc, client, job))

    return deed


def _contact(year: Year, side: Side, contact: str) -> Deed:
    def deed(on: Day) -> None:
        worker = side.at(on, "kw-1", DeskRole.KEY_WORKER)
        step = "made" if year.chance(80) else "missed"
        told = Told(facts={"signs": "pay_wrong"} if step == "made" and year.chance(15) else {})
        year.tried(f"contact {step}", lambda: in_work.step(worker, contact, step, told))

    return deed


def _end(year: Year, side: Side, epc: str, client: str, job: str) -> Deed:
    def deed(on: Day) -> None:
        parting = outcomes.Parting(
            client_reason=year.dice.choice(("journey", "hours_few", "other_job", "people", "")),
            client_words=words_of(client, "left because"),
            employer_reason=year.dice.choice(("no_more_work", "shifts_missed", "")),
            did_not_hold=("rota_ahead",) if year.chance(20) else (),
        )
        year.tried("end", lambda: outcomes.end(side.at(on, epc), job, parting))

    return deed
