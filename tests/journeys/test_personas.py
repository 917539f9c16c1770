"""Every persona of the demo: the line that says what they show is true of the lists people read."""

from collections.abc import Iterator

import pytest

from matcher.base.problems import GivenProblems
from matcher.library.load import load_library
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.where import Where
from tests.journeys.personas import DEMO, Fact, Persona, personas
from tests.journeys.reading import Reader, all_words, asked, band, gate, imported_into

CARE = ("care", "child", "nursery", "school run", "drop-off", "pick-up")


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("programme") / "demo"
    library = load_library()
    programme = imported_into(folder, DEMO, library=library)
    with pytest.MonkeyPatch.context() as patch:
        # Every command reads the models afresh; a hundred lists in one process need not.
        patch.setattr("matcher.workflows.desk.load_library", lambda _: library)
        yield Reader(Where(folder), programme, library)


FACTS = [
    pytest.param(one, fact, id=f"{one.id} with {fact.other}" if fact.other else one.id)
    for one in personas()
    for fact in one.facts
]


@pytest.mark.parametrize(("persona", "fact"), FACTS)
def test_the_facts_in_the_file_hold(demo: Reader, persona: Persona, fact: Fact):
    if fact.left_out:
        assert persona.id not in {row.client for row in demo.shortlist("V0031").rows}
        return
    if fact.held:
        assert demo.library.wording.notices.held in demo.shortlist(persona.id).notices
        return
    assert fact.other
    client, vacancy = sorted((persona.id, fact.other))
    pair = demo.pair(client, vacancy)
    for key in ("verdict", "opted_in", "first_conversation"):
        if fact.claims(key):
            assert getattr(pair, key) == getattr(fact, key), key
    if fact.claims("section"):
        assert demo.section(client, vacancy) == fact.section
    if fact.blocked_by is not None:
        assert set(pair.blocked_by) == set(fact.blocked_by)
    if fact.questions_most is not None:
        assert 1 <= len(pair.questions) <= fact.questions_most
    if fact.first_job:
        assert demo.jobs(client).rows[0].vacancy == vacancy
    assert {name: gate(pair, name).state for name in fact.gates} == fact.gates
    assert {name: gate(pair, name).state for name in fact.requirements} == fact.requirements
    assert {name: band(pair, name) for name in fact.bands} == fact.bands
    assert {one.criterion: one.state for one in pair.criteria if one.criterion in fact.criteria} == fact.criteria
    assert {name: demo.standing(client, name) for name in fact.standings} == fact.standings
    assert set(fact.disputed) <= {one.criterion for one in pair.criteria if one.disputed}
    assert set(fact.check_again) <= {one.criterion for one in pair.criteria if one.check_again}
    assert set(fact.steps) <= {one.criterion for one in pair.actions}
    assert set(fact.doubts) <= {one.rule for one in pair.doubts}
    assert set(fact.asks) <= set(asked(pair))
    assert not set(fact.asks_not) & set(asked(pair))
    order = [row.client for row in demo.shortlist(vacancy).rows]
    assert all(order.index(client) < order.index(other) for other in fact.above)


# What the facts cannot say: each a sentence about one persona.


def test_what_fits_between_two_drop_offs_is_found_and_care_is_never_given_as_a_reason(demo: Reader):
    assert demo.titles_for("C0001") == ["V0031", "V0012"]
    for vacancy in ("V0031", "V0012", "V0027"):
        said = all_words(demo.pair("C0001", vacancy)).casefold()
        assert not [word for word in CARE if word in said.replace("school kitchen", "").replace("school holidays", "")]


def test_someone_who_wants_nights_is_offered_nights_only(demo: Reader):
    assert set(demo.titles_for("C0002")) == {"V0014", "V0028"}
    assert any(shift.end > 7 * 1440 for v in demo.programme.vacancies if v.id == "V0014" for shift in v.shifts)


def test_without_a_fixed_address_every_other_line_is_told_as_for_anyone(demo: Reader):
    pair = demo.pair("C0003", "V0012")
    assert not pair.blocked_by
    assert band(pair, "occupation_wanted") is not None
    assert band(pair, "journey") is None


def test_where_the_roles_differ_both_answers_stand_and_the_kinder_counts(demo: Reader):
    pair = demo.pair("C0004", "V0031")
    told = next(one for one in pair.criteria if one.criterion == "skills_evidence")
    assert told.disputed
    assert demo.library.wording.standing.disputed in told.says
    assert told.state == "in_place"
    answers = {one.role.value: one.answer.value for one in demo.programme.introductions if one.client == "C0004"}
    assert answers == {"key_worker": "yes", "epc": "not_yet"}


def test_whoever_is_known_by_a_sector_only_is_listed_and_asked_at_most_five_questions(demo: Reader):
    listed = [v.id for v in demo.programme.vacancies if demo.section("C0005", v.id)]
    assert len(listed) > 15
    assert all(len(demo.pair("C0005", vacancy).questions) <= 5 for vacancy in listed)


def test_work_over_an_earnings_limit_is_ruled_out_without_a_reason(demo: Reader):
    over = gate(demo.pair("C0006", "V0027"), "earnings_ceiling")
    assert over.blocks
    assert "own limit" in over.says
    assert demo.titles_for("C0006")[0] == "V0022"


def test_a_nursery_place_that_fell_through_counts_from_her_own_word_on(demo: Reader):
    seen = [one for one in demo.programme.observations if one.client == "C0007" and one.criterion == "care_plan"]
    assert [(one.role.value, one.level, one.no_longer) for one in sorted(seen, key=lambda one: one.on)] == [
        ("key_worker", 3, False),
        ("client", 1, True),
    ]
    assert demo.standing("C0007", "care_plan") < 3
    [step] = [one for one in demo.programme.actions if one.client == "C0007"]
    assert (step.criterion, step.done) == ("care_plan", None)
    assert step.owner
    assert step.due
    assert demo.section("C0007", "V0012") != "with_help"


def test_an_it_job_without_a_qualification_has_one_thing_in_the_way_and_a_first_step(demo: Reader):
    assert demo.shortlist("V0020").sole["R1"] >= 1
    assert demo.jobs("C0008").rows[0].vacancy == "V0021"
    assert "V0020" in [row.vacancy for row in demo.jobs("C0008").rows_of("one_requirement")]


@pytest.mark.parametrize("client", ["C0009", "C0031"])
def test_whoever_agreed_to_nothing_or_withdrew_is_counted_and_not_read(demo: Reader, client: str):
    assert all(demo.shortlist(vacancy).left_out == 2 for vacancy in ("V0031", "V0012"))
    with pytest.raises(GivenProblems, match="nobody has recorded"):
        jobs(demo.where, client)


def test_a_no_is_honoured_and_lowers_nothing_elsewhere(demo: Reader):
    assert demo.pair("C0010", "V0031").blocked_by == ("said_no",)
    assert "V0031" not in demo.titles_for("C0010")
    assert demo.section("C0010", "V0030") == "could_start"


def test_wanting_it_anyway_is_shown_beside_where_things_stand(demo: Reader):
    pair = demo.pair("C0011", "V0031")
    assert pair.opted_in
    assert pair.verdict == "support_first"
    assert pair.actions


def test_term_time_only_leaves_term_time_jobs(demo: Reader):
    terms = {v.id for v in demo.programme.vacancies if v.term_time_only}
    assert set(demo.titles_for("C0012")) <= terms == {"V0012", "V0013", "V0037"}


def test_a_refused_task_takes_the_job_off_the_list_whatever_the_fit(demo: Reader):
    serving = {v.id for v in demo.programme.vacancies if any(task.what.to == "serve_customers" for task in v.tasks)}
    assert len(serving) >= 4
    assert not serving & {row.vacancy for row in demo.jobs("C0013").rows}


def test_an_honest_file_stands_no_lower_than_a_blank_one(demo: Reader):
    honest, blank = demo.pair("C0014", "V0031"), demo.pair("C0015", "V0031")
    assert honest.fit.low > blank.fit.low
    assert (honest.section, blank.section) == ("could_start", "question")


def test_one_maths_grade_is_counted_and_becomes_a_question_to_the_employer(demo: Reader):
    kept_out = {one.requirement: one for one in demo.shortlist("V0031").kept_out}
    assert kept_out["R2"].applied
    assert kept_out["R2"].count == len(demo.shortlist("V0031").rows_of("one_requirement"))
    assert kept_out["R2"].question


def test_a_licence_nobody_drives_with_keeps_nobody_out_and_the_list_says_whom_it_would(demo: Reader):
    licence = next(one for one in demo.shortlist("V0031").kept_out if one.requirement == "R1")
    assert not licence.applied
    assert licence.count >= 5
    assert [one.rule for one in licence.doubts] == ["driving_licence"]
    assert not [row for row in demo.shortlist("V0031").rows if "R1" in row.blocked_by]


def test_where_driving_is_the_job_the_licence_is_kept(demo: Reader):
    licence = gate(demo.pair("C0001", "V0032"), "R1")
    assert licence.applied
    assert licence.state == "not_met"


def test_evenings_that_are_not_free_are_kept_and_no_reason_stands_anywhere(demo: Reader):
    for vacancy in ("V0014", "V0019", "V0025", "V0028"):
        assert "times" in demo.pair("C0018", vacancy).blocked_by
    assert "V0015" in demo.titles_for("C0018")


def test_a_language_step_goes_to_the_employer_as_a_question(demo: Reader):
    kept_out = {one.requirement: one for one in demo.shortlist("V0023").kept_out}
    assert kept_out["R1"].count >= 1
    assert demo.section("C0019", "V0023") == "one_requirement"


def test_no_vacancy_of_a_refused_employer_is_shown(demo: Reader):
    theirs = {v.id for v in demo.programme.vacancies if v.employer == "E001"}
    assert not theirs & {row.vacancy for row in demo.jobs("C0020").rows}


def test_being_seventeen_stops_what_the_law_stops_and_nothing_else(demo: Reader):
    by_law = [v.id for v in demo.programme.vacancies if "old_enough" in demo.pair("C0021", v.id).blocked_by]
    assert by_law == ["V0034"]


def test_open_to_anything_is_an_answer(demo: Reader):
    for vacancy in ("V0027", "V0031", "V0014"):
        assert band(demo.pair("C0022", vacancy), "occupation_wanted") == "Would accept"


def test_whoever_wants_to_volunteer_first_is_shown_volunteering_only(demo: Reader):
    assert demo.titles_for("C0023") == ["V0035"]


def test_hours_allowed_in_their_own_words_stop_longer_jobs_at_the_laws_gate(demo: Reader):
    stopped = gate(demo.pair("C0024", "V0015"), "permission")
    assert (stopped.owner, stopped.blocks) == ("law", True)
    assert demo.section("C0024", "V0031") == "could_start"


def test_a_declined_question_is_not_put_again(demo: Reader):
    declined = "What is the least you need to earn, an hour or a week?"
    assert declined not in asked(demo.pair("C0025", "V0031"))
    assert any(declined in asked(row) for row in demo.shortlist("V0031").rows)


def test_a_car_brings_far_places_near(demo: Reader):
    assert demo.jobs("C0026").rows[0].vacancy == "V0032"
    assert gate(demo.pair("C0026", "V0024"), "R2").state == "met"


def test_a_record_past_its_date_stays_in_use_and_says_check_again(demo: Reader):
    told = next(one for one in demo.pair("C0027", "V0022").criteria if one.criterion == "digital_access")
    assert told.check_again
    assert demo.section("C0027", "V0022") == "question"


def test_a_remembered_no_of_an_employer_runs_out(demo: Reader):
    remembered = next(one for one in demo.programme.remembered if one.client == "C0029")
    assert remembered.until is not None
    assert demo.pair("C0029", "V0031").blocked_by == ("remembered",)
    assert demo.section("C0029", "V0022") is not None


def test_among_people_who_suit_alike_whoever_waits_longest_comes_first(demo: Reader):
    first, second = demo.pair("C0030", "V0031"), demo.pair("C0017", "V0031")
    assert first.fit == second.fit
    order = [row.client for row in demo.shortlist("V0031").rows]
    assert order.index("C0030") < order.index("C0017")


def test_work_that_lifts_is_not_shown_to_whoever_does_no_lifting(demo: Reader):
    lifting = {v.id for v in demo.programme.vacancies if any(d.value == "lifting" and n for d, n in v.demands.items())}
    assert not lifting & set(demo.titles_for("C0032"))


def test_short_shifts_fit_and_long_ones_do_not(demo: Reader):
    assert demo.section("C0033", "V0031") == "could_start"
    assert "shift_length" in demo.pair("C0033", "V0019").blocked_by


def test_two_weeks_notice_rules_out_a_two_day_rota(demo: Reader):
    assert demo.pair("C0034", "V0024").blocked_by == ("notice",)


def test_what_is_in_place_by_the_start_counts_as_ready_and_what_comes_later_as_help(demo: Reader):
    assert demo.pair("C0035", "V0031").verdict == "ready_by_date"
    assert demo.pair("C0036", "V0031").verdict == "support_first"
    step = next(one for one in demo.pair("C0036", "V0031").actions if one.agreed)
    assert (step.owner, step.due) != ("", None)


def test_an_online_only_application_comes_with_help_or_another_way(demo: Reader):
    step = next(one for one in demo.pair("C0037", "V0022").actions if one.agreed)
    assert step.criterion == "digital_access"
    assert any(one.who_can_close == "employer" for one in demo.pair("C0037", "V0022").actions)


# What the vacancies show.


def test_either_or_counts_as_one_requirement_and_either_will_do(demo: Reader):
    assert gate(demo.pair("C0003", "V0012"), "R1").state == "met"  # by the certificate
    assert gate(demo.pair("C0007", "V0012"), "R1").state == "met"  # by the months
    assert [one.requirement for one in demo.shortlist("V0012").kept_out] == ["R1"]


def test_six_hours_a_week_in_the_school_day_are_listed_for_what_they_are(demo: Reader):
    assert band(demo.pair("C0012", "V0013"), "hours_fit") != "Hours wanted"
    assert band(demo.pair("C0012", "V0013"), "shift_cover") == "Covered"


def test_a_rota_that_may_touch_saturdays_is_partly_known(demo: Reader):
    line = next(one for one in demo.pair("C0033", "V0015").lines if one.term == "hours_fit")
    assert line.least < line.most
    uncovered = next(one for one in demo.pair("C0004", "V0015").lines if one.term == "shift_cover")
    assert uncovered.least < uncovered.most


def test_pay_from_an_amount_is_partly_known_and_asked(demo: Reader):
    line = next(one for one in demo.pair("C0002", "V0015").lines if one.term == "pay")
    assert line.value is None
    assert line.least < line.most


def test_a_stated_age_holds_the_vacancy_and_nobody_is_put_forward(demo: Reader):
    held = demo.shortlist("V0029")
    assert demo.library.wording.notices.held in held.notices
    assert {doubt.rule for row in held.rows for doubt in row.doubts} == {"age_limit"}


def test_desirable_things_only_add(demo: Reader):
    rows = demo.shortlist("V0030").rows
    assert demo.section("C0035", "V0030") == "could_start"
    assert not [row for row in rows if {"R1", "R2", "R3"} & set(row.blocked_by)]
    assert all(one.of == 0 for row in rows for one in row.lines if one.term == "desirable")
    assert any(one.points > 0 for row in rows for one in row.lines if one.term == "desirable")


def test_an_apprenticeship_that_asks_for_nothing_keeps_nobody_out(demo: Reader):
    assert not any(demo.shortlist("V0021").sole.values())
    assert not demo.shortlist("V0021").rows_of("one_requirement")


def test_guarding_waits_for_the_lawful_age_only(demo: Reader):
    assert gate(demo.pair("C0060", "V0034"), "old_enough").state == "met"
    assert gate(demo.pair("C0021", "V0034"), "old_enough").owner == "law"


def test_volunteering_is_for_those_who_said_so(demo: Reader):
    assert demo.shortlist("V0035").rows[0].client == "C0023"


def test_promises_that_did_not_hold_stop_introductions_with_dates_sources_and_a_reply(demo: Reader):
    assert demo.shortlist("V0036").rows == ()
    employer = next(one for one in demo.programme.employers if one.id == "E008")
    assert all(fact.source and fact.until for fact in employer.conduct)
    assert any(fact.reply for fact in employer.conduct)


def test_every_section_of_the_main_example_has_someone_in_it(demo: Reader):
    listed = demo.shortlist("V0031")
    assert all(listed.rows_of(one) for one in ("could_start", "with_help", "question", "one_requirement"))
