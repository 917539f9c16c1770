"""Made-up clients: choices, conditions, what they can do. No name, no equality answer; half of it blank."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, VacancyId
from matcher.library.marginals_people import People
from matcher.library.weeks import WeekPatterns
from matcher.records.client import Client, Permission, QuestionPut, StandingChoice
from matcher.specimens.chance import Dice, Table
from matcher.specimens.conditions import Limits
from matcher.specimens.form import Form
from matcher.specimens.menu import Menu
from matcher.specimens.places import Map
from matcher.specimens.said import Voices

ADULT, FULL_RATE = 18, 21
YEAR = 365
YOUNG = "young"
WEEKLY_LIMIT_MINUTES = 20 * 60
FACTS = (
    "week",
    "hours",
    "travel_limit",
    "pay_floor",
    "goal",
    "skills",
    "work_done",
    "demand_limits",
    "notice",
)
"""Facts of a client that a question may have been put about, by the names the columns use."""


@dataclass(frozen=True)
class Caseload:
    """What the clients of one programme are drawn from."""

    people: People
    weeks: WeekPatterns
    menu: Menu
    ground: Map
    nation: str
    employers: tuple[tuple[EmployerId, str], ...]
    vacancies: tuple[VacancyId, ...]
    on: Day


def groups(people: People, *, count: int, seed: int) -> tuple[str, ...]:
    """The group each client is drawn from. It is kept on no record; equality answers are drawn beside it."""
    dice, mix = Dice(seed, "groups"), Table(people.mix.of)
    return tuple(dice.pick(mix) for _ in range(count))


def clients(
    caseload: Caseload, *, count: int, seed: int, blank: int | None = None, firm: int | None = None
) -> tuple[Client, ...]:
    """So many clients, `C0001` onwards; `blank` and `firm` as for a whole programme."""
    maker = _Maker(caseload, Dice(seed, "clients"), blank, firm)
    drawn = groups(caseload.people, count=count, seed=seed)
    width = max(4, len(str(count)))
    return tuple(maker.client(ClientId(f"C{n:0{width}d}"), group) for n, group in enumerate(drawn, 1))


class _Maker:
    """Holds the tables, so that each client costs draws and nothing else."""

    def __init__(self, caseload: Caseload, dice: Dice, blank: int | None, firm: int | None) -> None:
        self.caseload, self.dice, self.blank = caseload, dice, blank
        self.people, self.rates, self.on = caseload.people, caseload.people.rates, caseload.on
        self.blanks = Table(self.people.profile_blank.of)
        self.limits = Limits(self.people, caseload.weeks, firm=firm)
        self.voices = Voices(self.people, caseload.menu, caseload.ground, caseload.employers)

    def client(self, reference: ClientId, group: str) -> Client:
        """The next client."""
        dice, rates = self.dice, self.rates
        blank = dice.pick(self.blanks)
        form = Form(dice, blank if self.blank is None else self.blank)
        sector, unknown = dice.pick(self.caseload.ground.homes), dice.yes(rates.sector_unknown)
        statements = self.voices.statements(dice, form)
        approved = dice.one_of(self.people.approved_words)
        filled = {
            "id": reference,
            "sector": None if unknown else sector,
            "nation": self.caseload.nation if form.asked() else None,
            "conditions": self.limits.conditions(dice, form, group),
            "statements": statements,
            "open_to_anything": form.said(rates.open_to_anything),
            "undecided": form.said(rates.undecided),
            "skills_complete": form.said(rates.skills_complete),
            "work_complete": form.said(rates.work_complete),
            "refused_employers": self._refused_employers() if form.asked() else frozenset(),
            "choices": self._choices(),
            "permission": self._permission() if form.said(rates.permission) else None,
            "old_enough": self._old_enough(group) if form.said(rates.old_enough) else (),
            "questions_put": self._questions(),
            "wants_money_advice": dice.yes(rates.money_advice) if form.asked() else None,
            "words_for_employers": approved if form.said(rates.approved_words) else "",
            **self._dates(form),
        }
        return Client.model_validate(filled)

    def _ago(self, least: int, most: int) -> Day:
        return self.on - dt.timedelta(days=self.dice.between(least, most))

    def _dates(self, form: Form) -> dict[str, Day | None]:
        """Joined, goal agreed, last introduced: in that order of time."""
        dice, rates = self.dice, self.rates
        joined, unknown = self._ago(1, 2 * YEAR), dice.yes(rates.joined_unknown)
        goal = min(joined + dt.timedelta(days=dice.between(3, 120)), self.on)
        seen = min(goal + dt.timedelta(days=dice.between(1, 300)), self.on)
        return {
            "joined": None if unknown else joined,
            "goal_agreed": goal if form.said(rates.goal_agreed) else None,
            "last_introduced": seen if form.said(rates.introduced) else None,
        }

    def _refused_employers(self) -> frozenset[EmployerId]:
        if not self.caseload.employers or not self.dice.yes(self.rates.refuses_employer):
            return frozenset()
        return frozenset({self.dice.one_of(self.caseload.employers)[0]})

    def _choices(self) -> tuple[StandingChoice, ...]:
        """What the client said about single vacancies: mostly nothing."""
        dice = self.dice
        if not self.caseload.vacancies or not dice.yes(self.rates.standing_choice):
            return ()
        named = dict.fromkeys(dice.one_of(self.caseload.vacancies) for _ in range(dice.between(1, 2)))
        return tuple(
            StandingChoice(
                vacancy=one,
                wants_it=dice.yes(self.rates.choice_wants_it),
                on=self._ago(1, 60),
                until=dice.one_of((None, self.on + dt.timedelta(days=dice.between(-10, 90)))),
            )
            for one in named
        )

    def _permission(self) -> Permission:
        """The client's own word on what they may do: any work, some hours, until a day, or from a day."""
        ahead = self.on + dt.timedelta(days=self.dice.between(10, 2 * YEAR))
        return self.dice.one_of(
            (
                Permission(),
                Permission(hours_most_minutes=WEEKLY_LIMIT_MINUTES),
                Permission(until=ahead),
                Permission(from_day=min(ahead, self.on + dt.timedelta(days=60))),
            )
        )

    def _old_enough(self, group: str) -> tuple[tuple[int, Day], ...]:
        """Days from which the client is as old as a law may ask; for most of them long past."""
        if group != YOUNG:
            return ((ADULT, self._ago(YEAR, 40 * YEAR)),)
        adult = self._ago(-100, 6 * YEAR)
        return ((ADULT, adult), (FULL_RATE, adult + dt.timedelta(days=(FULL_RATE - ADULT) * YEAR)))

    def _questions(self) -> tuple[QuestionPut, ...]:
        dice = self.dice
        if not dice.yes(self.rates.question_put):
            return ()
        return tuple(
            QuestionPut(fact=fact, on=self._ago(1, 60), declined=dice.yes(self.rates.question_declined))
            for fact in dice.some_of(FACTS, dice.between(1, 2))
        )
