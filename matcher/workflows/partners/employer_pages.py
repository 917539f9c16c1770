"""Employers to look at: a line each, one employer's page of facts, and records that may be one employer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.base.days import Day, say_day
from matcher.base.ids import EmployerId, natural_order
from matcher.base.stamp import Stamp
from matcher.brokerage.account import Account, FactStands, PromiseStands, account
from matcher.brokerage.contact import Room
from matcher.brokerage.dealings import approaches_of, by_employer, one_promise
from matcher.brokerage.same import Pair, Pairs, hosts_of, pairs, where_they_work
from matcher.explain.report import Item, Report, ReportPart, Said
from matcher.library.brokerage.contact import ContactRules
from matcher.library.brokerage.same import SameRules
from matcher.records.dealings import Promise
from matcher.records.words import VacancyStatus
from matcher.store.rows import digest_of, written
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import open_desk
from matcher.workflows.lists.runs import stamp
from matcher.workflows.partners.employers import Known, known_employers
from matcher.workflows.where import Where

CONTACTS_SHOWN = 12
STATES = {
    "kept": "kept",
    "broken": "did not hold",
    "overdue": "its day has passed: ask",
    "to_ask": "open for a while: ask how it went",
    "open": "open",
}


@dataclass(frozen=True)
class EmployersListed:
    """Employers with something to say of them, by name; and how many there are besides."""

    stamp: Stamp
    rules: ContactRules
    accounts: tuple[Account, ...]
    others: int


@dataclass(frozen=True)
class EmployerPage:
    """One employer: what was agreed, and how it went."""

    stamp: Stamp
    rules: ContactRules
    account: Account
    references: tuple[EmployerId, ...]
    """All its references, joined by a person."""
    vacancies: tuple[tuple[str, str], ...]
    """(reference, title) of those that are open."""


@dataclass(frozen=True)
class PairsShown:
    """Records that may be one employer, with their names."""

    stamp: Stamp
    rules: SameRules
    found: Pairs
    names: dict[EmployerId, str]


def listed(where: Where, *, everybody: bool = False, team: str = "") -> EmployersListed:
    """Employers with an open vacancy or anything that passed between us; `everybody`: the others too."""
    known, run = _known(where, "list", str(everybody), team)
    rules, on = known.desk.library.brokerage.contact, known.desk.on
    approaches, promises = by_employer(approaches_of(known.ledger)), _promises(known)
    working = {one.employer for one in known.programme.vacancies if one.status is VacancyStatus.OPEN}
    accounts = [
        account(one, approaches.get(one.id, ()), promises.get(one.id, ()), rules, on=on, team=team)
        for one in known.programme.employers
    ]
    kept = [
        one
        for one in accounts
        if everybody or one.employer.id in working or one.contacts or one.promises or one.facts or one.room.why
    ]
    kept.sort(key=lambda one: (one.employer.name.casefold(), natural_order(one.employer.id)))
    return EmployersListed(run, rules, tuple(kept), len(accounts) - len(kept))


def shown(where: Where, reference: str, *, team: str = "") -> EmployerPage:
    """One employer's page. Raises GivenProblems where there is none."""
    known, run = _known(where, "show", reference, team)
    employer = known.employer(reference)
    promises = _promises(known).get(employer.id, [])
    found = account(
        employer,
        known.approaches(employer.id),
        promises,
        known.desk.library.brokerage.contact,
        on=known.desk.on,
        team=team,
    )
    vacancies = [
        (one.id, one.title)
        for one in known.programme.vacancies
        if one.employer == employer.id and one.status is VacancyStatus.OPEN
    ]
    ordered = tuple(sorted(vacancies, key=lambda one: natural_order(one[0])))
    return EmployerPage(run, known.desk.library.brokerage.contact, found, known.groups.members(employer.id), ordered)


def likely(where: Where) -> PairsShown:
    """Records that may be one employer and of which nobody has said so, or that they are two."""
    known, run = _known(where, "pairs")
    held, rules = known.held, known.desk.library.brokerage.same_employer
    said = known.desk.folder.ledger(purpose="accountability", on=known.desk.on, kinds=("same",)).same
    found = pairs(held.employers, said, rules, sectors=where_they_work(held), hosts=hosts_of(held))
    return PairsShown(run, rules, found, {one.id: one.name for one in held.employers})


def _known(where: Where, *arguments: str) -> tuple[Known, Stamp]:
    desk = open_desk(where)
    allowed(where.role, "conduct", library=desk.library)
    known = known_employers(desk)
    ledger = known.ledger
    of = (known.programme.employers, known.programme.vacancies, ledger.approaches, ledger.packs, ledger.promises)
    inputs = digest_of(sorted(written(one) for records in of for one in records))
    run = stamp(inputs=inputs, models=desk.library.digest, on=desk.on, arguments=["employers", *arguments])
    return known, run


def _promises(known: Known) -> dict[EmployerId, list[Promise]]:
    found: dict[EmployerId, list[Promise]] = {}
    for one in one_promise(known.ledger.promises):
        found.setdefault(one.employer, []).append(one)
    return found


# --- in words


def list_report(found: EmployersListed) -> Report:
    """The list: whom to look at first, who may be contacted, who is left in peace."""
    asked = [one for one in found.accounts if _to_do(one)]
    rest = [one for one in found.accounts if not _to_do(one)]
    parts = (
        _part("To look at", asked, found, empty="Nothing waits for us."),
        _part("May be contacted", [one for one in rest if one.room.free], found, empty="Nobody else for now."),
        _part("Not now", [one for one in rest if not one.room.free], found, empty="Nobody."),
    )
    besides = (f"{found.others:,} more have nothing to tell; --all names them.",) if found.others else ()
    return Report(found.stamp, "Employers", (f"{len(found.accounts):,} employers.", *besides), parts)


def _part(heading: str, accounts: Iterable[Account], found: EmployersListed, *, empty: str) -> ReportPart:
    items = tuple(Item(_called(one), tuple(_lines(one, found.rules))) for one in accounts)
    return ReportPart(heading, items=items, empty=empty)


def _called(one: Account) -> str:
    return f"{one.employer.name} ({one.employer.id})"


def _lines(one: Account, rules: ContactRules) -> Iterator[Said]:
    yield from room_lines(one.room, rules)
    if one.stopped:
        yield "!", _sentence(rules.says["stopped"])
    if one.replies.told:
        yield "", _answers(one, rules)
    told = [(one.count("kept"), "kept"), (one.count("broken"), "did not hold")]
    if any(count for count, _ in told):
        yield "", "Promises: " + ", ".join(f"{count} {word}" for count, word in told if count) + "."
    yield from (("?", words) for words in _to_do(one))


def room_lines(room: Room, rules: ContactRules) -> Iterator[Said]:
    """How many contacts are left, when the next may be, whom to ask first."""
    if room.free:
        yield "+", f"{room.left_week} more this week and {room.left_month} in the month, as agreed or usual."
    for why in room.why:
        yield "-", _sentence(rules.says[why])
    if not room.free and room.next_on is not None:
        yield "", f"The next contact may be on {say_day(room.next_on)}."
    if room.lead:
        yield "?", rules.says["ask_lead"].format(lead=room.lead)


def _answers(one: Account, rules: ContactRules) -> str:
    days = rules.reply.within_days
    return f"Answered within {days} days: {one.replies.in_time} of {one.replies.of} contacts."


def _to_do(one: Account) -> list[str]:
    """What waits for us with one employer."""
    overdue = [stands.name for stands in one.promises if stands.state in ("overdue", "to_ask")]
    asks = [ask for fact in one.facts for ask in fact.asks]
    return [*(f"Ask how it went: {name}." for name in overdue), *asks]


def page_report(found: EmployerPage) -> Report:
    """One employer's page of facts."""
    one, employer = found.account, found.account.employer
    says = [f"Also called {', '.join(employer.also)}."] if employer.also else []
    says += [f"References: {', '.join(found.references)}, joined by a person."] if len(found.references) > 1 else []
    says += ["An agency: it supplies people to others."] if employer.agency else []
    agreed = f"Agreed or usual: {one.room.weekly} contacts in seven days, {one.room.monthly} in a month."
    contact = list(room_lines(one.room, found.rules))
    if one.replies.told:
        contact.append(("", _answers(one, found.rules)))
    return Report(
        found.stamp,
        _called(one),
        tuple(says),
        (
            ReportPart("Contact", (agreed,), (Item("Now", tuple(contact)),)),
            ReportPart("What they said they would do", items=_promised(one.promises), empty="Nothing is recorded."),
            ReportPart("What was agreed and how it went", items=_facts(one.facts), empty="Nothing is recorded."),
            ReportPart("Contacts", _more(one), items=tuple(_contacts(one, found.rules)), empty="None is recorded."),
            ReportPart(
                "Open vacancies", items=tuple(Item(f"{title} ({ref})") for ref, title in found.vacancies), empty="None."
            ),
        ),
    )


def _more(one: Account) -> tuple[str, ...]:
    return (f"The latest {CONTACTS_SHOWN} of {len(one.contacts)}.",) if len(one.contacts) > CONTACTS_SHOWN else ()


def _promised(promises: Iterable[PromiseStands]) -> tuple[Item, ...]:
    return tuple(Item(one.name, tuple(_promise_lines(one))) for one in promises)


def _promise_lines(one: PromiseStands) -> Iterator[Said]:
    promise = one.promise
    by = f", by {say_day(promise.due)}" if promise.due else ""
    yield "", f"Said on {say_day(promise.on)}{by}{f', about {promise.vacancy}' if promise.vacancy else ''}."
    on = f" ({say_day(promise.settled)})" if promise.settled else ""
    yield ("?" if one.state in ("overdue", "to_ask") else "-"), f"{_sentence(STATES[one.state])[:-1]}{on}."


def _facts(facts: Iterable[FactStands]) -> tuple[Item, ...]:
    return tuple(Item(one.fact.what, tuple(_fact_lines(one))) for one in facts)


def _fact_lines(one: FactStands) -> Iterator[Said]:
    fact = one.fact
    yield "", f"{say_day(fact.on)}. Source: {fact.source}."
    yield "", f"They say: {fact.reply}" if fact.reply else "They have said nothing to it so far."
    until = f" until {say_day(fact.until)}" if fact.until else ""
    if one.stops:
        yield "!", f"Stops introductions{until}."
    elif not one.counts:
        yield "-", f"Not in force{f': it ended on {say_day(fact.until)}' if fact.until else ''}."
    yield from (("?", ask) for ask in one.asks)


def _contacts(one: Account, rules: ContactRules) -> Iterator[Item]:
    for contact in one.contacts[:CONTACTS_SHOWN]:
        way = rules.way_of.get(contact.how)
        whose = f", {contact.programme}" if contact.programme else ""
        about = f", about {contact.vacancy}" if contact.vacancy else ""
        said = rules.answer_of.get(contact.said)
        answer = f": answered {_on(contact.answered)}" if contact.answered else ""
        words = f' ("{said.name}")' if said else ""
        yield Item(f"{say_day(contact.on)}: {way.name if way else contact.how}{whose}{about}{answer}{words}")


def _on(day: Day) -> str:
    return f"on {say_day(day)}"


def pairs_report(found: PairsShown) -> Report:
    """Pairs to look at, what speaks for and against, and how to say what they are."""
    sure = tuple(_pair(one, found) for one in found.found.sure)
    doubtful = tuple(_pair(one, found) for one in found.found.doubtful)
    says = (
        "Nothing is joined until a person says so, and a join can be taken back.",
        "One employer: matcher employers join A B. Two: matcher employers apart A B.",
    )
    parts = (
        ReportPart("Very likely one employer", items=sure, empty="None."),
        ReportPart("Perhaps one employer", items=doubtful, empty="None."),
    )
    return Report(found.stamp, "Which records are one employer?", says, parts)


def _pair(pair: Pair, found: PairsShown) -> Item:
    first, second = (f"{found.names[one]} ({one})" for one in (pair.first, pair.second))
    says = found.rules.says
    return Item(
        f"{first} and {second}",
        (
            ("-", _sentence("; ".join(says[one] for one in pair.seen))),
            ("?", says["ask"].format(first=first, second=second)),
        ),
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
