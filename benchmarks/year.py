"""A whole simulated year: 1,000 people, 60 employers, 3 EPCs, two programmes, 52 weeks; then ten people are erased.

    python -m benchmarks.year [--clients 1000 --vacancies 120 --weeks 52 --seed 1] [--keep DIR]

It drives the real workflows (`tests/journeys/year_script.py`) and recounts what became of it from the raw tables by
code of its own (`tests/journeys/year_recount.py`). Ends with 1 where anything is wrong. The small form of the same
runs in every run of the tests.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from matcher.library.load import load_library
from tests.journeys.year_checks import check_erasure, check_year
from tests.journeys.year_people import MONTH, Size
from tests.journeys.year_script import live

ERASED = 10


def main() -> int:
    """Live the year, check it, erase, check again; 1 where anything is wrong."""
    typed = _typed()
    months = max(1, -(-typed.weeks * 7 // MONTH))
    size = Size(typed.clients, typed.vacancies, typed.weeks, epcs=(2, 1), months=months, seed=typed.seed)
    with tempfile.TemporaryDirectory(prefix="year-") as made:
        folder = typed.keep or Path(made)
        began, processor = time.time(), time.process_time()
        year = live(size, folder, load_library(), tell=lambda day: print(f"  {day}", file=sys.stderr, flush=True))
        print(f"lived {size.weeks} weeks in {_spent(began, processor)}")
        for title, counts in (("done", year.done), ("refused", year.refused)):
            for what, count in sorted(counts.items()):
                print(f"  {title}: {what}: {count:,}")
        wrong = check_year(year, tell=print)
        began, processor = time.time(), time.process_time()
        wrong += check_erasure(year, ERASED, tell=print)
        print(f"erased {ERASED} people of each programme and looked through every file in {_spent(began, processor)}")
    for line in wrong:
        print(f"WRONG {line}")
    print("Nothing is wrong." if not wrong else f"{len(wrong)} things are wrong.")
    return 1 if wrong else 0


def _spent(began: float, processor: float) -> str:
    return f"{time.time() - began:,.0f} s ({time.process_time() - processor:,.0f} s of processor time)"


def _typed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("clients", 1000), ("vacancies", 120), ("weeks", 52), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--keep", type=Path, help="live it in this folder, and leave it there")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
