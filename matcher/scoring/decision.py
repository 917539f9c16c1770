"""What was decided about one kept pair, as numbers. Every explanation is a look-up on this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.base.ids import ClientId, VacancyId

REQUIREMENT_BIT = 24
"""Bit of a vacancy's first requirement; fixed gates lie below (design 5a, 9)."""


@dataclass(frozen=True)
class TermDecision:
    """One term of one pair: places of the bands at the kinder and the harsher end, and the measured ends."""

    term: str
    best: int
    worst: int
    least: int
    most: int
    weight: int
    """0 the client does not mind, 1, or 2 where it matters most; the job side is always 1."""
    open_client: bool
    """Whether a fact of the client's that the measure reads is not fully known (and not declined)."""
    open_vacancy: bool


@dataclass(frozen=True)
class GateDecision:
    """The measured ends behind one fixed gate of one pair, in the measure's unit."""

    gate: str
    least: int
    most: int


@dataclass(frozen=True)
class Decision:
    """The record of one pair.

    `fail` and `unknown` hold one bit for each fixed gate (bits 0 to 23) and each of the vacancy's requirements in
    stored order (bits 24 to 63); a gate that does not apply to this client has neither bit. `applied` is the
    vacancy's mask of requirements that severity and status allow, already shifted to bits 24 to 63.
    """

    client: ClientId
    vacancy: VacancyId
    terms: tuple[TermDecision, ...]
    gates: tuple[GateDecision, ...]
    """Every fixed gate, in the order of gates.yaml."""
    fail: int
    unknown: int
    gates_on: int
    """Fixed gates that apply to this client, as bits."""
    applied: int
    fixed: int
    """All fixed gates' bits."""
    criteria_least: int
    criteria_most: int
    criteria: tuple[tuple[str, str], ...]
    """(criterion id, state) the vacancy triggers at stage list; states: in_place, by_start, gap, not_asked."""
    opted_in: bool
    wanted: bool

    @property
    def blocked_by(self) -> int:
        """Bits that block this pair: failed fixed gates and failed applied requirements (design 5a, 9)."""
        return self.fail & (self.fixed | self.applied)


@dataclass(frozen=True)
class ListPlace:
    """Where a pair stands on one list. `section` is None for a blocked pair that no list shows."""

    section: str | None
    rank: int | None
    fit_low: int
    fit_reach: int
    answers: int
    """Distinct answers that would settle what is open (design 5a, 12)."""
    first_conversation: bool
    answered_since: bool = False


@dataclass(frozen=True)
class RankedRow:
    """One row of a list: the decision, and its place."""

    decision: Decision
    place: ListPlace


@dataclass(frozen=True)
class ListCounts:
    """Counts of one list. considered = passing + blocked; every client or vacancy considered is in one of the two."""

    considered: int
    blocked: int
    by_gate: dict[str, int]
    """Pairs that fail it, by fixed gate id or requirement id (applied or not); a pair may count at several."""
    by_owner: dict[str, int]
    """Blocked pairs by owner of at least one gate that blocks them; programme apart, a pair may count at several."""
    sole: dict[str, int]
    """By requirement id: pairs it alone keeps out, or would if it were applied."""
    passing_if_all_applied: int
    """Pairs that would pass if every essential requirement were applied as stated: the other mask."""
    first_conversations: int


@dataclass(frozen=True)
class RankedList:
    """One list, best first within each section, sections in order."""

    subject: str
    side: str
    """'vacancy' for a shortlist (rows are clients), 'client' for a client's list of jobs."""
    rows: tuple[RankedRow, ...]
    counts: ListCounts
    tied_out: dict[str, int]
    """By section: pairs of the last shown rank that were left out."""
    left_out_terms: tuple[str, ...]
    """Terms left out of this list's shares because the subject's own fact is wholly missing; asked once at the head."""
