"""The contact ledger between programmes: loses nothing, changes nothing twice, holds no person, never guesses."""

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.brokerage.contact import room
from matcher.brokerage.dealings import one_approach
from matcher.importers.contact_ledger import ledger_lines, read_contact_ledger
from matcher.library.load import load_library
from matcher.records.dealings import Approach
from matcher.records.employer import Employer, Site
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy

LIBRARY = load_library()
ON = dt.date(2026, 11, 16)
WAYS = [one.id for one in LIBRARY.brokerage.contact.ways]
EMPLOYERS = (
    Employer(id="E1", name="Northdene Kitchens Ltd", sites=(Site(sector="ND3 4"),)),
    Employer(id="E2", name="Pembridge Cleaning", also=("Pembridge Cleaners",)),
    Employer(id="E10", name="Sunrise Canteens"),
)
OURS = Programme(employers=EMPLOYERS, vacancies=(Vacancy(id="V1", title="Cook", employer="E2", sector="ND5 1"),))
DAYS = st.dates(dt.date(2026, 9, 1), dt.date(2026, 12, 31))
APPROACHES = st.builds(
    Approach,
    employer=st.sampled_from(["E1", "E2", "E10"]),
    on=DAYS,
    how=st.sampled_from(WAYS),
    vacancy=st.none() | st.just("V1"),
    about=st.sampled_from(["", "PK1", "CH2"]),
    answered=st.none() | DAYS,
    said=st.sampled_from(["", "yes", "no"]),
)


def written(folder, approaches, name="North", programme=OURS):
    path = folder / f"{name}.jsonl"
    path.write_text("".join(ledger_lines(programme, approaches, name=name, on=ON)), encoding="utf-8")
    return path


def read(*paths, **more):
    known = more.pop("known", OURS)
    return read_contact_ledger(list(paths), library=LIBRARY, known=known, ours=more.pop("ours", "South"), **more)


def lines(folder, *said, name="given"):
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in said), encoding="utf-8")
    return path


HEAD = {"contact_ledger": 1, "programme": "North", "on": "2026-11-16"}
E1 = {"employer": "77", "name": "NORTHDENE KITCHENS", "sectors": ["ND3 4"]}
CALL = {"contact": "77", "on": "2026-11-02", "how": "call"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(APPROACHES, max_size=8))
def test_a_round_trip_loses_nothing_and_a_second_changes_nothing(made, tmp_path):
    path = written(tmp_path, made)
    once = read(path)
    assert once.problems == []
    assert once.read.add_up
    for employer in EMPLOYERS:
        before = [one for one in one_approach(made) if one.employer == employer.id]
        after = [one for one in once.approaches if one.employer == employer.id]
        assert {(one.on, one.how, one.answered, one.said) for one in after} == {
            (one.on, one.how, one.answered, one.said) for one in before
        } or len({(one.on, one.how, one.vacancy or one.about) for one in before}) < len(before)
        for on in (ON, dt.date(2026, 10, 1)):
            assert (
                room(employer, after, LIBRARY.brokerage.contact, on=on).used_week
                == room(employer, before, LIBRARY.brokerage.contact, on=on).used_week
            )
    twice = read(path, held=once.approaches)
    assert twice.approaches == ()
    assert twice.read.repeated == twice.read.found
    assert written(tmp_path, made).read_bytes() == path.read_bytes()


def test_an_answer_that_came_since_is_filled_in(tmp_path):
    call = Approach(employer="E1", on=dt.date(2026, 11, 2), how="call")
    first = read(written(tmp_path, [call]))
    later = call.model_copy(update={"answered": dt.date(2026, 11, 4)})
    second = read(written(tmp_path, [later]), held=first.approaches)
    assert [one.answered for one in second.approaches] == [dt.date(2026, 11, 4)]
    assert len(one_approach([*first.approaches, *second.approaches])) == 1


def test_no_person_and_no_reference_of_a_case_is_in_it(tmp_path):
    made = [Approach(employer="E1", on=ON, how="pack", vacancy="V1", about="PK17")]
    text = written(tmp_path, [*made, Approach(employer="E1", on=ON, how="call", programme="West")]).read_text()
    assert "PK17" not in text
    assert '"V1"' not in text
    assert "West" not in text, "what others told is theirs to tell"
    assert {key for line in text.splitlines() for key in json.loads(line)} == {
        *("contact_ledger", "programme", "on", "employer", "name", "also", "sectors", "contact", "how", "matter")
    }


def test_employers_are_tied_by_name_and_place_and_the_doubtful_are_listed(tmp_path):
    other = {"employer": "78", "name": "Pembridge Cleaning (Depot)"}
    far = {"employer": "79", "name": "Elsewhere Stores"}
    path = lines(tmp_path, HEAD, E1, other, far, CALL, {**CALL, "contact": "78"}, {**CALL, "contact": "79"})
    found = read(path)
    assert [(one.employer, one.programme) for one in found.approaches] == [("E1", "North")]
    assert (found.read.loaded, found.read.rejected) == (1, 2)
    doubtful, unknown = found.problems
    assert "may be Pembridge Cleaning (E2)" in doubtful.what
    assert "--same '78=E2'" in doubtful.fix
    assert ("is no employer of ours" in unknown.what, unknown.stops_row) == (True, False)
    told = read(path, ties={"78": "E2"})
    assert {one.employer for one in told.approaches} == {"E1", "E2"}
    wrong = read(path, ties={"78": "E99"})
    assert "no employer of ours" in wrong.stopping[0].what


def test_a_reference_ties_only_where_the_names_agree(tmp_path):
    """Their E1 may be anybody."""
    same = read(lines(tmp_path, HEAD, {"employer": "E2", "name": "Pembridge Cleaning Team"}, {**CALL, "contact": "E2"}))
    assert [one.employer for one in same.approaches] == ["E2"]
    other = read(lines(tmp_path, HEAD, {"employer": "E2", "name": "Sunrise Canteens"}, {**CALL, "contact": "E2"}))
    assert [one.employer for one in other.approaches] == ["E10"]


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ([CALL], "has no head"),
        ([{**HEAD, "contact_ledger": 2}, E1, CALL], "is of version 2; this program reads version 1"),
        ([{**HEAD, "programme": ""}, E1, CALL], "does not say whose"),
        ([{**HEAD, "programme": "south"}, E1, CALL], "is our own ledger"),
        ([HEAD, HEAD, E1], "is a second head"),
        ([HEAD, E1, {**CALL, "on": "2026-02-30"}], "is not a day"),
        ([HEAD, E1, {**CALL, "how": "Rang Jo Example"}], "in which way"),
        ([HEAD, CALL], "is an employer that the file does not name"),
        ([HEAD, {"employer": "7"}], "does not name an employer"),
        ([HEAD, "[1]"], "is not a line of a contact ledger"),
        ([HEAD, "{"], "is not a line of a contact ledger"),
        ([HEAD, {"x": 1}], "is not a line of a contact ledger"),
        ([""], "has no head"),
        (["<html>"], "is not a line of a contact ledger"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, said, what):
    found = read(lines(tmp_path, *said))
    assert any(what in one.what for one in found.stopping), found.problems
    assert found.approaches == ()
    assert found.read.add_up
    assert all(one.where.startswith("given.jsonl") for one in found.problems)


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "could not be opened" in read(tmp_path / "none.jsonl").stopping[0].what
