"""What made-up clients say: jobs wanted and refused, work done, skills, papers, areas and employers."""

from __future__ import annotations

from matcher.base.ids import EmployerId, SectorCode
from matcher.library.marginals_people import People
from matcher.records.client import Statement
from matcher.records.shape import Link
from matcher.records.words import Kind, Stance
from matcher.specimens.chance import Dice, step_tables
from matcher.specimens.form import Form
from matcher.specimens.menu import Menu, unlinked
from matcher.specimens.places import Map

SUBJECTS = ("maths", "english")
ENGLISH, FLUENT, LEARNING = "english", 6, 4
CAR, LARGER_VAN = "B", "C1"
REGISTER = "gphc_pharmacy_technician"


class Voices:
    """Draws clients' statements. A statement made by many is one object."""

    def __init__(self, people: People, menu: Menu, ground: Map, employers: tuple[tuple[EmployerId, str], ...]) -> None:
        self.people, self.rates = people, people.rates
        self.steps = step_tables(people.steps)
        self.menu, self.ground, self.employers = menu, ground, employers
        self._made: dict[tuple[Stance, Kind, str, str | None, int | None], Statement] = {}

    def statements(self, dice: Dice, form: Form) -> tuple[Statement, ...]:
        """Everything one client says, in the order it was asked."""
        done = dice.different(self.menu.jobs_by_demand, dice.pick(self.steps["has_done"]))
        found: list[Statement] = []
        found += self._jobs_named(dice) if form.asked() else []
        found += self._refusals(dice) if form.asked() else []
        found += self._work(dice, done) if form.asked() else []
        found += self._skills(dice, done) if form.asked() else []
        found += self._likes(dice) if form.asked() else []
        found += self._driving(dice) if form.asked() else []
        found += self._papers(dice) if form.asked() else []
        found += self._schooling(dice) if form.asked() else []
        found += self._languages(dice) if form.asked() else []
        found += self._references(dice) if form.asked() else []
        found += self._places(dice) if form.asked() else []
        return tuple(dict.fromkeys(found))

    def _say(self, stance: Stance, kind: Kind, what: Link, level: int | None = None) -> Statement:
        key = (stance, kind, what.words, what.to, level)
        if key not in self._made:
            self._made[key] = Statement(stance=stance, kind=kind, what=what, level=level)
        return self._made[key]

    def _job(self, dice: Dice, name: str) -> Link:
        """The job in one of the ways people call it; seldom in words that lead nowhere."""
        words, own = dice.one_of(self.people.words_not_linked), dice.one_of(self.menu.jobs[name].links)
        return unlinked(words) if dice.yes(self.rates.words_not_linked) else own

    def _jobs_named(self, dice: Dice) -> list[Statement]:
        wants, accepts = dice.pick(self.steps["wants"]), dice.pick(self.steps["accepts"])
        named = dice.different(self.menu.jobs_by_demand, wants + accepts)
        return [
            self._say(Stance.WANTS if n < wants else Stance.ACCEPTS, Kind.OCCUPATION, self._job(dice, name))
            for n, name in enumerate(named)
        ]

    def _refusals(self, dice: Dice) -> list[Statement]:
        found = []
        if dice.yes(self.rates.refuses_job):
            refused = dice.pick(self.menu.jobs_by_demand)
            found.append(self._say(Stance.REFUSES, Kind.OCCUPATION, self.menu.jobs[refused].links[0]))
        if dice.yes(self.rates.refuses_task):
            skill = dice.one_of(self.menu.general_skills)
            found.append(self._say(Stance.REFUSES, Kind.TASK, self.menu.skills[skill]))
        return found

    def _work(self, dice: Dice, done: list[str]) -> list[Statement]:
        """Jobs done, with months where the client said how long, and unpaid work in their own words."""
        found = []
        for name in done:
            words, months, said = (
                self._job(dice, name),
                dice.pick(self.steps["months_done"]),
                dice.yes(self.rates.months_said),
            )
            found.append(self._say(Stance.HAS_DONE, Kind.OCCUPATION, words, months if said else None))
        unpaid, told = dice.pick(self.steps["unpaid_work"]), dice.one_of(self.people.unpaid_words)
        if unpaid:
            found.append(self._say(Stance.HAS_DONE, Kind.EXPERIENCE, unlinked(told), unpaid))
        return found

    def _skills(self, dice: Dice, done: list[str]) -> list[Statement]:
        """Most skills of the jobs done, a few others, and now and then one that is not there yet."""
        usual = [skill for name in done for skill in self.menu.jobs[name].skills]
        own = [skill for skill in usual if dice.yes(self.rates.skill_of_work)]
        own += dice.some_of(self.menu.general_skills, dice.pick(self.steps["other_skills"]))
        found = [self._say(Stance.CAN_DO, Kind.TASK, self.menu.skills[one]) for one in dict.fromkeys(own)]
        missing = dice.one_of(self.menu.general_skills)
        if dice.yes(self.rates.skill_not_yet) and missing not in own:
            found.append(self._say(Stance.NOT_YET, Kind.TASK, self.menu.skills[missing]))
        return found

    def _likes(self, dice: Dice) -> list[Statement]:
        liked = dice.some_of(self.menu.general_skills, dice.pick(self.steps["likes"]))
        return [self._say(Stance.LIKES, Kind.TASK, self.menu.skills[one]) for one in liked]

    def _driving(self, dice: Dice) -> list[Statement]:
        holds, drives = dice.yes(self.rates.driving_licence), dice.yes(self.rates.own_vehicle)
        larger = dice.yes(self.rates.older_vehicle_category)
        vehicle = Link(words="own car", to="car", confidence=100)
        found = [self._held(Kind.LICENCE_DRIVING, CAR, yes=holds)]
        if holds and larger:
            found.append(self._held(Kind.LICENCE_DRIVING, LARGER_VAN, yes=True))
        stance = Stance.HOLDS if holds and drives else Stance.DOES_NOT_HOLD
        return [*found, self._say(stance, Kind.OWN_VEHICLE, vehicle)]

    def _held(self, kind: Kind, what: str, *, yes: bool, level: int | None = None) -> Statement:
        link = Link(words=what, to=what, confidence=100)
        return self._say(Stance.HOLDS if yes else Stance.DOES_NOT_HOLD, kind, link, level)

    def _papers(self, dice: Dice) -> list[Statement]:
        licences = dice.some_of(self.menu.licences, dice.pick(self.steps["other_licences"]))
        found = [self._say(Stance.HOLDS, Kind.LICENCE_OTHER, one) for one in licences]
        missing = dice.one_of(self.menu.licences)
        if dice.yes(self.rates.licence_missing) and missing not in licences:
            found.append(self._say(Stance.DOES_NOT_HOLD, Kind.LICENCE_OTHER, missing))
        if dice.yes(self.rates.registered):
            found.append(self._held(Kind.REGISTRATION, REGISTER, yes=True))
        return found

    def _schooling(self, dice: Dice) -> list[Statement]:
        """The highest level, and for some the two grades that adverts ask for. None held is said as such."""
        level = dice.pick(self.steps["qualification_level"])
        grades = [dice.pick(self.steps["gcse_grade"]) for _ in SUBJECTS]
        found = [self._held(Kind.LEVEL, f"level {max(level, 1)}", yes=level > 0, level=max(level, 1))]
        if dice.yes(self.rates.gcse_said):
            found += [
                self._held(Kind.GCSE, subject, yes=grade > 0, level=grade or 1)
                for subject, grade in zip(SUBJECTS, grades, strict=True)
            ]
        return found

    def _languages(self, dice: Dice) -> list[Statement]:
        learning, step = dice.yes(self.rates.esol), dice.between(1, LEARNING)
        found = [self._held(Kind.LANGUAGE, ENGLISH, yes=True, level=step if learning else FLUENT)]
        if learning or dice.yes(self.rates.second_language):
            found.append(self._held(Kind.LANGUAGE, dice.one_of(self.people.languages), yes=True, level=FLUENT))
        return found

    def _references(self, dice: Dice) -> list[Statement]:
        nobody, count = dice.yes(self.rates.no_reference), dice.pick(self.steps["references"])
        return [self._held(Kind.REFERENCES, "references", yes=not nobody, level=1 if nobody else count)]

    def _places(self, dice: Dice) -> list[Statement]:
        """Areas and employers the client names, by sector and by name."""
        rates, found = self.rates, []
        for rate, stance in ((rates.refuses_area, Stance.REFUSES), (rates.wants_area, Stance.WANTS)):
            sector: SectorCode = dice.one_of(self.ground.sectors)
            if dice.yes(rate):
                found.append(self._say(stance, Kind.AREA, Link(words=sector, to=sector, confidence=100)))
        if self.employers and dice.yes(self.rates.wants_employer):
            reference, name = dice.one_of(self.employers)
            link = Link(words=name, to=reference, confidence=100)
            found.append(self._say(Stance.WANTS, Kind.EMPLOYER, link))
        return found
