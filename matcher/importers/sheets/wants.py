"""The sheet `wants`: what a person wants, refuses, likes, has done, can do and holds. One row a statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from matcher.base.ids import EmployerId, VacancyId
from matcher.importers.answers import KINDS, LANGUAGE_STEPS, STANCES, VACANCY_ITSELF
from matcher.importers.cells import CellFault, fold
from matcher.importers.columns import Changes, Column, Sheet, Values
from matcher.importers.entries import Entry
from matcher.importers.kinds import Choice, Date, Kind, Owner, Text, Whole
from matcher.importers.labels import CATEGORIES, LICENCES, OCCUPATIONS, REGISTRATIONS, SKILLS, Lists
from matcher.importers.quantities import Months
from matcher.importers.rows import Row, RowFault
from matcher.importers.sheets.weeks import client_column
from matcher.importers.tools import NOTHING, Tools
from matcher.records import words
from matcher.records.client import Client, StandingChoice, Statement
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.shape import Link
from matcher.records.words import Stance

ANYWAY, NO = "anyway", "no"
CAR_LICENCE = "B"
OWN_CAR = "own car"

VOCABULARY: dict[words.Kind, str] = {
    words.Kind.OCCUPATION: OCCUPATIONS,
    words.Kind.EXPERIENCE: OCCUPATIONS,
    words.Kind.TASK: SKILLS,
    words.Kind.LICENCE_DRIVING: CATEGORIES,
    words.Kind.LICENCE_OTHER: LICENCES,
    words.Kind.REGISTRATION: REGISTRATIONS,
}
"""What the words of a statement are linked to; other kinds are taken as they are written."""

LEVELS: dict[words.Kind, Kind] = {
    words.Kind.GCSE: Whole(1, 9, "grade"),
    words.Kind.LEVEL: Whole(1, 8, "level"),
    words.Kind.LANGUAGE: Choice(LANGUAGE_STEPS),
    words.Kind.REFERENCES: Whole(0, 20),
    words.Kind.OCCUPATION: Months(),
    words.Kind.EXPERIENCE: Months(),
}
"""What the column Level holds for each kind; other kinds have none."""

SAME_SUBJECT = {"mathematics": "maths", "math": "maths", "english language": "english"}
"""Other ways to write a subject or a language; both sides are kept in one spelling so that they can be compared."""


def as_read(column: str, header: str, *, covers: tuple[str, ...]) -> tuple[Column, Column]:
    """The two columns that say how words in `column` were read, or were meant."""
    return (
        Column(
            f"{column}_as",
            "We read it as" if column == "what" else f"We read the {header} as",
            f"Leave blank at first. Fill in the entry of our list that is meant, or '{NOTHING}'.",
            Text(free=False),
            covers=covers,
            width=24,
        ),
        Column(
            f"{column}_sure",
            "How sure" if column == "what" else f"How sure of the {header}",
            "Leave blank. Filled in by an export: 100 is certain.",
            Whole(0, 100),
            covers=covers,
        ),
    )


_COLUMNS = (
    client_column(),
    Column(
        "says",
        "Says",
        "What the person says. A refusal is absolute and needs no reason.",
        Choice(STANCES),
        ("Wants", "Holds"),
        covers=("Statement.stance", "StandingChoice.wants_it"),
        needed=True,
        width=18,
    ),
    Column(
        "about",
        "About",
        "The kind of thing it is about.",
        Choice(KINDS),
        ("Job", "Driving licence"),
        covers=("Statement.kind",),
        width=20,
    ),
    Column(
        "what",
        "What",
        "In the person's own words: a job, a task, an area (ND3); or an employer's or vacancy's reference.",
        Text(),
        ("Kitchen porter", "B"),
        covers=("Statement.what", "Client.refused_employers", "StandingChoice.vacancy"),
        width=28,
    ),
    Column(
        "level",
        "Level",
        "GCSE: grade 1 to 9. Qualification: level 1 to 8. Language: A1 to C2. References: a count. Work: 18 months.",
        Text(free=False),
        covers=("Statement.level",),
    ),
    Column(
        "on",
        "On",
        "The day the person said it. Needed for a choice about one vacancy.",
        Date(),
        covers=("StandingChoice.on",),
    ),
    Column(
        "until",
        "Until",
        "For a choice about one vacancy: the last day it holds. Blank means until they say otherwise.",
        Date(),
        covers=("StandingChoice.until",),
    ),
    *as_read("what", "", covers=("Link.to", "Link.confidence")),
)

Piece: TypeAlias = Statement | Entry | str
"""A statement, a dated choice about one vacancy, or the reference of a refused employer."""


def _build(row: Row, tools: Tools) -> Piece:
    says, about = row.values["says"], row.values.get("about")
    if says in (ANYWAY, NO):
        if about not in (None, VACANCY_ITSELF):
            raise RowFault("about", "does not go with a choice about a vacancy.", "Write Vacancy, or leave it blank.")
        return _choice(row, tools, wants_it=says == ANYWAY)
    if about is None:
        raise RowFault("about", "is missing.", "Choose what it is about from the list.")
    if about == VACANCY_ITSELF:
        raise RowFault("says", "does not go with a vacancy.", "Write Wants this vacancy anyway, or No to this vacancy.")
    if says is Stance.REFUSES and about is words.Kind.EMPLOYER:
        return _reference(row, tools, "employer")
    return Statement(stance=says, kind=about, what=_what(row, tools, about), level=_level(row, tools.lists, about))


def _choice(row: Row, tools: Tools, *, wants_it: bool) -> Entry:
    if row.values.get("on") is None:
        raise RowFault("on", "is missing.", "Write the day the person said it, like 05/01/2027.")
    choice = StandingChoice(
        vacancy=VacancyId(_reference(row, tools, "vacancy")),
        wants_it=wants_it,
        on=row.values["on"],
        until=row.values.get("until"),
    )
    return Entry("client", row.key, choice)


def _reference(row: Row, tools: Tools, owner: Owner) -> str:
    try:
        return tools.known(owner, _words(row))
    except CellFault as fault:
        raise RowFault("what", fault.what, fault.fix) from None


def _words(row: Row) -> str:
    text = row.values.get("what")
    if not text:
        raise RowFault("what", "is missing.", "Say what it is about, in the person's own words.")
    return str(text)


def _what(row: Row, tools: Tools, about: words.Kind) -> Link:
    """What a statement is about, as a link; kinds with only one thing to name may leave it blank."""
    if not row.values.get("what"):
        row.values["what"] = _unsaid(row, about)
    text = _words(row)
    if about is words.Kind.EMPLOYER:
        return _employer(row, tools, text)
    if about in VOCABULARY:
        return tools.link(row, "what", VOCABULARY[about])
    return tools.link(row, "what", to=_settled(about, text))


def _employer(row: Row, tools: Tools, text: str) -> Link:
    link = tools.link(row, "what", to=text)
    column = "what_as" if row.values.get("what_as") else "what"
    try:
        return (
            link
            if link.to is None
            else Link(words=text, to=tools.known("employer", link.to), confidence=link.confidence)
        )
    except CellFault as fault:
        raise RowFault(column, fault.what, fault.fix) from None


def _unsaid(row: Row, about: words.Kind) -> str:
    named = {
        words.Kind.LICENCE_DRIVING: CAR_LICENCE,
        words.Kind.OWN_VEHICLE: OWN_CAR,
        words.Kind.REFERENCES: "references",
        words.Kind.LEVEL: f"level {row.values.get('level') or ''}".strip().casefold().replace("level level", "level"),
    }
    return named.get(about, "")


def _settled(about: words.Kind, text: str) -> str:
    """The one spelling that both sides use: areas in capitals, subjects and languages in small letters."""
    if about is words.Kind.AREA:
        return " ".join(text.upper().split())
    if about is words.Kind.OWN_VEHICLE:
        return "car" if fold(text) == OWN_CAR else fold(text) or text
    return subject(text)


def subject(text: str) -> str:
    """A subject, a language or another name in the one spelling that both sides use."""
    plain = " ".join(text.casefold().split())
    return SAME_SUBJECT.get(plain, plain)


def _level(row: Row, lists: Lists, about: words.Kind) -> int | None:
    cell = row.values.get("level")
    if cell is None:
        return None
    if about not in LEVELS:
        raise RowFault("level", "does not go with this kind of thing.", "Leave it blank.")
    try:
        level = LEVELS[about].read(cell, lists)
    except CellFault as fault:
        raise RowFault("level", fault.what, fault.fix) from None
    assert isinstance(level, int)
    return level


def _links(row: Row) -> tuple[str, str] | None:
    vocabulary = VOCABULARY.get(row.values.get("about"))  # type: ignore[arg-type]
    if vocabulary in (OCCUPATIONS, SKILLS) and row.values.get("what") and not row.values.get("what_as"):
        return vocabulary, str(row.values["what"])
    return None


def _fill(pieces: Sequence[Piece]) -> Changes:
    return {
        "statements": tuple(one for one in pieces if isinstance(one, Statement)),
        "refused_employers": frozenset(EmployerId(one) for one in pieces if isinstance(one, str)),
    }


def _dropped(before: Client, after: Client) -> Iterable[str]:
    """Refusals that were held and are left out now, in words. A refusal never goes in silence."""
    still = _refusals(after)
    return (words for thing, words in _refusals(before).items() if thing not in still)


def _refusals(client: Client) -> dict[tuple[str, str], str]:
    """What a client refuses: the thing, and how it is said."""
    refused = [one for one in client.statements if one.stance is Stance.REFUSES]
    found = {(one.kind.value, one.what.to or one.what.words): f"Refuses {one.what.words}" for one in refused}
    return found | {("employer", one): f"Refuses employer {one}" for one in client.refused_employers}


def link_values(column: str, link: Link, *, vocabulary: str, lists: Lists) -> dict[str, Any]:
    """The columns that say a link: its words, what they were read as, how sure."""
    as_words = NOTHING if link.to is None else lists.labels(vocabulary).say(link.to) if vocabulary else link.to
    return {column: link.words, f"{column}_as": as_words, f"{column}_sure": link.confidence}


def _write(programme: Programme, _: Mapping[str, Identity], lists: Lists) -> Iterable[Values]:
    for client in programme.clients:
        for one in client.statements:
            values = link_values("what", one.what, vocabulary=VOCABULARY.get(one.kind, ""), lists=lists)
            if one.level is not None:
                values["level"] = LEVELS.get(one.kind, Whole()).say(one.level, lists)
            yield {"client": client.id, "says": one.stance, "about": one.kind, **values}
        for employer in sorted(client.refused_employers):
            yield {"client": client.id, "says": Stance.REFUSES, "about": words.Kind.EMPLOYER, "what": employer}
        for choice in client.choices:
            says = ANYWAY if choice.wants_it else NO
            values = {"says": says, "about": VACANCY_ITSELF, "what": choice.vacancy, "on": choice.on}
            yield {"client": client.id, **values, **({"until": choice.until} if choice.until else {})}


WANTS = Sheet(
    name="wants",
    about="What a person wants, would accept, refuses, likes, has done, can do and holds. One row a statement.",
    owner="client",
    keeps="list",
    columns=_COLUMNS,
    write=_write,
    build=_build,
    fill=_fill,
    in_order=(("on", "until"),),
    flags=("skills_complete", "work_complete"),
    dropped=_dropped,
    links=_links,
    answers=dict.fromkeys(("client", "says", "about", "what"), "statements"),
)
