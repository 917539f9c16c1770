"""What a client asks of us about their own record: answered by a person, with the next way (F6)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matcher.base.ids import ClientId
from matcher.brokerage.machine import Move, Refused, begin, take
from matcher.library.brokerage.cases import Contests
from matcher.library.validation import one_of
from matcher.records.cases import Contest

UPHELD, CHANGE = "upheld", "change"
"""The state of a request that was done as asked, and the fact of what was changed."""


@dataclass(frozen=True)
class Asked:
    """What the client asks: one of the kinds of the model, and the field, list or decision meant."""

    id: str
    client: ClientId
    kind: str
    about: str = ""


def contest(rules: Contests, asked: Asked, move: Move) -> Contest | Refused:
    """A client's request begun. To put something right it says what should stand there; no reason is asked."""
    kind = rules.by_kind.get(asked.kind)
    if kind is None:
        return Refused(f"{asked.kind!r} is no kind of request. {one_of(asked.kind, sorted(rules.by_kind))}")
    if kind.about and not asked.about.strip():
        return Refused(rules.ask_about)
    if len(asked.about) > rules.words_most:
        return Refused(f"about is longer than {rules.words_most:,} characters.")
    facts = {one.name: move.facts.get(one.name, "").strip() for one in kind.facts}
    missing = [f"{one.name} is missing: {one.ask}" for one in kind.facts if one.must and not facts[one.name]]
    odd = [f"{name} is nothing that it says." for name in move.facts if name not in facts]
    long = [
        f"{name} is longer than {rules.words_most:,} characters."
        for name, one in facts.items()
        if len(one) > rules.words_most
    ]
    if missing or odd or long:
        return Refused(" ".join([*missing, *odd, *long]))
    step = begin(rules, replace(move, facts={}))
    if isinstance(step, Refused):
        return step
    said = step.model_copy(update={"facts": {name: value for name, value in facts.items() if value}})
    return Contest(
        id=asked.id, steps=(said,), client=asked.client, kind=asked.kind, about=asked.about, words=move.words
    )


def step(rules: Contests, case: Contest, move: Move) -> Contest | Refused:
    """A request with one step more."""
    return take(rules, case, move)


@dataclass(frozen=True)
class Correction:
    """What a client asks to stand in their record."""

    client: ClientId
    about: str
    after: str
    """Empty: nothing is to stand there."""


def correction(rules: Contests, case: Contest, move: Move) -> Correction | None:
    """What a step would put right in the record; None for one that does not do as asked, or asks for no such thing."""
    rule, kind = rules.by_step.get(move.step), rules.by_kind.get(case.kind)
    if rule is None or rule.to != UPHELD or kind is None or not kind.corrects:
        return None
    return Correction(case.client, case.about.strip(), case.steps[0].facts.get("after", ""))


def answer_to_client(rules: Contests, case: Contest) -> str:
    """What the client is told of where their request stands; a no comes with its reason and the next way."""
    last = case.steps[-1]
    said = f"{rules.by_state[case.state].says}."
    if case.state == UPHELD:
        return f"{said} {last.facts.get(CHANGE, '')}".strip()
    if case.state == "not_upheld":
        reason = rules.by_reason.get(last.reason)
        kind = rules.by_kind.get(case.kind)
        parts = (said, last.words, f"{reason.says}." if reason else "", kind.next_way if kind else "")
        return " ".join(part[:1].upper() + part[1:] for part in parts if part)
    return said[:1].upper() + said[1:]
