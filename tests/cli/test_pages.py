"""Pages are as the commands are: the reference, the README, every line to type in the how-to pages."""

from __future__ import annotations

import re
import shlex
import shutil

import pytest

from matcher.cli.help import PANELS
from tests.cli.given import an_advert, texts
from tests.cli.golden import ROOT, same
from tests.cli.test_help import ALL, COMMANDS, examples
from tests.journeys.packs import for_examples

HEAD = """\
# Commands

Printed by the program itself; `make golden` writes this page anew. `matcher COMMAND --help` shows the same.
"""
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
SHOWN = re.compile(r"(?<=<!-- golden: matcher )(?P<typed>[^>]*?) -->\n```\n(?P<text>.*?)```\n<!-- end -->", re.DOTALL)
STAMP = re.compile(r"Run 20\d\d-\d\d-\d\d-[0-9a-f]{8}\. Data of [^.]*\. Models [0-9a-f]{12}\. Version\s[\d.]+\.")


def test_golden_commands_page(run):
    panels: dict[str, list[str]] = {panel: [] for panel in PANELS}
    for name in COMMANDS:
        panels[getattr(ALL.commands[name.split()[0]], "rich_help_panel", "")].append(name)
    parts = [HEAD]
    for panel, names in panels.items():
        parts.append(f"\n## {panel}\n")
        for name in names:
            parts.append(f"\n### matcher {name}\n\n```\n{run(*name.split(), '--help').out.rstrip()}\n```\n")
    assert same(ROOT / "docs" / "reference" / "commands.md", "".join(parts)), "run make golden"


def test_golden_readme_shows_a_real_shortlist(run, demo):
    """As it is printed; the run and the models' digest may be of another day."""
    path = ROOT / "README.md"
    readme = path.read_text(encoding="utf-8")
    found = SHOWN.search(readme)
    assert found
    printed = run(*shlex.split(found["typed"])).out
    if _bare(printed) != _bare(found["text"]):
        assert same(path, readme[: found.start("text")] + printed + readme[found.end("text") :]), "run make golden"


def _bare(printed: str) -> str:
    return STAMP.sub("", " ".join(printed.split()))


def typed_in_pages() -> list[str]:
    """Every line to type, but those that are run as examples of their commands."""
    known = {str(example.values[0]) for example in examples()}
    blocks = [
        block
        for page in PAGES
        for block in re.findall(r"^ *```\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    ]
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return list(dict.fromkeys(line for line in lines if line.startswith("matcher ") and line not in known))


@pytest.mark.parametrize("typed", typed_in_pages())
def test_what_pages_say_to_type_works(run, own_demo, monkeypatch, typed):
    here = own_demo.parent / "here"
    shutil.copytree(own_demo, here)
    monkeypatch.chdir(here)
    monkeypatch.delenv("MATCHER_PROGRAMME")
    for name in ("to-fill-in.xlsx", "caseload.xlsx"):
        assert run("template", "-o", name).code == 0
    if "import --equality" in typed:
        assert run("template", "--equality", "-o", "equality.xlsx").code == 0
    if "import --households" in typed:
        assert run("template", "--households", "-o", "households.xlsx").code == 0
    (here / "adverts").mkdir()
    (here / "adverts" / "one.json").write_text(an_advert())
    texts(here)
    if typed.startswith(("matcher pack", "matcher reply")):
        for_examples(here)
    if typed.startswith("matcher db restore"):
        assert run("db", "backup", "backup-2026-11-16.zip", "--as", "manager", "--by", "m-1").code == 0
    if typed.startswith("matcher data erase"):
        for page in here.glob("shortlist-*"):  # what names them outside the store is for a person to clear
            page.unlink()
    (here / "our-models").mkdir()
    ran = run(*shlex.split(typed.partition(" > ")[0])[1:])
    assert ran.code == 0, ran.err + ran.out


def test_every_link_in_the_pages_leads_somewhere():
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_reference_names_every_command():
    page = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for name in ALL.commands:
        assert f"### matcher {name}" in page
