"""`make bench`: pairs a second, memory and start-up, beside a pandas cross-merge that does the same.

Every figure comes from a process of its own. This one imports nothing heavy: a child's peak memory, as Linux counts
it, is never less than what its parent held when it was started.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.startup import startup

RESULTS = Path(__file__).parent / "results"
SMALL, LARGE, QUICK = "2000x2000", "12000x50000", "300x300"
PEER = "pandas cross-merge"
COLUMNS = "engine: records to columns"


@dataclass
class Bench:
    """One size, measured stage by stage; `took` holds every round of every stage."""

    size: str
    folder: Path
    took: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def pairs(self) -> int:
        """How many pairs there are."""
        clients, vacancies = self.size.split("x")
        return int(clients) * int(vacancies)

    def stage(self, name: str, *words: str, cache: str = "warm") -> None:
        """Run one stage in a fresh process and keep what it took under a name."""
        print(f"  {self.size}: {name} ...", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.stages", *words],
            cwd=Path(__file__).resolve().parents[1],
            env={**os.environ, "XDG_CACHE_HOME": str(self.folder / cache)},
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"{name} stopped with exit code {done.returncode}.")
        told = json.loads(done.stdout.splitlines()[-1])
        self.took.setdefault(name, []).append(told)
        if "ready" in told:
            self.took.setdefault(f"{name}: records to frames", []).append(told["ready"])

    def path(self, name: str) -> str:
        """A file of this size."""
        return str(self.folder / f"{self.size}.{name}")

    def prepare(self) -> None:
        """Make the records, and the engine's columns of them."""
        self.stage("the workload made", "make", self.path("records"), self.size)
        self.stage(COLUMNS, "columns", self.path("records"), self.path("columns"))

    def match(self, driver: str, threads: int, *, round_: int | None = None) -> None:
        """The engine's pass by one driver; with `round_`, from an empty cache of compiled code."""
        cold = round_ is not None
        name = "engine: numpy driver" if driver == "numpy" else f"engine: compiled driver, {threads} thread"
        name += "s" if threads > 1 else ""
        self.stage(
            f"{name}, cold" if cold else name,
            *("match", self.path("columns"), driver, str(threads)),
            cache=f"cold-{round_}" if cold else "warm",
        )

    def median(self, name: str, what: str) -> float:
        """The median of the rounds."""
        return statistics.median(float(told[what]) for told in self.took[name])

    @property
    def digests(self) -> dict[str, str]:
        """By stage: the digest of its rows."""
        return {name: told["digest"] for name, rounds in self.took.items() for told in rounds if "digest" in told}

    def table(self) -> list[str]:
        """Lines of the table of this size."""
        passing = next(told["passing"] for rounds in self.took.values() for told in rounds if "passing" in told)
        clients, vacancies = (f"{int(one):,}" for one in self.size.split("x"))
        lines = [
            f"{clients} x {vacancies}: {self.pairs / 1e6:,.2f} million pairs, "
            f"{100 * passing / self.pairs:.2f} % pass every gate; medians of {max(map(len, self.took.values()))}",
            "",
            "| stage | wall s | CPU s | pairs a second | against the peer | peak MB |",
            "|---|---|---|---|---|---|",
        ]
        for name in self.took:
            of_pairs = "digest" in self.took[name][0]
            wall = self.median(name, "wall")
            speed = f"{self.pairs / wall:,.0f}" if of_pairs else ""
            ratio = f"{self.median(PEER, 'wall') / wall:.1f}x" if of_pairs and PEER in self.took else ""
            cpu, peak = self.median(name, "cpu"), self.median(name, "peak_mb")
            lines.append(f"| {name} | {wall:.2f} | {cpu:.2f} | {speed} | {ratio} | {peak:,.0f} |")
        return [*lines, "", *self.whole(), self.verdict()]

    def whole(self) -> list[str]:
        """From records to lists, both ways: the engine's fastest warm stage beside the peer."""
        if PEER not in self.took:
            return []
        warm = [name for name in self.took if name.startswith("engine: ") and "digest" in self.took[name][0]]
        best = min((name for name in warm if not name.endswith("cold")), key=lambda name: self.median(name, "wall"))
        engine = self.median(COLUMNS, "wall") + self.median(best, "wall")
        peer = self.median(f"{PEER}: records to frames", "wall") + self.median(PEER, "wall")
        return [
            f"From records to lists: {engine:.1f} s ({COLUMNS}, then {best.removeprefix('engine: ')}), "
            f"the peer {peer:.1f} s: {peer / engine:.1f}x.",
            "",
        ]

    def verdict(self) -> str:
        """Whether every stage found the same rows."""
        if len(set(self.digests.values())) == 1:
            return f"The same rows from every stage: digest {next(iter(self.digests.values()))[:16]}."
        return "DIFFERENT ROWS: " + ", ".join(f"{name} {digest[:16]}" for name, digest in self.digests.items())

    @property
    def agrees(self) -> bool:
        """Whether every stage found the same rows."""
        return len(set(self.digests.values())) <= 1


def small(size: str, folder: Path, *, rounds: int) -> Bench:
    """Every driver beside the peer, in interleaved rounds."""
    bench = Bench(size, folder)
    bench.prepare()
    for round_ in range(rounds):
        bench.stage(PEER, "peer", bench.path("records"))
        bench.match("numpy", 1)
        bench.match("compiled", 1, round_=round_)
        if not round_:
            bench.match("compiled", 1)
            bench.took.pop("engine: compiled driver, 1 thread")
        bench.match("compiled", 1)
        bench.match("compiled", 2)
    return bench


def large(size: str, folder: Path) -> Bench:
    """The compiled driver alone, once for each number of threads."""
    bench = Bench(size, folder)
    bench.prepare()
    for threads in (2, 1):
        bench.match("compiled", threads)
    return bench


def arguments() -> argparse.Namespace:
    """What was asked for, by options or by the environment."""
    say = argparse.ArgumentParser(prog="python -m benchmarks.run", description=(__doc__ or "").splitlines()[0])
    say.add_argument("--quick", action="store_true", help=f"{QUICK} only, one round")
    say.add_argument("--size", default=os.environ.get("MATCHER_BENCH_SIZE", SMALL), help="size with the peer")
    say.add_argument(
        "--large", default=os.environ.get("MATCHER_BENCH_LARGE", LARGE), help="size alone; `none` for none"
    )
    say.add_argument("--rounds", type=int, default=int(os.environ.get("MATCHER_BENCH_ROUNDS", "3")))
    return say.parse_args()


def main() -> int:
    """Measure, print, keep the result; 1 if any two stages found different rows."""
    asked = arguments()
    if asked.quick:
        asked.size, asked.large, asked.rounds = QUICK, "none", 1
    with tempfile.TemporaryDirectory(prefix="matcher-bench-") as name:
        folder = Path(name)
        benches = [small(asked.size, folder, rounds=asked.rounds)]
        lines = benches[0].table()
        if asked.large != "none":
            benches.append(large(asked.large, folder))
            lines += ["", *benches[1].table()]
        lines += ["", *startup(folder, rounds=max(3, asked.rounds))]
    print("\n".join(lines))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "latest.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (RESULTS / "latest.json").write_text(
        json.dumps([{one.size: one.took} for one in benches], indent=1), encoding="utf-8"
    )
    return 0 if all(bench.agrees for bench in benches) else 1


if __name__ == "__main__":
    sys.exit(main())
