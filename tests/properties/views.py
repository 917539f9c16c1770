"""What the engine says of a small programme, ready to be compared with what it says of another."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from matcher.base.ids import ClientId
from matcher.library.matching import Term
from matcher.records.client import Client
from matcher.records.evidence import Consent
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from tests.engine import Engine, engine
from tests.reference.lists import Place
from tests.reference.pairs import Line, Pair
from tests.wild import ON

if TYPE_CHECKING:
    from matcher.library.load import Library

Key = tuple[str, str]
Held = TypeVar("Held", Client, Vacancy)
DEEP = "MATCHER_DEEP" in os.environ
BAND = 43
"""Below this bit of a key lies the number made from both ids."""


def examples(usual: int) -> int:
    """How many examples a property is tried on: a few in `make test`, many under MATCHER_DEEP."""
    return usual * 10 if DEEP else usual


@dataclass(frozen=True)
class View:
    """Records of all pairs, and where each stands on both of its lists."""

    engine: Engine
    pairs: dict[Key, Pair]
    on_shortlists: dict[Key, Place]
    on_job_lists: dict[Key, Place]


def view(programme: Programme, library: Library) -> View:
    """What the engine says of a programme."""
    said = engine(programme, library=library, on=ON)
    return View(said, said.pairs(), said.places(vacancy_lists=True), said.places(vacancy_lists=False))


def replaced(programme: Programme, *records: Client | Vacancy) -> Programme:
    """The programme with some of its records as given instead; records with a new reference are added."""
    clients = {one.id: one for one in (*programme.clients, *(r for r in records if isinstance(r, Client)))}
    vacancies = {one.id: one for one in (*programme.vacancies, *(r for r in records if isinstance(r, Vacancy)))}
    return programme.model_copy(update={"clients": tuple(clients.values()), "vacancies": tuple(vacancies.values())})


def with_changes(record: Held, **changes: object) -> Held:
    """The record with some fields as given instead, checked again."""
    fields = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_validate({**fields, **changes})


def covered(programme: Programme, clients: Iterable[str] | None = None) -> Programme:
    """The programme with a basis on record for everybody."""
    who = [one.id for one in programme.clients] if clients is None else [ClientId(one) for one in clients]
    consents = [Consent(client=one, purpose="matching", basis="agreement with notice", on=ON) for one in who]
    return programme.model_copy(update={"consents": (*programme.consents, *consents)})


def low(line: Line, term: Term) -> int:
    """Points earned."""
    return line.weight * term.bands[line.worst].points


def high(line: Line, term: Term) -> int:
    """Points within reach."""
    return line.weight * term.bands[line.best].points


def lines(pair: Pair, library: Library) -> list[tuple[Line, Term]]:
    """Every line with its term."""
    return list(zip(pair.terms, library.terms.terms, strict=True))
