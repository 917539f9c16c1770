"""One commissioned rehabilitative service of the Ministry of Justice's contract files, into a record."""

from __future__ import annotations

import re

from pydantic import ValidationError

from matcher.base.days import Day
from matcher.base.ids import ServiceId
from matcher.importers.adverts.files import Value
from matcher.importers.services.areas import area_of
from matcher.importers.services.told import LONG_MOST, Item, Told
from matcher.reading.services import ServiceWords
from matcher.records.service import Area, Service, ServicePlace, ServiceStatus, Stated

PROBATION, WOMEN, MEN = "probation", "women", "men"
_NAMED = re.compile(r"[A-Z]{1,12}(?:[_-][A-Z0-9]{1,12})*")


def is_contract(value: Value) -> bool:
    """Whether an object has the form of such a contract."""
    return isinstance(value, dict) and "contract_reference" in value and "intervention_title" in value


def contract_of(item: Item, told: Told, words: ServiceWords) -> Service | None:
    """The service, or None where it cannot be loaded; `told` says why, and what to look at."""
    reference, title = told.text(item, "contract_reference", most=100), told.text(item, "intervention_title")
    if not reference:
        told.stop(
            "contract_reference", "", "is missing, so it could not be told apart from others.", "Give its reference."
        )
    if not title:
        told.stop("intervention_title", "", "is missing.", "Say what the service is called.")
    if not reference or not title:
        return None
    description = told.text(item, "short_description", most=LONG_MOST)
    terms, places = _activities(item, told)
    kinds, kinds_from = words.kinds_read(terms=terms, name=title, description=description)
    least, most = _ages(item, told)
    opens, closes = _days(item, told)
    try:
        return Service(
            id=ServiceId(reference),
            name=title,
            organisation=_provider(item, told),
            description=description,
            status=ServiceStatus.ACTIVE,
            kinds=kinds,
            kinds_from=kinds_from,
            terms=terms,
            age_least=least,
            age_most=most,
            areas=_areas(item, told),
            for_whom=_whom(item, told, words, title, description),
            places=places,
            email=told.email(item, "incoming_distribution_email"),
            opens_on=opens,
            closes_on=closes,
            source="Ministry of Justice contract",
        )
    except ValidationError as error:
        told.stop(
            "", "", f"cannot be kept: {str(error.errors()[0]['msg']).removeprefix('Value error, ')}.", "Correct it."
        )
        return None


def _part(item: Item, name: str, told: Told) -> Item:
    value = item.get(name)
    if isinstance(value, dict):
        return value
    if value not in (None, ""):
        told.note(name, value, "is not of the contract's form, so it was not used.", "Correct it.")
    return {}


def _ages(item: Item, told: Told) -> tuple[int | None, int | None]:
    eligibility = _part(item, "eligibility", told)
    least, most = told.age(eligibility, "minimum_age"), told.age(eligibility, "maximum_age")
    if least is not None and most is not None and least > most:
        told.note(
            "minimum_age", str(least), f"is above maximum_age {most}, so neither was used.", "Correct one of them."
        )
        return None, None
    return least, most


def _whom(item: Item, told: Told, words: ServiceWords, title: str, description: str) -> tuple[Stated, ...]:
    """People on probation or in prison, always: that is what these contracts are for; and whom its switches allow."""
    eligibility = _part(item, "eligibility", told)
    female, male = eligibility.get("allows_female"), eligibility.get("allows_male")
    found = {one.to or one.words: one for one in words.whom(stated=(), name=title, description=description)}
    for group in (WOMEN, MEN):
        found.pop(group, None)
    found[PROBATION] = Stated(words="a rehabilitative service of the Probation Service", to=PROBATION)
    if isinstance(female, bool) and isinstance(male, bool):
        if female != male:
            group = WOMEN if female else MEN
            found[group] = Stated(words=f"allows_{'fe' if female else ''}male only", to=group)
        elif not female:
            told.note(
                "eligibility", "", "allows neither women nor men; whom it is for is not known.", "Correct one of them."
            )
    else:
        told.note(
            "eligibility", "", "does not say whom it allows.", "Write true or false for allows_female and allows_male."
        )
    return tuple(found.values())


def _areas(item: Item, told: Told) -> tuple[Area, ...]:
    region, names = _part(item, "region", told), told.vocabulary.areas
    code, police = told.text(region, "nps_region_code", most=40), told.text(region, "pcc_region_code", most=100)
    found: list[Area] = []
    if code:
        known = next((one for one in names.regions if one.code == code.upper()), None)
        if known is None:
            told.note("nps_region_code", code, "is not a region we know.", "Name the area in words.")
        else:
            found.append(area_of(known.name, names).model_copy(update={"nation": known.nation}))
    if police:
        nation = "wales" if police in names.police_areas_in_wales else "england"
        found.append(Area(name=f"{police.replace('-', ' ').title()} (police area)", nation=nation))
    if not found:
        told.note("region", "", "names no area.", "Name the area it serves.")
    return tuple(found)


def _provider(item: Item, told: Told) -> str:
    code = told.text(_part(item, "providers", told), "prime_provider_code", most=100)
    return code.replace("_", " ") if _NAMED.fullmatch(code) else code


def _days(item: Item, told: Told) -> tuple[Day | None, Day | None]:
    scheduling = _part(item, "scheduling", told)
    first, last = told.day(scheduling, "hide_before"), told.day(scheduling, "hide_after")
    if first and last and last < first:
        told.note("hide_after", last.isoformat(), "is before hide_before, so neither was used.", "Correct one of them.")
        return None, None
    return first, last


def _activities(item: Item, told: Told) -> tuple[tuple[str, ...], tuple[ServicePlace, ...]]:
    """(need areas, places) that the activities name; those without a name are counted."""
    terms: list[str] = []
    places: list[str] = []
    unnamed = total = 0
    for activity in told.inside(item, "activities"):
        total += 1
        unnamed += not told.text(activity, "activity")
        terms.append(told.text(activity, "need_area"))
        places.append(told.text(activity, "delivery_location", most=LONG_MOST))
    if not total:
        told.note("activities", "", "are not there, so what it helps with was read in its name.", "Add its activities.")
    if unnamed:
        what = f"{unnamed} of {total} have no name."
        told.note("activities", "", what, "Name them, or ask the provider what they are.")
    named = dict.fromkeys(one for one in places if one)
    return tuple(dict.fromkeys(filter(None, terms))), tuple(ServicePlace(name=one[:500]) for one in list(named)[:50])
