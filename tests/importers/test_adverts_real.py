"""Real adverts load, and every trap that they were chosen for is told. Skipped where the data is absent."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict

import pytest

from matcher.importers.adverts.importer import AdvertsRead, read_adverts
from matcher.library.load import load_library
from matcher.records.words import Opportunity
from tests.reading.shared import shared_data

ON = dt.date(2020, 10, 1)


@pytest.fixture(scope="module")
def postings() -> AdvertsRead:
    return read_adverts([shared_data("adverts", "jobposting")], library=load_library(), on=ON)


@pytest.fixture(scope="module")
def traps() -> dict[str, list[str]]:
    index: dict[str, list[str]] = json.loads(shared_data("adverts", "jobposting", "_index.json").read_text())
    return index


@pytest.fixture(scope="module")
def told(postings):
    """What is told of each file, in one text."""
    by_file = defaultdict(list)
    for problem in postings.problems:
        by_file[problem.where.partition(",")[0]].append(problem.say())
    return {file: "\n".join(several) for file, several in by_file.items()}


@pytest.fixture(scope="module")
def by_file(postings):
    return {f"{vacancy.id}.json": vacancy for vacancy in postings.vacancies}


def test_all_thirty_six_load_and_only_the_index_holds_no_advert(postings):
    assert (len(postings.vacancies), postings.found) == (36, 36)
    assert [problem.where for problem in postings.problems if problem.stops_row] == ["_index.json"]


def test_pay_without_figures_is_told(traps, told, by_file):
    for file in [*traps["no_minmax"], *traps["other"]]:
        assert "is marked as pay by the year, but its own words" in told[file]
        assert by_file[file].pay_least_pence is by_file[file].pay_most_pence is None


def test_hourly_pay_marked_yearly_is_told_and_read_from_its_words(traps, told, by_file):
    for file in traps["hourly"]:
        assert "is marked as pay by the year, but its own words say by the hour" in told[file]
        assert 1200 < by_file[file].pay_most_pence < 2200


def test_base_pay_is_not_mixed_with_night_rates_or_holiday_pay(by_file):
    assert (by_file["915809751.json"].pay_least_pence, by_file["915809751.json"].pay_most_pence) == (1769, 1769)
    assert (by_file["915876706.json"].pay_least_pence, by_file["915876706.json"].pay_most_pence) == (None, 1491)


def test_half_a_postcode_is_told_and_no_place_is_made_up(traps, told, by_file):
    for file in traps["bad_postcode"]:
        assert "is not a whole postcode" in told[file]
        assert by_file[file].sector is None


def test_full_time_that_is_not_is_told_and_never_fills_hours(traps, told, by_file):
    for file in traps["parttime_text_fulltime_tag"]:
        assert "is marked FULL_TIME, but" in told[file]
    filled = [vacancy for vacancy in by_file.values() if vacancy.hours_most_minutes is not None]
    assert 3 <= len(filled) <= 6  # no file has a field for hours; four say them plainly in their description
    assert all("hours" in vacancy.raw["hours_words"] for vacancy in filled)


def test_volunteering_is_volunteering(traps, by_file):
    for file in traps["volunteer"]:
        assert by_file[file].opportunity is Opportunity.VOLUNTEERING
        assert by_file[file].pay_most_pence == 0


def test_nothing_of_the_markup_is_left(by_file):
    for vacancy in by_file.values():
        text = vacancy.raw["description"] + vacancy.title
        assert not any(mark in text for mark in ("&lt;", "&amp;", "<p", "</", "<br"))
        assert len(text) > 100


@pytest.fixture(scope="module")
def lines() -> AdvertsRead:
    return read_adverts([shared_data("adverts", "entry_level.jsonl")], library=load_library(), on=ON)


def test_all_lines_load_as_vacancies_with_what_is_plain(lines):
    vacancies = lines.vacancies
    assert (len(vacancies), lines.found) == (2295, 2295)
    assert not any(problem.stops_row for problem in lines.problems)
    counts = Counter(
        pay=sum(None not in (one.pay_least_pence, one.pay_most_pence) for one in vacancies),
        hours=sum(one.hours_least_minutes is not None for one in vacancies),
        contract=sum(one.contract is not None for one in vacancies),
        sector=sum(one.sector is not None for one in vacancies),
        occupation=sum(one.occupation is not None and one.occupation.to is not None for one in vacancies),
    )
    assert counts["pay"] > 660  # 641 by fields alone, the others by the words of the description
    assert counts["hours"] > 410  # 361
    assert counts["contract"] > 650  # 323
    assert counts["sector"] > 1550
    assert counts["occupation"] > 1350


def test_no_pay_and_no_hours_are_out_of_this_world(lines):
    for vacancy in lines.vacancies:
        if vacancy.opportunity is not Opportunity.VOLUNTEERING:
            assert all(end is None or 400 <= end <= 3500 for end in (vacancy.pay_least_pence, vacancy.pay_most_pence))
        assert vacancy.hours_most_minutes is None or 300 <= vacancy.hours_most_minutes <= 2880


def test_every_fact_from_words_has_its_words_and_nothing_is_told_twice(lines):
    by_id = {vacancy.id: vacancy for vacancy in lines.vacancies}
    for vacancy in by_id.values():
        if vacancy.drives:
            assert vacancy.raw["drives_words"]
        if vacancy.contract and not vacancy.raw.get("contract"):
            assert "contract_words" in vacancy.raw or "bank" in vacancy.title.casefold() or "bank" in vacancy.raw["pay"]
    alike = [problem.value for problem in lines.problems if "reads like" in problem.what]
    assert len(alike) == len(set(alike)) > 100


def test_reading_them_twice_gives_the_same(tmp_path):
    """Some three hundred of them: what one reading remembers must not show in the next."""
    some = tmp_path / "some.jsonl"
    lines = shared_data("adverts", "entry_level.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    some.write_text("".join(lines[::8]), encoding="utf-8")
    first, again = (read_adverts([some], library=load_library(), on=ON) for _ in range(2))
    assert again == first
