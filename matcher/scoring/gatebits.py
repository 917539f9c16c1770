"""Gate states of any pairs as bits: 0 to 23 the fixed gates, 24 to 63 the vacancy's own requirements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.base.arrays import Bits
from matcher.columns.facts import Rows
from matcher.columns.predicates import NOT_MET, UNKNOWN
from matcher.measures.standing import opted_in
from matcher.scoring.bind import FAILED, NOT_KNOWN
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.scoring.tables import Index, Tables

EVERY_BIT = 2**64 - 1


@dataclass(frozen=True)
class GateBits:
    """(n,) bits of what failed and of what is not known, and whether the client asked for this one."""

    fail: Bits
    unknown: Bits
    opted: NDArray[np.bool_]


def gate_bits(tables: Tables, clients: Index, vacancies: Index) -> GateBits:
    """All bits of some pairs; rows are flat arrays of one length."""
    fixed_fail, fixed_unknown = fixed_bits(tables, clients, vacancies)
    fail, unknown = requirement_bits(tables, clients, vacancies)
    columns = tables.bound.columns
    opted = opted_in(Rows(columns.clients, clients), Rows(columns.vacancies, vacancies), columns)
    keep = np.where(opted, ~np.uint64(tables.bound.bits_where(owner="client")), ~np.uint64(0))
    return GateBits((fixed_fail & keep) | fail, (fixed_unknown & keep) | unknown, opted)


def fixed_bits(tables: Tables, clients: Index, vacancies: Index, *, only: int = EVERY_BIT) -> tuple[Bits, Bits]:
    """(fail, unknown) of the fixed gates that apply to each client, before anyone's opting in.

    `only`: bits of the gates that are looked at; the others' bits stay off.
    """
    on = tables.bound.gates_on[clients] & np.uint64(only)
    fail = np.zeros(len(clients), dtype=np.uint64)
    unknown = np.zeros(len(clients), dtype=np.uint64)
    for place, gate in enumerate(tables.bound.gates):
        bit = np.uint64(1 << gate.bit)
        if not (on & bit).any():
            continue
        state = tables.gate_states(place, clients, vacancies)
        fail |= np.where(state == FAILED, bit, np.uint64(0))
        unknown |= np.where(state == NOT_KNOWN, bit, np.uint64(0))
    return fail & on, unknown & on


def requirement_bits(tables: Tables, clients: Index, vacancies: Index) -> tuple[Bits, Bits]:
    """(fail, unknown) of each vacancy's requirements, in stored order from bit 24."""
    columns = tables.bound.columns
    sides = Rows(columns.clients, clients), Rows(columns.vacancies, vacancies)
    states, classes = sides[0].pool("credentials", "state"), sides[0].of_class("credentials")
    asks = sides[1].take("requirements", "ask")
    fail = np.zeros(len(clients), dtype=np.uint64)
    unknown = np.zeros(len(clients), dtype=np.uint64)
    for place in range(asks.shape[-1]):
        ask = asks[..., place]
        state = states[classes, ask]
        bit = np.uint64(1 << (REQUIREMENT_BIT + place))
        real = ask >= 0
        fail |= np.where(real & (state == NOT_MET), bit, np.uint64(0))
        unknown |= np.where(real & (state == UNKNOWN), bit, np.uint64(0))
    return fail, unknown
