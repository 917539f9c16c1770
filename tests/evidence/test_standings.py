"""What stands on a criterion: evidence beats role, later news wins, disagreement opens a talk."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from matcher.evidence.standings import Standings
from matcher.library.load import load_library
from matcher.records.evidence import Action, Observation
from matcher.records.words import Grade, Role

RUBRIC = load_library().rubric
TODAY = dt.date(2026, 11, 16)


def saw(criterion, level, *, days_ago=10, role=Role.KEY_WORKER, grade=Grade.DOCUMENT, **more):
    on = TODAY - dt.timedelta(days=days_ago)
    return Observation(client="C1", criterion=criterion, level=level, role=role, grade=grade, on=on, **more)


def todo(criterion, *, due_in=10, done=None):
    due = None if due_in is None else TODAY + dt.timedelta(days=due_in)
    return Action(client="C1", criterion=criterion, what="book it", owner="key worker", due=due, done=done)


def standing(criterion, *seen, actions=()):
    return Standings(tuple(seen), tuple(actions), RUBRIC, TODAY).on(criterion)


def test_evidence_of_the_right_grade_stands_whoever_recorded_it():
    shown = saw("skills_evidence", 3, role=Role.TRAINING_PROVIDER, grade=Grade.THIRD_PARTY)
    assert standing("skills_evidence", saw("skills_evidence", 1), shown).level == 3


def test_somebody_who_may_not_attest_does_not_put_a_criterion_in_place():
    assert standing("digital_access", saw("digital_access", 3, role=Role.EPC)).level == 1


def test_a_tick_without_evidence_is_a_known_gap_until_an_action_with_a_date_is_open():
    tick = saw("digital_access", 3, grade=None)
    assert standing("digital_access", tick).level == 1
    assert standing("digital_access", tick, actions=[todo("digital_access")]).level == 2


def test_an_action_whose_day_has_passed_promises_nothing():
    late = standing("digital_access", saw("digital_access", 2), actions=[todo("digital_access", due_in=-1)])
    assert (late.level, late.due) == (2, None)


def test_the_clients_later_word_on_care_ends_a_workers_tick():
    ticked = saw("care_plan", 3, days_ago=30)
    fell_through = saw("care_plan", 1, days_ago=3, role=Role.CLIENT, grade=Grade.CLIENT_SAYS)
    found = standing("care_plan", ticked, fell_through)
    assert found.level == 1
    assert not found.disputed


def test_news_that_something_no_longer_holds_ends_what_came_before_and_not_what_comes_after():
    before, news, after = (
        saw("digital_access", 3, days_ago=30),
        saw("digital_access", 1, days_ago=20, no_longer=True),
        saw("digital_access", 3, days_ago=5),
    )
    assert standing("digital_access", before, news).level == 1
    assert standing("digital_access", before, news, after).level == 3


def test_two_roles_on_both_sides_of_the_line_are_disputed_and_the_better_level_is_used():
    found = standing("digital_access", saw("digital_access", 3), saw("digital_access", 2, role=Role.EPC))
    assert found.disputed
    assert found.level == 3


def test_a_second_person_agreeing_without_papers_is_no_dispute():
    assert not standing(
        "licence_held", saw("licence_held", 3), saw("licence_held", 3, role=Role.EPC, grade=None)
    ).disputed


def test_past_its_date_it_keeps_its_level_and_asks():
    old = standing("digital_access", saw("digital_access", 3, days_ago=2000))
    assert old.level == 3
    assert old.check_again


def test_tomorrows_observation_is_not_read_today():
    assert standing("digital_access", saw("digital_access", 3, days_ago=-1)) is None


criteria = st.sampled_from([criterion.id for criterion in RUBRIC.criteria])
observations = st.builds(
    saw,
    st.just("x"),
    st.integers(0, 3),
    days_ago=st.integers(0, 400),
    role=st.sampled_from(list(Role)),
    grade=st.none() | st.sampled_from(list(Grade)),
    no_longer=st.booleans(),
)


@given(criteria, st.lists(observations, max_size=5), st.sampled_from([Role.KEY_WORKER, Role.EPC, Role.CLIENT]))
def test_supporting_evidence_never_lowers(criterion, seen, role):
    seen = [one.model_copy(update={"criterion": criterion}) for one in seen]
    more = saw(criterion, 3, days_ago=0, role=role)
    before, after = standing(criterion, *seen), standing(criterion, *seen, more)
    ended_today = any(one.no_longer and one.on == TODAY for one in seen)
    if before is not None and not ended_today:
        assert after.level >= before.level


@given(criteria, st.lists(observations, max_size=5), st.randoms())
def test_the_order_of_recording_does_not_matter(criterion, seen, random):
    seen = [one.model_copy(update={"criterion": criterion}) for one in seen]
    shuffled = random.sample(seen, len(seen))
    assert standing(criterion, *seen) == standing(criterion, *shuffled)
