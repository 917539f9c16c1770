"""Employers as lines on screen and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.base.days import Day, say_day
from matcher.cli.say import out, problem_lines
from matcher.cli.showing import print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matcher.brokerage.account import Account
    from matcher.brokerage.contact import Room
    from matcher.brokerage.same import Pair
    from matcher.importers.contact_ledger import LedgerRead
    from matcher.outputs.json import Json
    from matcher.records.dealings import Promise
    from matcher.records.employer import ConductFact, Employer
    from matcher.workflows.partners.employer_pages import EmployerPage, EmployersListed, PairsShown
    from matcher.workflows.partners.employers import ContactKept


def list_json(found: EmployersListed) -> Json:
    """The list."""
    from matcher.outputs.json import stamp

    return {**stamp(found.stamp), "others": found.others, "employers": [_account(one) for one in found.accounts]}


def page_json(found: EmployerPage) -> Json:
    """One employer."""
    from matcher.outputs.json import stamp

    one = found.account
    return {
        **stamp(found.stamp),
        **_account(one),
        "references": list(found.references),
        "also": list(one.employer.also),
        "agency": one.employer.agency,
        "promised": [
            {
                "what": stands.promise.what,
                "name": stands.name,
                "said": stands.promise.on.isoformat(),
                "due": _day(stands.promise.due),
                "state": stands.state,
                "settled": _day(stands.promise.settled),
            }
            for stands in one.promises
        ],
        "facts": [{**_fact(stands.fact), "stops": stands.stops, "asks": list(stands.asks)} for stands in one.facts],
        "contacts": [
            {
                "on": contact.on.isoformat(),
                "how": contact.how,
                "programme": contact.programme,
                "vacancy": contact.vacancy,
                "answered": _day(contact.answered),
                "said": contact.said,
            }
            for contact in one.contacts
        ],
        "vacancies": [vacancy for vacancy, _ in found.vacancies],
    }


def pairs_json(found: PairsShown) -> Json:
    """Pairs that may be one employer."""
    from matcher.outputs.json import stamp

    return {
        **stamp(found.stamp),
        "sure": [_pair(one, found) for one in found.found.sure],
        "doubtful": [_pair(one, found) for one in found.found.doubtful],
    }


def show_joined(employer: Employer, references: Sequence[str], *, as_json: bool) -> None:
    """A join that was kept."""
    if as_json:
        print_json({"format": 1, "employer": employer.id, "references": list(references)})
        return
    out(f"{employer.name} is read as one employer under {employer.id}: {', '.join(references)}.")
    out(f"To take it back: matcher employers apart {references[0]} {references[-1]}")


def show_apart(one: Employer, other: Employer, *, as_json: bool) -> None:
    """Two that are kept apart."""
    if as_json:
        print_json({"format": 1, "apart": [one.id, other.id]})
        return
    out(f"{one.name} ({one.id}) and {other.name} ({other.id}) are two employers, and are not asked about again.")


def show_contact(made: ContactKept, *, as_json: bool) -> None:
    """A contact that was kept, and the room there is now."""
    one = made.approach
    if as_json:
        value: Json = {
            "format": 1,
            "new": made.new,
            "employer": made.employer.id,
            "on": one.on.isoformat(),
            "how": one.how,
            "answered": _day(one.answered),
            "said": one.said,
            "room": _room(made.after),
        }
        print_json(value)
        return
    answered = f", answered on {say_day(one.answered)}" if one.answered else ""
    if made.new:
        out(f"Kept: {made.employer.name} ({made.employer.id}), {one.how}, {say_day(one.on)}{answered}.")
    else:
        out("Held already, as it was told. A second one on a day needs --vacancy or --about.")
    if made.new and not made.before.free and not answered:
        out("This was more than was agreed, or in a pause. It is kept as it was.")
    if made.after.lead:
        out(f"{made.after.lead} holds the relation: tell them.")
    out(f"Left: {made.after.left_week} this week, {made.after.left_month} in the month.")
    if made.after.next_on is not None and not made.after.free:
        out(f"The next contact may be on {say_day(made.after.next_on)}.")


def show_promise(employer: Employer, promise: Promise, new: bool, *, as_json: bool) -> None:
    """A promise that was kept in the records, or how one ended."""
    if as_json:
        print_json(
            {
                "format": 1,
                "new": new,
                "employer": employer.id,
                "what": promise.what,
                "said": promise.on.isoformat(),
                "due": _day(promise.due),
                "kept": promise.kept,
            }
        )
        return
    if not new:
        out("Held already, as it was told. Nothing was changed.")
        return
    how = "" if promise.kept is None else ": it held" if promise.kept else ": it did not hold"
    by = f", by {say_day(promise.due)}" if promise.due else ""
    out(f"Kept for {employer.name} ({employer.id}): {promise.what}, said on {say_day(promise.on)}{by}{how}.")


def show_fact(employer: Employer, fact: ConductFact, new: bool, *, as_json: bool) -> None:
    """A fact that was kept, or one that gained the employer's side."""
    if as_json:
        print_json({"format": 1, "new": new, "employer": employer.id, "fact": _fact(fact)})
        return
    if not new:
        out("Held already, as it was told. Nothing was changed.")
        return
    out(f"Kept for {employer.name} ({employer.id}), {say_day(fact.on)}.")
    if fact.stops:
        out(f"It stops introductions{f' until {say_day(fact.until)}' if fact.until else ''}.")
    if fact.stops and not fact.reply and fact.asked is None:
        out("Ask for their side, and say when you did: --asked DAY; what they say: --reply TEXT.")


def _fact(fact: ConductFact) -> Json:
    return {
        "on": fact.on.isoformat(),
        "what": fact.what,
        "source": fact.source,
        "reply": fact.reply,
        "asked": _day(fact.asked),
        "until": _day(fact.until),
    }


def show_ledger(read: LedgerRead, *, dry_run: bool, as_json: bool) -> int:
    """What came of reading other programmes' contacts; 1 where something has to be put right."""
    counts = read.read
    if as_json:
        print_json(
            {
                "format": 1,
                "saved": not dry_run,
                "programmes": list(read.programmes),
                "read": {
                    "found": counts.found,
                    "loaded": counts.loaded,
                    "rejected": counts.rejected,
                    "repeated": counts.repeated,
                },
                "problems": [
                    {
                        "where": one.where,
                        "value": one.value,
                        "what": one.what,
                        "fix": one.fix,
                        "stops_row": one.stops_row,
                    }
                    for one in read.problems
                ],
            }
        )
        return 1 if read.stopping else 0
    whose = f" of {', '.join(read.programmes)}" if read.programmes else ""
    out(
        f"{counts.found:,} contacts{whose}: {counts.loaded:,} new, {counts.repeated:,} held already, "
        f"{counts.rejected:,} not counted."
    )
    for line in problem_lines(read.problems):
        out(f"  {line}")
    if dry_run:
        out("Nothing was saved: this was a dry run.")
    return 1 if read.stopping else 0


def _account(one: Account) -> Json:
    return {
        "employer": one.employer.id,
        "name": one.employer.name,
        "lead": one.employer.lead,
        "room": _room(one.room),
        "stopped": one.stopped,
        "replies": {"in_time": one.replies.in_time, "of": one.replies.of} if one.replies.told else None,
        "promises": {state: one.count(state) for state in ("kept", "broken", "overdue", "to_ask", "open")},
    }


def _room(room: Room) -> Json:
    return {
        "weekly": room.weekly,
        "monthly": room.monthly,
        "left_week": room.left_week,
        "left_month": room.left_month,
        "next_on": _day(room.next_on),
        "why": list(room.why),
        "ask_first": room.lead or None,
    }


def _pair(one: Pair, found: PairsShown) -> Json:
    return {
        "first": one.first,
        "first_name": found.names[one.first],
        "second": one.second,
        "second_name": found.names[one.second],
        "likeness": one.likeness,
        "seen": list(one.seen),
    }


def _day(day: Day | None) -> str | None:
    return None if day is None else day.isoformat()
