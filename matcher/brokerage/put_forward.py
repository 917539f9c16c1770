"""Put forward: cannot be built without a consent, a person and an explanation that was read, nor against what stands.

Each of the four parts is had from its own function and from nowhere else, and so is the whole: their makers need a
seal that only this module holds. What is built is a value: recording it and telling the employer are for others.
"""

from __future__ import annotations

import hashlib
from dataclasses import InitVar, dataclass
from typing import final

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId, EmployerId, RunId, VacancyId
from matcher.brokerage.consent import Covered, Missing
from matcher.brokerage.roles import Refused, refused
from matcher.library.brokerage.decisions import DecisionRules
from matcher.library.brokerage.roles import RoleRules
from matcher.records.decisions import Decision
from matcher.records.evidence import Consent
from matcher.records.signed import DeskRole, Signed

PUT_FORWARD = "put_forward"
INTRODUCTION = "introduction"


class _Seal:
    """Only this module has one."""


_SEAL = _Seal()


def _sealed(what: object, seal: _Seal) -> None:
    if seal is not _SEAL:
        raise TypeError(f"{type(what).__name__} cannot be made by hand: see matcher.brokerage.put_forward")


@final
@dataclass(frozen=True)
class IntroductionConsent:
    """The client's consent to be introduced to one employer, as it covers one day."""

    seal: InitVar[_Seal]
    client: ClientId
    employer: EmployerId
    on: Day
    consent: Consent

    def __post_init__(self, seal: _Seal) -> None:
        _sealed(self, seal)


@final
@dataclass(frozen=True)
class Decider:
    """A person who may put somebody forward, and says so by their reference."""

    seal: InitVar[_Seal]
    by: str
    role: DeskRole

    def __post_init__(self, seal: _Seal) -> None:
        _sealed(self, seal)


@final
@dataclass(frozen=True)
class SeenExplanation:
    """The reasons for one pair, as they were read on a day."""

    seal: InitVar[_Seal]
    client: ClientId
    vacancy: VacancyId
    on: Day
    run: RunId
    digest: str
    """Of the words that were read."""
    verdict: str
    blocked: bool
    """Whether a requirement of the employer's that is applied keeps the client off the list."""

    def __post_init__(self, seal: _Seal) -> None:
        _sealed(self, seal)


@final
@dataclass(frozen=True)
class ClearWay:
    """Nothing stands against it on the day: not the client's word, not the law, nothing agreed with the employer."""

    seal: InitVar[_Seal]
    client: ClientId
    vacancy: VacancyId
    employer: EmployerId
    on: Day

    def __post_init__(self, seal: _Seal) -> None:
        _sealed(self, seal)


@final
@dataclass(frozen=True)
class PutForward:
    """One client, put forward for one vacancy: four parts about the same pair on the same day."""

    seal: InitVar[_Seal]
    consent: IntroductionConsent
    person: Decider
    explanation: SeenExplanation
    way: ClearWay
    agrees: bool | None
    """Whether it goes the way of the list; where it does not, `reason` and `words` say why."""
    reason: str
    words: str

    def __post_init__(self, seal: _Seal) -> None:
        _sealed(self, seal)

    def decision(self) -> Decision:
        """The same as a record, dated and signed."""
        return Decision(
            client=self.way.client,
            vacancy=self.way.vacancy,
            what=PUT_FORWARD,
            on=self.way.on,
            by=self.person.by,
            role=self.person.role,
            run=self.explanation.run,
            agrees=self.agrees,
            reason=self.reason,
            words=self.words,
        )


def _one_pair(consent: IntroductionConsent, explanation: SeenExplanation, way: ClearWay) -> bool:
    clients = {consent.client, explanation.client, way.client}
    return (
        len(clients) == 1
        and explanation.vacancy == way.vacancy
        and consent.employer == way.employer
        and consent.on == way.on
        and explanation.on <= way.on
    )


# --- the four parts, each from its own function ---


def introduction_consent(covered: Covered | Missing, *, rules: DecisionRules) -> IntroductionConsent | Refused:
    """The consent, from what covers introductions to the vacancy's employer on the day."""
    if isinstance(covered, Missing):
        return Refused("consent", str(covered.client), f"{covered.says}.", covered.next)
    if covered.purpose != INTRODUCTION or covered.employer is None or covered.consent is None:
        return refusal("other_pair", str(covered.client), rules=rules)
    return IntroductionConsent(_SEAL, covered.client, covered.employer, covered.on, covered.consent)


def decider(signed: Signed, *, roles: RoleRules, rules: DecisionRules) -> Decider | Refused:
    """The person, from a hand that names itself in a role that may."""
    no = refused(signed.role, PUT_FORWARD, rules=roles)
    if no is not None:
        return no
    if not signed.by.strip():
        return refusal("no_person", "--by", rules=rules)
    return Decider(_SEAL, signed.by.strip(), signed.role)


def seen_explanation(
    *,
    client: ClientId,
    vacancy: VacancyId,
    run: RunId,
    read_on: Day,
    words: tuple[str, ...],
    verdict: str,
    blocked: bool,
    on: Day,
    rules: DecisionRules,
) -> SeenExplanation | Refused:
    """The explanation, from the words that somebody has read of the pair and the run they came from."""
    about = f"{client} for {vacancy}"
    if not run or not any(line.strip() for line in words) or read_on > on:
        return refusal("no_explanation", about, rules=rules)
    if (on - read_on).days > rules.explanation_days:
        return refusal("old_explanation", about, rules=rules, on=say_day(read_on))
    digest = hashlib.blake2b("\n".join(words).encode(), digest_size=16).hexdigest()
    return SeenExplanation(_SEAL, client, vacancy, read_on, run, digest, verdict, blocked)


@dataclass(frozen=True)
class Circumstances:
    """What stands about one pair on a day, as records and the pair's own gates say it."""

    client: ClientId
    vacancy: VacancyId
    employer: EmployerId | None
    on: Day
    open: bool
    status: str = ""
    held: bool = False
    """Something it asks for is unlawful on its face, and not settled."""
    client_said: str = ""
    """The client's own answer that stands: `yes`, `no`, `not_now`; empty where they said nothing."""
    client_until: Day | None = None
    client_gates: tuple[str, ...] = ()
    """Names of the client's own limits that keep it out, where they did not say they want it anyway."""
    law_gates: tuple[str, ...] = ()
    employer_stopped: bool = False
    cooling_off: bool = False
    not_before: Day | None = None
    contact_full: bool = False
    put_forward_on: Day | None = None
    """Where they were put forward for it and that stands."""
    employer_no_on: Day | None = None
    employer_no_until: Day | None = None


def clear_way(found: Circumstances, *, rules: DecisionRules) -> ClearWay | tuple[Refused, ...]:
    """The way, where nothing stands against it; else everything that does, gravest first."""
    about = f"{found.client} for {found.vacancy}"
    stands = [refusal(name, about, rules=rules, **words) for name, words in _against(found)]
    if stands or found.employer is None:
        return tuple(stands)
    return ClearWay(_SEAL, found.client, found.vacancy, found.employer, found.on)


def _against(found: Circumstances) -> list[tuple[str, dict[str, str]]]:
    """Each refusal that applies, with what its braces stand for."""
    until = found.not_before
    said_until = say_day(found.client_until) if found.client_until else "they say otherwise"
    no_until = say_day(found.employer_no_until) if found.employer_no_until else "they say otherwise"
    listed: list[tuple[bool, str, dict[str, str]]] = [
        (found.held, "held", {"vacancy": str(found.vacancy)}),
        (found.client_said == "no", "client_no", {}),
        (found.client_said == "not_now", "client_not_now", {"until": said_until}),
        (bool(found.law_gates), "law", {"what": ", ".join(found.law_gates)}),
        (bool(found.client_gates), "client_limit", {"what": ", ".join(found.client_gates)}),
        (found.employer_stopped, "employer_stopped", {}),
        (found.cooling_off, "cooling_off", {"until": f", until {say_day(until)}" if until else ""}),
        (found.contact_full, "contact_full", {}),
        (not found.open, "not_open", {"vacancy": str(found.vacancy), "what": found.status}),
        (found.employer is None, "no_employer", {"vacancy": str(found.vacancy)}),
        (found.put_forward_on is not None, "already", {"on": _day(found.put_forward_on)}),
        (found.employer_no_on is not None, "employer_no", {"on": _day(found.employer_no_on), "until": no_until}),
    ]
    return [(name, words) for applies, name, words in listed if applies]


def _day(day: Day | None) -> str:
    return say_day(day) if day else ""


# --- all four together ---


def put_forward(
    consent: IntroductionConsent,
    person: Decider,
    explanation: SeenExplanation,
    way: ClearWay,
    *,
    reason: str = "",
    words: str = "",
    rules: DecisionRules,
) -> PutForward | Refused:
    """The introduction, or why it is not one: parts of different pairs, or a reason that is missing."""
    about = f"{way.client} for {way.vacancy}"
    if not _one_pair(consent, explanation, way):
        return refusal("other_pair", about, rules=rules)
    agrees = follows(PUT_FORWARD, explanation.verdict, blocked=explanation.blocked, rules=rules)
    no = reason_refused(PUT_FORWARD, about, agrees=agrees, reason=reason, words=words, rules=rules)
    return no or PutForward(_SEAL, consent, person, explanation, way, agrees, reason, words)


def follows(what: str, verdict: str, *, blocked: bool, rules: DecisionRules) -> bool | None:
    """Whether a decision goes the way of the list; None where a list says nothing of it."""
    way = rules.by_id[what].follows
    if way is None or not verdict:
        return None
    return way.blocked if blocked else verdict in way.verdicts


def reason_refused(
    what: str, about: str, *, agrees: bool | None, reason: str, words: str, rules: DecisionRules
) -> Refused | None:
    """Why a decision is not taken as it is said: its reason is missing, unknown or too short in words of one's own."""
    rule, least = rules.by_id[what], rules.own_words_least
    listed = ", ".join(rule.reasons)
    if reason and rule.reason == "never":
        return refusal("no_reason_asked", about, rules=rules)
    if reason and reason not in rule.reasons:
        return refusal("reason_unknown", about, rules=rules, reasons=listed)
    if agrees is False and not reason:
        return refusal("reason_missing", about, rules=rules, reasons=listed)
    if rule.reason == "always" and not reason:
        return refusal("reason_needed", about, rules=rules, reasons=listed)
    if agrees is False and len(words.strip()) < least:
        return refusal("words_missing", about, rules=rules, least=str(least))
    return None


def refusal(name: str, about: str, *, rules: DecisionRules, **words: str) -> Refused:
    """A refusal of decisions.yaml, in its own words."""
    one = rules.refusals[name]
    return Refused(name, about, one.says.format(**words), one.fix.format(**words), one.give)
