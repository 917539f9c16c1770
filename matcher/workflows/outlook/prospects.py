"""Whom to approach this week: employers one change away from many people, and work that is wanted and not open."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from matcher.base.arrays import Bits, Flags
from matcher.base.days import Day, say_day
from matcher.base.ids import EmployerId, VacancyId
from matcher.columns.wishes import district
from matcher.explain.employer_figures import employer_figure
from matcher.explain.gaps import State
from matcher.explain.prospects import NotNow, Prospect, Prospects
from matcher.explain.requirements import RequirementWords, inside
from matcher.library.load import Library
from matcher.library.prospects import ProspectKind, step_of
from matcher.matching.pool import requirement_bit
from matcher.records.employer import Employer
from matcher.records.finding import Finding
from matcher.records.requirement import Requirement
from matcher.records.vacancy import Vacancy
from matcher.scoring.decision import REQUIREMENT_BIT
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.jobs import only_open
from matcher.workflows.lists.prepared import Prepared, prepare
from matcher.workflows.lists.runs import stamp
from matcher.workflows.lists.standing import last_contacts
from matcher.workflows.outlook.gaps import DIVISIONS, Counting, count_all
from matcher.workflows.where import Where

Change = tuple[str, str]
"""("requirement", its words) or ("gate", its id): one thing an employer could do otherwise."""
WEEK_DAYS = 7


def prospects(where: Where, *, top: int | None = None) -> Prospects:
    """Employers and places to approach, the sum of what speaks for each highest first; every pair is read.

    Raises GivenProblems for a programme that cannot be read.
    """
    desk = open_desk(where)
    read = desk.read()
    prepared = prepare(desk, only_open(read.programme, on=desk.on), left_out=read.left_out)
    near = _NearlyOpen(prepared)
    counting = count_all(prepared, watch=near)
    contacts = last_contacts(desk.folder, read, on=desk.on)
    making = _Making(prepared, counting, near, {one.id: one for one in read.programme.vacancies}, contacts)
    found = one_each(sorted(making.all(), key=lambda one: (-one.points, one.name, one.employer or "", one.says)))
    shown = top or desk.library.prospects.top
    arguments = ["prospects", str(shown), *(f"{one} {day.isoformat()}" for one, day in sorted(contacts.items()))]
    return Prospects(
        stamp=stamp(inputs=read.digest, models=desk.library.digest, on=desk.on, arguments=arguments),
        clients=len(prepared.columns.clients),
        left_out=read.left_out,
        vacancies=len(prepared.columns.vacancies),
        rows=tuple(found[:shown]),
        more=max(0, len(found) - shown),
        not_now=tuple(making.not_now()),
        without_employer=sum(one.employer is None for one in prepared.programme.vacancies),
    )


def one_each(found: Sequence[Prospect]) -> list[Prospect]:
    """One row an employer: the first as it stands, the others named beside it, so that one call is one row."""
    also: dict[str, list[str]] = defaultdict(list)
    first: dict[str, Prospect] = {}
    for place, one in enumerate(found):
        key = one.employer or f"place {place}"
        if key in first:
            also[key].append(one.says)
        else:
            first[key] = one
    return [replace(one, also=tuple(also[key])) for key, one in first.items()]


@dataclass
class _Sum:
    """People whom one change at one employer would bring, and the vacancies it is about."""

    people: int = 0
    """A bit for every client; so nobody counts twice."""
    vacancies: list[VacancyId] = field(default_factory=list)
    requirement: Requirement | None = None


@dataclass
class _NearlyOpen:
    """For each employer and change, whom it alone would bring to work that they named, as vacancies pass by."""

    prepared: Prepared
    found: dict[tuple[EmployerId, Change], _Sum] = field(default_factory=lambda: defaultdict(_Sum))

    @cached_property
    def _vacancies(self) -> list[Vacancy]:
        of = {one.id: one for one in self.prepared.programme.vacancies}
        return [of[VacancyId(one)] for one in self.prepared.columns.vacancies.ids]

    @cached_property
    def _words(self) -> RequirementWords:
        return RequirementWords(self.prepared.desk.library)

    @cached_property
    def _gates(self) -> dict[int, str]:
        offered = self.prepared.desk.library.prospects.change_of
        return {1 << gate.bit: gate.id for gate in self.prepared.desk.library.gates.gates if gate.id in offered}

    def __call__(self, vacancy: int, stops: Bits, other_work: Flags) -> None:
        own = self._vacancies[vacancy]
        if own.employer is None:
            return
        stopped = np.where((np.bitwise_count(stops) == 1) & ~other_work, stops, np.uint64(0))
        for bit in np.unique(stopped).tolist():
            change, requirement = self._change(own, bit)
            if change is not None:
                found = self.found[own.employer, change]
                found.people |= _as_bits(stopped == bit)
                found.vacancies.append(own.id)
                found.requirement = found.requirement or requirement

    def _change(self, vacancy: Vacancy, bit: int) -> tuple[Change | None, Requirement | None]:
        """What would have to change for one bit; None where it is no employer's to change."""
        if bit in self._gates:
            return ("gate", self._gates[bit]), None
        if bit < 1 << REQUIREMENT_BIT:
            return None, None
        asked = next(one for place, one in enumerate(vacancy.requirements) if requirement_bit(place) == bit)
        return ("requirement", self._words.name(asked)), asked


def _as_bits(flags: Flags) -> int:
    """Flags of all clients as one number; of any length, so that a set of people takes an eighth of their bytes."""
    return int.from_bytes(np.packbits(flags).tobytes(), "big")


@dataclass(frozen=True)
class _Making:
    """Prospects from what was counted."""

    prepared: Prepared
    counting: Counting
    near: _NearlyOpen
    vacancies: Mapping[VacancyId, Vacancy]
    """All vacancies of the programme, open or not."""
    contacts: Mapping[EmployerId, Day]
    """The latest day on which each employer and we were in touch."""

    @property
    def library(self) -> Library:
        """The models."""
        return self.prepared.desk.library

    @property
    def on(self) -> Day:
        """The day."""
        return self.prepared.desk.on

    @cached_property
    def employers(self) -> dict[EmployerId, Employer]:
        """Employers by reference."""
        return {one.id: one for one in self.prepared.programme.employers}

    @cached_property
    def unmet(self) -> Flags:
        """(clients,) whom nothing open has all they asked for."""
        states = self.counting.states
        found: Flags = (states == State.EMPTY) | (states == State.PARTLY)
        return found

    def all(self) -> Iterator[Prospect]:
        """Every prospect, in no order yet."""
        yield from self._changes()
        yield from self._wanted()
        yield from self._times()

    # --- one change at an employer

    def _changes(self) -> Iterator[Prospect]:
        rules, least = self.library.prospects, self.library.gaps.smallest
        unmet = _as_bits(self.unmet)
        for (reference, (kind, what)), found in self.near.found.items():
            people = found.people.bit_count()
            if self._paused(reference) or (kind == "gate" and people < least):
                continue  # a must of a few people is in no count (product C6)
            asking = rules.change_of[what] if kind == "gate" else rules.requirement
            titles = list(dict.fromkeys(self.vacancies[one].title for one in found.vacancies))
            lines = self._lines("change", people, (found.people & unmet).bit_count())
            doubted = kind == "requirement" and self._doubted(found)
            yield self._prospect(
                "change",
                reference,
                says=asking.says.format(what=what) if kind == "requirement" else asking.says,
                ask=asking.ask.format(what=what, title=inside(titles[0]), titles=", ".join(titles)),
                lines=[*lines, *([(rules.doubt.says, rules.doubt.points)] if doubted else [])],
                vacancies=found.vacancies,
                to_employer=self._to_employer(found),
            )

    def _to_employer(self, found: _Sum) -> str | None:
        """What the employer may be told of how many; nothing where a person's own limit is what stands in the way."""
        if found.requirement is None:
            return None
        return employer_figure(found.requirement, found.people.bit_count(), library=self.library)

    def _doubted(self, found: _Sum) -> bool:
        """Whether a finding about the requirement is open at one of the vacancies."""
        words = RequirementWords(self.library)
        asked = words.name(found.requirement) if found.requirement else ""
        return any(
            finding.requirement == one.id and words.name(one) == asked
            for vacancy in found.vacancies
            for finding in self._findings(vacancy)
            for one in self.vacancies[vacancy].requirements
        )

    def _findings(self, vacancy: VacancyId) -> Sequence[Finding]:
        return [one for one in self.prepared.findings.get(vacancy, ()) if one.open]

    # --- work that is wanted and not open

    def _wanted(self) -> Iterator[Prospect]:
        rules, least = self.library.prospects, self.library.gaps.smallest
        open_employers = {
            (one.occupation.to, one.employer) for one in self.prepared.programme.vacancies if one.occupation
        }
        for entry in self.library.occupations.entries:
            want = self.counting.wanting(entry.id) & ~self.counting.open_to(entry.id)
            people = int(want.sum())
            if people < least:
                continue
            filled = {"occupation": entry.title, "inside": inside(entry.title)}
            unmet = int((want & self.unmet).sum())
            had = self._had(entry.id)
            to_ask = [one for one in had if (entry.id, one) not in open_employers and not self._paused(one)]
            for reference in to_ask:
                says, ask = rules.wanted.says.format(**filled), rules.wanted.ask.format(**filled)
                lines = self._lines("wanted", people, unmet)
                yield self._prospect("wanted", reference, says=says, ask=ask, lines=lines)
            if not to_ask:
                place = self._where(want) or rules.place_unknown
                asking = rules.elsewhere if had else rules.place
                says, ask = (text.format(**filled, place=place) for text in (asking.says, asking.ask))
                lines = self._lines("place", people, unmet)
                yield self._prospect("place", None, says=says, ask=ask, lines=lines, name=f"Near {place}")

    def _had(self, occupation: str) -> list[EmployerId]:
        """Employers that have or had a vacancy of an occupation, open or not."""
        found = (one.employer for one in self.vacancies.values() if one.occupation and one.occupation.to == occupation)
        return sorted({one for one in found if one is not None})

    def _where(self, people: Flags) -> str | None:
        """The postcode district where most of some people live; None where too few live in any one."""
        sectors = {one.id: one.sector for one in self.prepared.programme.clients}
        ids = np.array(self.prepared.columns.clients.ids, dtype=object)[people]
        homes = Counter(home for one in ids.tolist() if (home := district(sectors[one])) is not None)
        most = max(homes.items(), key=lambda one: (one[1], one[0]), default=("", 0))
        return most[0] if most[1] >= self.library.gaps.smallest else None

    # --- times that are asked for

    def _times(self) -> Iterator[Prospect]:
        rules, least = self.library.prospects, self.library.gaps.smallest
        view = list(DIVISIONS).index("times")
        names = {self.library.weeks.by_id[one.times].name: one for one in rules.usual_in}
        for row in self.counting.rows(view):
            usual = names.get(row.cell[0] or "")
            without = row.people.empty + row.people.partly + row.people.maybe
            if usual is None or without < least or row.known >= without:
                continue
            jobs = [
                inside(entry.title)
                for entry in self.library.occupations.entries
                if set(entry.hours.patterns) & set(usual.patterns)
            ]
            lines = self._lines("times", without, row.people.empty + row.people.partly)
            named = ", ".join(jobs[: rules.jobs_most])
            says, ask = rules.times.says.format(times=row.cell[0]), rules.times.ask.format(jobs=named)
            yield self._prospect("times", None, says=says, ask=ask, lines=lines, name=str(row.cell[0]))

    # --- what they share

    def _lines(self, kind: ProspectKind, people: int, unmet: int) -> list[tuple[str, int]]:
        rules = self.library.prospects
        found = [(NAMES[kind], rules.kinds[kind])]
        for steps, number in ((rules.people, people), (rules.unmet, unmet)):
            step = step_of(steps, number)
            found += [(step.says, step.points)] if step else []
        return found

    def _prospect(
        self,
        kind: ProspectKind,
        reference: EmployerId | None,
        *,
        says: str,
        ask: str,
        lines: list[tuple[str, int]],
        vacancies: Sequence[VacancyId] = (),
        to_employer: str | None = None,
        name: str = "",
    ) -> Prospect:
        employer = self.employers.get(reference) if reference else None
        word = self._last_word(reference) if reference else None
        return Prospect(
            kind=kind,
            employer=reference,
            name=employer.name if employer else name or str(reference),
            says=says,
            lines=(*lines, *(self._relation(employer, word) if reference else ())),
            ask=ask,
            to_employer=to_employer,
            vacancies=tuple(vacancies),
            lead=employer.lead if employer else "",
            last_word=word,
        )

    def _relation(self, employer: Employer | None, word: Day | None) -> Iterator[tuple[str, int]]:
        """Lines about how well we know each other."""
        rules = self.library.prospects
        if employer is not None and employer.lead:
            yield rules.lead.says, rules.lead.points
        if word is None:
            yield rules.no_contact.says, rules.no_contact.points
            return
        step = step_of(rules.contact, (self.on - word).days // WEEK_DAYS)
        if step:
            yield step.says, step.points

    def _last_word(self, reference: EmployerId) -> Day | None:
        """The latest day on which a vacancy of theirs was opened or spoken of, or they and we were in touch."""
        own = (one for one in self.vacancies.values() if one.employer == reference)
        told = [day for one in own for day in (one.last_word, one.opened)]
        days = (day for day in (*told, self.contacts.get(reference)) if day is not None and day <= self.on)
        return max(days, default=None)

    def not_now(self) -> Iterator[NotNow]:
        """Employers with a vacancy, open or not, that are not approached now."""
        for reference in sorted({one.employer for one in self.vacancies.values() if one.employer}):
            why = self._paused(reference)
            if why:
                yield NotNow(reference, self.employers[reference].name, why)

    def _paused(self, reference: EmployerId) -> str:
        """Why an employer is not approached now, by the same facts as the programme's gates; empty where it may be."""
        employer, words = self.employers.get(reference), self.library.prospects.paused
        if employer is None:
            return ""
        stops = [
            one.until
            for one in employer.conduct
            if one.stops and one.on <= self.on and (one.until is None or one.until >= self.on)
        ]
        if stops:
            last = None if None in stops else max(day for day in stops if day is not None)
            return words.stopped.format(until=say_day(last) if last else words.no_end)
        if employer.not_before is not None and employer.not_before > self.on:
            return words.not_before.format(until=say_day(employer.not_before))
        if employer.contact_full_until is not None and employer.contact_full_until >= self.on:
            return words.full.format(until=say_day(employer.contact_full_until))
        return ""


NAMES: Mapping[ProspectKind, str] = {
    "change": "one change would do",
    "wanted": "work that is wanted",
    "times": "times that are wanted",
    "place": "work that is wanted, and nobody to ask yet",
}
"""The first line of every sum."""
