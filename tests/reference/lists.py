"""From decided pairs to lists: left-out terms, fit, sections, keys, ranks and counts."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import isqrt
from typing import NamedTuple

from matcher.base.ids import natural_order
from matcher.library.matching import Gate
from tests.reference.jobs import FIRST_REQUIREMENT_BIT, Job, stated
from tests.reference.measures import MEASURES, OF_A_PAIR
from tests.reference.pairs import Line, Offer, Pair, Subject
from tests.reference.people import MISSING, waiting_since
from tests.reference.words import World

COULD_START, WITH_HELP, QUESTION, ONE_REQUIREMENT = "could_start", "with_help", "question", "one_requirement"
ORDER = (COULD_START, WITH_HELP, QUESTION, ONE_REQUIREMENT)
WEEKS_MOST = 4095
BANDS_MOST = 63
REQUIREMENT_BITS = ((1 << 64) - 1) ^ ((1 << FIRST_REQUIREMENT_BIT) - 1)
MASK = (1 << 64) - 1


class Place(NamedTuple):
    """Where one pair stands on one list."""

    section: str | None
    key: int
    fit_low: int
    fit_reach: int
    answers: int
    first_conversation: bool


class Row(NamedTuple):
    """One row that is shown."""

    pair: Pair
    section: str
    rank: int
    key: int
    fit_low: int
    fit_reach: int
    answers: int
    first_conversation: bool
    answered_since: bool


@dataclass(frozen=True)
class Counts:
    """Counts over everybody (or every vacancy) considered; nothing that is zero is named."""

    considered: int
    blocked: int
    by_gate: dict[str, int]
    by_owner: dict[str, int]
    sole: dict[str, int]
    passing_if_all_applied: int
    first_conversations: int


@dataclass(frozen=True)
class List:
    """One list, sections in order, best first."""

    subject: str
    side: str
    rows: tuple[Row, ...]
    counts: Counts
    tied_out: dict[str, int]
    left_out_terms: tuple[str, ...]


class Lister:
    """Places pairs on one subject's list: `vacancy` for a shortlist, `client` for a client's list of jobs."""

    def __init__(self, side: str, missing: set[str], world: World) -> None:
        self.side = side
        self.world = world
        terms = world.library.terms.terms
        names = [term.measure for term in terms] + [gate.measure for gate in world.library.gates.gates]
        self.reads = {name: self._reads(name) for name in names}
        self.left_out = {t.id for t in terms if missing & set(self.reads[t.measure][0])}
        self.gates = [gate for gate in world.library.gates.gates if self._may_move(gate, missing)]
        self.credentials_missing = side == "client" and "credentials" in missing
        self.terms = {term.id: term for term in terms}
        self.k: dict[str, int] = {section.id: section.k for section in world.ranking.sections}

    def _reads(self, measure: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(facts of the list's subject, facts of its rows) that a measure reads."""
        if measure in OF_A_PAIR:
            return (), ()
        one = MEASURES[measure]
        both = (one.of_client, one.of_vacancy)
        return both if self.side == "client" else both[::-1]

    def _may_move(self, gate: Gate, missing: set[str]) -> bool:
        """Whether an unknown of the gate makes a row a question: of this one, and not of every row alike."""
        return not gate.asks_everyone and not missing & set(self.reads[gate.measure][0])

    # --- one pair ---

    def place(self, pair: Pair, subject: Subject, offer: Offer, weeks: int) -> Place:
        """The section and the key of one pair; no section where more than one requirement blocks it."""
        fit_low = self.fit(pair, reach=False)
        fit_reach = self.fit(pair, reach=True)
        answers = self._answers(pair, subject, offer)
        section, behind, first = self._section(pair, fit_low, fit_reach, answers)
        if section is None:
            return Place(None, 0, fit_low, fit_reach, answers, False)
        flag = self._not_doubted(pair, offer.job) if section == ONE_REQUIREMENT else behind
        ranking = self.world.ranking
        fit = (fit_low + fit_reach) // 2 if section == QUESTION else fit_low
        band = min(BANDS_MOST, fit // ranking.step + (ranking.wanted_lead if pair.wanted else 0))
        key = ORDER.index(section)
        key = key << 1 | flag
        key = key << 6 | BANDS_MOST - band
        key = key << 12 | (weeks if self.side == "client" else WEEKS_MOST - weeks)
        key = key << 43 | number(pair.client, pair.vacancy)
        return Place(section, key, fit_low, fit_reach, answers, first)

    def _section(self, pair: Pair, fit_low: int, fit_reach: int, answers: int) -> tuple[str | None, bool, bool]:
        """(section, behind the others in it, a first conversation first)."""
        ranking = self.world.ranking
        if pair.blocked_by:
            alone = pair.blocked_by & REQUIREMENT_BITS == pair.blocked_by and pair.blocked_by.bit_count() == 1
            return (ONE_REQUIREMENT if alone else None), False, False
        if pair.criteria_least:
            return WITH_HELP, False, False
        many = answers > ranking.few_answers
        if pair.criteria_most or self._moving_gates(pair) or self._moving_requirements(pair):
            return QUESTION, many, many
        if fit_reach - fit_low >= ranking.ask_first_lift * ranking.step:
            return (COULD_START, False, True) if many else (QUESTION, False, False)
        return COULD_START, False, False

    def _moving_gates(self, pair: Pair) -> list[Gate]:
        return [gate for gate in self.gates if pair.unknown >> gate.bit & 1]

    def _moving_requirements(self, pair: Pair) -> int:
        return 0 if self.credentials_missing else pair.unknown & pair.applied

    def fit(self, pair: Pair, *, reach: bool) -> int:
        """How well it suits both, 0 to 1000: by what is known, or with all the row could still answer."""
        shares = {side: self._share(pair, side, reach=reach) for side in ("client", "job")}
        client, job = shares["client"], shares["job"]
        if client is None and job is None:
            return 0
        client = job if client is None else client
        job = client if job is None else job
        assert client is not None
        assert job is not None
        floor = self.world.ranking.side_floor
        return isqrt((floor + (1000 - floor) * client // 1000) * (floor + (1000 - floor) * job // 1000))

    def _share(self, pair: Pair, side: str, *, reach: bool) -> int | None:
        points = of = 0
        for line in pair.terms:
            term = self.terms[line.term]
            if term.side != side or term.id in self.left_out:
                continue
            band = line.best if reach and self._open(line) else line.worst
            points += line.weight * term.bands[band].points
            of += 0 if term.bonus else line.weight * term.bands[0].points
        return min(1000, 1000 * points // of) if of else None

    def _open(self, line: Line) -> bool:
        """Whether a fact of the row's own side could still be asked for."""
        return line.open_vacancy if self.side == "client" else line.open_client

    # --- answers ---

    def _answers(self, pair: Pair, subject: Subject, offer: Offer) -> int:
        """Distinct answers that would settle what is open."""
        of_rows, of_subject = (
            (offer.job.open, subject.person.open) if self.side == "client" else (subject.person.open, offer.job.open)
        )
        moving = [self.reads[gate.measure] for gate in self._moving_gates(pair)]
        terms = [self.reads[self.terms[line.term].measure] for line in self._dearest(pair)]
        rows = {fact for _, facts in (*moving, *terms) for fact in facts}
        own = {fact for facts, _ in moving for fact in facts}
        unsure = self._moving_requirements(pair).bit_count() + pair.criteria_most - pair.criteria_least
        return len(rows & of_rows) + len(own & of_subject) + unsure

    def _dearest(self, pair: Pair) -> list[Line]:
        """Open terms, the dearest first, until half of the open points are covered."""
        stakes = []
        for line in pair.terms:
            bands = self.terms[line.term].bands
            stake = line.weight * (bands[line.best].points - bands[line.worst].points)
            if stake > 0 and line.term not in self.left_out and self._open(line):
                stakes.append((stake, line))
        stakes.sort(key=lambda one: -one[0])
        total, taken, dearest = sum(stake for stake, _ in stakes), 0, []
        for stake, line in stakes:
            if 2 * taken >= total:
                break
            taken += stake
            dearest.append(line)
        return dearest

    @staticmethod
    def _not_doubted(pair: Pair, job: Job) -> bool:
        (one,) = [asked for asked in job.asked if pair.blocked_by >> asked.bit & 1]
        return not one.doubted

    # --- the whole list ---

    def rows(
        self, placed: Iterable[tuple[Pair, Place]], answered_since: frozenset[tuple[str, str]]
    ) -> tuple[tuple[Row, ...], dict[str, int]]:
        """The rows that are shown, in order, and by section how many of the last rank are not."""
        shown: list[Row] = []
        tied_out: dict[str, int] = {}
        everything = list(placed)
        for section in ORDER:
            here = [(pair, place) for pair, place in everything if place.section == section]
            here.sort(key=lambda one: (one[1].key, natural_order(self._row_id(one[0]))))
            ranked = _ranked([place.key >> 40 for _, place in here])
            last = ranked[self.k[section] - 1] if len(ranked) >= self.k[section] else None
            for at, ((pair, place), rank) in enumerate(zip(here, ranked, strict=True)):
                answered = (pair.client, pair.vacancy) in answered_since
                if at < self.k[section] or answered:
                    shown.append(Row(pair, section, rank, place.key, *place[2:], answered))
                elif rank == last:
                    tied_out[section] = tied_out.get(section, 0) + 1
        return tuple(shown), tied_out

    def _row_id(self, pair: Pair) -> str:
        return pair.vacancy if self.side == "client" else pair.client


def _ranked(values: list[int]) -> list[int]:
    """1, 1, 3: equal values share a rank."""
    return [values.index(value) + 1 for value in values] if len(values) < 100 else _ranked_long(values)


def _ranked_long(values: list[int]) -> list[int]:
    first: dict[int, int] = {}
    for place, value in enumerate(values, 1):
        first.setdefault(value, place)
    return [first[value] for value in values]


@cache
def _hash(reference: str) -> int:
    return int.from_bytes(hashlib.blake2b(reference.encode(), digest_size=8).digest(), "big")


def number(client: str, vacancy: str) -> int:
    """40 bits made from both ids, so that nobody is last on every list."""
    turned = _hash(vacancy)
    turned = (turned << 32 | turned >> 32) & MASK
    z = (_hash(client) ^ turned) + 0x9E3779B97F4A7C15 & MASK
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return (z ^ z >> 31) >> 24


def weeks_waiting(subject: Subject, world: World) -> int:
    """Whole weeks since the client's goal was agreed or the last introduction, whichever is later."""
    since = waiting_since(subject.person.client, world)
    return 0 if since is None else min(WEEKS_MOST, max(0, (world.on - since).days) // 7)


def weeks_to_closing(offer: Offer, world: World) -> int:
    """Whole weeks until the vacancy closes."""
    closes = offer.job.vacancy.closes
    return WEEKS_MOST if closes is None else min(WEEKS_MOST, max(0, (closes - world.on).days) // 7)


def missing_facts(states: dict[str, str]) -> set[str]:
    """Facts of a list's subject that are wholly missing."""
    return {fact for fact, state in states.items() if state == MISSING}


class Tally:
    """Counts, pair by pair."""

    def __init__(self, world: World) -> None:
        self.gates = world.library.gates.gates
        self.by_gate: Counter[str] = Counter()
        self.by_owner: Counter[str] = Counter()
        self.sole: Counter[str] = Counter()
        self.considered = self.blocked = self.passing_if_all = self.first_conversations = 0

    def add(self, pair: Pair, place: Place, job: Job) -> None:
        """Count one pair."""
        self.considered += 1
        self.blocked += bool(pair.blocked_by)
        self.first_conversations += place.first_conversation
        blocked_by = pair.blocked_by
        owners = {gate.owner for gate in self.gates if blocked_by >> gate.bit & 1} if blocked_by else set()
        if blocked_by & REQUIREMENT_BITS:
            owners.add("employer")
        self.by_owner.update(owners)
        self.by_gate.update(gate.id for gate in self.gates if pair.fail >> gate.bit & 1)
        for one in job.asked:
            own = 1 << one.bit
            self.by_gate.update([str(one.requirement.id)] if pair.fail & own else [])
            if one.readable and pair.fail & (pair.fixed | pair.applied | own) == own:
                self.sole[str(one.requirement.id)] += 1
        wanted = {requirement.id for requirement in stated(job.vacancy)}
        every = sum(1 << one.bit for one in job.asked if one.requirement.id in wanted)
        self.passing_if_all += not pair.fail & (pair.fixed | every)

    def counts(self) -> Counts:
        """The counts so far."""
        return Counts(
            considered=self.considered,
            blocked=self.blocked,
            by_gate=dict(self.by_gate),
            by_owner=dict(self.by_owner),
            sole=dict(self.sole),
            passing_if_all_applied=self.passing_if_all,
            first_conversations=self.first_conversations,
        )
