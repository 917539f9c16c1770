"""Words that try to be a formula or a script stay words in every file that a command writes (product L8)."""

from __future__ import annotations

import csv
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from matcher.records.client import Statement
from matcher.records.shape import Link
from matcher.records.words import Kind, Stance
from tests.journeys.packs import READY, VACANCY, change, put_forward

FORMULA = '=HYPERLINK("http://evil.example","x")'
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"
MARKS = ("=", "+", "-", "@", "\t", "\r")
HOSTILE = (FORMULA, SCRIPT, "@SUM(1+1)", "+1+1|' /C calc'!A0", "-2+3 {{7*7}} {% raw %}")
WRITTEN: list[tuple[str, ...]] = [
    ("shortlist", VACANCY, "--ladder", "-o", "s.html"),
    ("shortlist", VACANCY, "-o", "s.xlsx"),
    ("jobs", READY[0], "-o", "j.xlsx"),
    ("pack", VACANCY, "--by", "epc-2", "--ring", FORMULA, "-o", "p.html"),
    ("pack", VACANCY, "--by", "epc-2", "--ring", SCRIPT, "-o", "p.xlsx"),
    ("decide", VACANCY, "--sheet", "d.xlsx"),
    ("decide", VACANCY, "--sheet", "d.csv"),
    ("challenge", "list", "--all", "-o", "asked.html"),
    ("action", "list", "--all", "-o", "actions.xlsx"),
    ("employers", "list", "--all", "-o", "employers.html"),
    ("gaps", "-o", "gaps.html"),
    ("prospects", "-o", "prospects.html"),
    ("steps", READY[0], "-o", "steps.html"),
    ("import", "export.csv", "--make-map", "crm.yaml"),
    ("import", "clients.csv", "--dry-run", "--problems", "wrong.xlsx"),
]


@pytest.fixture
def hostile(own_demo, tmp_path, monkeypatch):
    """A demo in which everybody who can write words wrote hostile ones."""
    put_forward(own_demo, *READY[:3], helps=FORMULA)

    def spoil(changing):
        known = changing.known
        says = Statement(stance=Stance.CAN_DO, kind=Kind.TASK, what=Link(words=FORMULA))
        clients = tuple(
            one.model_copy(update={"words_for_employers": SCRIPT, "statements": (*one.statements, says)})
            for one in known.clients
        )
        vacancies = tuple(
            one.model_copy(
                update={
                    "title": HOSTILE[place % len(HOSTILE)],
                    "decides": FORMULA,
                    "requirements": tuple(each.model_copy(update={"words": SCRIPT}) for each in one.requirements),
                }
            )
            for place, one in enumerate(known.vacancies)
        )
        employers = tuple(
            one.model_copy(update={"name": f"{HOSTILE[place % len(HOSTILE)]} {place}"})
            for place, one in enumerate(known.employers)
        )
        changing.put(known.model_copy(update={"clients": clients, "vacancies": vacancies, "employers": employers}))

    change(own_demo, spoil)
    monkeypatch.chdir(tmp_path)
    rows = f'Participant ID,"{FORMULA.replace(chr(34), chr(34) * 2)}",Travel method\nP-1,x,"{SCRIPT}"\n'
    Path("export.csv").write_text(rows, encoding="utf-8")
    Path("clients.csv").write_text(f'Client,Ways to travel\n"{SCRIPT}",=1+1\n@x,"{SCRIPT}"\n', encoding="utf-8")
    return tmp_path


class Tags(HTMLParser):
    """Tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, tuple(name for name, _ in attrs)))


def check_page(path: Path) -> str:
    """No tag that runs or fetches anything; the page's text."""
    text = path.read_text(encoding="utf-8")
    tags = Tags(text).found
    assert not {"script", "img", "iframe", "object", "embed", "form", "link"} & {tag for tag, _ in tags}, path
    assert not [name for _, names in tags for name in names if name.startswith("on") or name in ("src", "style")], path
    return text


def check_book(path: Path) -> str:
    """No cell that runs or leads anywhere; every cell's text."""
    said = []
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", (path, sheet.title, cell.coordinate)
            assert cell.hyperlink is None, (path, sheet.title, cell.coordinate)
            said.append(str(cell.value))
    return " ".join(said)


def check_csv(path: Path) -> str:
    """No cell that a spreadsheet would run; the file's text."""
    with path.open(encoding="utf-8", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(MARKS)], path
    return path.read_text(encoding="utf-8")


CHECKS = {".html": check_page, ".xlsx": check_book, ".csv": check_csv}


def test_hostile_words_stay_words_in_every_file_that_a_command_writes(run, hostile):
    given = set(hostile.rglob("*"))
    for arguments in WRITTEN:
        ran = run(*arguments)
        assert ran.code in (0, 1), (arguments, ran.err)
        assert "Traceback" not in ran.err + ran.out
        assert "Incident" not in ran.err, (arguments, ran.err)
    made = sorted(path for path in set(hostile.rglob("*")) - given if path.is_file())
    names = {path.name for path in made}
    wanted = {arguments[-1] for arguments in WRITTEN if "." in arguments[-1]}
    assert wanted <= names, wanted - names
    seen = [path.name for path in made if path.suffix in CHECKS and "evil.example" in CHECKS[path.suffix](path)]
    assert {"p.html", "p.xlsx", "s.xlsx"} <= set(seen), "the words are in the files, as words"
