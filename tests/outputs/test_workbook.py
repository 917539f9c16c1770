"""The workbook: one table a sheet, readable, nothing live, stamped, opens where people open it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from typing import Any

import openpyxl
import pytest

from matcher.outputs import workbook
from tests.outputs.shown import HOSTILE, jobs, shortlist

SHEETS = ["About", "Shortlist", "Questions", "Steps", "Requirements", "Lines", "Conditions"]


@pytest.fixture
def written(tmp_path):
    def write(explained):
        path = tmp_path / "list.xlsx"
        workbook.write(explained, path)
        return path

    return write


def rows_of(sheet) -> list[dict[str, Any]]:  # cells are text, days and numbers
    """The table's rows by header."""
    head, *rest = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2))
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_one_table_a_sheet_with_a_title_and_frozen_readable_headers(written):
    book = openpyxl.load_workbook(written(shortlist()))
    assert book.sheetnames == SHEETS
    assert book.active is book["About"]
    for sheet in book:
        assert len(sheet.tables) == 1
        assert sheet["A1"].value
        assert sheet.freeze_panes is not None
        assert not sheet.merged_cells.ranges
        assert len(sheet.title) <= 31
        headers = [cell.value for cell in sheet[2]]
        assert all(header and "_" not in str(header) for header in headers)
        assert not [row for row in sheet.iter_rows(min_row=2, values_only=True) if not any(row)], "no blank rows"
        assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Arial"}
        assert min(cell.font.sz for row in sheet.iter_rows() for cell in row) >= 11


def test_the_cover_says_what_it_is_and_where_it_comes_from(written):
    about = rows_of(openpyxl.load_workbook(written(shortlist()))["About"])
    said: dict[object, Any] = {row["What"]: row["Says"] for row in about}  # text, days and numbers
    assert said["List"] == "Shortlist for Shelf filler"
    assert said["Run"] == "2026-11-16-1a2b3c4d"
    assert said["Models"] == "0" * 64
    assert said["Data of"].date().isoformat() == "2026-11-16"
    assert said["Mind"].startswith("Nobody may be put forward")
    assert [row["Says"] for row in about if row["What"] == "In short"] == list(shortlist().summary)


def test_rows_and_lines_are_numbers_that_add_up(written):
    book = openpyxl.load_workbook(written(shortlist()))
    rows, lines = rows_of(book["Shortlist"]), rows_of(book["Lines"])
    assert [row["Client"] for row in rows] == [row.client for row in shortlist().rows]
    for row, explained in zip(rows, shortlist().rows, strict=True):
        assert row["Client's points"] == explained.suits_client.points
    assert sum(line["Points"] for line in lines) == sum(
        row.suits_client.points + row.suits_job.points for row in shortlist().rows
    )
    assert all(isinstance(line["Points"], int) for line in lines)


def test_a_list_of_jobs_names_the_jobs(written):
    book = openpyxl.load_workbook(written(jobs()))
    assert book.sheetnames[1] == "Jobs"
    assert [row["Job"] for row in rows_of(book["Jobs"])] == ["Shelf filler", "Shelf filler"]
    assert "Requirements" not in book.sheetnames, "an empty table has no sheet"
    about = [row["Says"] for row in rows_of(book["About"]) if row["What"] == "Sheet Requirements"]
    assert about == ["nothing to show, so there is no such sheet"]


def test_no_words_ever_become_a_formula(written):
    path = written(shortlist(hostile=True))
    book = openpyxl.load_workbook(path)
    live = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert live == []
    starts = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value[:1] in workbook.NEVER_LIVE
    ]
    assert starts
    assert all(cell.quotePrefix for cell in starts), "it stays text when the cell is edited"
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        assert not [name for name in names if "externalLink" in name or "vba" in name or "hyperlink" in name]
        assert b"<f>" not in b"".join(parts.read(name) for name in names)


def test_the_same_list_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        workbook.write(shortlist(), tmp_path / f"{name}.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_a_cell_longer_than_a_spreadsheet_allows_is_cut(written):
    import dataclasses

    longer = dataclasses.replace(shortlist(), title="x" * 40_000)
    about = rows_of(openpyxl.load_workbook(written(longer))["About"])
    assert len(str(about[0]["Says"])) == workbook.LONGEST_CELL


OFFICE = shutil.which("soffice") or shutil.which("localc")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")
def test_libreoffice_opens_it_and_reads_the_same(written, tmp_path):
    path = written(shortlist(hostile=True))
    out = tmp_path / "out"
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "ods",
            "--outdir",
            str(out),
            str(path),
        ],
        capture_output=True,
        timeout=180,
        check=True,
    )
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(out / "list.ods"))
    assert book.sheet_names == SHEETS
    rows = book.get_sheet_by_name("Shortlist").to_python()
    assert len(rows) == 2 + len(shortlist().rows)
    text = str(book.get_sheet_by_name("About").to_python())
    assert "=HYPERLINK" in text, "still words"
    assert HOSTILE[:10] in text
