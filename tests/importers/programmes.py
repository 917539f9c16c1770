"""Programmes that reach every field of every record that a spreadsheet can hold, drawn by Hypothesis."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st

from matcher.base.ids import ClientId, EmployerId, RequirementId, VacancyId
from matcher.base.weeks import WEEK
from matcher.importers import answers, facts
from matcher.library.load import Library
from matcher.records import requirement as needs
from matcher.records.client import (
    CareWindow,
    Client,
    Conditions,
    Permission,
    QuestionPut,
    Spell,
    StandingChoice,
    Statement,
)
from matcher.records.dealings import Approach, Promise
from matcher.records.decisions import MAY_SAY_MOST
from matcher.records.employer import ConductFact, Employer, Site
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.identity import Identity
from matcher.records.ledger import Ledger
from matcher.records.programme import Place, Programme
from matcher.records.requirement import Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Shift, Task, Vacancy
from matcher.records.words import (
    CareWeeks,
    Condition,
    Contract,
    Cover,
    Demand,
    Emphasis,
    Free,
    Grade,
    Importance,
    IntroduceNow,
    Kind,
    Mode,
    Opportunity,
    RequirementStatus,
    Role,
    Stance,
    VacancyStatus,
)
from matcher.travel.places import sector_of
from tests.importers.jobs_of import jobs_of

LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\x85")
DAYS = st.dates(dt.date(1850, 1, 1), dt.date(2150, 12, 31))
HARD_WORDS = (
    "=1+1",
    "+44 7700",
    "-x",
    "@sum",
    "'=x",
    "''",
    "007",
    "a,b;c",
    'say "hi"',
    "two\nlines",
    "_x0041_",
    "TRUE",
    "1e5",
    "£5",
)
SECTORS = ("ND1 1", "ND3 4", "QX10 9", "Z1A 1", "EC2M 3")


def words(least: int = 0, most: int = 20) -> st.SearchStrategy[str]:
    """Words a person may type, some of them hard on spreadsheets; kept as records keep them."""
    text = st.one_of(st.sampled_from(HARD_WORDS), st.text(LETTERS, max_size=most)).map(str.strip)
    return text.filter(lambda one: len(one) >= least and one != "(clear)")


def names() -> st.SearchStrategy[str]:
    """Words that may stand among others with semicolons between."""
    text = words(1).map(lambda one: " ".join(one.replace(";", " ").split()))
    taken = ("none", "not known", "not asked", "unknown")
    return text.filter(lambda one: one and one.casefold() not in taken and sector_of(one) is None)


def references(letter: str) -> st.SearchStrategy[str]:
    """References: the user's own text, never beginning as the examples do."""
    own = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=6)
    return st.one_of(own, st.from_regex(rf"0{{0,3}}{letter}[0-9]{{1,4}}", fullmatch=True), st.just("007")).filter(
        lambda one: not one.casefold().startswith("example") and one.casefold() not in ("unknown", "?")
    )


def chosen(things: Sequence[Any], most: int = 4) -> st.SearchStrategy[tuple[Any, ...]]:
    """Some of the things, none twice."""
    return st.lists(st.sampled_from(list(things)), unique=True, max_size=most).map(tuple)


class Making:
    """Draws the records of one programme, so that every reference leads somewhere."""

    def __init__(self, draw: Any, library: Library) -> None:
        self.draw = draw
        self.library = library
        self.jobs = [one.id for one in library.occupations.entries]
        self.skills = [one.id for one in library.skills.entries]
        self.criteria = [one.id for one in library.rubric.criteria]
        self.adjustments = [one.id for one in library.adjustments.entries]
        papers = library.licences.entries
        self.licences = [one.id for one in papers if one.kind == "licence_other"]
        self.registers = [one.id for one in papers if one.kind == "professional_registration"]
        self.categories = [str(one.category) for one in papers if one.category]

    def maybe(self, things: st.SearchStrategy[Any]) -> Any:
        """A thing, or None."""
        return self.draw(st.none() | things)

    def whole(self, low: int, high: int) -> int:
        return int(self.draw(st.integers(low, high)))

    def one_of(self, things: Iterable[Any]) -> Any:
        return self.draw(st.sampled_from(list(things)))

    def ids(self, letter: str, most: int) -> list[Any]:  # each is one of the typed references
        found: list[Any] = self.draw(st.lists(references(letter), unique=True, max_size=most))
        return found

    def link(self, ids: Sequence[str] | None) -> Link:
        """Words tied to an entry, to nothing, or to what is not in a list."""
        to = self.maybe(st.sampled_from(list(ids))) if ids else self.draw(words(1).filter(_named))
        sure = self.whole(0, 100)
        return Link(words=self.draw(words(1)), to=to, confidence=sure)

    def spells(self, longest: int, most: int = 4) -> list[tuple[int, int]]:
        starts = st.integers(0, WEEK - 1)
        lengths = st.one_of(st.integers(1, min(longest, 1440)), st.integers(1, longest), st.just(longest))
        return [(s, s + n) for s, n in self.draw(st.lists(st.tuples(starts, lengths), max_size=most))]

    # --- clients

    def statement(self, employers: Sequence[str]) -> Statement:
        kind = self.one_of([one for one in Kind if one is not Kind.EMPLOYER or employers])
        stances = [one for one in Stance if (one, kind) != (Stance.REFUSES, Kind.EMPLOYER)]
        lists = {
            Kind.OCCUPATION: self.jobs,
            Kind.EXPERIENCE: self.jobs,
            Kind.TASK: self.skills,
            Kind.LICENCE_DRIVING: self.categories,
            Kind.LICENCE_OTHER: self.licences,
            Kind.REGISTRATION: self.registers,
            Kind.EMPLOYER: list(employers),
        }
        levels = {
            Kind.GCSE: (1, 9),
            Kind.LEVEL: (1, 8),
            Kind.LANGUAGE: (1, 6),
            Kind.REFERENCES: (0, 20),
            Kind.OCCUPATION: (0, 720),
            Kind.EXPERIENCE: (0, 720),
        }
        level = self.maybe(st.integers(*levels[kind])) if kind in levels else None
        return Statement(stance=self.one_of(stances), kind=kind, what=self.link(lists.get(kind)), level=level)

    def care(self, start: int, end: int) -> CareWindow:
        cover = self.one_of(Cover)
        door = st.integers(0, min(60, (end - start) // 2)) if cover is not Cover.NONE else st.none()
        return CareWindow(
            start=start,
            end=end,
            cover=cover,
            what=self.draw(words()),
            sector=self.maybe(st.sampled_from(["ND3 4", "QX2 9"])),
            drop_off_minutes=self.draw(door) if self.whole(0, 1) else None,
            pick_up_minutes=self.draw(door) if self.whole(0, 1) else None,
            weeks=self.one_of(CareWeeks),
            since=self.maybe(st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31))),
        )

    def conditions(self) -> Conditions:
        hours = sorted([self.whole(0, WEEK), self.whole(0, WEEK)])
        emphasis = self.draw(st.dictionaries(st.sampled_from(list(Condition)), st.sampled_from(list(Emphasis))))
        if sum(one is Emphasis.MOST for one in emphasis.values()) > 2:
            emphasis = dict.fromkeys(emphasis, Emphasis.MUST)
        week = [Spell(start=s, end=e, free=self.one_of(Free)) for s, e in self.spells(WEEK)]
        care = [self.care(start, end) for start, end in self.spells(WEEK, 2)]
        return Conditions(
            emphasis=emphasis,
            week=self.maybe(st.just(tuple(week))),
            care=tuple(care),
            hours_least_minutes=self.maybe(st.just(hours[0])),
            hours_most_minutes=self.maybe(st.just(hours[1])),
            longest_shift_minutes=self.maybe(st.integers(0, 1440)),
            notice_days=self.maybe(st.integers(0, 90)),
            term_time_only=self.maybe(st.booleans()),
            modes=self.maybe(chosen(list(Mode))),
            travel_limit_minutes=self.maybe(st.integers(0, 240)),
            pay_floor_hour_pence=self.maybe(st.integers(0, 10_000)),
            pay_floor_week_pence=self.maybe(st.integers(0, 500_000)),
            earnings_ceiling_week_pence=self.maybe(st.integers(0, 500_000)),
            demand_limits=self.draw(st.dictionaries(st.sampled_from(list(Demand)), st.integers(0, 2), max_size=4)),
            opportunities=self.maybe(chosen(list(Opportunity)).map(frozenset)),
        )

    def permission(self) -> Permission:
        return Permission(
            from_day=self.maybe(DAYS), until=self.maybe(DAYS), hours_most_minutes=self.maybe(st.integers(0, WEEK))
        )

    def client(self, reference: ClientId, employers: Sequence[EmployerId], vacancies: Sequence[VacancyId]) -> Client:
        choices = [
            StandingChoice(vacancy=one, wants_it=self.draw(st.booleans()), on=self.draw(DAYS), until=self.maybe(DAYS))
            for one in (self.draw(chosen(vacancies, 2)) if vacancies else ())
        ]
        put = self.draw(st.dictionaries(st.tuples(words(1), DAYS), st.booleans(), max_size=2))
        text = self.draw(words(most=30))
        return Client(
            id=reference,
            sector=self.maybe(st.sampled_from(SECTORS)),
            nation=self.maybe(st.sampled_from([value for value, _ in answers.NATIONS.of])),
            joined=self.maybe(DAYS),
            goal_agreed=self.maybe(DAYS),
            last_introduced=self.maybe(DAYS),
            conditions=self.conditions(),
            statements=tuple(self.statement(employers) for _ in range(self.whole(0, 3))),
            open_to_anything=self.draw(st.booleans()),
            undecided=self.draw(st.booleans()),
            skills_complete=self.draw(st.booleans()),
            work_complete=self.draw(st.booleans()),
            refused_employers=frozenset(self.draw(chosen(employers, 2)) if employers else ()),
            choices=tuple(choices),
            permission=self.maybe(st.just(self.permission())),
            old_enough=tuple(self.draw(st.lists(st.tuples(st.integers(0, 99), DAYS), max_size=2))),
            questions_put=tuple(QuestionPut(fact=fact, on=on, declined=no) for (fact, on), no in put.items()),
            wants_money_advice=self.maybe(st.booleans()),
            words_for_employers=text,
        )

    # --- employers and vacancies

    def site(self) -> Site:
        name = self.draw(st.one_of(st.just(""), names().filter(lambda one: "," not in one)))
        return Site(name=name, sector=self.one_of(SECTORS) if not name else self.maybe(st.sampled_from(SECTORS)))

    def employer(self, reference: EmployerId) -> Employer:
        facts = [
            ConductFact(
                on=self.draw(DAYS),
                what=self.draw(words(1)),
                source=self.draw(words(1)),
                reply=self.draw(words()),
                asked=self.maybe(DAYS),
                until=self.maybe(DAYS),
                stops=self.draw(st.booleans()),
            )
            for _ in range(self.whole(0, 2))
        ]
        return Employer(
            id=reference,
            name=self.draw(words(1)),
            agency=self.draw(st.booleans()),
            lead=self.draw(words()),
            conduct=tuple({(one.on, one.what, one.source): one for one in facts}.values()),
            not_before=self.maybe(DAYS),
            contact_full_until=self.maybe(DAYS),
            adjustments=self.draw(chosen(self.adjustments)),
            named_person=self.maybe(st.booleans()),
            induction=self.maybe(st.booleans()),
            first_week_agreed=self.maybe(st.booleans()),
            also=tuple(dict.fromkeys(self.draw(st.lists(names(), max_size=2)))),
            sites=tuple(self.site() for _ in range(self.whole(0, 2))),
            weekly_contacts=self.maybe(st.integers(0, 100)),
            monthly_contacts=self.maybe(st.integers(0, 400)),
        )

    def need(self) -> Any:
        subject = self.draw(words(1).map(lambda one: " ".join(one.casefold().split())).filter(_plain_subject))
        job, skill = self.one_of(self.jobs), self.one_of(self.skills)
        return self.one_of(
            [
                needs.DrivingLicence(category=self.one_of(self.categories)),
                needs.OwnVehicle(),
                needs.OtherLicence(licence=self.one_of(self.licences)),
                needs.Registration(body=self.one_of(self.registers)),
                needs.Gcse(subject=subject, grade=self.whole(1, 9)),
                needs.LevelQualification(level=self.whole(1, 8)),
                needs.Degree(),
                needs.SameJob(occupation=job),
                needs.Years(occupation=job, months=self.whole(1, 600)),
                needs.Language(language=subject, level=self.whole(1, 6)),
                needs.Skill(skill=skill),
                needs.Skill(kind="it_skills", skill=skill),
                needs.References(count=self.whole(1, 5)),
                needs.NotCompared(kind="dbs_check", lead_days=self.maybe(st.integers(0, 1000))),
                needs.NotCompared(kind="age"),
                needs.NotCompared(),
            ]
        )

    def requirement(self, reference: RequirementId) -> Requirement:
        return Requirement(
            id=reference,
            needs=tuple(self.need() for _ in range(self.whole(1, 3))),
            importance=self.one_of(Importance),
            status=self.one_of(RequirementStatus),
            reason=self.draw(words()),
            exception=self.draw(words()),
            task=self.link(self.skills) if self.draw(st.booleans()) else None,
            words=self.draw(words()),
        )

    def shifts(self) -> tuple[Shift, ...]:
        found = []
        for start, end in self.spells(1440, 5):
            unpaid = self.whole(0, min(240, end - start - 1))
            found.append(Shift(start=start, end=end, unpaid_break_minutes=unpaid, certain=self.draw(st.booleans())))
        return tuple(found)

    def task(self) -> Task:
        return Task(
            what=self.link(self.skills),
            share=self.maybe(st.integers(1, 1000)),
            essential=self.draw(st.booleans()),
            taught=self.draw(st.booleans()),
        )

    def vacancy(self, reference: VacancyId, employers: Sequence[EmployerId]) -> Vacancy:
        hours, pay = (
            sorted([self.whole(0, WEEK), self.whole(0, WEEK)]),
            sorted([self.whole(0, 9999), self.whole(0, 9999)]),
        )
        who = st.sampled_from(list(employers)) if employers else st.nothing()
        raw = st.dictionaries(words(1), words(most=40), max_size=2)
        return Vacancy(
            id=reference,
            title=self.draw(words(1)),
            employer=self.draw(st.none() | who),
            host=self.draw(st.none() | who),
            occupation=self.link(self.jobs) if self.draw(st.booleans()) else None,
            opportunity=self.one_of(Opportunity),
            contract=self.maybe(st.sampled_from(list(Contract))),
            status=self.one_of(VacancyStatus),
            opened=self.maybe(DAYS),
            closes=self.maybe(DAYS),
            interviews=self.maybe(DAYS),
            starts=self.maybe(DAYS),
            last_word=self.maybe(DAYS),
            places=self.maybe(st.integers(1, 1000)),
            decides=self.draw(words()),
            decides_by=self.maybe(DAYS),
            sector=self.maybe(st.sampled_from(SECTORS)),
            nation=self.maybe(st.sampled_from([value for value, _ in answers.NATIONS.of])),
            shifts=self.shifts(),
            shifts_complete=self.draw(st.booleans()),
            hours_least_minutes=self.maybe(st.just(hours[0])),
            hours_most_minutes=self.maybe(st.just(hours[1])),
            guaranteed_minutes=self.maybe(st.integers(0, WEEK)),
            notice_days=self.maybe(st.integers(0, 90)),
            term_time_only=self.maybe(st.booleans()),
            pay_least_pence=self.maybe(st.just(pay[0])),
            pay_most_pence=self.maybe(st.just(pay[1])),
            tasks=tuple(self.task() for _ in range(self.whole(0, 2))),
            tasks_complete=self.draw(st.booleans()),
            drives=self.maybe(st.booleans()),
            demands=self.draw(st.dictionaries(st.sampled_from(list(Demand)), st.integers(0, 2), max_size=4)),
            requirements=tuple(self.requirement(one) for one in self.ids("R", 3)),
            requirements_complete=self.draw(st.booleans()),
            apply_online_only=self.maybe(st.booleans()),
            adjustments=self.draw(chosen(self.adjustments)),
            raw=self.draw(raw),
        )

    # --- facts

    def facts(self, clients: Sequence[str], vacancies: Sequence[str], employers: Sequence[str]) -> dict[str, Any]:
        if not clients:
            return {}
        count = range(self.whole(0, 3))
        observations = [
            Observation(
                client=self.one_of(clients),
                criterion=self.one_of(self.criteria),
                level=self.whole(0, 3),
                role=self.one_of(Role),
                grade=self.maybe(st.sampled_from(list(Grade))),
                on=self.draw(DAYS),
                valid_until=self.maybe(DAYS),
                no_longer=self.draw(st.booleans()),
                detail=self.maybe(words(1)),
            )
            for _ in count
        ]
        actions = [
            Action(
                client=self.one_of(clients),
                criterion=self.one_of(self.criteria),
                what=self.draw(words(1)),
                owner=self.draw(words()),
                due=self.maybe(DAYS),
                done=self.maybe(DAYS),
                review=self.maybe(DAYS),
            )
            for _ in count
        ]
        rules = self.library.brokerage.purposes
        purposes = [self.one_of(rules.asked) for _ in count]
        consents = [
            Consent(
                client=self.one_of(clients),
                purpose=purpose.id,
                basis=self.one_of(rules.bases(purpose.id)),
                on=self.draw(DAYS),
                until=self.maybe(DAYS),
                withdrawn=self.maybe(DAYS),
                employer=self.maybe(st.sampled_from(list(employers))) if employers and purpose.per_employer else None,
                asked_by=self.draw(st.sampled_from(("", "kw-3"))),
                words=self.draw(words()),
                may_say=tuple(self.draw(words(1)) for _ in range(self.whole(0, MAY_SAY_MOST))),
            )
            for purpose in purposes
        ]
        by_key = {(one.client, one.purpose, one.basis, one.on, one.employer): one for one in consents}
        by_action = {(one.client, one.criterion, one.what, one.owner, one.due): one for one in actions}
        return {
            "observations": tuple(dict.fromkeys(observations)),
            "actions": tuple(by_action.values()),
            "consents": tuple(by_key.values()),
            **(self._about_pairs(clients, vacancies) if vacancies else {}),
        }

    def _about_pairs(self, clients: Sequence[str], vacancies: Sequence[str]) -> dict[str, Any]:
        introductions = [
            Introduction(
                client=self.one_of(clients),
                vacancy=self.one_of(vacancies),
                role=self.one_of(Role),
                answer=self.one_of(IntroduceNow),
                criterion=self.maybe(st.sampled_from(self.criteria)),
                words=self.draw(words()),
                on=self.draw(DAYS),
            )
            for _ in range(self.whole(0, 2))
        ]
        remembered = [
            Remembered(
                client=self.one_of(clients),
                vacancy=self.one_of(vacancies),
                decision=self.one_of([value for value, _ in answers.DECISIONS.of]),
                on=self.draw(DAYS),
                until=self.maybe(DAYS),
                words=self.draw(words()),
            )
            for _ in range(self.whole(0, 2))
        ]
        return {
            "introductions": tuple(dict.fromkeys(introductions)),
            "remembered": tuple(dict.fromkeys(remembered)),
        }


def _named(text: str) -> bool:
    """Whether text can stand for an id of its own in a "we read it as" column."""
    return text.casefold().strip() not in ("nothing like it", "unknown", "?", "not known", "not asked")


def _plain_subject(text: str) -> bool:
    return text not in ("mathematics", "math", "english language") and text == text.strip()


@st.composite
def programmes(draw: Any, library: Library) -> tuple[Programme, tuple[Identity, ...]]:
    """A programme of a few records of every kind, with names and contact details."""
    making = Making(draw, library)
    employers, vacancies, clients = making.ids("E", 2), making.ids("V", 2), making.ids("C", 3)
    sectors = draw(chosen(SECTORS, 2))
    programme = Programme(
        data_date=making.maybe(DAYS),
        employers=tuple(making.employer(one) for one in employers),
        vacancies=tuple(making.vacancy(one, employers) for one in vacancies),
        clients=tuple(making.client(one, employers, vacancies) for one in clients),
        places=tuple(
            Place(sector=one, east=making.whole(-99, 10**6), north=making.whole(-99, 10**6), name=draw(words()))
            for one in sectors
        ),
        **making.facts(clients, vacancies, employers),
    )
    identities = tuple(
        Identity(
            client=one,
            name=draw(words(1)),
            phone=draw(words()),
            email=draw(words()),
            safe_contact=draw(words()),
        )
        for one in clients
    )
    return programme, identities


@st.composite
def ledgers(draw: Any, library: Library, programme: Programme) -> Ledger:
    """What the desk remembers of a programme's employers, as a spreadsheet can hold it."""
    employers = [one.id for one in programme.employers]
    making = Making(draw, library)
    jobs = jobs_of(making, programme, words=words(), days=DAYS)
    if not employers:
        return Ledger(jobs=jobs)
    vacancy = st.none() | (
        st.sampled_from([one.id for one in programme.vacancies]) if programme.vacancies else st.none()
    )
    kinds = [one.id for one in library.brokerage.contact.promises]
    approaches = [
        Approach(
            employer=making.one_of(employers),
            on=draw(DAYS),
            how=making.one_of([one.id for one in library.brokerage.contact.ways]),
            programme=draw(words()),
            vacancy=draw(vacancy),
            about=draw(st.just("") | references("PK")),
            answered=making.maybe(DAYS),
            said=making.one_of(["", *(one.id for one in library.brokerage.contact.answers)]),
        )
        for _ in range(making.whole(0, 3))
    ]
    promises = [
        Promise(
            employer=making.one_of(employers),
            what=draw(st.sampled_from(kinds) | words(1)),
            on=draw(DAYS),
            due=making.maybe(DAYS),
            vacancy=draw(vacancy),
            kept=kept,
            settled=None if kept is None else making.maybe(DAYS),
        )
        for _ in range(making.whole(0, 3))
        for kept in [making.maybe(st.booleans())]
    ]
    return Ledger(
        approaches=facts.approaches((), approaches),
        promises=facts.promises((), promises),
        jobs=jobs,
    )
