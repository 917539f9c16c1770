"""The pack as a page and as a workbook: self-contained, usable by anyone, nothing live, a sheet to answer on."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
import zipfile

import openpyxl
import pytest

from matcher.base.problems import Usage
from matcher.explain.answer_sheet import answer_headings
from matcher.outputs import pack, workbook
from tests.explain.made import library
from tests.outputs.packs import packed
from tests.outputs.shown import HOSTILE
from tests.outputs.test_page import CHROMIUM, Read, seen

PACKS = library().brokerage.packs
HEADINGS = answer_headings(PACKS)


@pytest.fixture(params=[False, True], ids=["plain", "hostile"])
def text(request) -> str:
    return pack.as_page(packed(hostile=request.param).view, library=library())


@pytest.fixture(params=[False, True], ids=["plain", "hostile"])
def book(request, tmp_path):
    path = tmp_path / "pack.xlsx"
    pack.write(packed(hostile=request.param).view, path, library=library())
    return path


def test_the_page_is_well_made(text):
    read = Read(text)
    assert text.startswith("<!doctype html>")
    assert read.open == []
    assert read.all("html")[0]["lang"] == "en-GB"
    assert [len(read.all(tag)) for tag in ("h1", "title", "main")] == [1, 1, 1]
    assert read.all("a")[0]["href"] == "#main"
    steps = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h[1-6]", tag)]
    assert steps[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(steps))
    assert len(read.all("caption")) == len(read.all("table")) == 3
    assert all(attributes.get("scope") in ("col", "row") for attributes in read.all("th"))


def test_nothing_runs_and_nothing_is_fetched(text):
    read = Read(text)
    forbidden = {"script", "img", "link", "iframe", "object", "embed", "form", "video", "audio", "base"}
    assert not forbidden & {tag for tag, _ in read.tags}
    for _, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset")]
    assert all(link["href"] == "#main" for link in read.all("a"))
    policy = [a["content"] for a in read.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


def test_hostile_words_stay_words():
    text = pack.as_page(packed(hostile=True).view, library=library())
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not {"\x00", "\x1b", "\u202e"} & set(text)
    assert HOSTILE not in text


def test_it_opens_with_words_and_ends_with_how_to_reply_and_when_to_throw_it_away():
    said = " ".join(" ".join(Read(pack.as_page(packed().view, library=library())).text).split())
    order = [PACKS.headings[part] for part in ("words", "shifts", "grid", "adjustments", "provides", "ring", "reply")]
    assert [said.index(heading) for heading in order] == sorted(said.index(heading) for heading in order)
    for one in packed().view.people:
        assert said.count(one.code) == 1
    assert "Throw away after 14 December 2026" in said
    assert "Please throw this away after 14 December 2026." in said
    assert said.index("I stacked shelves") < said.index("Can work these shifts")


def test_the_same_pack_gives_the_same_bytes(tmp_path):
    for name in ("one.html", "two.html", "one.xlsx", "two.xlsx"):
        pack.write(packed().view, tmp_path / name, library=library())
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with pytest.raises(Usage, match=r"\.html or \.xlsx"):
        pack.write(packed().view, tmp_path / "pack.docx", library=library())


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
@pytest.mark.parametrize("width", [1280, 320])
def test_a_browser_needs_no_sideways_scroll(tmp_path, width, text):
    wide, shown, small = seen(tmp_path, text, width)
    assert wide <= shown <= width
    assert small == 0


def test_the_workbook_has_a_sheet_to_answer_on(book):
    opened = openpyxl.load_workbook(book)
    assert opened.sheetnames == list(PACKS.sheets.values())
    answers = opened[PACKS.sheets["answers"]]
    heads = {cell.value: "ABCDEF"[place] for place, cell in enumerate(answers[2])}
    assert tuple(heads) == HEADINGS.all
    assert answers.protection.sheet, "the codes are held against slips"
    for down, one in enumerate(packed().view.people, 3):
        assert answers[f"{heads[HEADINGS.letter]}{down}"].value == one.letter
        assert answers[f"{heads[HEADINGS.code]}{down}"].value == one.code
        assert answers[f"{heads[HEADINGS.code]}{down}"].protection.locked
        for asked in (HEADINGS.answer, HEADINGS.reason, HEADINGS.share, HEADINGS.note):
            cell = answers[f"{heads[asked]}{down}"]
            assert cell.value is None
            assert not cell.protection.locked


def test_the_drop_downs_offer_every_answer_and_every_reason(book):
    opened = openpyxl.load_workbook(book)
    rules = opened[PACKS.sheets["answers"]].data_validations.dataValidation
    offered = []
    for rule in rules:
        name = str(rule.formula1)
        sheet, _, area = str(opened.defined_names[name].value).rpartition("!")
        cells = opened[sheet.strip("'")][area.replace("$", "")]
        offered.append([cell.value for (cell,) in cells])
        assert str(rule.sqref).endswith(str(2 + len(packed().view.people)))
    answers = library().brokerage.answers
    assert offered[0] == [one.name for one in answers.answers]
    assert sorted(offered[1]) == sorted(one.name for one in answers.reasons)
    assert offered[2] == ["Yes", "No"]


def test_the_workbook_is_readable_and_nothing_in_it_is_live(book):
    opened = openpyxl.load_workbook(book)
    assert opened.active is opened[PACKS.sheets["about"]]
    for sheet in opened:
        assert not sheet.merged_cells.ranges
        assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Arial"}
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            if isinstance(cell.value, str) and cell.value[:1] in workbook.NEVER_LIVE:
                assert cell.quotePrefix
    with zipfile.ZipFile(book) as parts:
        whole = b"".join(parts.read(name) for name in parts.namelist())
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name]
    assert b"<f>" not in whole
    for never in (b"C0012", b"C0044", b"E007", b"V0031", b"2026-11-16-1a2b3c4d"):
        assert never not in whole


OFFICE = shutil.which("soffice") or shutil.which("localc")


@pytest.mark.skipif(OFFICE is None, reason="no LibreOffice here")
def test_libreoffice_opens_it_and_keeps_the_lists_and_the_codes(tmp_path):
    path = tmp_path / "pack.xlsx"
    pack.write(packed(hostile=True).view, path, library=library())
    command = [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(path)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    opened = openpyxl.load_workbook(tmp_path / "out" / "pack.xlsx")
    answers = opened[PACKS.sheets["answers"]]
    assert [row[1].value for row in answers.iter_rows(min_row=3)] == [one.code for one in packed().view.people]
    assert len(answers.data_validations.dataValidation) == 3
    assert "=HYPERLINK" in str([cell.value for row in opened[PACKS.sheets["about"]].iter_rows() for cell in row])
    assert not [cell for sheet in opened for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
