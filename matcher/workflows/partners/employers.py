"""Employers at the desk: contacts and promises kept, records joined or kept apart by a person, ledgers exchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import Day, say_day
from matcher.base.ids import EmployerId, VacancyId
from matcher.base.problems import GivenProblems, Problem, shorten
from matcher.brokerage.contact import Room, room
from matcher.brokerage.dealings import approaches_of, one_approach, one_promise, promise_key
from matcher.brokerage.one_employer import Groups, next_word, resolved, resolved_ledger
from matcher.brokerage.same import hosts_of
from matcher.importers.contact_ledger import LedgerRead, ledger_lines, read_contact_ledger
from matcher.importers.labels import nearest
from matcher.importers.merge import fresh, replaced
from matcher.library.load import Library
from matcher.outputs.atomic import write_text
from matcher.records.dealings import Approach, Promise, SameEmployer
from matcher.records.employer import Employer
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.store.change import Change
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, near_reference, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where

KINDS = ("approach", "pack", "challenge", "employer_answer", "promise", "same")
"""The dealings that are about employers; of answers, only the days are read."""


@dataclass(frozen=True)
class Known:
    """Every employer under its one reference, with all dealings; no client is among it."""

    desk: Desk
    held: Programme
    """As it is kept."""
    programme: Programme
    """As it is read."""
    ledger: Ledger
    groups: Groups

    def employer(self, reference: str) -> Employer:
        """An employer by any of its references. Raises GivenProblems with the nearest one where there is none."""
        by_id = {one.id: one for one in self.programme.employers}
        found = by_id.get(self.groups.root(EmployerId(reference)))
        if found is None:
            raise GivenProblems([unknown_employer(reference, self.held)])
        return found

    def approaches(self, reference: EmployerId) -> list[Approach]:
        """All contacts with one employer."""
        return [one for one in approaches_of(self.ledger) if one.employer == reference]


def known_employers(desk: Desk) -> Known:
    """The employers of a programme, and what passed between us."""
    held = desk.folder.read(purpose="accountability", on=desk.on, clients=()).programme
    ledger = desk.folder.ledger(purpose="accountability", on=desk.on, kinds=KINDS)
    return Known(desk, held, resolved(held, ledger.same), resolved_ledger(ledger), Groups.of(ledger.same))


def unknown_employer(reference: str, programme: Programme) -> Problem:
    """What to say of a reference that no employer has."""
    known = [one.id for one in programme.employers]
    by_name = {one.name: one.id for one in programme.employers}
    near = near_reference(reference, known) or by_name.get(nearest(reference, by_name) or "")
    fix = f"Did you mean {near}?" if near else "`matcher employers` lists them."
    return Problem("employer", reference, "is not an employer of this programme.", fix)


# --- contacts and promises


@dataclass(frozen=True)
class ContactKept:
    """A contact that was written down, with the room there was before and there is now."""

    employer: Employer
    approach: Approach
    before: Room
    after: Room
    new: bool


@dataclass(frozen=True)
class ContactTold:
    """What somebody says of a contact."""

    how: str = ""
    day: Day | None = None
    vacancy: str | None = None
    about: str = ""
    answered: Day | None = None
    said: str = ""


def contact(where: Where, reference: str, told: ContactTold, *, team: str = "") -> ContactKept:
    """Write down a contact, or the answer to the latest one that waits for one. What happened is kept, room or none."""
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "contact", library=desk.library)
    rules = desk.library.brokerage.contact
    _one_of("--how", told.how, [one.id for one in rules.ways], may_be_empty=told.answered is not None)
    _one_of("--said", told.said, [one.id for one in rules.answers], may_be_empty=True)
    vacancy = None if told.vacancy is None else desk.vacancy(told.vacancy)
    for option, day in (("--day", told.day), ("--answered", told.answered)):
        if day is not None and day > desk.on:  # what is planned is no contact, and takes no room
            what = f"is after the day you work on, {say_day(desk.on)}."
            raise GivenProblems([Problem(option, say_day(day), what, "Correct it, or give the day: --on.")])
    with desk.folder.changing(signed) as change:
        known = known_employers(desk)
        employer = known.employer(reference)
        own = known.approaches(employer.id)
        approach = _approach(employer.id, told, own, vacancy, on=desk.on)
        before = room(employer, own, rules, on=approach.on, team=team)
        held = change.some(Approach, employers=[employer.id])
        added = _add(change, Ledger(approaches=held), Ledger(approaches=one_approach([*held, approach])))
        if added:
            codes = {"how": approach.how, "day": approach.on.isoformat(), "said": approach.said}
            if approach.answered:
                codes["answered"] = approach.answered.isoformat()
            change.log(Event("contact", employer=employer.id, vacancy=vacancy or "", codes=codes))
    after = room(employer, one_approach([*own, approach]), rules, on=desk.on, team=team)
    return ContactKept(employer, approach, before, after, added > 0)


def _approach(
    employer: EmployerId, told: ContactTold, own: Sequence[Approach], vacancy: VacancyId | None, *, on: Day
) -> Approach:
    """The contact that is told of: a new one, or one that was waiting for its answer."""
    if told.day is None and told.answered is not None:
        waiting = [one for one in own if one.answered is None and not one.programme and told.how in ("", one.how)]
        if not waiting:
            what = "has no contact that waits for an answer."
            raise GivenProblems([Problem("employer", employer, what, "Say how it was: --how call --day 02/11/2026.")])
        latest = max(waiting, key=lambda one: (one.on, one.how, one.about))
        return latest.model_copy(update={"answered": told.answered, "said": told.said})
    day = told.day or on
    if told.answered is not None and told.answered < day:
        raise GivenProblems([Problem("--answered", told.answered.isoformat(), "is before the contact.", "Correct it.")])
    return Approach(
        employer=employer,
        on=day,
        how=told.how,
        vacancy=vacancy,
        about=told.about,
        answered=told.answered,
        said=told.said,
    )


def promise(
    where: Where,
    reference: str,
    what: str,
    *,
    day: Day | None = None,
    due: Day | None = None,
    vacancy: str | None = None,
    kept: bool | None = None,
) -> tuple[Employer, Promise, bool]:
    """(the employer, the promise, whether anything is new): write down what an employer said they would do.

    With `kept` it ends the open promise of that kind, or is written down as it ended.
    """
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "record_conduct", library=desk.library)
    about = None if vacancy is None else desk.vacancy(vacancy)
    with desk.folder.changing(signed) as change:
        known = known_employers(desk)
        employer = known.employer(reference)
        what = _promise_kind(what, desk.library)
        own = [one for one in one_promise(known.ledger.promises) if (one.employer, one.what) == (employer.id, what)]
        made = _ended(own, kept=kept, day=day, on=desk.on) if kept is not None else None
        if made is None:
            settled = None if kept is None else desk.on
            made = Promise(
                employer=employer.id, what=what, on=day or desk.on, due=due, vacancy=about, kept=kept, settled=settled
            )
        held = change.some(Promise, employers=[employer.id])
        others = [one for one in held if kept is None or promise_key(one) != promise_key(made)]
        added = _add(change, Ledger(promises=held), Ledger(promises=one_promise([*others, made])))
        if added:
            codes: dict[str, str | bool | None] = {"day": made.on.isoformat(), "kept": made.kept}
            code = what if what in desk.library.brokerage.contact.promise_of else "in_words"
            change.log(Event("promise", employer=employer.id, codes={**codes, "promise": code}))
    return employer, made, added > 0


def _ended(own: Sequence[Promise], *, kept: bool, day: Day | None, on: Day) -> Promise | None:
    """The promise that ends so: the latest open one, else the latest of all, put right; None where there is none."""
    meant = [one for one in own if day is None or one.on == day]
    latest = max(meant, key=lambda one: (one.kept is None, one.on), default=None)
    if latest is None or latest.kept == kept:
        return latest
    return latest.model_copy(update={"kept": kept, "settled": on})


def _promise_kind(what: str, library: Library) -> str:
    """A kind of promise by its id or name; else the words as they are."""
    typed = what.strip()
    named = {one.name.casefold(): one.id for one in library.brokerage.contact.promises}
    kind = typed.casefold().replace(" ", "_")
    return named.get(typed.casefold()) or (kind if kind in library.brokerage.contact.promise_of else typed)


def _add(change: Change, held: Ledger, then: Ledger) -> int:
    """Keep what `then` says more than what is held; how many records are new or say more."""
    new = fresh(held, then)
    change.remove(replaced(held, then))
    change.add(new)
    return len(new)


# --- one employer or two


def join(where: Where, first: str, second: str) -> tuple[Employer, tuple[EmployerId, ...]]:
    """(the employer as it is read now, all its references): a person says that two records are one employer."""
    known = _say(where, first, second, same=True)
    return known.employer(first), known.groups.members(EmployerId(first))


def apart(where: Where, first: str, second: str) -> tuple[Employer, Employer]:
    """The two employers: a person says that two records are two, or takes a join back."""
    known = _say(where, first, second, same=False)
    return known.employer(first), known.employer(second)


def _say(where: Where, first: str, second: str, *, same: bool) -> Known:
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "employers", library=desk.library)
    with desk.folder.changing(signed) as change:
        said, held = change.some(SameEmployer), known_employers(desk).held
        one, other = (_held(reference, held) for reference in (first, second))
        word = next_word(said, one, other, same=same, on=desk.on, by=signed.by)
        _refuse(word, said, held)
        change.add([word])
        change.log(Event("same_employer", employer=one, codes={"with": other, "same": same}))
    return known_employers(desk)


def _held(reference: str, programme: Programme) -> EmployerId:
    if reference not in {one.id for one in programme.employers}:
        raise GivenProblems([unknown_employer(reference, programme)])
    return EmployerId(reference)


def _refuse(word: SameEmployer, said: Sequence[SameEmployer], held: Programme) -> None:
    """Raises GivenProblems for a word that cannot be followed beside the others, or is against what vacancies say."""
    if word.first == word.second:
        raise GivenProblems([Problem("employer", word.first, "is one record.", "Name two.")])
    before, after = Groups.of(said), Groups.of([*said, word])
    stuck = [one for one in after.clashing if one not in before.clashing]
    if stuck:
        named = "; ".join(f"{one.first} and {one.second}" for one in [*stuck, word] if one is not word) or "others"
        what = f"cannot be: {shorten(named)} were joined, and somebody keeps records of the two apart."
        if not word.same:
            what = f"are one by other words ({shorten(named)})."
        fix = "Settle those first: `matcher employers apart A B`, or `join A B`."
        raise GivenProblems([Problem("employers", f"{word.first} and {word.second}", what, fix)])
    for agency, host in sorted(hosts_of(held)):
        if before.root(agency) != before.root(host) and after.root(agency) == after.root(host):
            what = "supply people to each other on a vacancy, so they are an agency and its host."
            fix = "Keep them apart, or correct the vacancy's host first."
            raise GivenProblems([Problem("employers", f"{agency} and {host}", what, fix)])


# --- ledgers between programmes


def export_ledger(where: Where, path: Path) -> int:
    """Write our contacts for other programmes, without people in them. How many contacts it holds."""
    desk = open_desk(where)
    allowed(where.role, "contact", library=desk.library)
    known = known_employers(desk)
    own = [one for one in approaches_of(known.ledger) if not one.programme]
    name = desk.folder.about.name  # what it goes by everywhere, so that it is known again when it comes back
    write_text(path, "".join(ledger_lines(known.programme, own, name=name, on=desk.on)))
    return len(own)


def import_ledger(
    where: Where, paths: Sequence[Path], *, ties: Mapping[str, str] | None = None, dry_run: bool = False
) -> LedgerRead:
    """Read other programmes' contacts, so that they count here. The same file again changes nothing."""
    desk, signed = open_desk(where), hand(where)
    allowed(signed, "contact", library=desk.library)
    known = known_employers(desk)
    read = read_contact_ledger(
        paths,
        library=desk.library,
        known=known.programme,
        held=known.ledger.approaches,
        ours=desk.folder.about.name,
        ties=ties,
    )
    if dry_run or not read.approaches:
        return read
    with desk.folder.changing(signed) as change:
        held = change.some(Approach)
        added = _add(change, Ledger(approaches=held), Ledger(approaches=one_approach([*held, *read.approaches])))
        change.log(Event("contact_ledger", codes={"contacts": added, "files": len(paths)}))
    return read


def _one_of(option: str, text: str, allowed_ones: Sequence[str], *, may_be_empty: bool) -> None:
    """Raises GivenProblems with the words that are allowed."""
    if text in allowed_ones or (may_be_empty and not text):
        return
    raise GivenProblems([Problem(option, text, "is not one we know.", f"Choose one of: {', '.join(allowed_ones)}.")])
