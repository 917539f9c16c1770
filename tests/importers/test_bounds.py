"""Files that are too large, broken or made to do harm are refused in a sentence, and the next file is read."""

import io
import os
import zipfile

import pytest
import xlsxwriter

from matcher.importers import limits
from matcher.importers.opener import CannotOpen, Opener
from tests.importers.sheets_of import book, csvs, says


def parts_of(path):
    with zipfile.ZipFile(path) as source:
        return {name: source.read(name) for name in source.namelist()}


def packed(path, parts, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return path


@pytest.fixture
def good(tmp_path):
    return book(tmp_path / "good.xlsx", {"clients": [["Client", "Name"], ["C1", "Ann"], ["C2", "Bo"]]})


def reads(read, path, good):
    """What is said of a bad file, having seen that a good one beside it is still read."""
    imported = read(path, good)
    assert [client.id for client in imported.programme.clients][-2:] == ["C1", "C2"]
    return [problem.say() for problem in imported.problems]


def test_a_cell_at_the_far_end_of_the_world_does_not_end_the_program(read, good, tmp_path):
    parts = parts_of(good)
    far = parts["xl/worksheets/sheet1.xml"].replace(b'<c r="A2"', b'<c r="XFD1048576"')
    path = packed(tmp_path / "far.xlsx", parts | {"xl/worksheets/sheet1.xml": far})
    (line,) = reads(read, path, good)
    assert "far.xlsx: could not be read" in line


def test_a_zip_that_bursts_is_refused_by_what_it_says_and_by_what_it_does(read, good, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "UNZIPPED_MOST_BYTES", 1_000_000)
    parts = parts_of(good) | {"xl/media/image1.png": b"\0" * 5_000_000}
    path = packed(tmp_path / "bomb.xlsx", parts)
    assert path.stat().st_size < 100_000
    (line,) = reads(read, path, good)
    assert line == "bomb.xlsx: unpacks to 5.0 MB or more; at most 1.0 MB are read. Split it."
    data = bytearray(path.read_bytes())
    at = data.index((5_000_000).to_bytes(4, "little"), data.index(b"PK\x01\x02"))
    data[at : at + 4] = (10).to_bytes(4, "little")
    lying = tmp_path / "lying.xlsx"
    lying.write_bytes(data)
    (line,) = reads(read, lying, good)
    assert line.startswith("lying.xlsx: ")


def test_bounds_are_said_with_the_figure(read, good, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_MOST_BYTES", 1000)
    assert "is 0.0 MB" in says(read(good))[0]
    monkeypatch.undo()
    monkeypatch.setattr(limits, "PARTS_MOST", 3)
    assert "parts inside; at most 3 are read" in says(read(good))[0]
    monkeypatch.undo()
    monkeypatch.setattr(limits, "FILES_MOST", 1)
    assert "are 2 files; at most 1 are read at once" in says(read(good, good))[0]


def test_too_many_rows_are_refused_and_counted(read, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "ROWS_MOST", 5)
    rows = "\n".join(f"C{n}" for n in range(7))
    imported = read(csvs(tmp_path / "in", clients=f"Client\n{rows}"))
    assert says(imported) == ["clients.csv: has 7 rows; at most 5 are read at once. Split it."]
    assert (imported.read["clients"].found, imported.read["clients"].rejected) == (7, 7)
    with Opener() as opener:  # a reader of its own, since the bound is given to it when it starts
        path = book(tmp_path / "a.xlsx", {"clients": [["Client"], *([f"C{n}"] for n in range(7))]})
        (sheet,) = opener.sheets(path)
        assert (sheet["count"], len(sheet["rows"])) == (8, 6)


def test_too_many_columns_and_sheets(read, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "COLUMNS_MOST", 4)
    path = book(tmp_path / "a.xlsx", {"clients": [["Client", "", "", "", "x"], ["C1"]]})
    assert "has 5 columns; at most 4 are read" in says(read(path))[-1]
    monkeypatch.undo()
    monkeypatch.setattr(limits, "SHEETS_MOST", 1)
    path = book(tmp_path / "b.xlsx", {"clients": [["Client"], ["C1"]], "weeks": []})
    assert "has 2 sheets; at most 1 are read" in says(read(path))[0]


def test_a_cell_of_ten_megabytes_is_refused_in_a_line(read, tmp_path):
    path = tmp_path / "clients.csv"
    path.write_text(f"Client,Words for employers,Joined\nC1,{'x' * 10_000_000},\nC2,,{'9' * 10_000_000}\nC3,,\n")
    imported = read(path)
    assert [client.id for client in imported.programme.clients] == ["C3"]
    assert all(len(line) < 400 for line in says(imported))
    assert "10,000,000 characters" in says(imported)[0]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts: parts | {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"},
        lambda parts: parts | {"xl/worksheets/sheet1.xml": b"\xff\xfe\x00<"},
        lambda parts: parts | {"xl/workbook.xml": b"nothing"},
        lambda parts: {name: data for name, data in parts.items() if "sharedStrings" not in name},
        lambda parts: {name: data for name, data in parts.items() if "sheet1" not in name},
        lambda parts: {"mimetype": b"application/zip"},
        lambda parts: {},
    ],
)
def test_broken_insides_are_a_problem_and_never_more(read, good, tmp_path, spoil):
    path = packed(tmp_path / "spoilt.xlsx", spoil(parts_of(good)))
    reads(read, path, good)


def test_a_password_is_named(read, tmp_path, good):
    data = bytearray(good.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path = tmp_path / "locked.xlsx"
    path.write_bytes(data)
    assert "has a password" in reads(read, path, good)[0]


def test_the_reader_of_workbooks_is_silent_and_starts_again(tmp_path, good, capfd):
    with Opener() as opener:
        opener.sheets(good)
        process = opener._process
        assert process is not None
        process.kill()
        process.wait()
        assert opener.sheets(good)[0]["count"] == 3
        with pytest.raises(CannotOpen):
            opener.sheets(packed(tmp_path / "x.xlsx", {"xl/workbook.xml": b"<"}))
    assert capfd.readouterr() == ("", "")


def test_only_plain_values_are_taken_from_the_reader():
    import pickle

    from matcher.importers.opener import _Plain

    class Evil:
        def __reduce__(self):
            return os.getcwd, ()

    with pytest.raises(pickle.UnpicklingError):
        _Plain(io.BytesIO(pickle.dumps(Evil()))).load()


def test_a_file_nobody_may_open_is_said(read, tmp_path):
    path = tmp_path / "clients.csv"
    path.mkdir()
    assert says(read(path)) == [
        "clients.csv: is a folder without CSV files. "
        "Give an .xlsx, .xls or .ods file, a .csv file, or a folder of .csv files."
    ]


def test_formulas_are_read_by_the_value_they_show(read, tmp_path):
    workbook = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = workbook.add_worksheet("clients")
    sheet.write_row(0, 0, ["Client", "Fewest hours a week"])
    sheet.write_formula(1, 0, '="C"&"1"', None, "C1")
    sheet.write_formula(1, 1, "=8*2", None, 16)
    workbook.close()
    (client,) = read(tmp_path / "a.xlsx").programme.clients
    assert (client.id, client.conditions.hours_least_minutes) == ("C1", 960)
