"""Hypothesis strategies over records, reaching every field; see `wild` for what is made and why."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.evidence import Observation
from matcher.records.programme import Programme
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from tests import wild, wild_work
from tests.chances import Drawn


@st.composite
def clients(draw: Any, reference: str = "C1") -> Client:
    """A client."""
    return wild.client(Drawn(draw), reference)


@st.composite
def vacancies(draw: Any, reference: str = "V1") -> Vacancy:
    """A vacancy."""
    return wild_work.vacancy(Drawn(draw), reference)


@st.composite
def requirements(draw: Any, reference: str = "R9") -> Requirement:
    """A requirement."""
    return wild_work.requirement(Drawn(draw), reference)


@st.composite
def employers(draw: Any, reference: str = "E1") -> Employer:
    """An employer."""
    return wild_work.employer(Drawn(draw), reference)


@st.composite
def observations(draw: Any, client: str = "C1") -> Observation:
    """Something seen of a client."""
    return wild_work.observation(Drawn(draw), client)


@st.composite
def programmes(draw: Any, *, clients: int = 4, vacancies: int = 3) -> Programme:
    """A programme of at most so many clients and vacancies."""
    chances = Drawn(draw)
    return wild_work.programme(chances, clients=chances.whole(1, clients), vacancies=chances.whole(1, vacancies))
