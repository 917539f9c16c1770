"""Counts by failure pattern: every pair in exactly one, the same by every route, refused where there are too many."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from matcher.base.problems import GivenProblems
from matcher.library.load import load_library
from matcher.matching import patterns as module
from matcher.matching.match import failure_counts, match
from matcher.matching.patterns import Patterns, portions
from tests.chances import Seeded
from tests.engine import engine
from tests.reference.market import market
from tests.wild import ON
from tests.wild_work import programme as wild_programme

SEEDS = range(6)


@pytest.fixture(scope="module")
def library():
    return load_library()


def wild(seed, library, **how):
    programme = wild_programme(Seeded(seed), clients=30, vacancies=20)
    return programme, engine(programme, library=library, on=ON, **how)


def bytes_of(found: Patterns) -> tuple[bytes, ...]:
    return found.vacancy.tobytes(), found.fail.tobytes(), found.count.tobytes()


@pytest.mark.parametrize("seed", SEEDS)
def test_every_pair_of_the_plain_reference_is_in_one_count(seed, library):
    programme, found = wild(seed, library, patterns=True)
    plain = market(programme, library=library, on=ON)
    patterns = found.shortlists.patterns
    for row, vacancy in enumerate(found.vacancies):
        own = patterns.of(row)
        expected = Counter(plain.pair(client, vacancy).fail for client in plain.subjects)
        assert dict(zip(own.fail.tolist(), own.count.tolist(), strict=True)) == expected
        assert own.considered == len(plain.subjects)


def test_the_wild_programmes_would_show_a_difference(library):
    """Fixed gates and several requirements fail together, or the comparison above would say little."""
    fails = np.concatenate([wild(seed, library, patterns=True)[1].shortlists.patterns.fail for seed in SEEDS])
    assert len(np.unique(fails)) > 100
    both = (fails >> np.uint64(24) != 0) & (fails & np.uint64((1 << 24) - 1) != 0)
    assert both.any()
    assert (np.bitwise_count(fails >> np.uint64(24)) > 1).any()


@pytest.mark.parametrize("driver", ["numpy", "compiled"])
@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("strip", [1, 47, 100_000])
def test_every_route_gives_the_same_bytes(driver, threads, strip, library, monkeypatch):
    _, plain = wild(2, library, patterns=True)
    monkeypatch.setattr(module, "STRIP_PAIRS", strip)
    _, other = wild(2, library, driver=driver, threads=threads, patterns=True)
    assert bytes_of(other.shortlists.patterns) == bytes_of(plain.shortlists.patterns)
    assert bytes_of(other.job_lists.patterns) == bytes_of(plain.job_lists.patterns)


def test_only_the_vacancies_of_the_scope_are_counted(library):
    _, found = wild(3, library, patterns=True)
    asked = set(found.job_lists.scope.vacancies.tolist())
    assert set(found.job_lists.patterns.vacancy.tolist()) == asked
    left = next(row for row in range(len(found.vacancies)) if row not in asked)
    assert found.job_lists.patterns.of(left).considered == 0


def test_nobody_asking_costs_nothing(library, monkeypatch):
    def refuse(*_args, **_how):
        raise AssertionError("patterns were counted")

    monkeypatch.setattr("matcher.matching.match.count_patterns", refuse)
    _, found = wild(0, library)
    assert found.shortlists.patterns is None


@pytest.mark.parametrize("threads", [1, 2])
def test_too_many_patterns_are_refused_and_never_cut_short(threads, library, monkeypatch):
    monkeypatch.setattr(module, "PATTERNS_MOST", 50)
    monkeypatch.setattr(module, "STRIP_PAIRS", 1)
    with pytest.raises(GivenProblems, match="more than 50 ways of not fitting"):
        wild(1, library, threads=threads, patterns=True)


def test_portions_never_run_into_the_limit(library, monkeypatch):
    _, found = wild(1, library, patterns=True)
    whole = found.shortlists.patterns
    clients = len(found.clients)
    monkeypatch.setattr(module, "PATTERNS_MOST", clients * 3)
    parts = list(failure_counts(found.columns, library, vacancies=found.shortlists.scope.vacancies))
    assert len(parts) > 1
    assert max(map(len, parts)) <= clients * 3
    joined = Patterns(*(np.concatenate([getattr(p, n) for p in parts]) for n in ("vacancy", "fail", "count")))
    assert bytes_of(joined) == bytes_of(whole)


def test_portions_hold_every_vacancy_once(monkeypatch):
    monkeypatch.setattr(module, "PATTERNS_MOST", 10)
    rows = np.arange(7)
    assert np.concatenate(list(portions(rows, clients=4))).tolist() == rows.tolist()
    assert [len(one) for one in portions(rows, clients=100)] == [1] * 7
    assert list(portions(rows[:0], clients=4)) == []


@pytest.mark.parametrize("threads", [1, 3])
def test_who_watches_sees_every_vacancy_once_with_its_clients_in_order(threads, library, monkeypatch):
    monkeypatch.setattr(module, "STRIP_PAIRS", 70)
    programme, found = wild(4, library)
    plain, seen = market(programme, library=library, on=ON), {}
    rows = found.shortlists.scope.vacancies

    def watch(row, fail):
        assert row not in seen
        seen[row] = fail.tolist()

    list(failure_counts(found.columns, library, vacancies=rows, threads=threads, watch=watch))
    assert seen == {
        row: [plain.pair(client, vacancy).fail for client in found.clients]
        for row, vacancy in enumerate(found.vacancies)
    }


def test_a_programme_without_clients_has_no_patterns(library):
    programme = wild_programme(Seeded(0), clients=0, vacancies=3)
    assert len(engine(programme, library=library, on=ON, patterns=True).shortlists.patterns) == 0
    programme = wild_programme(Seeded(0), clients=3, vacancies=0)
    columns = engine(programme, library=library, on=ON).columns
    assert len(match(columns, library, driver="numpy", patterns=True).patterns) == 0
