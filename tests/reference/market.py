"""A whole programme by the plain reference: every pair decided, every list made. Slow on purpose."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from matcher.base.days import Day
from matcher.base.ids import natural_order
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.records.words import VacancyStatus
from matcher.travel.minutes import minutes_table
from tests.reference import jobs, pairs, people
from tests.reference.choices import agreed, said
from tests.reference.lists import List, Lister, Tally, missing_facts, weeks_to_closing, weeks_waiting
from tests.reference.pairs import Decider, Offer, Pair, Subject
from tests.reference.standings import Readiness
from tests.reference.words import Timed, World

if TYPE_CHECKING:
    from matcher.library.load import Library

NOBODY: frozenset[tuple[str, str]] = frozenset()
REMEMBERED_MOST = 20_000


@dataclass(eq=False)
class Market:
    """One programme on one day."""

    world: World
    decided: dict[tuple[str, str], Pair] = field(default_factory=dict)

    @cached_property
    def subjects(self) -> dict[str, Subject]:
        """Every client who may be read, by id."""
        programme, on = self.world.programme, self.world.on
        covered = {client.id for client in programme.clients if agreed(str(client.id), programme, on)}
        remembered, observed, todo = defaultdict(list), defaultdict(list), defaultdict(list)
        for decision in programme.remembered:
            remembered[decision.client].append(decision)
        for observation in programme.observations:
            observed[observation.client].append(observation)
        for action in programme.actions:
            todo[action.client].append(action)
        return {
            str(client.id): pairs.subject(
                people.person(client, self.world),
                Readiness(observed[client.id], todo[client.id]),
                said(client, remembered[client.id], on),
                self.world,
            )
            for client in sorted(programme.clients, key=lambda one: natural_order(one.id))
            if client.id in covered
        }

    @cached_property
    def left_out(self) -> int:
        """Clients who may not be read: counted, nothing else."""
        return len(self.world.programme.clients) - len(self.subjects)

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """Every vacancy, open or not, by id."""
        employers = {str(one.id): one for one in self.world.programme.employers}
        vacancies = sorted(self.world.programme.vacancies, key=lambda one: natural_order(one.id))
        return {str(one.id): pairs.offer(jobs.job(one, self.world, employers), self.world) for one in vacancies}

    @cached_property
    def decider(self) -> Decider:
        """What decides pairs of this programme."""
        return Decider(self.world)

    def pair(self, client: str, vacancy: str) -> Pair:
        """The record of one pair."""
        return self._decided(self.subjects[client], self.offers[vacancy])

    def _decided(self, subject: Subject, offer: Offer) -> Pair:
        """The pair, decided once as long as it is remembered."""
        key = (subject.person.client.id, offer.job.vacancy.id)
        if key not in self.decided:
            if len(self.decided) >= REMEMBERED_MOST:
                self.decided.clear()  # a large programme would not fit into memory
            self.decided[key] = self.decider.decide(subject, offer)
        return self.decided[key]

    def is_open(self, vacancy: Vacancy) -> bool:
        """Whether people can still be introduced to it."""
        return vacancy.status is VacancyStatus.OPEN and (vacancy.closes is None or vacancy.closes >= self.world.on)

    def shortlist(self, vacancy: str, answered_since: frozenset[tuple[str, str]] = NOBODY) -> List:
        """Clients for a vacancy."""
        offer = self.offers[vacancy]
        lister = Lister("vacancy", missing_facts(offer.job.states), self.world)
        tally, placed = Tally(self.world), []
        for subject in self.subjects.values():
            pair = self._decided(subject, offer)
            place = lister.place(pair, subject, offer, weeks_waiting(subject, self.world))
            tally.add(pair, place, offer.job)
            if place.section is not None:
                placed.append((pair, place))
        rows, tied_out = lister.rows(placed, answered_since)
        return List(vacancy, "vacancy", rows, tally.counts(), tied_out, self._left_out_terms(lister))

    def jobs(self, client: str, answered_since: frozenset[tuple[str, str]] = NOBODY) -> List:
        """Open vacancies for a client."""
        subject = self.subjects[client]
        lister = Lister("client", missing_facts(subject.person.states), self.world)
        tally, placed = Tally(self.world), []
        for offer in self.offers.values():
            if not self.is_open(offer.job.vacancy):
                continue
            pair = self._decided(subject, offer)
            place = lister.place(pair, subject, offer, weeks_to_closing(offer, self.world))
            tally.add(pair, place, offer.job)
            if place.section is not None:
                placed.append((pair, place))
        rows, tied_out = lister.rows(placed, answered_since)
        return List(client, "client", rows, tally.counts(), tied_out, self._left_out_terms(lister))

    def _left_out_terms(self, lister: Lister) -> tuple[str, ...]:
        return tuple(term.id for term in self.world.library.terms.terms if term.id in lister.left_out)


def market(programme: Programme, *, library: Library, on: Day, timed: Timed | None = None) -> Market:
    """The programme, with the minutes between its places as `travel` gives them, and by a timetable if one is given."""
    table = minutes_table(
        programme.places,
        {client.sector for client in programme.clients if client.sector}
        | {window.sector for client in programme.clients for window in client.conditions.care if window.sector},
        {vacancy.sector for vacancy in programme.vacancies if vacancy.sector},
        travel=library.travel,
    )
    return Market(World(library, programme, on, table.between, timed))
