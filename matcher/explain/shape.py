"""What an explanation is: one pair as a row, and a list of rows under its head. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from matcher.base.days import Day
from matcher.base.stamp import Stamp
from matcher.library.matching import Owner, Side
from matcher.library.wording import Closer

State = Literal["met", "not_met", "unknown"]
Of = Literal["client", "vacancy", "employer"]
"""Whom to ask: the client; the employer about the job; the employer about something they ask for."""
Verdict = Literal["ready_now", "ready_by_date", "ask_first", "support_first", "outside_choices"]


@dataclass(frozen=True, slots=True)
class Line:
    """One term of one pair: what was measured, the points earned of those to be had, the sentence for it."""

    term: str
    name: str
    side: Side
    code: int
    """Place of the band from 1 for the best; 0 where the band is not known."""
    band: str | None
    value: int | None
    """The measured value; None where what is known leaves a range."""
    least: int
    most: int
    unit: str
    points: int
    of: int
    low: int
    high: int
    weight: int
    says: str
    ask: str | None
    asks: tuple[tuple[Of, str], ...]
    """The questions that would settle it, each with whom to ask."""
    note: str | None
    """Just over the line of the next better band, our estimate, or a condition the client does not mind."""
    times: str = ""
    """Times of the week that clash, in words; empty where the line is not about times or they are not looked up."""


@dataclass(frozen=True, slots=True)
class GateLine:
    """One gate of one pair: a fixed one that applies to this client, or one requirement of the vacancy."""

    gate: str
    """Id of a fixed gate; `requirement` for one of the vacancy's own."""
    owner: Owner
    state: State
    requirement: str | None
    status: str | None
    applied: bool
    """Whether a failure blocks; never for a requirement that severity or status does not allow."""
    compared: bool
    name: str
    says: str
    ask: str | None
    asks: tuple[tuple[Of, str], ...]
    who_can_change: str

    @property
    def id(self) -> str:
        """The fixed gate's id or the requirement's, as counts and `blocked_by` name it."""
        return self.requirement or self.gate

    @property
    def blocks(self) -> bool:
        """Whether this gate keeps the pair off the list."""
        return self.applied and self.state == "not_met"


@dataclass(frozen=True, slots=True)
class Question:
    """Something worth asking, with what hangs on it."""

    ask: str
    of: Of
    about: str
    points: int
    """Points at stake; for a gate or a criterion that is open, all the points of the pair."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Where one criterion that the vacancy triggers stands for this pair."""

    criterion: str
    name: str
    state: str
    """in_place, by_start, gap or not_asked."""
    says: str
    since: Day | None
    due: Day | None
    check_again: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class Helper:
    """A service that could help with a step: what it is called, and what to ask first. Never for the employer."""

    service: str
    name: str
    asks: tuple[str, ...]
    """In a word or two each: for women, area, age."""


@dataclass(frozen=True, slots=True)
class Step:
    """What would put a criterion in place, with its owner and due day where they were agreed."""

    criterion: str
    name: str
    what: str
    owner: str
    due: Day | None
    service: str | None
    who_can_close: Closer
    agreed: bool
    """True for an action on record; False for the rubric's own suggestion."""
    who_could_help: tuple[Helper, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt about one requirement, and the question to the employer."""

    requirement: str | None
    name: str
    rule: str
    severity: str
    question: str
    rewording: str
    status: str | None
    applied: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that does not fit yet, and who could close it: whose turn, and the question or the step."""

    says: str
    closers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """One side's points. `points` is what was earned: the low end of the range."""

    points: int
    of: int
    low: int
    high: int
    extra: int
    """How much of the points is for extras, which add to what was earned and to nothing that could be lost."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a pair suits both sides, in thousandths, and its word; None where nothing is compared."""

    low: int
    reach: int
    word: str | None
    reach_word: str | None
    """The word it could become with the row's own answers; None where that is the same word."""


@dataclass(frozen=True, slots=True)
class Order:
    """The whole-number keys behind a row's place, as far as they can be told (design 5a, 7)."""

    section: int
    behind: int
    band: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class ExplainedRow:
    """One pair in words and numbers. Lines add up to the two sides, always."""

    client: str
    vacancy: str
    title: str
    """What the row is called on its list: the client's reference on a shortlist, the job's title on a list of jobs."""
    job: str
    section: str | None
    rank: int | None
    verdict: Verdict
    opted_in: bool
    wanted: bool
    blocked_by: tuple[str, ...]
    suits_client: Total
    suits_job: Total
    fit: Fit
    lines: tuple[Line, ...]
    gates: tuple[GateLine, ...]
    questions: tuple[Question, ...]
    actions: tuple[Step, ...]
    doubts: tuple[Doubt, ...]
    criteria: tuple[Criterion, ...]
    left_out_terms: tuple[str, ...]
    first_conversation: bool
    answered_since: bool
    answers: int
    order: Order
    section_words: str
    verdict_words: str
    fit_words: str
    strengths: tuple[str, ...]
    """Known lines that bring much of what they could, as sentences, most points first."""
    gaps: tuple[Gap, ...]
    not_applied: tuple[str, ...]
    """Requirements this pair does not meet that severity or status does not let keep anyone out, as sentences."""
    to_client: str | None
    """The client's own text of this job; on a client's list and for a pair on its own."""
    facts: tuple[tuple[str, str], ...]
    """What helps to recognise the pair at a glance: label and words. References only, never a name."""

    def __post_init__(self) -> None:
        for side, total in (("client", self.suits_client), ("job", self.suits_job)):
            lines = [line for line in self.lines if line.side == side]
            for part in ("points", "of", "low", "high"):
                parts = sum(getattr(line, part) for line in lines)
                if parts != getattr(total, part):
                    raise AssertionError(f"{self.client}, {self.vacancy}: {part} of the {side} side do not add up")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A term left out of a list's shares, and the question asked once at the head."""

    term: str
    name: str
    ask: str


@dataclass(frozen=True, slots=True)
class KeptOut:
    """What one requirement does to a list: how many people it alone keeps out, and what to ask."""

    requirement: str
    name: str
    status: str
    status_words: str
    applied: bool
    count: int
    says: str
    question: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The head of one section of a list."""

    id: str
    name: str
    says: str
    shown: int
    tied_out: int
    note: str
    """How many more are tied with the last row shown; empty where none is."""


@dataclass(frozen=True, slots=True)
class ExplainedList:
    """One list, ready to be written in any form."""

    stamp: Stamp
    side: Literal["vacancy", "client"]
    """What the list is of: 'vacancy' for a shortlist, 'client' for a client's list of jobs."""
    subject: str
    title: str
    about: tuple[tuple[str, str], ...]
    """The subject in words: label and text, unknowns said as unknown."""
    summary: tuple[str, ...]
    """The counts below as sentences."""
    considered: int
    left_out: int
    blocked: int
    by_gate: Mapping[str, int]
    by_owner: Mapping[str, int]
    sole: Mapping[str, int]
    passing_if_all_applied: int
    tied_out: Mapping[str, int]
    first_conversations: int
    left_out_terms: tuple[LeftOut, ...]
    asked_of_everyone: tuple[str, ...]
    notices: tuple[str, ...]
    sections: tuple[Section, ...]
    kept_out: tuple[KeptOut, ...]
    rows: tuple[ExplainedRow, ...]

    @property
    def passing(self) -> int:
        """Pairs that nothing blocks."""
        return self.considered - self.blocked

    def rows_of(self, section: str) -> tuple[ExplainedRow, ...]:
        """The rows of one section, best first."""
        return tuple(row for row in self.rows if row.section == section)
