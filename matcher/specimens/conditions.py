"""Made-up conditions: a week, care, hours, journey, pay, what matters most; each possibly not asked yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matcher.base.weeks import DAY, Interval, intersect, minutes, parse_clock, parse_days, spell
from matcher.library.marginals_people import CareWords, Group, People
from matcher.library.weeks import WeekPatterns
from matcher.records.client import MOST_ALLOWED, CareWindow, Conditions, Spell
from matcher.records.words import Condition, Cover, Demand, Emphasis, Free, Mode, Opportunity
from matcher.specimens.chance import Dice, Table, share_tables, step_tables
from matcher.specimens.form import Form

QUARTER = 15
APPOINTMENT_MINUTES = 60
MODES = {
    "walk": (Mode.WALK,),
    "walk_bus": (Mode.WALK, Mode.BUS),
    "walk_bus_cycle": (Mode.WALK, Mode.BUS, Mode.CYCLE),
    "walk_car": (Mode.WALK, Mode.CAR),
    "walk_bus_car": (Mode.WALK, Mode.BUS, Mode.CAR),
}
JOBS = frozenset({Opportunity.JOB})
OPPORTUNITIES = {
    "jobs": JOBS,
    "jobs_apprenticeships": JOBS | {Opportunity.APPRENTICESHIP},
    "anything_paid": JOBS | {Opportunity.APPRENTICESHIP, Opportunity.PAID_TRIAL},
    "anything": frozenset(Opportunity),
    "volunteering_first": frozenset({Opportunity.VOLUNTEERING, Opportunity.TASTER}),
}


@dataclass(frozen=True)
class GroupTables:
    """One group's shares, ready to be drawn from."""

    group: Group
    week: Table[str]
    hours: Table[str]
    travel: Table[int]
    longest: Table[int]


class Limits:
    """Draws clients' conditions. Spells, care windows and whole weeks that are alike are shared."""

    def __init__(self, people: People, weeks: WeekPatterns, *, firm: int | None = None) -> None:
        self.firm = firm
        self.people, self.rates = people, people.rates
        self.steps, self.shares = step_tables(people.steps), share_tables(people.shares)
        self.emphases = {condition: Table(one.of) for condition, one in people.emphasis.items()}
        self.care = {one.id: tuple(_windows(one.windows)) for one in people.care}
        self.care_mix = Table(people.care_mix.of)
        self.weeks = {one.id: tuple(_spells(one.spells)) for one in weeks.patterns}
        self.groups = {
            name: GroupTables(
                group,
                Table(group.week.of),
                Table(group.weekly_hours.of),
                Table(group.travel_limit.of),
                Table(group.longest_shift.of),
            )
            for name, group in people.groups.items()
        }

    def conditions(self, dice: Dice, form: Form, group: str) -> Conditions:
        """One client's conditions."""
        drawn = self.groups[group]
        week = self._week(dice, drawn) if form.asked() else None
        cares = dice.yes(drawn.group.care)
        care = self.care[dice.pick(self.care_mix)] if cares and form.asked() else ()
        filled = {
            "week": week,
            "care": care,
            "longest_shift_minutes": dice.pick(drawn.longest) if form.asked() else None,
            "notice_days": dice.pick(self.steps["notice_days"]) if form.asked() else None,
            "term_time_only": dice.yes(drawn.group.term_time_only) if form.asked() else None,
            "modes": MODES[dice.pick(self.shares["modes"])] if form.asked() else None,
            "travel_limit_minutes": dice.pick(drawn.travel) if form.asked() else None,
            "demand_limits": self._demands(dice) if form.asked() else {},
            "opportunities": OPPORTUNITIES[dice.pick(self.shares["opportunities"])] if form.asked() else None,
            "emphasis": self._emphasis(dice) if form.asked() else {},
            **self._hours(dice, form, drawn, week),
            **self._money(dice, form),
        }
        return Conditions.model_validate(filled)

    def _week(self, dice: Dice, drawn: GroupTables) -> tuple[Spell, ...]:
        """A usual week; here and there with an edge moved, an appointment, or evenings that are not free."""
        week = self.weeks[dice.pick(drawn.week)]
        if dice.yes(self.rates.if_needed):
            week = (*week, _if_needed(self.people, dice))
        if dice.yes(self.people.odd_edges):
            week = _with_an_appointment(_with_moved_edges(week, dice), dice)
        if dice.yes(drawn.group.evening_not_free):
            week = (*week, *_every_evening(self.people))
        return week

    def _hours(
        self, dice: Dice, form: Form, drawn: GroupTables, week: tuple[Spell, ...] | None
    ) -> dict[str, int | None]:
        """Fewest and most hours a week, never more than the week has free."""
        fewest, longest = self.people.weekly_hours_bands[dice.pick(drawn.hours)]
        least = dice.between(fewest, (fewest + longest) // 2) * 60
        most = dice.between((fewest + longest) // 2, longest) * 60
        open_below = dice.yes(self.rates.least_hours_open)
        free = _free_minutes(week) if week else most
        asked_least, asked_most = form.asked(), form.asked()
        return {
            "hours_least_minutes": min(least, free) if asked_least and not open_below else None,
            "hours_most_minutes": min(most, free) if asked_most else None,
        }

    def _money(self, dice: Dice, form: Form) -> dict[str, int | None]:
        floor, week = dice.pick(self.steps["floor_hour_pence"]), dice.pick(self.steps["floor_week_pence"])
        ceiling = dice.pick(self.steps["ceiling_week_pence"])
        by_week, limited = dice.yes(self.rates.floor_week), dice.yes(self.rates.earnings_ceiling)
        return {
            "pay_floor_hour_pence": (floor or None) if form.asked() else None,
            "pay_floor_week_pence": week if by_week and not limited and form.asked() else None,
            "earnings_ceiling_week_pence": ceiling if limited and form.asked() else None,
        }

    def _demands(self, dice: Dice) -> dict[Demand, int]:
        limited = [demand for demand in Demand if dice.yes(self.rates.demand_limited)]
        return {demand: dice.pick(self.steps["demand_limit"]) for demand in limited}

    def _emphasis(self, dice: Dice) -> Mapping[Condition, Emphasis]:
        """The client's choice on most conditions, with at most two that matter most."""
        found: dict[Condition, Emphasis] = {}
        for condition, table in self.emphases.items():
            chosen, said = Emphasis(dice.pick(table)), dice.yes(self.rates.emphasis_said)
            if self.firm is not None:
                chosen, said = Emphasis.MUST if dice.in_1000(self.firm) else Emphasis.PREFER, True
            if chosen is Emphasis.MOST and list(found.values()).count(Emphasis.MOST) == MOST_ALLOWED:
                chosen = Emphasis.PREFER
            if said:
                found[condition] = chosen
        return found


def _spells(times: tuple[Interval, ...]) -> list[Spell]:
    return [Spell(start=start, end=end, free=Free.FREE) for start, end in times]


def _windows(words: tuple[CareWords, ...]) -> list[CareWindow]:
    found = []
    for one in words:
        for day in parse_days(one.days):
            start, end = spell(day, parse_clock(one.start), parse_clock(one.end))
            found.append(CareWindow(start=start, end=end, cover=Cover(one.cover), what=one.what))
    return found


def _with_moved_edges(week: tuple[Spell, ...], dice: Dice) -> tuple[Spell, ...]:
    """Every spell a little earlier or later, by whole quarters of an hour, and at times a day fewer."""
    later, longer = dice.between(-4, 4) * QUARTER, dice.between(-4, 2) * QUARTER
    kept = [one for one in week if len(week) < 3 or one.start // DAY != dice.below(14)]
    moved = [(max(0, one.start + later), one.end + later + longer, one.free) for one in kept]
    fitting = [(start, min(end, start + DAY), free) for start, end, free in moved if end > start]
    return tuple(Spell(start=start, end=end, free=free) for start, end, free in fitting) or week


def _with_an_appointment(week: tuple[Spell, ...], dice: Dice) -> tuple[Spell, ...]:
    """One hour a week inside a spell that is not free; no reason is kept."""
    one = dice.one_of(week)
    room = max(1, (one.end - one.start - APPOINTMENT_MINUTES) // QUARTER)
    start = (one.start + dice.below(room) * QUARTER) % (7 * DAY)
    return (*week, Spell(start=start, end=start + APPOINTMENT_MINUTES, free=Free.NOT_FREE))


def _if_needed(people: People, dice: Dice) -> Spell:
    """One day of the week on which the client could work if needed."""
    day, (start, end) = dice.below(7), dice.one_of(people.if_needed_times)
    return Spell(start=day * DAY + parse_clock(start), end=day * DAY + parse_clock(end), free=Free.IF_NEEDED)


def _every_evening(people: People) -> list[Spell]:
    """Evenings and nights that are not free, on every day. The record holds the times and never a reason."""
    start, end = (parse_clock(one) for one in people.evening_times)
    found = [spell(day, start, end) for day in range(7)]
    return [Spell(start=begin, end=until, free=Free.NOT_FREE) for begin, until in found]


def _free_minutes(week: tuple[Spell, ...]) -> int:
    """Minutes of the week that are free or free if needed, and not marked as not free."""
    known = Conditions(week=week)
    usable = known.spells(Free.FREE, Free.IF_NEEDED)
    return minutes(usable) - minutes(intersect(usable, known.spells(Free.NOT_FREE)))
