"""The engine, asked for a whole programme and answered in the reference's shapes, to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from matcher.audit.doubts import all_findings
from matcher.base.days import Day
from matcher.columns.build import build_columns
from matcher.columns.facts import Columns
from matcher.evidence.standings import all_standings
from matcher.matching import lists
from matcher.matching.match import Matched, match
from matcher.matching.order import NOT_LISTED
from matcher.records.consents import clients_covered
from matcher.records.programme import Programme
from matcher.records.words import VacancyStatus
from matcher.scoring.decision import Decision, RankedList
from matcher.scoring.records import decisions
from matcher.travel.loaded import Loaded
from tests.reference.lists import Counts, List, Place, Row
from tests.reference.pairs import Line, Pair, Yes

if TYPE_CHECKING:
    from matcher.library.load import Library

LINE = attrgetter(*Line._fields)
NOBODY: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True)
class Engine:
    """One programme, matched once: shortlists over every vacancy, lists of jobs over the open ones."""

    shortlists: Matched
    job_lists: Matched
    left_out: int

    @property
    def columns(self) -> Columns:
        """The programme as columns."""
        return self.shortlists.columns

    @property
    def clients(self) -> tuple[str, ...]:
        """Ids of the clients who may be read."""
        return self.columns.clients.ids

    @property
    def vacancies(self) -> tuple[str, ...]:
        """Ids of all vacancies."""
        return self.columns.vacancies.ids

    def decisions(self) -> dict[tuple[str, str], Decision]:
        """The record of every pair, by client and vacancy."""
        wide = len(self.vacancies)
        at = np.arange(len(self.clients) * wide)
        found = decisions(self.shortlists.tables, at // max(1, wide), at % max(1, wide))
        return {(one.client, one.vacancy): one for one in found}

    def pairs(self) -> dict[tuple[str, str], Pair]:
        """The record of every pair, in the reference's shape."""
        return {key: as_pair(one) for key, one in self.decisions().items()}

    def shortlist(self, vacancy: str, answered_since: frozenset[tuple[str, str]] = NOBODY) -> List:
        """Clients for a vacancy."""
        who = [client for client, about in answered_since if about == vacancy]
        return self._list(lists.shortlist(self.shortlists, vacancy, answered_since=who), self.shortlists)

    def jobs(self, client: str, answered_since: frozenset[tuple[str, str]] = NOBODY) -> List:
        """Open vacancies for a client."""
        which = [about for who, about in answered_since if who == client]
        return self._list(lists.jobs(self.job_lists, client, answered_since=which), self.job_lists)

    def places(self, *, vacancy_lists: bool) -> dict[tuple[str, str], Place]:
        """Where every pair stands, shown or not."""
        matched = self.shortlists if vacancy_lists else self.job_lists
        side = self.columns.vacancies if vacancy_lists else self.columns.clients
        found: dict[tuple[str, str], Place] = {}
        for subject in range(len(side)):
            pairs, placed, _ = lists._everyone(matched, subject, vacancy_list=vacancy_lists)
            for at, (c, v) in enumerate(zip(pairs.clients.tolist(), pairs.vacancies.tolist(), strict=True)):
                section = int(placed.section[at])
                listed = section != NOT_LISTED
                found[self.clients[c], self.vacancies[v]] = Place(
                    section=matched.tables.bound.library.ranking.sections[section].id if listed else None,
                    key=int(placed.key[at]) if listed else 0,
                    fit_low=int(placed.fit_low[at]),
                    fit_reach=int(placed.fit_reach[at]),
                    answers=int(placed.answers[at]),
                    first_conversation=bool(placed.first_conversation[at]),
                )
        return found

    def _list(self, found: RankedList, matched: Matched) -> List:
        keys = self._keys(found, matched)
        counts = found.counts
        return List(
            subject=found.subject,
            side=found.side,
            rows=tuple(
                Row(
                    pair=as_pair(row.decision),
                    section=row.place.section or "",
                    rank=row.place.rank or 0,
                    key=keys.get((row.decision.client, row.decision.vacancy), 0),
                    fit_low=row.place.fit_low,
                    fit_reach=row.place.fit_reach,
                    answers=row.place.answers,
                    first_conversation=row.place.first_conversation,
                    answered_since=row.place.answered_since,
                )
                for row in found.rows
            ),
            counts=Counts(
                considered=counts.considered,
                blocked=counts.blocked,
                by_gate=_named(counts.by_gate),
                by_owner=_named(counts.by_owner),
                sole=_named(counts.sole),
                passing_if_all_applied=counts.passing_if_all_applied,
                first_conversations=counts.first_conversations,
            ),
            tied_out=_named(found.tied_out),
            left_out_terms=found.left_out_terms,
        )

    def _keys(self, found: RankedList, matched: Matched) -> dict[tuple[str, str], int]:
        """Keys of the rows that the pass kept, and of those kept beside them."""
        by_vacancy = found.side == "vacancy"
        part = matched.part.by_vacancy if by_vacancy else matched.part.by_client
        subject = (self.vacancies if by_vacancy else self.clients).index(found.subject)
        at = np.flatnonzero(part.subject == subject)
        rows, keys = part.row[at].tolist(), part.key[at].tolist()
        if len(rows) < len(found.rows):
            pairs, placed, _ = lists._everyone(matched, subject, vacancy_list=by_vacancy)
            rows, keys = (pairs.clients if by_vacancy else pairs.vacancies).tolist(), placed.key.tolist()
        names = self.clients if by_vacancy else self.vacancies
        others = [names[row] for row in rows]
        named = [(other, found.subject) if by_vacancy else (found.subject, other) for other in others]
        return dict(zip(named, keys, strict=True))


def _named(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def as_pair(one: Decision) -> Pair:
    """A decision record in the reference's shape; every number a plain one."""
    return Pair(
        client=one.client,
        vacancy=one.vacancy,
        terms=tuple(Line(*LINE(term)) for term in one.terms),
        gates=tuple(Yes(gate.gate, gate.least, gate.most) for gate in one.gates),
        fail=one.fail,
        unknown=one.unknown,
        gates_on=one.gates_on,
        applied=one.applied,
        fixed=one.fixed,
        criteria_least=one.criteria_least,
        criteria_most=one.criteria_most,
        criteria=one.criteria,
        opted_in=one.opted_in,
        wanted=one.wanted,
    )


def engine(programme: Programme, *, library: Library, on: Day, travelled: Loaded | None = None, **how: Any) -> Engine:
    """The engine's answer for a programme. `how` goes to the pass: driver, threads, block_pairs."""
    covered = clients_covered(programme.consents, purpose="matching", on=on)
    readable = programme.model_copy(update={"clients": tuple(one for one in programme.clients if one.id in covered)})
    _, effects = all_findings(readable.vacancies, library=library)
    standings = all_standings(readable.observations, readable.actions, rubric=library.rubric, on=on)
    columns = build_columns(
        readable,
        library=library,
        standings=standings,
        effects=effects,
        on=on,
        left_out=len(programme.clients) - len(readable.clients),
        travelled=travelled,
    )
    closed = {
        one.id
        for one in readable.vacancies
        if one.status is not VacancyStatus.OPEN or (one.closes is not None and one.closes < on)
    }
    open_rows = np.array([row for row, one in enumerate(columns.vacancies.ids) if one not in closed], dtype=np.intp)
    return Engine(
        shortlists=match(columns, library, lists="vacancies", **{"driver": "numpy", **how}),
        job_lists=match(columns, library, lists="clients", vacancies=open_rows, **{"driver": "numpy", **how}),
        left_out=columns.left_out,
    )
