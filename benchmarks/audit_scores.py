"""How well the audit of adverts reads: precision, recall, false alarms on clean texts, sets, ids never found.

python -m benchmarks.audit_scores dev s1        one part of the development half, with every miss
python -m benchmarks.audit_scores held          the held-back half: figures only, no sentences
python -m benchmarks.audit_scores last          what another person wrote last, closed: the same
python -m benchmarks.audit_scores dev --totals  figures by severity and the ids never found, without the misses
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.audit.advert_text import AdvertAudit
from matcher.library.load import load_library

CLOSED = ("held", "last")
LABELLED = Path(__file__).parent.parent / "tests" / "audit" / "labelled"


@dataclass
class Tally:
    """Hits, misses and false alarms over ids."""

    hit: int = 0
    missed: int = 0
    alarm: int = 0

    @property
    def precision(self) -> str:
        return share(self.hit, self.hit + self.alarm)

    @property
    def recall(self) -> str:
        return share(self.hit, self.hit + self.missed)


@dataclass
class Scores:
    """Everything counted over one set of cases."""

    whole: Tally = field(default_factory=Tally)
    by_severity: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_criterion: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    cases: int = 0
    clean: int = 0
    clean_alarmed: int = 0
    several: int = 0
    several_exact: int = 0
    seconds: float = 0.0
    alarms_instead: Counter[str] = field(default_factory=Counter)


def share(part: int, whole: int) -> str:
    """A share with its 95 % Wilson interval."""
    if not whole:
        return "  -  "
    z, p = 1.96, part / whole
    middle = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return f"{p:.3f} [{max(0, middle - half):.3f}, {min(1, middle + half):.3f}] ({part}/{whole})"


def read_cases(paths: Iterable[Path]) -> list[dict[str, object]]:
    """The cases of some files."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]


def score(cases: Sequence[dict[str, object]], audit: AdvertAudit, *, show: bool) -> Scores:
    """Scores of `audit` on `cases`; with `show`, every difference is printed."""
    scores = Scores()
    severities = {one.id: one.severity for one in load_library().criteria.values()}
    for case in cases:
        start = time.perf_counter()
        found = audit.findings(str(case["text"]), occupation=str(case["occupation"]))
        scores.seconds += time.perf_counter() - start
        got = {one.criterion for one in found}
        expected = set(case["expected"])  # type: ignore[call-overload]
        _count(scores, got, expected, severities)
        if show and got != expected:
            print(f"{case['id']} ({case['occupation']}) {case['text']}")
            for one in sorted(expected - got):
                print(f"      missed {one}")
            for one in found:
                if one.criterion not in expected:
                    print(f"      alarm  {one.criterion}: {one.words!r} by {one.because}")
    return scores


def _count(scores: Scores, got: set[str], expected: set[str], severities: Mapping[str, str]) -> None:
    scores.cases += 1
    if not expected:
        scores.clean += 1
        scores.clean_alarmed += bool(got)
    if len(expected) > 1:
        scores.several += 1
        scores.several_exact += got == expected
    for one in got | expected:
        kind = "hit" if one in got and one in expected else "missed" if one in expected else "alarm"
        for tally in (scores.whole, scores.by_severity[severities[one]], scores.by_criterion[one]):
            setattr(tally, kind, getattr(tally, kind) + 1)


def tell(name: str, scores: Scores, known: Iterable[str]) -> None:
    """Print the figures."""
    print(f"== {name}: {scores.cases} cases, {scores.seconds:.2f} s")
    print(f"   precision {scores.whole.precision}   recall {scores.whole.recall}")
    print(f"   clean cases with an alarm {share(scores.clean_alarmed, scores.clean)}")
    print(f"   several ids, all exact    {share(scores.several_exact, scores.several)}")
    for severity, tally in sorted(scores.by_severity.items()):
        print(f"   {severity:17} precision {tally.precision}   recall {tally.recall}")
    never = [one for one in known if scores.by_criterion[one].missed and not scores.by_criterion[one].hit]
    print(f"   never found: {', '.join(never) or 'none'}")


def worst(scores: Scores, only: set[str] | None = None) -> None:
    """Print each criterion's counts, the worst first."""
    order = sorted(scores.by_criterion.items(), key=lambda one: -(one[1].missed + one[1].alarm))
    for one, tally in order:
        if tally.missed + tally.alarm and (only is None or one in only):
            print(f"   {one:28} hit {tally.hit:3} missed {tally.missed:3} alarm {tally.alarm:3}")


def main(arguments: Sequence[str]) -> None:
    totals = "--totals" in arguments
    named = [one for one in arguments if one != "--totals"]
    half = named[0] if named else "held"
    parts = named[1:]
    paths = [] if half.endswith(".jsonl") else sorted(LABELLED.glob(f"{half}_*.jsonl"))
    if parts:
        paths = [path for path in paths if path.stem.split("_")[1] in parts]
    if half.endswith(".jsonl"):
        paths = [Path(half)]
    audit = AdvertAudit(load_library())
    audit.findings("warming up", occupation="cleaner")
    cases = read_cases(paths)
    scores = score(cases, audit, show=half not in CLOSED and not totals)
    tell(half, scores, list(load_library().criteria))
    if not totals and half not in CLOSED:
        worst(scores)


if __name__ == "__main__":
    main(sys.argv[1:])
