"""A shortlist's workbook can be decided on and brought back: the same headings, lists to choose from, nothing live."""

from __future__ import annotations

import openpyxl
import pytest

from matcher.explain.reasons import code_of, reasons
from matcher.importers.decided import DECIDE, OF_A_SHORTLIST, read_decisions
from matcher.outputs import workbook
from matcher.outputs.decisions import DECISION, NAME, REASON, WORDS, decisions_table
from tests.explain.made import library
from tests.outputs.shown import shortlist
from tests.outputs.test_workbook import SHEETS

RULES = library().brokerage.decisions


@pytest.fixture(params=[False, True], ids=["plain", "hostile"])
def book(request, tmp_path):
    path = tmp_path / "list.xlsx"
    explained = shortlist(hostile=request.param)
    workbook.write(explained, path, more=[decisions_table(explained, RULES)])
    return path


def test_the_headings_are_those_that_are_read_back():
    table = decisions_table(shortlist(), RULES)
    assert [name for name, _ in table.columns] == [column.header for column in DECIDE.columns]
    assert {name.casefold() for name in SHEETS} == OF_A_SHORTLIST


def test_the_columns_to_fill_in_are_open_and_the_codes_are_there_in_hidden_columns(book):
    opened = openpyxl.load_workbook(book)
    assert opened.sheetnames == [*SHEETS, NAME, "Lists"]
    sheet = opened[NAME]
    heads = {str(cell.value): "ABCDEFGHI"[place] for place, cell in enumerate(sheet[2])}
    assert sheet.protection.sheet
    assert not sheet[f"{heads[DECISION]}3"].protection.locked
    assert sheet[f"{heads['Client']}3"].protection.locked
    assert {head for head, letter in heads.items() if sheet.column_dimensions[letter].hidden} == {"Reasons read", "Run"}
    for down, row in enumerate(shortlist().rows, 3):
        assert sheet[f"{heads['Client']}{down}"].value == row.client
        assert sheet[f"{heads['Run']}{down}"].value == shortlist().stamp.run
    assert sheet[f"{heads['Reasons read']}3"].value is not None
    live = [cell for each in opened for row in each.iter_rows() for cell in row if cell.data_type == "f"]
    assert live == []


def test_what_is_filled_in_is_read_back_and_blank_rows_decide_nothing(book):
    opened = openpyxl.load_workbook(book)
    sheet = opened[NAME]
    heads = {str(cell.value): place for place, cell in enumerate(sheet[2], 1)}
    sheet.cell(3, heads[DECISION]).value = "Held for now"
    sheet.cell(3, heads[REASON]).value = "timing"
    sheet.cell(3, heads[WORDS]).value = "=They asked to wait"
    opened.save(book)
    read = read_decisions([book])
    assert read.problems == []
    (row,) = read.rows
    first = shortlist().rows[0]
    assert (row.client, row.vacancy, row.decision, row.reason) == (
        first.client,
        first.vacancy,
        "Held for now",
        "timing",
    )
    assert row.run == shortlist().stamp.run
    assert len(row.seen) == len(code_of(reasons(first))) == 8
    assert read.undecided == len(shortlist().rows) - 1
