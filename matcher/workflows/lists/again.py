"""An old list in the same words as then, from the store alone.

Decisions come from the codes and values that were kept, never from the measures; records, dealings and services from
the edition of that day; rules and words from the text of the models of that day. Nothing of today's is looked at but
the map, and only for the names of places.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import matcher
from matcher.audit.doubts import all_findings
from matcher.base.ids import ClientId, RunId, VacancyId
from matcher.base.problems import GivenProblems, Problem
from matcher.base.stamp import Stamp
from matcher.brokerage.roles import may
from matcher.evidence.standings import all_standings
from matcher.explain.context import Context
from matcher.explain.journeys import KeptNotes
from matcher.explain.rows import explain_list
from matcher.explain.shape import ExplainedList
from matcher.library.load import Library
from matcher.records.evidence import Action
from matcher.signposts.find import Signposts
from matcher.store.decided import Decided, decided
from matcher.store.folder import Folder
from matcher.store.runs import KeptRun, Made, RunLine, kept_run, models_of, run_lines
from matcher.store.services import Shelf
from matcher.store.travelling import map_stamp
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, open_desk
from matcher.workflows.lists.keeping import output_hash
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.outputs.json import Json
    from matcher.records.programme import Programme


LAST = "last"


@dataclass(frozen=True)
class Again:
    """A list of before, and whether it says what it said."""

    explained: ExplainedList
    made: Sequence[Made]
    same: bool
    """Whether every word and number is as it was."""
    why: tuple[str, ...]
    """Where it is not: what has changed since."""


def runs(where: Where, *, most: int) -> list[RunLine]:
    """The runs that were made last, latest first. Raises GivenProblems for a role that may not read them.

    A role that may not read working facts is not told whose list of jobs one was.
    """
    desk = _allowed(where)
    found = run_lines(desk.folder, most=most)
    if may(where.role, "working_facts", rules=desk.library.brokerage.roles):
        return found
    return [replace(one, subject="") if one.side == "client" else one for one in found]


def manifest(where: Where, run: str) -> Json:
    """What a run was made of, by whom and when; no client's reference is in it."""
    desk = _allowed(where)
    kept, made = kept_run(desk.folder, _named(desk.folder, run))
    return {
        "run": kept.run,
        "command": kept.command,
        "vacancy": next((one.subject for one in kept.lists if one.side == "vacancy"), None),
        "purpose": kept.purpose,
        "on": kept.day,
        "version": kept.version,
        "models": kept.models,
        "edition": kept.edition,
        **json.loads(kept.manifest),
        "not_listed": [json.loads(one.body)["not_listed"] for one in kept.lists],
        "made": [_made(one) for one in made],
    }


def _made(one: Made) -> Json:
    """One time a run was made: from when to when, by whom, with what."""
    told = json.loads(one.made_with) if one.made_with.startswith("{") else {"python": one.made_with}
    begun = told.pop("begun", None)
    return {"begun": begun, "at": one.at, "by": one.by, "role": one.role, "with": told}


def again(where: Where, run: str) -> Again:
    """A list that was shown, in the words it was shown in.

    Raises GivenProblems where there is no such run, it keeps no list, or whoever its list was of was erased since.
    """
    desk = _allowed(where)
    allowed(where.role, "working_facts", library=desk.library)
    kept, made = kept_run(desk.folder, _named(desk.folder, run))
    today = desk.library
    library = today if today.digest == kept.models else Library(models_of(desk.folder, kept.models))
    found = _one_list(kept)
    explained, gone = _explained(desk.folder.as_of(kept.edition), kept, found, library)
    said = json.loads(kept.manifest)
    same = output_hash(explained) == said["output"]
    why = () if same else tuple(_why(desk.folder, kept, said, gone=gone))
    return Again(explained, made, same, why)


def _named(folder: Folder, run: str) -> str:
    """The run that was made last where `last` is asked for; else as it was asked for."""
    found = run_lines(folder, most=1) if run == LAST else ()
    return found[0].run if found else run


def _allowed(where: Where) -> Desk:
    desk = open_desk(where)
    allowed(where.role, "runs", library=desk.library)
    return desk


def _one_list(kept: KeptRun) -> Decided:
    if kept.lists:
        return decided(kept.lists[0])
    if kept.command == "batch":
        raise _gone(kept, "wrote every list to files and kept none of them.")
    raise _gone(kept, "was of a client whose records were erased since.")


def _gone(kept: KeptRun, what: str) -> GivenProblems:
    return GivenProblems([Problem("run", kept.run, what, "`--manifest` says what there still is of it.")])


def _explained(past: Folder, kept: KeptRun, found: Decided, library: Library) -> tuple[ExplainedList, int]:
    """The list in words, and how many rows are shown no more."""
    on, ranked = date.fromisoformat(kept.day), found.ranked
    desk = Desk(past, library, on)
    clients = {row.decision.client for row in ranked.rows}
    vacancies = {row.decision.vacancy for row in ranked.rows}
    if ranked.side == "vacancy":
        vacancies.add(VacancyId(ranked.subject))
    else:
        clients.add(ClientId(ranked.subject))
    programme = desk.read(clients=clients, vacancies=vacancies).programme
    if not vacancies <= {one.id for one in programme.vacancies}:
        raise _gone(kept, "names a vacancy whose record was let go of since.")
    if ranked.side == "client" and not programme.clients:
        raise _gone(kept, "was of a client whose records were erased since.")
    held = {one.id for one in programme.clients}
    rows = tuple(row for row in ranked.rows if row.decision.client in held)
    stamp = Stamp(RunId(kept.run), kept.models, on, kept.version)
    shown = replace(ranked, rows=rows)
    explained = explain_list(shown, _context(desk, programme, found, stamp))
    return explained, found.gone + len(ranked.rows) - len(rows)


def _context(desk: Desk, programme: Programme, found: Decided, stamp: Stamp) -> Context:
    """What the words are looked up in, all of it as it was."""
    library, shelf, subject = desk.library, Shelf(desk.folder), found.ranked.subject
    findings, effects = all_findings(programme.vacancies, library=library)
    actions: dict[ClientId, list[Action]] = defaultdict(list)
    for action in programme.actions:
        actions[action.client].append(action)
    own = VacancyId(subject) if found.ranked.side == "vacancy" else None
    return Context(
        library=library,
        stamp=stamp,
        clients={one.id: one for one in programme.clients},
        vacancies={one.id: one for one in programme.vacancies},
        employers={one.id: one for one in programme.employers},
        standings=all_standings(programme.observations, programme.actions, rubric=library.rubric, on=desk.on),
        findings=findings,
        actions=actions,
        applied={} if own is None else {own: found.aside.applied},
        signposts=None if shelf.empty() else Signposts(shelf, library.services, desk.on),
        left_out=found.aside.left_out,
        held=own is not None and effects[own].held,
        journeys=KeptNotes(found.aside.journeys),
        notices=found.aside.notices,
        clashes=lambda client, vacancy: found.aside.times.get((client, vacancy)),
    )


def _why(folder: Folder, kept: KeptRun, said: Json, *, gone: int) -> Iterator[str]:
    """What has changed since, as sentences."""
    if gone:
        people = "1 person" if gone == 1 else f"{gone:,} people"
        yield f"The records of {people} on it were erased since; they stay out."
    if kept.version != matcher.__version__:
        yield f"It was made by matcher {kept.version}; this is {matcher.__version__}."
    if [one for one in said["inputs"]["loaded"] if one.startswith("places")] != list(map_stamp(folder.path)):
        yield "Another map of places was loaded since."
    if not gone and kept.version == matcher.__version__:
        yield "The program itself may have been changed, or what was kept."
