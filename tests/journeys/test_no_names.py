"""No name, postcode or note text in any log, error message or incident file of the journeys (product L7).

One made-up person carries texts that stand nowhere else. Every command is typed about them, well and badly, and once
more with a fault of ours under it; whatever goes to stderr, into a log or into the decision log is searched.
"""

from __future__ import annotations

import csv
import json
import shlex
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from matcher.store import database
from tests.cli.given import csvs
from tests.demos import Commands, copy_of_demo

NAME, PHONE, EMAIL, POSTCODE = "Zebadiah Quartermoor", "01632 960771", "zeb@quartermoor.example", "ND3 4ZQ"
WORDS = "Plimsoll heron under the bandstand"
NEEDLES = ("Zebadiah", "Quartermoor", "960771", "quartermoor.example", "4ZQ", "Plimsoll", "bandstand")

SHEETS = {
    "clients": "Client,Name,Phone,Email,Safe way to be in touch,Postcode or sector,Joined,Words for employers\n"
    f"Z1,{NAME},{PHONE},{EMAIL},{WORDS},{POSTCODE},05/10/2026,{WORDS}\n",
    "consent": "Client,For,Rests on,On\nZ1,Matching,Agreement with notice,05/10/2026\n",
    "observations": "Client,About,Level,Said by,On,Words,Which one\n"
    f"Z1,job_goal_agreed,3,Key worker,02/11/2026,,{WORDS}\nZ1,Question put,,,02/11/2026,{WORDS},\n",
    "actions": f"Client,Towards,What,Who,By\nZ1,job_goal_agreed,{WORDS},Key worker,30/11/2026\n",
    "decisions": f"Client,Vacancy,Decision,On,Until,Words\nZ1,V0012,Held for now,01/11/2026,02/11/2026,{WORDS}\n",
    "jobs": "Job,Client,First paid day,Last paid day,The client's words,The employer's words\n"
    f"Z9,Z1,05/01/2026,30/01/2026,{WORDS},{WORDS}\n",
}
SPOILT = {
    "clients": "Client,Name,Phone,Email,Safe way to be in touch,Postcode or sector,Joined,Words for employers\n"
    f'Z1,"{NAME}\x07",{PHONE}\x07,{EMAIL}\x07,{WORDS}\x07,{POSTCODE} {NAME},31/31/2026,"{WORDS * 30}"\n',
    "consent": "Client,For,Rests on,On\nZ1,Everything,Agreement with notice,05/10/2026\n",
    "jobs": "Job,Client,First paid day,Last paid day,The client's words,The employer's words\n"
    f"Z9,Z1,05/01/2026,30/01/2025,{WORDS},{WORDS}\nZ8,Z1,05/01/2026,,{WORDS},\n",
    "worked": "Job,From,Hours a week\nZ9,05/01/2025,200\n",
}
"""Rows with something wrong beside what nobody may repeat."""

TYPED = (
    "import good",
    "import good --dry-run",
    "import spoilt --problems spoilt.xlsx",
    "shortlist V0031",
    "jobs Z1",
    "why Z1 V0031",
    "why Z1 V9999",
    "what-if Z1 V0031 --set 'Most hours a week=16'",
    "what-if Z1 V0031 --set 'Most hours a week=plenty'",
    "steps Z1",
    "services Z1",
    f'outcome start Z1 V0031 --title "{WORDS}" --hours 16 --pay 200',
    "outcome start Z1 V0031 --first-day 01/11/2026",
    "outcome hours J3 --hours 20 --since 01/01/2026",
    f'outcome end J3 --client-reason "{WORDS}" --employer-reason "{WORDS}" --did-not-hold "{WORDS}"',
    f'outcome end J3 --last-day 01/01/2020 --client-words "{WORDS}"',
    f'outcome end J3 --client-reason journey --client-words "{WORDS}" --employer-words "{WORDS}"',
    f'outcome end J3 --client-words "{WORDS * 100}"',
    "outcome list",
    "outcome show Z9",
    "outcome show Z0",
    f'consent Z1 introduction --employer E007 --words "{WORDS}" --may-say "{WORDS}"',
    f'consent Z1 story --words "{WORDS}" --may-say "{WORDS}" --until 01/01/2020',
    "consent Z1 introduction --withdraw --employer E007",
    "consent Z1",
    f'answer Z1 V0031 yes --asked "{WORDS}" --may-say "{WORDS}" --how "{WORDS}"',
    f'answer Z1 V0031 no --until 01/01/2027 --asked "{WORDS}"',
    f'judge Z1 V0031 yes-with --words "{WORDS}"',
    f'judge Z1 V0031 not-yet --words "{WORDS}"',
    f'decide Z1 V0031 put-forward --reason client_wants_it --words "{WORDS}" --seen 00000000',
    f'decide Z1 V0031 held --reason timing --words "{WORDS}"',
    f'decide Z1 V0031 held --words "{WORDS}"',
    f'hand-back open Z1 --criterion travel_plan --missing "{WORDS}" --what "{WORDS}" --words "{WORDS}"',
    f'hand-back open Z1 --criterion travel_plan --missing "{WORDS}" --due 01/01/2020',
    f'hand-back move HB2 done --words "{WORDS}"',
    f'hand-back move HB2 done --evidence "{WORDS}" --words "{WORDS}" --as key-worker',
    "hand-back list --client Z1",
    f'action add Z1 --criterion travel_plan --what "{WORDS}"',
    f'action add Z1 --criterion nonsense --what "{WORDS}"',
    "action list --client Z1",
    f'contest open Z1 correct --about "{WORDS}" --before "{WORDS}" --after "{WORDS}" --words "{WORDS}"',
    f'contest open Z1 person --words "{WORDS}"',
    f'contest move CT2 uphold --change "{WORDS}" --words "{WORDS}"',
    f'contest move CT9 look --words "{WORDS}"',
    "contest list",
    f'in-work move IW9 missed --words "{WORDS}" --signs pay_wrong',
    "in-work list",
    f'challenge ask V0031 R2 --question "{WORDS}"',
    f'challenge answer CH1 kept --words "{WORDS}"',
    f'challenge answer CH9 kept --words "{WORDS}"',
    "challenge list",
    "spoke Z1 --how call",
    "stuck",
    "employers show E007",
    f'employers fact E007 "{WORDS}" --source "{WORDS}" --reply "{WORDS}" --until 01/01/2020',
    "page Z1 --as key-worker -o Z1.html",
    "runs list",
    "db status",
    "data hold Z1 --owner m-1 --review 01/01/2020 --as manager",
    "data export Z1 -o Z1-all.zip --as key-worker",
    "data export Z1 -o Z1-all.zip --as epc",
    "data retention --as manager",
    "doctor",
    "log verify",
    "log show --as auditor",
    "log show",
    "data erase Z1 --ground nonsense --as manager",
    "data erase Z1 --ground request --as epc",
)
"""What is typed, in this order. It may be refused; it may not repeat what it was told of a person."""
PUT_FORWARD = ("C0014", "V0031", "E007")
"""Somebody of the demo who may be put forward, and where."""


with (Path(__file__).parents[2] / "fixtures" / "demo" / "clients.csv").open(encoding="utf-8", newline="") as _file:
    OF_THE_DEMO = tuple(row["Name"] for row in csv.DictReader(_file) if row["Name"])
"""The demo's own people, none of whom may be named either."""


class Heard:
    """Everything that was written where somebody else may read it."""

    def __init__(self, run: Commands) -> None:
        self.run = run
        self.said: list[tuple[str, str]] = []

    def type(self, line: str) -> int:
        """Type a command; what it says of problems is kept, its result is the reader's own."""
        ran = self.run(*shlex.split(line))
        self.said.append((line, ran.err))
        if ran.code or line.startswith("import"):
            self.said.append((line, ran.out))
        return ran.code

    def told(self, line: str) -> Any:
        """Type a command and read its result."""
        ran = self.run(*shlex.split(line), "--json")
        self.said.append((line, ran.err))
        assert ran.code == 0, ran.err + ran.out
        return json.loads(ran.out)


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """A demo of one's own, stood in, with the files beside it. No command may ring anybody up."""
    folder = copy_of_demo(tmp_path / "demo-programme")
    csvs(folder / "good", **SHEETS)
    csvs(folder / "spoilt", **SPOILT)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("MATCHER_BY", "epc-1")
    monkeypatch.setattr(socket.socket, "connect", _nobody_is_rung)
    return folder


def _nobody_is_rung(*_: object) -> None:
    raise AssertionError("a command spoke to somewhere else")


def found_in(texts: list[tuple[str, str]]) -> list[str]:
    """Where one of the needles stands."""
    folded = [(what, text.casefold()) for what, text in texts]
    return [f"{what}: {one}" for what, text in folded for one in (*NEEDLES, *OF_THE_DEMO) if one.casefold() in text]


def logs(folder: Path) -> list[tuple[str, str]]:
    """The text of every incident log, and every entry of the decision log without the words that lie apart."""
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted((folder / "logs").glob("*"))]
    with closing(sqlite3.connect(folder / "programme.sqlite")) as connection:
        texts += [("event", json.dumps(row)) for row in connection.execute("SELECT * FROM event")]
    return texts


def test_nothing_that_is_typed_about_somebody_is_repeated(here, run):
    heard = Heard(run)
    codes = [heard.type(line) for line in TYPED]
    assert codes[0] == 0, heard.said[0]
    assert set(codes) == {0, 1, 2}
    assert found_in(heard.said) == []
    entries = logs(here)
    assert len(entries) > 2
    assert found_in(entries) == []
    assert "Z1" not in {value for _, text in entries for value in json.loads(text)}


def test_the_way_to_an_employer_and_back_repeats_nothing(here, run):
    client, vacancy, employer = PUT_FORWARD
    heard = Heard(run)
    heard.told(f'consent {client} introduction --employer {employer} --words "{WORDS}"')
    heard.told(f'answer {client} {vacancy} yes --asked "{WORDS}"')
    heard.type(f"decide {client} {vacancy} put-forward")
    code = heard.told(f"decide {client} {vacancy} put-forward")["code"]
    why = f'--reason client_wants_it --words "{WORDS}"'
    assert heard.type(f"decide {client} {vacancy} put-forward --seen {code} {why}") == 0, heard.said[-1]
    made = heard.told(f'pack {vacancy} -o pack.html --ring "{NAME}, {PHONE}"')
    letter = made["letters"][0]["code"]
    heard.type(f'reply {letter} "no, {WORDS}"')
    heard.type(f'reply {letter} "{WORDS} {NAME} {POSTCODE}"')
    (here / "answer.txt").write_text(f"A: no, {WORDS}, says {NAME} of {POSTCODE}\nB: {WORDS}\n", encoding="utf-8")
    heard.type("reply answer.txt")
    heard.type(f"consent {client} introduction --withdraw")
    heard.type(f"pack {vacancy} -o again.html")
    heard.type(f"data erase {client} --ground request --as manager --by m-1")
    heard.type(f"data erase {client} --ground request --as manager --by m-1")
    assert found_in(heard.said) == []
    assert found_in(logs(here)) == []


FIRST_OF_EACH = tuple({line.split()[0]: line for line in reversed(TYPED)}.values())


@pytest.mark.parametrize(("broken", "typed"), [("reading", FIRST_OF_EACH), ("writing", ("import good", TYPED[11]))])
def test_a_fault_of_ours_tells_nothing_of_anybody(here, run, monkeypatch, broken, typed):
    heard = Heard(run)
    assert heard.type("import good") == 0

    def fault(*_: object, **__: object) -> None:
        raise RuntimeError(f"{NAME}, {POSTCODE}: {WORDS}")

    monkeypatch.setattr(database, broken, fault)
    codes = {line: heard.type(line) for line in typed}
    assert 5 in codes.values()
    assert found_in(heard.said) == []
    entries = logs(here)
    assert any(name.startswith("matcher-") for name, _ in entries)
    assert found_in(entries) == []


def test_the_search_finds_what_it_looks_for():
    assert found_in([("one", f"so said {NAME.upper()}"), ("other", "nothing")]) == ["one: Zebadiah", "one: Quartermoor"]
