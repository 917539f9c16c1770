"""The sheet `requirements`: what an employer asks for. Rows with one reference are ways to meet one requirement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.base.ids import RequirementId
from matcher.importers.answers import IMPORTANCE, LANGUAGE_STEPS, REQUIREMENT_STATUSES
from matcher.importers.cells import CellFault, fold
from matcher.importers.columns import Changes, Column, Sheet, Values
from matcher.importers.kinds import Choice, Kind, Reference, Text, Whole
from matcher.importers.labels import CATEGORIES, LICENCES, OCCUPATIONS, REGISTRATIONS, SKILLS, Lists, listed
from matcher.importers.quantities import Months
from matcher.importers.rows import Row, RowFault
from matcher.importers.sheets.duties import vacancy_column
from matcher.importers.sheets.wants import as_read, link_values, subject
from matcher.importers.tools import LINKED_AT_ONCE, Tools
from matcher.records import requirement as needs
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.requirement import Need, NotCompared, Requirement
from matcher.records.shape import Link

CAR_LICENCE = "B"
APPLIED_MOST = 40
"""Requirements of one vacancy that are applied (design 5a, 9)."""


@dataclass(frozen=True)
class KindOfNeed:
    """How one kind of requirement is written: its label, what What and Level hold, and the record it makes."""

    label: str
    make: Callable[..., Need]
    what: str = ""
    """The record's field that What fills; empty where there is nothing to name."""
    vocabulary: str = ""
    level: str = ""
    """The record's field that Level fills."""
    levels: Kind | None = None
    level_needed: bool = True
    blank: str = ""
    """What a blank What means, where the sheet says so."""


_MONTHS = Months(600)
KINDS_OF_NEED: dict[str, KindOfNeed] = {
    "licence_driving": KindOfNeed("Driving licence", needs.DrivingLicence, "category", CATEGORIES, blank=CAR_LICENCE),
    "own_vehicle": KindOfNeed("Own vehicle", needs.OwnVehicle),
    "licence_other": KindOfNeed("Licence or certificate", needs.OtherLicence, "licence", LICENCES),
    "professional_registration": KindOfNeed("Professional registration", needs.Registration, "body", REGISTRATIONS),
    "qualification_gcse": KindOfNeed("GCSE", needs.Gcse, "subject", level="grade", levels=Whole(1, 9, "grade")),
    "qualification_nvq_or_level": KindOfNeed(
        "Qualification level", needs.LevelQualification, level="level", levels=Whole(1, 8, "level")
    ),
    "qualification_degree": KindOfNeed("Degree", needs.Degree),
    "experience_same_job": KindOfNeed("Same job before", needs.SameJob, "occupation", OCCUPATIONS),
    "experience_years": KindOfNeed(
        "Time in a job", needs.Years, "occupation", OCCUPATIONS, level="months", levels=_MONTHS
    ),
    "language": KindOfNeed("Language", needs.Language, "language", level="level", levels=Choice(LANGUAGE_STEPS)),
    "skill": KindOfNeed("Skill", needs.Skill, "skill", SKILLS),
    "it_skills": KindOfNeed("Computer skill", needs.Skill, "skill", SKILLS),
    "references": KindOfNeed("References", needs.References, level="count", levels=Whole(1, 5)),
}
_NOT_COMPARED = {
    "experience_general": "Experience in general",
    "dbs_check": "Records check after offer",
    "right_to_work": "Right to work",
    "physical": "Physical",
    "age": "Age",
    "availability_full_flex": "Any shift, any day",
    "vaccination": "Vaccination",
    "training_willing": "Willing to train",
    "personal_quality": "Personal quality",
    "other": "Other",
}
KINDS_OF_NEED |= {
    kind: KindOfNeed(label, NotCompared, level="lead_days", levels=Whole(0, 1000, "days"), level_needed=False)
    for kind, label in _NOT_COMPARED.items()
}
NEED_KINDS = listed(
    {kind: need.label for kind, need in KINDS_OF_NEED.items()},
    {
        "dbs check": "dbs_check",
        "dbs": "dbs_check",
        "nvq or level": "qualification_nvq_or_level",
        "experience": "experience_general",
    },
)


@dataclass(frozen=True)
class Piece:
    """One row: one way to meet a requirement, and what the row says of the requirement itself."""

    reference: str
    need: Need
    told: Mapping[str, Any]


def _build(row: Row, tools: Tools) -> Piece:
    values = row.values
    told = {
        name: values[name]
        for name in ("importance", "status", "reason", "exception", "words")
        if values.get(name) is not None
    }
    need = _need(row, tools)
    if isinstance(need, NotCompared) and values.get("what") and not told.get("words"):
        told["words"] = _as_words(values)
    if values.get("task"):
        told["task"] = tools.link(row, "task", SKILLS)
    return Piece(str(values.get("reference") or ""), need, told)


def _as_words(values: Mapping[str, Any]) -> str:
    """A requirement that cannot be compared, in words, so that nothing typed is lost."""
    if values["kind"] == "other":
        return str(values["what"])
    level = f", {values['level']}" if values.get("level") is not None else ""
    return f"{KINDS_OF_NEED[values['kind']].label}: {values['what']}{level}"


def _agree(rows: Sequence[tuple[Row, Piece]]) -> None:
    """Rows with one reference must not say different things of the one requirement."""
    first: dict[str, tuple[Row, Piece]] = {}
    count = 0
    for row, piece in rows:
        count += not piece.reference or piece.reference not in first
        if count == APPLIED_MOST + 1 and (not piece.reference or piece.reference not in first):
            what = f"is one of more than {APPLIED_MOST} requirements; from here on they are shown and not applied."
            row.blame("reference", what, "Put the ones that count most first.", stops=False)
        if not piece.reference:
            continue
        before, said = first.setdefault(piece.reference, (row, piece))
        for name, value in piece.told.items():
            if said.told.get(name, value) != value:
                header = row.found.sheet.by_name[name].header
                row.blame(
                    name,
                    f"is not what row {before.number} says, which has the same reference.",
                    f"Write {header} once, or give the two their own references.",
                )


def _need(row: Row, tools: Tools) -> Need:
    kind = row.values["kind"]
    of = KINDS_OF_NEED[kind]
    fields: dict[str, Any] = {"kind": kind}
    if of.what:
        named = _named(row, tools, of)
        if named is None:
            return NotCompared()
        fields[of.what] = named
    level = _level(row, tools.lists, of)
    if of.level and level is not None:
        fields[of.level] = level
    return of.make(**fields)


def _named(row: Row, tools: Tools, of: KindOfNeed) -> str | None:
    """The id of what is asked for; None where the words match nothing, so that they are shown and never applied."""
    words = str(row.values.get("what") or of.blank)
    if not words:
        raise RowFault("what", "is missing.", f"Say which: {of.label} needs it.")
    if not of.vocabulary:
        return subject(words)
    labels = tools.lists.labels(of.vocabulary)
    exact = labels.by_fold.get(fold(words))
    if exact is not None:
        return str(exact)
    link = tools.links.of(of.vocabulary, words) if of.vocabulary in LINKED_AT_ONCE else Link(words=words)
    near = tools.links.near(of.vocabulary, words) if of.vocabulary in LINKED_AT_ONCE else []
    likely = [labels.say(one) for one in dict.fromkeys([*([link.to] if link.to else []), *near])]
    ask = f"Did you mean {' or '.join(likely[:3])}? Write that." if likely else labels.advice(words)
    row.blame("what", "matches nothing in our list, so it is kept and shown but not applied.", ask, stops=False)
    return None


def _level(row: Row, lists: Lists, of: KindOfNeed) -> int | None:
    cell = row.values.get("level")
    if cell is None:
        if of.levels is not None and of.level_needed:
            raise RowFault("level", "is missing.", f"{of.label} needs a level.")
        return None
    if of.levels is None:
        raise RowFault("level", "does not go with this kind.", "Leave it blank.")
    try:
        level = of.levels.read(cell, lists)
    except CellFault as fault:
        raise RowFault("level", fault.what, fault.fix) from None
    assert isinstance(level, int)
    if isinstance(of.levels, Months) and level < 1:
        raise RowFault("level", "is no time at all.", "Write it like 18 months or 2 years.")
    return level


def _fill(pieces: Sequence[Piece]) -> Changes:
    """Requirements in the order they first appear; one without a reference gets the next free R number."""
    groups: dict[str, list[Piece]] = {}
    taken = {piece.reference for piece in pieces}
    number = 0
    for piece in pieces:
        reference = piece.reference
        while not reference:
            number += 1
            reference = f"R{number}" if f"R{number}" not in taken else ""
        groups.setdefault(reference, []).append(piece)
    return {"requirements": tuple(_one(reference, group) for reference, group in groups.items())}


def _one(reference: str, group: Sequence[Piece]) -> Requirement:
    """The first row that says something about the requirement itself decides."""
    told: dict[str, Any] = {}
    for piece in group:
        for name, value in piece.told.items():
            told.setdefault(name, value)
    return Requirement(id=RequirementId(reference), needs=tuple(piece.need for piece in group), **told)


def _part(row: Row) -> object:
    return row.values.get("reference") or row.number


def _links(row: Row) -> tuple[str, str] | None:
    words = row.values.get("task")
    return (SKILLS, str(words)) if words and not row.values.get("task_as") else None


def need_values(need: Need, lists: Lists) -> dict[str, Any]:
    """The columns that say one way to meet a requirement."""
    of = KINDS_OF_NEED[need.kind]
    values: dict[str, Any] = {"kind": need.kind}
    if of.what:
        named = getattr(need, of.what)
        values["what"] = lists.labels(of.vocabulary).say(named) if of.vocabulary else named
    level = getattr(need, of.level) if of.level else None
    if level is not None and of.levels is not None:
        values["level"] = of.levels.say(level, lists)
    return values


def _write(programme: Programme, _: Mapping[str, Identity], lists: Lists) -> Iterable[Values]:
    for vacancy in programme.vacancies:
        for one in vacancy.requirements:
            told = {"importance": one.importance, "status": one.status}
            told |= {name: text for name in ("reason", "exception", "words") if (text := getattr(one, name))}
            if one.task is not None:
                told |= link_values("task", one.task, vocabulary=SKILLS, lists=lists)
            for place, need in enumerate(one.needs):
                values = {"vacancy": vacancy.id, "reference": one.id, **need_values(need, lists)}
                yield values if place else {**values, **told}


REQUIREMENTS = Sheet(
    name="requirements",
    about=(
        "What the employer asks for. One row a requirement; for 'either ... or', one row for each way to meet it, "
        f"all with the same reference. At most {APPLIED_MOST} of one vacancy are applied."
    ),
    owner="vacancy",
    keeps="list",
    columns=(
        vacancy_column(),
        Column(
            "reference",
            "Reference",
            "Like R1. Blank means a requirement of its own.",
            Reference(),
            ("R1", "R1"),
            covers=("Requirement.id",),
        ),
        Column(
            "kind",
            "Kind",
            "What kind of thing is asked for. What fits nothing is Other: it is shown and never applied.",
            Choice(NEED_KINDS),
            ("Time in a job", "Same job before"),
            covers=("Need.kind",),
            needed=True,
            width=24,
        ),
        Column(
            "what",
            "What",
            "Which licence, subject, job, language or skill. For a driving licence blank means B, a car.",
            Text(),
            ("Kitchen porter", "Kitchen assistant"),
            covers=tuple(
                f"{name}.{field}"
                for name, field in (
                    ("DrivingLicence", "category"),
                    ("OtherLicence", "licence"),
                    ("Registration", "body"),
                    ("Gcse", "subject"),
                    ("SameJob", "occupation"),
                    ("Years", "occupation"),
                    ("Language", "language"),
                    ("Skill", "skill"),
                )
            ),
            width=26,
        ),
        Column(
            "level",
            "Level",
            "GCSE: grade 1 to 9. Qualification: level 1 to 8. Language: A1 to C2. Time: 6 months. References: a count.",
            Text(free=False),
            ("6 months", ""),
            covers=(
                "Gcse.grade",
                "LevelQualification.level",
                "Years.months",
                "Language.level",
                "References.count",
                "NotCompared.lead_days",
            ),
        ),
        Column(
            "importance",
            "How much it matters",
            "As the employer's words put it. Blank means Essential.",
            Choice(IMPORTANCE),
            ("Essential", ""),
            covers=("Requirement.importance",),
            width=18,
        ),
        Column(
            "status",
            "Status",
            "Where the conversation with the employer stands. Blank means As stated.",
            Choice(REQUIREMENT_STATUSES),
            ("Asked", ""),
            covers=("Requirement.status",),
            width=18,
        ),
        Column(
            "reason",
            "Reason",
            "The employer's reason, where it is kept.",
            Text(),
            covers=("Requirement.reason",),
            width=26,
        ),
        Column(
            "exception",
            "Legal exception",
            "The text of the exception in law that is relied on.",
            Text(),
            covers=("Requirement.exception",),
            width=26,
        ),
        Column(
            "task",
            "Task it serves",
            "Which task needs it.",
            Text(),
            ("Wash pots and pans", ""),
            covers=("Requirement.task",),
            width=24,
        ),
        Column(
            "words",
            "Words",
            "The employer's own words.",
            Text(),
            ("Six months as a kitchen porter, or kitchen assistant before", ""),
            covers=("Requirement.words",),
            width=40,
        ),
        *as_read("task", "task", covers=("Requirement.task",)),
    ),
    write=_write,
    build=_build,
    fill=_fill,
    agree=_agree,
    part=_part,
    flags=("requirements_complete",),
    links=_links,
)
