"""Households come in by themselves, and nothing of them is quoted in a message."""

import datetime as dt

from matcher.importers.household import HOUSEHOLD, read_households, write_household_template
from matcher.records.household import HouseholdFacts
from tests.importers.sheets_of import book, csvs

HEAD = "Client,Told on,Age,Partner's age,Partner's hours a week,Partner's pay an hour,Children's ages,Rent a week,Childcare a week,Travel a week,In Greater London"  # noqa: E501


def test_one_household_a_person_the_latest_told(tmp_path):
    rows = f"""
        {HEAD}
        C1,05/10/2026,29,,,,3; 7,150,120,15,No
        C1,06/10/2026,29,,,,"3, 8",150.50,,,
        C1,06/10/2026,29,,,,"3, 8",150.50,,,
        C2,06/10/2026,41,43,20,12.71,None,0,0,0,Yes
        C9,06/10/2026,41,,,,,,,,
        example-C1,05/10/2026,29,,,,,,,,
    """
    imported = read_households([csvs(tmp_path / "in", household=rows)], clients=["C1", "C2"])
    first, second = imported.households
    assert first == HouseholdFacts(
        client="C1", told=dt.date(2026, 10, 6), age=29, children=(3, 8), rent_week_pence=15_050
    )
    assert (second.partner_age, second.partner_hours_minutes, second.partner_pay_pence) == (43, 1_200, 1_271)
    assert (second.children, second.rent_week_pence, second.london) == ((), 0, True)
    counts = imported.read
    assert (counts.found, counts.loaded, counts.rejected, counts.examples, counts.repeated) == (6, 2, 1, 1, 2)


def test_every_problem_is_told_at_its_cell_and_no_fact_is_quoted(tmp_path):
    rows = f"""
        {HEAD}
        C1,,15,,,,3; 77,lots,,,
        C2,05/10/2026,29,,20,,,,,,Perhaps
        C3,05/10/2026,29,31,20,,,,,,
        C4,05/10/2026,29,,,,,,,,
        C4,05/10/2026,30,,,,,,,,
    """
    imported = read_households([csvs(tmp_path / "in", household=rows)], clients=["C1", "C2", "C3", "C4"])
    told = [problem.say() for problem in imported.problems]
    assert [one.partition(":")[0] for one in told] == [
        'household.csv, row 2, "Age"',
        'household.csv, row 2, "Children\'s ages"',
        'household.csv, row 2, "Rent a week"',
        'household.csv, row 2, "Told on"',
        'household.csv, row 3, "In Greater London"',
        'household.csv, row 3, "Partner\'s age"',
        'household.csv, row 3, "Partner\'s pay an hour"',
        'household.csv, row 4, "Partner\'s pay an hour"',
        'household.csv, row 6, "Told on"',
    ]
    assert "lots" not in " ".join(told)
    assert "77" not in " ".join(told)
    assert [one.client for one in imported.households] == ["C4"]


def test_the_template_reads_back_and_every_fact_has_a_column(tmp_path):
    write_household_template(tmp_path / "households.xlsx")
    imported = read_households([tmp_path / "households.xlsx"], clients=[])
    assert (imported.households, imported.problems, imported.read.examples) == ((), [], 2)
    covered = {name.partition(".")[2] for column in HOUSEHOLD.columns for name in column.covers}
    assert covered == set(HouseholdFacts.model_fields)


def test_a_workbook_of_records_sends_households_elsewhere(tmp_path, read):
    imported = read(book(tmp_path / "a.xlsx", {"household": [["Client"], ["C1"]]}))
    assert "--households" in imported.problems[0].say()


def test_years_since_are_whole_ones():
    told = HouseholdFacts(client="C1", told=dt.date(2024, 2, 29), age=30)
    days = [dt.date(2024, 1, 1), dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2026, 11, 16)]
    assert [told.years_since(day) for day in days] == [0, 0, 1, 2]
