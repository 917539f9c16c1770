"""Records as rows and back: what each kind is called, what it is known by, and one way of writing it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from matcher.base.problems import GivenProblems, Problem
from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.programme import Place, Programme
from matcher.records.service import Service
from matcher.records.shape import Record
from matcher.records.vacancy import Vacancy


@dataclass(frozen=True)
class Row:
    """One record as it is kept. `client` is whose it is, empty where it is about no person."""

    kind: str
    id: str
    client: str
    body: str


@dataclass(frozen=True)
class Kind:
    """One kind of record: the programme's field that holds it, its type, and what it is known by."""

    name: str
    field: str
    type: type[Record]
    known_by: str | None
    """The field with its reference; None for dated facts, which are known by all that they say."""
    of_client: str | None = None
    """The field that says whose it is."""

    def row(self, record: Record) -> Row:
        """The record as a row."""
        body = written(record)
        reference = getattr(record, self.known_by) if self.known_by else digest_of([body])
        return Row(self.name, reference, getattr(record, self.of_client) if self.of_client else "", body)


SERVICE = "service"

KINDS = (
    Kind("client", "clients", Client, "id", "id"),
    Kind("vacancy", "vacancies", Vacancy, "id"),
    Kind("employer", "employers", Employer, "id"),
    Kind("observation", "observations", Observation, None, "client"),
    Kind("introduction", "introductions", Introduction, None, "client"),
    Kind("action", "actions", Action, None, "client"),
    Kind("consent", "consents", Consent, None, "client"),
    Kind("remembered", "remembered", Remembered, None, "client"),
    Kind("place", "places", Place, "sector"),
    Kind(SERVICE, "services", Service, "id"),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def rows_of(programme: Programme) -> Iterator[Row]:
    """Every record of a programme as a row; equal dated facts come out once."""
    for kind in KINDS:
        seen: dict[str, Row] = {}
        for record in getattr(programme, kind.field):
            row = kind.row(record)
            seen[row.id] = row
        yield from seen.values()


def programme_of(rows: Iterable[Row], *, data_date: date | None) -> Programme:
    """The programme that the rows make. Raises GivenProblems for a row that cannot be read."""
    held: dict[str, list[Record]] = {kind.field: [] for kind in KINDS}
    for row in rows:
        kind = BY_NAME[row.kind]
        held[kind.field].append(read_back(kind.type, row.body, what=kind.name))
    lists: dict[str, Any] = {field: tuple(records) for field, records in held.items()}  # each of its own type
    return Programme.model_construct(data_date=data_date, **lists)


def read_back(type_: type[Record], body: str, *, what: str) -> Record:
    """One record from its row. The message never holds what the row says."""
    try:
        return type_.model_validate_json(body)
    except ValidationError:
        raise damaged(f"a record of kind {what} that cannot be read") from None


def damaged(what: str) -> GivenProblems:
    fix = "It was changed by another program or is damaged: put the file back from a copy."
    return GivenProblems([Problem("programme.sqlite", "", f"holds {what}.", fix)])


def written(record: Record) -> str:
    """One way of writing a record, so that equal records are equal bytes on every machine."""
    return json.dumps(
        record.model_dump(mode="python"),
        default=_plain,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _plain(value: object) -> object:
    """Days as text; sets in order, since a set has none of its own."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"no way of writing a {type(value).__name__}")


def digest_of(parts: Iterable[str]) -> str:
    """A digest of texts in the order given, 32 hex digits."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
