"""The peer: both rankings by a pandas cross-merge in chunks, as an analyst would write them, written from the YAML.

Same gates, terms, requirements, sections and keys as the engine, and the same rows to the last bit; nothing of
`matcher.columns`, `measures`, `scoring` or `matching` is read. Gates are worked out for every pair; pairs that no list
shows are then dropped from the frame, and terms are worked out for the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.peer_look import FAILED, UNSURE, Look, look_up
from benchmarks.peer_measures import Ends, Merged, better_less, criteria_open, facts_of, measured
from benchmarks.peer_sides import People, client_frame, vacancy_frame
from matcher.records.programme import Programme
from matcher.travel.minutes import minutes_table
from tests.reference.words import World

if TYPE_CHECKING:
    from matcher.base.days import Day
    from matcher.library.load import Library
    from matcher.library.matching import Gate, Term

Array = NDArray[Any]
FIRST_REQUIREMENT_BIT = 24
BANDS_MOST, WEEKS_MOST, WHOLE = 63, 4095, 1000
COULD_START, WITH_HELP, QUESTION, ONE_REQUIREMENT = 0, 1, 2, 3
LISTS = ("shortlists", "jobs")
COLUMNS = ["list", "section", "client", "vacancy", "key"]
CHUNK = 200_000
"""Pairs in one merged frame: about 200 MB."""


@dataclass(frozen=True)
class Ready:
    """Frames and look-up arrays of one programme."""

    of: People
    clients: pd.DataFrame
    vacancies: pd.DataFrame
    look: Look
    wants: Array
    refuses: Array
    decided: Array


def ready(programme: Programme, *, library: Library, on: Day) -> Ready:
    """Everything that is worked out once, before any pair."""
    origins = {client.sector for client in programme.clients if client.sector}
    sites = {vacancy.sector for vacancy in programme.vacancies if vacancy.sector}
    minutes = minutes_table(programme.places, origins, sites, travel=library.travel)
    of = People(programme, World(library, programme, on, minutes.between), minutes)
    words = [of.pairs_of(chosen) for chosen in ("wants", "refuses", "decided")]
    return Ready(of, client_frame(of), vacancy_frame(of), look_up(of), *words)


def best_rows(of: Ready, *, chunk: int = CHUNK) -> pd.DataFrame:
    """The rows that both kinds of list show: list, section, client, vacancy (row numbers), key."""
    size = max(1, chunk // max(1, len(of.vacancies)))
    kept: list[pd.DataFrame] = []
    for first in range(0, len(of.clients), size):
        pairs = of.clients.iloc[first : first + size].merge(of.vacancies, how="cross")
        kept.append(_Chunk(of, pairs).best())
        if len(kept) > 20:
            kept = [top(pd.concat(kept), of)]
    return top(pd.concat(kept), of)


def top(rows: pd.DataFrame, of: Ready) -> pd.DataFrame:
    """The first k rows of every section of every list."""
    k = [section.k for section in of.of.world.ranking.sections]
    rows = rows.assign(
        subject=np.where(rows["list"] == 0, rows["vacancy"], rows["client"]),
        row=np.where(rows["list"] == 0, rows["client"], rows["vacancy"]),
    ).sort_values(["list", "subject", "section", "key", "row"])
    place = rows.groupby(["list", "subject", "section"]).cumcount()
    return rows.loc[place < np.array(k)[rows["section"]], COLUMNS]


class _Chunk:
    """One merged frame on its way to the rows it gives to lists."""

    def __init__(self, of: Ready, pairs: pd.DataFrame) -> None:
        library = of.of.world.library
        self.of, self.ranking = of, library.ranking
        self.gates: tuple[Gate, ...] = library.gates.gates
        self.terms: tuple[Term, ...] = library.terms.terms
        self.fixed = np.uint64(sum(1 << gate.bit for gate in self.gates))
        pair = pairs["client"] * len(of.vacancies) + pairs["vacancy"]
        pairs["wanted_pair"] = np.isin(pair, of.wants)
        pairs["refused_pair"] = np.isin(pair, of.refuses)
        pairs["decided_pair"] = np.isin(pair, of.decided)
        self.pairs = Merged(pairs, of.look)

    def best(self) -> pd.DataFrame:
        """The best rows of this chunk on both kinds of list."""
        self._fixed_gates()
        self._requirements()
        self._keep_what_a_list_may_show()
        least, most = criteria_open(self.pairs)
        self.pairs.pairs["gap"], self.pairs.pairs["not_asked"] = least > 0, most - least
        for term in self.terms:
            best, worst = self._bands(term)
            points = np.array([band.points for band in term.bands])
            weight = self.pairs[f"weight_{term.id}"]
            self.pairs.pairs[f"low_{term.id}"] = points[worst] * weight
            self.pairs.pairs[f"lift_{term.id}"] = (points[best] - points[worst]) * weight
            if term.id == self.ranking.wanted_term:
                self.pairs.pairs["wanted"] = (worst == 0) | self.pairs["wanted_pair"]
        return pd.concat([top(_List(self, side).rows(), self.of) for side in range(len(LISTS))])

    # --- gates ---

    def _fixed_gates(self) -> None:
        fail, unknown = (np.zeros(len(self.pairs.pairs), dtype=np.uint64) for _ in range(2))
        for gate in self.gates:
            kind, hard = self._kind_and_hard(gate.measure)
            bound = gate.upto if gate.upto is not None else gate.at_least
            passes = [end <= bound if gate.upto is not None else end >= bound for end in (kind, hard)]
            bit = np.uint64(1 << gate.bit)
            fail |= np.where(passes[0], np.uint64(0), bit)
            unknown |= np.where(passes[0] & ~passes[1], bit, np.uint64(0))
        owned = np.uint64(sum(1 << gate.bit for gate in self.gates if gate.owner == "client"))
        counts = self.pairs["gates_on"] & np.where(self.pairs["wanted_pair"], ~owned, ~np.uint64(0))
        self.pairs.pairs["fail"], self.pairs.pairs["unknown"] = fail & counts, unknown & counts

    def _kind_and_hard(self, measure: str) -> Ends:
        least, most = measured(measure, self.pairs)
        return (least, most) if better_less(measure) else (most, least)

    def _requirements(self) -> None:
        asks = self.of.look["asks"][self.pairs["vacancy"]]
        fail, unknown = self.pairs["fail"].copy(), self.pairs["unknown"].copy()
        for place in range(asks.shape[1]):
            ask = asks[:, place]
            state = np.where(ask < 0, -1, self.of.look["states"][self.pairs["client"], ask])
            bit = np.uint64(1 << (FIRST_REQUIREMENT_BIT + place))
            fail |= np.where(state == FAILED, bit, np.uint64(0))
            unknown |= np.where(state == UNSURE, bit, np.uint64(0))
        self.pairs.pairs["fail"], self.pairs.pairs["unknown"] = fail, unknown

    def _keep_what_a_list_may_show(self) -> None:
        """Pairs that nothing blocks, and those that exactly one requirement blocks."""
        stopped = self.pairs["fail"] & (self.fixed | self.pairs["applied"])
        alone = (np.bitwise_count(stopped) == 1) & (stopped & self.fixed == 0)
        self.pairs.pairs["stopped"] = stopped
        self.pairs = Merged(self.pairs.pairs[(stopped == 0) | alone].copy(), self.of.look)

    # --- terms ---

    def _bands(self, term: Term) -> tuple[Array, Array]:
        """Places of the bands at the kinder and at the harder end: the first that holds."""
        found = []
        for end in self._kind_and_hard(term.measure):
            holds = [end <= band.upto if band.upto is not None else end >= band.at_least for band in term.bands[:-1]]
            found.append(np.select(holds, list(range(len(holds))), default=len(holds)))
        return found[0], found[1]


class _List:
    """Pairs of a chunk as rows of one kind of list: 0 shortlists of clients, 1 lists of jobs."""

    def __init__(self, chunk: _Chunk, side: int) -> None:
        self.chunk, self.side, self.pairs = chunk, side, chunk.pairs
        self.ranking, self.terms = chunk.ranking, chunk.terms
        subject, row = ("vacancy", "client") if side == 0 else ("client", "vacancy")
        self.missing = self.pairs[f"{subject}_missing"]
        self.row_open, self.own_open = self.pairs[f"{row}_open"], self.pairs[f"{subject}_open"]

    def facts(self, measure: str) -> tuple[np.uint64, np.uint64]:
        """Bits of the facts that a measure reads: of the list's subject, of its rows."""
        names = (self.chunk.of.of.client_facts, self.chunk.of.of.vacancy_facts)
        masks = [sum(1 << all_.index(x) for x in own) for all_, own in zip(names, facts_of(measure), strict=True)]
        own, rows = masks if self.side == 1 else masks[::-1]
        return np.uint64(own), np.uint64(rows)

    def rows(self) -> pd.DataFrame:
        """Every pair with its section and key on this list."""
        section, behind, fit = self._section()
        band = fit // self.ranking.step + np.where(self.pairs["wanted"], self.ranking.wanted_lead, 0)
        weeks = self.pairs["weeks_to_closing"] if self.side else WEEKS_MOST - self.pairs["weeks_waiting"]
        shown = ((section * 2 + behind) * 64 + BANDS_MOST - np.minimum(band, BANDS_MOST)) * 4096 + weeks
        key = shown.astype(np.uint64) << np.uint64(43) | self._number()
        return pd.DataFrame(
            {
                "list": self.side,
                "section": section,
                "client": self.pairs["client"],
                "vacancy": self.pairs["vacancy"],
                "key": key,
            }
        )

    def _section(self) -> tuple[Array, Array, Array]:
        """(section, whether behind the others in it, the fit that counts there)."""
        stopped, moving = self.pairs["stopped"], self._moving()
        low, reach = self._fit(with_lift=False), self._fit(with_lift=True)
        asks = (self.pairs["not_asked"] > 0) | (moving != 0)
        lifted = reach - low >= self.ranking.ask_first_lift * self.ranking.step
        many = self._answers(moving) > self.ranking.few_answers
        section = np.select(
            [stopped != 0, self.pairs["gap"], asks | (lifted & ~many)],
            [ONE_REQUIREMENT, WITH_HELP, QUESTION],
            default=COULD_START,
        )
        not_doubted = stopped & self.pairs["doubted"] == 0
        behind = np.where(section == QUESTION, many, (section == ONE_REQUIREMENT) & not_doubted).astype(np.int64)
        return section, behind, np.where(section == QUESTION, (low + reach) // 2, low)

    def _moving(self) -> Array:
        """Unknown gates that make a row a question."""
        moves = np.zeros(len(self.missing), dtype=np.uint64)
        for gate in self.chunk.gates:
            if not gate.asks_everyone:
                there = self.missing & self.facts(gate.measure)[0] == 0
                moves |= np.where(there, np.uint64(1 << gate.bit), np.uint64(0))
        requirements = self.pairs["applied"]
        if self.side == 1:
            silent = np.uint64(1 << self.chunk.of.of.client_facts.index("credentials"))
            requirements = np.where(self.missing & silent != 0, np.uint64(0), requirements)
        found: Array = self.pairs["unknown"] & (moves | requirements)
        return found

    @cached_property
    def _lifts(self) -> Array:
        """(pairs, terms) points that the row's own side could still bring to terms that count on this list."""
        lifts = np.zeros((len(self.missing), len(self.terms)), dtype=np.int64)
        for place, term in enumerate(self.terms):
            own, rows = self.facts(term.measure)
            counts = (self.missing & own == 0) & (self.row_open & rows != 0)
            lifts[:, place] = np.where(counts, self.pairs[f"lift_{term.id}"], 0)
        return lifts

    def _fit(self, *, with_lift: bool) -> Array:
        points: dict[str, Any] = {"client": 0, "job": 0}
        most: dict[str, Any] = {"client": 0, "job": 0}
        for place, term in enumerate(self.terms):
            counts = self.missing & self.facts(term.measure)[0] == 0
            points[term.side] += np.where(counts, self.pairs[f"low_{term.id}"], 0)
            points[term.side] += self._lifts[:, place] if with_lift else 0
            if not term.bonus:
                most[term.side] += np.where(counts, self.pairs[f"weight_{term.id}"] * term.bands[0].points, 0)
        share = {side: np.minimum(WHOLE, WHOLE * points[side] // np.maximum(most[side], 1)) for side in points}
        client = np.where(most["client"] > 0, share["client"], share["job"])
        job = np.where(most["job"] > 0, share["job"], share["client"])
        floor = self.ranking.side_floor
        product = (floor + (WHOLE - floor) * client // WHOLE) * (floor + (WHOLE - floor) * job // WHOLE)
        fit = np.sqrt(product.astype(np.float64)).astype(np.int64)
        return np.where((most["client"] > 0) | (most["job"] > 0), fit, 0)

    def _answers(self, moving: Array) -> Array:
        """Distinct answers that would settle what is open."""
        rows, own = self._dearest(), np.zeros(len(moving), dtype=np.uint64)
        for gate in self.chunk.gates:
            open_ = moving & np.uint64(1 << gate.bit) != 0
            of_subject, of_rows = self.facts(gate.measure)
            own |= np.where(open_, of_subject, np.uint64(0))
            rows |= np.where(open_, of_rows, np.uint64(0))
        facts = np.bitwise_count(rows & self.row_open) + np.bitwise_count(own & self.own_open)
        requirements = np.bitwise_count(moving & ~self.chunk.fixed)
        found: Array = facts.astype(np.int64) + requirements + self.pairs["not_asked"]
        return found

    def _dearest(self) -> Array:
        """Facts of the rows behind the dearest open terms, until half of the open points are covered."""
        order = np.argsort(-self._lifts, axis=1, kind="stable")
        sorted_lifts = np.take_along_axis(self._lifts, order, axis=1)
        before = sorted_lifts.cumsum(axis=1) - sorted_lifts
        taken = (sorted_lifts > 0) & (2 * before < self._lifts.sum(axis=1, keepdims=True))
        masks = np.array([self.facts(term.measure)[1] for term in self.terms], dtype=np.uint64)
        found: Array = np.bitwise_or.reduce(np.where(taken, masks[order], np.uint64(0)), axis=1)
        return found

    def _number(self) -> Array:
        """Forty bits made from both ids."""
        turned = self.pairs["vacancy_number"]
        turned = turned << np.uint64(32) | turned >> np.uint64(32)
        z = (self.pairs["client_number"] ^ turned) + np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ z >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ z >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
        found: Array = (z ^ z >> np.uint64(31)) >> np.uint64(24)
        return found
