"""The page: one file, no script, nothing fetched, structure and contrast that anyone can use, no sideways scroll."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from matcher.explain import ExplainedList
from matcher.outputs import page
from tests.outputs.shown import HOSTILE, jobs, shortlist

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Read(HTMLParser):
    """What a page is made of: tags with their attributes in order, text, and whether tags close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def made(kind: str) -> ExplainedList:
    if kind == "jobs":
        return jobs()
    return shortlist(hostile=kind == "hostile")


@pytest.fixture(params=["shortlist", "jobs", "hostile"])
def text(request) -> str:
    return page.render(made(request.param))


def test_it_is_well_made_and_in_british_english(text):
    read = Read(text)
    assert text.startswith("<!doctype html>")
    assert read.open == []
    assert read.all("html")[0]["lang"] == "en-GB"
    assert len(read.all("h1")) == 1
    assert len(read.all("title")) == 1
    assert len(read.all("main")) == 1
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for attributes in read.all("a")]
    assert all(link and link[0] == "#" and link[1:] in ids for link in links)
    assert links[0] == "#main", "the skip link comes first"


def test_headings_go_down_one_step_at_a_time(text):
    steps = [int(tag[1]) for tag, _ in Read(text).tags if re.fullmatch(r"h[1-6]", tag)]
    assert steps[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(steps))


def test_tables_have_a_caption_and_every_header_a_scope(text):
    read = Read(text)
    assert len(read.all("caption")) == len(read.all("table")) > 0
    assert all(attributes.get("scope") in ("col", "row") for attributes in read.all("th"))


def test_nothing_runs_and_nothing_is_fetched(text):
    read = Read(text)
    forbidden = {"script", "img", "link", "iframe", "object", "embed", "form", "video", "audio", "base"}
    assert not forbidden & {tag for tag, _ in read.tags}
    for _, attributes in read.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("src", "style", "srcset")]
    style = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"url\(|@import|@font-face|expression", style)
    policy = [a["content"] for a in read.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy[0].startswith("default-src 'none'")


def test_hostile_words_stay_words():
    text = page.render(shortlist(hostile=True))
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not {"\x00", "\x1b", "\u202e"} & set(text)
    assert "evil.example" in "".join(Read(text).text)
    assert HOSTILE not in text


def test_it_says_who_when_and_by_which_models_and_how_many():
    said = " ".join(" ".join(Read(page.render(shortlist())).text).split())
    for part in (
        "Run 2026-11-16-1a2b3c4d. Data of 16 November 2026. Models 000000000000. Version 0.1.0.",
        "60 people considered. Nothing keeps 38 of them out.",
        "If every requirement were applied as the employer stated it, it would be 29.",
        "2 people left out: nobody has asked yet whether we may match them.",
        "Nobody may be put forward for this job",
        "How many days before is the rota given out?",
        "It is not applied. If it were, it alone would keep 7 people out.",
        "2 more tied with the last one shown.",
        "Nobody here today." if not shortlist().rows_of("with_help") else "Could start with some help first",
    ):
        assert part in said, part


def test_lines_on_the_page_add_up_to_the_points_on_the_page():
    text = page.render(shortlist())
    for row in shortlist().rows:
        for total in (row.suits_client, row.suits_job):
            assert f"{total.points - total.extra} of {total.of} points" in text


def test_the_same_list_gives_the_same_bytes(tmp_path):
    page.write(shortlist(), tmp_path / "one.html")
    assert (tmp_path / "one.html").read_bytes() == page.render(shortlist()).encode()


# --- colours --------------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


CSS = (Path(page.__file__).parent / "templates" / "page.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", CSS))


@pytest.mark.parametrize("name", ["ink", "quiet", "link", "stop"])
@pytest.mark.parametrize("ground", ["#ffffff", "soft", "#ffe680"])
def test_text_stands_out_from_its_ground(name, ground):
    if ground == "#ffe680" and name == "quiet":
        pytest.skip("only a link or a summary has the focus colour behind it")
    assert contrast(COLOURS[name], COLOURS.get(ground, ground)) >= 4.5


def test_only_declared_colours_are_used():
    used = set(re.findall(r"#[0-9a-f]{3,6}\b", CSS))
    assert used <= {*COLOURS.values(), "#fff", "#000", "#ffe680"}


# --- in a browser -----------------------------------------------------------------------------------------------------

CHROMIUM = next(
    (found for name in (os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome")
     if (found := shutil.which(name))),
    None,
)  # fmt: skip

MEASURE = (
    "<script>for (const d of document.querySelectorAll('details')) d.open = true;"
    "const e = document.documentElement; const small = [...document.querySelectorAll('a, summary')]"
    ".filter(x => x.className !== 'skip' && x.getBoundingClientRect().height < 24).length;"
    "document.title = `WIDE ${e.scrollWidth} OF ${e.clientWidth} SMALL ${small}`;</script>"
)


def seen(tmp_path: Path, html: str, width: int) -> tuple[int, int, int]:
    """How wide a browser makes the page, how wide it shows it, how many links are too small to press."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    frame = tmp_path / "frame.html"
    inner = tmp_path / "page.html"
    inner.write_text(html.replace("</body>", MEASURE + "</body>"), encoding="utf-8")
    # Headless windows do not get as narrow as a phone; a frame does.
    frame.write_text(
        f'<!doctype html><iframe id="f" src="page.html" style="border:0;width:{width}px;height:800px"></iframe>'
        "<script>onload = () => setTimeout(() => document.title = "
        "document.getElementById('f').contentDocument.title, 50)</script>",
        encoding="utf-8",
    )
    run = subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=3000",
            "--window-size=1400,900",
            "--dump-dom",
            frame.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    found = re.search(r"<title>WIDE (\d+) OF (\d+) SMALL (\d+)</title>", run.stdout)
    assert found, run.stderr[-2000:]
    wide, shown, small = map(int, found.groups())
    return wide, shown, small


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("kind", ["shortlist", "jobs", "hostile"])
def test_a_browser_needs_no_sideways_scroll(tmp_path, width, kind):
    wide, shown, small = seen(tmp_path, page.render(made(kind)), width)
    assert wide <= shown <= width
    assert small == 0, "what can be pressed is at least 24 pixels high"


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")
def test_the_browser_would_see_a_page_that_is_too_wide(tmp_path):
    html = page.render(jobs()).replace("<h1>", '<div style="width: 700px">x</div><h1>')
    wide, shown, _ = seen(tmp_path, html, 320)
    assert wide > shown
