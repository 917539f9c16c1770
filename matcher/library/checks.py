"""What one file cannot say of itself: names that exist in another, examples that hold, words never to use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import cast

from matcher.base.problems import GivenProblems, Problem
from matcher.library import lever_names, marginals_names, market_names, service_checks
from matcher.library.brokerage import case_names
from matcher.library.brokerage import names as brokerage_names
from matcher.library.catalogue import BY_FILE, BY_NAME, FAMILIES, SHELVES
from matcher.library.criteria import CriteriaFamily, ReadsFamily
from matcher.library.find import INDEX
from matcher.library.load import Library
from matcher.library.strict_yaml import Place, Value
from matcher.library.transfers import computed
from matcher.library.validation import one_of


def check_library(library: Library) -> list[Problem]:
    """Everything that is wrong with the models, by file and line. Empty when all is well."""
    problems: list[Problem] = []
    good: set[str] = set()
    for shelf in SHELVES:
        try:
            library.on_shelf(shelf.name)
            good.add(shelf.name)
        except GivenProblems as given:
            problems += given.problems
    problems += _index(library)
    for needs, check in CHECKS:
        if good.issuperset(needs):
            problems += check(library)
    for name in sorted(good):
        problems += _sources(library, name)
    if "rubric" in good:
        problems += _words(library, good)
    return list(dict.fromkeys(problems))


@dataclass(frozen=True)
class _Sheet:
    """One file, to say where in it something stands."""

    library: Library
    name: str

    def problem(self, place: Place, value: str, what: str, fix: str) -> Problem:
        where = self.library.written(BY_NAME[self.name].file).where(place)
        return Problem(where, value, what, fix)

    def unknown(self, place: Place, value: str, allowed: Iterable[str], what: str) -> list[Problem]:
        """A problem where `value` is not one of the allowed names."""
        names = sorted(allowed)
        if value in names:
            return []
        return [self.problem(place, value, f"is not {what}.", one_of(value, names))]


def _index(library: Library) -> list[Problem]:
    """INDEX.yaml lists exactly the documents there are."""
    written = library.written(INDEX)
    data = written.data
    listed = data.get("documents") if isinstance(data, dict) else None
    if not isinstance(listed, list):
        return [Problem(written.where(()), "", "has no list `documents`.", "List every model file.")]
    files = [str(entry.get("file")) if isinstance(entry, dict) else "" for entry in listed]
    problems = [
        Problem(
            written.where(("documents", row, "file")),
            file,
            "is not a model file.",
            one_of(file, sorted(BY_FILE)),
        )
        for row, file in enumerate(files)
        if file not in BY_FILE
    ]
    missing = [file for file in BY_FILE if file not in files]
    return problems + [
        Problem(written.where(("documents",)), file, "is not listed.", "Add a line for it.") for file in missing
    ]


def _sources(library: Library, name: str) -> list[Problem]:
    """Every `source` names a source at the head of its own file."""
    sheet = _Sheet(library, name)
    data = library.written(BY_NAME[name].file).data
    known = {str(one.id) for one in library.on_shelf(name).sources}
    return [
        problem
        for place, value in _texts(data)
        if len(place) > 1 and place[0] != "sources" and (place[-1] == "source" or place[-2] == "sources") and value
        for problem in sheet.unknown(place, value, known, "a source at the head of this file")
    ]


def _texts(data: Value, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text with its place. Nesting is bounded by the reader."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*place, key))
    elif isinstance(data, list):
        for row, value in enumerate(data):
            yield from _texts(value, (*place, row))
    elif isinstance(data, str):
        yield place, data


# --- names that must exist elsewhere ---


def _occupations(library: Library) -> list[Problem]:
    sheet, skills = _Sheet(library, "occupations"), library.skills.by_id
    return [
        problem
        for row, entry in enumerate(library.occupations.entries)
        for column, skill in enumerate(entry.skills)
        for problem in sheet.unknown(("entries", row, "skills", column), skill, skills, "a skill of skills.yaml")
    ]


def _often_asked(library: Library) -> list[Problem]:
    sheet, kinds = _Sheet(library, "occupations"), {kind.id for kind in library.gates.requirement_kinds}
    return [
        problem
        for row, reason in enumerate(library.occupations.often_asked)
        for column, kind in enumerate(reason.requirement_kinds)
        for problem in sheet.unknown(
            ("often_asked", row, "requirement_kinds", column),
            kind,
            kinds,
            "a kind of requirement of gates.yaml",
        )
    ]


def _silent_kinds(library: Library) -> list[Problem]:
    sheet, kinds = _Sheet(library, "employer_figures"), {kind.id for kind in library.gates.requirement_kinds}
    return [
        problem
        for row, matter in enumerate(library.employer_figures.no_figure)
        for column, kind in enumerate(matter.kinds)
        for problem in sheet.unknown(("no_figure", row, "kinds", column), kind, kinds, "a kind of requirement")
    ]


_FAMILIES = (*(f"criteria_{one}" for one in FAMILIES), *(f"reads_{one}" for one in FAMILIES))


def _audit_names(library: Library) -> list[Problem]:
    """Rules and readings are of criteria, in the family that has them; kinds of work that justify exist."""
    rules, work = _Sheet(library, "audit_rules"), {kind.id for kind in library.audit_work.kinds}
    problems = [
        problem
        for row, rule in enumerate(library.audit_rules.rules)
        for problem in rules.unknown(("rules", row, "criterion"), rule.criterion, library.criteria, "a criterion")
    ]
    for family in FAMILIES:
        sheet = _Sheet(library, f"reads_{family}")
        words = cast(CriteriaFamily, library.on_shelf(f"criteria_{family}"))
        reads = cast(ReadsFamily, library.on_shelf(f"reads_{family}")).reads
        if {one.id for one in reads} != {one.id for one in words.criteria}:
            missing = sorted({one.id for one in reads} ^ {one.id for one in words.criteria})
            problems.append(sheet.problem(("reads",), ", ".join(missing), "stands in one of the two files only.", ""))
        problems += [
            problem
            for row, read in enumerate(reads)
            for column, kind in enumerate(read.justified_by)
            for problem in sheet.unknown(("reads", row, "justified_by", column), kind, work, "a kind of work")
        ]
    return problems


def _audit_kinds(library: Library) -> list[Problem]:
    sheet, kinds = _Sheet(library, "audit_rules"), {kind.id for kind in library.gates.requirement_kinds}
    return [
        problem
        for row, rule in enumerate(library.audit_rules.rules)
        for column, kind in enumerate(rule.trigger.requirement_kinds)
        for problem in sheet.unknown(
            ("rules", row, "trigger", "requirement_kinds", column),
            kind,
            kinds,
            "a kind of requirement of gates.yaml",
        )
    ]


def _note_names(library: Library) -> list[Problem]:
    """Manner words stand under an excluded proxy of the rubric, all of them do, and their criteria exist."""
    sheet, manners = _Sheet(library, "audit_notes"), library.audit_notes.manners
    proxies = {proxy.id for proxy in library.rubric.excluded_proxies}
    problems: list[Problem] = []
    for row, manner in enumerate(manners):
        if manner.of == "excluded_proxy":
            problems += sheet.unknown(("manners", row, "proxy"), manner.proxy, proxies, "an excluded proxy")
        if manner.criterion is not None:
            place = ("manners", row, "criterion")
            problems += sheet.unknown(place, manner.criterion, library.rubric.by_id, "a criterion of the rubric")
    missing = sorted(proxies - {manner.proxy for manner in manners})
    return problems + [
        sheet.problem(("manners",), one, "is an excluded proxy without an entry here.", "Add one.") for one in missing
    ]


def _occupation_links(library: Library) -> list[Problem]:
    sheet, known = _Sheet(library, "occupation_links"), library.occupations.by_id
    return [
        problem
        for row, entry in enumerate(library.occupation_links.entries)
        for problem in sheet.unknown(("entries", row, "id"), entry.id, known, "an occupation of occupations.yaml")
    ]


def _transfers(library: Library) -> list[Problem]:
    """The committed steps are the ones that the rule gives today."""
    sheet = _Sheet(library, "transfers")
    if _occupations(library):
        return []  # told already, and nothing can be computed
    due = {entry.id: entry for entry in computed(library.occupations, library.skills, library.transfers.rule)}
    fix = "Run  python -m tests.models.renew  to compute the file again."
    problems = [
        sheet.problem(("entries", row), entry.id, "is not what the rule gives for today's skills.", fix)
        for row, entry in enumerate(library.transfers.entries)
        if due.get(entry.id) != entry
    ]
    missing = sorted(set(due) - {entry.id for entry in library.transfers.entries})
    return problems + [
        sheet.problem(("entries",), one, "is an occupation without a line here.", fix) for one in missing
    ]


def _stages(library: Library) -> list[Problem]:
    """Facts asked for are fields of the records, kinds of statement or criteria."""
    from matcher.records.client import Client, Conditions
    from matcher.records.vacancy import Vacancy
    from matcher.records.words import Kind

    sheet = _Sheet(library, "stages")
    client = [
        *Client.model_fields,
        *(f"conditions.{name}" for name in Conditions.model_fields),
        *(f"statements:{kind.value}" for kind in Kind),
        *(f"observations:{criterion}" for criterion in library.rubric.by_id),
        "consents",
    ]
    problems: list[Problem] = []
    for side, known in (("client", client), ("vacancy", list(Vacancy.model_fields))):
        for row, stage in enumerate(getattr(library.stages, side)):
            for column, fact in enumerate(stage.facts):
                place = (side, row, "facts", column, "field")
                problems += sheet.unknown(place, fact.field, known, f"a fact of a {side}")
    return problems


def _same_names(library: Library) -> list[Problem]:
    """No two occupations, skills, licences or adjustments answer to one name: a link would be a guess."""
    problems: list[Problem] = []
    for name in ("occupations", "skills", "licences", "adjustments"):
        sheet, seen = _Sheet(library, name), dict[str, str]()
        for row, entry in enumerate(getattr(library, name).entries):
            for said in (getattr(entry, "title", None) or entry.name, *entry.aliases):
                other = seen.setdefault(said.casefold(), entry.id)
                if other != entry.id:
                    what = f"is a name of {other} too."
                    problems.append(sheet.problem(("entries", row), said, what, "Leave it with one of them."))
    return problems


def _term_examples(library: Library) -> list[Problem]:
    """The examples beside the bands hold."""
    sheet = _Sheet(library, "terms")
    problems: list[Problem] = []
    for row, term in enumerate(library.terms.terms):
        labels = [band.label for band in term.bands]
        for column, (value, label) in enumerate(term.examples):
            got = labels[term.band_of(value)]
            if got != label:
                place = ("terms", row, "examples", column)
                problems.append(
                    sheet.problem(
                        place,
                        f"[{value}, {label}]",
                        f"does not hold: {value} is {got}.",
                        one_of(label, labels),
                    )
                )
    return problems


CHECKS: tuple[tuple[tuple[str, ...], Callable[[Library], list[Problem]]], ...] = (
    (("occupations", "skills"), _occupations),
    (("occupations", "gates"), _often_asked),
    (("audit_rules", "gates"), _audit_kinds),
    (("audit_rules", "audit_work", *_FAMILIES), _audit_names),
    (("employer_figures", "gates"), _silent_kinds),
    (lever_names.READS, lever_names.lever_names),
    (("audit_notes", "rubric"), _note_names),
    (("occupation_links", "occupations"), _occupation_links),
    (("transfers", "occupations", "skills"), _transfers),
    (("stages", "rubric"), _stages),
    (("occupations", "skills", "licences", "adjustments"), _same_names),
    (("terms",), _term_examples),
    (marginals_names.READS, marginals_names.made_up_names),
    (market_names.STEPS_READS, market_names.step_names),
    (market_names.GAPS_READS, market_names.gap_names),
    (service_checks.READS, service_checks.service_names),
    (brokerage_names.CONSENT_READS, brokerage_names.consent_names),
    (brokerage_names.DECISION_READS, brokerage_names.decision_names),
    (market_names.PROSPECTS_READS, market_names.prospect_names),
    (case_names.READS, case_names.case_names),
)
"""Each check with the documents it reads; it is left out where one of them could not be read."""


# --- words never to use ---

READ_BY_PEOPLE = (
    "rubric",
    "stages",
    "gates",
    "terms",
    "ranking",
    "audit_rules",
    "audit_notes",
    "employer_figures",
    "licences",
    "adjustments",
    "services",
    "wording",
    "steps",
    "gaps",
    "prospects",
    "levers",
    "purposes",
    "decisions",
    "client_page",
    "roles",
    *case_names.READ_BY_PEOPLE,
)
_NOT_SHOWN = frozenset(
    {
        *("sources", "changes", "excluded_proxies", "words", "id", "owner", "why", "legal_basis"),
        *("lists", "stances", "other_senses"),  # what notes are read by
    }
)
"""Parts of a file that no client or employer is shown: a reason to avoid a word must be able to name it."""


def _words(library: Library, good: set[str]) -> list[Problem]:
    """No text that people read holds a phrase that the rubric says never to use."""
    phrases = {
        *library.rubric.never_words(),
        *(heard for proxy in library.rubric.excluded_proxies for heard in proxy.heard_as),
    }
    pattern = re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)) + r")(?!\w)",
        re.IGNORECASE,
    )
    problems: list[Problem] = []
    for name in READ_BY_PEOPLE:
        if name not in good:
            continue
        for place, text in _texts(library.written(BY_NAME[name].file).data):
            found = None if _NOT_SHOWN.intersection(map(str, place)) else pattern.search(text)
            if found:
                problems.append(
                    _Sheet(library, name).problem(
                        place,
                        found.group(),
                        "is among the words never to use.",
                        _say_instead(library, found.group()),
                    )
                )
    return problems


def _say_instead(library: Library, phrase: str) -> str:
    wanted = phrase.casefold()
    for wording in library.rubric.words:
        if wanted in (never.casefold() for never in wording.never):
            return f"Say: {wording.say}."
    return "Say the thing itself, or nothing."
