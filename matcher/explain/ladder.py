"""What would open a door, in words: each change, who makes it, what it costs, by when; what is still to be asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.base.days import Day, say_day
from matcher.base.money import say_pence
from matcher.explain.fitting import sentence
from matcher.explain.vacancies import employer_words
from matcher.library.levers import SHIFT_KINDS, LeverKind, lead_days
from matcher.scoring.decision import REQUIREMENT_BIT

if TYPE_CHECKING:
    from matcher.base.stamp import Stamp
    from matcher.explain.context import Context
    from matcher.library.levers import Cost, Lever, Step
    from matcher.records.vacancy import Vacancy

ACTORS = {
    "client": "the client",
    "key_worker": "the key worker",
    "programme": "the programme",
    "employer": "the employer",
}
FREE = "costs nothing"


@dataclass(frozen=True, slots=True)
class StepWords:
    """One change in words."""

    id: str
    """What a person types to try it; empty where the reader may not know what it is."""
    says: str
    who: tuple[str, ...]
    cost: str
    budget: str
    by: Day | None
    """The soonest it can be in place; None where nobody can say."""
    ask: str

    @property
    def priced(self) -> str:
        """The cost and who bears it; what costs nothing needs no budget."""
        return self.cost if self.cost == FREE else f"{self.cost} ({self.budget})"


@dataclass(frozen=True, slots=True)
class SetWords:
    """Changes that open a door together, and none of them could be left out."""

    says: str
    """`the start were 30 minutes later`: what stands after "if"."""
    steps: tuple[StepWords, ...]
    still_to_ask: tuple[str, ...]
    """What nobody knows yet and would be asked then: names of conditions and requirements."""


@dataclass(frozen=True, slots=True)
class DoorWords:
    """One pair that something keeps apart today."""

    client: str
    vacancy: str
    title: str
    employer: str
    in_the_way: tuple[str, ...]
    sets: tuple[SetWords, ...]
    more: int
    """Further smallest sets that are not shown."""


@dataclass(frozen=True, slots=True)
class AskOf:
    """Whom to ask for one door, and for what."""

    employer: str
    vacancy: str
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class MoveWords:
    """One change, or a few together, and how much it opens."""

    says: str
    opens: int
    closes: int
    """What it would close, where one side makes one change for everybody; else 0."""
    who: tuple[str, ...]
    costs: tuple[str, ...]
    asks: tuple[AskOf, ...]
    """For a client: each door with the employer to ask, or with whose job it is."""
    to_employer: str | None
    """For a vacancy: what the employer may read of how many; None where no figure is given."""


@dataclass(frozen=True, slots=True)
class TwoJobsWords:
    """Two jobs with few hours each that fit together."""

    first: AskOf
    second: AskOf
    says: str
    sure: bool


@dataclass(frozen=True, slots=True)
class ClientLadder:
    """What would open doors to one client. For the key worker and the client."""

    client: str
    considered: int
    open_today: int
    shut: int
    could_open: int
    """Doors for which there is at least one set."""
    by_minutes: tuple[tuple[int, int], ...]
    """By minutes: jobs open if the shift of each were moved by at most so much, one way or another; today's too."""
    moves: tuple[MoveWords, ...]
    doors: tuple[DoorWords, ...]
    pairs_sure: int
    pairs_to_ask: int
    jobs_in_pairs: int
    pairs: tuple[TwoJobsWords, ...]
    notes: tuple[str, ...]
    """Places hoped for, days that time brings, hours to be asked about."""


@dataclass(frozen=True, slots=True)
class VacancyLadder:
    """What its employer could change about one vacancy. For staff: counts, nobody is named."""

    vacancy: str
    considered: int
    open_today: int
    by_minutes: tuple[tuple[int, int], ...]
    moves: tuple[MoveWords, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A whole list before and after some levers."""

    stamp: Stamp
    subject: str
    side: str
    """'client' for jobs open to a client, 'vacancy' for people a vacancy is open to."""
    says: str
    considered: int
    before: int
    after: int
    opened: tuple[AskOf, ...]
    """For a client: the jobs that would open, the first few. Never people."""
    closed: tuple[AskOf, ...]
    opens: int
    closes: int


@dataclass(frozen=True)
class LadderWords:
    """Says levers. `home` is False for readers to whom care is never named."""

    context: Context
    home: bool = True

    def steps(self, steps: Iterable[Step], vacancy: Vacancy | None) -> tuple[StepWords, ...]:
        """Some steps in words; what is at home's side only as such, for readers who may not know it."""
        said = (self._hidden() if self._is_hidden(one) else self._step(one, vacancy) for one in steps)
        return tuple(dict.fromkeys(said))

    def says(self, steps: Sequence[StepWords]) -> str:
        """What stands after "if", joined."""
        return ", and ".join(one.says for one in steps)

    def named(self, step: Step, vacancy: Vacancy | None) -> str:
        """What a step is of: the requirement or the paper in words; empty for the rest."""
        if not step.of:
            return ""
        if self._lever(step).kind is LeverKind.CREDENTIAL:
            return self.context.library.licences.by_id[step.of].name
        asked = next((one for one in vacancy.requirements if one.id == step.of), None) if vacancy else None
        return self.context.requirement_words.name(asked) if asked else step.of

    def still_to_ask(self, unknown: int, vacancy: Vacancy) -> tuple[str, ...]:
        """Names of the conditions and requirements that are open, but for what everyone is asked alike."""
        gates = [
            gate.name for gate in self.context.library.gates.gates if unknown >> gate.bit & 1 and not gate.asks_everyone
        ]
        asked = [
            self.context.requirement_words.name(one)
            for place, one in enumerate(vacancy.requirements)
            if unknown >> (REQUIREMENT_BIT + place) & 1
        ]
        return (*gates, *asked)

    def in_the_way(self, blocked: int, vacancy: Vacancy) -> tuple[str, ...]:
        """Names of what keeps a pair apart."""
        gates = [gate.name for gate in self.context.library.gates.gates if blocked >> gate.bit & 1]
        asked = [
            self.context.requirement_words.name(one)
            for place, one in enumerate(vacancy.requirements)
            if blocked >> (REQUIREMENT_BIT + place) & 1
        ]
        return (*gates, *asked)

    def ask_of(self, vacancy: Vacancy, says: str) -> AskOf:
        """Whom to ask about one vacancy."""
        return AskOf(employer_words(vacancy, self.context), vacancy.id, vacancy.title, says)

    def _lever(self, step: Step) -> Lever:
        return self.context.library.levers.by_id[step.lever]

    def _is_hidden(self, step: Step) -> bool:
        return not self.home and self._lever(step).at_home

    def _hidden(self) -> StepWords:
        words = self.context.library.levers.words.at_home
        return StepWords("", words, (ACTORS["key_worker"],), "", "", None, "")

    def _step(self, step: Step, vacancy: Vacancy | None) -> StepWords:
        lever, days = self._lever(step), lead_days(step, self.context.library)
        fill = {"{amount}": str(step.amount), "{what}": self.named(step, vacancy)}
        return StepWords(
            id=step.id,
            says=_filled(lever.says, fill),
            who=tuple(ACTORS[one] for one in lever.who),
            cost=say_cost(self._cost(step)),
            budget=lever.budget,
            by=None if days is None else self.context.on + dt.timedelta(days=days),
            ask=_filled(lever.ask, fill),
        )

    def _cost(self, step: Step) -> Cost:
        levers = self.context.library.levers
        return levers.credential_costs.get(step.of, self._lever(step).cost)


def _filled(text: str, fill: Mapping[str, str]) -> str:
    for hole, words in fill.items():
        text = text.replace(hole, words)
    return text


def say_cost(cost: Cost) -> str:
    """`about £15`, `£66 a week`, `nothing`; that it is not known where it is not."""
    if cost.pence is None:
        return "cost not known"
    if cost.pence == 0:
        return FREE
    about = "" if cost.mark == "verified" else "about "
    return f"{about}{say_pence(cost.pence)}{'' if cost.per == 'once' else f' a {cost.per}'}"


def family(step: Step, words: LadderWords, vacancy: Vacancy) -> tuple[str, str]:
    """What makes steps of different doors one change: the lever, and the requirement or the paper in words."""
    return step.lever, words.named(step, vacancy)


def move_says(steps: Sequence[Step], words: LadderWords, vacancy: Vacancy) -> str:
    """The change as it stands above a list of doors: an amount is the most that any of them needs."""
    said = words.says(words.steps(steps, vacancy))
    moved = any(words.context.library.levers.by_id[step.lever].kind in SHIFT_KINDS for step in steps)
    return f"{said}, or less" if moved else said


def step_line(step: StepWords) -> str:
    """Who acts, by when, what it costs, from which budget: one sentence."""
    parts = [" or ".join(step.who)] if step.who else []
    parts += [f"from {say_day(step.by)}"] if step.by else []
    parts += [step.priced] if step.cost else []
    return sentence("; ".join(parts))
