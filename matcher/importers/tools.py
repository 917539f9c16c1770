"""What rows need to be understood: closed lists, links to vocabularies, and the references that are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from matcher.base.days import Day
from matcher.importers.cells import CellFault, fold
from matcher.importers.kinds import Owner
from matcher.importers.labels import OCCUPATIONS, SKILLS, Lists, nearest
from matcher.importers.rows import Row, RowFault
from matcher.records.client import Client
from matcher.records.employer import Employer
from matcher.records.jobs import Job
from matcher.records.ledger import Ledger
from matcher.records.programme import Place, Programme
from matcher.records.service import Service
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Stance

LINKED_AT_ONCE = (OCCUPATIONS, SKILLS)
UNLINKED = "matches nothing in our list"
"""In every sentence about words that no entry of a vocabulary is near."""
NOTHING = "Nothing like it"
"""What stands in a "we read it as" column where no entry of the vocabulary is near."""


class Linking(Protocol):
    """What links words to vocabularies: `matcher.reading.link.Linker`, or a stand-in for it."""

    def occupations(self, words: list[str]) -> list[Link]: ...
    def skills(self, words: list[str]) -> list[Link]: ...
    def near_occupations(self, words: str, *, most: int = 3) -> list[Link]: ...
    def near_skills(self, words: str, *, most: int = 3) -> list[Link]: ...


class Links:
    """Links from words to occupations and skills; each distinct word is linked once."""

    def __init__(self, linker: Linking) -> None:
        self._linker = linker
        self._known: dict[tuple[str, str], Link] = {}

    def learn(self, wanted: Iterable[tuple[str, str]]) -> None:
        """Link many (vocabulary, words) at once."""
        new = [pair for pair in dict.fromkeys(wanted) if pair not in self._known]
        for vocabulary in LINKED_AT_ONCE:
            words = [text for name, text in new if name == vocabulary]
            if words:
                link = self._linker.occupations if vocabulary == OCCUPATIONS else self._linker.skills
                self._known.update(zip(((vocabulary, one) for one in words), link(words), strict=True))

    def of(self, vocabulary: str, words: str) -> Link:
        """The link of one phrase."""
        if (vocabulary, words) not in self._known:
            self.learn([(vocabulary, words)])
        return self._known[vocabulary, words]

    def near(self, vocabulary: str, words: str) -> list[str]:
        """Ids that the words may mean, best first, to ask about."""
        find = self._linker.near_occupations if vocabulary == OCCUPATIONS else self._linker.near_skills
        return [link.to for link in find(words) if link.to is not None]


@dataclass
class Held:
    """Records by reference, as they stand so far."""

    client: dict[str, Client] = field(default_factory=dict)
    vacancy: dict[str, Vacancy] = field(default_factory=dict)
    employer: dict[str, Employer] = field(default_factory=dict)
    place: dict[str, Place] = field(default_factory=dict)
    service: dict[str, Service] = field(default_factory=dict)
    job: dict[str, Job] = field(default_factory=dict)

    @classmethod
    def by(cls, known: Programme, ledger: Ledger | None = None) -> Held:
        """Everything a programme holds, and the jobs its desk remembers."""
        return cls(
            {one.id: one for one in known.clients},
            {one.id: one for one in known.vacancies},
            {one.id: one for one in known.employers},
            {one.sector: one for one in known.places},
            {one.id: one for one in known.services},
            {one.id: one for one in ledger.jobs} if ledger else {},
        )

    def of(self, owner: Owner) -> dict[str, Any]:
        """The records of one kind. Any: which kind it is, is known when it runs."""
        found: dict[str, Any] = {} if owner == "programme" else getattr(self, owner)
        return found


@dataclass
class Tools:
    """What is at hand while rows become records."""

    lists: Lists
    links: Links
    on: Day
    held: Held = field(default_factory=Held)
    """Records by reference: what was known before, and what this import has made so far."""
    refused: dict[tuple[Owner, str], str] = field(default_factory=dict)
    """References whose own row was refused, and where that row is."""
    told_once: dict[tuple[str, object], tuple[object, str]] = field(default_factory=dict)
    """What this import may tell only once: what was told, and where."""

    def known(self, owner: Owner, reference: str) -> str:
        """The reference, if there is such a record. Raises CellFault with the nearest one that there is."""
        held = self.held.of(owner)
        if reference in held:
            return reference
        if (owner, reference) in self.refused:
            raise CellFault(
                f"belongs to a row that has a problem itself: {self.refused[owner, reference]}.",
                "Put that row right; then this one loads with it.",
            )
        raise CellFault(f"is not a reference of any {owner}.", self._advice(owner, reference))

    def _advice(self, owner: Owner, reference: str) -> str:
        named = [
            one for one, record in self.held.of(owner).items() if fold(getattr(record, "name", "")) == fold(reference)
        ]
        if named and fold(reference):
            return f"Write its reference: {named[0]}."
        near = nearest(reference, self.held.of(owner))
        sheets = "vacancies" if owner == "vacancy" else f"{owner}s"
        return f"Did you mean {near}?" if near else f"Add a row for it to the sheet of {sheets}, or correct it."

    def link(self, row: Row, column: str, vocabulary: str = "", *, to: str = "", shown: str = "") -> Link:
        """The words in a column as a link: as the row itself says they were read, else linked or taken as they are.

        `vocabulary` names the list to link to; `to` is what the link points at where there is none; `shown` is the
        column to point at in a question where the words came from another one.
        """
        words = str(row.values.get(column) or "")
        if row.values.get(f"{column}_as"):
            return self._given(row, column, vocabulary, words)
        if vocabulary in LINKED_AT_ONCE:
            link = self.links.of(vocabulary, words)
            self._doubt(row, column, shown or column, vocabulary, link)
            return link
        if vocabulary:
            found = self.lists.labels(vocabulary).by_fold.get(fold(words))
            link = Link(words=words, to=None if found is None else str(found), confidence=0 if found is None else 100)
            self._doubt(row, column, shown or column, vocabulary, link)
            return link
        return Link(words=words, to=to or words, confidence=100)

    def _given(self, row: Row, column: str, vocabulary: str, words: str) -> Link:
        said = str(row.values[f"{column}_as"])
        to: str | None = None
        if fold(said) != fold(NOTHING):
            try:
                to = str(self.lists.labels(vocabulary).find(said)) if vocabulary else said
            except CellFault as fault:
                raise RowFault(f"{column}_as", fault.what, fault.fix) from None
        sure = row.values.get(f"{column}_sure")
        return Link(words=words, to=to, confidence=(0 if to is None else 100) if sure is None else sure)

    def _doubt(self, row: Row, column: str, shown: str, vocabulary: str, link: Link) -> None:
        """Ask about words that were not linked, or not beyond doubt. The row loads either way."""
        labels = self.lists.labels(vocabulary)
        if link.to is None:
            near = (
                [labels.say(one) for one in self.links.near(vocabulary, link.words)]
                if vocabulary in LINKED_AT_ONCE
                else [one for one in [nearest(link.words, labels.shown)] if one]
            )
            ask = f"Did you mean {' or '.join(near)}? If so" if near else "If one of our list is meant"
            fix = f'{ask}, write it in "{self._as(row, column)}".'
            refused = row.values.get("says") is Stance.REFUSES
            so = ", so it rules nothing out yet" if refused else ""
            row.blame(shown, f"is kept in these words, and {UNLINKED}{so}.", fix, stops=False)
        elif link.confidence < 100:
            row.blame(
                shown,
                f"was read as {labels.say(link.to)}.",
                f'If that is wrong, write the right one in "{self._as(row, column)}".',
                stops=False,
            )

    def _as(self, row: Row, column: str) -> str:
        return row.found.sheet.by_name[f"{column}_as"].header
