"""Better off in work, for one household: the week's money at some numbers of hours, beside not working."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId
from matcher.base.money import say_pence
from matcher.base.problems import GivenProblems, Problem
from matcher.betteroff.estimate import Estimator
from matcher.betteroff.household import Household
from matcher.betteroff.households import NATIONS
from matcher.betteroff.rates import RatesUnknown
from matcher.library.benefits import BetterOff
from matcher.library.load import Library, load_library
from matcher.records.household import HouseholdFacts
from matcher.records.vacancy import Vacancy
from matcher.workflows.desk import MATCHING, Desk, open_desk
from matcher.workflows.today import today
from matcher.workflows.where import Where

HOUR = 60
CHILD_OLDEST = 19
NEW_TAX_YEAR = (4, 6)


@dataclass(frozen=True)
class Facts:
    """What was told of a household. Money is pence, an hour or a week; None is not said."""

    age: int | None = None
    pay: int | None = None
    hours: tuple[float, ...] | None = None
    children: tuple[int, ...] | None = None
    rent: int | None = None
    childcare: tuple[int, ...] | None = None
    """One for each number of hours, or one for all of them."""
    travel: tuple[int, ...] | None = None
    partner: tuple[int, float, int] | None = None
    """Age, hours a week, pence an hour."""
    nation: str | None = None
    london: bool | None = None
    marriage_allowance: bool = False


@dataclass(frozen=True)
class HoursRow:
    """The week at one number of hours; `better_off_by` is against not working, None on that row itself."""

    hours: float
    lines: dict[str, int]
    better_off_by: int | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class BetterOffTable:
    """What is shown for one household. Nothing of it is kept."""

    on: Day
    tax_year: str
    rows: tuple[HoursRow, ...]
    taken: tuple[str, ...]
    """What was taken as given without being typed."""
    known: BetterOff

    @property
    def says(self) -> Iterator[str]:
        """The sentences below the table."""
        yield self.known.says.left_over
        yield self.known.says.left_out.format(what="; ".join(one.what for one in self.known.left_out))
        yield self.known.convention
        yield self.known.says.work_choice
        where = "; ".join(f"{one.name}, {one.url}" for one in self.known.calculators)
        yield self.known.says.calculators.format(where=where)
        yield self.known.says.private

    @property
    def head(self) -> str:
        """The day and year of the rates, and that it is an estimate."""
        return self.known.says.estimate.format(on=f"{say_day(self.on)} (tax year {self.tax_year})")

    @property
    def notes(self) -> tuple[str, ...]:
        """Every note, each once with the hours it is about."""
        by_note: dict[str, list[float]] = {}
        for row in self.rows:
            for note in row.notes:
                by_note.setdefault(note, []).append(row.hours)
        return tuple(
            text if len(hours) == len(self.rows) else f"At {_several(hours)} hours: {text[:1].lower()}{text[1:]}"
            for text, hours in by_note.items()
        )


def better_off(
    facts: Facts,
    *,
    models: Path | None = None,
    on: Day | None = None,
    where: Where | None = None,
    client: str | None = None,
    vacancy: str | None = None,
) -> BetterOffTable:
    """The table for a household. `where` opens a programme: for what a client told of their household and their
    nation, where they were not typed, and for a vacancy's hours and pay.

    Raises GivenProblems for a reference that is not in the programme, or a day whose figures are not held.
    """
    if where is None:
        return table(facts, library=load_library(models), on=on or today())
    desk = open_desk(where)
    taken: list[str] = []
    if client is not None:
        facts = _of_client(facts, desk, desk.client(client), taken)
    if vacancy is not None:
        what = desk.vacancy(vacancy)
        read = desk.read(clients=[], vacancies=[what])
        facts = _from_vacancy(facts, next(one for one in read.programme.vacancies if one.id == what), taken)
    return table(facts, library=desk.library, on=desk.on, taken=taken)


@dataclass(frozen=True)
class InThisJob:
    """What a vacancy would change for a client, in a sentence for staff and one for the client."""

    for_staff: str
    for_client: str


def in_this_job(where: Where, client: str, vacancy: str) -> InThisJob | None:
    """The better-off line of a pair; None where no household is held, or hours, pay or rates are not known.

    For the client and whoever supports them. It is never told to an employer, and no list reads it.
    """
    desk = open_desk(where)
    who, what = desk.client(client), desk.vacancy(vacancy)
    held = desk.folder.household(who, purpose=MATCHING, on=desk.on)
    if held is None:
        return None
    read = desk.read(clients=[], vacancies=[what])
    job = next(one for one in read.programme.vacancies if one.id == what)
    if job.pay_least_pence is None or job.hours_least_minutes is None:
        return None
    try:
        facts = _from_vacancy(_of_client(Facts(), desk, who, []), job, [])
        found = table(facts, library=desk.library, on=desk.on)
    except GivenProblems:
        return None  # rates of that day are not held; `matcher better-off` says which
    return _in_words(found)


def _in_words(found: BetterOffTable) -> InThisJob:
    """By how much, from the first number of hours to the last."""
    gains = [row.better_off_by for row in found.rows if row.better_off_by is not None]
    low, high = min(gains), max(gains)
    says = found.known.says
    amount = say_pence(abs(low)) if low == high else f"{say_pence(abs(low))} to {say_pence(abs(high))}"
    if low < 0 <= high:
        return InThisJob(says.pair_staff_mixed.format(tax_year=found.tax_year), says.pair_client_mixed)
    staff = says.pair_staff_more if low >= 0 else says.pair_staff_less
    theirs = says.pair_client_more if low >= 0 else says.pair_client_less
    pounds = f"£{min(abs(low), abs(high)) // 100:,}"
    return InThisJob(staff.format(amount=amount, tax_year=found.tax_year), theirs.format(pounds=pounds))


def table(facts: Facts, *, library: Library, on: Day, taken: Sequence[str] = ()) -> BetterOffTable:
    """The table from facts alone. Raises GivenProblems where the day's figures are not held."""
    known = library.on_shelf("better_off")
    assert isinstance(known, BetterOff)
    said = list(taken)
    if facts.age is None:
        what = "is not known."
        raise GivenProblems([Problem("the age", "", what, "Type it with --age, since tax and benefits go by it.")])
    if facts.marriage_allowance and facts.partner is None:
        raise GivenProblems([Problem("Marriage Allowance", "", "needs a partner.", "Type --partner-age.")])
    facts = _with_pay(_with_nation(facts, said), library, on, said)
    hours = _hours(facts, known)
    households = [_household(facts, worked, place) for worked, place in hours]
    try:
        estimate = Estimator(library).estimate(households, [on] * len(households))
    except RatesUnknown as unknown:
        raise GivenProblems([Problem("the day", say_day(on), "has no rates here.", str(unknown))]) from unknown
    weeks = [estimate.of(row) for row in range(len(households))]
    rows = tuple(
        HoursRow(
            hours=worked,
            lines=weeks[row],
            better_off_by=weeks[row]["left_over"] - weeks[0]["left_over"] if row else None,
            notes=tuple(known.notes.of(note) for note, which in estimate.notes.items() if row in which),
        )
        for row, (worked, _) in enumerate(hours)
    )
    return BetterOffTable(on, tax_year(on), rows, tuple(said), known)


def tax_year(day: Day) -> str:
    """`2026-27`: the tax year that a day lies in."""
    first = day.year if (day.month, day.day) >= NEW_TAX_YEAR else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def _hours(facts: Facts, known: BetterOff) -> list[tuple[float, int | None]]:
    """Numbers of hours with their place among those asked for; not working always comes first."""
    asked = facts.hours if facts.hours is not None else tuple(float(one) for one in known.hours_shown)
    rows: list[tuple[float, int | None]] = [(worked, place) for place, worked in enumerate(asked)]
    rows.sort(key=lambda one: one[0])
    return rows if rows and rows[0][0] == 0 else [(0.0, None), *rows]


def _household(facts: Facts, worked: float, place: int | None) -> Household:
    def cost(amounts: tuple[int, ...] | None) -> float:
        if not amounts:
            return 0.0
        if len(amounts) == 1:
            return float(amounts[0]) if worked else 0.0
        return 0.0 if place is None else float(amounts[place])

    age, hours, pay = facts.partner or (0, 0.0, 0)
    return Household(
        adults=2 if facts.partner else 1,
        age=facts.age or 0,
        other_age=age,
        hours=worked,
        other_hours=hours,
        pay=float(facts.pay or 0),
        other_pay=float(pay),
        nation=NATIONS.index(facts.nation or "england"),
        rent=float(facts.rent or 0),
        childcare=cost(facts.childcare),
        travel=cost(facts.travel),
        london=facts.london is True,
        marriage_allowance=facts.marriage_allowance,
        children=facts.children or (),
    )


def _with_nation(facts: Facts, said: list[str]) -> Facts:
    if facts.nation is None:
        said.append("Rates for England; --nation chooses another.")
        return replace(facts, nation="england")
    return facts


def _with_pay(facts: Facts, library: Library, on: Day, said: list[str]) -> Facts:
    """The legal minimum for the age where no pay was said. Raises GivenProblems where that is not known."""
    if facts.pay is not None:
        return facts
    assert facts.age is not None
    wage = library.minimum_wage.for_age(facts.age)
    least = wage.known(on)
    if least is None:
        what = "is not held for that day."
        raise GivenProblems([Problem(wage.name, say_day(on), what, "Type the hourly pay with --pay.")])
    said.append(f"Pay of {say_pence(least)} an hour: {wage.name[:1].lower()}{wage.name[1:]}.")
    return replace(facts, pay=least)


def _of_client(facts: Facts, desk: Desk, client: ClientId, said: list[str]) -> Facts:
    """What the client told of their household, and their nation, where it was not typed."""
    held = desk.folder.household(client, purpose=MATCHING, on=desk.on)
    facts = facts if held is None else _from_told(facts, held, desk.on, said)
    read = desk.read(clients=[client], vacancies=[])
    nation = next((one.nation for one in read.programme.clients if one.id == client), None)
    if facts.nation is not None or nation is None or nation not in NATIONS:
        return facts
    said.append(f"Rates for {nation.replace('_', ' ').title()}, as recorded.")
    return replace(facts, nation=nation)


def _from_told(facts: Facts, held: HouseholdFacts, on: Day, said: list[str]) -> Facts:
    """Ages grown by whole years since they were told; children who have grown out of the list are left out."""
    years = held.years_since(on)
    grown = tuple(age + years for age in held.children)
    counted = tuple(age for age in grown if age <= CHILD_OLDEST)
    aged = f", ages {years} year{'s' if years > 1 else ''} on" if years else ""
    said.append(f"The household as told on {say_day(held.told)}{aged}, but for what was typed.")
    partner = None
    if held.partner_age is not None:
        worked = (held.partner_hours_minutes or 0) / HOUR
        partner = (held.partner_age + years, worked, held.partner_pay_pence or 0)
    return replace(
        facts,
        age=held.age + years if facts.age is None else facts.age,
        children=counted if facts.children is None else facts.children,
        rent=held.rent_week_pence if facts.rent is None else facts.rent,
        childcare=_one(held.childcare_week_pence) if facts.childcare is None else facts.childcare,
        travel=_one(held.travel_week_pence) if facts.travel is None else facts.travel,
        partner=partner if facts.partner is None else facts.partner,
        london=held.london if facts.london is None else facts.london,
    )


def _one(amount: int | None) -> tuple[int, ...] | None:
    return None if amount is None else (amount,)


def _from_vacancy(facts: Facts, job: Vacancy, said: list[str]) -> Facts:
    """The vacancy's hours and the least it pays, where none were typed. Raises GivenProblems where it does not say."""
    hours, pay = facts.hours, facts.pay
    if hours is None:
        ends = sorted({one for one in (job.hours_least_minutes, job.hours_most_minutes) if one is not None})
        if not ends:
            what = "does not say how many hours a week it is."
            raise GivenProblems([Problem("vacancy", job.id, what, "Type them with --hours, and ask the employer.")])
        hours = tuple(one / HOUR for one in ends)
        said.append(f"Hours a week of {job.id}: {_several(hours)}.")
    if pay is None and job.pay_least_pence is not None:
        pay = job.pay_least_pence
        said.append(f"Pay of {say_pence(pay)} an hour, the least that {job.id} offers.")
    return replace(facts, hours=hours, pay=pay)


def _several(hours: Sequence[float]) -> str:
    """`16, 24 and 35`."""
    said = [f"{one:g}" for one in hours]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
