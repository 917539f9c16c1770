"""Reads the facts of an advert out of its words: hours, pay, contract, shifts, place, driving duty, start.

Each fact comes with the characters it came from and a confidence. What the words do not say stays unknown; nothing is
taken from a source's own tags (`FULL_TIME`), which are held against the words by `conflicts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from matcher.base.money import say_pence
from matcher.library.load import Library
from matcher.library.once import once_per_edition
from matcher.library.reading import FactReading
from matcher.reading.facts.hours import HOUR, HoursReader
from matcher.reading.facts.pay import PayRange, PayReader, merged
from matcher.reading.facts.place import PlaceReader, starting_day
from matcher.reading.facts.shape import SOON, AdvertFacts, Conflict, HoursBasis, Range, Shown, Source
from matcher.reading.facts.words import WordReader
from matcher.reading.passage import MOST_CHARACTERS, Passage, read_passage
from matcher.reading.phrases import said

_LINE_MOST = 1_000
"""A field such as a title or a line about pay is read so far."""
_TAGS = frozenset(["full_time", "part_time", "fulltime", "parttime"])
"""Tokens of a feed, which are tags and not words."""
_NOTHING = re.compile(r"£?\s?0+(?:\.0+)?(?:\s?(?:p\.?a\.?|p\.?h\.?|per\s\w+))?", re.IGNORECASE)


@dataclass(frozen=True)
class _Fields:
    """The pieces of an advert that words are read from."""

    text: str
    title: str
    pay: str
    hours: str
    place: str

    def every(self) -> Iterable[tuple[Source, str]]:
        yield from (("text", self.text), ("title", self.title), ("hours_text", self.hours), ("pay_text", self.pay))


class FactReader:
    """The facts of any number of adverts by one library; patterns are compiled once."""

    def __init__(self, library: Library) -> None:
        self._reading: FactReading = library.fact_reading
        self._hours = HoursReader(self._reading.hours, library.adverts)
        self._pay = PayReader(self._reading.pay, library.adverts)
        self._place = PlaceReader(self._reading.postcode_areas)
        self._words = WordReader(self._reading)
        self._unpaid_words = library.adverts.unpaid

    def read(
        self,
        text: str,
        *,
        title: str = "",
        pay_text: str = "",
        hours_text: str = "",
        place: str = "",
        passage: Passage | None = None,
    ) -> AdvertFacts:
        """The facts that the words say; `passage` is the text as it was read already, if it was."""
        fields = _Fields(
            text=text[:MOST_CHARACTERS],
            title=title[:_LINE_MOST],
            pay=pay_text[:_LINE_MOST],
            hours="" if hours_text.strip().casefold() in _TAGS else hours_text[:_LINE_MOST],
            place=place[:_LINE_MOST],
        )
        shown = list(self._said(fields, passage))
        hours, pay = self._hours_of(fields, shown), self._pay_of(fields, shown)
        postcode = self._place.read(fields.place, fields.title, fields.text)
        started = starting_day(fields.text)
        shown += [one for one in (postcode, started[1] if started else None) if one is not None]
        kinds = _kinds(shown)
        return AdvertFacts(
            hours_min=_in_minutes(hours.least) if hours else None,
            hours_max=_in_minutes(hours.most) if hours else None,
            hours_exact=(hours.least, hours.most) if hours else (None, None),
            hours_basis="stated" if hours else _basis(kinds),
            pay_min=pay.ends.least if pay else None,
            pay_max=pay.ends.most if pay else None,
            pay_period=pay.period if pay else None,
            contract=tuple(one.id for one in self._reading.contract if one.id in kinds["contract"]),
            shifts=tuple(one.id for one in self._reading.shifts if one.id in kinds["shifts"]),
            postcode=postcode.value if postcode else None,
            driving_duty=True if "drives" in kinds["driving"] else False if kinds["driving"] else None,
            starts=started[0] if started else "as soon as possible" if kinds["starts_soon"] else None,
            shown=tuple(shown),
        )

    def _said(self, fields: _Fields, passage: Passage | None) -> Iterable[Shown]:
        """Everything the sentences of every piece say."""
        for source, words in fields.every():
            if words:
                yield from self._words.found(passage if passage and source == "text" else read_passage(words), source)
                yield from self._words.clock_shifts(words, source)

    def _hours_of(self, fields: _Fields, shown: list[Shown]) -> Range | None:
        """Hours of the text, else of the title, else of a field of their own."""
        own = "" if fields.hours and fields.hours in fields.text else fields.hours
        sources: tuple[tuple[Source, str], ...] = (("text", fields.text), ("title", fields.title), ("hours_text", own))
        read = [(source, hours) for source, words in sources if words and (hours := self._hours.read(words))]
        if not read:
            return None
        source, hours = next((one for one in read if one[1].confidence == "high"), read[0])
        shown.append(Shown("hours", _hours(hours), source, hours.start, hours.end, hours.confidence))
        return hours

    def _pay_of(self, fields: _Fields, shown: list[Shown]) -> PayRange | None:
        """Pay of a field of its own and of the text; where they differ, whichever says it as people write it."""
        if fields.pay and self._unpaid(fields.pay):
            return None
        own = self._pay.read(fields.pay, field=True) if fields.pay else None
        told = self._pay.read(fields.text) or (self._pay.read(fields.title) if fields.title else None)
        chosen, source = self._chosen(own, told, fields)
        if chosen is not None and chosen.period is None:
            chosen = self._by_the_day(chosen, fields)
        if chosen is not None:
            ends = chosen.ends
            shown.append(Shown("pay", _pence(chosen), source, ends.start, ends.end, ends.confidence))
        return chosen

    def _by_the_day(self, pay: PayRange, fields: _Fields) -> PayRange:
        """Pay without a period as pay for a day, where its size can be that and the words speak of being paid daily."""
        words = self._reading.pay
        ends = [end for end in (pay.ends.least, pay.ends.most) if end is not None]
        daily = any(said(one, words.paid_daily) for one in (fields.pay, fields.title, fields.text))
        if not daily or not all(words.day_least_pence <= end <= words.day_most_pence for end in ends):
            return pay
        return replace(pay, period="day", ends=replace(pay.ends, confidence="low"))

    def _unpaid(self, field: str) -> bool:
        """Whether a pay field says that there is none: `Voluntary`, `£0.00`."""
        return bool(said(field, self._unpaid_words)) or bool(_NOTHING.fullmatch(field.strip()))

    def _chosen(self, own: PayRange | None, told: PayRange | None, fields: _Fields) -> tuple[PayRange | None, Source]:
        told_in: Source = "text"
        if own is None or told is None:
            return (told, told_in) if own is None else (own, "pay_text")
        if own.agrees(told, within=self._reading.pay.penny_apart_pence):
            return merged(told, own, within=self._reading.pay.penny_apart_pence), told_in
        plain = told.ends.confidence == "high" or own.ends.least == own.ends.most
        if own.period == told.period and _opens(told.ends, own.ends):
            return told, told_in  # `From £17,347` says more than a field's bare figure
        if own.period is None or (plain and told.pounds and not own.pounds):
            return told, told_in
        if own.ends.most is not None and own.ends.most in self._pay.other_rates(fields.text):
            return told, told_in
        return own, "pay_text"


def read_facts(
    text: str, *, library: Library, title: str = "", pay_text: str = "", hours_text: str = "", place: str = ""
) -> AdvertFacts:
    """The facts that an advert's words say: running text, and its title and fields where it has them."""
    return fact_reader(library).read(text, title=title, pay_text=pay_text, hours_text=hours_text, place=place)


@once_per_edition
def fact_reader(library: Library) -> FactReader:
    """The reader of a library."""
    return FactReader(library)


def conflicts(facts_from_fields: AdvertFacts, facts_from_text: AdvertFacts) -> tuple[Conflict, ...]:
    """Where an advert's own fields and its words tell a fact differently. What either leaves out is no conflict."""
    fields, words = _said_of(facts_from_fields), _said_of(facts_from_text)
    return tuple(
        Conflict(fact, fields[fact], words[fact])
        for fact in fields
        if fields[fact] and words[fact] and fields[fact] != words[fact]
    )


def _said_of(facts: AdvertFacts) -> dict[str, str]:
    """Each fact in a form that can be compared and shown; empty where it is not said."""
    pay = PayRange(Range(facts.pay_min, facts.pay_max, 0, 0), facts.pay_period, pounds=True)
    least, most = (None if one is None else one * HOUR // 60 for one in (facts.hours_min, facts.hours_max))
    return {
        "hours": _hours(Range(least, most, 0, 0)),
        "hours_basis": "" if facts.hours_basis in ("stated", "not_stated") else facts.hours_basis,
        "pay": _pence(pay) if facts.pay_min is not None or facts.pay_max is not None else "",
        "contract": ", ".join(facts.contract),
        "postcode": facts.postcode or "",
        "driving_duty": "" if facts.driving_duty is None else "yes" if facts.driving_duty else "no",
        "starts": str(facts.starts or ""),
    }


def _kinds(shown: Iterable[Shown]) -> Mapping[str, set[str]]:
    kinds: dict[str, set[str]] = {
        group: set() for group in ("contract", "shifts", "full_time", "part_time", "driving", "starts_soon")
    }
    for one in shown:
        if one.fact in kinds:
            kinds[one.fact].add(one.value)
    return kinds


def _basis(kinds: Mapping[str, set[str]]) -> HoursBasis:
    """Full or part time where the words say only one of them."""
    if bool(kinds["full_time"]) == bool(kinds["part_time"]):
        return "not_stated"
    return "full_time_only" if kinds["full_time"] else "part_time_only"


def _opens(told: Range, own: Range) -> bool:
    """Whether words leave one end open of a figure that a field has for both."""
    ends = {told.least, told.most}
    return own.least == own.most and ends == {None, own.least}


def _in_minutes(thousandths: int | None) -> int | None:
    return None if thousandths is None else (thousandths * 60 + HOUR // 2) // HOUR


def _hours(hours: Range) -> str:
    ends = dict.fromkeys(f"{one / HOUR:g}" for one in (hours.least, hours.most) if one is not None)
    return f"{' to '.join(ends)} hours a week" if ends else ""


def _pence(pay: PayRange) -> str:
    least, most = pay.ends.least, pay.ends.most
    period = f" a {pay.period}" if pay.period else ""
    if least is None or most is None:
        return (f"up to {say_pence(most)}" if most is not None else f"from {say_pence(least or 0)}") + period
    return (say_pence(least) if least == most else f"{say_pence(least)} to {say_pence(most)}") + period


__all__ = ["SOON", "AdvertFacts", "Conflict", "FactReader", "conflicts", "fact_reader", "read_facts"]
