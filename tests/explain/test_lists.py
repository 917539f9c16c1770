"""Heads of lists, why one row stands above another, and what a what-if moved."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from matcher.base.ids import EmployerId
from matcher.explain import change, compare, explain_list, row
from matcher.records.employer import Employer
from matcher.records.vacancy import Shift
from matcher.records.words import Opportunity, VacancyStatus
from tests.explain.made import (
    KNOWN,
    ON,
    a_client,
    a_context,
    a_decision,
    a_list,
    a_row,
    a_vacancy,
    library,
    week,
)


def about(vacancy, **changes):
    context = a_context(vacancies=[vacancy], findings=(), **changes)
    return dict(explain_list(a_list([], subject=vacancy.id, left_out_terms=()), context).about)


def test_the_head_says_the_vacancy_in_words_and_what_is_not_known():
    facts = about(a_vacancy())
    assert facts["Employer"] == "Harbourmill Stores"
    assert facts["Shifts"] == "Mon to Fri 9:30am to 1pm"
    assert facts["Paid hours"] == "17 hours 30 minutes a week"
    assert facts["Pay"] == "from £12.71 an hour"
    assert facts["Guaranteed"] == "not known"
    assert facts["Starts"] == "7 December 2026"
    assert "Kind" not in facts, "a job is what is expected"


def test_the_head_says_ranges_rotas_agencies_and_other_kinds():
    shifts = [Shift(start=a, end=b) for a, b in week("Mon-Fri", "8am", "4pm")]
    shifts += [Shift(start=a, end=b, certain=False) for a, b in week("Sat", "8am", "2pm")]
    employers = {
        "E1": Employer(id=EmployerId("E1"), name="Windlass Staffing", agency=True),
        "E2": Employer(id=EmployerId("E2"), name="Juniper House"),
    }
    vacancy = a_vacancy(
        opportunity=Opportunity.VOLUNTEERING,
        employer="E1",
        host="E2",
        shifts=tuple(shifts),
        shifts_complete=False,
        hours_least_minutes=960,
        hours_most_minutes=1200,
        guaranteed_minutes=0,
        pay_least_pence=1050,
        pay_most_pence=1271,
        starts=None,
    )
    facts = about(vacancy, employers=employers)
    assert facts["Kind"] == "volunteering"
    assert facts["Employer"] == "Windlass Staffing, an agency, working at Juniper House"
    assert facts["Shifts"] == "Mon to Fri 8am to 4pm; it may also be Sat 8am to 2pm, and maybe others"
    assert facts["Paid hours"] == "16 to 20 hours a week"
    assert facts["Guaranteed"] == "none"
    assert facts["Pay"] == "£10.50 to £12.71 an hour"
    assert facts["Starts"] == "as soon as possible"


def notices(*, held=False, **changes):
    vacancy = a_vacancy(**changes)
    context = a_context(vacancies=[vacancy], held=held, notices=("Added by the caller.",))
    return explain_list(a_list([], left_out_terms=()), context).notices


def test_notices_stand_above_a_list_that_needs_care():
    words = library().wording.notices
    assert notices() == ("Added by the caller.",)
    assert words.held in notices(held=True)
    assert words.not_open in notices(status=VacancyStatus.PAUSED)
    assert words.closed.format(day="15 November 2026") in notices(closes=ON - dt.timedelta(days=1))
    assert len(notices(closes=ON)) == 1, "on the closing day it is open"
    assert len(notices(last_word=ON - dt.timedelta(days=90))) == 1
    assert words.stale.format(day="17 August 2026") in notices(last_word=ON - dt.timedelta(days=91))


def test_counts_are_said_with_both_masks_and_whose_gates_they_are():
    said = explain_list(a_list([]), a_context(left_out=1)).summary
    assert said == (
        "60 people considered. Nothing keeps 38 of them out.",
        "If every requirement were applied as the employer stated it, it would be 29.",
        "Out for now: 12 by the client's own choices, 5 by what an employer asks for, "
        "6 by what we decided or agreed before. One may count twice.",
        "3 people marked for a first conversation first: too little is known to tell.",
        "1 person left out: nobody has asked yet whether we may match them.",
    )


@pytest.mark.parametrize(
    ("considered", "blocked", "said"),
    [
        (5, 4, "5 people considered. Nothing keeps 1 of them out."),
        (5, 5, "5 people considered. Something keeps each of them out for now."),
        (0, 0, "0 people considered."),
    ],
)
def test_a_list_that_nobody_passes_says_so(considered, blocked, said):
    made = a_list([])
    counts = dataclasses.replace(made.counts, considered=considered, blocked=blocked)
    assert explain_list(dataclasses.replace(made, counts=counts), a_context()).summary[0] == said


def test_each_requirement_says_what_it_does_on_its_own():
    found = explain_list(a_list([a_row(a_decision(applied=("R2",)))]), a_context()).kept_out
    assert [(one.requirement, one.count, one.applied) for one in found] == [("R1", 7, False), ("R2", 2, True)]
    assert found[0].says == "It is not applied. If it were, it alone would keep 7 people out."
    assert found[0].status_words == "needed; as stated"
    assert found[0].question.startswith("What is driven in this job")
    assert found[1].says == "It alone keeps 2 people out."
    empty = explain_list(a_list([]), a_context(applied={a_vacancy().id: a_decision(applied=("R2",)).applied}))
    assert [one.applied for one in empty.kept_out] == [False, True], "also where the list has no row to say so"


def test_sections_come_in_order_and_say_how_many_were_tied_out():
    rows = [a_row(), a_row(section="question"), a_row(section="question")]
    found = explain_list(a_list(rows), a_context())
    assert [section.id for section in found.sections] == ["could_start", "with_help", "question", "one_requirement"]
    assert [section.shown for section in found.sections] == [1, 0, 2, 0]
    assert [section.note for section in found.sections] == ["", "", "2 more tied with the last one shown.", ""]
    assert len(found.rows_of("question")) == 2


def test_a_clients_list_speaks_of_jobs_and_to_the_client():
    ranked = a_list([a_row()], subject="C0012", side="client", left_out_terms=("demands",))
    found = explain_list(ranked, a_context())
    assert found.side == "client"
    assert found.title == "C0012"
    assert dict(found.about)["Free"] == "Mon to Fri 9am to 3pm"
    assert dict(found.about)["Must have"] == "times"
    assert found.summary[0].startswith("60 jobs considered.")
    assert found.left_out_terms[0].ask.startswith("Standing, lifting")
    assert found.rows[0].title == "Shelf filler"
    assert found.rows[0].to_client is not None
    assert found.kept_out == ()


def above(first, second, context=None):
    context = context or a_context(clients=[a_client(), a_client(id="C0099")])
    rows = [row(one, context, side="vacancy") for one in (first, second)]
    one_way, other_way = compare(rows[0], rows[1], context), compare(rows[1], rows[0], context)
    assert one_way == other_way or one_way.rule == "number", "whichever is named first"
    return one_way


def other(**place):
    decision = a_decision(client=a_client(id="C0099"), wanted=place.pop("wanted", True))
    return a_row(decision, **place)


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        ({}, {"section": "with_help"}, "section"),
        ({}, {"section": None}, "unlisted"),
        ({"section": "question", "answers": 3}, {"section": "question", "answers": 4}, "few_answers"),
        ({"fit_low": 700}, {"fit_low": 640}, "fit"),
        ({"fit_low": 640}, {"fit_low": 700, "wanted": False}, "wanted"),
        ({"rank": 1}, {"rank": 2}, "waiting"),
        ({"rank": 1}, {"rank": 1}, "number"),
    ],
)
def test_why_one_row_stands_above_another_ends_with_the_rule_that_decided(first, second, rule):
    found = above(a_row(**first), other(**second))
    assert found.rule == rule
    assert (found.first, found.second) == ("C0012", "C0099")
    assert "{" not in found.says
    assert [line.term for line in found.lines] == [term.id for term in library().terms.terms]


def test_a_doubted_requirement_comes_before_one_without_a_doubt():
    decision = a_decision(fail=("R1",), applied=("R1", "R2"), unknown=())
    plain = a_decision(fail=("R2",), applied=("R1", "R2"), unknown=(), client=a_client(id="C0099"))
    found = above(a_row(decision, section="one_requirement"), a_row(plain, section="one_requirement"))
    assert found.rule == "finding"


def test_differences_are_in_points_line_by_line():
    worse = a_decision({**KNOWN, "journey_minutes": (70, 70)}, client=a_client(id="C0099"))
    found = above(a_row(fit_low=700), a_row(worse, fit_low=640))
    moved = {line.term: line.difference for line in found.lines if line.difference}
    assert moved == {"journey": 7}


def test_a_what_if_tells_all_that_moved_and_nothing_else():
    context = a_context()
    before = row(a_row(a_decision({**KNOWN, "uncovered_minutes": (30, 30)}, fail=("times",)), section=None), context)
    after = row(a_row(a_decision(KNOWN), section="could_start"), context)
    found = change(before, after)
    assert found.anything
    assert [(line.name, line.points) for line in found.lines] == [("Times", 10)]
    states = [(gate.name, gate.before and gate.before.state, gate.after and gate.after.state) for gate in found.gates]
    assert states == [("Times", "not_met", "met")]
    assert found.section == (None, "could_start")
    assert found.section_words == ("not on the list", "Could start now or by the date")
    assert found.verdict == ("outside_choices", "ask_first")
    assert found.blocked_by == (("times",), ())
    assert not change(before, before).anything


def test_a_what_if_of_two_pairs_is_refused():
    context = a_context(clients=[a_client(), a_client(id="C0099")])
    with pytest.raises(ValueError, match="one pair with itself"):
        change(row(a_row(), context), row(other(), context))
