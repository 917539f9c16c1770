"""One advert's fields as a vacancy: what is plain is typed, its words stay beside it, the rest is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError

from matcher.base.days import Day
from matcher.base.ids import EmployerId, RequirementId, VacancyId
from matcher.base.problems import Problem
from matcher.importers.adverts.contract import Offered, settle_offer
from matcher.importers.adverts.facts import (
    DESCRIPTION_MOST_CHARACTERS,
    REFERENCE_MOST_CHARACTERS,
    Advert,
)
from matcher.importers.adverts.pay import PaySettled, settle_pay
from matcher.importers.adverts.when import closing, day_of
from matcher.importers.adverts.where import sector
from matcher.importers.adverts.words import (
    Words,
    contract_with_words,
    drives_by_words,
    hours_with_words,
    pay_with_words,
)
from matcher.library.adverts import AdvertReading
from matcher.reading.fold import fold
from matcher.reading.hours import Doubt, Hours, read_hours
from matcher.records.requirement import NotCompared, Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Contract, Importance

_HOURS_DOUBT: dict[Doubt, str] = {
    "several": "names more than one number of hours.",
    "not_this_job": "names hours that may not be this job's.",
    "part_time_too": "names a full week and speaks of part time too.",
    "out_of_bounds": "names hours that can hardly be one job's.",
}
PLACES_MOST = 1000


@dataclass(frozen=True)
class Drafted:
    """A vacancy without its link to an occupation, and everything to tell about it."""

    vacancy: Vacancy | None
    notes: tuple[Problem, ...]


@dataclass(frozen=True)
class _Settled:
    """What fields and words agree on."""

    hours: Hours
    pay: PaySettled
    offer: Offered
    drives: bool | None


def vacancy_of(advert: Advert, rules: AdvertReading, words: Words, *, on: Day) -> Drafted:
    """The vacancy that an advert describes by its fields and `words`; None, with the reason, where it has no title."""
    if not advert.title:
        problem = Problem(advert.at("title"), "", "has no title, so nobody could tell what the job is.", "Add a title.")
        return Drafted(None, (problem,))
    notes: list[Problem] = []
    settled = _settled(advert, rules, words, notes)
    try:
        vacancy = _vacancy(advert, rules, settled, words, notes, on=on)
    except ValidationError as error:
        what = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        return Drafted(
            None,
            (*notes, Problem(advert.where, advert.title, f"does not fit: {what}.", "Correct the advert.")),
        )
    return Drafted(vacancy, tuple(notes))


def _settled(advert: Advert, rules: AdvertReading, words: Words, notes: list[Problem]) -> _Settled:
    """Hours, pay, contract and driving: the field's, or those of the words, or unknown where both cannot be true."""
    told = read_hours(advert.hours, rules)
    notes += _hours_notes(advert, told)
    hours = hours_with_words(advert, told, words, rules)
    pay = settle_pay(advert, rules, least_minutes=hours.least, most_minutes=hours.most)
    marked = settle_offer(
        advert,
        rules,
        unpaid=pay.unpaid,
        zero=pay.zero,
        most_minutes=hours.most,
        hours_words=words.quotes.get("hours_words", ""),
    )
    pay = pay_with_words(advert, pay, words, rules, hours=hours, offer=marked)
    offer = contract_with_words(advert, marked, words)
    notes += [*pay.notes, *offer.notes, *words.notes]
    return _Settled(hours, pay, offer, drives_by_words(words, rules))


def _vacancy(
    advert: Advert, rules: AdvertReading, settled: _Settled, words: Words, notes: list[Problem], *, on: Day
) -> Vacancy:
    hours, pay, offer = settled.hours, settled.pay, settled.offer
    free = offer.contract is Contract.VOLUNTEER and (pay.unpaid or pay.zero)
    return Vacancy(
        id=VacancyId(reference_of(advert)),
        title=advert.title,
        employer=employer_id(advert.employer) if advert.employer else None,
        occupation=Link(words=advert.title),
        opportunity=offer.opportunity,
        contract=offer.contract,
        opened=day_of(advert, "posted", advert.opened, notes),
        closes=closing(advert, notes, on=on),
        starts=day_of(advert, "starts", advert.starts, notes),
        places=_openings(advert, notes),
        sector=sector(advert, rules, notes),
        hours_least_minutes=hours.least,
        hours_most_minutes=hours.most,
        pay_least_pence=0 if free else pay.least,
        pay_most_pence=0 if free else pay.most,
        drives=settled.drives,
        requirements=tuple(_requirements(advert, rules)),
        raw=_raw(advert, notes) | words.quotes,
    )


def _hours_notes(advert: Advert, hours: Hours) -> Iterator[Problem]:
    if hours.doubt:
        yield advert.note("hours", advert.hours, _HOURS_DOUBT[hours.doubt], "Ask for the hours a week.")


def _openings(advert: Advert, notes: list[Problem]) -> int | None:
    """Number of places, where the field is a whole number that can be one."""
    if not advert.openings:
        return None
    digits = advert.openings.removesuffix(".0")
    if digits.isascii() and digits.isdigit() and len(digits) <= 4 and 1 <= int(digits) <= PLACES_MOST:
        return int(digits)
    notes.append(advert.note("openings", advert.openings, "is not a number of places.", "Ask how many there are."))
    return None


def _requirements(advert: Advert, rules: AdvertReading) -> Iterator[Requirement]:
    """What the requirement fields ask, in the source's words: shown, and never applied until understood."""
    nothing = {fold(words) for words in rules.nothing_asked} if advert.asked else set()
    for number, asked in enumerate(advert.asked, 1):
        unclear = fold(asked.words) not in nothing
        yield Requirement(
            id=RequirementId(f"r{number}"),
            needs=(NotCompared(kind="other"),),
            importance=Importance.UNCLEAR if unclear else Importance.NOT_REQUIRED,
            words=f"{asked.name}: {asked.words}",
        )


def reference_of(advert: Advert) -> str:
    """The advert's own reference, else the last part of its address, else a digest of what it says."""
    for given in (advert.id, _last_part(advert.url)):
        if given and len(given) <= REFERENCE_MOST_CHARACTERS:
            return given
    whole = "\n".join((advert.title, advert.employer, advert.place.words, advert.place.postcode, advert.description))
    return f"advert-{_digest(whole)}"


def _last_part(url: str) -> str:
    """`915390428` of `https://example.org/vacancy/915390428`; with its query, where it has one."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    last = parts.path.rstrip("/").rpartition("/")[2]
    return f"{last}?{parts.query}" if parts.query else last


def employer_id(name: str) -> EmployerId:
    """A reference made from an employer's name, the same however it is spaced, cased or punctuated."""
    words = "-".join(fold(name))
    if words and len(words) <= REFERENCE_MOST_CHARACTERS // 2:
        return EmployerId(words)
    return EmployerId(f"{words[:40]}-{_digest(words or name)}".strip("-"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def _raw(advert: Advert, notes: list[Problem]) -> dict[str, str]:
    """The source's own text beside each value, by field name; fields it does not have are left out."""
    description = advert.description
    if len(description) > DESCRIPTION_MOST_CHARACTERS:
        what = f"has {len(description):,} characters; the first {DESCRIPTION_MOST_CHARACTERS:,} were kept."
        notes.append(advert.note("description", "", what, ""))
        description = description[:DESCRIPTION_MOST_CHARACTERS]
    pay, place = advert.pay, advert.place
    figures = " to ".join(dict.fromkeys(end for end in (pay.least, pay.most) if end and end != pay.words))
    said = {
        "title": advert.title,
        "employer": advert.employer,
        "pay": pay.words,
        "pay_figures": " ".join(part for part in (figures, pay.currency, pay.period) if part),
        "hours": advert.hours,
        "contract": ", ".join(advert.tags),
        "place": place.words if place.postcode in place.words else f"{place.words}, {place.postcode}".strip(", "),
        "other_places": place.others,
        "opened": advert.opened,
        "closes": advert.closes,
        "starts": advert.starts,
        "places": advert.openings,
        "url": advert.url,
        "description": description,
    }
    return {name: text for name, text in said.items() if text}
