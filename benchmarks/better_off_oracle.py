"""Makes oracle.csv.gz: random households and what policyengine-uk says of their year, to compare our estimate with.

No test runs this. It needs an environment of its own (policyengine-uk is AGPL-3.0 and no dependency of ours):

    python3 -m venv ORACLE && ORACLE/bin/pip install policyengine-uk==2.162.10
    ORACLE/bin/python benchmarks/better_off_oracle.py tests/betteroff/oracle.csv.gz

Amounts out are pounds a year. All of the rent is eligible (a council tenancy), everyone claims what there is to claim,
nothing is deducted from Universal Credit (`uc_deductions` is otherwise drawn at random), birthdays fall in the middle
of the year of age (drawn at random else), children of 16 to 18 are at school.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

YEAR = 2026
SEED = 20261122
LONE, COUPLES = 3000, 600
REGIONS = {"england": "YORKSHIRE", "scotland": "SCOTLAND"}
OUT = {
    "income_tax": "person",
    "ni_employee": "person",
    "universal_credit": "benunit",
    "child_benefit": "benunit",
    "scottish_child_payment": "person",
    "uc_benefit_cap_reduction_after_floor": "benunit",
    "marriage_allowance": "person",
}
FIELDS = ["ages", "hours", "pay", "children", "rent", "childcare", "nation", *OUT]


def households() -> list[dict[str, Any]]:
    """Random households: one adult, then two."""
    chance = np.random.default_rng(SEED)
    return [_one(chance, adults=1 if n < LONE else 2) for n in range(LONE + COUPLES)]


def _one(chance: np.random.Generator, *, adults: int) -> dict[str, Any]:
    first = int(chance.integers(18, 65))
    ages = [first] + [int(np.clip(first + chance.integers(-6, 7), 18, 64)) for _ in range(adults - 1)]
    oldest = min(18, min(ages) - 15)
    children = [int(age) for age in chance.integers(0, oldest + 1, chance.integers(0, 5))]
    hours = [0.0 if chance.random() < 0.15 else float(chance.integers(1, 91)) / 2 for _ in ages]
    cares = bool(children) and min(children) < 16 and chance.random() < 0.7
    return {
        "ages": ages,
        "hours": hours,
        "pay": [int(chance.integers(800, 2501)) for _ in ages],
        "children": children,
        "rent": 0 if chance.random() < 0.15 else int(chance.integers(0, 30_001)),
        "childcare": int(chance.integers(0, 35_001)) if cares else 0,
        "nation": "scotland" if chance.random() < 0.4 else "england",
    }


def asked(made: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """What policyengine-uk says, a row for each household, pounds a year."""
    import pandas as pd
    from policyengine_uk import Microsimulation
    from policyengine_uk.data import UKSingleYearDataset

    people, units, homes = [], [], []
    for n, home in enumerate(made):
        units.append(
            {
                "benunit_id": n,
                "would_claim_uc": True,
                "would_claim_child_benefit": True,
                "uc_deductions": 0.0,
                "child_benefit_opts_out": False,
                "would_claim_uc_childcare": True,
            }
        )
        homes.append(
            {
                "household_id": n,
                "region": REGIONS[home["nation"]],
                "rent": home["rent"] * 52 / 100,
                "tenure_type": "RENT_FROM_COUNCIL",
                "council_tax": 0.0,
                "household_weight": 1.0,
            }
        )
        for place, (age, hours, pay) in enumerate(zip(home["ages"], home["hours"], home["pay"], strict=True)):
            people.append(
                {
                    "age": age,
                    "employment_income": hours * pay * 52 / 100,
                    "hours_worked": hours * 52,
                    "is_claimant_or_partner": True,
                    "is_parent": bool(home["children"]),
                    "childcare_expenses": 0.0,
                    "is_benunit_head": place == 0,
                    "current_education": "NOT_IN_EDUCATION",
                    "months_since_last_birthday": 6.0,
                    "n": n,
                }
            )
        for place, age in enumerate(sorted(home["children"])):
            people.append(
                {
                    "age": age,
                    "employment_income": 0.0,
                    "hours_worked": 0.0,
                    "is_claimant_or_partner": False,
                    "is_parent": False,
                    "months_since_last_birthday": 6.0,
                    "childcare_expenses": home["childcare"] * 52 / 100 if place == 0 else 0.0,
                    "is_benunit_head": False,
                    "n": n,
                    "current_education": "POST_SECONDARY" if age >= 16 else "PRIMARY",
                }
            )
    person = pd.DataFrame(people)
    person["person_id"] = np.arange(len(person))
    person["person_benunit_id"] = person["person_household_id"] = person.pop("n")
    person["would_claim_scp"] = person["would_claim_marriage_allowance"] = True
    data = UKSingleYearDataset(
        person=person, benunit=pd.DataFrame(units), household=pd.DataFrame(homes), fiscal_year=YEAR
    )
    simulation = Microsimulation(dataset=data)
    found = {}
    for name, entity in OUT.items():
        values = np.asarray(simulation.calculate(name, YEAR), dtype=float)
        if entity == "person":
            values = np.bincount(person["person_benunit_id"], weights=values, minlength=len(made))
        found[name] = values
    return found


def main(path: Path) -> None:
    """Write the fixture: its first line says how it came about."""
    made = households()
    found = asked(made)
    text = io.StringIO()
    text.write(f"# policyengine-uk {version('policyengine-uk')}, fiscal year {YEAR}, seed {SEED}; pounds a year out, ")
    text.write("pence in (hourly pay; rent and childcare a week); see benchmarks/better_off_oracle.py\n")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(FIELDS)
    for n, home in enumerate(made):
        given = [" ".join(f"{x:g}" for x in v) if isinstance(v, list) else v for v in home.values()]
        rows.writerow([*given, *(f"{found[name][n]:.3f}".rstrip("0").rstrip(".") for name in OUT)])
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
