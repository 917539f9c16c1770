"""What a client said about single vacancies, and what was decided about them before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.records.client import Client
from matcher.records.evidence import Remembered
from matcher.records.programme import Programme

PURPOSE = "matching"
DECISIONS = ("held", "declined", "employer_said_no", "put_forward")


@dataclass(eq=False)
class Said:
    """One client's own words about single vacancies, as they stand today, and decisions that still hold."""

    words: dict[str, bool]
    """By vacancy: True where the client wants it anyway, False for a no."""
    decided: frozenset[str]

    def word(self, vacancy: str) -> bool | None:
        """What the client says of the vacancy; None where nothing was said."""
        return self.words.get(vacancy)

    def remembers(self, vacancy: str) -> bool:
        """Whether a decision about the pair still holds."""
        return vacancy in self.decided


def said(client: Client, remembered: Iterable[Remembered], on: Day) -> Said:
    """Of a client's words in force the latest counts; a no where both were said on one day."""
    standing = [choice for choice in client.choices if choice.on <= on and (choice.until is None or choice.until >= on)]
    words = {}
    for vacancy in {choice.vacancy for choice in standing}:
        about = [choice for choice in standing if choice.vacancy == vacancy]
        last = max(choice.on for choice in about)
        words[str(vacancy)] = all(choice.wants_it for choice in about if choice.on == last)
    decided = frozenset(
        str(one.vacancy)
        for one in remembered
        if one.client == client.id
        and one.decision in DECISIONS
        and one.on <= on
        and (one.until is None or one.until >= on)
    )
    return Said(words, decided)


def agreed(client: str, programme: Programme, on: Day) -> bool:
    """Whether a client's records may be read for matching: agreed for all employers, and not taken back since."""
    own = [one for one in programme.consents if one.client == client and one.purpose == PURPOSE and not one.employer]
    for one in own:
        given = one.on <= on and not (one.until and one.until < on) and not (one.withdrawn and one.withdrawn <= on)
        taken_back = [back for back in own if back.withdrawn and one.on <= back.withdrawn <= on]
        if given and not taken_back:
            return True
    return False
