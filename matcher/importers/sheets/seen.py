"""The sheets of dated facts: observations, actions, decisions. Added once, never overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.importers.answers import DECISIONS, GRADES, INTRODUCE, ROLES
from matcher.importers.cells import CellFault, fold
from matcher.importers.columns import Column, Sheet, Values
from matcher.importers.entries import Entry
from matcher.importers.kinds import Choice, Date, Reference, Text, YesNo
from matcher.importers.labels import ABOUT, CRITERIA, INTRODUCE_NOW, LEVELS, QUESTION_PUT, Lists
from matcher.importers.rows import Row, RowFault
from matcher.importers.sheets.weeks import client_column
from matcher.importers.tools import Tools
from matcher.records.client import QuestionPut
from matcher.records.evidence import Action, Introduction, Observation, Remembered
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.shape import Record
from matcher.records.words import IntroduceNow

DECLINED = "Declined"


def _need(row: Row, *names: str) -> None:
    """Raises RowFault for the first of the columns that is blank."""
    for name in names:
        if row.values.get(name) in (None, ""):
            header = row.found.sheet.by_name[name].header
            raise RowFault(name, "is missing.", f"Fill in {header}.")


def _apart(row: Row, *names: str) -> None:
    """Raises RowFault for the first of the columns that says something that would be lost."""
    for name in names:
        if row.values.get(name) not in (None, ""):
            raise RowFault(name, "does not go with this kind of row.", "Leave it blank.")


def _not_ahead(row: Row, tools: Tools) -> None:
    if row.values["on"] > tools.on:
        row.blame("on", "is later than the day of this import.", "Correct it if that is a slip.", stops=False)


def given(row: Row, **names: str) -> dict[str, Any]:
    """What a row says in some columns, by the name of the record's field; blank columns are left out."""
    return {field: row.values[name] for field, name in names.items() if row.values.get(name) is not None}


def _observation(row: Row, tools: Tools) -> Record | Entry:
    _not_ahead(row, tools)
    about = row.values["about"]
    if about == INTRODUCE_NOW:
        return _introduction(row)
    if about == QUESTION_PUT:
        return _question(row)
    _need(row, "level", "role")
    _apart(row, "vacancy", "answer", "because", "words")
    return Observation(
        criterion=about,
        **given(row, client="client", level="level", role="role", grade="grade", on="on"),
        **given(row, valid_until="valid_until", no_longer="no_longer", detail="detail"),
    )


def _introduction(row: Row) -> Introduction:
    _need(row, "vacancy", "answer", "role")
    _apart(row, "level", "grade", "valid_until", "detail")
    try:
        answer = INTRODUCE.find(row.values["answer"])
    except CellFault as fault:
        raise RowFault("answer", fault.what, fault.fix) from None
    assert isinstance(answer, IntroduceNow)
    return Introduction(
        answer=answer,
        **given(row, client="client", vacancy="vacancy", role="role", criterion="because", words="words", on="on"),
    )


def _question(row: Row) -> Entry:
    _need(row, "words")
    _apart(row, "level", "role", "grade", "valid_until", "detail", "vacancy", "because")
    answer = row.values.get("answer")
    if answer and fold(answer) != fold(DECLINED):
        raise RowFault("answer", "is not in the list.", f"Write {DECLINED}, or leave it blank while it is open.")
    question = QuestionPut(fact=row.values["words"], on=row.values["on"], declined=bool(answer))
    return Entry("client", row.key, question)


def _write_observations(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for one in programme.observations:
        yield {
            "client": one.client,
            "about": one.criterion,
            **kept(one, "level", "role", "grade", "on", "valid_until", "detail"),
            **({"no_longer": True} if one.no_longer else {}),
        }
    for answer in programme.introductions:
        yield {
            **kept(answer, "client", "role", "on", "vacancy", "words"),
            "about": INTRODUCE_NOW,
            "answer": INTRODUCE.say(answer.answer),
            **({"because": answer.criterion} if answer.criterion else {}),
        }
    for client in programme.clients:
        for put in client.questions_put:
            values = {"client": client.id, "about": QUESTION_PUT, "on": put.on, "words": put.fact}
            yield {**values, "answer": DECLINED} if put.declined else values


def kept(record: Record, *names: str) -> dict[str, Any]:
    """Fields of a record that say something, by name."""
    return {name: value for name in names if (value := getattr(record, name)) not in (None, "")}


def on_column(note: str, *covers: str) -> Column:
    """The column with the day of a dated fact."""
    return Column("on", "On", note, Date(), ("02/11/2026", "09/11/2026"), covers=covers, needed=True)


OBSERVATIONS = Sheet(
    name="observations",
    about="What someone saw or was told, on a day. One row an observation. A later row never removes an earlier one.",
    owner="client",
    keeps="facts",
    columns=(
        client_column(),
        Column(
            "about",
            "About",
            "What it is about; or Introduce now, each role's own answer on one vacancy; or Question put.",
            Choice(ABOUT),
            ("job_goal_agreed", "Introduce now"),
            covers=("Observation.criterion",),
            needed=True,
            width=28,
        ),
        Column(
            "level",
            "Level",
            "What the evidence shows. It is about the evidence, never about the person.",
            Choice(LEVELS),
            ("3", ""),
            covers=("Observation.level",),
            width=18,
        ),
        Column(
            "role",
            "Said by",
            "The role of who saw or said it. Never a name.",
            Choice(ROLES),
            ("Client", "Key worker"),
            covers=("Observation.role", "Introduction.role"),
            width=18,
        ),
        Column(
            "grade",
            "Evidence",
            "What it rests on.",
            Choice(GRADES),
            ("Client says so", ""),
            covers=("Observation.grade",),
            width=22,
        ),
        on_column("The day it was seen, said or asked.", "Observation.on", "Introduction.on", "QuestionPut.on"),
        Column(
            "valid_until",
            "Valid until",
            "The last day the evidence counts, where it has one.",
            Date(),
            covers=("Observation.valid_until",),
        ),
        Column(
            "no_longer",
            "No longer true",
            "Yes if something stopped being so on that day; Level then says what stands instead.",
            YesNo(),
            covers=("Observation.no_longer",),
        ),
        Column(
            "detail",
            "Which one",
            "Where it has parts: which licence, for example.",
            Text(),
            covers=("Observation.detail",),
        ),
        Column(
            "vacancy",
            "Vacancy",
            "For Introduce now: which vacancy.",
            Reference(to="vacancy"),
            ("", "example-V1"),
            covers=("Introduction.vacancy",),
        ),
        Column(
            "answer",
            "Answer",
            "Introduce now: Yes; Yes, with; Not yet. Question put: Declined, or blank while it is open.",
            Text(free=False),
            ("", "Yes"),
            covers=("Introduction.answer", "QuestionPut.declined"),
        ),
        Column(
            "because",
            "Not yet because of",
            "For Not yet: what is still missing.",
            Choice(CRITERIA),
            covers=("Introduction.criterion",),
            width=22,
        ),
        Column(
            "words",
            "Words",
            "Introduce now: with what. Question put: the question.",
            Text(),
            covers=("Introduction.words", "QuestionPut.fact"),
            about_client=True,
            width=30,
        ),
    ),
    write=_write_observations,
    build=_observation,
    in_order=(("on", "valid_until"),),
)


def _action(row: Row, _tools: Tools) -> Action:
    return Action(
        **given(row, client="client", criterion="criterion", what="what", owner="owner"),
        **given(row, due="due", done="done", review="review"),
    )


def _write_actions(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for one in programme.actions:
        yield kept(one, "client", "criterion", "what", "owner", "due", "done", "review")


ACTIONS = Sheet(
    name="actions",
    about="What will be done so that something is in place: by whom, by when. One row an action.",
    owner="client",
    keeps="facts",
    columns=(
        client_column(),
        Column(
            "criterion",
            "Towards",
            "What will be in place when it is done.",
            Choice(CRITERIA),
            ("job_goal_agreed", "job_goal_agreed"),
            covers=("Action.criterion",),
            needed=True,
            width=28,
        ),
        Column(
            "what",
            "What",
            "What will be done.",
            Text(),
            ("Visit a kitchen together", "Talk about jobs they liked"),
            covers=("Action.what",),
            about_client=True,
            needed=True,
            width=34,
        ),
        Column("owner", "Who", "The role that does it.", Text(), ("Key worker", "EPC"), covers=("Action.owner",)),
        Column("due", "By", "The day it is due.", Date(), ("30/11/2026", ""), covers=("Action.due",)),
        Column("done", "Done", "The day it was done.", Date(), covers=("Action.done",)),
        Column("review", "Look again", "The day to look again.", Date(), covers=("Action.review",)),
    ),
    write=_write_actions,
    build=_action,
)


def _decision(row: Row, _tools: Tools) -> Remembered:
    return Remembered(
        **given(row, client="client", vacancy="vacancy", decision="decision", on="on", until="until", words="words")
    )


def _write_decisions(programme: Programme, _: Mapping[str, Identity], _lists: Lists) -> Iterable[Values]:
    for one in programme.remembered:
        yield kept(one, "client", "vacancy", "decision", "on", "until", "words")


DECISIONS_SHEET = Sheet(
    name="decisions",
    about="What was decided about one person and one vacancy, so that the next list keeps to it. One row a decision.",
    owner="client",
    keeps="facts",
    columns=(
        client_column(),
        Column(
            "vacancy",
            "Vacancy",
            "Its reference.",
            Reference(to="vacancy"),
            ("example-V1", "example-V1"),
            covers=("Remembered.vacancy",),
            needed=True,
        ),
        Column(
            "decision",
            "Decision",
            "What was decided. A no lowers nothing.",
            Choice(DECISIONS),
            ("Put forward", "Held for now"),
            covers=("Remembered.decision",),
            needed=True,
            width=20,
        ),
        on_column("The day it was decided.", "Remembered.on"),
        Column("until", "Until", "The last day it holds.", Date(), covers=("Remembered.until",)),
        Column(
            "words",
            "Words",
            "Anything worth keeping.",
            Text(),
            covers=("Remembered.words",),
            about_client=True,
            width=30,
        ),
    ),
    write=_write_decisions,
    build=_decision,
    in_order=(("on", "until"),),
)
