"""Whether a purpose is covered for a client on a day, for an employer; and, where it is not, why and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId, EmployerId
from matcher.library.brokerage.consent import Purposes, WhyMissing
from matcher.records.consents import covering_consent, reaches, withdrawn_on
from matcher.records.evidence import Consent


@dataclass(frozen=True)
class Covered:
    """A purpose is covered for a client on the day."""

    purpose: str
    client: ClientId
    employer: EmployerId | None
    on: Day
    consent: Consent | None
    """What covers it; None where it rests on the service itself."""


@dataclass(frozen=True)
class Missing:
    """A purpose is not covered for a client on the day: why, and the next thing to do."""

    purpose: str
    client: ClientId
    employer: EmployerId | None
    on: Day
    why: WhyMissing
    says: str
    next: str


def covering(
    consents: Iterable[Consent],
    purpose: str,
    *,
    client: ClientId,
    employer: EmployerId | None,
    on: Day,
    rules: Purposes,
) -> Covered | Missing:
    """Whether a client's consents cover a purpose on a day. KeyError for a purpose that there is not.

    Silence covers nothing. For a purpose agreed for the whole service the employer is not looked at.
    """
    rule = rules.by_id[purpose]
    about = employer if rule.per_employer else None
    own = [one for one in consents if one.client == client and one.purpose == purpose]
    if rule.rests_on == "service":
        return Covered(purpose, client, about, on, None)
    found = covering_consent(own, purpose=purpose, on=on, employer=about, bases=rules.bases(purpose))
    if found is not None:
        return Covered(purpose, client, about, on, found)
    return _missing(own, purpose, client=client, employer=about, on=on, rules=rules)


def _missing(
    own: list[Consent],
    purpose: str,
    *,
    client: ClientId,
    employer: EmployerId | None,
    on: Day,
    rules: Purposes,
) -> Missing:
    rule, bases = rules.by_id[purpose], rules.bases(purpose)
    about = [one for one in own if reaches(one, employer)]
    back = withdrawn_on(about, purpose=purpose, on=on, employer=employer)
    ended = max((one.until for one in about if one.on <= on and one.until is not None and one.until < on), default=None)
    ahead = min((one.on for one in about if one.on > on and one.basis in bases), default=None)
    weak = next((one for one in about if one.on <= on and one.basis not in bases and one.withdrawn is None), None)
    why: WhyMissing = "not_asked"
    day: Day | None = None
    if back is not None and (ended is None or back >= ended):
        why, day = "withdrawn", back
    elif ended is not None:
        why, day = "ended", ended
    elif weak is not None:
        why = "not_consent"
    elif ahead is not None:
        why, day = "not_yet", ahead
    missing = rule.missing.format(employer=employer or rules.every_employer)
    basis = weak.basis if weak is not None else ""
    says = rules.says[why].format(missing=missing, on=say_day(day) if day else "", basis=basis)
    about_one = f" --employer {employer}" if employer else ""
    to_do = rules.next[why].format(client=client, purpose=purpose, employer=about_one)
    return Missing(purpose, client, employer, on, why, says, to_do)


def not_asked(
    consents: Iterable[Consent],
    purpose: str,
    *,
    clients: Iterable[ClientId],
    employer: EmployerId | None,
    on: Day,
    rules: Purposes,
) -> Mapping[WhyMissing, tuple[ClientId, ...]]:
    """The worklist of a purpose: who has no cover on the day, by why. Whoever has is not in it."""
    by_client: dict[ClientId, list[Consent]] = {}
    for one in consents:
        by_client.setdefault(one.client, []).append(one)
    found: dict[WhyMissing, list[ClientId]] = {}
    for client in clients:
        own = by_client.get(client, [])
        state = covering(own, purpose, client=client, employer=employer, on=on, rules=rules)
        if isinstance(state, Missing):
            found.setdefault(state.why, []).append(client)
    return {why: tuple(who) for why, who in found.items()}


def taken_back(
    consents: Iterable[Consent], purpose: str, *, client: ClientId, employer: EmployerId | None, on: Day
) -> tuple[Consent, ...]:
    """A client's consents to a purpose, with it taken back from the day on, for one employer or for all: one step.

    For all, every one given by then ends that day, and one that names no employer stands for it where none did. For one
    employer, only theirs does, and what was agreed for all employers stays for the others. What began to end earlier
    is left as it was.
    """
    kept: list[Consent] = []
    carried = False
    for one in consents:
        mine = one.client == client and one.purpose == purpose and one.on <= on
        ends = mine and (employer is None or one.employer == employer)
        if ends and (one.withdrawn is None or one.withdrawn > on):
            kept.append(one.model_copy(update={"withdrawn": on}))
            carried |= one.employer == employer
        else:
            kept.append(one)
            carried |= ends and one.employer == employer and one.withdrawn == on
    if carried:
        return tuple(kept)
    own = [one for one in kept if one.client == client and one.purpose == purpose and one.on <= on]
    basis = own[-1].basis if own else "consent"
    # Given and taken back on one day: it covers no day by itself, and ends what was given before.
    word = Consent(client=client, purpose=purpose, basis=basis, on=on, withdrawn=on, employer=employer)
    return (*kept, word)
