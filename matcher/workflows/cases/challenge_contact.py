"""A question to an employer is a contact: it counts, waits for its answer, and is not put where the room is used up."""

from __future__ import annotations

from collections.abc import Collection

from matcher.base.days import Day, say_day
from matcher.base.ids import EmployerId
from matcher.base.problems import GivenProblems, Problem
from matcher.brokerage.contact import room
from matcher.brokerage.dealings import approaches_of
from matcher.library.brokerage.contact import ContactRules
from matcher.records.cases import Challenge
from matcher.records.dealings import Approach
from matcher.records.decisions import EmployerAnswer, Pack
from matcher.records.employer import Employer
from matcher.records.ledger import Ledger
from matcher.records.vacancy import Vacancy
from matcher.store.change import Change
from matcher.workflows.lists.circumstances import FULL

HOW = "challenge"
"""The way of `contact.yaml` that such a question counts as."""


def refuse_where_full(
    change: Change, vacancy: Vacancy, employers: Collection[EmployerId], *, rules: ContactRules, on: Day
) -> None:
    """Raises GivenProblems where the employer has had as many contacts as agreed.

    A contact of the same day about the same vacancy is one with this. A pause for an answer does not stand against a
    question: it is about what may be introduced next.
    """
    employer = change.one(Employer, vacancy.employer or "")
    if employer is None:
        return
    passed = Ledger(
        approaches=change.some(Approach, employers=employers),
        packs=change.some(Pack, employers=employers),
        employer_answers=change.some(EmployerAnswer, employers=employers),
        challenges=change.some(Challenge, employers=employers),
    )
    others = [
        one for one in approaches_of(passed) if not (one.on == on and one.vacancy == vacancy.id and not one.programme)
    ]
    found = room(employer, others, rules, on=on)
    full = [why for why in found.why if why in FULL]
    if full:
        when = f"There is room again from {say_day(found.next_on)}; " if found.next_on is not None else ""
        fix = f"{when}or ask when they get in touch themselves."
        raise GivenProblems([Problem(employer.id, "", f"{rules.says[full[0]]}.", fix[:1].upper() + fix[1:])])


def contacted(change: Change, case: Challenge, *, on: Day) -> None:
    """Keep the contact that a question is."""
    if case.employer is not None:
        change.add([Approach(employer=case.employer, on=on, how=HOW, vacancy=case.vacancy, about=case.id)])


def answered(change: Change, case: Challenge, *, on: Day) -> None:
    """The contacts about a question have their answer, on a day."""
    own = change.some(Approach, vacancies=[case.vacancy])
    waiting = [one for one in own if one.about == case.id and one.answered is None]
    change.remove(waiting)
    change.add([one.model_copy(update={"answered": on}) for one in waiting])
