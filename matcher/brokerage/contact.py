"""How often an employer may be contacted: the numbers agreed, pauses, who holds the relation (product H3).

Days are counted back from each contact, so that no stretch of seven days, and none of a month, holds more contacts
than agreed, wherever it begins. What the employer starts themselves never counts and ends every pause.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from matcher.base.days import Day
from matcher.base.ids import EmployerId
from matcher.brokerage.dealings import by_employer
from matcher.library.brokerage.contact import ContactRules
from matcher.records.dealings import Approach
from matcher.records.employer import Employer

Why = Literal["none_agreed", "week", "month", "no", "silent", "pause", "record"]
"""What stands in the way of a contact, by the name of its sentence in `contact.yaml`."""


@dataclass(frozen=True)
class Room:
    """How many contacts an employer has left on a day, and when the next may be."""

    employer: EmployerId
    weekly: int
    monthly: int
    used_week: int
    used_month: int
    """Contacts in the days up to and with the day."""
    next_on: Day | None
    """The first day on which one more contact fits; the day itself where one fits now; None where none was agreed."""
    why: tuple[Why, ...]
    """What stands in the way on the day; empty where nothing does."""
    lead: str = ""
    """Who holds the relation and is asked first; empty where nobody does, or who asks holds it themselves."""

    @property
    def left_week(self) -> int:
        """Contacts that fit in these seven days."""
        return max(0, self.weekly - self.used_week)

    @property
    def left_month(self) -> int:
        """Contacts that fit in this month."""
        return max(0, self.monthly - self.used_month)

    @property
    def free(self) -> bool:
        """Whether one more contact fits on the day."""
        return not self.why


def room(employer: Employer, approaches: Iterable[Approach], rules: ContactRules, *, on: Day, team: str = "") -> Room:
    """What is left of an employer's contacts on a day. `approaches` are all contacts with this employer.

    `team` is who asks; another team than the one that holds the relation asks them first.
    """
    own = sorted(approaches, key=lambda one: one.on)
    weekly, monthly = agreed(employer, rules)
    days, today = _counted(own, rules), on.toordinal()
    used = tuple(_within(days, today, length) for length in (rules.week_days, rules.month_days))
    pauses = _running(employer, own, rules, on=today)
    why: list[Why] = [*_budget(days, today, weekly=weekly, monthly=monthly, rules=rules), *_ordered(pauses)]
    next_on, known = today - 1, today if weekly and monthly else None
    while known is not None and next_on < known:
        next_on = known
        after = max([next_on, *_running(employer, own, rules, on=next_on).values()])
        known = _free_from(days, after, weekly=weekly, monthly=monthly, rules=rules)
    asked = employer.lead if employer.lead and _bare(employer.lead) != _bare(team) else ""
    return Room(employer.id, weekly, monthly, used[0], used[1], _day(known), tuple(why), asked)


def bounded(
    employers: Iterable[Employer], approaches: Iterable[Approach], rules: ContactRules, *, on: Day
) -> tuple[Employer, ...]:
    """Employers with the pauses and full budgets that their contacts bring, so that the programme's gates see them.

    Never loosens what is on record: of two days the later one stands.
    """
    own = by_employer(approaches)
    return tuple(_bounded(one, own.get(one.id, ()), rules, on=on) for one in employers)


def agreed(employer: Employer, rules: ContactRules) -> tuple[int, int]:
    """(contacts in seven days, contacts in a month) agreed with an employer, else those of the models."""
    weekly = rules.weekly if employer.weekly_contacts is None else employer.weekly_contacts
    monthly = rules.monthly if employer.monthly_contacts is None else employer.monthly_contacts
    return weekly, monthly


def _bounded(employer: Employer, own: Sequence[Approach], rules: ContactRules, *, on: Day) -> Employer:
    weekly, monthly = agreed(employer, rules)
    if not own and weekly and monthly:
        return employer
    days, today = _counted(own, rules), on.toordinal()
    changes: dict[str, Day] = {}
    free = _free_from(days, today, weekly=weekly, monthly=monthly, rules=rules)
    full = _day(today + rules.month_days if free is None else free - 1)
    if full is not None and full >= on and (employer.contact_full_until is None or full > employer.contact_full_until):
        changes["contact_full_until"] = full
    pause = _day(max(dict(_pauses(sorted(own, key=lambda one: one.on), rules, on=today)).values(), default=None))
    if pause is not None and pause > on and (employer.not_before is None or pause > employer.not_before):
        changes["not_before"] = pause
    return employer.model_copy(update=changes) if changes else employer


def _counts(approach: Approach, rules: ContactRules) -> bool:
    """Whether a contact is one of ours; a way that the models no longer name is."""
    way = rules.way_of.get(approach.how)
    return way is None or not way.from_them


def _counted(approaches: Iterable[Approach], rules: ContactRules) -> list[int]:
    """Days of the contacts that count, in order: what is about one matter counts once a day for each programme."""
    matters = {
        (one.on.toordinal(), one.programme, one.vacancy or one.about or one.how)
        for one in approaches
        if _counts(one, rules)
    }
    return sorted(day for day, _, _ in matters)


def _within(days: Sequence[int], end: int, length: int) -> int:
    """How many of the days lie in the `length` days that end with `end`."""
    return bisect_right(days, end) - bisect_right(days, end - length)


def _fits(days: Sequence[int], day: int, *, length: int, most: int) -> bool:
    """Whether one more contact on a day leaves every stretch of `length` days at `most` or fewer."""
    planned = days[bisect_right(days, day) : bisect_left(days, day + length)]
    return all(_within(days, end, length) < most for end in [day, *planned])


def _budget(days: Sequence[int], day: int, *, weekly: int, monthly: int, rules: ContactRules) -> list[Why]:
    """Which of the agreed numbers stands in the way of one more contact on a day."""
    if not weekly or not monthly:
        return ["none_agreed"]
    found: list[Why] = []
    if not _fits(days, day, length=rules.week_days, most=weekly):
        found.append("week")
    if not _fits(days, day, length=rules.month_days, most=monthly):
        found.append("month")
    return found


def _free_from(days: Sequence[int], day: int, *, weekly: int, monthly: int, rules: ContactRules) -> int | None:
    """The first day from `day` on that has room in both numbers; None where no contact was agreed."""
    if not weekly or not monthly:
        return None
    while _budget(days, day, weekly=weekly, monthly=monthly, rules=rules):
        day += 1
    return day


def _pauses(approaches: Sequence[Approach], rules: ContactRules, *, on: int) -> Iterable[tuple[Why, int]]:
    """Each kind of pause that runs on a day, and the first day after it. `approaches` by day."""
    past = [one for one in approaches if one.on.toordinal() <= on]
    theirs = max((one.on.toordinal() for one in past if not _counts(one, rules)), default=0)
    ours = [one for one in past if _counts(one, rules) and one.on.toordinal() > theirs]
    nos = [end for one in past if (end := _kept_to(one, rules, on=on)) > on and _told(one) >= theirs]
    if nos:
        yield "no", max(nos)
    waits = [one.on.toordinal() + rules.way_of[one.how].pause_days for one in ours if _waits(one, rules, on=on)]
    if waits and max(waits) > on:
        yield "pause", max(waits)
    silent = _silent(ours, rules, on=on)
    if silent > on:
        yield "silent", silent


def _waits(approach: Approach, rules: ContactRules, *, on: int) -> bool:
    return approach.how in rules.way_of and not _answered(approach, on=on)


def _answered(approach: Approach, *, on: int) -> bool:
    """Whether an answer is known on a day."""
    return approach.answered is not None and approach.answered.toordinal() <= on


def _told(approach: Approach) -> int:
    return (approach.answered or approach.on).toordinal()


def _kept_to(approach: Approach, rules: ContactRules, *, on: int) -> int:
    """The first day after the pause that an answer asks for; 0 where it asks for none, or is not known by then."""
    said = rules.answer_of.get(approach.said)
    if said is None or not said.pause_days or _told(approach) > on:
        return 0
    return _told(approach) + said.pause_days


def _silent(ours: Sequence[Approach], rules: ContactRules, *, on: int) -> int:
    """The first day after the pause of an employer that has not answered so many contacts in a row; 0 where none is.

    When a pause is over, one contact is made, and an answer to that is waited for as long.
    """
    asking = [one for one in ours if one.how in rules.way_of and rules.way_of[one.how].asks]
    heard = max((one.on for one in asking if _answered(one, on=on)), default=Day.min)
    unanswered = [one for one in asking if one.on > heard]
    late = [one for one in unanswered if on - one.on.toordinal() >= rules.reply.within_days]
    if len(late) < rules.silent.in_a_row:
        return 0
    return unanswered[-1].on.toordinal() + rules.reply.within_days + rules.silent.pause_days


def _running(employer: Employer, approaches: Sequence[Approach], rules: ContactRules, *, on: int) -> dict[Why, int]:
    """Each pause that runs on a day, with what stands on the employer's record, and the first day after it."""
    pauses = dict(_pauses(approaches, rules, on=on))
    if _on_record(employer) > on:
        pauses["record"] = _on_record(employer)
    return pauses


def _on_record(employer: Employer) -> int:
    """The first day after what stands on the employer's own record."""
    paused = employer.not_before.toordinal() if employer.not_before else 0
    full = employer.contact_full_until.toordinal() + 1 if employer.contact_full_until else 0
    return max(paused, full)


def _ordered(pauses: dict[Why, int]) -> list[Why]:
    """The pauses that run, the longest first."""
    return sorted(pauses, key=lambda why: (-pauses[why], why))


def _day(ordinal: int | None) -> Day | None:
    """A day by its number; never past the last day there is."""
    return None if ordinal is None else Day.fromordinal(min(ordinal, Day.max.toordinal()))


def _bare(team: str) -> str:
    return " ".join(team.casefold().split())
