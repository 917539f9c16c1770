"""One digest of the rows that both kinds of list show, however they were found."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

SHOWN_BITS = 40
"""The lowest bits of a key only spread equal rows; rows equal above them share a rank."""


def digest(rows: pd.DataFrame, *, clients: Sequence[str], vacancies: Sequence[str], sections: Sequence[str]) -> str:
    """SHA-256 over the sorted rows as text: list, section, rank, client, vacancy, key.

    `rows` has the columns list (0 shortlists, 1 lists of jobs), section, client, vacancy (row numbers) and key.
    """
    subject = rows["vacancy"].where(rows["list"] == 0, rows["client"])
    shown = rows["key"].to_numpy() >> SHOWN_BITS
    group = pd.DataFrame({"list": rows["list"], "subject": subject, "section": rows["section"], "shown": shown})
    rank = group.groupby(["list", "subject", "section"])["shown"].rank(method="min").astype(int)
    lines = sorted(
        f"{('shortlist', 'jobs')[which]} {sections[section]} {place} {clients[client]} {vacancies[vacancy]} {key:016x}"
        for which, section, place, client, vacancy, key in zip(
            rows["list"], rows["section"], rank, rows["client"], rows["vacancy"], rows["key"], strict=True
        )
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
