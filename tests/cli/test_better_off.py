"""`better-off`: the contract of lines in and out, and the table for people."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.betteroff.households import LINES
from matcher.importers.household_lines import FIELDS, HouseholdReader
from matcher.workflows.money import better_off_lines
from tests.betteroff.homes import ESTIMATOR, days, homes, told
from tests.betteroff.reference import Home

GOOD: dict[str, Any] = {
    "id": "h1",
    "on": "2026-11-22",
    "adults": [{"age": 29, "hours": 16, "hourly_pay_pence": 1271}],
    "children": [3],
    "rent_week": 15_000,
    "childcare_week": 12_000,
    "nation": "england",
    "travel_week": 1_500,
}
READER = HouseholdReader(ESTIMATOR.library.on_shelf("better_off"))


def written(tmp_path, *lines):
    path = tmp_path / "households.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return str(path)


def out_lines(ran):
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_line_of_whole_pence_comes_out_for_each_household_with_exactly_the_agreed_names(run, tmp_path):
    ran = run("better-off", "--jsonl", written(tmp_path, GOOD, {**GOOD, "id": 7, "travel_week": None}))
    assert ran.code == 0
    first, second = out_lines(ran)
    assert list(first) == ["id", *LINES]
    assert first == {
        "id": "h1",
        "gross": 20_336,
        "income_tax": 0,
        "national_insurance": 0,
        "universal_credit": 36_254,
        "child_benefit": 2_705,
        "scottish_child_payment": 0,
        "benefit_cap_reduction": 0,
        "childcare": 12_000,
        "travel": 1_500,
        "left_over": 45_795,
    }
    assert (second["id"], second["left_over"]) == (7, 47_295)


def test_what_may_be_left_out_means_none_and_england(run, tmp_path):
    bare = {name: GOOD[name] for name in ("id", "on", "adults", "rent_week")}
    full = {**bare, "children": [], "childcare_week": 0, "travel_week": 0.0, "nation": "England"}
    first, second = out_lines(run("better-off", "--jsonl", written(tmp_path, bare, full)))
    assert first == second


BAD = [
    ("{", "is not JSON"),
    ("[1]", "is not an object"),
    ("[", "does not begin with {"),
    ("[" * 60_000, "is nested too deeply"),
    ('{"rent_week": ' + "9" * 5_000 + "}", "holds a number too long to read"),
    ("\0{\0}\0", "seems to be UTF-16"),
    ({**GOOD, "on": "31/02/2026"}, "on must be a day"),
    ({**GOOD, "on": None}, "on is missing"),
    ({**GOOD, "on": "2027-05-01"}, "not known yet"),
    ({**GOOD, "on": "2019-05-01"}, "is held from"),
    ({**GOOD, "adults": []}, "one person or a couple"),
    ({**GOOD, "adults": GOOD["adults"] * 3}, "one person or a couple"),
    ({**GOOD, "adults": [7]}, "adults[0] must be an object"),
    ({**GOOD, "adults": [{"age": 12, "hours": 0}]}, "adults[0].age is 12"),
    ({**GOOD, "adults": [{"age": 30, "hours": "16", "hourly_pay_pence": 1271}]}, 'adults[0].hours is "16"'),
    ({**GOOD, "adults": [{"age": 30, "hours": 16}]}, "adults[0].hourly_pay_pence is missing"),
    ({**GOOD, "adults": [{"age": 30, "hours": 169, "hourly_pay_pence": 1}]}, "adults[0].hours is 169"),
    ({**GOOD, "adults": [{"age": 30, "hours": 1, "hourly_pay_pence": 1, "pay": 3}]}, "holds more than"),
    ({**GOOD, "children": [20]}, "children[0] is 20"),
    ({**GOOD, "children": [True]}, "children[0] is true"),
    ({**GOOD, "children": 2}, "children must be a list"),
    ({**GOOD, "rent_week": None}, "rent_week is missing"),
    ({**GOOD, "rent_week": -1}, "rent_week is -1"),
    ({**GOOD, "childcare_week": True}, "childcare_week is true"),
    ({**GOOD, "nation": "ireland"}, "nation is"),
    ({**GOOD, "london": "yes"}, "london is"),
    ({**GOOD, "childrn": [3]}, "Did you mean children?"),
    ({**GOOD, "id": [1]}, "id must be"),
    (json.dumps(GOOD).replace("15000", "NaN"), "rent_week is NaN"),
    (json.dumps(GOOD).replace("15000", "1e999"), "rent_week is Infinity"),
]


@pytest.mark.parametrize(("line", "says"), BAD, ids=[says for _, says in BAD])
def test_a_bad_line_says_why_in_its_place_and_the_others_still_come_out(run, tmp_path, line, says):
    ran = run("better-off", "--jsonl", written(tmp_path, GOOD, line, {**GOOD, "id": "last"}))
    assert ran.code == 1
    first, bad, last = out_lines(ran)
    assert (first["id"], last["id"]) == ("h1", "last")
    assert set(bad) == {"id", "problems"}
    assert any(says in problem for problem in bad["problems"]), bad
    assert "1 line could not be read" in ran.err


def test_every_problem_of_a_line_is_told_at_once(run, tmp_path):
    ran = run("better-off", "--jsonl", written(tmp_path, {"id": "x", "children": [99], "adults": [{}], "nation": 3}))
    [bad] = out_lines(ran)
    assert bad["id"] == "x"
    assert len(bad["problems"]) == 6


def test_nothing_is_passed_over_in_silence(run, tmp_path):
    """A field that is none of ours, and amounts that look like pounds, are told; the contract's line stays as it is."""
    ran = run("better-off", "--jsonl", written(tmp_path, {**GOOD, "tenure": "council", "rent_week": 150}))
    assert ran.code == 0
    assert list(out_lines(ran)[0]) == ["id", *LINES]
    assert '"tenure" is not a field here and was not read. (line 1)' in ran.err
    assert "read as pence. (line 1)" in ran.err


def in_pounds(household):
    """The same household with its weekly amounts in pounds."""
    weekly = ("rent_week", "childcare_week", "travel_week")
    return {name: value / 100 if name in weekly else value for name, value in household.items()}


def test_a_file_in_pounds_is_seen_told_and_settled_by_an_option(run, tmp_path):
    """The contract does not say the unit of weekly amounts; a whole file that would be pennies is pounds."""
    pounds, pence = in_pounds(GOOD), GOOD
    seen = run("better-off", "--jsonl", written(tmp_path, pounds, {**pounds, "rent_week": 0}))
    plain = run("better-off", "--jsonl", written(tmp_path, pence, {**pence, "rent_week": 0}))
    assert out_lines(seen) == out_lines(plain)
    assert "were read as pounds a week" in seen.err
    assert "pounds" not in plain.err
    said = run("better-off", "--amounts", "pounds", "--jsonl", written(tmp_path, pounds))
    assert out_lines(said) == out_lines(plain)[:1]
    as_pence = run("better-off", "--amounts", "pence", "--jsonl", written(tmp_path, pounds))
    assert out_lines(as_pence) != out_lines(said)
    assert run("better-off", "--amounts", "dollars", "--jsonl", written(tmp_path, pounds)).code == 2


def test_notes_are_written_beside_a_line_where_they_are_asked_for(run, tmp_path):
    capped = {**GOOD, "adults": [{"age": 29, "hours": 10, "hourly_pay_pence": 900}], "rent_week": 40_000}
    ran = run("better-off", "--notes", "--jsonl", written(tmp_path, capped, GOOD))
    first, second = out_lines(ran)
    assert [one.split(".")[0] for one in first["notes"]] == [
        "The hourly pay is below the legal minimum for that age, unless it is for an apprentice",
        "The benefit cap lowers Universal Credit",
    ]
    assert "notes" not in second


def test_a_day_for_lines_that_name_none(run, tmp_path):
    without = {name: value for name, value in GOOD.items() if name != "on"}
    path = written(tmp_path, without)
    assert run("better-off", "--jsonl", path).code == 1
    assert out_lines(run("better-off", "--jsonl", path, "--on", "22/11/2026")) == out_lines(
        run("better-off", "--jsonl", written(tmp_path, GOOD))
    )


def test_portions_change_nothing(run, tmp_path, monkeypatch):
    lines = [{**GOOD, "id": n, "rent_week": 100 * n, "on": f"2026-0{1 + n % 9}-10"} for n in range(25)]
    path = written(tmp_path, *lines, "broken", *lines)
    whole = run("better-off", "--jsonl", path)
    monkeypatch.setattr(better_off_lines, "PORTION", 3)
    assert run("better-off", "--jsonl", path) == whole


def line_of(home: Home, on) -> dict[str, Any]:
    adults = [
        {"age": age, "hours": hours, "hourly_pay_pence": pay}
        for age, hours, pay in zip(home.ages, home.hours, home.pay, strict=True)
    ]
    return {
        "on": on.isoformat(),
        "adults": adults,
        "children": home.children,
        "rent_week": home.rent,
        "childcare_week": home.childcare,
        "nation": home.nation.replace("_", " ").title(),
        "travel_week": home.travel,
        "london": home.london,
        "marriage_allowance": home.married,
    }


@given(homes(), days)
def test_what_is_read_is_what_was_told(home, on):
    found = READER.read(json.dumps(line_of(home, on)))
    assert (found.household, found.on, found.problems) == (told(home), on, ())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
    max_leaves=6,
)


@given(homes(), days, st.sampled_from([*FIELDS, "age", "hours", "hourly_pay_pence"]), JSON)
def test_whatever_stands_in_a_field_is_read_or_told(home, on, name, value):
    line = line_of(home, on)
    (line["adults"][0] if name in ("age", "hours", "hourly_pay_pence") else line)[name] = value
    found = READER.read(json.dumps(line))
    assert (found.household is None) == bool(found.problems)
    if found.household is not None:
        ESTIMATOR.estimate([found.household], [on])


@given(st.text(max_size=40))
def test_whatever_a_line_is_it_is_told(text):
    assert READER.read(text).problems


# --- the table ---

TYPED = ("--age", "29", "--children", "3", "--rent", "150", "--on", "22/11/2026")


def test_the_table_for_a_lone_parent(run):
    ran = run("better-off", "-", *TYPED, "--hours", "16,24,35", "--pay", "12.71", "--childcare", "120,180,260")
    assert ran.code == 0
    rows = [line.split() for line in ran.out.splitlines() if line.strip()[:2] in ("0 ", "16", "24", "35")]
    assert rows == [
        ["0", "0.00", "318.19", "27.05", "0.00", "345.24", "-"],
        ["16", "203.36", "362.54", "27.05", "-120.00", "472.95", "127.71"],
        ["24", "287.32", "367.37", "27.05", "-180.00", "501.74", "156.50"],
        ["35", "387.98", "380.00", "27.05", "-260.00", "535.03", "189.79"],
    ]
    shown = " ".join(ran.out.split())
    for words in ("tax year 2026-27", "An estimate, not advice", "Council Tax", "gov.uk/benefits-calculators"):
        assert words in shown


def test_what_was_not_typed_is_said(run):
    shown = " ".join(run("better-off", "-", *TYPED).out.split())
    assert "Pay of £12.71 an hour: the National Living Wage" in shown
    assert "Rates for England; --nation chooses another." in shown


def test_scotland_a_partner_and_costs_as_json(run):
    ran = run(
        *("better-off", "-", *TYPED, "--nation", "Scotland", "--partner-age", "31", "--partner-hours", "20"),
        *("--partner-pay", "13", "--travel", "12.50", "--hours", "20", "--json"),
    )
    found = json.loads(ran.out)
    assert [row["hours"] for row in found["rows"]] == [0, 20]
    assert [row["travel"] for row in found["rows"]] == [0, 1_250]
    assert found["rows"][1]["scottish_child_payment"] == 2_820
    assert found["rows"][1]["better_off_by"] == found["rows"][1]["left_over"] - found["rows"][0]["left_over"]
    assert {one["id"] for one in found["left_out"]} >= {"council_tax", "savings", "pension"}


def test_a_vacancy_gives_hours_and_pay_and_a_client_the_nation(run, demo):
    found = json.loads(run("better-off", "C0012", "--age", "29", "--vacancy", "V0031", "--json").out)
    assert any("V0031" in one for one in found["taken"])
    assert len(found["rows"]) >= 2
    assert run("better-off", "C9999", "--age", "29").code == 1
    assert run("better-off", "-", "--age", "29", "--vacancy", "V9999").code == 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ((), "Type a client's reference"),
        (("-",), "--age is needed"),
        (("-", "--age", "12"), "--age must be 16 or more"),
        (("-", "--age", "29", "--hours", "16,x"), "--hours must be hours a week"),
        (("-", "--age", "29", "--hours", "16,16"), "names the same hours twice"),
        (("-", "--age", "29", "--hours", "200"), "from 0 to 168"),
        (("-", "--age", "29", "--pay", "lots"), "--pay must be an amount in pounds"),
        (("-", "--age", "29", "--children", "3,40"), "--children must be 19 or less"),
        (("-", "--age", "29", "--childcare", "10,20"), "as many as --hours"),
        (("-", "--age", "29", "--partner-pay", "12"), "needs --partner-age"),
        (("-", "--age", "29", "--jsonl", "x"), "leave out all but"),
        (("-", "--age", "29", "--partner-age", "30", "--partner-hours", "9"), "needs --partner-pay"),
        (("-", "--age", "29", "--nation", "france"), "--nation must be one of"),
        (("-", "--age", "29", "--notes"), "--notes goes with --jsonl"),
        (("--jsonl", "x.jsonl", "--age", "29"), "leave out all but"),
    ],
)
def test_what_cannot_work_says_what_to_type(run, typed, says):
    ran = run("better-off", *typed)
    assert ran.code == 2
    assert says in ran.err


def test_a_year_whose_rates_are_not_known_is_said_plainly(run):
    ran = run("better-off", "-", "--age", "29", "--pay", "13", "--on", "01/06/2027")
    assert ran.code == 1
    assert "is not known yet" in ran.err
    assert run("better-off", "-", "--age", "29", "--on", "01/06/2027").code == 1


# --- what a client told ---

HOUSEHOLDS = """\
Client,Told on,Age,Children's ages,Rent a week,Childcare a week
C0012,16/11/2025,28,3; 18,150,120
"""


@pytest.fixture
def told_household(run, own_demo, tmp_path):
    path = tmp_path / "household.csv"
    path.write_text(HOUSEHOLDS, encoding="utf-8")
    before = run("shortlist", "V0031", "--json").out
    assert run("import", str(path), "--households").code == 0
    assert run("shortlist", "V0031", "--json").out == before
    return path


def test_a_household_that_was_told_needs_no_options(run, told_household):
    found = json.loads(run("better-off", "C0012", "--json").out)
    typed = json.loads(
        run(
            *("better-off", "C0012", "--age", "29", "--children", "4,19", "--rent", "150", "--childcare", "120"),
            *("--travel", "0", "--json"),
        ).out
    )
    assert found["rows"] == typed["rows"]
    assert "as told on 16 November 2025, ages 1 year on" in found["taken"][0]
    other = json.loads(run("better-off", "C0012", "--rent", "0", "--json").out)
    assert other["rows"][0]["universal_credit"] < found["rows"][0]["universal_credit"]


def test_without_a_household_the_age_is_asked_for(run, demo):
    ran = run("better-off", "C0044")
    assert ran.code == 1
    assert "Type it with --age" in ran.err


def test_why_tells_staff_and_the_client_and_never_the_employer(run, told_household):
    pair = ("why", "C0012", "V0031")
    staff, client, employer = (run(*pair, "--for", reader).out for reader in ("epc", "client", "employer"))
    assert "in this job by about" in " ".join(staff.split())
    assert "a week more than without work" in " ".join(client.split())
    for word in ("without work", "childcare", "better off", "Better off"):
        assert word not in employer
    assert "without work" not in run("why", "C0044", "V0031").out


def test_households_are_imported_and_written_by_themselves(run, own_demo, tmp_path):
    assert run("template", "--households", "-o", str(tmp_path / "h.xlsx")).code == 0
    assert run("import", str(tmp_path / "h.xlsx"), "--households", "--dry-run").code == 0
    assert run("import", "x.csv", "--households", "--equality").code == 2
    assert run("template", "--households", "--equality", "-o", str(tmp_path / "i.xlsx")).code == 2


@pytest.mark.parametrize(
    ("household", "staff", "client"),
    [
        ("C0012,16/11/2025,28,3,150,500", "Worse off in this job by about", "a week less than without work"),
        ("C0012,16/11/2025,28,None,0,0", "Better off in this job by about", "a week more than without work"),
    ],
)
def test_less_is_said_as_plainly_as_more(run, own_demo, tmp_path, household, staff, client):
    path = tmp_path / "household.csv"
    path.write_text(f"{HOUSEHOLDS.splitlines()[0]}\n{household}\n", encoding="utf-8")
    assert run("import", str(path), "--households").code == 0
    assert staff in " ".join(run("why", "C0012", "V0031").out.split())
    assert client in " ".join(run("why", "C0012", "V0031", "--for", "client").out.split())


def test_a_day_without_rates_leaves_the_line_out_of_why(run, told_household):
    ran = run("why", "C0012", "V0031", "--on", "01/06/2027")
    assert ran.code == 0
    assert "without work" not in ran.out
