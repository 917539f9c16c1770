"""Hold one client's words against one thing an employer asks for: met, not met, or not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matcher.library.load import Library
from matcher.records.client import Client, Statement
from matcher.records.requirement import (
    Degree,
    DrivingLicence,
    Gcse,
    Language,
    LevelQualification,
    Need,
    NotCompared,
    OtherLicence,
    OwnVehicle,
    References,
    Registration,
    SameJob,
    Skill,
    Years,
)
from matcher.records.words import Kind, Stance

NOT_MET, UNKNOWN, MET = 0, 1, 2
DEGREE_LEVEL = 6
"""A degree stands at level 6 of the regulated qualifications framework (Ofqual)."""

NeedSet = tuple[Need, ...]


@dataclass(frozen=True)
class Abilities:
    """What a client has said they can do, by skill and occupation id."""

    held: frozenset[str]
    denied: frozenset[str]
    done: frozenset[str]
    skills_complete: bool
    work_complete: bool

    def skill(self, skill: str) -> int:
        """Met, not met or unknown for one skill."""
        if skill in self.held:
            return MET
        return NOT_MET if skill in self.denied or self.skills_complete else UNKNOWN


def abilities(client: Client, library: Library) -> Abilities:
    """Skills held and denied, and work done. What one has shown beats a 'not yet'; a 'not yet' beats a usual skill."""
    skills, occupations = library.skills.by_id, library.occupations.by_id
    shown = _linked(client, Kind.TASK, Stance.CAN_DO, Stance.HAS_DONE) & skills.keys()
    not_yet = (_linked(client, Kind.TASK, Stance.NOT_YET) & skills.keys()) - shown
    done = _linked(client, Kind.OCCUPATION, Stance.HAS_DONE) & occupations.keys()
    usual = {skill for occupation in done for skill in occupations[occupation].skills}
    return Abilities(
        held=frozenset(shown | (usual - not_yet)),
        denied=frozenset(not_yet),
        done=frozenset(done),
        skills_complete=client.skills_complete,
        work_complete=client.work_complete,
    )


def _linked(client: Client, kind: Kind, *stances: Stance) -> set[str]:
    return {s.what.to for stance in stances for s in client.says(stance, kind) if s.what.to is not None}


def state(needs: NeedSet, client: Client, able: Abilities, library: Library) -> int:
    """The state of a requirement: any one of its needs will do."""
    return max(_need(need, client, able, library) for need in needs)


def _need(need: Need, client: Client, able: Abilities, library: Library) -> int:
    return _CHECKS[type(need)](need, client, able, library)


def _holds(client: Client, kind: Kind, wanted: frozenset[str], library: Library) -> int:
    """HOLDS of any of `wanted` is met; DOES_NOT_HOLD of one of them is not met; silence is unknown."""
    if any(_names(s, library) & wanted for s in client.says(Stance.HOLDS, kind)):
        return MET
    if any(_both_names(s, library) & wanted for s in client.says(Stance.DOES_NOT_HOLD, kind)):
        return NOT_MET
    return UNKNOWN


def _own_name(statement: Statement) -> str:
    return folded(statement.what.to or statement.what.words)


def folded(name: str) -> str:
    """A name as it is compared: case and runs of spaces do not matter."""
    return " ".join(name.casefold().split())


def _both_names(statement: Statement, library: Library) -> frozenset[str]:
    """The thing's own name, and its category where it is a driving licence known by its id."""
    name = _own_name(statement)
    entry = library.licences.by_id.get(name)
    return frozenset({name, folded(entry.category or "") if entry else ""} - {""})


def _names(statement: Statement, library: Library) -> frozenset[str]:
    """The thing held, and all that whoever holds it holds too."""
    name = _own_name(statement)
    by_id = library.licences.by_id
    entry = by_id.get(name)
    if entry is None and statement.kind is Kind.LICENCE_DRIVING:
        entry = library.licences.driving(name)
    if entry is None:
        return frozenset({name})
    also = library.licences.held_with(entry.id)
    categories = {folded(by_id[one].category or "") for one in also} - {""}
    return frozenset({name, *map(folded, also), *categories})


def _driving(need: DrivingLicence, client: Client, _: Abilities, library: Library) -> int:
    return _holds(client, Kind.LICENCE_DRIVING, frozenset({folded(need.category)}), library)


def _vehicle(_need: OwnVehicle, client: Client, _: Abilities, _library: Library) -> int:
    if client.says(Stance.HOLDS, Kind.OWN_VEHICLE):
        return MET
    return NOT_MET if client.says(Stance.DOES_NOT_HOLD, Kind.OWN_VEHICLE) else UNKNOWN


def _licence(need: OtherLicence, client: Client, _: Abilities, library: Library) -> int:
    return _holds(client, Kind.LICENCE_OTHER, frozenset({folded(need.licence)}), library)


def _registration(need: Registration, client: Client, _: Abilities, library: Library) -> int:
    return _holds(client, Kind.REGISTRATION, frozenset({folded(need.body)}), library)


def _by_level(held: list[int | None], denied: bool, needed: int) -> int:
    """A thing held with a level: enough, too little, or held at a level nobody recorded."""
    if any(level is not None and level >= needed for level in held):
        return MET
    if any(level is None for level in held):
        return UNKNOWN
    return NOT_MET if held or denied else UNKNOWN


def _gcse(need: Gcse, client: Client, _: Abilities, _library: Library) -> int:
    return _named_level(client, Kind.GCSE, need.subject, need.grade)


def _language(need: Language, client: Client, _: Abilities, _library: Library) -> int:
    return _named_level(client, Kind.LANGUAGE, need.language, need.level)


def _named_level(client: Client, kind: Kind, name: str, needed: int) -> int:
    wanted = folded(name)
    held = [s.level for s in client.says(Stance.HOLDS, kind) if _own_name(s) == wanted]
    denied = any(_own_name(s) == wanted for s in client.says(Stance.DOES_NOT_HOLD, kind))
    return _by_level(held, denied, needed)


def _qualification(client: Client, needed: int) -> int:
    """HOLDS level L: at least L, perhaps more; DOES_NOT_HOLD level L: less than L."""
    held = [s.level for s in client.says(Stance.HOLDS, Kind.LEVEL) if s.level is not None]
    denied = [s.level for s in client.says(Stance.DOES_NOT_HOLD, Kind.LEVEL) if s.level is not None]
    if held and max(held) >= needed:
        return MET
    return NOT_MET if denied and min(denied) <= needed else UNKNOWN


def _level(need: LevelQualification, client: Client, _: Abilities, _library: Library) -> int:
    return _qualification(client, need.level)


def _degree(_need: Degree, client: Client, _: Abilities, _library: Library) -> int:
    return _qualification(client, DEGREE_LEVEL)


def _same_job(need: SameJob, _client: Client, able: Abilities, _library: Library) -> int:
    if need.occupation in able.done:
        return MET
    return NOT_MET if able.work_complete else UNKNOWN


def _years(need: Years, client: Client, able: Abilities, _library: Library) -> int:
    if need.occupation not in able.done:
        return NOT_MET if able.work_complete else UNKNOWN
    months = [s.level for s in client.says(Stance.HAS_DONE, Kind.OCCUPATION) if s.what.to == need.occupation]
    return _by_level(months, denied=False, needed=need.months)


def _skill(need: Skill, _client: Client, able: Abilities, _library: Library) -> int:
    return able.skill(need.skill)


def _references(need: References, client: Client, _: Abilities, _library: Library) -> int:
    held = [s.level for s in client.says(Stance.HOLDS, Kind.REFERENCES)]
    return _by_level(held, bool(client.says(Stance.DOES_NOT_HOLD, Kind.REFERENCES)), need.count)


def _not_compared(_need: NotCompared, _client: Client, _: Abilities, _library: Library) -> int:
    return UNKNOWN


# Each check is typed for its own need; the table is keyed by that same type, which mypy cannot follow.
_CHECKS: dict[type, Callable[..., int]] = {
    DrivingLicence: _driving,
    OwnVehicle: _vehicle,
    OtherLicence: _licence,
    Registration: _registration,
    Gcse: _gcse,
    LevelQualification: _level,
    Degree: _degree,
    SameJob: _same_job,
    Years: _years,
    Language: _language,
    Skill: _skill,
    References: _references,
    NotCompared: _not_compared,
}
