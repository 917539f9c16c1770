"""Records made ready for matching: standings, findings, columns; and what explanations are looked up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from matcher.audit.doubts import all_findings
from matcher.base.ids import ClientId, VacancyId
from matcher.base.stamp import Stamp
from matcher.columns.build import build_columns
from matcher.columns.effects import Effects
from matcher.columns.facts import Columns
from matcher.evidence.standings import Standings, all_standings
from matcher.explain.context import Context
from matcher.explain.journeys import JourneyNotes, week_note
from matcher.measures.clashes import Clashes, clashes_of
from matcher.records.evidence import Action
from matcher.records.finding import Finding
from matcher.records.programme import Programme
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.signposts.find import Signposts
from matcher.store.services import Shelf
from matcher.travel.loaded import Loaded
from matcher.workflows.desk import Desk
from matcher.workflows.programme.journeys import keep_journeys, travelled_by


@dataclass(frozen=True)
class Prepared:
    """A programme's readable records, with everything that matching and explaining read of them."""

    desk: Desk
    programme: Programme
    left_out: int
    standings: Mapping[ClientId, Standings]
    findings: Mapping[VacancyId, tuple[Finding, ...]]
    effects: Mapping[VacancyId, Effects]
    columns: Columns
    travelled: Loaded | None = None
    """What was loaded to travel by."""

    def context(
        self, stamp: Stamp, *, held: bool = False, notices: tuple[str, ...] = (), times: bool = True
    ) -> Context:
        """What the explanations of one run are looked up in.

        With the times of the week that clash and the first and last service of a day, or without.
        """
        actions: dict[ClientId, list[Action]] = defaultdict(list)
        for action in self.programme.actions:
            actions[action.client].append(action)
        return Context(
            library=self.desk.library,
            stamp=stamp,
            clients={one.id: one for one in self.programme.clients},
            vacancies={one.id: one for one in self.programme.vacancies},
            employers={one.id: one for one in self.programme.employers},
            standings=self.standings,
            findings=self.findings,
            actions=actions,
            applied={
                VacancyId(reference): int(mask) << REQUIREMENT_BIT
                for reference, mask in zip(self.columns.vacancies.ids, self.columns.applied, strict=True)
            },
            signposts=self._signposts(),
            left_out=self.left_out,
            held=held,
            journeys=self._journeys(with_ends=times),
            notices=(*notices, *week_note(self.travelled)),
            clashes=self._clashes if times else None,
        )

    def _signposts(self) -> Signposts | None:
        """The services there are; None where there is none."""
        shelf = Shelf(self.desk.folder)
        return None if shelf.empty() else Signposts(shelf, self.desk.library.services, self.desk.on)

    def _clashes(self, client: ClientId, vacancy: VacancyId) -> Clashes | None:
        columns = self.columns
        return clashes_of(columns, columns.clients.row(client), columns.vacancies.row(vacancy))

    def _journeys(self, *, with_ends: bool) -> JourneyNotes | None:
        """What to say of journeys that were looked up; the first and last service on lists made by themselves only."""
        words = self.desk.library.travel.public_transport
        return None if self.travelled is None else JourneyNotes(self.columns, self.travelled, words, with_ends)


def prepare(desk: Desk, programme: Programme, *, left_out: int) -> Prepared:
    """Weigh the evidence, raise the doubts, and turn records into columns."""
    library = desk.library
    standings = all_standings(programme.observations, programme.actions, rubric=library.rubric, on=desk.on)
    findings, effects = all_findings(programme.vacancies, library=library)
    travelled = travelled_by(desk, programme)
    columns = build_columns(
        programme,
        library=library,
        standings=standings,
        effects=effects,
        on=desk.on,
        left_out=left_out,
        travelled=travelled,
    )
    keep_journeys(desk, travelled)
    return Prepared(desk, programme, left_out, standings, findings, effects, columns, travelled)
