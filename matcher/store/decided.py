"""A list as the numbers it was decided by, and back: what a run keeps in place of words.

Names of terms and gates stand once for the list; a row has their numbers in the same order. Beside the decision lie
the two things that are looked up in more than records and models: times of the week that clash, and what was said of
a journey that was looked up in a timetable.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matcher.base.ids import ClientId, VacancyId
from matcher.base.problems import GivenProblems
from matcher.base.weeks import Intervals
from matcher.measures.clashes import Clashes
from matcher.scoring.decision import (
    Decision,
    GateDecision,
    ListCounts,
    ListPlace,
    RankedList,
    RankedRow,
    TermDecision,
)
from matcher.store.rows import damaged
from matcher.store.runs import KeptList, KeptRow, Side

Pair = tuple[ClientId, VacancyId]
Json = dict[str, Any]  # what `json` reads: text, numbers, true, false, null, lists and more of these


@dataclass(frozen=True)
class Aside:
    """What a list's words hold besides records, models and decisions."""

    left_out: int
    """Clients left out for want of a recorded basis."""
    notices: tuple[str, ...]
    applied: int
    """The list's vacancy's mask of applied requirements, as in a decision; 0 on a client's list."""
    times: Mapping[Pair, Clashes | None]
    journeys: Mapping[Pair, str]


@dataclass(frozen=True)
class Decided:
    """A kept list read back."""

    ranked: RankedList
    aside: Aside
    gone: int
    """Rows that were shown and are kept no more, since whom they were about was erased."""


def kept_list(ranked: RankedList, aside: Aside, *, rest: Json) -> KeptList:
    """The list as it is kept. `rest`: the counts of those it does not show."""
    first = ranked.rows[0].decision if ranked.rows else None
    body = {
        "listed": len(ranked.rows),
        "terms": [one.term for one in first.terms] if first else [],
        "gates": [one.gate for one in first.gates] if first else [],
        "counts": asdict(ranked.counts),
        "tied_out": ranked.tied_out,
        "left_out_terms": ranked.left_out_terms,
        "left_out": aside.left_out,
        "notices": aside.notices,
        "applied": aside.applied,
        "not_listed": rest,
    }
    side: Side = "vacancy" if ranked.side == "vacancy" else "client"
    rows = tuple(
        KeptRow(place, row.decision.client, row.decision.vacancy, _dumps(_row(row, aside)))
        for place, row in enumerate(ranked.rows, 1)
    )
    return KeptList(side, ranked.subject, _dumps(body), rows)


def _row(row: RankedRow, aside: Aside) -> Json:
    decision, place = row.decision, row.place
    pair = (decision.client, decision.vacancy)
    found: Json = {
        "place": [
            place.section,
            place.rank,
            place.fit_low,
            place.fit_reach,
            place.answers,
            int(place.first_conversation),
            int(place.answered_since),
        ],
        "terms": [
            [t.best, t.worst, t.least, t.most, t.weight, int(t.open_client), int(t.open_vacancy)]
            for t in decision.terms
        ],
        "gates": [[gate.least, gate.most] for gate in decision.gates],
        "bits": [decision.fail, decision.unknown, decision.gates_on, decision.applied, decision.fixed],
        "criteria": [decision.criteria_least, decision.criteria_most, *map(list, decision.criteria)],
        "marks": [int(decision.opted_in), int(decision.wanted)],
    }
    clash = aside.times.get(pair)
    if clash is not None:
        found["times"] = [clash.sure, clash.perhaps]
    if aside.journeys.get(pair):
        found["journey"] = aside.journeys[pair]
    return found


def decided(kept: KeptList) -> Decided:
    """A kept list as it was decided. Raises GivenProblems where it was damaged."""
    try:
        return _decided(kept)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError, RecursionError):
        raise _unreadable() from None


def _decided(kept: KeptList) -> Decided:
    body: Json = json.loads(kept.body)
    rows, times, journeys = [], {}, {}
    for one in kept.rows:
        found: Json = json.loads(one.body)
        pair = (ClientId(one.client), VacancyId(one.vacancy))
        rows.append(_row_back(found, pair, terms=body["terms"], gates=body["gates"]))
        if "times" in found:
            sure, perhaps = found["times"]
            times[pair] = Clashes(_intervals(sure), _intervals(perhaps))
        if "journey" in found:
            journeys[pair] = str(found["journey"])
    ranked = RankedList(
        subject=kept.subject,
        side=kept.side,
        rows=tuple(rows),
        counts=ListCounts(**body["counts"]),
        tied_out=body["tied_out"],
        left_out_terms=tuple(body["left_out_terms"]),
    )
    aside = Aside(int(body["left_out"]), tuple(body["notices"]), int(body["applied"]), times, journeys)
    return Decided(ranked, aside, int(body["listed"]) - len(rows))


def _row_back(found: Json, pair: Pair, *, terms: Sequence[str], gates: Sequence[str]) -> RankedRow:
    fail, unknown, gates_on, applied, fixed = found["bits"]
    least, most, *criteria = found["criteria"]
    opted_in, wanted = map(bool, found["marks"])
    section, rank, low, reach, answers, first, since = found["place"]
    decision = Decision(
        client=pair[0],
        vacancy=pair[1],
        terms=tuple(_term(name, numbers) for name, numbers in zip(terms, found["terms"], strict=True)),
        gates=tuple(GateDecision(name, *numbers) for name, numbers in zip(gates, found["gates"], strict=True)),
        fail=fail,
        unknown=unknown,
        gates_on=gates_on,
        applied=applied,
        fixed=fixed,
        criteria_least=least,
        criteria_most=most,
        criteria=tuple((name, state) for name, state in criteria),
        opted_in=opted_in,
        wanted=wanted,
    )
    return RankedRow(decision, ListPlace(section, rank, low, reach, answers, bool(first), bool(since)))


def _term(name: str, numbers: Sequence[int]) -> TermDecision:
    best, worst, least, most, weight, client, vacancy = numbers
    return TermDecision(name, best, worst, least, most, weight, bool(client), bool(vacancy))


def _intervals(found: Sequence[Sequence[int]]) -> Intervals:
    return tuple((int(start), int(end)) for start, end in found)


def _dumps(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _unreadable() -> GivenProblems:
    return damaged("a list of a run that cannot be read")
