"""A vacancy in words, above a shortlist and on a client's list of jobs. Unknown is said as unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.base.money import say_pence
from matcher.explain.values import say_range, say_value
from matcher.explain.weeks import say_week
from matcher.records.words import Opportunity

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.library.wording import AboutWords
    from matcher.records.vacancy import Vacancy

Facts = tuple[tuple[str, str], ...]


def about_vacancy(vacancy: Vacancy, context: Context) -> Facts:
    """The whole head of a shortlist: label and words, one fact a line."""
    words = context.library.wording.about
    facts = [
        ("employer", employer_words(vacancy, context)),
        ("where", vacancy.sector or ""),
        ("shifts", shift_words(vacancy, words)),
        ("hours", hours_words(vacancy, words)),
        ("guaranteed", _hours(vacancy.guaranteed_minutes, vacancy.guaranteed_minutes, words)),
        ("pay", pay_words(vacancy, words)),
        ("contract", words.contracts[vacancy.contract.value] if vacancy.contract else ""),
        ("starts", say_day(vacancy.starts) if vacancy.starts else words.soon),
        ("closes", say_day(vacancy.closes) if vacancy.closes else ""),
        ("places", str(vacancy.places) if vacancy.places else ""),
        ("decides", vacancy.decides),
    ]
    if vacancy.opportunity is not Opportunity.JOB:
        facts.insert(0, ("kind", words.opportunities[vacancy.opportunity.value]))
    return tuple((words.labels[label], said or words.not_known) for label, said in facts)


def brief_vacancy(vacancy: Vacancy, context: Context) -> Facts:
    """What tells one job from another on a client's list: only what is known."""
    words = context.library.wording.about
    facts = [
        ("employer", employer_words(vacancy, context)),
        ("where", vacancy.sector or ""),
        ("shifts", shift_words(vacancy, words)),
        ("hours", hours_words(vacancy, words)),
        ("pay", pay_words(vacancy, words)),
        ("closes", say_day(vacancy.closes) if vacancy.closes else ""),
    ]
    if vacancy.opportunity is not Opportunity.JOB:
        facts.insert(0, ("kind", words.opportunities[vacancy.opportunity.value]))
    return tuple((words.labels[label], said) for label, said in facts if said)


def employer_words(vacancy: Vacancy, context: Context) -> str:
    """The employer's name, with the host's where an agency supplies the people."""
    words = context.library.wording.about
    employer = context.employers.get(vacancy.employer) if vacancy.employer else None
    if employer is None:
        return vacancy.employer or ""
    said = words.agency.format(name=employer.name) if employer.agency else employer.name
    host = context.employers.get(vacancy.host) if vacancy.host else None
    return words.host.format(name=said, host=host.name) if host else said


def shift_words(vacancy: Vacancy, words: AboutWords) -> str:
    """`Mon to Fri 9:30am to 1pm; it may also be Sat 9am to 1pm`; empty where no shift is known."""
    sure, maybe = (
        say_week(
            (shift.interval for shift in vacancy.shifts if shift.certain == certain),
            any_time=words.any_time,
            all_day=words.all_day,
        )
        for certain in (True, False)
    )
    said = words.uncertain.format(sure=sure, maybe=maybe) if sure and maybe else sure or maybe
    return words.incomplete.format(shifts=said) if said and not vacancy.shifts_complete else said


def hours_words(vacancy: Vacancy, words: AboutWords) -> str:
    """`16 to 20 hours a week`; empty where not stated."""
    return _hours(vacancy.hours_least_minutes, vacancy.hours_most_minutes, words)


def _hours(least: int | None, most: int | None, words: AboutWords) -> str:
    if least == most == 0:
        return words.none
    if least is not None and most is not None:
        said = say_range(least, most, "minutes", ends=(0, 0))
    else:
        ends = [None if end is None else say_value(end, "minutes") for end in (least, most)]
        said = _between(ends[0], ends[1], words)
    return words.a_week.format(hours=said) if said else ""


def pay_words(vacancy: Vacancy, words: AboutWords) -> str:
    """`from £12.71 an hour`; empty where not stated."""
    ends = [None if end is None else say_pence(end) for end in (vacancy.pay_least_pence, vacancy.pay_most_pence)]
    said = _between(ends[0], ends[1], words)
    return words.an_hour.format(pay=said) if said else ""


def _between(least: str | None, most: str | None, words: AboutWords) -> str:
    if least is None:
        return words.upto_only.format(most=most) if most is not None else ""
    if most is None:
        return words.from_only.format(least=least)
    return least if least == most else f"{least} to {most}"
