"""One vacancy as it would stand with something changed, beside the vacancy itself in the same pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from matcher.columns.facts import Columns, PairFacts
from matcher.matching.match import Matched
from matcher.matching.order import ONE_REQUIREMENT
from matcher.matching.selection import SECTION


@dataclass(frozen=True)
class Shift:
    """Who comes on and who goes off the rows that a shortlist shows of people whom nothing blocks, best first."""

    new: tuple[tuple[str, int], ...]
    """(client, place of the section) in the changed vacancy's order."""
    gone: tuple[tuple[str, int], ...]
    """(client, place of the section) in the order of the vacancy as it stands."""


def as_the_same(columns: Columns, variants: Mapping[str, str]) -> Columns:
    """Columns in which each variant, by id, stands for the vacancy named beside it.

    It takes that vacancy's number, so that ties among people are broken alike, and what clients said and the
    programme decided about it. Everything else is as the variant's own record says.
    """
    rows = {columns.vacancies.row(variant): columns.vacancies.row(of) for variant, of in variants.items()}
    number = columns.vacancies.number.copy()
    for variant, of in rows.items():
        number[variant] = number[of]
    return replace(columns, vacancies=replace(columns.vacancies, number=number), pairs=_pairs(columns, rows))


def _pairs(columns: Columns, rows: Mapping[int, int]) -> PairFacts:
    """What was said about single pairs, with the variants' own words replaced by those about what they stand for."""
    pairs = columns.pairs
    table = np.stack([pairs.clients, pairs.vacancies, pairs.kind.astype(np.int32)], axis=1)
    table = table[~np.isin(table[:, 1], list(rows))]
    copies = [np.where([False, True, False], variant, table[table[:, 1] == of]) for variant, of in rows.items()]
    whole = np.unique(np.concatenate([table, *copies]), axis=0)
    return PairFacts(
        clients=whole[:, 0].astype(np.int32),
        vacancies=whole[:, 1].astype(np.int32),
        kind=whole[:, 2].astype(np.uint8),
    )


def shift(matched: Matched, vacancy: str, variant: str) -> Shift:
    """What the variant's shortlist shows that the vacancy's own does not, and the other way round.

    Read are the rows that the pass kept: each section's own number of rows, not the rows beside it.
    """
    before, after = _shown(matched, vacancy), _shown(matched, variant)
    return Shift(
        new=tuple((client, section) for client, section in after.items() if client not in before),
        gone=tuple((client, section) for client, section in before.items() if client not in after),
    )


def _shown(matched: Matched, vacancy: str) -> dict[str, int]:
    """Section by client of the shown rows, best first, but for those whom one requirement keeps out."""
    part, columns = matched.part.by_vacancy, matched.columns
    row = columns.vacancies.row(vacancy)
    low, high = np.searchsorted(part.subject, [row, row + 1])
    sections = (part.key[low:high] >> SECTION).tolist()
    clients = [columns.clients.ids[client] for client in part.row[low:high].tolist()]
    return {client: int(one) for client, one in zip(clients, sections, strict=True) if one != ONE_REQUIREMENT}
