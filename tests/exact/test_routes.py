"""Both drivers, any number of threads and any block size give the same bytes."""

from __future__ import annotations

import pytest

import matcher.matching.match
import matcher.matching.passes
from matcher.scoring import tables
from tests.chances import Seeded
from tests.engine import engine
from tests.exact.agreement import bytes_of
from tests.wild import ON
from tests.wild_work import programme as wild_programme

SEEDS = range(4)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("driver", ["numpy", "compiled"])
@pytest.mark.parametrize("threads", [1, 2, 5])
def test_every_route_gives_the_same_bytes(seed, driver, threads, library):
    programme = wild_programme(Seeded(seed), clients=60, vacancies=40)
    plain = engine(programme, library=library, on=ON, driver="numpy", threads=1, block_pairs=4_000_000)
    for block_pairs in (1, 97, 1000):
        other = engine(programme, library=library, on=ON, driver=driver, threads=threads, block_pairs=block_pairs)
        assert bytes_of(other.shortlists.part) == bytes_of(plain.shortlists.part)
        assert bytes_of(other.job_lists.part) == bytes_of(plain.job_lists.part)


@pytest.mark.parametrize("cells", [0, 40, 2_000])
@pytest.mark.parametrize("driver", ["numpy", "compiled"])
def test_a_measure_gives_the_same_from_a_table_and_on_the_spot(cells, driver, library, monkeypatch):
    programme = wild_programme(Seeded(1), clients=60, vacancies=40)
    plain = engine(programme, library=library, on=ON)
    monkeypatch.setattr(tables, "CELLS_MOST", cells)
    other = engine(programme, library=library, on=ON, driver=driver)
    assert [one.tabled for one in other.shortlists.tables.of.values()].count(True) < len(plain.shortlists.tables.of)
    assert bytes_of(other.shortlists.part) == bytes_of(plain.shortlists.part)
    assert bytes_of(other.job_lists.part) == bytes_of(plain.job_lists.part)


def test_the_compiled_driver_is_another_route(library, monkeypatch):
    """The comparisons above would prove nothing if one driver quietly called the other."""
    programme = wild_programme(Seeded(0), clients=5, vacancies=5)

    def refuse(*_args, **_how):
        raise AssertionError("the numpy route was taken")

    monkeypatch.setattr(matcher.matching.match, "run_numpy", refuse)
    monkeypatch.setattr(matcher.matching.passes, "place", refuse)
    engine(programme, library=library, on=ON, driver="compiled")
    with pytest.raises(AssertionError, match="numpy route"):
        engine(programme, library=library, on=ON, driver="numpy")
