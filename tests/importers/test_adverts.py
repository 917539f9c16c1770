"""Adverts become vacancies: what is plain is typed, contradictions are told with both sides, the rest is asked."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.importers.adverts.importer import read_adverts
from matcher.library.load import load_library
from matcher.records.vacancy import Vacancy
from matcher.records.words import Contract, Importance, Opportunity

LIBRARY = load_library()
ON = dt.date(2026, 11, 16)


def posting(**changes: Any) -> dict[str, Any]:
    """A JobPosting as a board would publish it; a value of None takes the key out."""
    whole: dict[str, Any] = {
        "@context": "http://schema.org",
        "@type": "JobPosting",
        "title": "Cleaner",
        "url": "https://jobs.example/vacancy/1001",
        "datePosted": "2026-11-01T09:00:00+0000",
        "validThrough": "2026-12-04T23:59:59+0000",
        "employmentType": "PART_TIME",
        "hiringOrganization": {"@type": "Organization", "name": "Bright &amp; Clean Ltd"},
        "jobLocation": {
            "@type": "Place",
            "address": {"@type": "PostalAddress", "addressLocality": "Northtown", "postalCode": "ND3 4AB"},
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "GBP",
            "value": {"@type": "QuantitativeValue", "value": "£12.80 per hour", "unitText": "HOUR"},
        },
        "workHours": "16 hours per week",
        "description": "&lt;p&gt;Clean &amp;amp; tidy.&lt;/p&gt;",
    }
    whole.update(changes)
    return {key: value for key, value in whole.items() if value is not None}


def line(**changes: Any) -> dict[str, Any]:
    """An advert as one flat object; a value of None takes the key out."""
    whole: dict[str, Any] = {
        "id": "board:1",
        "title": "Cleaner",
        "employer": "Bright & Clean Ltd",
        "location": "Northtown, ND3 4AB",
        "pay_text": "£12.80 per hour",
        "hours_text": "16 hours per week",
        "contract": "PART_TIME",
        "description": "Clean and tidy.",
        "posted": "2026-11-01",
    }
    whole.update(changes)
    return {key: value for key, value in whole.items() if value is not None}


@pytest.fixture
def read(tmp_path):
    """Reads values written to a file each, or text as it is; gives the result."""

    def reading(*contents: Any, name: str = "advert"):
        for number, content in enumerate(contents, 1):
            text = content if isinstance(content, str) else json.dumps(content)
            suffix = ".html" if text.startswith("<") else ".json"
            (tmp_path / f"{name}{number}{suffix}").write_text(text, encoding="utf-8", errors="surrogatepass")
        return read_adverts([tmp_path], library=LIBRARY, on=ON)

    return reading


def one(result) -> Vacancy:
    assert len(result.vacancies) == 1, [problem.say() for problem in result.problems]
    vacancy: Vacancy = result.vacancies[0]
    return vacancy


def told(result, words: str) -> bool:
    return any(words in problem.say() for problem in result.problems)


def test_a_plain_posting_is_read_whole_and_without_a_problem(read):
    result = read(posting())
    vacancy = one(result)
    assert result.problems == []
    assert (vacancy.id, vacancy.title, vacancy.sector) == ("1001", "Cleaner", "ND3 4")
    assert (vacancy.pay_least_pence, vacancy.pay_most_pence) == (1280, 1280)
    assert (vacancy.hours_least_minutes, vacancy.hours_most_minutes) == (960, 960)
    assert (vacancy.opened, vacancy.closes) == (dt.date(2026, 11, 1), dt.date(2026, 12, 4))
    assert vacancy.occupation is not None
    assert vacancy.occupation.to == "commercial_cleaner"
    assert [(employer.id, employer.name) for employer in result.employers] == [
        ("bright-clean-ltd", "Bright & Clean Ltd")
    ]
    assert vacancy.employer == "bright-clean-ltd"


def test_the_sources_own_text_stays_beside_what_was_read(read):
    raw = one(read(posting())).raw
    assert raw["pay"] == "£12.80 per hour"
    assert raw["hours"] == "16 hours per week"
    assert raw["contract"] == "PART_TIME"
    assert raw["place"] == "Northtown, ND3 4AB"
    assert raw["closes"] == "2026-12-04T23:59:59+0000"
    assert raw["description"] == "Clean & tidy."


def test_what_an_advert_does_not_say_stays_unknown(read):
    vacancy = one(read({"@type": "JobPosting", "title": "Cleaner"}))
    blank = Vacancy(id=vacancy.id, title="Cleaner")
    left = {"occupation", "raw"}
    assert vacancy.model_dump(exclude=left) == blank.model_dump(exclude=left)


# --- pay


def salary(words: object = None, *, least: object = None, most: object = None, unit: object = "YEAR", **more: Any):
    value = {"value": words, "minValue": least, "maxValue": most, "unitText": unit}
    inner = {key: one for key, one in value.items() if one is not None}
    return posting(baseSalary={"currency": "GBP", "value": inner, **more})


def test_hourly_pay_marked_yearly_is_kept_as_its_words_say_and_both_sides_are_told(read):
    result = read(salary("£13.00 to £17.00 per hour", least="21853", most="28577"))
    assert (one(result).pay_least_pence, one(result).pay_most_pence) == (1300, 1700)
    assert told(result, "marked as pay by the year, but its own words say by the hour")
    assert one(result).raw["pay_figures"] == "21853 to 28577 GBP YEAR"


@pytest.mark.parametrize(
    ("node", "says"),
    [
        (salary("negotiable"), "name no amount"),
        (salary("Competitive rates (paid per session)"), "say per session"),
        (salary("£24,214 / £30,112", least="24214", most="26220"), "£24,214 to £26,220 in its figures, but"),
        (salary(least="13.50", most="13.50"), "£13.50 cannot be that"),
        (salary(least="21853", unit="HOUR"), "£21,853 cannot be that"),
        (salary("13.50"), "cannot be that"),
        (salary("Voluntary", least="100", most="100"), "say Voluntary"),
        (salary("£25,000 a year"), "full-time figure"),
        (salary(least="12", unit="FORTNIGHT"), "period we do not know"),
        (salary(least="twelve", unit="HOUR"), "is not an amount"),
        (salary("€12 per hour", unit="HOUR"), "not in pounds"),
        (salary(least="12.80", unit="HOUR", currency="EUR"), "not in pounds"),
    ],
)
def test_pay_fields_that_disagree_are_told_and_pay_stays_unknown(read, node, says):
    result = read(node)
    assert told(result, says)
    assert one(result).pay_least_pence in (None, 0)
    assert one(result).pay_most_pence in (None, 0)
    assert all(not problem.stops_row for problem in result.problems)


@pytest.mark.parametrize(
    "pay",
    [
        {"currency": "GBP", "value": {"minValue": 12.8, "maxValue": 13, "unitText": "HOUR"}},
        {"currency": "GBP", "value": {"minValue": "£12.80", "maxValue": "13.00", "unitText": "per hour"}},
        {"currency": "GBP", "minValue": "12.80", "maxValue": "13", "unitText": "hourly"},
        {"priceCurrency": "GBP", "minPrice": "12.80", "maxPrice": "13", "unitCode": "HUR"},
        [{"currency": "GBP", "value": {"minValue": "12.80", "maxValue": "13", "unitText": "HOUR"}}],
        "£12.80 to £13 an hour",
        {"currency": "GBP", "value": "£12.80 - £13 per hour", "unitText": "HOUR"},
    ],
)
def test_pay_is_read_in_every_shape_it_is_published_in(read, pay):
    result = read(posting(baseSalary=pay))
    assert (one(result).pay_least_pence, one(result).pay_most_pence) == (1280, 1300)
    assert result.problems == []


def test_a_single_figure_is_both_ends(read):
    for value in ("12.80", 12.8):
        assert one(read(salary(value, unit="HOUR"))).pay_most_pence == 1280


def test_yearly_pay_becomes_hourly_only_for_a_full_week(read):
    year = salary("£24,000 to £26,000 per annum")
    full = one(read({**year, "workHours": "40 hours per week", "employmentType": "FULL_TIME"}))
    assert (full.pay_least_pence, full.pay_most_pence) == (1150, 1246)


def test_yearly_pay_without_hours_stays_unknown_with_the_question(read):
    result = read({key: value for key, value in salary("£24,000 pa").items() if key != "workHours"})
    assert one(result).pay_least_pence is None
    assert told(result, "hours a week are not known")


# --- how the work is offered


def test_full_time_never_fills_the_hours(read):
    vacancy = one(read(posting(employmentType="FULL_TIME", workHours=None)))
    assert (vacancy.hours_least_minutes, vacancy.hours_most_minutes, vacancy.contract) == (None, None, None)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": "Cleaner (part-time)"}, "the title says part-time"),
        ({"baseSalary": "£24,000 pa pro rata"}, "the pay says pro rata"),
        ({"workHours": "Part time, mornings"}, "the hours field says part time"),
        ({"workHours": "16 hours per week"}, "hours are fewer"),
        ({"description": "A part time job share."}, "the description speaks of part time"),
        ({"description": "This is apart timepost."}, "the description speaks of part time"),
    ],
)
def test_full_time_that_is_not_is_told(read, changes, says):
    result = read(posting(**{"employmentType": ["FULL_TIME"], "workHours": None, **changes}))
    assert told(result, f"is marked FULL_TIME, but {says}" if says != "hours are fewer" else says)


def test_full_time_that_is_is_not_told(read):
    result = read(posting(employmentType="FULL_TIME", workHours="37.5 hours per week"))
    assert result.problems == []


@pytest.mark.parametrize(
    ("tag", "title", "contract", "opportunity"),
    [
        ("TEMPORARY", "Cleaner", Contract.TEMPORARY, Opportunity.JOB),
        ("temporary", "Bank Cleaner", Contract.BANK, Opportunity.JOB),
        (None, "Cleaner (Bank Staff)", Contract.BANK, Opportunity.JOB),
        (None, "Cleaner Bank Staff", Contract.BANK, Opportunity.JOB),
        (None, "Blood Bank Assistant", None, Opportunity.JOB),
        ("FULL_TIME", "Bank Cleaner", None, Opportunity.JOB),
        ("Fixed-term", "Cleaner", Contract.FIXED_TERM, Opportunity.JOB),
        ("permanent", "Cleaner", Contract.PERMANENT, Opportunity.JOB),
        (["TEMPORARY", "permanent"], "Cleaner", None, Opportunity.JOB),
        ("VOLUNTEER", "Cleaner", Contract.VOLUNTEER, Opportunity.VOLUNTEERING),
        ("INTERN", "Cleaner", None, Opportunity.PLACEMENT),
        ("FULL_TIME", "Apprentice Cleaner", Contract.APPRENTICESHIP, Opportunity.APPRENTICESHIP),
        ("TEMPORARY", "Cleaning Apprenticeship", Contract.TEMPORARY, Opportunity.APPRENTICESHIP),
        ("FULL_TIME", "Apprenticeship Facilitator", None, Opportunity.JOB),
    ],
)
def test_how_the_work_is_offered(read, tag, title, contract, opportunity):
    vacancy = one(read(posting(employmentType=tag, title=title)))
    assert (vacancy.contract, vacancy.opportunity) == (contract, opportunity)


def test_volunteering_is_unpaid_where_its_fields_say_so(read):
    result = read(salary("Volunteer") | {"employmentType": "VOLUNTEER"})
    assert (one(result).pay_least_pence, one(result).pay_most_pence) == (0, 0)
    assert told(result, "It was kept as unpaid")


def test_a_voluntary_title_without_pay_is_volunteering_whatever_its_mark(read):
    result = read(line(title="Voluntary Car Driver", pay_text="£0.00", contract="FULL_TIME"))
    assert one(result).opportunity is Opportunity.VOLUNTEERING
    assert told(result, "is marked FULL_TIME, but the title says it is voluntary")
    paid = read(line(id="b:2", title="Volunteer Co-ordinator", pay_text="£14 per hour"), name="other")
    assert paid.vacancies[1].opportunity is Opportunity.JOB


def test_a_mark_nobody_knows_is_kept_in_words(read):
    result = read(posting(employmentType="Cash in Hand"))
    assert one(result).contract is None
    assert told(result, "is not a kind of contract we know")
    assert one(result).raw["contract"] == "Cash in Hand"


# --- place and days


@pytest.mark.parametrize(
    ("place", "sector", "says"),
    [
        ({"address": {"postalCode": "EX2"}}, None, "not a whole postcode"),
        ({"address": {"addressLocality": "Northtown"}}, None, "has no postcode"),
        ({"address": {"addressLocality": "UK Sites", "postalCode": "ND3 4AB"}}, None, "no one place"),
        ({"address": {"addressLocality": "Northtown or Southtown", "postalCode": "ND3 4AB"}}, "ND3 4", "more than one"),
        ({"address": {"addressLocality": "Northtown ND9 1AA", "postalCode": "ND3 4AB"}}, None, "two postcodes"),
        ({"address": {"addressCountry": "FR", "postalCode": "ND3 4AB"}}, None, "not in the United Kingdom"),
        ([{"address": {"postalCode": "ND3 4AB"}}, {"address": {"addressLocality": "South"}}], "ND3 4", "more than one"),
    ],
)
def test_a_place_that_is_not_beyond_doubt_is_asked_about(read, place, sector, says):
    result = read(posting(jobLocation=place))
    assert one(result).sector == sector
    assert told(result, says)


@pytest.mark.parametrize(
    "place",
    [
        {"address": {"postalCode": "nd34ab"}},
        {"address": "12 High Street, Northtown ND3 4AB"},
        "Northtown, ND3 4AB",
        [{"address": {"postalCode": "ND3 4AB", "addressCountry": {"@type": "Country", "name": "United Kingdom"}}}],
        {"name": "Depot", "address": {"postalCode": "ND3  4AB", "addressCountry": "GB"}},
    ],
)
def test_a_place_is_read_in_every_shape_it_is_published_in(read, place):
    result = read(posting(jobLocation=place))
    assert one(result).sector == "ND3 4"
    assert result.problems == []


def test_work_from_home_is_asked_about(read):
    assert told(read(posting(jobLocationType="TELECOMMUTE")), "may be worked from home")


@pytest.mark.parametrize(
    ("closes", "day", "says"),
    [
        ("2026-12-04", dt.date(2026, 12, 4), ""),
        ("04/12/2026", dt.date(2026, 12, 4), ""),
        ("2026-12-04T23:59:59.000Z", dt.date(2026, 12, 4), ""),
        ("2026-12-04T23:59+05:30", dt.date(2026, 12, 4), "another time zone"),
        ("2026-11-15", dt.date(2026, 11, 15), "has passed"),
        ("2026-10-31", dt.date(2026, 10, 31), "before the day it was posted"),
        ("soon", None, "not a date"),
        ("2026-13-45", None, "not a date"),
        ("2013", None, "not a date"),
    ],
)
def test_closing_days(read, closes, day, says):
    result = read(posting(validThrough=closes))
    assert one(result).closes == day
    assert told(result, says) if says else result.problems == []


# --- requirements, references, employers


def test_requirement_fields_are_kept_in_their_words_and_never_applied(read):
    vacancy = one(
        read(
            posting(
                qualifications="GCSE English",
                experienceRequirements={"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 12},
                educationRequirements=[{"credentialCategory": "certificate"}, "no requirements"],
                skills=["Patience", "Patience"],
                experienceInPlaceOfEducation=True,
            )
        )
    )
    assert [(requirement.words, requirement.importance) for requirement in vacancy.requirements] == [
        ("qualifications: GCSE English", Importance.UNCLEAR),
        ("education: certificate", Importance.UNCLEAR),
        ("education: no requirements", Importance.NOT_REQUIRED),
        ("experience: 12 months of experience", Importance.UNCLEAR),
        ("skills: Patience", Importance.UNCLEAR),
    ]
    assert all(not requirement.compared for requirement in vacancy.requirements)
    assert len({requirement.id for requirement in vacancy.requirements}) == 5
    assert not vacancy.requirements_complete


@pytest.mark.parametrize(
    ("changes", "reference"),
    [
        ({"identifier": {"@type": "PropertyValue", "name": "Board", "value": "007"}}, "007"),
        ({"identifier": 7}, "7"),
        ({"identifier": "A-7"}, "A-7"),
        ({"identifier": [{"value": "first"}, {"value": "second"}]}, "first"),
        ({}, "1001"),
        ({"url": "https://jobs.example/view?id=12"}, "view?id=12"),
        ({"url": "https://jobs.example/a/b/"}, "b"),
    ],
)
def test_the_reference_is_the_sources_own(read, changes, reference):
    assert one(read(posting(**changes))).id == reference


@pytest.mark.parametrize("url", [None, "https://jobs.example/", "http://[broken", "https://x/" + "y" * 500])
def test_without_a_reference_one_is_made_from_what_the_advert_says(read, url):
    first = one(read(posting(url=url))).id
    assert first.startswith("advert-")
    assert one(read(posting(url=url))).id == first


def test_two_adverts_with_one_reference_are_told_and_the_first_is_kept(read):
    result = read(posting(), posting(title="Waiter"), posting())
    assert one(result).title == "Cleaner"
    assert result.found == 3
    assert [(problem.where, problem.stops_row) for problem in result.problems] == [
        ("advert2.json", True),
        ("advert3.json", True),
    ]
    assert told(result, "has the same reference as another advert, advert1.json")
    assert told(result, "is the same advert as advert1.json")


def test_one_employer_however_it_is_written(read):
    result = read(line(employer="Acme Ltd."), line(id="b:2", employer="ACME  ltd"), line(id="b:3", employer=None))
    assert [employer.name for employer in result.employers] == ["Acme Ltd."]
    assert [vacancy.employer for vacancy in result.vacancies] == ["acme-ltd", "acme-ltd", None]


def test_an_employer_named_elsewhere_in_the_document_is_found(read):
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "@id": "#us", "name": "Acme Ltd"},
            posting(hiringOrganization={"@id": "#us"}),
            {"@type": "ItemList", "itemListElement": [{"item": posting(url="https://x.example/2")}]},
        ],
    }
    result = read(graph)
    assert [vacancy.id for vacancy in result.vacancies] == ["1001", "2"]
    assert result.vacancies[0].employer == "acme-ltd"


def test_a_saved_page_is_read(read):
    page = f'<!doctype html><script type="application/ld+json">{json.dumps([posting()])}</script>'
    assert one(read(page)).id == "1001"


def test_a_title_that_is_not_near_any_job_is_asked_about(read):
    result = read(posting(title="Zookeeper"))
    occupation = one(result).occupation
    assert occupation is not None
    assert occupation.to is None
    assert told(result, "is not a job title we can link")


# --- lines


def test_a_plain_line_is_read_whole_and_without_a_problem(read):
    result = read(line())
    vacancy = one(result)
    assert result.problems == []
    assert (vacancy.id, vacancy.sector, vacancy.pay_least_pence) == ("board:1", "ND3 4", 1280)
    assert vacancy.hours_least_minutes == 960


def test_a_number_cut_off_when_the_hours_were_taken_out_is_put_back(read):
    result = read(line(hours_text="5 hours per week, Friday", description="It is 37.5 hours per week, Friday off."))
    assert one(result).hours_least_minutes == 2250
    result = read(line(hours_text="5 hours per week, Friday", description="It is\n5 hours per week, Friday off."))
    assert one(result).hours_least_minutes == 300


def test_broken_lines_are_told_by_number_and_the_rest_loads(tmp_path):
    lines = [json.dumps(line(id=f"b:{number}")) for number in range(5)]
    lines[1] = lines[1][:40]
    lines[3] = '["not", "an", "advert"]'
    lines.append(json.dumps(line(id="b:9", title=None)))
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    result = read_adverts([tmp_path], library=LIBRARY, on=ON)
    assert [vacancy.id for vacancy in result.vacancies] == ["b:0", "b:2", "b:4"]
    stopped = [problem.where for problem in result.problems if problem.stops_row]
    assert stopped == ["a.jsonl, line 2", "a.jsonl, line 4", "a.jsonl, line 6, title"]


# --- bad content of any kind


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=15),
        st.sampled_from(["£12 per hour", "FULL_TIME", "ND3 4AB", "YEAR", "2026-01-01", "<p>", "16 hours per week"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["@type", "@id", "name", "value", "address", "postalCode", "unitText", "minValue"]),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(sorted(posting())), VALUES, max_size=6), st.booleans())
def test_any_value_anywhere_loads_or_is_told(tmp_path_factory, changes, flat):
    whole: dict[str, Any] = {**(line() if flat else posting()), **changes}
    if flat:
        whole = {key: value for key, value in whole.items() if not key.startswith("@")}
    path = tmp_path_factory.getbasetemp() / "wild.json"
    path.write_text(json.dumps(whole))
    result = read_adverts([path], library=LIBRARY, on=ON)
    stopped = [problem for problem in result.problems if problem.stops_row]
    assert len(result.vacancies) + len(stopped) >= 1
    assert len(result.vacancies) <= result.found
    for vacancy in result.vacancies:
        assert Vacancy.model_validate(vacancy.model_dump()) == vacancy
        vacancy.model_dump_json()
    assert all(problem.where and problem.what for problem in result.problems)


def test_documents_made_to_hurt_do_not(read):
    deep: Any = posting()
    for _ in range(300):
        deep = {"@graph": [deep]}
    result = read(
        deep,
        posting(description="<script>" * 5000, url="https://x.example/2"),
        json.dumps(posting(title="a" * 100_000, url="https://x.example/3")),
        json.dumps(posting(url="https://x.example/4")).replace("Cleaner", "\\ud800Cleaner\\u0000"),
        json.dumps(posting(url="https://x.example/5")).replace('"Cleaner"', "9" * 5000),
        posting(hiringOrganization=[[[[[{"name": "deep"}]]]]], url="https://x.example/6"),
    )
    assert {vacancy.id for vacancy in result.vacancies} >= {"1001", "2", "3", "4", "5", "6"}
    assert max(len(vacancy.title) for vacancy in result.vacancies) == 1000


def test_a_long_description_is_cut_and_said_to_be(read):
    result = read(posting(description="word " * 10_000))
    assert 19_990 < len(one(result).raw["description"]) <= 20_000
    assert told(result, "the first 20,000 were kept")


def test_nothing_to_read_is_told(tmp_path):
    result = read_adverts([tmp_path / "absent.json"], library=LIBRARY, on=ON)
    assert (result.vacancies, result.found) == ((), 0)
    assert told(result, "cannot be opened")
    assert read_adverts([], library=LIBRARY, on=ON).problems == []
