"""Households to be spoilt: told by the line, and on their own sheet."""

import json
from dataclasses import dataclass
from pathlib import Path

from matcher.base.problems import Problem
from matcher.importers.household import HOUSEHOLD, HouseholdsImported, read_households
from matcher.workflows.money.better_off_lines import Asked, Told, better_off_lines

CLIENTS = ["C1", "C2", "C3"]


@dataclass(frozen=True)
class Written:
    """What came out for a file of lines."""

    lines: list[str]
    told: Told

    @property
    def problems(self) -> list[Problem]:
        """One for each line that was refused."""
        refused = [one for one in map(json.loads, self.lines) if "problems" in one]
        return [Problem(str(one["id"]), "", text, "") for one in refused for text in one["problems"]]


def lines(folder: Path) -> list[Path]:
    """A file of sound lines."""
    adults = [{"age": 29, "hours": 16, "hourly_pay_pence": 1271}, {"age": 31, "hours": 20.5, "hourly_pay_pence": 1300}]
    told = [
        {
            "id": f"h{n}",
            "on": f"2026-{1 + n:02d}-10",
            "adults": adults[: 1 + n % 2],
            "children": [n, 3],
            "rent_week": 150 * n,
        }
        for n in range(9)
    ]
    path = folder / "households.jsonl"
    more = {"childcare_week": 12_000, "nation": "scotland", "travel_week": 1_500, "london": False}
    path.write_text("".join(json.dumps({**one, **more}) + "\n" for one in told), encoding="utf-8")
    return [path]


def read_lines(paths: list[Path]) -> Written:
    """What is written for the last of the files, whatever its name."""
    told = Told()
    return Written(list(better_off_lines(paths[-1], Asked(), told)), told)


def check_lines(written: Written) -> None:
    """Every line out is a week that adds up, or says why not; the refused are counted."""
    out = [json.loads(line) for line in written.lines]
    assert sum("problems" in one for one in out) == written.told.refused
    for one in out:
        if "problems" in one:
            assert one["problems"]
            continue
        comes = one["gross"] + one["universal_credit"] + one["child_benefit"] + one["scottish_child_payment"]
        goes = one["income_tax"] + one["national_insurance"] + one["childcare"] + one["travel"]
        assert one["left_over"] == comes - goes
    assert all(sentence for sentence in written.told.sentences())


def sheets(folder: Path) -> list[Path]:
    """A sheet of sound households."""
    heads = ",".join(column.header for column in HOUSEHOLD.columns)
    rows = [
        "C1,05/10/2026,29,,,,3; 7,150,120,15,No",
        "C2,05/10/2026,41,43,20,12.71,None,0,,,Yes",
        "C3,06/10/2026,61,,,,,95.50,,,",
    ]
    path = folder / "household.csv"
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    return [path]


def read_sheets(paths: list[Path]) -> HouseholdsImported:
    """The households of the files."""
    return read_households(paths, clients=CLIENTS)


def check_sheets(read: HouseholdsImported) -> None:
    """Loaded or named, each person once, and counted."""
    assert read.read.add_up
    assert len({one.client for one in read.households}) == len(read.households)
    assert read.read.rejected == 0 or any(problem.stops_row for problem in read.problems)
    assert all(problem.what and problem.where for problem in read.problems)
