"""The engine and the plain reference agree on every record, total, section, key, rank and count.

Fifty programmes of 60 clients and 60 vacancies: half of them believable, half made to collide. The record of every
single pair is compared in some of them, of every listed pair in all; counts are over all pairs in any case.
"""

from __future__ import annotations

import datetime as dt
import os

import pytest
from hypothesis import given, settings

from matcher.importers.merge import merged
from matcher.importers.workbook import read_files
from matcher.records.programme import Programme
from matcher.specimens.programme import made_up
from matcher.store.about import read_about
from matcher.workflows.programme.demo import demo_files
from tests.chances import Seeded
from tests.engine import engine
from tests.exact.agreement import disagreements
from tests.reference.market import market
from tests.strategies import programmes
from tests.wild import ON
from tests.wild_work import programme as wild_programme

DEEP = "MATCHER_DEEP" in os.environ
SIZE = 60
EACH = 25 if DEEP else 12
EVERY_PAIR_UPTO = EACH if DEEP else 2
MADE_UP_ON = dt.date(2026, 11, 16)


@pytest.mark.parametrize("seed", range(EACH))
def test_wild_programmes_agree(seed, library):
    programme = wild_programme(Seeded(seed), clients=SIZE, vacancies=SIZE)
    found = disagreements(
        engine(programme, library=library, on=ON),
        market(programme, library=library, on=ON),
        every_pair=seed < EVERY_PAIR_UPTO,
    )
    assert not found, "\n".join(found)


@pytest.mark.parametrize("seed", range(EACH))
def test_made_up_programmes_agree(seed, library):
    programme = made_up(clients=SIZE, vacancies=SIZE, seed=seed, on=MADE_UP_ON, library=library)
    found = disagreements(
        engine(programme, library=library, on=MADE_UP_ON),
        market(programme, library=library, on=MADE_UP_ON),
        every_pair=seed < EVERY_PAIR_UPTO,
    )
    assert not found, "\n".join(found)


def test_the_demo_agrees(library):
    """Read from its own spreadsheets, as `matcher demo` reads it."""
    on = read_about(demo_files()).data_date
    assert on is not None
    programme = merged(Programme(), read_files([demo_files()], library=library, on=on))
    found = disagreements(
        engine(programme, library=library, on=on), market(programme, library=library, on=on), every_pair=True
    )
    assert not found, "\n".join(found)
    assert programme.clients
    assert programme.vacancies


@given(programme=programmes())
@settings(max_examples=1000 if DEEP else 60)
def test_small_programmes_agree(programme, library):
    """Small ones, so that what fails is shrunk to a few facts."""
    found = disagreements(
        engine(programme, library=library, on=ON), market(programme, library=library, on=ON), every_pair=True
    )
    assert not found, "\n".join(found)
