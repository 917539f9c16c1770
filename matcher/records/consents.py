"""The one rule by which consents cover a purpose on a day. The store and `brokerage` both read it here.

A withdrawal, for one employer or for all, ends every consent to that purpose given up to its own day, as far as it
reaches; what is given on a later day counts anew. A consent for all employers covers each one, until it is
withdrawn for that one. Within one day the withdrawal wins: a day is all that is recorded of when.

A purpose that rests on the service itself (`models/brokerage/purposes.yaml`) needs no consent and is not asked here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId
from matcher.records.evidence import Consent


def covering_consent(
    consents: Iterable[Consent],
    *,
    purpose: str,
    on: Day,
    employer: EmployerId | None = None,
    bases: Collection[str] | None = None,
) -> Consent | None:
    """Of one client's consents, the latest that covers a purpose on a day; None where none does.

    Without an employer: only what holds for all of them covers, as matching needs it. With `bases`: only what rests
    on one of them covers, while whatever was taken back still counts as taken back.
    """
    given = [one for one in consents if one.purpose == purpose]
    ended = withdrawn_on(given, purpose=purpose, on=on, employer=employer)
    standing = [
        one
        for one in given
        if reaches(one, employer)
        and (bases is None or one.basis in bases)
        and one.on <= on
        and (one.until is None or on <= one.until)
        and (one.withdrawn is None or on < one.withdrawn)
        and (ended is None or ended < one.on)
    ]
    return max(standing, key=lambda one: (one.on, one.employer is not None, one.may_say, one.words), default=None)


def withdrawn_on(
    consents: Iterable[Consent], *, purpose: str, on: Day, employer: EmployerId | None = None
) -> Day | None:
    """The latest day up to `on` from which one client's consent to a purpose was taken back; None where it never was.

    A withdrawal for one employer reaches that employer only; one for all reaches every employer.
    """
    days = [
        one.withdrawn
        for one in consents
        if one.purpose == purpose and one.withdrawn is not None and one.withdrawn <= on and reaches(one, employer)
    ]
    return max(days, default=None)


def reaches(consent: Consent, employer: EmployerId | None) -> bool:
    """Whether a consent, or its withdrawal, is about an employer; without one, about all of them."""
    return consent.employer is None or consent.employer == employer


def clients_covered(
    consents: Iterable[Consent], *, purpose: str, on: Day, employer: EmployerId | None = None
) -> set[ClientId]:
    """Of everyone's consents: the clients for whom a purpose is covered on a day."""
    by_client: dict[ClientId, list[Consent]] = defaultdict(list)
    for one in consents:
        if one.purpose == purpose:
            by_client[one.client].append(one)
    return {
        client
        for client, own in by_client.items()
        if covering_consent(own, purpose=purpose, on=on, employer=employer) is not None
    }
