"""Contact ledgers of other programmes, to be spoilt; and dealings for a workbook."""

import datetime as dt
import json
from pathlib import Path

from matcher.brokerage.contact import bounded, room
from matcher.importers.contact_ledger import LedgerRead, read_contact_ledger
from matcher.library.load import load_library
from matcher.records.dealings import Approach, Promise
from matcher.records.employer import Employer
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme

LIBRARY = load_library()
EMPLOYERS = (Employer(id="E1", name="Northdene Kitchens"), Employer(id="E2", name="Pembridge Cleaning"))
KNOWN = Programme(employers=EMPLOYERS)


def dealings(programme: Programme) -> Ledger:
    """A contact with each employer, and a promise."""
    on = dt.date(2026, 11, 2)
    ids = [one.id for one in programme.employers]
    return Ledger(
        approaches=tuple(Approach(employer=one, on=on, how="call", answered=on, said="yes") for one in ids),
        promises=tuple(Promise(employer=one, what="rota_ahead", on=on, due=on, kept=False, settled=on) for one in ids),
    )


def ledgers(folder: Path) -> list[Path]:
    """Two sound ledgers."""
    for name in ("North", "West"):
        told: list[dict[str, object]] = [{"contact_ledger": 1, "programme": name, "on": "2026-11-16"}]
        for one in EMPLOYERS:
            told.append({"employer": f"9{one.id}", "name": one.name, "also": ["Other"], "sectors": ["ND3 4"]})
            told += [
                {"contact": f"9{one.id}", "on": f"2026-11-0{day}", "how": "call", "matter": "a1", "said": "no"}
                for day in range(1, 5)
            ]
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    return sorted(folder.iterdir())


def read(paths: list[Path]) -> LedgerRead:
    """What the files say, for a programme that knows both employers."""
    return read_contact_ledger(paths, library=LIBRARY, known=KNOWN, ours="South")


def check(found: LedgerRead) -> None:
    """Loaded or named, counted, of employers that are known; and the day can be bounded by it."""
    assert found.read.add_up
    assert all(problem.what and problem.where for problem in found.problems)
    assert found.read.rejected == 0 or found.problems
    assert {one.employer for one in found.approaches} <= {one.id for one in EMPLOYERS}
    assert all(one.programme for one in found.approaches)
    for one in EMPLOYERS:
        own = [approach for approach in found.approaches if approach.employer == one.id]
        for approach in own[:3]:
            assert room(one, own, LIBRARY.brokerage.contact, on=approach.on).used_week >= 0
            assert bounded([one], own, LIBRARY.brokerage.contact, on=approach.on)
