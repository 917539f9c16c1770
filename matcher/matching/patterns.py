"""How many people there are of each failure pattern: the 64-bit number of what says no, counted vacancy by vacancy.

A failure number holds a bit for every fixed gate and every requirement that a pair fails (design 5a, 9), whether it is
applied or not. From the counts by number every question of the kind "how many if this were otherwise" is answered
exactly, for any mask, without looking at a pair again: see `pool`.

The ranking pass never works out the whole number of a pair that some gate has already stopped, so counting looks at
every pair anew, by the same gates, and only where it was asked for. It goes by strips of whole vacancies: what a strip
finds is final, so neither the strips nor the threads show in the result, and nothing waits to be merged.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from threading import Lock

import numpy as np

from matcher.base.arrays import Bits, Ints, Small
from matcher.base.problems import GivenProblems, Problem
from matcher.scoring.gatebits import gate_bits
from matcher.scoring.tables import Index, Tables

Watch = Callable[[int, Bits], None]
"""Told every vacancy's row with each client's failure number, in the order of the clients; by one thread at a time."""

STRIP_PAIRS = 131_072
"""Pairs worked out at once, or one vacancy's where there are more clients. A matter of memory, not of results."""
PATTERNS_MOST = 25_000_000
"""Patterns kept at once, at twenty bytes each: half a gigabyte. Past it the count is refused, never cut short."""


@dataclass(frozen=True)
class Counted:
    """One vacancy's people by failure number; every person considered is in one count."""

    fail: Bits
    """(m,) distinct failure numbers, rising: fixed gates in bits 0 to 23, requirements from bit 24."""
    count: Ints
    """(m,) people who have each."""

    @property
    def considered(self) -> int:
        """All people."""
        return int(self.count.sum())


@dataclass(frozen=True)
class Patterns:
    """Failure numbers of many vacancies with how many people have each, sorted by vacancy, then number."""

    vacancy: Small
    fail: Bits
    count: Ints

    def __len__(self) -> int:
        return len(self.fail)

    def of(self, vacancy: int) -> Counted:
        """One vacancy's own, by its row; nothing where it was not counted."""
        first, last = np.searchsorted(self.vacancy, [vacancy, vacancy + 1])
        return Counted(self.fail[first:last], self.count[first:last])


def count_patterns(
    tables: Tables, *, clients: Index, vacancies: Index, threads: int = 1, watch: Watch | None = None
) -> Patterns:
    """The exact counts over all pairs of some rows; both row arrays rise.

    What counts cannot tell, such as whether it is the same people at two vacancies, `watch` may read as the numbers
    pass by; vacancies come in no certain order, so what it keeps must not depend on one.

    Working memory is one strip a thread; the result is twenty bytes a pattern. A vacancy has a few hundred patterns
    as a rule and never more than there are clients. Raises GivenProblems where more than PATTERNS_MOST would be kept:
    whoever asks for so many goes by portions of vacancies, of which `portions` gives the largest that are safe.
    """
    kept: list[Patterns] = []
    total = 0
    with closing(_strips(tables, clients, vacancies, threads=threads, watch=watch)) as strips:
        for found in strips:
            total += len(found)
            if total > PATTERNS_MOST:
                raise GivenProblems([_too_many(len(clients), len(vacancies))])
            kept.append(found)
    return Patterns(
        np.concatenate([np.zeros(0, dtype=np.int32), *(one.vacancy for one in kept)]),
        np.concatenate([np.zeros(0, dtype=np.uint64), *(one.fail for one in kept)]),
        np.concatenate([np.zeros(0, dtype=np.int64), *(one.count for one in kept)]),
    )


def portions(vacancies: Index, *, clients: int) -> Iterator[Index]:
    """Vacancies in portions of which none can have more patterns than may be kept, whatever the data."""
    size = max(1, PATTERNS_MOST // max(1, clients))
    for start in range(0, len(vacancies), size):
        yield vacancies[start : start + size]


def _too_many(clients: int, vacancies: int) -> Problem:
    what = f"have more than {PATTERNS_MOST:,} ways of not fitting between them, which is more than may be kept at once."
    return Problem(f"{clients:,} clients and {vacancies:,} vacancies", "", what, "Ask for fewer vacancies at a time.")


def _strips(
    tables: Tables, clients: Index, vacancies: Index, *, threads: int, watch: Watch | None
) -> Generator[Patterns]:
    size = max(1, STRIP_PAIRS // max(1, len(clients)))
    strips = [vacancies[start : start + size] for start in range(0, len(vacancies), size)]
    watching = Lock()

    def one(strip: Index) -> Patterns:
        fail = _failures(tables, clients, strip)
        if watch is not None:
            with watching:
                for vacancy, numbers in zip(strip.tolist(), fail, strict=True):
                    watch(vacancy, numbers)
        return _counted(strip, fail)

    if threads <= 1 or len(strips) <= 1:
        yield from map(one, strips)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(one, strips)


def _failures(tables: Tables, clients: Index, vacancies: Index) -> Bits:
    """(vacancies, clients) failure numbers of a few whole vacancies."""
    bits = gate_bits(tables, np.tile(clients, len(vacancies)), np.repeat(vacancies, len(clients)))
    return bits.fail.reshape(len(vacancies), len(clients))


def _counted(vacancies: Index, failures: Bits) -> Patterns:
    """Distinct numbers of each row with how many there are."""
    clients = failures.shape[1]
    if not clients:
        return Patterns(np.zeros(0, np.int32), np.zeros(0, np.uint64), np.zeros(0, np.int64))
    fail = np.sort(failures, axis=1)
    first = np.ones(fail.shape, dtype=bool)
    first[:, 1:] = fail[:, 1:] != fail[:, :-1]
    starts = np.flatnonzero(first)
    return Patterns(
        vacancies[starts // clients].astype(np.int32),
        fail.reshape(-1)[starts],
        np.diff(np.r_[starts, fail.size]).astype(np.int64),
    )
