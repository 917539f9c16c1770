"""What a programme holds of one person: erased, put on hold, let go of when its time is over."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import Day, say_day
from matcher.base.ids import ClientId
from matcher.base.problems import GivenProblems, Problem
from matcher.library.validation import one_of
from matcher.records.holds import Hold
from matcher.store import beside, copies, database, erasing, retaining
from matcher.store.erasing import Erased
from matcher.store.folder import Change, Folder
from matcher.store.log import Event
from matcher.store.retaining import Looked
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import Desk, near_reference, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.today import today
from matcher.workflows.where import Where

ERASE = "erase"


@dataclass(frozen=True)
class Gone:
    """What erasing somebody came to. It holds nothing by which they could be told."""

    erased: Erased
    copies: tuple[Path, ...]
    """Copies that the program had made by itself; they are gone as well."""
    named: tuple[Path, ...]
    """Files of the folder that name the person: for somebody to delete."""
    closed: tuple[Path, ...]
    """Files that could not be looked into."""
    server: bool
    """Whether it is on a server, whose journal and backups are its keeper's."""
    sure: bool
    """Whether the reference tells the person wherever it is read; a plain number does not."""


def erase(where: Where, client: str, *, ground: str) -> Gone:
    """Take away everything that is held of a client, and every byte of it in the store's files.

    Raises GivenProblems where the role may not, the ground is none, there is a hold, or nobody is held under the
    reference.
    """
    desk = open_desk(where)
    allowed(where.role, ERASE, library=desk.library)
    known = desk.library.brokerage.retention.ground_ids
    if ground not in known:
        raise GivenProblems([Problem("--ground", ground, "is not a ground to erase on.", one_of(ground, known))])
    with desk.folder.changing(hand(where)) as change:
        _refuse(change, client, desk)
        erased = erasing.erase(change.connection, change.signed, client, ground=ground)
    return _swept(desk.folder, erased)


def _swept(folder: Folder, erased: Erased) -> Gone:
    """Leave no byte in the store's own files; say which others name the person."""
    made = tuple(copies.copies_in(folder.path))
    for one in made:
        for end in beside.ENDS:
            one.with_name(one.name + end).unlink(missing_ok=True)
    _leave_no_trace(folder)
    looked = beside.look_through(folder.path, erased.names)
    server = folder.place.file is None
    return Gone(erased, made, looked.named, looked.closed, server, sure=erased.names.reference in erased.names.telling)


def _leave_no_trace(folder: Folder) -> None:
    """Write the database anew. Raises GivenProblems, saying what is gone already, where that cannot be done now."""
    try:
        erasing.leave_no_trace(folder.place)
    except GivenProblems as given:
        what = "holds none of the records any more, but bytes of them may be left in its files."
        fix = f"{given.problems[0].what} When that is over: `matcher db tidy --as manager` takes the rest away."
        raise GivenProblems([Problem(folder.place.name, "", what, fix)]) from given


def _refuse(change: Change, client: str, desk: Desk) -> None:
    """Raises GivenProblems where nobody is held under the reference, or their record is on hold."""
    _refuse_stranger(change, client, desk)
    for one in standing(change, client):
        late = " That day is past: ask whether it still stands." if one.review < desk.on else ""
        what = f"is on hold since {one.on:%d/%m/%Y}, to be looked at again on {one.review:%d/%m/%Y}.{late}"
        fix = f"Ask {one.owner}. `data hold {client} --lift` ends it."
        raise GivenProblems([Problem("client", client, what, fix)])


def standing(change: Change, client: str) -> list[Hold]:
    """The holds on a client's record that nobody has lifted."""
    return [one for one in change.some(Hold, clients=[client]) if one.lifted is None]


def hold(where: Where, client: str, *, owner: str, review: Day) -> Hold:
    """Put a client's record on hold. Raises GivenProblems where the day is past or too far away."""
    desk = open_desk(where)
    allowed(where.role, ERASE, library=desk.library)
    most = desk.library.brokerage.retention.hold_review_days_most
    if not 0 <= (review - desk.on).days <= most:
        what = f"must be a day from today, {desk.on:%d/%m/%Y}, and within {most} days."
        raise GivenProblems([Problem("--review", f"{review:%d/%m/%Y}", what, "It can be set again on that day.")])
    one = Hold(client=ClientId(client), owner=owner, on=desk.on, review=review)
    with desk.folder.changing(hand(where)) as change:
        _refuse_stranger(change, client, desk)
        saved = change.add([one])
        if saved.added or saved.changed:
            change.log(Event("hold", client=client, codes={"review": review.isoformat(), "owner": owner}))
    return one


def lift(where: Where, client: str) -> Hold:
    """End the hold on a client's record."""
    desk = open_desk(where)
    allowed(where.role, ERASE, library=desk.library)
    with desk.folder.changing(hand(where)) as change:
        found = standing(change, client)
        if not found:
            raise GivenProblems([Problem("client", client, "has no hold.", "Nothing was changed.")])
        lifted = found[0].model_copy(update={"lifted": desk.on})
        change.add([lifted])
        change.log(Event("hold.lifted", client=client))
    return lifted


def _refuse_stranger(change: Change, client: str, desk: Desk) -> None:
    if not erasing.is_known(change.connection, client):
        everyone = desk.folder.clients(purpose="accountability", on=desk.on)
        nearest = near_reference(client, everyone)
        fix = f"Did you mean {nearest}?" if nearest else "Type the reference as it stands in the spreadsheets."
        raise GivenProblems([Problem("client", client, "is not held here, or was erased already.", fix)])


def _refuse_to_come(desk: Desk) -> None:
    """Raises GivenProblems for a day that neither the clock nor the programme's data has reached.

    Looking ahead is free. Letting go cannot be undone, not from a backup either: a slip in a year would take everybody.
    """
    reached = max(today(), desk.folder.about.data_date or Day.min)
    if desk.on > reached:
        what = f"is still to come: today is {say_day(reached)}. Nothing was let go of."
        raise GivenProblems([Problem("--on", say_day(desk.on), what, "Leave out --apply to look ahead.")])


def retention(where: Where, *, apply: bool) -> Looked:
    """What is past its time on the day, by kind; with `apply`, let go of it, leaving no byte."""
    desk = open_desk(where)
    allowed(where.role, "retention", library=desk.library)
    rules = desk.library.brokerage.retention
    if not apply:
        with database.reading(desk.folder.place) as connection:
            return retaining.look(connection, rules=rules, on=desk.on)
    _refuse_to_come(desk)
    with desk.folder.changing(hand(where)) as change:
        looked = retaining.let_go(change.connection, change.signed, rules=rules, on=desk.on)
    if any(one.rows for one in looked.due):
        for one in copies.copies_in(desk.folder.path):
            one.unlink(missing_ok=True)
        _leave_no_trace(desk.folder)
    return looked
