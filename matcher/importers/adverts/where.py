"""The place of work of an advert as a postcode sector, where its own fields agree on one place."""

from __future__ import annotations

import re

from matcher.base.ids import SectorCode
from matcher.base.problems import Problem
from matcher.importers.adverts.facts import Advert
from matcher.library.adverts import AdvertReading
from matcher.reading.fold import fold
from matcher.reading.phrases import said
from matcher.travel.places import sector_of

ASK = "Ask for the postcode of the place of work."
_WHOLE_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_SEVERAL = re.compile(r"\w ?/ ?\w|\bor\b", re.IGNORECASE)
_UNITED_KINGDOM = frozenset(
    "gb uk gbr unitedkingdom greatbritain england scotland wales northernireland".split()  # noqa: SIM905
)


def sector(advert: Advert, rules: AdvertReading, notes: list[Problem]) -> SectorCode | None:
    """The postcode sector of the place of work; None, with the question, where it is not beyond doubt."""
    place = advert.place

    def note(value: str, what: str, fix: str) -> None:
        notes.append(advert.note("place", value, what, fix))

    if place.remote:
        note(place.words, "may be worked from home.", "Ask whether and how often anyone travels.")
    if place.country and "".join(fold(place.country)) not in _UNITED_KINGDOM:
        note(place.country, "is not in the United Kingdom.", "The place stays unknown.")
        return None
    written = _only_sector_in(place.words)
    found = sector_of(place.postcode) if place.postcode else written
    if found is None:
        what = "is not a whole postcode." if place.postcode else "has no postcode."
        note(place.postcode or place.words, what, ASK)
    elif written not in (None, found):
        note(f"{place.postcode}; {place.words}", "has two postcodes.", f"Neither was used. {ASK}")
        return None
    elif said(place.words, rules.anywhere):
        what = "is no one place, but has one postcode, which may be an office's."
        note(_shown(advert), what, f"It was not used. {ASK}")
        return None
    elif place.others or _SEVERAL.search(place.words):
        what = "may be more than one place, but has one postcode."
        note(_shown(advert), what, "It was kept. Ask where the work is.")
    return found


def _shown(advert: Advert) -> str:
    place = advert.place
    postcode = "" if place.postcode in place.words else place.postcode
    return "; ".join(part for part in (place.words, postcode, place.others) if part)


def _only_sector_in(words: str) -> SectorCode | None:
    """The sector of the one postcode that stands in the words of the place."""
    sectors = {sector_of(postcode) for postcode in _WHOLE_POSTCODE.findall(words)}
    return sectors.pop() if len(sectors) == 1 else None
