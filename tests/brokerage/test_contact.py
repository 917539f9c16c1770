"""The contact budget holds whatever is tried, pauses end as declared, and nothing on record is loosened."""

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.brokerage import dealings
from matcher.brokerage.contact import bounded, room
from matcher.brokerage.dealings import approaches_of, one_approach, one_promise
from matcher.library.load import load_library
from matcher.records.cases import Challenge, Step
from matcher.records.dealings import Approach, Promise
from matcher.records.decisions import EmployerAnswer, Pack
from matcher.records.employer import Employer
from matcher.records.ledger import Ledger
from matcher.records.signed import DeskRole

RULES = load_library().brokerage.contact
START = dt.date(2026, 11, 2)
E1 = Employer(id="E1", name="Example Kitchens")
DAYS = st.integers(0, 80).map(lambda days: START + dt.timedelta(days=days))
WAYS = st.sampled_from([one.id for one in RULES.ways])
ANSWERED = st.none() | DAYS


def day(days: int) -> dt.date:
    return START + dt.timedelta(days=days)


def call(days: int, **more) -> Approach:
    return Approach(**{"employer": "E1", "on": day(days), "how": "call", "about": f"M{days}", **more})


@st.composite
def approaches(draw, employers=("E1",)):
    return Approach(
        employer=draw(st.sampled_from(employers)),
        on=draw(DAYS),
        how=draw(WAYS),
        programme=draw(st.sampled_from(["", "North"])),
        about=draw(st.sampled_from(["", "PK1", "CH2", "CH3"])),
        answered=draw(ANSWERED),
        said=draw(st.sampled_from(["", "", "yes", "not_now", "no"])),
    )


def most_in(days, length):
    """The most contacts in any stretch of so many days, counted plainly."""
    return max((sum(0 <= (other - one).days < length for other in days) for one in days), default=0)


# --- the budget


@given(
    tries=st.lists(st.tuples(st.integers(0, 60), WAYS), max_size=60),
    weekly=st.none() | st.integers(0, 4),
    monthly=st.none() | st.integers(0, 8),
)
@example(tries=[(6, "call"), (6, "visit"), (7, "email"), (7, "pack"), (13, "call")], weekly=2, monthly=8)
@example(tries=[(10, "visit"), (20, "visit"), (4, "visit"), (5, "visit"), (9, "visit")], weekly=2, monthly=3)
def test_no_sequence_of_approaches_lets_more_through_than_agreed(tries, weekly, monthly):
    """Days are tried in any order, also before contacts that are planned already."""
    employer = E1.model_copy(update={"weekly_contacts": weekly, "monthly_contacts": monthly})
    made: list[Approach] = []
    for number, (days, how) in enumerate(tries):
        found = room(employer, made, RULES, on=day(days))
        if found.next_on == day(days):
            made.append(call(days, how=how, about=f"M{number}"))
    counted = [one.on for one in made if not RULES.way_of[one.how].from_them]
    assert most_in(counted, RULES.week_days) <= found_or(weekly, RULES.weekly)
    assert most_in(counted, RULES.month_days) <= found_or(monthly, RULES.monthly)
    for month in {(one.year, one.month) for one in counted}:
        assert sum((one.year, one.month) == month for one in counted) <= found_or(monthly, RULES.monthly)
    for week in {one.isocalendar()[:2] for one in counted}:
        assert sum(one.isocalendar()[:2] == week for one in counted) <= found_or(weekly, RULES.weekly)


def found_or(given_here, otherwise):
    return otherwise if given_here is None else given_here


@given(made=st.lists(approaches(), max_size=12), on=DAYS)
def test_the_next_day_is_free_as_far_as_is_known(made, on):
    found = room(E1, made, RULES, on=on)
    assert found.next_on is not None
    assert (found.next_on == on) == found.free
    assert room(E1, made, RULES, on=found.next_on).free


@given(made=st.lists(approaches(), max_size=12), on=DAYS, order=st.randoms(use_true_random=False))
@example(
    made=[call(0), call(0, about="M"), call(1), call(2), call(3, about="A", answered=day(4)), call(3, about="B")],
    on=day(30),
    order=random.Random(1),
)
def test_neither_order_nor_saying_it_twice_matters(made, on, order):
    other = [*made, *made]
    order.shuffle(other)
    assert room(E1, one_approach(made), RULES, on=on) == room(E1, one_approach(other), RULES, on=on)


def test_two_on_sunday_leave_none_for_monday():
    sunday = 6
    made = [call(sunday, about="A"), call(sunday, about="B", answered=day(sunday))]
    made = [one.model_copy(update={"answered": day(sunday)}) for one in made]
    found = room(E1, made, RULES, on=day(sunday + 1))
    assert (found.why, found.next_on) == (("week",), day(sunday + 7))


def test_what_is_about_one_matter_counts_once_a_day_and_each_programme_counts():
    same = [call(0, about="PK1", how=how, answered=day(0)) for how in ("pack", "call", "email")]
    assert room(E1, same, RULES, on=day(0)).used_week == 1
    other = [*same, call(0, about="PK1", how="pack", programme="North", answered=day(0))]
    assert room(E1, other, RULES, on=day(0)).used_week == 2


def test_what_they_start_themselves_never_counts_and_ends_every_pause():
    waiting = [call(0)]
    assert room(E1, waiting, RULES, on=day(1)).why == ("pause",)
    back = [*waiting, call(1, how="they_contacted")]
    assert room(E1, back, RULES, on=day(1)).free
    assert room(E1, back, RULES, on=day(1)).used_week == 1


def test_no_contact_agreed_means_none():
    none = E1.model_copy(update={"weekly_contacts": 0})
    found = room(none, [], RULES, on=START)
    assert (found.next_on, found.why, found.free) == (None, ("none_agreed",), False)
    (bound,) = bounded([none], [], RULES, on=START)
    assert bound.contact_full_until is not None
    assert bound.contact_full_until >= START


# --- pauses


@pytest.mark.parametrize("said", [one for one in RULES.answers if one.pause_days])
def test_an_answer_that_asks_for_peace_is_kept_to_and_then_over(said):
    made = [call(0, answered=day(1), said=said.id)]
    assert room(E1, made, RULES, on=day(said.pause_days)).why == ("no",)
    assert room(E1, made, RULES, on=day(1 + said.pause_days)).free
    assert room(E1, made, RULES, on=day(1)).next_on == day(1 + said.pause_days)
    assert room(E1, [*made, call(3, how="they_contacted")], RULES, on=day(3)).free


def test_an_answer_ends_the_waiting():
    wait = RULES.way_of["pack"].pause_days
    sent = call(0, how="pack")
    assert room(E1, [sent], RULES, on=day(wait - 1)).why == ("pause",)
    assert room(E1, [sent], RULES, on=day(wait)).free
    assert room(E1, [sent.model_copy(update={"answered": day(1)})], RULES, on=day(1)).free


def test_the_silent_are_left_in_peace_and_there_is_a_way_back():
    silent = [call(days) for days in (0, 12, 24)]
    within = RULES.reply.within_days
    assert room(E1, silent, RULES, on=day(24 + within - 1)).free
    paused = room(E1, silent, RULES, on=day(24 + within))
    over = 24 + within + RULES.silent.pause_days
    assert (paused.why, paused.next_on) == (("silent",), day(over))
    assert room(E1, [*silent, call(40, how="they_contacted")], RULES, on=day(40)).free, "a word from them"
    late = [*silent[:2], silent[2].model_copy(update={"answered": day(41)})]
    assert room(E1, late, RULES, on=day(41)).free, "a late answer"
    assert room(E1, silent, RULES, on=day(over)).free, "and time"
    again = [*silent, call(over)]
    assert room(E1, again, RULES, on=day(over + within)).why == ("silent",)


def test_the_lead_is_asked_first_by_another_team_only():
    led = E1.model_copy(update={"lead": "EPC north"})
    assert room(led, [], RULES, on=START, team="EPC south").lead == "EPC north"
    assert room(led, [], RULES, on=START, team=" epc  North").lead == ""
    assert room(led, [], RULES, on=START).lead == "EPC north"


# --- what the gates see


@given(
    made=st.lists(approaches(("E1", "E2")), max_size=12),
    on=DAYS,
    before=ANSWERED,
    full=ANSWERED,
    weekly=st.none() | st.integers(0, 3),
)
def test_bounding_never_loosens_what_is_on_record_and_says_what_room_says(made, on, before, full, weekly):
    held = E1.model_copy(update={"not_before": before, "contact_full_until": full, "weekly_contacts": weekly})
    (bound,) = bounded([held], made, RULES, on=on)
    assert (bound.not_before or dt.date.min) >= (before or dt.date.min)
    assert (bound.contact_full_until or dt.date.min) >= (full or dt.date.min)
    assert bounded([bound], made, RULES, on=on) == (bound,)
    paused = bound.not_before is not None and bound.not_before > on
    used = bound.contact_full_until is not None and bound.contact_full_until >= on
    own = [one for one in made if one.employer == "E1"]
    assert (paused or used) == (not room(held, own, RULES, on=on).free)


def test_the_last_days_of_the_calendar_break_nothing():
    last = dt.date.max
    made = [call(0, on=last), call(0, on=last - dt.timedelta(days=1), said="no", answered=last)]
    assert room(E1, made, RULES, on=last).next_on == last
    assert bounded([E1], made, RULES, on=last)[0].not_before is None


# --- dealings as they stand


def test_a_pack_is_a_contact_and_its_first_answer_ends_the_waiting():
    pack = Pack(id="PK1", vacancy="V1", employer="E1", on=START, until=day(30))
    ledger = Ledger(packs=(pack,), approaches=(call(0, how="pack", vacancy="V1", about="PK1"),))
    assert [(one.about, one.answered) for one in approaches_of(ledger)] == [("PK1", None)]
    answers = tuple(
        EmployerAnswer(client="C1", vacancy="V1", employer="E1", pack="PK1", letter=letter, answer="meet", on=day(days))
        for letter, days in (("A", 4), ("B", 2))
    )
    answered = approaches_of(ledger.model_copy(update={"employer_answers": answers}))
    assert [(one.about, one.answered) for one in answered] == [("PK1", day(2))]


def question(*steps: tuple[str, int], reason: str = "") -> Challenge:
    """A question to an employer by its states and days."""
    taken = [Step(name=state, state=state, on=day(days), role=DeskRole.EPC) for state, days in steps]
    taken[-1] = taken[-1].model_copy(update={"reason": reason})
    return Challenge(id="CH1", vacancy="V1", requirement="R1", employer="E1", steps=tuple(taken))


@pytest.mark.parametrize(
    ("steps", "reason", "contacts"),
    [
        ([("asked", 0)], "", [(0, None)]),
        ([("asked", 0), ("relaxed", 4)], "", [(0, 4)]),
        ([("asked", 0), ("no_answer", 14), ("asked", 20), ("kept", 22)], "", [(0, 22), (20, 22)]),
        ([("asked", 0), ("withdrawn", 2)], "vacancy_gone", [(0, None)]),
        ([("asked", 0), ("withdrawn", 2)], "not_sent", []),
    ],
)
def test_a_question_put_is_a_contact_and_an_answer_to_it_is_one(steps, reason, contacts):
    found = approaches_of(Ledger(challenges=(question(*steps, reason=reason),)))
    assert [(one.on, one.answered) for one in found] == [
        (day(on), None if answered is None else day(answered)) for on, answered in contacts
    ]
    assert all((one.how, one.vacancy, one.about) == ("challenge", "V1", "CH1") for one in found)


def test_the_names_that_contacts_are_found_by_are_those_of_the_models():
    library = load_library()
    states = {one.id for one in library.brokerage.challenges.states}
    assert {dealings.ASKED, dealings.NO_ANSWER, dealings.WITHDRAWN} <= states
    assert f"id: {dealings.NOT_SENT}," in library.texts["brokerage/challenges.yaml"]
    assert {dealings.PACK, dealings.CHALLENGE} <= set(RULES.way_of)


@given(made=st.lists(approaches(), max_size=6), order=st.randoms(use_true_random=False))
def test_approaches_are_one_in_whatever_order_they_come(made, order):
    shuffled = [*made, *made]
    order.shuffle(shuffled)
    assert set(one_approach(shuffled)) == set(one_approach(made))
    assert one_approach(one_approach(made)) == one_approach(made)


@given(
    ends=st.lists(st.tuples(st.none() | st.booleans(), ANSWERED), min_size=1, max_size=5),
    order=st.randoms(use_true_random=False),
)
def test_of_two_endings_of_a_promise_the_later_stands(ends, order):
    made = [
        Promise(employer="E1", what="interview", on=START, kept=kept, settled=settled if kept is not None else None)
        for kept, settled in ends
    ]
    (one,) = one_promise(made)
    settled = [promise for promise in made if promise.kept is not None]
    assert (one.kept is None) == (not settled)
    if settled:
        assert one.settled == max((promise.settled for promise in settled if promise.settled), default=None)
    order.shuffle(made)
    assert one_promise(made) == (one,)


def test_the_shipped_numbers_are_in_order():
    assert all(one.pause_days <= other.pause_days for one, other in pairwise(RULES.answers))
