"""One stage of a measurement, run in a process of its own; prints what it took as one line of JSON.

`python -m benchmarks.stages make|columns|match|peer ...`; `benchmarks.run` calls it and reads the line.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from matcher.library.load import Library
    from matcher.matching.match import Matched

MODELS = ("gates", "terms", "ranking", "statuses", "audit_rules", "rubric", "occupations", "skills", "licences")
Told = dict[str, Any]
Stored = Any
"""Whatever an earlier stage wrote."""


@contextmanager
def measured(told: Told) -> Iterator[None]:
    """Wall and CPU seconds of what runs inside, and the most memory the process has held by its end."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    told["wall"], told["cpu"] = time.perf_counter() - wall, time.process_time() - cpu
    told["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def make(told: Told, out: str, size_text: str) -> None:
    """Write the workload's records."""
    from benchmarks.workload import size, workload

    with measured(told):
        programme = workload(size(size_text), library=models())
    Path(out).write_bytes(pickle.dumps(programme, protocol=5))


def columns(told: Told, records: str, out: str) -> None:
    """Records to columns: audit, standings, facts. What the engine does once before any pair."""
    from benchmarks.workload import ON
    from matcher.audit.doubts import all_findings
    from matcher.columns.build import build_columns
    from matcher.evidence.standings import all_standings

    library, programme = models(), _read(records)
    with measured(told):
        _, effects = all_findings(programme.vacancies, library=library)
        standings = all_standings(programme.observations, programme.actions, rubric=library.rubric, on=ON)
        made = build_columns(programme, library=library, standings=standings, effects=effects, on=ON)
    Path(out).write_bytes(pickle.dumps(made, protocol=5))


def match(told: Told, made: str, driver: str, threads: str) -> None:
    """Both rankings of all pairs by the engine."""
    from matcher.matching.match import match as run

    library, columns_ = models(), _read(made)
    with measured(told):
        matched = run(columns_, library, driver=driver, threads=int(threads))  # type: ignore[arg-type]  # from our own list
    told["passing"] = int(matched.part.passing.sum())
    told["rows"] = len(matched.part.by_vacancy) + len(matched.part.by_client)
    told["digest"] = _digest(_rows(matched), library, clients=columns_.clients.ids, vacancies=columns_.vacancies.ids)


def peer(told: Told, records: str) -> None:
    """Both rankings of all pairs by the pandas peer; its own preparation is told apart."""
    from benchmarks.pandas_peer import best_rows, ready
    from benchmarks.workload import ON

    library, programme = models(), _read(records)
    told["ready"] = {}
    with measured(told["ready"]):
        prepared = ready(programme, library=library, on=ON)
    with measured(told):
        rows = best_rows(prepared)
    told["rows"] = len(rows)
    told["digest"] = _digest(
        rows,
        library,
        clients=[one.person.client.id for one in prepared.of.subjects],
        vacancies=[one.job.vacancy.id for one in prepared.of.offers],
    )


def models() -> Library:
    """The shipped models, read."""
    from matcher.library.load import load_library

    library = load_library()
    for name in MODELS:
        getattr(library, name)
    return library


def _read(path: str) -> Stored:
    return pickle.loads(Path(path).read_bytes())


def _rows(matched: Matched) -> pd.DataFrame:
    """The engine's kept rows, as the digest reads them."""
    import numpy as np
    import pandas as pd

    both = []
    for which, part in enumerate((matched.part.by_vacancy, matched.part.by_client)):
        client, vacancy = (part.row, part.subject) if which == 0 else (part.subject, part.row)
        section = (part.key >> np.uint64(62)).astype(int)
        both.append(
            pd.DataFrame({"list": which, "section": section, "client": client, "vacancy": vacancy, "key": part.key})
        )
    return pd.concat(both, ignore_index=True)


def _digest(rows: pd.DataFrame, library: Library, *, clients: Sequence[str], vacancies: Sequence[str]) -> str:
    from benchmarks.digest import digest

    sections = [section.id for section in library.ranking.sections]
    return digest(rows, clients=clients, vacancies=vacancies, sections=sections)


STAGES: dict[str, Callable[..., None]] = {"make": make, "columns": columns, "match": match, "peer": peer}


def main(words: list[str]) -> None:
    """Run one stage and print what it took."""
    told: Told = {}
    STAGES[words[0]](told, *words[1:])
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
