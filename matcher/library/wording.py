"""The words of explanations that no term, gate or criterion carries: for the client, the employer, the EPC.

Text stays out of the code, so that a programme's own edition, Welsh or easy read is another file.
"""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Part

Closer = Literal["client", "programme", "employer"]
"""Who could close a gap. The client is asked, never told."""


class TermWords(Part):
    """What one term says to the client, and who could move it to a better band."""

    term: str
    client: dict[str, str]
    """By label of the band: a short sentence to the client. A band left out, or empty, says nothing."""
    employer: dict[str, str] = Field(default_factory=dict)
    """By label of the band: what an employer reads. For a band left out they read the term's own sentence."""
    client_unknown: str = ""
    client_ask: str = ""
    closes: dict[Closer, str] = Field(default_factory=dict)
    """Who could close the gap, and the question or the step that would."""


class GateWords(Part):
    """What a fixed gate that is not met says to the client."""

    gate: str
    client: str


class CriterionWords(Part):
    """What an open criterion says to the client, and how the employer could close it."""

    criterion: str
    together: str
    question: str
    """To be put to the client by whoever asks."""
    ask: str
    """The same in the client's own text: shorter."""
    employer: str
    """A gap can be closed from either side: the question to the employer that would."""


class ClientWords(Part):
    """The sentences around the terms in the client's text. Choices come first, how to say no comes last."""

    opening: str
    untitled: str
    """In place of a title that is too long for a plain text."""
    opted_in: str
    outside: str
    still: str
    not_now: str
    gates: tuple[GateWords, ...]
    together: str
    """For a criterion without words of its own."""
    requirement_open: str
    requirement_open_long: str
    """For a requirement whose name is too long for a short text."""
    requirement_not_met: str
    requirement_not_met_long: str
    ask: str
    ready: str
    no: tuple[str, ...] = Field(min_length=1)


class EmployerWords(Part):
    """What an employer may read about a person, and the lines that stand on every sheet."""

    kinds: tuple[str, ...]
    """Kinds of requirement that may stand on a person's sheet. All others are asked about without people."""
    shifts_fit: str
    shifts_talk: str
    from_day: str
    soon: str
    provides: str
    everyone: tuple[str, ...]
    """Lines on every person's sheet alike, so that nothing follows from their being there."""


class PlainWords(Part):
    """Connecting words of the EPC's page."""

    not_known: str
    not_settled: str
    at_best: str
    at_worst: str
    no_answer: str
    just_over: str
    just_under: str
    does_not_mind: str
    clash_sure: str
    clash_perhaps: str
    requirement_met: str
    requirement_not_met: str
    requirement_not_applied: str
    requirement_unknown: str
    requirement_not_compared: str
    requirement_over: str
    requirement_ask: str
    requirement_any_ask: str
    opted_in: str
    either: str


class CountWords(Part):
    """What the counts above a list say."""

    person: str
    people: str
    job: str
    jobs: str
    considered: str
    none_passing: str
    none_considered: str
    as_stated: str
    owners: str
    client: str
    law: str
    employer: str
    programme: str
    left_out: str
    first: str
    tied: str
    keeps_one: str
    keeps_more: str
    would_keep_one: str
    would_keep_more: str
    keeps_uncompared: str
    keeps_none: str


class StandingWords(Part):
    """Where a criterion stands for one vacancy, in words to staff."""

    in_place: str
    by_start: str
    gap: str
    not_asked: str
    check_again: str
    disputed: str


class Notices(Part):
    """What stands above a list that needs care."""

    held: str
    not_open: str
    closed: str
    stale: str


class AboutWords(Part):
    """How a vacancy and a client are described above a list: labels, and the words between values."""

    labels: dict[str, str]
    not_known: str
    uncertain: str
    incomplete: str
    a_week: str
    an_hour: str
    from_only: str
    upto_only: str
    soon: str
    none: str
    any_time: str
    all_day: str
    agency: str
    host: str
    opportunities: dict[str, str]
    contracts: dict[str, str]
    statuses: dict[str, str]
    """Where a requirement stands, by its status."""
    importances: dict[str, str]
    emphasis: dict[str, str]
    modes: dict[str, str]


class Wording(Document):
    """Every sentence an explanation may use besides those of the terms, the gates and the rubric."""

    strong_from: int = Field(ge=0, le=1000)
    """Share of a term's points, in thousandths, from which a line is told as a strength and not as a gap."""
    just_over: dict[str, int]
    """By unit: how near to the line of the next better band a value is called just over it."""
    who_can_change: dict[str, str]
    """By owner of a gate: who could change it."""
    plain: PlainWords
    about: AboutWords
    counts: CountWords
    standing: StandingWords
    roles: dict[str, str]
    notices: Notices
    terms: tuple[TermWords, ...]
    criteria: tuple[CriterionWords, ...]
    client: ClientWords
    employer: EmployerWords
    compare: dict[str, str]
    """By rule of the order: the sentence that says why one row stands above another."""

    @model_validator(mode="after")
    def _each_once(self) -> Wording:
        for what, ids in (
            ("terms", [words.term for words in self.terms]),
            ("gates", [words.gate for words in self.client.gates]),
            ("criteria", [words.criterion for words in self.criteria]),
        ):
            twice = sorted({one for one in ids if ids.count(one) > 1})
            if twice:
                raise ValueError(f"these {what} are there twice: {', '.join(twice)}")
        return self

    @cached_property
    def by_term(self) -> dict[str, TermWords]:
        """Every term's words by its id."""
        return {words.term: words for words in self.terms}

    @cached_property
    def by_criterion(self) -> dict[str, CriterionWords]:
        """Every criterion's words by its id."""
        return {words.criterion: words for words in self.criteria}

    @cached_property
    def by_gate(self) -> dict[str, GateWords]:
        """Every fixed gate's words by its id."""
        return {words.gate: words for words in self.client.gates}
