"""Records as rows and back: each is JSON under its kind and reference, with whose it is beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from matcher.base.problems import GivenProblems, Problem
from matcher.records.cases import Case, Challenge, Contact, Contest, HandBack, InWorkContact
from matcher.records.client import Client
from matcher.records.dealings import Approach, Promise, SameEmployer
from matcher.records.decisions import ClientAnswer, Decision, EmployerAnswer, Letter, Pack
from matcher.records.employer import Employer
from matcher.records.evidence import Action, Consent, Introduction, Observation, Remembered
from matcher.records.holds import Hold
from matcher.records.jobs import Job
from matcher.records.ledger import Ledger
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
    vacancy: str = ""
    employer: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of record: the field that holds it, its type, and what it is known by."""

    name: str
    field: str
    type: type[Record]
    known_by: tuple[str, ...] = ()
    """The fields with its reference; none for dated facts, which are known by all that they say."""
    of_client: str = ""
    """The field that says whose it is; likewise the next two."""
    of_vacancy: str = ""
    of_employer: str = ""
    prefix: str = ""
    """Before the number of a reference that the store gives."""

    def row(self, record: Record) -> Row:
        """The record as a row."""
        body = written(record)
        reference = " ".join(str(getattr(record, name)) for name in self.known_by) or digest_of([body])
        whose = (getattr(record, name) or "" if name else "" for name in self._whose)
        client, vacancy, employer = whose
        return Row(self.name, reference, client, body, vacancy, employer)

    @property
    def _whose(self) -> tuple[str, str, str]:
        return self.of_client, self.of_vacancy, self.of_employer

    @property
    def steps(self) -> bool:
        """Whether it is a case, which changes by steps alone."""
        return issubclass(self.type, Case)


SERVICE = "service"
ID = ("id",)

KINDS = (
    Kind("client", "clients", Client, ID, "id"),
    Kind("vacancy", "vacancies", Vacancy, ID, "", "id", "employer"),
    Kind("employer", "employers", Employer, ID, "", "", "id"),
    Kind("observation", "observations", Observation, (), "client"),
    Kind("introduction", "introductions", Introduction, (), "client", "vacancy"),
    Kind("action", "actions", Action, (), "client"),
    Kind("consent", "consents", Consent, (), "client", "", "employer"),
    Kind("remembered", "remembered", Remembered, (), "client", "vacancy"),
    Kind("place", "places", Place, ("sector",)),
    Kind(SERVICE, "services", Service, ID),
)
"""The programme's working records."""
DEALINGS = (
    Kind("decision", "decisions", Decision, (), "client", "vacancy"),
    Kind("client_answer", "client_answers", ClientAnswer, (), "client", "vacancy"),
    Kind("employer_answer", "employer_answers", EmployerAnswer, (), "client", "vacancy", "employer"),
    Kind("pack", "packs", Pack, ID, "", "vacancy", "employer"),
    Kind("letter", "letters", Letter, ("pack", "letter"), "client"),
    Kind("challenge", "challenges", Challenge, ID, "", "vacancy", "employer", "CH"),
    Kind("hand_back", "hand_backs", HandBack, ID, "client", "vacancy", "", "HB"),
    Kind("contest", "contests", Contest, ID, "client", "", "", "CT"),
    Kind("in_work", "in_work", InWorkContact, ID, "client", "", "", "IW"),
    Kind("contact", "contacts", Contact, (), "client"),
    Kind("approach", "approaches", Approach, (), "", "vacancy", "employer"),
    Kind("promise", "promises", Promise, (), "", "vacancy", "employer"),
    Kind("same", "same", SameEmployer, (), "", "", "first"),
    Kind("hold", "holds", Hold, ("client",), "client"),
    Kind("job", "jobs", Job, ID, "client", "vacancy", "employer", "J"),
)
"""What the desk remembers of its dealings."""
BY_NAME = {kind.name: kind for kind in (*KINDS, *DEALINGS)}
BY_TYPE = {kind.type: kind for kind in (*KINDS, *DEALINGS)}


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
    return Programme.model_construct(data_date=data_date, **_held(rows, KINDS))


def ledger_of(rows: Iterable[Row]) -> Ledger:
    """The dealings that the rows make. Raises GivenProblems for a row that cannot be read."""
    return Ledger.model_construct(**_held(rows, DEALINGS))


def _held(rows: Iterable[Row], kinds: Iterable[Kind]) -> dict[str, Any]:
    """Tuples of records by field, each of its own type."""
    held: dict[str, list[Record]] = {kind.field: [] for kind in kinds}
    for row in rows:
        kind = BY_NAME[row.kind]
        held[kind.field].append(read_back(kind.type, row.body, what=kind.name))
    return {field: tuple(records) for field, records in held.items()}


def read_back(type_: type[Record], body: str, *, what: str) -> Record:
    """One record from its row. The message never holds what the row says."""
    try:
        return type_.model_validate_json(body)
    except ValidationError:
        raise damaged(f"a record of kind {what} that cannot be read") from None


def damaged(what: str) -> GivenProblems:
    fix = "It was changed by another program or is damaged: put it back from a copy."
    return GivenProblems([Problem("the programme's database", "", f"holds {what}.", fix)])


def written(record: Record) -> str:
    """One way of writing a record, so that equal records are equal bytes on every machine."""
    return _as_json(record.model_dump(mode="python"))


def _plain(value: object) -> object:
    """Days as text; sets in order, since a set has none of its own."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"no way of writing a {type(value).__name__}")


_as_json = json.JSONEncoder(default=_plain, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


def digest_of(parts: Iterable[str]) -> str:
    """A digest of texts in the order given, 32 hex digits."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
