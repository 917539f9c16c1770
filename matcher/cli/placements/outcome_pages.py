"""Jobs on screen and as JSON: what was kept, what follows from it, and what is held of one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from matcher.base.days import Day, say_day
from matcher.base.money import say_pence
from matcher.cli.say import out, program
from matcher.cli.showing import console, print_json

if TYPE_CHECKING:
    from matcher.brokerage.working import Bounds, Span, ToAsk
    from matcher.outputs.json import Json
    from matcher.outputs.terminal import Cards
    from matcher.records.jobs import Job, Worked
    from matcher.workflows.placements.outcome_pages import JobLine, JobPage
    from matcher.workflows.placements.outcomes import Ended, Written

SOURCES = {"payslip": "payslip", "employer": "the employer says", "client": "the client says", "contract": "contract"}


def show_started(written: Written, *, as_json: bool) -> None:
    """A start that was kept, with the contacts that were planned."""
    job = written.job
    if as_json:
        contacts = [{"contact": one.id, "week": one.week, "due": one.due.isoformat()} for one in written.contacts]
        print_json({"format": 1, "new": written.new, "job": _job_json(job), "contacts": contacts})
        return
    if not written.new:
        out(f"{job.id} is held already, as it was told. Nothing was changed.")
        return
    out(f"Kept as {job.id}: {job.client} started on {say_day(job.started)}{_titled(job)}.")
    for one in written.contacts:
        out(f"  {one.id}: ask how it is going around {say_day(one.due)} (week {one.week}).")
    if not job.worked:
        out(f"Hours and pay are not known yet: {program()} outcome hours {job.id} --hours 16 --pay 203.36")


def show_hours(written: Written, *, as_json: bool) -> None:
    """Hours that were kept: all stretches as they stand."""
    if as_json:
        print_json({"format": 1, "new": written.new, "job": _job_json(written.job)})
        return
    out(f"{written.job.id}:" if written.new else f"{written.job.id} says so already. Nothing was changed.")
    for one in written.job.worked:
        out(f"  {say_stretch(one)}")


def show_ended(ended: Ended, *, as_json: bool) -> None:
    """An end that was kept, and what follows from it."""
    job, followed = ended.job, ended.followed
    if as_json:
        print_json(_ended_json(ended))
        return
    if followed is None:
        out(f"The end of {job.id} is held already, as it was told. Nothing was changed.")
        return
    after = followed.after
    # said of a day to come too: notice is given before the last day
    last = f"Kept: the last paid day of {job.id} is {say_day(after.back_since)}."
    out(f"{last} {job.client} is back on the caseload from that day.")
    for action in followed.actions:
        due = f", by {say_day(action.due)}" if action.due else ""
        out(f"  To do: {action.what} (key worker{due}).")
    for one in after.look_again:
        out(f"  To ask {job.client}: {one.ask}")
    for question in after.questions:
        out(f"  To ask {job.client}: {question}")
    for kept_off in after.remembered:
        until = f" until {say_day(kept_off.until)}" if kept_off.until else ""
        out(f"  {kept_off.vacancy} stays off their list{until}, unless they say they want it anyway.")
    for promise in after.settled:
        out(f"  On {promise.employer}'s page: a promise that did not hold ({promise.what}).")
    if followed.stopped:
        out(f"  {followed.stopped} contacts in work are not needed any more.")


def show_jobs(lines: Iterable[JobLine], *, as_json: bool) -> None:
    """Jobs, one after the other."""
    found = list(lines)
    if as_json:
        print_json({"format": 1, "jobs": [_line_json(one) for one in found]})
        return
    if not found:
        out("No job goes on that we know of.")
    cards = _cards()
    for one in found:
        _line(one, cards)


def show_job(page: JobPage, *, as_json: bool) -> None:
    """Everything held of one job."""
    if as_json:
        print_json(_page_json(page))
        return
    cards, job = _cards(), page.line.job
    _line(page.line, cards)
    for one in sorted(job.worked, key=lambda stretch: stretch.since):
        cards.say(say_stretch(one), indent=2)
    if job.end is not None:
        cards.head("How it ended")
        for line in _end_lines(page):
            cards.say(line, indent=2)
    cards.head("Contacts in work")
    for contact in page.contacts:
        cards.say(f"{contact.id}, week {contact.week}, {say_day(contact.due)}: {contact.state}", indent=2)
    if not page.contacts:
        cards.say("none planned", indent=2)
    cards.head(f"All jobs of {job.client}")
    for line in _altogether(page):
        cards.say(line, indent=2)


def _cards() -> Cards:
    from matcher.outputs.terminal import Cards

    return Cards(console())


def _line(line: JobLine, cards: Cards) -> None:
    job = line.job
    until = f"to {say_day(job.end.on)}" if job.end is not None else "goes on"
    at = f" at {line.employer}" if line.employer else ""
    cards.say(f"{job.id}  {job.client}{_titled(job)}{at}: from {say_day(job.started)}, {until}.")
    if line.so_far is not None:
        cards.say(f"So far: {_span(line.so_far)}.", indent=4)
    for ask in line.asks:
        cards.say(_ask(ask), indent=4)


def _titled(job: Job) -> str:
    named = f", {job.title}" if job.title else ""
    return f"{named} ({job.vacancy})" if job.vacancy else named


def _span(span: Span) -> str:
    """`42 days in work, 96 hours, £1,220.16`; what is not all known is at least so much."""
    hours = _bounds(span.minutes, _hours(span.minutes.least))
    pay = _bounds(span.pay_pence, say_pence(span.pay_pence.least))
    return f"{span.days:,} {'day' if span.days == 1 else 'days'} in work, {hours}, {pay} before tax"


def _bounds(bounds: Bounds, shown: str) -> str:
    return shown if bounds.known else f"at least {shown} (not all is known)"


def _hours(minutes: int) -> str:
    """`96 hours`, `7 hours 30 minutes`."""
    whole, rest = divmod(minutes, 60)
    return f"{whole:,} {'hour' if whole == 1 else 'hours'}" + (f" {rest} minutes" if rest else "")


def _ask(ask: ToAsk) -> str:
    what = " and ".join(word for word, unknown in (("hours", ask.hours), ("pay", ask.pay)) if unknown)
    if ask.since == ask.until:
        return f"To ask: {what} of {say_day(ask.since)}."
    return f"To ask: {what} from {say_day(ask.since)} to {say_day(ask.until)}."


def say_stretch(one: Worked) -> str:
    """`From 5 October 2026 on: 16 hours a week, £203.36 a week (payslip)`."""
    until = f" to {say_day(one.until)}" if one.until else " on"
    hours = "hours not known" if one.minutes_week is None else f"{_hours(one.minutes_week)} a week"
    pay = "pay not known" if one.pay_week_pence is None else f"{say_pence(one.pay_week_pence)} a week"
    source = f" ({SOURCES.get(one.source, one.source)})" if one.source else ""
    return f"From {say_day(one.since)}{until}: {hours}, {pay}{source}"


def _end_lines(page: JobPage) -> Iterator[str]:
    end = page.line.job.end
    if end is None:
        return
    for who, reason, words in (
        ("The client", page.client_reason, end.client_words),
        ("The employer", page.employer_reason, end.employer_words),
    ):
        said = "; ".join(part for part in (reason, f'"{words}"' if words else "") if part)
        yield f"{who}: {said or 'nothing was said'}"
    yield from (f"Did not hold: {one}" for one in page.promises)


def _altogether(page: JobPage) -> Iterator[str]:
    if page.all_jobs is not None:
        yield f"Since {say_day(page.all_jobs.since)}: {_span(page.all_jobs)}"
    for gap in page.gaps:
        days = f"{gap.days:,} {'day' if gap.days == 1 else 'days'}"
        until = "goes on" if gap.until is None else f"to {say_day(gap.until)}"
        yield f"Between jobs: from {say_day(gap.since)}, {until} ({days})"
    for first, last in page.overfull:
        yield f"More hours than a week has, from {say_day(first)} to {say_day(last)}: which of them is a slip?"
    for other in page.others:
        yield f"{other.job.id}{_titled(other.job)}, from {say_day(other.job.started)}"


def _iso(day: Day | None) -> str | None:
    return None if day is None else day.isoformat()


def _job_json(job: Job) -> Json:
    end = job.end
    return {
        "job": job.id,
        "client": job.client,
        "vacancy": job.vacancy,
        "employer": job.employer,
        "title": job.title,
        "started": job.started.isoformat(),
        "worked": [
            {
                "since": one.since.isoformat(),
                "until": _iso(one.until),
                "minutes_week": one.minutes_week,
                "pay_week_pence": one.pay_week_pence,
                "source": one.source,
            }
            for one in sorted(job.worked, key=lambda stretch: stretch.since)
        ],
        "end": None
        if end is None
        else {
            "on": end.on.isoformat(),
            "client_reason": end.client_reason,
            "client_words": end.client_words,
            "employer_reason": end.employer_reason,
            "employer_words": end.employer_words,
            "did_not_hold": list(end.did_not_hold),
        },
    }


def _ended_json(ended: Ended) -> Json:
    followed = ended.followed
    if followed is None:
        return {"format": 1, "new": False, "job": _job_json(ended.job)}
    after = followed.after
    return {
        "format": 1,
        "new": True,
        "job": _job_json(ended.job),
        "back_since": after.back_since.isoformat(),
        "actions": [
            {"criterion": one.criterion, "what": one.what, "owner": one.owner, "due": _iso(one.due)}
            for one in followed.actions
        ],
        "look_again": [{"condition": one.condition.value, "ask": one.ask} for one in after.look_again],
        "questions": list(after.questions),
        "kept_off": [{"vacancy": one.vacancy, "until": _iso(one.until)} for one in after.remembered],
        "did_not_hold": [one.what for one in after.settled],
        "contacts_stopped": followed.stopped,
    }


def _span_json(span: Span | None) -> Json | None:
    if span is None:
        return None
    return {
        "since": span.since.isoformat(),
        "until": span.until.isoformat(),
        "days": span.days,
        "minutes": {"least": span.minutes.least, "most": span.minutes.most},
        "pay_pence": {"least": span.pay_pence.least, "most": span.pay_pence.most},
        "sources": list(span.sources),
    }


def _line_json(line: JobLine) -> Json:
    return {
        **_job_json(line.job),
        "goes_on": line.goes_on,
        "so_far": _span_json(line.so_far),
        "to_ask": [
            {"since": one.since.isoformat(), "until": one.until.isoformat(), "hours": one.hours, "pay": one.pay}
            for one in line.asks
        ],
    }


def _page_json(page: JobPage) -> Json:
    return {
        "format": 1,
        **_line_json(page.line),
        "contacts": [
            {"contact": one.id, "week": one.week, "due": one.due.isoformat(), "state": one.state}
            for one in page.contacts
        ],
        "all_jobs": _span_json(page.all_jobs),
        "gaps": [{"since": one.since.isoformat(), "until": _iso(one.until), "days": one.days} for one in page.gaps],
        "overfull": [{"since": since.isoformat(), "until": until.isoformat()} for since, until in page.overfull],
        "others": [one.job.id for one in page.others],
    }
