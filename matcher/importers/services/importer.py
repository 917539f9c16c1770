"""Reads directories of services: Open Referral UK 1.0 and 3.0 JSON, HSDS packages, the Ministry of Justice's contracts.

Every service found is loaded, the same as another, or has a problem that says why not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from matcher.base.problems import Problem
from matcher.importers.adverts.files import Reading, Value, decoded, parse_json
from matcher.importers.imported import Counts
from matcher.importers.services.files import Raw, open_sources
from matcher.importers.services.hsds import is_package, read_package
from matcher.importers.services.moj import contract_of, is_contract
from matcher.importers.services.oruk import is_service, service_of
from matcher.importers.services.told import Item, Told
from matcher.library.load import Library
from matcher.reading.services import ServiceWords
from matcher.records.service import Service

SERVICES_MOST = 50_000
_PAGES = ("total_pages", "totalPages")
_DIGITS_MOST = 9
_LISTS = ("contents", "content", "items", "services", "results", "data", "value")
_MAKE = Callable[[Item, Told, ServiceWords], Service | None]


@dataclass(frozen=True)
class ServicesRead:
    """Every service that could be loaded, and everything there is to tell about the files."""

    services: tuple[Service, ...]
    problems: list[Problem]
    counts: Counts


@dataclass
class _Reading:
    """One import under way."""

    words: ServiceWords
    problems: list[Problem] = field(default_factory=list)
    services: dict[str, Service] = field(default_factory=dict)
    where: dict[str, str] = field(default_factory=dict)
    found: int = 0
    rejected: int = 0
    repeated: int = 0
    people: int = 0

    def take(self, item: Item, where: str, make: _MAKE) -> None:
        """One service found."""
        self.found += 1
        if self.found > SERVICES_MOST:
            self.rejected += 1
            if self.found == SERVICES_MOST + 1:
                what = f"comes after {SERVICES_MOST:,} services; no more are read at once."
                self.problems.append(Problem(where, "", what, "Read the files in parts."))
            return
        told = Told(where, self.words.vocabulary)
        service = make(item, told, self.words)
        self.people += told.people
        if service is None:
            self.problems += told.problems
            self.rejected += 1
            return
        self.problems += told.problems
        if service.id in self.services:
            self._again(service, told)
        else:
            self.services[service.id] = service
            self.where[service.id] = where

    def _again(self, service: Service, told: Told) -> None:
        """A second time the same reference: the same service told more or less fully, or another one."""
        first, where = self.services[service.id], self.where[service.id]
        if (first.name, first.organisation or service.organisation) != (
            service.name,
            service.organisation or first.organisation,
        ):
            what = f"is the reference of another service too: {where}."
            self.problems.append(Problem(told.where, service.id, what, "Give one of them another id."))
            self.rejected += 1
            return
        self.repeated += 1
        fuller = {
            name: new
            for name in Service.model_fields
            if (new := getattr(service, name)) not in (None, "", ()) and getattr(first, name) in (None, "", ())
        }
        both = ("source", "kinds_from")
        other = [
            name.replace("_", " ")
            for name in Service.model_fields
            if name not in both
            and getattr(service, name) not in (None, "", ())
            and getattr(first, name) not in (None, "", (), getattr(service, name))
        ]
        if other:
            what = f"says otherwise than {where}: {', '.join(other)}. What that one says was kept."
            self.problems.append(
                Problem(told.where, service.id, what, "Give the one that holds alone.", stops_row=False)
            )
        self.services[service.id] = first.model_copy(update=fuller)

    def pass_over(self, where: str, what: str) -> None:
        """Something that was given and is no service."""
        self.found += 1
        self.rejected += 1
        fix = "Give services: a service, a list or page of them, or a package of tables."
        self.problems.append(Problem(where, "", what, fix))


def read_services(paths: Iterable[Path], *, library: Library) -> ServicesRead:
    """The services in files, folders and zips, with every problem. Never raises for bad content."""
    sources = open_sources(paths)
    reading = _Reading(ServiceWords(library.services), problems=list(sources.problems))
    reading.found = reading.rejected = len(sources.problems)
    for raw in sources.documents:
        _document(raw, reading)
    for tables in sources.packages:
        _package(tables, reading)
    if reading.people:
        what = f"name {reading.people:,} people as contacts of services; people were left out."
        reading.problems.append(Problem("The files", "", what, "Ring or write to the organisation.", stops_row=False))
    counts = Counts(reading.found, len(reading.services), reading.rejected, 0, reading.repeated)
    assert counts.add_up
    return ServicesRead(tuple(reading.services.values()), reading.problems, counts)


def _package(tables: Mapping[str, Raw], reading: _Reading) -> None:
    if not is_package(tables):
        for name, raw in tables.items():
            own = "has no columns id and name; our own sheet of services is imported without --services."
            what = own if name in ("services", "service") else "is a table without a table of services beside it."
            reading.pass_over(raw.label, what)
        return
    package, items = read_package(tables)
    stops = [one for one in package.problems if one.stops_row]
    reading.problems += package.problems
    reading.found += len(stops)
    reading.rejected += len(stops)
    if not items:
        reading.pass_over(package.named["services"], "holds no service.")
    for where, item in items:
        reading.take(item, where, service_of)


def _document(raw: Raw, reading: _Reading) -> None:
    """One JSON document, or one on every line."""
    told = Reading()
    text = decoded(raw.data, raw.label, told)
    start = (text or "").lstrip("\ufeff \t\r\n\x00")
    reading.problems += [one for one in told.problems if not one.stops_row]
    if text is None:
        reading.pass_over(raw.label, "is not text in any encoding we read.")
    elif not start:
        reading.pass_over(raw.label, "is empty.")
    elif start[0] not in "{[":
        reading.pass_over(raw.label, "is not JSON.")
    elif raw.label.casefold().endswith((".jsonl", ".ndjson")):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                _json(line.strip("\ufeff \t\r\x00"), f"{raw.label}, line {number}", reading)
    else:
        _json(start, raw.label, reading)


def _json(text: str, where: str, reading: _Reading) -> None:
    told = Reading()
    value, fault = parse_json(text, where, told)
    reading.problems += told.problems
    if fault:
        reading.pass_over(where, f"cannot be read as JSON: {fault}")
        return
    reading.problems += _other_pages(value, where)
    found = False
    for place, item, make in _candidates(value, where):
        found = True
        if make is None:
            reading.pass_over(place, "is not a service, or lacks all that a service has.")
        else:
            reading.take(item, place, make)
    if not found:
        reading.pass_over(where, f"holds no service: {_looks_like(value)}.")


def _other_pages(value: Value, where: str) -> Iterator[Problem]:
    """A note where a page of results says that there are more: what stands on them is easily taken for not there."""
    if not isinstance(value, dict):
        return
    said = next((str(value[name]) for name in _PAGES if value.get(name)), "")
    if said.isdecimal() and len(said) < _DIGITS_MOST and int(said) > 1:
        what = f"is one page of {int(said):,}; the services on the others are not in it."
        yield Problem(where, "", what, "Import every page, as a folder or zip of them.", stops_row=False)


def _candidates(value: Value, where: str) -> Iterator[tuple[str, Item, _MAKE | None]]:
    """Each service in a value, and each entry beside services that is none."""
    entries = _entries(value)
    if entries is None:
        one = _one(value)
        if one is not None:
            yield (where, *one)
        return
    several = [_one(entry) for entry in entries]
    for number, (entry, one) in enumerate(zip(entries, several, strict=True), 1):
        label = f"{where}, service {number}"
        if one is not None:
            yield (label, *one)
        elif inside := list(_of_organisation(entry)):
            yield from ((f"{label}, service {n}", item, service_of) for n, item in enumerate(inside, 1))
        elif any(one is not None for one in several) or _page_of_services(value):
            yield label, {}, None


def _entries(value: Value) -> list[Value] | None:
    """The entries of a list or of a page; None for a single thing."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or is_service(value) or is_contract(value):
        return None
    for name in _LISTS:
        inside = value.get(name)
        if isinstance(inside, list):
            return [_with_organisation(one, value) for one in inside] if name == "services" else inside
    return None


def _one(value: Value) -> tuple[Item, _MAKE] | None:
    """One service as it is, or in the entry of a service at a location."""
    if not isinstance(value, dict):
        return None
    if is_contract(value):
        return value, contract_of
    service = value.get("service")
    if isinstance(service, dict) and ("location" in value or is_service(service)):
        if not is_service(service):
            return None
        location = value.get("location")
        places = service.get("service_at_locations")
        own: list[Value] = places if isinstance(places, list) else []
        return {**service, "service_at_locations": [*own, {"location": location}] if location else own}, service_of
    return (value, service_of) if is_service(value) else None


def _of_organisation(entry: Value) -> Iterator[Item]:
    inside = entry.get("services") if isinstance(entry, dict) else None
    for one in inside if isinstance(inside, list) else ():
        with_it = _with_organisation(one, entry)
        if isinstance(with_it, dict) and with_it.get("id"):
            yield with_it


def _with_organisation(service: Value, organisation: Value) -> Value:
    """A service listed inside its organisation."""
    if isinstance(service, dict) and isinstance(organisation, dict) and organisation.get("name"):
        return {"organization": {"id": organisation.get("id"), "name": organisation["name"]}, **service}
    return service


def _page_of_services(value: Value) -> bool:
    return isinstance(value, dict) and isinstance(value.get("services"), list)


_LOOKS = (
    (("openapi_url",), "it looks like the description of an interface"),
    (("taxonomy_terms", "term_uri", "taxonomy", "vocabulary", "version"), "it looks like words of a taxonomy"),
    (("organization_identifiers", "logo", "website", "parent_organization_id"), "it looks like an organisation"),
    (("contract_type", "contract_code", "service_category"), "it looks like kinds of contract"),
    (("serviceUrl", "url", "isValid", "isUp", "label", "payload", "NB"), "it looks like a report on directories"),
)


def _looks_like(value: Value) -> str:
    entries = _entries(value)
    first = entries[0] if entries else value
    keys = set(first) if isinstance(first, dict) else set()
    if not keys:
        return "nothing in it has the form of one"
    return next((says for names, says in _LOOKS if keys & set(names)), "nothing in it has the form of one")
