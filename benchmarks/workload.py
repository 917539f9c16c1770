"""The workload that everything here is measured on: a made-up city region that is firm and fully filled in.

The shape is the measured one: neighbourhoods within 20 km of a centre, towns and business parks, about a dozen ways
to be free in a week with edges moved, requirements with a steep popularity curve. Conditions that rule out are musts,
nine in ten of them, and nothing is blank, so that between one and six of a thousand pairs pass every gate, as in the
measured workload; in life half of a file is blank and far more is open. Consent is the store's matter and closing
days are the workflow's: here everyone may be read and every vacancy is open.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.records.words import VacancyStatus
from matcher.specimens.programme import made_up

if TYPE_CHECKING:
    from matcher.library.load import Library
    from matcher.records.programme import Programme
    from matcher.records.vacancy import Vacancy

ON = dt.date(2026, 11, 16)
SEED = 1
BLANK, FIRM = 0, 900
"""Of a thousand: optional fields that are blank, conditions that are a must."""


@dataclass(frozen=True)
class Size:
    """Clients by vacancies."""

    clients: int
    vacancies: int

    @property
    def pairs(self) -> int:
        """How many pairs that makes."""
        return self.clients * self.vacancies

    def __str__(self) -> str:
        return f"{self.clients:,} x {self.vacancies:,}"


def size(text: str) -> Size:
    """A size as typed: `2000x2000`."""
    clients, _, vacancies = text.lower().replace(",", "").partition("x")
    return Size(int(clients), int(vacancies))


def workload(of: Size, *, library: Library, seed: int = SEED, blank: int = BLANK, firm: int = FIRM) -> Programme:
    """The programme of one size: the same records for the same arguments."""
    programme = made_up(
        clients=of.clients, vacancies=of.vacancies, seed=seed, on=ON, library=library, blank=blank, firm=firm
    )
    return programme.model_copy(update={"vacancies": tuple(_opened(one) for one in programme.vacancies)})


def _opened(vacancy: Vacancy) -> Vacancy:
    """The vacancy, open today; one that had closed closes today."""
    late = vacancy.closes is not None and vacancy.closes < ON
    if vacancy.status is VacancyStatus.OPEN and not late:
        return vacancy
    return vacancy.model_copy(update={"status": VacancyStatus.OPEN, "closes": ON if late else vacancy.closes})
