"""The workbook people fill in: drop-downs that are really there, notes, examples that are read as they stand."""

import os
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from matcher.importers.labels import Lists
from matcher.importers.sheets.all_sheets import BY_NAME, SHEETS
from matcher.importers.template import LEFT_OUT, write_template

FILLED = [sheet for sheet in SHEETS if sheet.name not in LEFT_OUT]


@pytest.fixture(scope="module")
def template(tmp_path_factory, library) -> Path:
    path: Path = tmp_path_factory.mktemp("template") / "template.xlsx"
    write_template(path, library=library)
    return path


def lists_of(book: openpyxl.Workbook, sheet: str) -> dict[str, tuple[str, ...]]:
    """What each drop-down of a sheet offers, by the heading it stands under."""
    worksheet = book[sheet]
    found: dict[str, tuple[str, ...]] = {}
    for rule in worksheet.data_validations.dataValidation:
        if rule.type != "list":
            continue
        column, first, _, last = range_boundaries(str(rule.sqref).split()[0])
        assert column is not None
        assert first == 2
        assert last is not None
        assert last > 1000
        heading = str(worksheet.cell(1, column).value)
        name = rule.formula1.lstrip("=").strip("$'")
        found[heading] = named_cells(book, name)
    return found


def named_cells(book: openpyxl.Workbook, name: str) -> tuple[str, ...]:
    where = book.defined_names[name].attr_text.replace("'", "")
    sheet, _, cells = where.partition("!")
    assert sheet in book.sheetnames
    return tuple(str(row[0].value) for row in book[sheet][cells.replace("$", "")] if row[0].value is not None)


def check_drop_downs(path: Path, library) -> int:
    """Every column that offers answers has them as a drop-down; returns how many do."""
    book = openpyxl.load_workbook(path)
    count = 0
    for sheet in FILLED:
        lists = lists_of(book, sheet.name)
        for column in sheet.columns:
            offers = column.kind.offers(Lists(library))
            if offers:
                assert lists[column.header] == offers, (sheet.name, column.header)
                count += 1
    return count


def test_drop_downs_headings_and_notes(template, library):
    assert check_drop_downs(template, library) > 60
    book = openpyxl.load_workbook(template)
    assert book.sheetnames == ["Read me", *(sheet.name for sheet in FILLED), "Lists"]
    assert book.worksheets.index(book["Read me"]) == 0
    for sheet in FILLED:
        worksheet = book[sheet.name]
        assert [cell.value for cell in worksheet[1]] == [column.header for column in sheet.columns]
        assert worksheet.freeze_panes == "B2"
        assert worksheet.merged_cells.ranges == set()
        notes = {str(rule.sqref).split(":")[0]: rule.prompt for rule in worksheet.data_validations.dataValidation}
        for place, column in enumerate(sheet.columns, 1):
            assert notes[f"{get_column_letter(place)}2"] == column.note
        assert {cell.font.name for row in worksheet.iter_rows(max_row=3) for cell in row} == {"Arial"}
        assert {cell.font.sz for row in worksheet.iter_rows(max_row=3) for cell in row} == {11}


def test_references_and_times_are_text_columns_so_that_007_stays(template):
    book = openpyxl.load_workbook(template)
    for sheet, heading in (("clients", "Client"), ("weeks", "Client"), ("weeks", "From"), ("clients", "Phone")):
        place = [column.header for column in BY_NAME[sheet].columns].index(heading) + 1
        widths = book[sheet].column_dimensions.values()
        (covering,) = [one for one in widths if (one.min or 0) <= place <= (one.max or 0)]
        assert covering.number_format == "@"


def test_what_the_library_asks_first_stands_out(template, library):
    book = openpyxl.load_workbook(template)
    standing_out = {
        f"{sheet.name}: {cell.value}"
        for sheet in FILLED
        for cell in book[sheet.name][1]
        if cell.border.bottom.style == "thick"
    }
    assert {
        "clients: Client",
        "clients: Postcode or sector",
        "weeks: Pattern",
        "wants: What",
        "vacancies: Title",
    } < standing_out
    assert {"consent: Rests on", "employers: Name", "shifts: From", "clients: Undecided"} < standing_out
    assert not {line for line in standing_out if line.startswith(("observations", "care", "places", "requirements"))}
    facts = {fact.partition(":")[0] for whose in ("client", "vacancy") for fact in library.stages.first_facts(whose)}
    answered = {sheet.answers.get(c.name) or c.path for sheet in SHEETS for c in sheet.columns}
    assert facts <= answered, "what is asked first has a column"


def test_the_first_sheet_says_what_every_pattern_means(template, library):
    lines = [str(row[0].value) for row in openpyxl.load_workbook(template)["Read me"].iter_rows()]
    for pattern in library.weeks.patterns:
        assert f"{pattern.name}: {pattern.says}." in lines
    assert all(len(line.split()) <= 40 for line in lines)


def test_the_template_as_it_is_holds_nothing_but_examples(template, read):
    imported = read(template)
    assert imported.problems == []
    assert imported.programme.clients == ()
    assert {counts.found - counts.examples for counts in imported.read.values()} == {0}
    assert sum(counts.examples for counts in imported.read.values()) == 2 * len(FILLED) - 1


def test_the_examples_are_right_once_their_references_are_real(template, read, tmp_path):
    book = openpyxl.load_workbook(template)
    for worksheet in book.worksheets:
        for row in worksheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("example"):
                    cell.value = cell.value.removeprefix("example-").removeprefix("example ")
    book["programme"]["A2"] = "01/11/2026"
    book.save(tmp_path / "filled.xlsx")
    imported = read(tmp_path / "filled.xlsx")
    assert [problem.say() for problem in imported.problems if problem.stops_row] == []
    assert {sheet for sheet, counts in imported.read.items() if counts.loaded != 2} == {"programme"}
    assert len(imported.programme.clients) == 2


# --- in LibreOffice


SOFFICE = shutil.which("soffice")


def converted(path: Path, to: str, folder: Path) -> Path:
    """The workbook as LibreOffice writes it after opening it."""
    profile = folder / "profile"
    subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "HOME": str(folder)},
    )
    return folder / f"{path.stem}.{to}"


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed (libreoffice-calc)")
def test_drop_downs_are_there_in_libreoffice_and_what_it_saves_is_read(template, read, library, tmp_path):
    again = converted(template, "xlsx", tmp_path)
    assert check_drop_downs(again, library) > 60
    imported = read(again)
    assert imported.problems == []
    assert sum(counts.examples for counts in imported.read.values()) == 2 * len(FILLED) - 1
