"""Which employer of ours another programme means: as somebody said, by reference where names agree, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matcher.base.ids import EmployerId
from matcher.base.problems import Problem, shorten
from matcher.brokerage.one_employer import Groups
from matcher.brokerage.same import Pair, pairs, where_they_work
from matcher.library.brokerage.same import SameRules
from matcher.records.dealings import SameEmployer
from matcher.records.employer import Employer
from matcher.records.programme import Programme

NAMED_MOST = 4
_THEIRS = "\0"
"""Before their references, so that none is taken for one of ours."""


@dataclass
class Ties:
    """Employers of another programme, by their reference there."""

    ours: dict[str, EmployerId] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """Those that may be one of ours, and a person has to say."""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Tying:
    """What is held, to be tied to."""

    known: Programme
    said: tuple[SameEmployer, ...]
    rules: SameRules
    told: Mapping[str, str]
    """Ties that a person gave: their reference, and ours."""

    def of(self, theirs: Iterable[Employer], *, where: str) -> Ties:
        """The employers of one file, tied as far as it is sure."""
        ties, held = Ties(), {one.id: one for one in self.known.employers}
        guests = {EmployerId(_THEIRS + one.id): one for one in theirs}
        found = pairs(
            [*held.values(), *(one.model_copy(update={"id": made}) for made, one in guests.items())],
            self.said,
            self.rules,
            sectors=where_they_work(self.known),
            about=guests,
        )
        sure, doubtful = self._by_guest(found.sure, held), self._by_guest(found.doubtful, held)
        groups = Groups.of(self.said)
        for made, guest in guests.items():
            self._tie(guest, where, ties, held, groups, sure.get(made, []), doubtful.get(made, []))
        return ties

    def _by_guest(
        self, found: Iterable[Pair], held: Mapping[EmployerId, Employer]
    ) -> dict[EmployerId, list[EmployerId]]:
        by: dict[EmployerId, list[EmployerId]] = {}
        for pair in found:
            guest, ours = (pair.first, pair.second) if pair.second in held else (pair.second, pair.first)
            if ours in held and guest not in held:
                by.setdefault(guest, []).append(ours)
        return by

    def _tie(
        self,
        guest: Employer,
        where: str,
        ties: Ties,
        held: Mapping[EmployerId, Employer],
        groups: Groups,
        sure: list[EmployerId],
        doubtful: list[EmployerId],
    ) -> None:
        told = self.told.get(guest.id)
        if told is not None:
            if told in held:
                ties.ours[guest.id] = EmployerId(told)
            else:
                self._ask(guest, where, ties, f"is said to be {shorten(told)}, which is no employer of ours.", [])
        elif guest.id in (*sure, *doubtful):
            ties.ours[guest.id] = guest.id
        elif len({groups.root(one) for one in sure}) == 1:
            ties.ours[guest.id] = sure[0]
        elif sure or doubtful:
            likely = [held[one] for one in (*sure, *doubtful)]
            named = " or ".join(f"{shorten(one.name)} ({one.id})" for one in likely[:NAMED_MOST])
            self._ask(guest, where, ties, f"may be {named}.", likely)

    def _ask(self, guest: Employer, where: str, ties: Ties, what: str, likely: list[Employer]) -> None:
        ours = likely[0].id if likely else "OURS"
        fix = f"If so, import with --same '{guest.id}={ours}', or write the name under Other names of that employer."
        ties.asked.add(guest.id)
        ties.problems.append(Problem(where, shorten(guest.name), what, fix))
