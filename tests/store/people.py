"""A programme with something of everybody in every table, each with words that nobody else has."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator

import sqlalchemy as sa

from matcher.records.cases import Contact, Contest, HandBack, InWorkContact, Step
from matcher.records.client import Client
from matcher.records.decisions import ClientAnswer, Decision, EmployerAnswer, Letter, Pack
from matcher.records.equality import EqualityAnswers
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.jobs import Job, JobEnd
from matcher.records.programme import Programme
from matcher.records.shape import Record
from matcher.records.signed import DeskRole
from matcher.records.vacancy import Vacancy
from matcher.records.words import IntroduceNow, Role
from matcher.store import schema
from matcher.store.folder import Change, Folder
from matcher.store.log import Event
from matcher.store.shown import Shown, remember_shown
from tests.hands import SIGNED

ON = dt.date(2026, 11, 16)
VACANCY = "V0001"


def name_of(reference: str) -> str:
    """A full name that is nobody else's."""
    return f"Person{reference[1:]} Sentinel"


def words_of(reference: str) -> str:
    """Words that nobody else would say."""
    return f"sentinelwords{reference[1:]} said of the bus"


def of_one(reference: str, *, on: dt.date = ON) -> Iterator[Record]:
    """One client's records of every kind."""
    said = {"client": reference, "on": on}
    words = words_of(reference)
    number = reference[1:]
    step = Step(name="open", state="open", on=on, role=DeskRole.EPC, words=words)
    yield Consent(**said, purpose="matching", basis="agreement")
    yield Observation(**said, criterion="right_to_work", level=2, role=Role.CLIENT)
    yield Introduction(**said, vacancy=VACANCY, role=Role.EPC, answer=IntroduceNow.YES, words=words)
    yield Action(client=reference, criterion="right_to_work", what=f"Bring the card of {words}", done=on)
    yield Remembered(**said, vacancy=VACANCY, decision="client_declined", words=words)
    yield Decision(**said, vacancy=VACANCY, what="put_forward", by="epc-1", role=DeskRole.EPC, words=words)
    yield ClientAnswer(**said, vacancy=VACANCY, answer="yes", asked=words)
    yield EmployerAnswer(**said, vacancy=VACANCY, pack="PK1", letter="A", answer="yes", note=words)
    yield Letter(pack="PK1", letter=f"L{number}", client=reference, code=f"CODE{number}")
    yield HandBack(
        id=f"HB{number}", steps=(step,), client=reference, criterion="x", missing=words, what="y", owner="kw-1", due=on
    )
    yield Contest(id=f"CT{number}", steps=(step,), client=reference, kind="correct", words=words)
    yield InWorkContact(id=f"IW{number}", steps=(step,), client=reference, job=f"J{number}", week=1, due=on)
    yield Contact(**said, role=DeskRole.KEY_WORKER)
    yield Job(id=f"J{number}", client=reference, started=on, end=JobEnd(on=on, client_words=words))


def fill(folder: Folder, references: Collection[str], *, on: dt.date = ON) -> None:
    """Keep everybody, and change each once, so that the past holds them too."""
    with folder.changing(SIGNED) as change:
        change.put(_working(references, open_to_anything=False, on=on))
        change.put(_working(references, open_to_anything=True, on=on))
        change.put_identities(
            [Identity(client=one, name=name_of(one), phone=f"07000 {one[1:]:0>6}") for one in references]
        )
        change.put_equality([EqualityAnswers(client=one, answers={"sex": words_of(one)}) for one in references])
        change.put_households([HouseholdFacts(client=one, told=on, age=40) for one in references])
        change.add([Pack(id="PK1", vacancy=VACANCY, on=on, until=on)])
        change.add(record for one in references for record in of_one(one, on=on) if type(record) not in WORKING)
        change.log(*(Event("decision", client=one, vacancy=VACANCY, words=words_of(one)) for one in references))
        _runs(change, references, on=on)
    remember_shown(folder, "vacancy", VACANCY, Shown("run", {one: frozenset({"week"}) for one in references}))
    for one in list(references)[:3]:
        remember_shown(folder, "client", one, Shown("run", {VACANCY: frozenset({"week"})}))


WORKING = (Consent, Observation, Introduction, Action, Remembered)


def _working(references: Collection[str], *, open_to_anything: bool, on: dt.date) -> Programme:
    each = [record for one in references for record in of_one(one, on=on)]
    return Programme(
        clients=tuple(
            Client(id=one, words_for_employers=words_of(one), open_to_anything=open_to_anything) for one in references
        ),
        vacancies=(Vacancy(id=VACANCY, title="Porter"),),
        consents=tuple(one for one in each if isinstance(one, Consent)),
        observations=tuple(one for one in each if isinstance(one, Observation)),
        introductions=tuple(one for one in each if isinstance(one, Introduction)),
        actions=tuple(one for one in each if isinstance(one, Action)),
        remembered=tuple(one for one in each if isinstance(one, Remembered)),
    )


def _runs(change: Change, references: Collection[str], *, on: dt.date) -> None:
    """A shortlist's run, with its counts and rows; and a run for each of the first few."""
    put = change.connection.execute
    runs = [("R1", "shortlist", {"vacancy": VACANCY})]
    runs += [(f"R-{number}", "jobs", {"client": one}) for number, one in enumerate(list(references)[:3])]
    common = {"purpose": "matching", "version": "0", "models": "m", "edition": 1, "day": on.isoformat()}
    put(
        sa.insert(schema.RUN),
        [{"run": run, "command": command, "manifest": json.dumps(asked), **common} for run, command, asked in runs],
    )
    at = dt.datetime.combine(on, dt.time(9)).isoformat()
    put(sa.insert(schema.MADE), [{"run": run, "time": 1, "at": at, "hand": "epc-1", "role": "epc"} for run, *_ in runs])
    lists = [{"run": "R1", "side": "vacancy", "subject": VACANCY, "body": json.dumps({"shown": len(references)})}]
    lists += [
        {"run": run, "side": "client", "subject": asked["client"], "body": "{}"}
        for run, command, asked in runs
        if command == "jobs"
    ]
    put(sa.insert(schema.RUN_LIST), lists)
    row = {"run": "R1", "side": "vacancy", "subject": VACANCY, "vacancy": VACANCY, "body": "{}"}
    put(sa.insert(schema.RUN_ROW), [{**row, "place": at, "client": one} for at, one in enumerate(references)])
