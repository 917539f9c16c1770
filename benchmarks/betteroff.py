"""How many households a second are worked out: the arrays alone, from told households, and the whole command.

    python -m benchmarks.betteroff [HOUSEHOLDS]

The peer is the plain reference of the tests, one household at a time; both must give the same pence.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from matcher.betteroff.estimate import Estimator
from matcher.betteroff.household import Household, gather
from matcher.betteroff.households import LINES, NATIONS, whole
from matcher.betteroff.week import week
from matcher.library.load import load_library
from tests.betteroff.reference import YEARS, Home
from tests.betteroff.reference import week as plain_week

ON = dt.date(2026, 11, 22)
SEED = 7
ROUNDS = 5
PEERS = 5_000


def homes(count: int) -> list[Home]:
    """Random households, a quarter of them couples."""
    chance = np.random.default_rng(SEED)
    made = []
    for _ in range(count):
        adults = 1 + int(chance.random() < 0.25)
        made.append(
            Home(
                ages=[int(age) for age in chance.integers(18, 65, adults)],
                hours=[float(hours) / 2 for hours in chance.integers(0, 91, adults)],
                pay=[int(pay) for pay in chance.integers(800, 2_501, adults)],
                children=[int(age) for age in chance.integers(0, 19, chance.integers(0, 5))],
                rent=int(chance.integers(0, 30_001)),
                childcare=int(chance.integers(0, 35_001)),
                travel=int(chance.integers(0, 3_001)),
                nation="scotland" if chance.random() < 0.3 else "england",
            )
        )
    return made


def told(home: Home) -> Household:
    """A home as the room is told of it."""
    ages, hours, pay = ([*ones, 0][:2] for ones in (home.ages, home.hours, home.pay))
    return Household(
        len(home.ages), *ages, *hours, *pay, NATIONS.index(home.nation), home.rent, home.childcare, home.travel,
        False, False, tuple(home.children),
    )  # fmt: skip


def line(number: int, home: Home) -> str:
    """A home as a line of a file."""
    adults = [
        {"age": age, "hours": hours, "hourly_pay_pence": pay}
        for age, hours, pay in zip(home.ages, home.hours, home.pay, strict=True)
    ]
    shown = {"id": f"h{number}", "on": ON.isoformat(), "adults": adults, "children": home.children}
    costs = {"rent_week": home.rent, "childcare_week": home.childcare, "travel_week": home.travel}
    return json.dumps({**shown, **costs, "nation": home.nation})


def quickest(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """CPU seconds of the quickest round."""
    took = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)


def command(made: list[Home]) -> tuple[float, float]:
    """CPU and wall seconds of the command in a process of its own, start included."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "households.jsonl"
        path.write_text("\n".join(line(number, home) for number, home in enumerate(made)) + "\n", encoding="utf-8")
        ask = [sys.executable, "-c", _MEASURED, str(path)]
        done = subprocess.run(ask, capture_output=True, text=True, check=True)
    cpu, wall = done.stderr.splitlines()[-1].split()
    assert len(done.stdout.splitlines()) == len(made)
    return float(cpu), float(wall)


_MEASURED = """
import sys, time
start = time.perf_counter()
from matcher.cli.run import main
code = main(["better-off", "--jsonl", sys.argv[1]])
print(time.process_time(), time.perf_counter() - start, file=sys.stderr)
sys.exit(code)
"""


def main(count: int) -> None:
    """Print the figures."""
    made = homes(count)
    estimator = Estimator(load_library())
    rates = estimator.rates(ON)
    every = [told(home) for home in made]
    protected = np.full(count, YEARS["2026-27"].protected_from)
    arrays = gather(every, rates=rates, protected_from=protected)
    estimate = estimator.estimate(every, [ON] * count)
    for row, home in enumerate(made[:PEERS]):
        reference = plain_week(home, YEARS["2026-27"])
        assert all(abs(estimate.of(row)[name] - exact) < 0.51 for name, exact in reference.items()), home
    figures = {
        "arrays to whole pence": count / quickest(lambda: whole(week(arrays, rates))),
        "told households to whole pence, with notes": count / quickest(lambda: estimator.estimate(every, [ON] * count)),
        "plain reference, one at a time": PEERS
        / quickest(lambda: [plain_week(home, YEARS["2026-27"]) for home in made[:PEERS]], rounds=2),
    }
    for what, rate in figures.items():
        print(f"{what}: {rate:,.0f} households a second of CPU")
    cpu, wall = command(made)
    print(f"the command, {count:,} lines: {cpu:.1f} s of CPU ({count / cpu:,.0f} a second), {wall:.1f} s on the clock")
    print(f"{len(LINES)} lines each; {PEERS:,} compared with the reference, all within half a penny")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
