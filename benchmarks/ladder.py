"""How long the ladder takes: one client over many vacancies, one vacancy over many clients. Records are at hand.

`python -m benchmarks.ladder [CLIENTSxVACANCIES]` prints CPU seconds; columns of the list, made before, are beside.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from benchmarks.workload import ON, size, workload
from matcher.audit.doubts import all_findings
from matcher.columns.build import build_columns
from matcher.columns.facts import Columns
from matcher.library.load import load_library
from matcher.records.programme import Programme
from matcher.scoring.bind import Bound
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.gatebits import gate_bits
from matcher.scoring.tables import Tables
from matcher.workflows.opening.doors import Standing, doors
from matcher.workflows.opening.halves import Ladder
from matcher.workflows.outlook.employer_moves import employer_moves

CLIENTS = 12
"""How many clients, and how many vacancies, are looked at one after the other."""


def main(of: str = "3000x12500") -> None:
    """Print what it took."""
    library = load_library()
    programme = workload(size(of), library=library)
    _, effects = all_findings(programme.vacancies, library=library)
    ladder = Ladder(library, programme, ON, effects)
    by_id = {one.id: one for one in programme.vacancies}
    taken, found, columned = [], [], []
    for who in programme.clients[:CLIENTS]:
        start = time.process_time()
        columns = _columns(programme.model_copy(update={"clients": (who,)}), ladder)
        columned.append(time.process_time() - start)
        jobs = [by_id[name] for name in columns.vacancies.ids]  # type: ignore[index]
        start = time.process_time()
        tables = Tables(Bound(columns, library), pairs=len(jobs))
        standing = Standing.read(tables, 0, np.arange(len(jobs)))
        found.append(sum(bool(one.openings) for one in doors(ladder, who, jobs, standing)))
        taken.append(time.process_time() - start)
    _told(f"one client over {len(programme.vacancies):,} vacancies", taken, columned, found)
    people = {one.id: one for one in programme.clients}
    taken, found, columned = [], [], []
    for job in programme.vacancies[:CLIENTS]:
        start = time.process_time()
        columns = _columns(programme.model_copy(update={"vacancies": (job,)}), ladder)
        columned.append(time.process_time() - start)
        clients = [people[name] for name in columns.clients.ids]  # type: ignore[index]
        start = time.process_time()
        found.append(len(employer_moves(ladder, job, clients, _everyone(columns, ladder)).moves))
        taken.append(time.process_time() - start)
    _told(f"one vacancy over {len(programme.clients):,} clients", taken, columned, found)


def _columns(programme: Programme, ladder: Ladder) -> Columns:
    return build_columns(programme, library=ladder.library, standings={}, effects=ladder.effects, on=ON)


def _everyone(columns: Columns, ladder: Ladder) -> Standing:
    rows = np.arange(len(columns.clients))
    tables = Tables(Bound(columns, ladder.library), pairs=len(rows))
    bits = gate_bits(tables, rows, np.zeros(len(rows), dtype=np.intp))
    applied = np.full(len(rows), columns.applied[0] << np.uint64(REQUIREMENT_BIT), dtype=np.uint64)
    bound = tables.bound
    return Standing(bits.fail, bits.unknown, bits.opted, applied, bound.fixed, bound.bits_where(owner="client"))


def _told(what: str, taken: list[float], columned: list[float], found: list[int]) -> None:
    middle, most = sorted(taken)[len(taken) // 2], max(taken)
    before = sorted(columned)[len(columned) // 2]
    print(f"{what}: {middle:.2f} CPU s in the middle, {most:.2f} at most (columns before: {before:.2f}); {found}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
