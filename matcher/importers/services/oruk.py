"""One service of Open Referral UK (1.0, 3.0) or HSDS, as an object of the standard's form, into a record."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from matcher.base.ids import SectorCode, ServiceId
from matcher.importers.adverts.files import Value
from matcher.importers.services.areas import area_of
from matcher.importers.services.schedules import sessions_of
from matcher.importers.services.told import LONG_MOST, Item, Told
from matcher.reading.services import ServiceWords
from matcher.records.service import Area, Service, ServicePlace, ServiceStatus, Session

ID_MOST = 100
_STATUSES = {
    "active": ServiceStatus.ACTIVE,
    "inactive": ServiceStatus.INACTIVE,
    "defunct": ServiceStatus.CLOSED,
    "closed": ServiceStatus.CLOSED,
    "temporarily closed": ServiceStatus.INACTIVE,
}
_ONLINE = frozenset({"virtual", "online"})


def service_of(item: Item, told: Told, words: ServiceWords) -> Service | None:
    """The service, or None where it cannot be loaded; `told` says why, and what to look at."""
    reference, name = told.text(item, "id", most=ID_MOST), told.text(item, "name")
    if not reference:
        told.stop("id", item.get("id"), "is missing, so it could not be told apart from others.", "Give it an id.")
    if not name:
        told.stop("name", item.get("name"), "is missing.", "Say what the service is called.")
    if not reference or not name:
        return None
    description = told.text(item, "description", most=LONG_MOST)
    if not description:
        told.note("description", "", "is missing.", "Say what the service does.")
    alert = told.text(item, "alert")
    terms = _terms(item, told)
    kinds, kinds_from = words.kinds_read(terms=terms, name=name, description=description)
    least, most, stated = _eligibility(item, told)
    organisation = _organisation(item, told)
    places, online, at_places = _places(item, told)
    sessions, times = _sessions(item, told, at_places)
    free, cost = _cost(item, told, words)
    try:
        return Service(
            id=ServiceId(reference),
            name=name,
            organisation=organisation,
            description="\n".join(one for one in (description, alert) if one),
            status=_status(item, told),
            kinds=kinds,
            kinds_from=kinds_from,
            terms=terms,
            age_least=least,
            age_most=most,
            areas=_areas(item, told),
            for_whom=words.whom(stated=stated, name=name, description=description),
            free=free,
            cost=cost,
            sessions=sessions,
            times=times,
            places=places,
            online=online,
            phone=_phone(item, told),
            email=told.email(item, "email"),
            website=told.website(item, "url"),
            languages=_languages(item, told),
            how_to_refer=told.text(item, "application_process", "attending_access", "accessing"),
            last_checked=told.day(item, "assured_date", "last_assured", "last_modified"),
            source="Open Referral",
        )
    except ValidationError as error:
        told.stop(
            "", "", f"cannot be kept: {str(error.errors()[0]['msg']).removeprefix('Value error, ')}.", "Correct it."
        )
        return None


def _status(item: Item, told: Told) -> ServiceStatus | None:
    text = told.text(item, "status")
    if not text:
        told.note(
            "status", "", "is missing, so whether it is running is not known.", "Write active, inactive or defunct."
        )
        return None
    found = _STATUSES.get(text.casefold())
    if found is None:
        told.note("status", text, "is not a status we know.", "Write active, inactive or defunct.")
    return found


def _terms(item: Item, told: Told) -> tuple[str, ...]:
    """The names of the taxonomy's terms; links from term to term are not followed."""
    found: list[str] = []
    for name, inner in (
        ("attributes", "taxonomy_term"),
        ("service_taxonomys", "taxonomy"),
        ("service_taxonomies", "taxonomy"),
    ):
        for entry in told.inside(item, name):
            for term in told.inside(entry, inner):
                found.append(told.text(term, "name", "term"))
    return tuple(dict.fromkeys(one for one in found if one))


def _eligibility(item: Item, told: Told) -> tuple[int | None, int | None, list[str]]:
    """(least age, most age, statements). Of several alternatives, the widest ages that any of them allows."""
    stated = [told.text(item, "eligibility_description", most=LONG_MOST)]
    if isinstance(item.get("eligibility"), str):
        stated.append(told.text(item, "eligibility", most=LONG_MOST))
    ages: list[tuple[int | None, int | None]] = []
    lists = ("eligibilitys", "eligibilities", *(() if isinstance(item.get("eligibility"), str) else ("eligibility",)))
    for entry in (*told.inside(item, *lists), item):
        if entry is not item:
            stated.append(told.text(entry, "eligibility", "description", most=LONG_MOST))
        least, most = told.age(entry, "minimum_age"), told.age(entry, "maximum_age")
        if least is not None and most is not None and least > most:
            told.note(
                "minimum_age", str(least), f"is above maximum_age {most}, so neither was used.", "Correct one of them."
            )
            stated.append(f"ages {least} to {most}")
            least = most = None
        if least is not None or most is not None:
            ages.append((least, most))
    least = (
        min((one for one, _ in ages if one is not None), default=None) if all(a is not None for a, _ in ages) else None
    )
    most = (
        max((one for _, one in ages if one is not None), default=None) if all(b is not None for _, b in ages) else None
    )
    return least, most, [one for one in stated if one]


def _organisation(item: Item, told: Told) -> str:
    for entry in told.inside(item, "organization", "organisation"):
        return told.text(entry, "name")
    return told.text(item, "organization_name", "organisation_name")


def _areas(item: Item, told: Told) -> tuple[Area, ...]:
    found: list[Area] = []
    for entry in told.inside(item, "service_areas"):
        name = told.text(entry, "service_area", "name", "description", "extent")
        if name:
            found.append(area_of(name, told.vocabulary.areas))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True)
class _Costs:
    amounts: tuple[float, ...]
    words: tuple[str, ...]


def _cost(item: Item, told: Told, words: ServiceWords) -> tuple[bool | None, str]:
    """(whether nothing is paid, the cost in the directory's words)."""
    fees = told.text(item, "fees", "fees_description")
    costs = _options(told.inside(item, "cost_options"), told)
    says = "; ".join(one for one in (fees, *costs.words) if one)
    if costs.amounts:
        return not any(costs.amounts), says
    return (True if fees and words.is_free(fees) else None), says


def _options(options: Iterable[Item], told: Told) -> _Costs:
    amounts: list[float] = []
    words: list[str] = []
    for option in options:
        value = option.get("amount")
        about = " ".join(
            filter(None, (told.text(option, "amount_description"), told.text(option, "option", "cost_description")))
        )
        if isinstance(value, str) and re.fullmatch(r"\d{1,6}(\.\d+)?", value.strip(), re.ASCII):
            amount = float(value)
            amounts.append(amount)
            pounds = f"£{amount:.2f}".removesuffix(".00") if amount else "free"
            words.append(f"{pounds} {about}".strip())
        elif value not in (None, ""):
            told.note(
                "cost_options", value, "is not an amount, so the cost is not known.", "Write it like 12.50, or 0."
            )
        elif about:
            words.append(about)
    return _Costs(tuple(amounts), tuple(words))


def _places(item: Item, told: Told) -> tuple[tuple[ServicePlace, ...], bool | None, list[Item]]:
    """(where it is given, whether also online, the entries that may have opening times)."""
    places: list[ServicePlace] = []
    online: bool | None = None
    timed: list[Item] = []
    for entry in told.inside(item, "service_at_locations", "service_at_location"):
        timed.append(entry)
        for location in told.inside(entry, "location"):
            timed.append(location)
            if told.text(location, "location_type").casefold() in _ONLINE:
                online = True
            else:
                places.append(_place(location, told))
    return tuple(dict.fromkeys(one for one in places if one != ServicePlace())), online, timed


def _place(location: Item, told: Told) -> ServicePlace:
    address, sector = "", None
    for entry in told.inside(location, "addresses", "physical_addresses", "address"):
        lines = [told.text(entry, name) for name in ("address_1", "address_2", "city", "region", "postal_code")]
        address, sector = ", ".join(one for one in lines if one), told.sector(entry, "postal_code")
        break
    latitude, longitude = told.degrees(location, "latitude", 90), told.degrees(location, "longitude", 180)
    if latitude is None or longitude is None or (math.isclose(latitude, 0) and math.isclose(longitude, 0)):
        latitude = longitude = None
    return ServicePlace(
        name=told.text(location, "name"),
        address=address,
        sector=None if sector is None else SectorCode(sector),
        latitude=latitude,
        longitude=longitude,
    )


def _sessions(item: Item, told: Told, at_places: list[Item]) -> tuple[tuple[Session, ...], str]:
    found: list[Session] = []
    times: list[str] = []
    for holder in (item, *at_places):
        for schedule in told.inside(holder, "schedules", "regular_schedules", "regular_schedule"):
            sessions, words = sessions_of(schedule, told)
            found += sessions
            times += [words] if words and not sessions else []
    return tuple(dict.fromkeys(found)), "; ".join(dict.fromkeys(times))[:LONG_MOST]


def _phone(item: Item, told: Told) -> str:
    """A number of the organisation; a contact with a person's name is counted and left out."""
    numbers = [told.phone(entry, "number") for entry in told.inside(item, "phones")]
    for contact in told.inside(item, "contacts"):
        if told.text(contact, "name"):
            told.people += 1
        else:
            numbers += [told.phone(entry, "number") for entry in told.inside(contact, "phones")]
    for organisation in told.inside(item, "organization"):
        numbers += [told.phone(entry, "number") for entry in told.inside(organisation, "phones")]
    return next((one for one in (*numbers, told.phone(item, "phone")) if one), "")


def _languages(item: Item, told: Told) -> tuple[str, ...]:
    found = [told.text(entry, "name", "language", "code") for entry in told.inside(item, "languages")]
    return tuple(dict.fromkeys(one for one in found if one))


def is_service(value: Value) -> bool:
    """Whether an object has the form of a service, and not of an organisation or a term."""
    if not isinstance(value, dict) or not ({"id", "name"} & set(value)):
        return False
    return bool(_OF_A_SERVICE & set(value)) and not (_OF_A_TERM & set(value))


_OF_A_SERVICE = frozenset(
    [
        "status",
        "schedules",
        "regular_schedules",
        "service_at_locations",
        "minimum_age",
        "maximum_age",
        "eligibilitys",
        "eligibility",
        "eligibility_description",
        "cost_options",
        "service_areas",
        "organization",
        "organization_id",
        "fees",
        "fees_description",
        "service_taxonomys",
        "application_process",
        "attending_type",
        "attending_access",
        "deliverable_type",
        "assured_date",
    ]
)
_OF_A_TERM = frozenset({"taxonomy_terms", "term_uri", "vocabulary", "taxonomy"})
