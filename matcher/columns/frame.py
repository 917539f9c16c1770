"""What both sides number by: places, occupations, skills, employers, lawful ages"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matcher.library.load import Library
from matcher.records.client import Client
from matcher.records.requirement import OtherLicence
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, Kind, Stance
from matcher.travel.minutes import MinutesTable
from matcher.travel.transit import Transit

WANTED, ACCEPTED, TOWARDS, NOT_NAMED = 0, 1, 2, 3
DONE, SHARES_WORK, NEW = 0, 1, 2


@dataclass(frozen=True)
class Frame:
    """Numberings shared by the two sides, so that arrays of one can look up arrays of the other."""

    library: Library
    minutes: MinutesTable
    employers: Mapping[str, int]
    sectors: Mapping[str, int]
    """Number of each sector that a vacancy is in, on the map or not."""
    transit: Transit | None = None
    """Journeys by call, where a timetable is loaded; its origins are those of `minutes`, in the same order."""

    def origin(self, sector: str | None) -> int:
        """Row of a place in the minutes table; the last where it is not known."""
        return self.minutes.origins.get(sector or "", len(self.minutes.origins))

    def placed(self, sector: str | None) -> bool:
        """Whether a place is in the minutes table."""
        return sector is not None and sector in self.minutes.origins

    @cached_property
    def occupations(self) -> dict[str, int]:
        """Number of each occupation of the vocabulary."""
        return {entry.id: place for place, entry in enumerate(self.library.occupations.entries)}

    @cached_property
    def skills(self) -> dict[str, int]:
        """Number of each skill of the vocabulary."""
        return {entry.id: place for place, entry in enumerate(self.library.skills.entries)}

    @cached_property
    def ages(self) -> tuple[int, ...]:
        """Ages that a verified rule of law sets for some occupation, ascending."""
        rules = (rule for entry in self.library.occupations.entries for rule in entry.legal if rule.may_gate)
        return tuple(sorted({rule.min_age for rule in rules if rule.min_age is not None}))

    def lawful_age(self, vacancy: Vacancy) -> int:
        """The age that verified law sets for this work, 0 where none; some hold only for licensed work."""
        entry = self.library.occupations.by_id.get((vacancy.occupation.to or "") if vacancy.occupation else "")
        asked = {
            need.licence
            for requirement in vacancy.requirements
            if requirement.importance is Importance.ESSENTIAL  # what is only nice to have may only add
            for need in requirement.needs
            if isinstance(need, OtherLicence)
        }
        rules = (rule for rule in (entry.legal if entry else ()) if rule.may_gate)
        return max((r.min_age or 0 for r in rules if not r.age_with or asked & set(r.age_with)), default=0)

    def occupation_set(self, client: Client, stance: Stance) -> frozenset[int]:
        """Numbers of the occupations a client names with one stance; unlinked words name none."""
        return frozenset(
            self.occupations[s.what.to] for s in client.says(stance, Kind.OCCUPATION) if s.what.to in self.occupations
        )

    def skill_set(self, client: Client, *stances: Stance) -> frozenset[int]:
        """Numbers of the skills a client names as tasks with any of the stances."""
        return frozenset(
            self.skills[s.what.to]
            for stance in stances
            for s in client.says(stance, Kind.TASK)
            if s.what.to in self.skills
        )

    def places(self, skills: Iterable[str]) -> NDArray[np.intp]:
        """Numbers of skills, as an index; unknown ids name none."""
        return np.array(sorted(self.skills[one] for one in skills if one in self.skills), dtype=np.intp)

    @cached_property
    def _links(self) -> tuple[tuple[int, int], ...]:
        """(from, to) numbers of every transfer link."""
        number = self.occupations
        return tuple(
            (number[links.id], number[step.to])
            for links in self.library.transfers.entries
            for step in links.to
            if links.id in number and step.to in number
        )

    def goal_steps(self, wants: frozenset[int], accepts: frozenset[int], open_: bool) -> NDArray[np.int64]:
        """(occupations,) steps from what the client named; links count in both directions."""
        steps = np.full(len(self.occupations), NOT_NAMED, dtype=np.int64)
        near = [b for a, b in self._links if a in wants] + [a for a, b in self._links if b in wants]
        steps[near] = TOWARDS
        steps[sorted(accepts)] = ACCEPTED
        if open_:
            steps[:] = ACCEPTED
        steps[sorted(wants)] = WANTED
        return steps

    def work_steps(self, done: frozenset[int]) -> NDArray[np.int64]:
        """(occupations,) steps from work done; a link counts from the work done to the job."""
        steps = np.full(len(self.occupations), NEW, dtype=np.int64)
        steps[[b for a, b in self._links if a in done]] = SHARES_WORK
        steps[sorted(done)] = DONE
        return steps

    def no_steps(self, _high: int) -> NDArray[np.int64]:
        """The shape of steps for no classes at all."""
        return np.zeros((0, len(self.occupations)), dtype=np.int64)


def numbered(names: Sequence[str]) -> dict[str, int]:
    """Place of each name."""
    return {name: place for place, name in enumerate(names)}
