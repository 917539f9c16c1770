"""The demo as its reader sees it: lists and pairs through the workflows, each asked for once."""

from dataclasses import dataclass, field
from pathlib import Path

from matcher.evidence.standings import all_standings
from matcher.explain.shape import ExplainedList, ExplainedRow, GateLine
from matcher.importers.workbook import read_files
from matcher.library.load import Library
from matcher.records.programme import Programme
from matcher.store.about import read_about
from matcher.store.folder import create_folder
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.lists.why import why
from matcher.workflows.where import Where
from tests.hands import SIGNED

ALL_ROWS = 60
"""As many as the demo has people: enough to see everyone a section holds."""


def imported_into(folder: Path, files: Path, *, library: Library) -> Programme:
    """A programme folder made from a folder of CSV files; what was imported comes back."""
    about = read_about(files)
    assert about.data_date is not None
    imported = read_files([files], library=library, on=about.data_date)
    assert imported.problems == []
    with create_folder(folder, about).changing(SIGNED) as change:
        change.put(imported.programme)
    return imported.programme


@dataclass
class Reader:
    """Asks the workflows for lists and pairs of one programme, and keeps the answers."""

    where: Where
    programme: Programme
    library: Library
    _shortlists: dict[str, ExplainedList] = field(default_factory=dict)
    _jobs: dict[str, ExplainedList] = field(default_factory=dict)
    _pairs: dict[tuple[str, str], ExplainedRow] = field(default_factory=dict)

    def shortlist(self, vacancy: str) -> ExplainedList:
        """The shortlist with everyone on it."""
        if vacancy not in self._shortlists:
            self._shortlists[vacancy] = shortlist(self.where, vacancy, top=ALL_ROWS).explained
        return self._shortlists[vacancy]

    def jobs(self, client: str) -> ExplainedList:
        """The client's list of jobs."""
        if client not in self._jobs:
            self._jobs[client] = jobs(self.where, client).explained
        return self._jobs[client]

    def pair(self, client: str, vacancy: str) -> ExplainedRow:
        """One pair, as it stands on the shortlist or beside it."""
        if (client, vacancy) not in self._pairs:
            listed = [one for one in self.shortlist(vacancy).rows if one.client == client]
            self._pairs[client, vacancy] = listed[0] if listed else why(self.where, client, vacancy).row
        return self._pairs[client, vacancy]

    def section(self, client: str, vacancy: str) -> str | None:
        """The section of the shortlist that the client stands in; None where they are not on it."""
        return next((one.section for one in self.shortlist(vacancy).rows if one.client == client), None)

    def titles_for(self, client: str) -> list[str]:
        """Vacancies on the client's list of jobs, best first, without those that one requirement keeps away."""
        return [one.vacancy for one in self.jobs(client).rows if one.section != "one_requirement"]

    def standing(self, client: str, criterion: str) -> int:
        """The level that stands for a client today."""
        found = all_standings(
            self.programme.observations,
            self.programme.actions,
            rubric=self.library.rubric,
            on=self.jobs(client).stamp.on,
        )
        standing = next(one for who, one in found.items() if who == client).on(criterion, frozenset())
        return standing.level if standing else 0


def gate(pair: ExplainedRow, name: str) -> GateLine:
    """One gate of a pair: a fixed one by its id, or one of the vacancy's own requirements."""
    return next(one for one in pair.gates if one.id == name)


def band(pair: ExplainedRow, term: str) -> str | None:
    """The label of one line's band; None where it is not known."""
    return next(one.band for one in pair.lines if one.term == term)


def asked(pair: ExplainedRow) -> list[str]:
    """The questions of a pair, the dearest first."""
    return [one.ask for one in pair.questions]


def all_words(pair: ExplainedRow) -> str:
    """Everything a pair says to whoever reads it."""
    parts = [*(one.says for one in pair.lines), *(one.says for one in pair.gates), *asked(pair)]
    return " ".join([*parts, *(one.what for one in pair.actions), *pair.strengths, pair.to_client or ""])
