"""The client's page: all that is held and nothing about rank, in plain words, with nothing live in it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from matcher.explain.grade import reading_grade
from matcher.importers.told_back import about_clients
from matcher.library.load import load_library
from matcher.records.client import Client
from matcher.store.folder import open_folder
from tests.demos import Commands, copy_of_demo
from tests.hands import SIGNED

WORDS = load_library().brokerage.client_page
C, V = "C0014", "V0031"
KEY_WORKER = ("--as", "key-worker", "--by", "kw-1")


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    for name in ("MATCHER_PROGRAMME", "MATCHER_BY", "MATCHER_ROLE", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(capsys, monkeypatch):
    return Commands(capsys, monkeypatch)


@pytest.fixture
def demo(tmp_path, monkeypatch):
    folder = copy_of_demo(tmp_path / "demo")
    monkeypatch.setenv("MATCHER_PROGRAMME", str(folder))
    return folder


def page(run, demo: Path, *more: str, client: str = C) -> str:
    path = demo.parent / "page.html"
    ran = run("page", client, "-o", str(path), *KEY_WORKER, *more)
    assert ran.code == 0, ran.err
    return path.read_text(encoding="utf-8")


class _Reader(HTMLParser):
    """Text and tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.said: list[str] = []
        self._style = False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._style = tag == "style"

    def handle_endtag(self, tag):
        self._style = False

    def handle_data(self, data):
        if not self._style:
            self.said.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def test_every_column_about_clients_stands_on_the_page_or_has_a_reason_not_to():
    told = {*WORDS.told, *((one.sheet, one.column) for one in WORDS.left_out)}
    for sheet in about_clients():
        for column in sheet.columns:
            assert (sheet.name, column.name) in told or (sheet.name, "*") in told, "tell it, or say why not"
    there = {(sheet.name, column.name) for sheet in about_clients() for column in sheet.columns}
    names = {sheet.name for sheet in about_clients()}
    assert {one for one in told if one not in there and not (one[1] == "*" and one[0] in names)} == set()
    assert all(one.why for one in WORDS.left_out)


def test_what_is_held_of_a_client_is_told_them_word_for_word(run, demo):
    told = " ".join(read(page(run, demo)).said)
    client = next(one for one in open_folder(demo).everything().clients if one.id == C)
    assert client.sector
    assert client.sector in told
    for statement in client.statements:
        assert statement.what.words in told
    for other in open_folder(demo).everything().clients:
        assert other.id == C or other.id not in told


def test_what_is_not_known_is_no_line_of_its_own_and_is_asked_about_once(run, demo):
    """C0001 has three times of care, of which nobody knows where, or how long the way in is."""
    said = " ".join(" ".join(read(page(run, demo, client="C0001")).said).split())
    assert "who has them Nobody else; what it is drop-off, Foxglove school" in said
    assert "ot known" not in said
    (asked,) = re.findall(r"Would you like to tell us: ([^?]*times you look after[^?]*)\?", said)
    assert "times you look after someone (where, minutes to drop off, minutes to pick up" in asked
    assert said.count("minutes to drop off") == 1


@pytest.mark.parametrize("style", [(), ("--large",), ("--easy",)])
def test_no_points_levels_or_ranks_and_nothing_live(run, demo, style):
    found = read(page(run, demo, *style))
    assert not {"script", "form", "input", "button", "iframe", "object", "img", "link", "a"} & found.tags
    assert not {"src", "href", "action", "onclick", "onload"} & found.attributes
    said = " ".join(found.said)
    assert not re.search(r"\b(points?|ranks?|ranked|score[sd]?|shortlist)\b", said, re.IGNORECASE)
    assert not re.search(r"\b\d+ of \d+\b", said)


def own_sentences(style: str) -> list[str]:
    """Every sentence of ours on the page, as the models have it."""
    easy = style == "easy"
    many = [WORDS.opening, WORDS.plans.says, WORDS.contest.says]
    one = [section.says for section in WORDS.sections] + [WORDS.sign.says, WORDS.equality]
    return [
        *(line for two in many for line in (two.easy if easy else two.plain)),
        *((two.easy if easy else two.plain) for two in one),
    ]


@pytest.mark.parametrize("style", ["plain", "easy"])
def test_our_own_words_are_easy_to_read(style):
    ours = " ".join(own_sentences(style))
    assert reading_grade(ours) <= (2 if style == "easy" else 5)
    longest = max(len(one.split()) for one in re.split(r"[.?!]\s*", ours))
    assert longest <= (12 if style == "easy" else 15)


def test_what_one_role_alone_answered_is_not_on_it(run, demo):
    assert run("judge", C, V, "yes-with", "--words", "a visit on a quiet day", "--as", "epc").code == 0
    assert "a visit on a quiet day" not in page(run, demo)
    assert run("judge", C, V, "yes", *KEY_WORKER).code == 0
    assert "a visit on a quiet day" in page(run, demo)


def test_what_was_agreed_answered_and_decided_is_on_it(run, demo):
    employer = next(one.employer for one in open_folder(demo).everything().vacancies if one.id == V)
    run("consent", C, "introduction", "--employer", str(employer), "--may-say", "I like a calm shop.", "--by", "kw-1")
    assert "I like a calm shop." in page(run, demo)
    ran = run("decide", C, V, "put-forward", "--by", "epc-2", "--json")
    run("decide", C, V, "put-forward", "--by", "epc-2", "--seen", json.loads(ran.out)["code"])
    assert "We told the employer about you on 16 November 2026." in page(run, demo)
    run("answer", C, V, "no", "--by", "kw-1")
    assert "You said no. That stands." in page(run, demo)
    run("consent", C, "introduction", "--withdraw", "--by", "kw-1")
    assert "You took this back. It stays so." in page(run, demo)


def test_hostile_words_stay_words(run, demo):
    bad = "<script>alert(1)</script><img src=x onerror=y>"
    with open_folder(demo).changing(SIGNED) as change:
        client = Client(id="C9000", words_for_employers=bad)
        change.put(change.known.model_copy(update={"clients": (*change.known.clients, client)}))
    found = read(page(run, demo, client="C9000"))
    assert not {"script", "img"} & found.tags
    assert bad in " ".join(found.said)


def test_somebody_nobody_may_match_has_a_page_too(run, demo):
    ran = run("consent", "--missing", "matching", "--json")
    who = json.loads(ran.out)["missing"]["not_asked"][0]
    assert "You have not said yes. That is fine." in page(run, demo, client=who)


def test_an_epc_does_not_make_it_and_that_it_was_made_is_logged(run, demo):
    ran = run("page", C, "-o", str(demo.parent / "x.html"))
    assert ran.code == 1
    assert "The client or a key worker may" in ran.err
    assert not (demo.parent / "x.html").exists()
    page(run, demo)
    with create_engine(f"sqlite:///{demo / 'programme.sqlite'}").connect() as connection:
        assert [row.action for row in connection.execute(text("SELECT action FROM event"))][-1] == "page"
