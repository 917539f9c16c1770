"""A package of HSDS tables as CSV: rows put together into the objects that the JSON of the standard has."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from matcher.base.problems import Problem
from matcher.importers import limits
from matcher.importers.adverts.files import Reading, Value, decoded
from matcher.importers.services.files import Raw
from matcher.importers.services.told import Item

_TABLES = {
    "services": ("services", "service"),
    "organizations": ("organizations", "organization"),
    "locations": ("locations", "location"),
    "at": ("service_at_locations", "service_at_location", "services_at_location"),
    "addresses": ("addresses", "address", "physical_addresses", "physical_address"),
    "phones": ("phones", "phone"),
    "schedules": ("schedules", "schedule", "regular_schedules", "regular_schedule"),
    "eligibility": ("eligibility", "eligibilities", "eligibilitys"),
    "areas": ("service_areas", "service_area"),
    "attributes": ("attributes", "attribute", "service_taxonomies", "service_taxonomy", "service_taxonomys"),
    "terms": ("taxonomy_terms", "taxonomy_term", "taxonomies", "taxonomy"),
    "costs": ("cost_options", "cost_option"),
    "languages": ("languages", "language"),
    "contacts": ("contacts", "contact"),
}
_CHILDREN = {
    "eligibility": "eligibilitys",
    "areas": "service_areas",
    "costs": "cost_options",
    "languages": "languages",
    "contacts": "contacts",
    "phones": "phones",
}
"""Tables whose rows name the service they are of, and the list they become."""
Rows = list[tuple[int, Item]]


@dataclass
class Package:
    """The tables of one package, and what is wrong with them."""

    label: str
    tables: dict[str, Rows] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    """Each table's file, as a person finds it."""
    problems: list[Problem] = field(default_factory=list)

    def rows(self, table: str) -> Rows:
        return self.tables.get(table, [])


def is_package(tables: Mapping[str, Raw]) -> bool:
    """Whether the tables are an HSDS package: one of services, with an id and a name for each."""
    raw = next((tables[name] for name in _TABLES["services"] if name in tables), None)
    if raw is None:
        return False
    first = raw.data[:2_000].decode("utf-8-sig", errors="replace").splitlines()[:1]
    heads = {head.strip(' "\t').casefold() for line in first for head in line.replace(";", ",").split(",")}
    return {"id", "name"} <= heads


def read_package(tables: Mapping[str, Raw]) -> tuple[Package, list[tuple[str, Item]]]:
    """The package, and each service with where it stands."""
    package = Package(next(iter(tables.values())).label if tables else "")
    known: set[str] = set()
    for table, names in _TABLES.items():
        for name in names:
            if name in tables:
                known.add(name)
                package.named.setdefault(table, tables[name].label)
                package.tables.setdefault(table, []).extend(_rows(tables[name], package.problems))
    for name in sorted(set(tables) - known):
        what, fix = "is not a table we use, so it was passed over.", "Nothing needs doing."
        package.problems.append(Problem(tables[name].label, "", what, fix, stops_row=False))
    return package, list(_put_together(package))


def _rows(raw: Raw, problems: list[Problem]) -> Rows:
    reading = Reading()
    text = decoded(raw.data, raw.label, reading)
    problems += reading.problems
    if text is None:
        return []
    csv.field_size_limit(limits.FILE_MOST_BYTES)
    between = max(",;\t", key=text[:2_000].partition("\n")[0].count)
    found: Rows = []
    heads: list[str] = []
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True), 1):
            if not heads:
                heads = [cell.strip().casefold() for cell in cells[: limits.COLUMNS_MOST]]
            elif any(cells):
                if len(found) >= limits.ROWS_MOST:
                    what = f"has more than {limits.ROWS_MOST:,} rows; no more are read."
                    problems.append(Problem(raw.label, "", what, "Split the directory."))
                    break
                found.append((number, dict(zip(heads, cells, strict=False))))
    except csv.Error:
        what = "has a quotation mark out of place, so nothing from here on could be read."
        problems.append(Problem(f"{raw.label}, row {number + 1}", "", what, 'Write a mark inside a cell twice: "".'))
    return found


def _put_together(package: Package) -> Iterator[tuple[str, Item]]:
    ids = {_id(item, "id") for _, item in package.rows("services")}
    children = {
        table: _by(package, table, "service_id", ids) for table in (*_CHILDREN, "at", "schedules", "attributes")
    }
    organisations = {_id(item, "id"): item for _, item in package.rows("organizations")}
    locations = {_id(item, "id"): item for _, item in package.rows("locations")}
    addresses = _grouped(package, "addresses", "location_id")
    terms = {_id(item, "id"): item for _, item in package.rows("terms")}
    timed = _grouped(package, "schedules", "service_at_location_id")
    for number, row in package.rows("services"):
        of = _id(row, "id")
        item: Item = dict(row)
        for table, name in _CHILDREN.items():
            item[name] = _values(children[table].get(of, []))
        item["schedules"] = _values(children["schedules"].get(of, []))
        organisation = organisations.get(_id(row, "organization_id"))
        if organisation is not None:
            item["organization"] = dict(organisation)
        item["attributes"] = [
            {"taxonomy_term": dict(terms.get(key, {"name": key}))}
            for one in children["attributes"].get(of, [])
            if (key := _id(one, "taxonomy_term_id") or _id(one, "taxonomy_id"))
        ]
        item["service_at_locations"] = [
            {
                "location": _located(locations.get(_id(one, "location_id")), addresses),
                "schedules": _values(timed.get(_id(one, "id"), [])),
            }
            for one in children["at"].get(of, [])
        ]
        yield f"{package.named['services']}, row {number}", item


def _located(location: Item | None, addresses: Mapping[str, list[Item]]) -> Value:
    if location is None:
        return None
    return {**location, "addresses": _values(addresses.get(_id(location, "id"), []))}


def _by(package: Package, table: str, field_: str, ids: set[str]) -> dict[str, list[Item]]:
    """Rows by the service they name; a note for each that names none of the package."""
    found: dict[str, list[Item]] = defaultdict(list)
    for number, item in package.rows(table):
        of = _id(item, field_) or (_id(item, "link_id") if table == "attributes" else "")
        if of in ids:
            found[of].append(item)
        elif of:
            what = f"is {field_} of no service in the package, so the row was not used."
            where = f"{package.named[table]}, row {number}"
            package.problems.append(Problem(where, of[:100], what, "Correct it, or add the service.", stops_row=False))
    return found


def _grouped(package: Package, table: str, field_: str) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for _, item in package.rows(table):
        if _id(item, field_):
            found[_id(item, field_)].append(item)
    return found


def _values(items: list[Item]) -> list[Value]:
    return list(items)


def _id(item: Item, name: str) -> str:
    value = item.get(name)
    return value.strip() if isinstance(value, str) else ""
