"""What an explanation is looked up in: the models, both sides' records, and what stands about them today."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, VacancyId
from matcher.base.stamp import Stamp
from matcher.evidence.standings import Standings
from matcher.explain.requirements import RequirementWords
from matcher.library.load import Library
from matcher.library.matching import Gate, Term
from matcher.measures.all import MEASURES, Measure
from matcher.measures.clashes import Clashes
from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.evidence import Action
from matcher.records.finding import Finding
from matcher.records.vacancy import Vacancy
from matcher.signposts.find import Signposts

if TYPE_CHECKING:
    from matcher.explain.journeys import Notes
    from matcher.explain.shape import GateLine, Line
    from matcher.scoring.decision import TermDecision


@dataclass(frozen=True)
class Context:
    """Everything an explanation may read besides the decision itself."""

    library: Library
    stamp: Stamp
    clients: Mapping[ClientId, Client]
    vacancies: Mapping[VacancyId, Vacancy]
    employers: Mapping[EmployerId, Employer] = field(default_factory=dict)
    standings: Mapping[ClientId, Standings] = field(default_factory=dict)
    findings: Mapping[VacancyId, Sequence[Finding]] = field(default_factory=dict)
    actions: Mapping[ClientId, Sequence[Action]] = field(default_factory=dict)
    applied: Mapping[VacancyId, int] = field(default_factory=dict)
    """Each vacancy's mask of applied requirements, as in a decision; read where a list has no row."""
    signposts: Signposts | None = None
    """The services that could help with steps; None where none is looked for."""
    left_out: int = 0
    """Clients left out because no basis for matching is recorded: counted, never read."""
    held: bool = False
    """Whether a requirement of the list's vacancy holds it, so that nobody may be put forward."""
    journeys: Notes | None = None
    """What to say of journeys that were looked up, where anything is loaded to look them up in."""
    notices: tuple[str, ...] = ()
    """Sentences to stand above the list besides those the records themselves call for."""
    clashes: Callable[[ClientId, VacancyId], Clashes | None] | None = None
    """Times of the week that a pair clashes on; None where nobody reads them, as in a batch."""

    @property
    def on(self) -> Day:
        """The day the data speaks of."""
        return self.stamp.on

    @cached_property
    def terms(self) -> Mapping[str, Term]:
        """Every term by its id."""
        return {term.id: term for term in self.library.terms.terms}

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What every measure declares: its unit, its range, and the facts of either side that it reads."""
        return MEASURES

    @cached_property
    def said_lines(self) -> dict[tuple[TermDecision, str], Line]:
        """Lines said so far: the rows of a list share many of them."""
        return {}

    @cached_property
    def said_gates(self) -> dict[tuple[str, str], GateLine]:
        """Fixed gates said so far, by id and state, where nothing else can make a difference."""
        return {}

    @cached_property
    def gate_measures(self) -> Mapping[str, str]:
        """The measure each fixed gate reads, by the gate's id."""
        return {gate.id: gate.measure for gate in self.library.gates.gates}

    @cached_property
    def requirement_words(self) -> RequirementWords:
        """Says requirements, each once."""
        return RequirementWords(self.library)

    @cached_property
    def client_gates(self) -> int:
        """Bits of the gates the client owns."""
        return _bits([gate for gate in self.library.gates.gates if gate.owner == "client"])

    @cached_property
    def gates_that_ask(self) -> int:
        """Bits of the gates whose unknown asks somebody in particular: all but those that ask everyone."""
        return _bits([gate for gate in self.library.gates.gates if not gate.asks_everyone])

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """Ids of a list's sections, in order."""
        return tuple(section.id for section in self.library.ranking.sections)


def _bits(gates: Sequence[Gate]) -> int:
    return sum(1 << gate.bit for gate in gates)
