"""A line about pay gives the figures it says, for the period it says, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.reading.pay import hourly, read_pay

RULES = load_library().adverts


@pytest.mark.parametrize(
    ("text", "least", "most", "period"),
    [
        ("£9.21 Per Hour", 921, 921, "hour"),
        ("8.25 to 9.60 per hour", 825, 960, "hour"),
        ("£9-11 PH", 900, 1100, "hour"),
        ("10p/hr to 11p/hr per hour", 1000, 1100, "hour"),
        ("£9.89/hour - Day, £18.1/hour - Sunday", 989, 989, "hour"),
        ("£17.69 p/h £20 p/h on Nights & Weekends", 1769, 1769, "hour"),
        ("£14.91 per hour, £17.14 for limited period of time", 1491, 1491, "hour"),
        ("£9.45 per hour rising to £9.80 after probation", 945, 980, "hour"),
        ("£13.00 - £13.50 - £14.00 per hour", 1300, 1400, "hour"),
        ("7 per hour to 8.50 per hour per hour", 700, 850, "hour"),
        ("7.00 to Competitive per hour", 700, None, "hour"),
        ("to 8.50 per hour", None, 850, "hour"),
        ("from £10.00 per hour", 1000, None, "hour"),
        ("£9.21ph+", 921, None, "hour"),
        ("Up to £9.94 per hr depending on experience", None, 994, "hour"),
        ("£9.88 per hour plus 10% uplift for annual leave", 988, 988, "hour"),
        ("£10.15ph Incl WTD", None, 1015, "hour"),
        ("Band 2 £9.89 + Per Hour", 989, None, "hour"),
        ("£155.63 per week for 12 months, NMW for remaining", 15563, 15563, "week"),
        ("50-£120 PER DAY - WITH DAILY CASH PAYMENTS", 5000, 12000, "day"),
        ("Up to £2600 per month", None, 260000, "month"),
        ("£18,005 - £19,337 per annum pro rata", 1800500, 1933700, "year"),
        ("£13,800-15,800 gpa plus unsocial hours benefits", 1380000, 1580000, "year"),
        ("14000 per annum + package", 1400000, 1400000, "year"),
        ("£21k per year", 2100000, 2100000, "year"),
        ("£24,907/£26,970/£27,416/£30,615 pa", 2490700, 3061500, "year"),
        ("£17,652 - £19.020 pa", 1765200, None, "year"),
        ("£17,481.00- £19,423.00 plus allowances", 1748100, 1942300, None),
        ("19500", 1950000, 1950000, None),
        ("16,778 - £18,047 per annum", 1677800, 1804700, "year"),
        ("Band 2 - £9.89 per hour", 989, 989, "hour"),
        ("£9.8892", 988, 988, None),
        ("£9.21 to £16.85", 921, 1685, None),
        ("Bank", None, None, None),
        ("Band 2", None, None, None),
        ("£32, 478 - £51, 069", None, None, None),
        ("£17.657.64", None, None, None),
        ("$7.00 to $7.13 per hour", None, None, None),
        ("£0.00", None, None, None),
        ("37.5 hours", None, None, None),
        ("", None, None, None),
    ],
)
def test_what_is_said_is_read_and_what_is_not_is_not(text, least, most, period):
    pay = read_pay(text, RULES)
    assert (pay.least, pay.most, pay.period) == (least, most, period)


def test_what_stands_beside_the_figures_is_told():
    assert read_pay("£17,100- £18,050 (Pro-Rata)", RULES).pro_rata == "Pro-Rata"
    assert read_pay("Competitive rates (paid per session)", RULES).other_period == "per session"
    assert read_pay("Voluntary", RULES).unpaid == "Voluntary"
    assert read_pay("£7 an hour, additional £2 per order", RULES).left_in_words
    assert read_pay("£18,000 per hour", RULES).out_of_bounds
    assert read_pay("£12.50 a year", RULES).out_of_bounds
    assert read_pay("€12 per hour", RULES).foreign


def test_pay_by_the_hour_needs_no_hours():
    pence = hourly(read_pay("£9.21 per hour", RULES), RULES, least_minutes=None, most_minutes=None)
    assert (pence.least, pence.most, pence.open) == (921, 921, "")


@pytest.mark.parametrize(
    ("text", "minutes", "least", "most", "open_"),
    [
        ("£18,005 - £19,337 per annum", 2250, 920, 988, ""),
        ("£18,005 - £19,337 per annum", None, None, None, "hours_unknown"),
        ("£18,005 - £19,337 per annum", 1350, None, None, "full_time_figure"),
        ("£155.63 per week", 2250, 415, 415, ""),
        ("£155.63 per week", 1125, 830, 830, ""),
        ("£100 per day", 2250, None, None, "no_fixed_length"),
        ("£9.21", 2250, None, None, "no_period"),
        ("Competitive", 2250, None, None, "nothing_said"),
        ("£120,000 per annum", 2100, 6575, 6575, ""),
        ("£18,000 per hour", 2250, None, None, "out_of_bounds"),
    ],
)
def test_other_periods_become_hours_only_where_nothing_is_guessed(text, minutes, least, most, open_):
    pence = hourly(read_pay(text, RULES), RULES, least_minutes=minutes, most_minutes=minutes)
    assert (pence.least, pence.most, pence.open) == (least, most, open_)


def test_a_range_of_hours_gives_the_lower_pay_for_the_longer_week():
    pay = read_pay("£420 per week", RULES)
    pence = hourly(pay, RULES, least_minutes=2100, most_minutes=2400)
    assert (pence.least, pence.most) == (1050, 1200)


MONEY = ["£", "9.21", "18,005", "12", "0", "k", "%", "$", ".", ","]
BETWEEN = ["to", "-", "up to", "from", "+", "/", " ", "pro rata", "inc holiday"]
PERIODS = ["per hour", "p/h", "pa", "per session", "a week"]
PIECES = st.sampled_from([*MONEY, *BETWEEN, *PERIODS])


@given(st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=80)))
def test_any_line_gives_a_range_that_runs_up(text):
    pay = read_pay(text, RULES)
    assert pay.least is None or pay.most is None or pay.least <= pay.most
    pence = hourly(pay, RULES, least_minutes=2100, most_minutes=2400)
    assert pence.least is None or pence.most is None or pence.least <= pence.most
    bounds = RULES.bounds("hour")
    assert all(end is None or bounds.least_pence <= end <= bounds.most_pence for end in (pence.least, pence.most))


def test_lines_made_to_take_long_do_not():
    for text in ("up to " * 90, "£1-" * 200, "1,000," * 100, "inc " * 100, "p.a" * 150, "9" * 500, " " * 500):
        read_pay(text, RULES)
