"""Names, equality answers, kind of benefit and fees of made-up clients: plain values, streams of their own.

Nothing that matches may read any of this. It is made apart, so that a test can permute it and see every list
unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence

from matcher.base.ids import ClientId
from matcher.library.marginals import Asides
from matcher.library.marginals_people import People
from matcher.specimens.chance import Dice, Table, tables
from matcher.specimens.clients import groups

FIRST_FREE_NUMBER, FREE_NUMBERS = 7700900000, 1000
"""The regulator keeps 07700 900000 to 900999 for drama: no such telephone exists."""


def identities(asides: Asides, clients: Sequence[ClientId], *, seed: int) -> dict[ClientId, dict[str, str]]:
    """A name and safe contact for each client, as plain text by the identity record's field names."""
    dice, found = Dice(seed, "names"), {}
    for reference in clients:
        first, last = dice.one_of(asides.first_names), dice.one_of(asides.last_names)
        number = f"0{FIRST_FREE_NUMBER + dice.below(FREE_NUMBERS)}"
        found[reference] = {
            "name": f"{first} {last}",
            "phone": f"{number[:5]} {number[5:]}",
            "email": f"{first}.{reference}@example.org".lower() if dice.yes(asides.has_email) else "",
            "safe_contact": dice.one_of(asides.safe_contact),
        }
    return found


def equality_answers(
    asides: Asides, people: People, clients: Sequence[ClientId], *, seed: int
) -> dict[ClientId, dict[str, str]]:
    """Each client's answers by question; a client nobody asked is absent."""
    dice, drawn = Dice(seed, "equality"), groups(people, count=len(clients), seed=seed)
    sex, ages = tables(asides.sex), tables(asides.age_band)
    health, english = tables(asides.long_term_condition), Table(asides.first_language_english.of)
    found = {}
    for reference, group in zip(clients, drawn, strict=True):
        answers = {
            "sex": dice.pick(sex[group]),
            "age_band": dice.pick(ages[group]),
            "long_term_condition": dice.pick(health[group]),
            "first_language_english": dice.pick(english),
        }
        if not dice.yes(asides.left_blank):
            found[reference] = answers
    return found


def benefit_types(asides: Asides, clients: Sequence[ClientId], *, seed: int) -> dict[ClientId, str]:
    """The kind of benefit of each client. Reaches no scoring code (design, idea 10)."""
    dice, table = Dice(seed, "benefits"), Table(asides.benefit_type.of)
    return {reference: dice.pick(table) for reference in clients}


def fees(asides: Asides, clients: Sequence[ClientId], *, seed: int) -> dict[ClientId, dict[str, int]]:
    """What the programme would be paid for each client, in pence by event. Reaches no scoring code."""
    dice, table = Dice(seed, "fees"), Table(asides.fee_schedule.of)
    return {reference: dict(asides.fees_pence[dice.pick(table)]) for reference in clients}
