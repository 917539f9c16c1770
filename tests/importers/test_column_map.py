"""A column map: proposed once, confirmed by a person, used as it stands; what no column takes is listed."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.importers.column_map import read_map
from matcher.importers.propose_map import propose_map
from matcher.importers.sheets.all_sheets import BY_NAME
from matcher.importers.workbook import read_files
from matcher.records.words import Mode
from tests.explain.made import library

ON = dt.date(2026, 11, 16)
EXPORT = """\
Exported 16/11/2026,,,,,,,
Participant ID;not a heading,,,,,,,
Participant ID,Full name,Post code,Date Registered,Travel method,Max hours per week,Adviser comments,Colour
P-001,Ann Example,ND3 4AB,01/06/2026,PT,20,likes mornings,blue
P-002,Bob Example,ND1 2,02/06/2026,Car,16,,
"""
MAP = """\
format: 1
confirmed: true
sheets:
  - sheet: export
    becomes: clients
    columns:
      Participant ID: Client
      Full name: Name
      Post code: Postcode or sector
      Travel method: Ways to travel
      Max hours per week: Most hours a week
    values:
      Travel method: {PT: Bus}
    not_taken: [Adviser comments]
  - sheet: export
    becomes: consent
    columns: {Participant ID: Client, Date Registered: "On"}
    always: {For: Matching, Rests on: Agreement with notice}
"""


def files(tmp_path, text=MAP, export=EXPORT):
    (tmp_path / "export.csv").write_text(export, encoding="utf-8")
    (tmp_path / "crm.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "export.csv", tmp_path / "crm.yaml"


def brought(export, by_map):
    return read_files([export], library=library(), on=ON, column_map=read_map(by_map))


def test_an_export_comes_in_as_clients_and_as_their_basis(tmp_path):
    found = brought(*files(tmp_path))
    ann, bob = found.programme.clients
    assert (ann.id, ann.sector, ann.conditions.modes, ann.conditions.hours_most_minutes) == (
        "P-001",
        "ND3 4",
        (Mode.BUS,),
        1200,
    )
    assert bob.conditions.modes == (Mode.CAR,)
    assert [(one.client, one.purpose, one.on) for one in found.programme.consents] == [
        ("P-001", "matching", dt.date(2026, 6, 1)),
        ("P-002", "matching", dt.date(2026, 6, 2)),
    ]
    assert found.read["clients"].found == found.read["consent"].found == 2
    told = [one for one in found.problems if "takes nothing from" in one.what]
    assert [one.value for one in told] == ["Colour"]
    assert not [one for one in found.problems if one.stops_row]


def test_a_workbook_with_a_title_above_and_columns_moved_comes_in_alike(tmp_path):
    _, by_map = files(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "export"
    for row in (["Our CRM"], [], ["Colour", "Travel method", "Participant ID"], ["red", "pt", "P-009"]):
        sheet.append(row)
    book.save(tmp_path / "export.xlsx")
    found = brought(tmp_path / "export.xlsx", by_map)
    assert [(one.id, one.conditions.modes) for one in found.programme.clients] == [("P-009", (Mode.BUS,))]
    assert {one.where for one in found.problems if one.value == "Colour"} == {"export!A3"}
    lacking = [one for one in found.problems if "is not in the file" in one.what]
    assert {one.value for one in lacking} >= {"Post code", "Full name"}


def test_a_cell_that_is_wrong_is_told_where_it_stands_in_the_export(tmp_path):
    export, by_map = files(tmp_path, export=EXPORT.replace(",PT,", ",Rocket,"))
    found = brought(export, by_map)
    problem = next(one for one in found.problems if one.stops_row and one.value)
    assert problem.where == 'export.csv, row 4, "Ways to travel"'
    assert problem.value == "Rocket"
    assert [one.id for one in found.programme.clients] == ["P-002"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("confirmed: true", "confirmed: false"), "nobody has confirmed it"),
        (("becomes: clients", "becomes: client"), "is no sheet of ours. Did you mean clients?"),
        (("Name\n", "Nmae\n"), "is no heading of our sheet clients. Did you mean Name?"),
        (("Full name: Name", "Full name: Client"), "is taken from"),
        (("Participant ID: Client\n      Full", "Full"), 'takes nothing for "Client"'),
        (("Travel method: {PT", "Travel: {PT"), "is no heading of `columns`"),
        (("format: 1", "format: 2"), "is not one of the allowed values"),
        (("format: 1", "format: 1\nformat: 1"), "format"),
        (("format: 1", "format: 1\nextra: 1"), "is not a key here"),
        (("always: {For", "always: {Purposes"), "is no heading of our sheet consent"),
    ],
)
def test_whatever_is_wrong_with_a_map_is_told_with_its_line(tmp_path, change, said):
    _, by_map = files(tmp_path, text=MAP.replace(change[0], change[1], 1))
    with pytest.raises(GivenProblems) as caught:
        read_map(by_map)
    told = " ".join(one.say() for one in caught.value.problems)
    assert said in told
    assert "crm.yaml" in told


def test_a_map_is_proposed_from_known_names_and_from_likeness_and_has_to_be_confirmed(tmp_path):
    export, _ = files(tmp_path)
    made = propose_map([export], library=library())
    (sheet,) = made.sheets
    assert sheet.becomes is BY_NAME["clients"]
    assert {one.heading: one.column.name for one in sheet.taken} == {
        "Participant ID": "client",
        "Full name": "name",
        "Post code": "sector",
        "Date Registered": "joined",
        "Travel method": "modes",
        "Max hours per week": "hours_most",
    }
    assert sheet.not_taken == ("Adviser comments", "Colour")
    (tmp_path / "new.yaml").write_text(made.text, encoding="utf-8")
    with pytest.raises(GivenProblems, match="nobody has confirmed"):
        read_map(tmp_path / "new.yaml")
    (tmp_path / "new.yaml").write_text(made.text.replace("confirmed: false", "confirmed: true"), encoding="utf-8")
    found = brought(export, tmp_path / "new.yaml")
    assert [one.id for one in found.programme.clients] == ["P-002"], "PT means nothing to us until somebody says so"
    assert not [one for one in found.problems if "takes nothing from" in one.what]


def test_no_name_or_word_of_a_client_is_in_a_proposed_map(tmp_path):
    export, _ = files(tmp_path)
    text = propose_map([export], library=library()).text
    for word in ("Ann", "Example", "ND3", "likes mornings", "P-001"):
        assert word not in text


def test_nothing_is_proposed_where_nothing_is_like_ours(tmp_path):
    export, _ = files(tmp_path, export="Colour,Shape\nred,round\n")
    with pytest.raises(GivenProblems, match="no map can be proposed"):
        propose_map([export], library=library())


def test_other_names_are_of_columns_that_there_are_and_no_name_is_of_two():
    for name, columns in library().headings.sheets.items():
        assert set(columns) <= set(BY_NAME[name].by_name), name
        names = [one for also in columns.values() for one in also]
        assert len(names) == len(set(names)), name


@settings(max_examples=25)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=6), st.lists(st.text(max_size=12), max_size=6))
def test_any_headings_give_a_map_that_can_be_read_or_a_problem(tmp_path_factory, headings, cells):
    folder = tmp_path_factory.mktemp("any")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Client ref", *headings], ["C1", *cells]):
        sheet.append(["".join(c for c in cell if c.isprintable()) for cell in row])
    book.save(folder / "export.xlsx")
    try:
        made = propose_map([folder / "export.xlsx"], library=library())
    except GivenProblems:
        return
    (folder / "m.yaml").write_text(made.text.replace("confirmed: false", "confirmed: true"), encoding="utf-8")
    brought(folder / "export.xlsx", folder / "m.yaml")
