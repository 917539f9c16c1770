"""Every pair of a large programme, once, by `make exact`: MATCHER_EXACT says how many clients and vacancies."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from matcher.library.load import load_library
from matcher.scoring.records import decisions
from matcher.specimens.programme import made_up
from tests.engine import Engine, as_pair, engine
from tests.exact.agreement import SHOWN, bytes_of, differences
from tests.reference.market import Market, market

SIZE = int(os.environ.get("MATCHER_EXACT", "0"))
ON = dt.date(2026, 11, 16)
SEED = 7
WORKERS = 2

pytestmark = [pytest.mark.exact, pytest.mark.skipif(not SIZE, reason="set MATCHER_EXACT, or run make exact")]


def test_every_pair_of_a_large_programme_agrees():
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        found = [line for part in pool.map(_share, range(WORKERS)) for line in part]
    assert not found, "\n".join(found)


def test_every_route_gives_the_same_bytes_for_a_large_programme():
    library = load_library()
    programme = made_up(clients=SIZE, vacancies=SIZE, seed=SEED, on=ON, library=library)
    plain = bytes_of(engine(programme, library=library, on=ON).shortlists.part)
    for driver in ("numpy", "compiled"):
        for threads, block_pairs in ((1, 100_000), (2, 4_000_000), (5, 33_333)):
            other = engine(programme, library=library, on=ON, driver=driver, threads=threads, block_pairs=block_pairs)
            assert bytes_of(other.shortlists.part) == plain


def _share(worker: int) -> list[str]:
    """One worker's share of the lists: every so-manieth vacancy with all its pairs, every so-manieth client."""
    library = load_library()
    programme = made_up(clients=SIZE, vacancies=SIZE, seed=SEED, on=ON, library=library)
    matched = engine(programme, library=library, on=ON, driver="compiled", threads=1)
    plain = market(programme, library=library, on=ON)
    found: list[str] = []
    for difference in _compared(matched, plain, worker):
        found.append(difference)
        if len(found) == SHOWN:
            break
    return found


def _compared(matched: Engine, plain: Market, worker: int) -> Iterator[str]:
    everyone = np.arange(len(matched.clients))
    for row in range(worker, len(matched.vacancies), WORKERS):
        vacancy = matched.vacancies[row]
        yield from differences(matched.shortlist(vacancy), plain.shortlist(vacancy), f"shortlist {vacancy}")
        for decision in decisions(matched.shortlists.tables, everyone, np.full(len(everyone), row)):
            pair = plain.pair(decision.client, vacancy)
            yield from differences(as_pair(decision), pair, f"{decision.client} {vacancy}")
    for client in matched.clients[worker::WORKERS]:
        yield from differences(matched.jobs(client), plain.jobs(client), f"jobs {client}")
