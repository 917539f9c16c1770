"""How long the audit of an advert takes: by length, for 500 snippets, for a file of adverts.

python -m benchmarks.audit_speed                    the file that MATCHER_ADVERTS names, where it does
python -m benchmarks.audit_speed ADVERTS.jsonl

Each hard text is read at once, twice, four and eight times its length. The exponent of time against length is fitted
to that: 1 is linear. Times are the best of three, of one processor; a
file is timed by the clock on the wall, since it is read by several.
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.audit_scores import LABELLED, read_cases
from matcher.audit.advert_text import AdvertAudit
from matcher.library.load import load_library
from matcher.reading.passage import MOST_CHARACTERS
from matcher.workflows.adverts.check_lines import check_lines

TIMES = (1, 2, 4, 8)
ROUNDS = 3
START = MOST_CHARACTERS // TIMES[-1]
SNIPPETS = 500


def hard_texts() -> dict[str, str]:
    """Pieces that, repeated, would make a careless pattern try very many ways."""
    demand = "you must have your own full clean driving licence and your own car "
    varied = " ".join(str(case["text"]) for case in read_cases(sorted(LABELLED.glob("dev_*.jsonl")))[:200])
    return {
        "trigger words": "licence licence experience essential must have own car ",
        "no no no": "no ",
        "a demand without a stop": demand,
        "commas only": ",",
        "one word": "a",
        "gaps to fill": "must x y z need x y z without x y z not x y z ",
        "short lines": "Must drive\n",
        "brackets": "(own [car (licence ",
        "apostrophes": "don't you'll ",
        "snippets": varied + " ",
    }


def main(arguments: Sequence[str]) -> None:
    start = time.process_time()
    audit = AdvertAudit(load_library())
    audit.findings("You must have your own car.", occupation="cleaner")
    print(f"== speed: loaded and first advert read in {time.process_time() - start:.2f} s")
    snippets(audit)
    for name, piece in hard_texts().items():
        by_length(audit, name, piece)
    given = arguments[0] if arguments else os.environ.get("MATCHER_ADVERTS", "")
    if given:
        whole_file(Path(given))
    else:
        print("   no file of adverts was named")


def snippets(audit: AdvertAudit) -> None:
    """500 snippets, when nothing has been read yet and again."""
    cases = read_cases(sorted(LABELLED.glob("dev_*.jsonl")))
    chosen = cases[:: max(1, len(cases) // SNIPPETS)][:SNIPPETS]
    for when in ("the first time", "again"):
        took = clocked(lambda: [audit.findings(str(one["text"]), occupation=str(one["occupation"])) for one in chosen])
        print(f"   {len(chosen)} snippets, {when}: {took:.2f} s")


def by_length(audit: AdvertAudit, name: str, piece: str) -> None:
    """One hard text at each length, with the exponent."""
    points = []
    for times in TIMES:
        size = START * times
        text = (piece * (size // len(piece) + 1))[:size]
        points.append((size, min(clocked(lambda text=text: audit.findings(text)) for _ in range(ROUNDS))))  # type: ignore[misc]
    shown = ", ".join(f"{took:.3f}" for _, took in points)
    print(f"   {name:24} {points[0][0]:,} to {points[-1][0]:,} characters: {shown} s, exponent {exponent(points):.2f}")


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """The slope of log time against log length, by least squares."""
    logs = [(math.log(size), math.log(max(took, 1e-9))) for size, took in points]
    x = sum(one for one, _ in logs) / len(logs)
    y = sum(one for _, one in logs) / len(logs)
    return sum((a - x) * (b - y) for a, b in logs) / sum((a - x) ** 2 for a, _ in logs)


def whole_file(path: Path) -> None:
    """Every advert of a file, as `matcher check --jsonl` reads it; then its first eighth, one process alone."""
    if not path.exists():
        print(f"   {path.name} is not there")
        return
    lines = path.read_bytes().splitlines(keepends=True)
    took = clocked(lambda: list(check_lines(path)), time.perf_counter)
    print(f"   {len(lines):,} adverts of a file, start included: {took:.1f} s, {1000 * took / len(lines):.1f} ms each")
    with TemporaryDirectory() as folder:
        few = Path(folder) / "few.jsonl"
        few.write_bytes(b"".join(lines[: len(lines) // 8]))
        took = clocked(lambda: list(check_lines(few)), time.perf_counter)
        print(f"   {len(lines) // 8:,} of them: {took:.1f} s")


def clocked(run: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of one processor that a run takes; with `perf_counter`, seconds by the clock on the wall."""
    start = clock()
    run()
    return clock() - start


if __name__ == "__main__":
    main(sys.argv[1:])
