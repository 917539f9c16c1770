"""Help is there at once, in the reader's words, with examples that work; mistakes say what to type."""

from __future__ import annotations

import shlex
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from matcher.cli.app import app
from matcher.cli.help import PANELS, contents
from tests.demos import copy_of_demo

ALL = cast("TyperGroup", get_command(app))
GROUPS = {name: command for name, command in ALL.commands.items() if isinstance(command, TyperGroup)}
COMMANDS = {
    **{name: command for name, command in ALL.commands.items() if name not in GROUPS},
    **{f"{group} {name}": one for group, commands in GROUPS.items() for name, one in commands.commands.items()},
}


def examples():
    return [
        pytest.param(line.strip(), id=line.strip())
        for command in COMMANDS.values()
        for line in (command.epilog or "").splitlines()
    ]


def test_the_contents_name_every_command_under_a_heading(run):
    ran = run("--help")
    assert ran.code == 0
    assert ran.err == ""
    places = [ran.out.index(f"\n{panel}\n") for panel in PANELS]
    assert places == sorted(places)
    for name in ALL.commands:
        assert f"\n  {name} " in ran.out


def test_no_command_shows_the_contents(run):
    assert run().out == run("--help").out
    for group in GROUPS:
        assert run(group).out == run(group, "--help").out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_an_example_of_its_own(run, name):
    ran = run(*name.split(), "--help")
    assert ran.code == 0
    assert f"Usage: matcher {name}" in ran.out
    lines = (COMMANDS[name].epilog or "").splitlines()
    assert lines
    assert all(line.strip().startswith(f"matcher {name}") for line in lines)
    assert all(line.strip() in ran.out for line in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_is_explained(name):
    for param in COMMANDS[name].params:
        assert isinstance(param, TyperArgument | TyperOption)
        assert param.help, f"{name}: {param.name}"
        assert param.metavar or getattr(param, "is_flag", False), f"{name}: {param.name} shows no value"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_help_fits_the_screen(width):
    with ALL.make_context("matcher", [], resilient_parsing=True) as context:
        assert all(len(line) <= width for line in contents(ALL, context, width=width))


@cache
def given_demo() -> Path:
    """The demo with a filled-in workbook, adverts, notes and an edition of the models beside it."""
    from matcher.workflows.programme.template import template
    from tests.cli.given import an_advert, texts

    here = copy_of_demo(Path(tempfile.mkdtemp(prefix="matcher-tests-")) / "here")
    template(here / "caseload.xlsx")
    (here / "adverts").mkdir()
    (here / "adverts" / "one.json").write_text(an_advert())
    texts(here)
    (here / "our-models").mkdir()
    return here


@pytest.mark.parametrize("example", examples())
def test_examples_work_on_the_demo(run, tmp_path, monkeypatch, example):
    """Run in a folder of one's own that has all the examples speak of, with a copy of the demo in it."""
    from tests.journeys.packs import for_examples

    shutil.copytree(given_demo(), tmp_path / "here")
    copy_of_demo(tmp_path / "demo-programme")
    monkeypatch.chdir(tmp_path / "here")
    if example.startswith(("matcher pack", "matcher reply")):
        for_examples(tmp_path / "here")
    if "backup.zip" in example:
        assert run("db", "backup", "backup.zip", "--as", "manager").code == 0
    example = example.replace("--clients 2000 --vacancies 2000", "--clients 20 --vacancies 20")
    ran = run(*shlex.split(example.partition(" > ")[0])[1:])
    assert ran.code == 0, ran.err + ran.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("shortlst V0031", 'No command "shortlst". Did you mean "shortlist"?'),
        ("qqqq", 'No command "qqqq". `matcher --help` lists them.'),
        ("models chek", 'Did you mean "check"?'),
        ("models show shift_cver", "shift_cover"),
        ("shortlist", "`matcher shortlist` needs VACANCY"),
        ("why C0001", "needs VACANCY"),
        ("what-if C0001 V0031", "Say what would be otherwise:"),
        ("what-if C0001 --set Notice=3", "--set is about one pair"),
        ("jobs C0001 --ladder -o list.xlsx", "--ladder goes with -o names that end in .html or .json"),
        ("batch", "needs --out DIR"),
        ("shortlist V0031 --top 900", "--top must be 100 or less. You typed 900."),
        ("shortlist V0031 --top 0", "--top must be 1 or more. You typed 0."),
        ("shortlist V0031 --top ten", '--top must be a whole number from 1 to 100. You typed "ten".'),
        ("shortlist V0031 --top 1e3", "--top must be a whole number"),
        ("shortlist V0031 --top", "--top needs a value after it."),
        ("shortlist V0031 --tpo 3", 'No option --tpo. Did you mean "--top"?'),
        ("shortlist V0031 --json=yes", "--json takes no value"),
        ("shortlist V0031 V0032", '"V0032" is one too many. `matcher shortlist` takes VACANCY'),
        ("--programme x shortlist V0031", "Options come after the command"),
        ("shortlist V0031 --on 31/02/2026", "--on must be a day, such as 16/11/2026."),
        ("shortlist V0031 --on tomorrow", "--on must be a day"),
        ("shortlist V0031 -o list.pdf", "-o needs a name that ends in .html, .xlsx, .json, .parquet."),
        ("why C0001 V0031 --for boss", "--for must be one of epc, client, employer."),
        ("what-if C0001 V0031 --set hours", "--set needs a fact and a value with = between them"),
        ("what-if C0001 V0031 --set =3", "--set needs a fact and a value"),
        ("import", "needs FILE..."),
        ("import x.csv --problems out.csv", "--problems needs a name that ends in .xlsx."),
        ("import x.csv --equality --adverts", "--equality goes with --dry-run only"),
        ("template -o book.csv", "-o needs a name that ends in .xlsx."),
        ("demo d --clients many", "--clients must be a whole number"),
        ("demo d --seed -1", "--seed must be 0 or more. You typed -1."),
        ("shortlist ''", "VACANCY is empty."),
        ("shortlist V0031 --programme ''", "--programme needs the name of a file or folder."),
    ],
)
def test_a_mistyped_command_says_what_to_type(run, demo, typed, said):
    ran = run(*shlex.split(typed))
    assert said in ran.err
    assert ran.out == ""
    assert ran.code == 2


def test_the_version(run):
    from matcher import __version__

    assert run("--version").out == f"matcher {__version__}\n"
