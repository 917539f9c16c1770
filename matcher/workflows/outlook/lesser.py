"""What a requirement is relaxed to, as somebody types it: a lower level, another way, or wished for only."""

from __future__ import annotations

from matcher.base.problems import GivenProblems, Problem
from matcher.importers.cells import CellFault, fold
from matcher.importers.labels import Lists
from matcher.importers.sheets.requirements import KINDS_OF_NEED
from matcher.importers.sheets.wants import subject
from matcher.library.load import Library
from matcher.records.requirement import Need, NotCompared, Requirement
from matcher.records.words import Importance

WISHED_FOR = ("desirable", "wished for", "an advantage")


def lesser_requirement(old: Requirement, typed: str, *, library: Library) -> Requirement:
    """The requirement that stands in the place of `old`; its reference is given later.

    `desirable`: the same, no longer needed. `or KIND: WHAT, LEVEL`: one more way to meet it. For one with a level, a
    level alone (`3`, `B1`, `6 months`); or `KIND: WHAT, LEVEL`. Where the old one cannot be compared, the words stand.
    Raises GivenProblems with what to type.
    """
    said = " ".join(typed.split())
    if said.casefold() in WISHED_FOR:
        return old.model_copy(update={"importance": Importance.DESIRABLE, "reason": "", "exception": ""})
    bare = old.model_copy(update={"reason": "", "exception": "", "words": said})
    if said.casefold().startswith("or "):
        words = f"{old.words}, {said}" if old.words else said
        return bare.model_copy(update={"needs": (*old.needs, _need(said[3:], library)), "words": words})
    if not old.compared:
        return bare
    if ":" not in said and len(old.needs) == 1:
        return bare.model_copy(update={"needs": (_lower(old.needs[0], said, library),)})
    return bare.model_copy(update={"needs": (_need(said, library),)})


def _lower(need: Need, level: str, library: Library) -> Need:
    """The same need at another level."""
    of = KINDS_OF_NEED[need.kind]
    if of.levels is None:
        raise _unread(level, "has no level that could be lower.")
    return need.model_copy(update={of.level: _level(need.kind, level, library)})


def _need(typed: str, library: Library) -> Need:
    """`GCSE: maths, 3`, by the labels of the spreadsheet."""
    label, _, rest = (part.strip() for part in typed.partition(":"))
    kind = next((kind for kind, of in KINDS_OF_NEED.items() if fold(label) in (fold(of.label), fold(kind))), None)
    if kind is None:
        kinds = ", ".join(sorted(of.label for of in KINDS_OF_NEED.values()))
        raise _unread(label, "is no kind of requirement.", f"Write one of: {kinds}.")
    of = KINDS_OF_NEED[kind]
    what, level = (part.strip() for part in rest.rpartition(",")[::2]) if of.levels and of.what else (rest, rest)
    fields: dict[str, object] = {"kind": kind}
    if of.what:
        fields[of.what] = _named(kind, what or of.blank, library)
    if of.levels is not None and of.make is not NotCompared:
        fields[of.level] = _level(kind, level, library)
    return of.make(**fields)


def _named(kind: str, what: str, library: Library) -> object:
    of = KINDS_OF_NEED[kind]
    if not what:
        raise _unread(kind, f"needs what it is about: {of.label}: WHAT.")
    if not of.vocabulary:
        return subject(what)
    labels = Lists(library).labels(of.vocabulary)
    found = labels.by_fold.get(fold(what))
    if found is None:
        raise _unread(what, "matches nothing in our list.", labels.advice(what))
    return found


def _level(kind: str, level: str, library: Library) -> object:
    of = KINDS_OF_NEED[kind]
    assert of.levels is not None
    try:
        return of.levels.read(level, Lists(library))
    except CellFault as fault:
        raise _unread(level, fault.what, fault.fix) from None


def _unread(value: str, what: str, fix: str = "") -> GivenProblems:
    shown = fix or "Write a lower level, `desirable`, `or KIND: WHAT`, or `KIND: WHAT, LEVEL`."
    return GivenProblems([Problem("--lesser", value, what, shown)])
