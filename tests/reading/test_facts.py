"""Facts in the words of an advert: each is found where it is said, and nothing is found where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.reading.facts.reader import AdvertFacts, conflicts, read_facts

LIBRARY = load_library()
any_text = st.text(max_size=300)


def facts(text: str, **fields: str) -> AdvertFacts:
    return read_facts(text, library=LIBRARY, **fields)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("You will work 16 hours per week.", 16, 16),
        ("Hours per week – 25", 25, 25),
        ("Hours: 30 per week, Monday to Friday", 30, 30),
        ("The post is 22.5 hours.", 22.5, 22.5),
        ("Contracts between 20-37.5 hrs per week", 20, 37.5),
        ("1 x 37.5 hours per week, 1 x 16 hours per week", 16, 37.5),
        ("up to 15-20 hours weekly", 15, 20),
        ("a minimum of 40 hours per week on a rota", 40, 40),
        ("an average 16.375 hours per week", 16.375, 16.375),
        ("The post is for 11.\n5 hours per week", 11.5, 11.5),
        ("Part time, 4 hours a day, 5 days a week", 20, 20),
        ("Secretary (22.5 hrs) in a busy office", 22.5, 22.5),
        ("up to 37.5hpw", 37.5, 37.5),
        ("Working pattern: 37.5 per week", 37.5, 37.5),
        ("1 x 24 hours per week", 24, 24),
        ("75 hours per fortnight", 37.5, 37.5),
        ("working 40 hours every two weeks", 20, 20),
        ("a minimum of 69 hours over a 4 week rota", 17.25, 17.25),
        ("an average of 30 hours over a 4 week rota", 30, 30),
        ("16 hours per week over 4 days", 16, 16),
        ("Monday to Friday, 2.5 hours per day, plus an hour on Saturday evenings", 13.5, 13.5),
    ],
)
def test_hours_of_a_week_are_read(text: str, least: float, most: float) -> None:
    read = facts(text)
    assert [read.hours_exact[0], read.hours_exact[1]] == [least * 1000, most * 1000]
    assert read.hours_basis == "stated"
    assert read.hours_min == int(least * 60 + 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "12 hour shifts on a rota",
        "a 24 hour service, 7 days a week",
        "Support when you need it, 24 hours a day",
        "at least 48 hours notice",
        "Each house generally ca 3 hrs per visit.",
        "Hours: 9.00 - 17.00",
        "between 18.00 and 23.00 hours",
        "The initial training is 37.5 hours a week.",
        "Training would normally consist of working Monday to Friday, 7.5 hours per day, 37.5 hours per week.",
        "144 hours per month",
        "Friday - 7.5 hours",
        "over 3,300 per week",
        "£400 to £450 per week",
        "Band 4 hours per week",
    ],
)
def test_other_numbers_of_hours_are_no_week(text: str) -> None:
    assert facts(text).hours_exact == (None, None)


@pytest.mark.parametrize(
    ("text", "fields", "basis"),
    [
        ("Working hours: full time", {}, "full_time_only"),
        ("This is a part-time role.", {}, "part_time_only"),
        ("Full and part time posts", {}, "not_stated"),
        ("Cleaner wanted", {"hours_text": "Part Time"}, "part_time_only"),
        ("Cleaner wanted", {"hours_text": "full_time"}, "not_stated"),
        ("Choose part-time, full-time", {"hours_text": "Part Time"}, "not_stated"),
        ("Paid pro rata for part time staff", {}, "not_stated"),
        ("Full time equivalent salary", {}, "not_stated"),
    ],
)
def test_full_or_part_time_counts_only_where_one_of_them_is_said(text: str, fields: dict[str, str], basis: str) -> None:
    assert facts(text, **fields).hours_basis == basis


@pytest.mark.parametrize(
    ("text", "pay_text", "expected"),
    [
        ("Salary: £9.21 per hour plus £250 welcome bonus", "", (921, 921, "hour")),
        ("", "£19,737 - £21,142", (1973700, 2114200, "year")),
        ("", "12500 - 17500", (1250000, 1750000, "year")),
        ("", "Up to 16,500 per year", (None, 1650000, "year")),
        ("", "From £14/hr", (1400, None, "hour")),
        ("", "£9.45 per hour rising to £9.80 after probation", (945, 980, "hour")),
        ("", "Variable - Starting £9.00", (900, None, "hour")),
        ("", "50-£120 PER DAY", (5000, 12000, "day")),
        ("Pay Rates: £9.21 weekdays, £12.98 Sats,£16.85 Suns", "£9.21 - £16.85", (921, 921, "hour")),
        ("Pay: Days: £10.47 Night/Sat: £13.63", "", (1047, 1047, "hour")),
        ("£8.71 per hour plus enhancements", "£8.72 plus enhancements", (871, 872, "hour")),
        ("Salary: £27,000 per annum", "28929.92 - 28929.92 per annum", (2700000, 2700000, "year")),
        ("Salary £18,005 - £19,337, 37.5 hours per week", "", (1800500, 1933700, "year")),
        ("Salary £16.777 - £18.333", "", (1677700, 1833300, "year")),
        ("Salary - GBP 16,778 per annum", "", (1677800, 1677800, "year")),
        ("Hourly rate of £9.30, free meals and parking", "", (930, 930, "hour")),
        ("£18,500 + £2000 location allowance", "", (1850000, 1850000, "year")),
    ],
)
def test_base_pay_is_read_with_its_true_period(text: str, pay_text: str, expected: tuple[object, ...]) -> None:
    read = facts(text, pay_text=pay_text)
    assert (read.pay_min, read.pay_max, read.pay_period) == expected


@pytest.mark.parametrize(
    "text",
    [
        "saving the NHS over £70 million each year",
        "an annual budget of around £350 million",
        "Earn up to £40,000 OTE",
        "a relocation package of up to £5,000",
        "Save an average of £50 per month with our free onsite car park",
        "mileage at £0.45 per mile",
        "an enhanced DBS check at a cost of £43.50",
        "the annual subscription fee of £13",
        "a £1,000 bonus after a year",
        "37.5 per week",
        "Enhanced Check: £40.00 deducted from salary",
    ],
)
def test_other_money_is_not_pay(text: str) -> None:
    read = facts(text)
    assert (read.pay_min, read.pay_max) == (None, None)


def test_a_pay_field_that_says_there_is_none_is_believed() -> None:
    read = facts("It will provide £450.00 a month plus expenses", pay_text="£0.00")
    assert (read.pay_min, read.pay_max, read.pay_period) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "title", "kinds"),
    [
        ("This is a permanent post.", "", ["permanent"]),
        ("12 month fixed term contract", "", ["fixed_term"]),
        ("Maternity cover for up to 12 months", "", ["fixed_term"]),
        ("There may be an opportunity to progress into a permanent role", "", []),
        ("You are unable to join us on a permanent basis", "", []),
        ("Our temporary staffing team books shifts", "", []),
        ("You will work on a non-guaranteed hours contract", "Bank cleaner", ["zero_hours", "bank"]),
        ("27 days leave plus bank holidays", "Porter", []),
        ("You will check bank statements", "Clerk", []),
        ("", "Apprentice receptionist", ["apprenticeship"]),
        ("You can study further on our excellent apprenticeship scheme", "Porter", []),
        ("Casual events staff", "", []),
        ("the flexibility of a casual 0-hour contract", "", ["zero_hours"]),
        ("", "Volunteer driver", ["volunteer"]),
        ("You will support our volunteers in the voluntary sector", "Clerk", []),
        ("This is a self employed opportunity", "", ["self_employed"]),
    ],
)
def test_contracts_are_read_from_words(text: str, title: str, kinds: list[str]) -> None:
    assert [str(one) for one in facts(text, title=title).contract] == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a mixture of evenings, weekends and night shifts on a rota", {"evening", "weekend", "night", "rotating"}),
        ("earlies, lates and nights", {"early", "late", "night"}),
        ("Hours of work are between 8pm – 8am", {"night"}),
        ("Monday to Friday 6pm to 12am", {"evening"}),
        ("Shift pattern: 1800-2300", {"evening"}),
        ("the seven days of the week", {"weekend"}),
        ("4 on 4 off", {"rotating"}),
        ("hours to suit you", {"flexible"}),
        ("You must be flexible about the hours you work", set()),
        ("School hours, term time only", {"school_hours", "term_time"}),
        ("on-call and split shifts", {"on_call", "split"}),
        ("weekends and bank holidays", {"weekend", "bank_holidays"}),
        ("27 days annual leave plus bank holidays", set()),
        ("Enhanced rates for weekends and bank holidays", set()),
        ("Closing date: Sunday 29th November 2020", set()),
        ("You will prepare the rotas for the doctors", set()),
        ("Applications open from 2012-2013", set()),
        ("The kitchen opens up with you: 6am - 2pm", {"early"}),
        ("Tuesday and Friday 06:30-15:00", {"early"}),
        ("We begin at 7am through to 1pm", {"early"}),
        ("Tuesday and Friday 07:30-15:30", set()),
        ("The shop trades from 7am to 10pm", set()),
        ("Shifts with sleepovers", {"night"}),
        ("Late nights are shared out", {"late"}),
        ("You will work both days and nights", {"rotating", "night"}),
        ("You will work all shifts", {"rotating"}),
        ("The team runs on a roster system", {"rotating"}),
        ("You are told your confirmed rotas early in the month", set()),
        ("Look after our roster systems", set()),
        ("Flexible working timings", {"flexible"}),
        ("Three days a week, wage negotiable", set()),
    ],
)
def test_shifts_are_read_from_words(text: str, kinds: set[str]) -> None:
    assert set(facts(text).shifts) == kinds


@pytest.mark.parametrize("pay", ["6.50 to 7.20 per hour", "19.50 to 21.00 an hour", "16.10 - 18.40 p/h"])
def test_two_amounts_in_a_field_about_pay_are_no_times_of_day(pay: str) -> None:
    assert facts("Help in a kitchen.", pay_text=pay).shifts == ()


@pytest.mark.parametrize(
    ("text", "title", "duty"),
    [
        ("You will visit people in their own homes.", "", True),
        ("The job requires travel between our three bases.", "", True),
        ("You will be driving the company van.", "", True),
        ("", "Delivery driver", True),
        ("Own car essential due to lack of public transport.", "", None),
        ("You will need a full driving licence.", "", None),
        ("Our company works across three sites.", "", None),
        ("We run cafés across three sites.", "", None),
        ("The team is spread across three sites.", "", None),
        ("We need a porter to work across our three sites.", "", True),
        ("Join the porters' team, working across three sites.", "", True),
        ("There is some cross-site working.", "", True),
        ("Mileage is paid at 45p.", "", True),
        ("You drive our guests to and from the station.", "", True),
        ("A friendly homecare agency seeks a wages clerk.", "", None),
        ("No driving is involved: no driving required.", "", False),
    ],
)
def test_driving_is_a_duty_only_where_the_job_drives(text: str, title: str, duty: bool | None) -> None:
    assert facts(text, title=title).driving_duty is duty


def test_the_postcode_is_the_place_of_works() -> None:
    assert facts("", place="Cinderford, GL14 3HX").postcode == "GL14 3HX"
    assert facts("Based at 44 High Street, LS1 4DY").postcode == "LS1 4DY"
    assert facts("", title="Housekeeper in Dulwich, SE22").postcode == "SE22"
    assert facts("You must live near UB3, UB7 or UB8").postcode is None
    assert facts("Turn off the M25 for the B12 road").postcode is None


def test_an_amount_of_a_days_size_is_a_day_where_people_are_paid_daily() -> None:
    read = facts("Get paid on the same day.", pay_text="£40-£120")
    assert (read.pay_min, read.pay_max, read.pay_period) == (4000, 12000, "day")
    assert [one.confidence for one in read.where("pay")] == ["low"]
    assert facts("A job in sales.", pay_text="£40-£120").pay_period is None


def test_a_start_is_a_day_or_soon() -> None:
    day = facts("The post starts on 4th January 2021.").starts
    assert str(day) == "2021-01-04"
    assert facts("We need somebody to start immediately.").starts == "as soon as possible"
    assert facts("A good start in life").starts is None


def test_each_fact_says_where_it_was_read() -> None:
    text = "Porter.\nHours: 16 per week. Salary: £9.21 per hour. Nights."
    read = facts(text)
    words = {one.fact: text[one.start : one.end] for one in read.shown if one.source == "text"}
    assert words["hours"] == "Hours: 16"
    assert words["pay"].startswith("£9.21")
    assert words["shifts"] == "Nights"
    assert {one.confidence for one in read.shown} <= {"high", "medium", "low"}


def test_fields_against_words_are_a_conflict_with_both_kept() -> None:
    fields, words = (
        facts("", hours_text="37.5 hours per week", pay_text="£9 per hour"),
        facts("16 hours a week, £9 per hour"),
    )
    told = conflicts(fields, words)
    assert [(one.fact, one.fields_say, one.words_say) for one in told] == [
        ("hours", "37.5 hours a week", "16 hours a week")
    ]
    assert conflicts(facts(""), words) == ()


@given(any_text, any_text)
def test_whatever_it_is_given_it_never_raises_and_spans_lie_inside(text: str, field: str) -> None:
    read = facts(text, title=field, pay_text=field, hours_text=field, place=field)
    long = {"text": text, "title": field, "pay_text": field, "hours_text": field, "place": field}
    for one in read.shown:
        assert 0 <= one.start < one.end <= len(long[one.source])
    for low, high in ((read.hours_min, read.hours_max), (read.pay_min, read.pay_max)):
        assert low is None or high is None or 0 < low <= high


_WORDS = """37.5 16 24 hours hrs per
week a day shift £9.21 £19,737 - to . , / ( ) weekend night nights bank full part time
hour annum p.a. up to from plus bonus 8pm 8am 18.00 permanent fixed term rota on off flexible 5 days"""
_PIECES = st.lists(st.sampled_from([*_WORDS.split(), "\n"]), max_size=60)


@given(_PIECES)
def test_words_of_adverts_in_any_order_are_read_within_bounds(pieces: list[str]) -> None:
    text = " ".join(pieces)
    read = facts(text)
    assert read.hours_max is None or read.hours_max <= LIBRARY.adverts.hours_most_minutes
    if read.pay_period is not None and read.pay_max is not None:
        assert read.pay_max <= LIBRARY.adverts.bounds(read.pay_period).most_pence
    assert all(0 <= one.start < one.end <= len(text) for one in read.shown)
