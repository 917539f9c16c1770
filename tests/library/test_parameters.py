"""A figure is looked up by its day, and one that nobody knows is never made up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.library.load import load_library
from matcher.library.parameters import AcrossGap, BeforeFirst, Dated, NotKnownYet, Parameter, ParameterError


def day(text):
    return dt.date.fromisoformat(text)


def dated(since, until, value, mark="verified"):
    return Dated.model_validate({"from": day(since), "until": until and day(until), "value": value, "mark": mark})


def parameter(*values):
    return Parameter(id="wage", name="The wage", unit="pence_an_hour", applies="everyone", values=tuple(values))


GAPPED = parameter(
    dated("2024-04-01", "2025-03-31", 1144),
    dated("2026-04-01", "2027-03-31", 1271),
    dated("2027-04-01", None, None, "unknown"),
)


@pytest.mark.parametrize(("on", "value"), [("2024-04-01", 1144), ("2025-03-31", 1144), ("2026-04-01", 1271)])
def test_the_value_holds_on_its_first_and_last_day(on, value):
    assert GAPPED.on(day(on)) == value


@pytest.mark.parametrize(
    ("on", "error", "words"),
    [
        ("2024-03-31", BeforeFirst, "held from 1 April 2024 on; 31 March 2024 lies before"),
        ("2025-04-01", AcrossGap, "no value for 1 April 2025: the one before ends on 31 March 2025"),
        ("2027-04-01", NotKnownYet, "from 1 April 2027 is not known yet"),
    ],
)
def test_each_reason_for_having_no_value_has_its_own_error_and_sentence(on, error, words):
    with pytest.raises(error, match=words):
        GAPPED.on(day(on))
    assert GAPPED.known(day(on)) is None


def test_after_the_last_value_is_a_gap():
    with pytest.raises(AcrossGap):
        parameter(dated("2024-04-01", "2025-03-31", 1144)).on(day("2030-01-01"))


def test_values_may_not_overlap_or_follow_one_without_an_end():
    with pytest.raises(ValidationError, match="overlap"):
        parameter(dated("2024-04-01", None, 1), dated("2025-04-01", None, 2))
    with pytest.raises(ValidationError, match="overlap"):
        parameter(dated("2025-04-01", "2026-03-31", 1), dated("2024-04-01", "2025-03-31", 2))


def test_unknown_is_never_a_number_and_a_number_never_unknown():
    with pytest.raises(ValidationError, match="go together"):
        dated("2024-04-01", None, 1144, "unknown")
    with pytest.raises(ValidationError, match="go together"):
        dated("2024-04-01", None, None)


SHIPPED = (*load_library().minimum_wage.parameters, *load_library().real_living_wage.parameters)


@given(st.dates(day("2020-01-01"), day("2030-12-31")), st.sampled_from(SHIPPED))
def test_a_day_gives_a_value_of_the_list_or_a_sentence(on, wage):
    if wage.known(on) is None:
        with pytest.raises(ParameterError, match=wage.name):
            wage.on(on)
    else:
        assert wage.on(on) in {value.value for value in wage.values}


def test_the_shipped_rates():
    library = load_library()
    assert library.minimum_wage.adult(day("2026-11-16")) == 1271
    assert library.minimum_wage.for_age(20).on(day("2026-11-16")) == 1085
    assert library.minimum_wage.for_age(17).on(day("2026-11-16")) == 800
    assert library.minimum_wage.for_age(64).id == "national_living_wage_21_plus"
    assert library.real_living_wage.by_id["real_living_wage_uk"].on(day("2026-11-16")) == 1345
    with pytest.raises(NotKnownYet):
        library.minimum_wage.adult(day("2027-04-01"))
    with pytest.raises(NotKnownYet):
        library.real_living_wage.by_id["real_living_wage_uk"].on(day("2027-05-01"))
