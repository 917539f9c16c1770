"""Decision records of kept pairs: the same measures and bands once more, with the measured ends kept."""

from __future__ import annotations

import numpy as np

from matcher.base.ids import ClientId, VacancyId
from matcher.columns.facts import Rows
from matcher.measures.standing import criteria
from matcher.scoring.bind import term_bands
from matcher.scoring.decision import REQUIREMENT_BIT, Decision, GateDecision, TermDecision
from matcher.scoring.gatebits import gate_bits
from matcher.scoring.tables import Index, Tables


def decisions(tables: Tables, clients: Index, vacancies: Index) -> list[Decision]:
    """One record a pair, in the order given. Costs little for rows that are shown; not meant for all pairs."""
    bound, columns = tables.bound, tables.bound.columns
    bits = gate_bits(tables, clients, vacancies)
    ends = {name: table.worked_out(clients, vacancies) for name, table in tables.of.items()}
    bands = [term_bands(term, *ends[term.measure]) for term in bound.terms]
    gap, not_asked, later = criteria(Rows(columns.clients, clients), Rows(columns.vacancies, vacancies))
    word = np.where(gap, 3, np.where(not_asked, 2, np.where(later, 1, 0)))
    speaks = columns.vacancies.facts["triggers"]
    items = speaks.pool["item"][speaks.index[vacancies]]
    nothing = columns.clients.facts["readiness"].pool["day"].shape[1] - 1
    triggered = (items != nothing).any(axis=-1)
    words = ("in_place", "by_start", "not_asked", "gap")
    out = []
    for row, (c, v) in enumerate(zip(clients.tolist(), vacancies.tolist(), strict=True)):
        worst_wanted = int(bands[bound.wanted_term][1][row])
        out.append(
            Decision(
                client=ClientId(columns.clients.ids[c]),
                vacancy=VacancyId(columns.vacancies.ids[v]),
                terms=tuple(
                    TermDecision(
                        term=term.id,
                        best=int(bands[place][0][row]),
                        worst=int(bands[place][1][row]),
                        least=int(ends[term.measure][0][row]),
                        most=int(ends[term.measure][1][row]),
                        weight=int(bound.weights[place, c]),
                        open_client=bool(bound.open[0][place, c]),
                        open_vacancy=bool(bound.open[1][place, v]),
                    )
                    for place, term in enumerate(bound.terms)
                ),
                gates=tuple(
                    GateDecision(gate.id, int(ends[gate.measure][0][row]), int(ends[gate.measure][1][row]))
                    for gate in bound.gates
                ),
                fail=int(bits.fail[row]),
                unknown=int(bits.unknown[row]),
                gates_on=int(bound.gates_on[c]),
                applied=int(columns.applied[v]) << REQUIREMENT_BIT,
                fixed=bound.fixed,
                criteria_least=int(gap[row].sum()),
                criteria_most=int((gap[row] | not_asked[row]).sum()),
                criteria=tuple(
                    (name, words[int(word[row, place])])
                    for place, name in enumerate(columns.criteria_names)
                    if triggered[row, place]
                ),
                opted_in=bool(bits.opted[row]),
                wanted=worst_wanted == 0 or bool(bits.opted[row]),
            )
        )
    return out
