"""Several records that a person said are one employer, read as one. Nothing is rewritten where records are kept.

So that a join can be taken back: a later word on the same two records undoes it, and everything is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from matcher.base.days import Day
from matcher.base.ids import EmployerId, natural_order
from matcher.records.client import Client, Statement
from matcher.records.dealings import SameEmployer
from matcher.records.employer import Employer
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.shape import Record
from matcher.records.vacancy import Vacancy
from matcher.records.words import Kind

T = TypeVar("T")
R = TypeVar("R", bound=Record)


@dataclass
class Groups:
    """Which references are one employer, by the last word on each two."""

    _parent: dict[EmployerId, EmployerId] = field(default_factory=dict)
    _apart: dict[EmployerId, set[EmployerId]] = field(default_factory=dict)
    _members: dict[EmployerId, list[EmployerId]] = field(default_factory=dict)
    clashing: tuple[SameEmployer, ...] = ()
    """Words "one employer" that would bring together two that somebody keeps apart; they are not followed."""

    @classmethod
    def of(cls, said: Iterable[SameEmployer]) -> Groups:
        """The groups that all words together make, whatever their order."""
        groups = cls()
        last = sorted(last_words(said), key=lambda one: (one.on, one.turn, _both(one)))
        for one in last:
            if not one.same:
                groups._keep_apart(one.first, one.second)
        groups.clashing = tuple(one for one in last if one.same and not groups._bring(one.first, one.second))
        return groups

    def root(self, reference: EmployerId) -> EmployerId:
        """The reference that stands for an employer: the shortest of its group."""
        return min(self._members.get(self._top(reference), [reference]), key=lambda one: (len(one), natural_order(one)))

    def members(self, reference: EmployerId) -> tuple[EmployerId, ...]:
        """All references of an employer, in their natural order; just its own where nobody joined it."""
        return tuple(sorted(self._members.get(self._top(reference), [reference]), key=natural_order))

    def settled(self, one: EmployerId, other: EmployerId) -> bool:
        """Whether a person has said of these two that they are one, or two."""
        first, second = self._top(one), self._top(other)
        return first == second or second in self._apart.get(first, ())

    def kept_apart(self, one: EmployerId, other: EmployerId) -> bool:
        """Whether a person keeps these two, or others of their groups, apart."""
        return self._top(other) in self._apart.get(self._top(one), ())

    @property
    def roots(self) -> dict[EmployerId, EmployerId]:
        """The standing reference of every reference that has another one."""
        tops = {top: self.root(top) for top in self._members}
        found = {one: tops[top] for top, members in self._members.items() for one in members}
        return {one: root for one, root in found.items() if one != root}

    def _top(self, reference: EmployerId) -> EmployerId:
        while reference in self._parent:
            reference = self._parent[reference]
        return reference

    def _keep_apart(self, one: EmployerId, other: EmployerId) -> None:
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def _bring(self, one: EmployerId, other: EmployerId) -> bool:
        """Make two groups one; False where they are kept apart."""
        large, small = self._top(one), self._top(other)
        if large == small:
            return True
        if small in self._apart.get(large, ()):
            return False
        if len(self._members.get(large, ())) < len(self._members.get(small, ())):
            large, small = small, large
        self._members.setdefault(large, [large]).extend(self._members.pop(small, [small]))
        self._parent[small] = large
        for far in self._apart.pop(small, set()):
            self._apart[far].discard(small)
            self._keep_apart(large, far)
        return True


def last_words(said: Iterable[SameEmployer]) -> list[SameEmployer]:
    """The last word on each two records; of two last words the one that keeps them apart."""
    last: dict[tuple[EmployerId, EmployerId], SameEmployer] = {}
    for one in said:
        if one.first == one.second:
            continue
        before = last.get(_both(one))
        last[_both(one)] = one if before is None else max(before, one, key=_later)
    return list(last.values())


def next_word(
    said: Iterable[SameEmployer], first: EmployerId, second: EmployerId, *, same: bool, on: Day, by: str
) -> SameEmployer:
    """A person's new word on two records, which holds from now on."""
    new = SameEmployer(first=first, second=second, same=same, on=on, by=by)
    turns = [one.turn for one in said if _both(one) == _both(new)]
    return new.model_copy(update={"turn": max(turns, default=0) + 1})


def resolved(programme: Programme, said: Iterable[SameEmployer]) -> Programme:
    """The programme with every employer under one reference: vacancies, hosts, refusals, wishes and consents.

    The same programme where nobody joined anything.
    """
    groups = Groups.of(said)
    roots = groups.roots
    if not roots:
        return programme
    return programme.model_copy(
        update={
            "employers": _employers(programme.employers, groups),
            "vacancies": tuple(_vacancy(one, roots) for one in programme.vacancies),
            "clients": tuple(_client(one, roots) for one in programme.clients),
            "consents": _under(programme.consents, roots),
        }
    )


def resolved_ledger(ledger: Ledger, said: Iterable[SameEmployer] | None = None) -> Ledger:
    """The dealings with every employer under one reference, by the ledger's own words on who is one."""
    roots = Groups.of(ledger.same if said is None else said).roots
    if not roots:
        return ledger
    kinds = ("approaches", "promises", "challenges", "employer_answers", "packs", "jobs")
    return ledger.model_copy(update={kind: _under(getattr(ledger, kind), roots) for kind in kinds})


def joined(members: Sequence[Employer], root: EmployerId) -> Employer:
    """Several records as one, under `root`: nothing that any of them says is lost, and the stricter limit stands."""
    own = sorted(members, key=lambda one: (one.id != root, len(one.id), natural_order(one.id)))
    first = own[0]
    return first.model_copy(
        update={
            "id": root,
            "agency": any(one.agency for one in own),
            "conduct": _all(sorted(one.conduct, key=lambda fact: (fact.on, fact.what, fact.source)) for one in own),
            **{name: max(_known(own, name), default=None) for name in ("not_before", "contact_full_until")},
            "adjustments": _all(one.adjustments for one in own),
            **{name: _first_known(own, name) for name in ("lead", "named_person", "induction", "first_week_agreed")},
            "also": tuple(name for name in _all((one.name, *one.also) for one in own) if name != first.name),
            "sites": _all(one.sites for one in own),
            **{name: min(_known(own, name), default=None) for name in ("weekly_contacts", "monthly_contacts")},
        }
    )


def _employers(held: Iterable[Employer], groups: Groups) -> tuple[Employer, ...]:
    """One record for each employer, where its first record stood."""
    by_root: dict[EmployerId, list[Employer]] = {}
    for one in held:
        by_root.setdefault(groups.root(one.id), []).append(one)
    return tuple(own[0] if len(own) == 1 and own[0].id == root else joined(own, root) for root, own in by_root.items())


def _vacancy(vacancy: Vacancy, roots: dict[EmployerId, EmployerId]) -> Vacancy:
    found = {
        name: roots[reference]
        for name, reference in (("employer", vacancy.employer), ("host", vacancy.host))
        if reference is not None and reference in roots
    }
    return vacancy.model_copy(update=found) if found else vacancy


def _client(client: Client, roots: dict[EmployerId, EmployerId]) -> Client:
    """A refusal of one name holds for them all."""
    changes: dict[str, object] = {}
    if not roots.keys().isdisjoint(client.refused_employers):
        changes["refused_employers"] = frozenset(roots.get(one, one) for one in client.refused_employers)
    if any(_names_employer(one) and one.what.to in roots for one in client.statements):
        changes["statements"] = tuple(_statement(one, roots) for one in client.statements)
    return client.model_copy(update=changes) if changes else client


def _names_employer(statement: Statement) -> bool:
    return statement.kind is Kind.EMPLOYER and statement.what.to is not None


def _statement(statement: Statement, roots: dict[EmployerId, EmployerId]) -> Statement:
    if not _names_employer(statement) or statement.what.to not in roots:
        return statement
    what = statement.what.model_copy(update={"to": roots[EmployerId(statement.what.to)]})
    return statement.model_copy(update={"what": what})


def _under(records: tuple[R, ...], roots: dict[EmployerId, EmployerId]) -> tuple[R, ...]:
    """Records with their `employer` under its one reference."""
    found = []
    for one in records:
        reference = getattr(one, "employer", None)
        found.append(one.model_copy(update={"employer": roots[reference]}) if reference in roots else one)
    return tuple(found)


def _both(one: SameEmployer) -> tuple[EmployerId, EmployerId]:
    """The two references, the same whichever is named first."""
    first, second = sorted((one.first, one.second))
    return first, second


def _later(one: SameEmployer) -> tuple[int, Day, bool, str]:
    return one.turn, one.on, not one.same, one.by


def _all(parts: Iterable[Iterable[T]]) -> tuple[T, ...]:
    """Everything in the parts, each once."""
    return tuple(dict.fromkeys(one for part in parts for one in part))


def _known(own: Iterable[Employer], name: str) -> list[Any]:
    """What the records say of a fact, where they say anything. Any: facts are of several types."""
    return [value for one in own if (value := getattr(one, name)) not in (None, "")]


def _first_known(own: Sequence[Employer], name: str) -> Any:  # noqa: ANN401  facts are of several types
    """What the first record that knows a fact says; the first record's blank where none does."""
    return next(iter(_known(own, name)), getattr(own[0], name))
