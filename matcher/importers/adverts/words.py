"""What an advert's running words add to its own fields: hours, pay an hour, contract, and whether any duty drives.

A field comes first. Where it leaves a fact unknown, words that say it plainly fill it, and are quoted. Where field and
words cannot both be true neither is trusted, and both are told. Words of less than high confidence do nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

from matcher.base.problems import Problem
from matcher.importers.adverts.contract import ASK_OFFER, CONTRACT_TAGS, Offered
from matcher.importers.adverts.facts import Advert
from matcher.importers.adverts.pay import ASK, PaySettled, say_range
from matcher.library.adverts import AdvertReading
from matcher.library.load import Library
from matcher.reading.facts.pay import PayReader
from matcher.reading.facts.reader import fact_reader
from matcher.reading.facts.shape import AdvertFacts, Shown
from matcher.reading.fold import fold
from matcher.reading.hours import Hours, with_open_end
from matcher.reading.passage import Passage
from matcher.reading.pay import Pay, hourly, read_pay
from matcher.reading.phrases import said
from matcher.records.words import Contract, Opportunity

KEPT = "What the description says was kept."
ASK_WEEK = "Neither was used. Ask for the hours a week."
QUOTED = "_words"
"""Ends the name under which `Vacancy.raw` keeps the words that a fact was read in: `hours_words`."""
_AROUND = 40
"""Characters of the same line that are quoted on each side of what was read."""
_MINUTE = 1
"""Hours written as a fraction are no whole number of minutes: two readings of them may be one apart."""
_HAS_AN_END = frozenset([Contract.FIXED_TERM, Contract.TEMPORARY])
"""Feeds mark both alike, so neither contradicts the other, nor bank or zero hours; both contradict `permanent`."""
_NOT_BY_WORDS = frozenset([Contract.VOLUNTEER, Contract.APPRENTICESHIP, Contract.BANK, Contract.SELF_EMPLOYED])
"""A description speaks of these beside the job too ("bank staff may apply"); title and marks decide them."""


@dataclass
class Words:
    """The facts that the words of one advert state, and what came of holding them against its fields."""

    facts: AdvertFacts
    text: str
    title: str
    penny: int
    """Pence by which two readings of the same pay may differ."""
    quotes: dict[str, str] = field(default_factory=dict)
    """The words behind each fact that they filled or contradicted, as `hours_words`."""
    notes: list[Problem] = field(default_factory=list)

    def plain(self, fact: str, value: str = "") -> Shown | None:
        """Where a fact was first read with high confidence."""
        read = (one for one in self.facts.where(fact) if one.confidence == "high")
        return next((one for one in read if value in ("", one.value)), None)

    def quoted(self, name: str, shown: Shown) -> str:
        """The words of a fact with those around them; kept from now on beside the source's own text."""
        own, before = self.own(shown), self.before(shown)
        after = self.line_from(shown)[len(own) :]
        if len(before) == _AROUND:
            before = before.partition(" ")[2]
        if len(after) > _AROUND:
            after = after[:_AROUND].rpartition(" ")[0]
        self.quotes[name + QUOTED] = quote = " ".join(f"{before}{own}{after}".split())
        return quote

    def own(self, shown: Shown) -> str:
        """The very words of a fact."""
        return self._source(shown)[shown.start : shown.end]

    def before(self, shown: Shown) -> str:
        """The words right before a fact, of the same line."""
        return self._source(shown)[max(0, shown.start - _AROUND) : shown.start].rpartition("\n")[2]

    def line_from(self, shown: Shown) -> str:
        """A fact with the rest of its line."""
        source = self._source(shown)
        end = source.find("\n", shown.end)
        return source[shown.start : len(source) if end < 0 else end]

    def line_of(self, shown: Shown) -> str:
        """The whole line that a fact stands in."""
        start = self._source(shown).rfind("\n", 0, shown.start) + 1
        return self._source(shown)[start : shown.start] + self.line_from(shown)

    def _source(self, shown: Shown) -> str:
        return self.title if shown.source == "title" else self.text


class WordsReader:
    """Reads the facts in the words of any number of adverts; patterns are compiled once."""

    def __init__(self, library: Library) -> None:
        self._facts = fact_reader(library)
        self._rates = PayReader(library.fact_reading.pay, library.adverts)
        self._penny = library.fact_reading.pay.penny_apart_pence

    def of(self, advert: Advert, passage: Passage) -> Words:
        """What the words of an advert state; `passage` is its description as kept."""
        facts = self._facts.read(passage.original, title=advert.title, passage=passage)
        words = Words(facts, passage.original, advert.title, self._penny)
        if words.plain("pay") and {facts.pay_min, facts.pay_max} & self._rates.other_rates(words.text):
            # Where only a night's or a weekend's rate is named, the reader gives that; base pay it is not.
            words.facts = replace(facts, shown=tuple(one for one in facts.shown if one.fact != "pay"))
        return words


def hours_with_words(advert: Advert, told: Hours, words: Words, rules: AdvertReading) -> Hours:
    """The hours of the field; those of the words where it says none; unknown where both cannot be true."""
    shown, least, most = words.plain("hours"), words.facts.hours_min, words.facts.hours_max
    if shown is None or least is None or most is None or told.doubt:
        return told
    stated = with_open_end(Hours(least, most), words.before(shown))
    if told.least is None and told.most is None:
        full = stated.least == stated.most and most >= rules.full_time_from_minutes
        part = _part_time_field(advert, rules) if full else None
        if full and (part or words.facts.where("part_time")):
            if part:
                _disagree(advert, words, *part, shown, "hours", ASK_WEEK)
            return told
        words.quoted("hours", shown)
        return stated
    if _apart((told.least, told.most), (stated.least, stated.most), by=_MINUTE):
        _disagree(advert, words, "hours", advert.hours, shown, "hours", ASK_WEEK)
        return Hours()
    return told


def _part_time_field(advert: Advert, rules: AdvertReading) -> tuple[str, str] | None:
    """The field that says part time, and its text."""
    for tag in advert.tags:
        if "".join(fold(tag)) == "parttime":
            return "contract", tag
    fields = (("title", advert.title), ("pay", advert.pay.words), ("hours", advert.hours))
    return next(((name, text) for name, text in fields if said(text, rules.part_time)), None)


def pay_with_words(
    advert: Advert, told: PaySettled, words: Words, rules: AdvertReading, *, hours: Hours, offer: Offered
) -> PaySettled:
    """Pay an hour by the fields; by the words where they leave it open; unknown where both cannot be true."""
    shown, pay = words.plain("pay"), _pay_of(words, rules)
    if shown is None or pay is None or offer.contract is Contract.VOLUNTEER:
        return told
    same = [one for one in told.said if one.period == pay.period]
    apart = bool(same) and all(_apart((one.least, one.most), (pay.least, pay.most), by=words.penny) for one in same)
    if apart or told.unpaid:
        value = advert.pay.words or say_range(same[0].least, same[0].most)
        says = f"{say_range(pay.least, pay.most)} {'an' if pay.period == 'hour' else 'a'} {pay.period}"
        _disagree(advert, words, "pay", value, shown, "pay", f"Neither was used. {ASK}", says=says)
        return replace(told, least=None, most=None, notes=_without(told, ASK))
    pence = hourly(pay, rules, least_minutes=hours.least, most_minutes=hours.most)
    if told.least is not None or told.most is not None or pence.open:
        return told
    words.quoted("pay", shown)
    return replace(told, least=pence.least, most=pence.most, notes=_without(told, KEPT))


def _pay_of(words: Words, rules: AdvertReading) -> Pay | None:
    """Pay in the words, for the period that they name; without its least where that holds holiday pay or extras."""
    shown, facts = words.plain("pay"), words.facts
    if shown is None or facts.pay_period is None:
        return None
    extras = read_pay(words.line_from(shown), rules).extras_within
    least = None if extras else facts.pay_min
    return Pay(least, facts.pay_max, facts.pay_period) if (least, facts.pay_max) != (None, None) else None


def _without(told: PaySettled, fix: str) -> tuple[Problem, ...]:
    """The notes on pay without those that only ask for it; `fix` says what came of the others."""
    rest = (note for note in told.notes if note not in told.asking)
    return tuple(replace(note, fix=note.fix.replace(ASK, fix)) for note in rest)


def contract_with_words(advert: Advert, offer: Offered, words: Words) -> Offered:
    """The contract that the marks name; the one kind that the words name where they name none."""
    shown, kinds = words.plain("contract"), words.facts.contract
    if shown is None or len(kinds) != 1 or kinds[0] in _NOT_BY_WORDS:
        return offer
    kind, ends = kinds[0], {offer.contract, kinds[0]}
    if Contract.PERMANENT in ends and ends & _HAS_AN_END:
        value = ", ".join(advert.tags) or advert.title
        fix = f"The contract stays unknown. {ASK_OFFER}"
        _disagree(advert, words, "contract", value, shown, "contract", fix, says=kind.value.replace("_", " "))
        return replace(offer, contract=None)
    if not offer.open or offer.opportunity is not Opportunity.JOB or _names_several(words.line_of(shown)):
        return offer
    words.quoted("contract", shown)
    notes = (replace(note, fix=note.fix.replace(ASK_OFFER, KEPT)) for note in offer.notes)
    return replace(offer, contract=kind, notes=tuple(notes))


def _names_several(line: str) -> bool:
    """Whether a line names work with an end and work without: `temporary or permanent`."""
    written = fold(line)
    named = {CONTRACT_TAGS.get(one) for one in (*written, *map("".join, pairwise(written)))}
    return Contract.PERMANENT in named and bool(named & _HAS_AN_END)


def drives_by_words(words: Words, rules: AdvertReading) -> bool | None:
    """True where the words name driving as the work; travel is no driving, and what is denied stays unknown."""
    if not words.facts.driving_duty:
        return None
    for shown in words.facts.where("driving"):
        named = rules.drives_title if shown.source == "title" else rules.drives
        if shown.value == "drives" and shown.confidence == "high" and said(words.own(shown), named):
            words.quoted("drives", shown)
            return True
    return None


def _disagree(
    advert: Advert, words: Words, name: str, value: str, shown: Shown, fact: str, fix: str, *, says: str = ""
) -> None:
    """A note with both sides."""
    what = f'does not agree with the description, which says {says or shown.value}: "{words.quoted(fact, shown)}".'
    words.notes.append(advert.note(name, value, what, fix))


def _apart(one: tuple[int | None, int | None], two: tuple[int | None, int | None], *, by: int) -> bool:
    """Whether nothing lies within both ranges; an end that is not said is open."""
    (least, most), (other_least, other_most) = one, two
    below = most is not None and other_least is not None and most + by < other_least
    above = least is not None and other_most is not None and other_most + by < least
    return below or above
