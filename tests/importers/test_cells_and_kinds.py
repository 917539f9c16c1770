"""What one cell is read as: declared by its column, day first, never guessed from what it looks like."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.importers.answers import DEMANDS, EMPHASIS, MODES, YES_NO
from matcher.importers.cells import CellFault
from matcher.importers.csv_files import guarded, unguarded
from matcher.importers.kinds import Ages, Choice, Date, Reference, Sector, Several, Text, Whole, YesNo
from matcher.importers.labels import Lists
from matcher.importers.quantities import Clock, Hours, Money, Months, Percent, WeekDays
from matcher.records.words import Emphasis, Mode

LISTS = Lists(None)
MIDNIGHT = dt.datetime.combine(dt.date(2027, 2, 1), dt.time())


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (Date(), "01/02/2027", dt.date(2027, 2, 1)),
        (Date(), "1 Feb 2027", dt.date(2027, 2, 1)),
        (Date(), MIDNIGHT, dt.date(2027, 2, 1)),
        (Date(), dt.date(2027, 2, 1), dt.date(2027, 2, 1)),
        (Reference(), "007", "007"),
        (Reference(), 7.0, "7"),
        (Text(), " two\r\nlines ", "two\nlines"),
        (Text(), "(clear)", ""),
        (Text(), "=1+1", "=1+1"),
        (YesNo(), "yes", True),
        (YesNo(), False, False),
        (Choice(EMPHASIS), "do NOT mind", Emphasis.ANY),
        (Choice(EMPHASIS), "Don't mind", Emphasis.ANY),
        (Several(MODES), "Walk; Bus", (Mode.WALK, Mode.BUS)),
        (Several(MODES), "walk, bus and car", (Mode.WALK, Mode.BUS, Mode.CAR)),
        (Several(MODES), "None", ()),
        (Several(MODES, unordered=True), "Car", frozenset({Mode.CAR})),
        (Whole(0, 240, "minutes"), "45 minutes", 45),
        (Whole(0, 2000), "1,200", 1200),
        (Whole(0, 240), 45.0, 45),
        (Hours(), 16, 960),
        (Hours(), "16.5", 990),
        (Hours(), "16h 20m", 980),
        (Hours(), "37 hours", 2220),
        (Hours(), "30 mins", 30),
        (Hours(), dt.timedelta(hours=30), 1800),
        (Hours(), dt.time(7, 30), 450),
        (Hours(), "PT30H15M00S", 1815),
        (Money(), 12.71, 1271),
        (Money(), "£12.71", 1271),
        (Money(), "85p", 85),
        (Percent(), "12.5%", 125),
        (Percent(), 30, 300),
        (Clock(), "9:15am", 555),
        (Clock(), dt.time(14, 45), 885),
        (Clock(), "midnight", 0),
        (WeekDays(), "Mon-Fri", (0, 1, 2, 3, 4)),
        (Months(), "2 years", 24),
        (Months(), "1 year 6 months", 18),
        (Months(), 18, 18),
        (Sector(), "nd3 4ab", "ND3 4"),
        (Sector(), "ND34", "ND3 4"),
        (Ages(), "18: 05/01/2027; 21: 5 Jan 2030", ((18, dt.date(2027, 1, 5)), (21, dt.date(2030, 1, 5)))),
    ],
)
def test_a_cell_is_read_as_its_column_says(kind, cell, value):
    assert kind.read(cell, LISTS) == value


@pytest.mark.parametrize(
    ("kind", "cell", "what", "fix"),
    [
        (Date(), 46000.0, "number", "05/01/2027"),
        (Date(), "02/13/2027", "not a date", "05/01/2027"),
        (Date(), "5 Jan", "not a date", "05/01/2027"),
        (Date(), MIDNIGHT.replace(hour=9), "time of day", "05/01/2027"),
        (Date(), dt.time(9), "not a date", "05/01/2027"),
        (Reference(), 12.5, "number", "text"),
        (Reference(), 1e17, "dropped digits", "text"),
        (Reference(), "a\nb", "more than one line", "one line"),
        (Text(numbers=False), 1632960001.0, "dropped digits", "text"),
        (Text(), True, "not words", "text"),
        (Text(), "a\x1bb", "cannot be seen", "again"),
        (Text(), "x" * 20_001, "20,001 characters", "Shorten"),
        (YesNo(), "maybe", "not in the list", "Yes, No"),
        (YesNo(), 1.0, "not in the list", "Yes, No"),
        (Choice(EMPHASIS), "Prefers", "not in the list", "Did you mean Prefer?"),
        (Several(MODES), "Walk; Plane", "not in the list", "Walk, Cycle, Bus, Car"),
        (Whole(0, 240, "minutes"), "45 hours", "not a whole number", "16"),
        (Whole(0, 90), "91", "not from 0 to 90", "0 to 90"),
        (Whole(0, 90), "٤٥", "not a whole number", "16"),
        (Hours(), "16 days", "not a number of hours", "16h 20m"),
        (Hours(), 16.333, "whole number of minutes", "16h 20m"),
        (Hours(), -1, "not from 0", "16"),
        (Hours(1440), "25", "not from 0 to 24", "24"),
        (Hours(), float("nan"), "", ""),
        (Money(), 12.715, "parts of a penny", "12.71"),
        (Money(), "12.71 an hour", "not an amount", "12.71"),
        (Money(), float("inf"), "", ""),
        (Percent(), 0.125, "share of one or a percentage", "12.5%"),
        (Percent(), "130%", "not a percentage", "12.5%"),
        (Clock(), "9", "morning or afternoon", "9am or 9pm"),
        (Clock(), "2:45", "morning or afternoon", "02:45 or 14:45"),
        (Clock(), 0.385, "number", "9:15am"),
        (Clock(), dt.time(9, 15, 30), "seconds", "minute"),
        (Clock(), "9" * 500, "too long", "9:15am"),
        (WeekDays(), "Mondag", "does not name days", "Mon-Fri"),
        (WeekDays(), 3.0, "not days", "Mon-Fri"),
        (Months(), "ages", "not a length of time", "18 months"),
        (Sector(), "ND3", "not a postcode", "ND3 4"),
        (Ages(), "18", "age and a date", "18: 05/01/2027"),
    ],
)
def test_a_cell_of_another_kind_is_refused_with_what_to_type(kind, cell, what, fix):
    with pytest.raises(CellFault) as refused:
        kind.read(cell, LISTS)
    assert what in refused.value.what
    assert fix in refused.value.fix
    assert refused.value.what.endswith(".")


CELLS = st.one_of(
    st.text(max_size=40),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
KINDS = (
    Date(),
    Reference(),
    Text(),
    YesNo(),
    Several(MODES),
    Whole(0, 90, "days"),
    Hours(),
    Money(),
    Percent(),
    Clock(),
    WeekDays(),
    Months(),
    Sector(),
    Ages(),
)


@given(cell=CELLS, kind=st.sampled_from(KINDS))
def test_any_cell_is_read_or_refused_and_what_is_read_can_be_written(cell, kind):
    try:
        value = kind.read(cell, LISTS)
    except CellFault:
        return
    written = kind.say(value, LISTS)
    if written != "":
        assert kind.read(written, LISTS) == value


@given(st.integers(0, 10_080))
def test_every_number_of_minutes_can_be_written_as_hours(minutes):
    assert Hours().read(Hours().say(minutes, LISTS), LISTS) == minutes
    assert Hours().read(str(Hours().say(minutes, LISTS)), LISTS) == minutes


@given(st.integers(0, 500_000))
def test_every_amount_comes_back_as_a_number_and_as_text(pence):
    assert Money().read(Money().say(pence, LISTS), LISTS) == pence
    assert Money().read(str(Money().say(pence, LISTS)), LISTS) == pence


@given(st.text(max_size=10))
def test_a_guarded_text_comes_back_and_never_begins_a_formula(text):
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_yes_and_no_are_the_only_two_answers():
    assert YES_NO.shown == ("Yes", "No")
    assert len(DEMANDS) == 12
