"""The published figures that a large made-up programme should come near, within loose bounds."""

import datetime as dt
from collections import Counter

from matcher.base.ids import ClientId
from matcher.base.weeks import DAY
from matcher.library.checks import check_library
from matcher.library.load import Library
from matcher.records.words import Kind, Stance
from matcher.specimens.aside import benefit_types, equality_answers, fees, identities
from matcher.specimens.places import district
from matcher.specimens.programme import made_up
from tests.specimens.conftest import ON
from tests.specimens.test_made_up import digest


def share(records, test):
    counted = list(records)
    return sum(map(test, counted)) / len(counted)


def test_weekly_hours_are_mixed_like_entry_level_adverts(large):
    hours = [v.hours_most_minutes / 60 for v in large.vacancies if v.hours_most_minutes is not None]
    assert 0.05 <= share(hours, lambda h: h < 16) <= 0.25
    assert 0.30 <= share(hours, lambda h: 35 <= h <= 40) <= 0.55
    assert share(hours, lambda h: h > 40) <= 0.15


def test_shifts_fall_where_entry_level_shifts_fall(large):
    worked = [v for v in large.vacancies if v.shifts]
    assert 200 <= len({v.shifts for v in worked}) <= 1500
    assert 0.15 <= share(worked, lambda v: any(240 <= s.start % DAY < 420 for s in v.shifts)) <= 0.33
    assert 0.38 <= share(worked, lambda v: any(s.start // DAY > 4 for s in v.shifts)) <= 0.60
    assert 0.05 <= share(worked, lambda v: any((s.end - 1) // DAY > s.start // DAY for s in v.shifts)) <= 0.15
    assert 0.02 <= share(worked, inside_school_hours) <= 0.09


def inside_school_hours(vacancy) -> bool:
    return all(
        s.start // DAY < 5 and s.start % DAY >= 555 and s.end - s.start // DAY * DAY <= 885 for s in vacancy.shifts
    )


def test_requirements_have_a_steep_popularity_curve(large):
    assert 0.26 <= share(large.vacancies, lambda v: not v.requirements) <= 0.34
    counts = Counter(one.needs[0].kind for v in large.vacancies for one in v.requirements).most_common()
    assert sum(n for _, n in counts[:6]) > 0.5 * sum(n for _, n in counts)
    assert len(counts) >= 20


def test_pay_is_mostly_near_the_floor_and_a_quarter_reaches_the_real_living_wage(large, library):
    floor, living = library.made_up_jobs.pay["minimum"], library.made_up_jobs.pay["living"]
    paid = [v.pay_least_pence for v in large.vacancies if v.pay_least_pence]
    assert 0.30 <= share(paid, lambda pence: pence == floor) <= 0.45
    assert 0.18 <= share(paid, lambda pence: pence >= living) <= 0.32


def test_pay_steps_are_the_dated_parameters_of_the_day(library):
    dated = {one.id: one.on(ON) for one in (*library.minimum_wage.parameters, *library.real_living_wage.parameters)}
    assert library.made_up_jobs.pay == {
        "minimum": dated["national_living_wage_21_plus"],
        "living": dated["real_living_wage_uk"],
        "apprentice": dated["apprentice"],
    }


def test_cars_and_licences_are_as_rare_as_among_jobseekers(large):
    asked = [c for c in large.clients if any(s.kind is Kind.OWN_VEHICLE for s in c.statements)]
    assert 0.17 <= share(asked, lambda c: bool(c.says(Stance.HOLDS, Kind.OWN_VEHICLE))) <= 0.29
    assert 0.38 <= share(asked, lambda c: bool(c.says(Stance.HOLDS, Kind.LICENCE_DRIVING))) <= 0.52


def test_travel_limits_have_the_stated_middle(large):
    limits = sorted(c.conditions.travel_limit_minutes for c in large.clients if c.conditions.travel_limit_minutes)
    assert limits[len(limits) // 10] == 20
    assert limits[len(limits) // 2] in (30, 45)
    assert limits[len(limits) * 9 // 10] == 60


def test_a_city_region_has_the_whole_district_and_a_village_programme_a_small_one(library):
    rules = library.made_up_district
    city = district(rules, clients=12_000, vacancies=50_000, seed=1)
    small = district(rules, clients=1, vacancies=1, seed=1)
    assert len({place.name for place in city.places}) == 1 + len(rules.town_names) + len(rules.parks) + 1
    assert 250 <= len(city.places) <= 400
    assert len(small.places) < 50
    assert all(place.sector.startswith(rules.area) for place in city.places)


def test_names_and_equality_answers_are_drawn_apart(library):
    programme = made_up(clients=200, vacancies=20, seed=9, on=ON, library=library)
    asides, references = library.made_up_asides, [client.id for client in programme.clients]
    named = identities(asides, references, seed=9)
    answers = equality_answers(asides, library.made_up_people, references, seed=9)
    kinds, paid = benefit_types(asides, references, seed=9), fees(asides, references, seed=9)
    assert digest(made_up(clients=200, vacancies=20, seed=9, on=ON, library=library)) == digest(programme)
    assert set(named) == set(kinds) == set(paid) == set(references)
    assert 100 <= len(answers) <= 170
    text = repr(programme)
    assert not [one["name"] for one in named.values() if one["name"] in text]
    assert not [word for word in ("universal_credit", "split_50_20_30", "male") if word in text]


def test_lone_parents_are_mostly_women_as_published(library):
    references = [ClientId(f"C{n}") for n in range(6000)]
    answers = equality_answers(library.made_up_asides, library.made_up_people, references, seed=2)
    assert 0.40 <= share(answers.values(), lambda one: one["sex"] == "female") <= 0.60


def test_made_up_phones_ring_nowhere(library):
    named = identities(library.made_up_asides, [ClientId(f"C{n}") for n in range(300)], seed=2)
    assert all(one["phone"].startswith("07700 900") for one in named.values())
    assert all(one["email"].endswith("@example.org") or not one["email"] for one in named.values())


def test_days_are_told_from_the_data_date(library):
    later = made_up(clients=40, vacancies=40, seed=5, on=dt.date(2030, 1, 7), library=library)
    assert later.data_date == dt.date(2030, 1, 7)
    assert all(one.on <= dt.date(2030, 1, 7) for one in later.observations)


def test_a_name_that_exists_nowhere_is_told_with_the_nearest_one(library):
    jobs = library.raw["specimens/jobs.yaml"].replace(b"sales_assistant: 40", b"sales_asistant: 40")
    people = library.raw["specimens/people.yaml"].replace(
        b"week: {of: {school_hours: 120", b"week: {of: {scool_hours: 120"
    )
    mended = Library({**library.raw, "specimens/jobs.yaml": jobs, "specimens/people.yaml": people})
    said = [problem.say() for problem in check_library(mended)]
    assert len(said) == 2
    assert "Did you mean sales_assistant?" in said[0]
    assert "Did you mean school_hours?" in said[1]


def test_shares_that_do_not_add_up_are_refused(library):
    people = library.raw["specimens/people.yaml"].replace(b"lone_parent: 250, long", b"lone_parent: 260, long")
    said = check_library(Library({**library.raw, "specimens/people.yaml": people}))
    assert any("the shares add up to 1010, not 1000" in problem.say() for problem in said)
