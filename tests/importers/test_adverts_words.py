"""The words of an advert fill what its fields leave open; where both cannot be true, both are told and neither kept."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from matcher.importers.adverts.importer import AdvertsRead, read_adverts
from matcher.library.load import load_library
from matcher.records.vacancy import Vacancy
from matcher.records.words import Contract, Opportunity
from matcher.workflows.programme.importing import _held_already

LIBRARY = load_library()
ON = dt.date(2026, 11, 16)
LONG = (
    "You clean the treatment rooms and corridors of a busy clinic, empty bins, restock soap and towels, report what is "
    "broken, and leave every room ready for the morning. We show you how each machine works in your first week. "
    "You work in a pair, you are given a uniform, and the team meets on Mondays to share out the rooms and the keys. "
    "The clinic opens at eight, so the rooms must be done by then. Tea is free, and there is a canteen downstairs."
)


@pytest.fixture
def read(tmp_path):
    """Reads adverts, each given by what is not as usual."""

    def reading(*changes: dict[str, Any], held: tuple[Vacancy, ...] = ()) -> AdvertsRead:
        usual = {"title": "Cleaner", "location": "Northtown, ND3 4AB", "pay_text": "£12.80 per hour"}
        lines = [json.dumps({"id": f"a{number}", **usual, **one}) for number, one in enumerate(changes, 1)]
        (tmp_path / "adverts.jsonl").write_text("\n".join(lines), "utf-8")
        return read_adverts([tmp_path], library=LIBRARY, on=ON, held=held)

    return reading


def told(result: AdvertsRead, words: str) -> list[str]:
    return [one.say() for one in result.problems if words in one.say()]


APART = "does not agree with the description"


def test_hours_that_only_the_words_state_are_kept_with_those_words(read):
    result = read({"description": "Clean and tidy.\nYou work 16 hours per week, Monday to Thursday."})
    vacancy = result.vacancies[0]
    assert (vacancy.hours_least_minutes, vacancy.hours_most_minutes) == (960, 960)
    assert vacancy.raw["hours_words"] == "You work 16 hours per week, Monday to Thursday."
    assert "hours" not in vacancy.raw
    assert told(result, APART) == []


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("You work up to 16 hours per week.", (None, 960)),
        ("You work at least 16 hours per week.", (960, None)),
        ("You work 16 to 20 hours per week.", (960, 1200)),
        ("You work 16.375 hours per week.", (983, 983)),
    ],
)
def test_an_end_that_the_words_leave_open_stays_open(read, words, ends):
    vacancy = read({"description": words}).vacancies[0]
    assert (vacancy.hours_least_minutes, vacancy.hours_most_minutes) == ends


def test_hours_that_must_be_concluded_fill_nothing(read):
    vacancy = read({"description": "Four hours a day. 5 hours a day, 4 days."}).vacancies[0]
    assert vacancy.hours_most_minutes is None
    assert "hours_words" not in vacancy.raw


def test_hours_of_field_and_words_that_cannot_both_be_true_are_not_kept_and_both_are_told(read):
    result = read({"hours_text": "16 hours per week", "description": "The post is for 30 hours per week."})
    vacancy = result.vacancies[0]
    assert vacancy.hours_least_minutes is vacancy.hours_most_minutes is None
    (note,) = told(result, APART)
    assert note.startswith('adverts.jsonl, line 1, hours_text "16 hours per week"')
    assert '30 hours a week: "The post is for 30 hours per week."' in note
    assert (vacancy.raw["hours"], vacancy.raw["hours_words"]) == (
        "16 hours per week",
        "The post is for 30 hours per week.",
    )
    assert not any(one.stops_row for one in result.problems)


def test_words_that_leave_room_for_the_field_do_not_contradict_it(read):
    result = read({"hours_text": "16 hours per week", "description": "Posts of 16 to 30 hours per week."})
    assert (result.vacancies[0].hours_least_minutes, told(result, APART)) == (960, [])


def test_a_full_week_in_the_words_does_not_fill_part_time_work(read):
    full = "Our full week is 37.5 hours per week."
    marked = read({"contract": "PART_TIME", "description": full})
    assert marked.vacancies[0].hours_most_minutes is None
    assert '"PART_TIME": does not agree' in told(marked, APART)[0]
    spoken = read({"description": f"Part time hours can be agreed. {full}"})
    assert spoken.vacancies[0].hours_most_minutes is None
    assert told(spoken, APART) == []


def test_a_full_time_mark_is_no_evidence_against_hours_in_words(read):
    result = read({"contract": "FULL_TIME", "description": "You work 16 hours per week."})
    assert result.vacancies[0].hours_most_minutes == 960
    (note,) = told(result, "is marked FULL_TIME")
    assert '"You work 16 hours per week."' in note
    assert "The hours were kept." in note


def test_pay_that_only_the_words_state_is_kept_and_no_longer_asked_for(read):
    result = read({"pay_text": None, "description": "The rate is £12.90 per hour."})
    vacancy = result.vacancies[0]
    assert (vacancy.pay_least_pence, vacancy.pay_most_pence) == (1290, 1290)
    assert vacancy.raw["pay_words"] == "The rate is £12.90 per hour."
    assert told(result, "Ask what is paid") == []


def test_yearly_pay_in_words_becomes_pay_an_hour_only_for_a_full_week_that_is_known(read):
    year = "The salary is £25,000 per annum."
    weeks: tuple[dict[str, str], ...] = ({"hours_text": "37.5 hours per week"}, {"hours_text": "16 hours per week"}, {})
    found = read(*({"pay_text": None, "description": year, **one} for one in weeks)).vacancies
    assert [one.pay_most_pence for one in found] == [1278, None, None]


def test_hours_in_words_turn_a_yearly_field_into_pay_an_hour(read):
    vacancy = read({"pay_text": "£25,000 a year", "description": "It is 37.5 hours per week."}).vacancies[0]
    assert (vacancy.pay_most_pence, vacancy.raw["hours_words"]) == (1278, "It is 37.5 hours per week.")


def test_pay_that_holds_holiday_pay_has_no_least(read):
    words = "The rate is £14.10 per hour including holiday pay."
    vacancy = read({"pay_text": None, "description": words}).vacancies[0]
    assert (vacancy.pay_least_pence, vacancy.pay_most_pence) == (None, 1410)


def test_pay_of_field_and_words_that_differ_is_not_kept_and_both_are_told(read):
    result = read({"description": "The rate is £11.50 per hour."})
    vacancy = result.vacancies[0]
    assert vacancy.pay_least_pence is vacancy.pay_most_pence is None
    (note,) = told(result, APART)
    assert 'pay_text "£12.80 per hour"' in note
    assert '£11.50 an hour: "The rate is £11.50 per hour."' in note
    assert (vacancy.raw["pay"], vacancy.raw["pay_words"]) == ("£12.80 per hour", "The rate is £11.50 per hour.")


@pytest.mark.parametrize(
    "words", ["The rate is £12.81 per hour.", "Nights are paid £15.20 per hour.", "It is £25,000 per annum."]
)
def test_a_penny_a_night_rate_or_another_period_is_no_contradiction(read, words):
    result = read({"description": words})
    assert (result.vacancies[0].pay_least_pence, told(result, APART)) == (1280, [])


def test_work_called_unpaid_is_not_paid_by_its_description(read):
    result = read({"pay_text": "Unpaid", "description": "The rate is £11.50 per hour."})
    assert result.vacancies[0].pay_most_pence is None
    assert len(told(result, APART)) == 1


def test_a_volunteer_is_not_paid_by_a_figure_in_the_description(read):
    result = read({"title": "Volunteer cleaner", "pay_text": "Voluntary", "description": "Others get £11.50 per hour."})
    assert (result.vacancies[0].opportunity, result.vacancies[0].pay_most_pence) == (Opportunity.VOLUNTEERING, 0)
    assert told(result, APART) == []


@pytest.mark.parametrize(
    ("words", "contract"),
    [
        ("This is a permanent post.", Contract.PERMANENT),
        ("A fixed term contract for 12 months.", Contract.FIXED_TERM),
        ("A permanent or temporary post.", None),
        ("This includes bank staff and volunteers.", None),
        ("Our apprentices learn from you.", None),
    ],
)
def test_a_contract_is_taken_from_the_words_only_where_one_kind_is_plain(read, words, contract):
    vacancy = read({"contract": "FULL_TIME", "description": words}).vacancies[0]
    assert (vacancy.contract, "contract_words" in vacancy.raw) == (contract, contract is not None)


def test_marks_and_words_that_differ_on_the_contract_leave_it_unknown(read):
    result = read({"contract": "PERMANENT", "description": "This is a fixed term contract for 12 months."})
    assert result.vacancies[0].contract is None
    assert '"PERMANENT": does not agree with the description, which says fixed term' in told(result, APART)[0]
    alike = read({"contract": "TEMPORARY", "description": "This is a fixed term contract for 12 months."})
    assert (alike.vacancies[0].contract, told(alike, APART)) == (Contract.TEMPORARY, [])


@pytest.mark.parametrize(
    ("changes", "drives"),
    [
        ({"title": "Delivery driver", "description": "Bring parcels to shops."}, True),
        ({"description": "Driving duties are part of the job."}, True),
        ({"description": "You visit people in their own homes."}, None),
        ({"description": "No driving is needed."}, None),
    ],
)
def test_driving_is_known_where_it_is_named_and_travel_is_not_driving(read, changes, drives):
    vacancy = read(changes).vacancies[0]
    assert (vacancy.drives, "drives_words" in vacancy.raw) == (drives, drives is not None)


def test_adverts_that_read_alike_are_told_once_a_group_and_all_are_kept(read):
    texts = [f"{LONG} Apply by {day} December to {place}." for day, place in ((1, "Leeds"), (2, "York"), (3, "Hull"))]
    result = read(*({"description": text} for text in texts), {"description": "Clean windows on Mondays."})
    assert len(result.vacancies) == 4
    (note,) = told(result, "reads like")
    assert note.startswith('adverts.jsonl, line 1, title "a1": reads like a2 and a3, but for little more than place')


def test_a_new_advert_is_held_against_those_held_and_an_old_one_is_not_told_again(read):
    held = read({"id": "old", "description": f"{LONG} Apply to York."}).vacancies
    again = {"id": "old", "description": f"{LONG} Apply to York."}
    assert told(read(again, held=held), "reads like") == []
    (note,) = told(read(again, {"id": "new", "description": f"{LONG} Apply to Hull."}, held=held), "reads like")
    assert '"new": reads like old, but' in note


def test_many_that_read_alike_are_counted(read):
    result = read(*({"description": f"{LONG} Place {number}."} for number in range(6)))
    assert "reads like a2, a3, a4 and 2 more, but" in told(result, "reads like")[0]


def test_words_that_a_later_edition_quotes_do_not_make_an_advert_changed(read):
    (vacancy,) = read({"description": "You work 16 hours per week."}).vacancies
    plain = {name: text for name, text in vacancy.raw.items() if name != "hours_words"}
    (note,) = _held_already([vacancy.model_copy(update={"raw": plain})], [vacancy])
    assert note.fix == "Nothing in the advert has changed."
