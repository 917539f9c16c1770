"""Jobs that people started, drawn by Hypothesis as a spreadsheet can hold them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from matcher.base.weeks import WEEK
from matcher.importers import answers
from matcher.records.jobs import Job, JobEnd, Worked
from matcher.records.programme import Programme

if TYPE_CHECKING:
    from tests.importers.programmes import Making

Words = st.SearchStrategy[str]
Days = st.SearchStrategy[dt.date]
SOURCES = ["", *(str(value) for value, _ in answers.WORKED_SOURCES.of)]


def jobs_of(making: Making, programme: Programme, *, words: Words, days: Days) -> tuple[Job, ...]:
    """Up to two jobs of the programme's clients; none where there is nobody."""
    if not programme.clients:
        return ()
    return tuple(_job(making, one, programme, words, days) for one in making.ids("J", 2))


def _job(making: Making, reference: str, programme: Programme, words: Words, days: Days) -> Job:
    on = sorted(making.draw(st.lists(days, min_size=1, max_size=6, unique=True)))
    ended = len(on) > 1 and making.draw(st.booleans())
    vacancies = [one.id for one in programme.vacancies]
    employers = [one.id for one in programme.employers]
    return Job(
        id=reference,
        client=making.one_of([one.id for one in programme.clients]),
        vacancy=making.maybe(st.sampled_from(vacancies)) if vacancies else None,
        employer=making.maybe(st.sampled_from(employers)) if employers else None,
        title=making.draw(words),
        started=on[0],
        worked=tuple(_worked(making, on[:-1] if ended else on)),
        end=_end(making, on[-1], words) if ended else None,
    )


def _worked(making: Making, on: list[dt.date]) -> list[Worked]:
    """Stretches from each other day to the next; the last may go on."""
    found = [_stretch(making, since, until) for since, until in zip(on[::2], on[1::2], strict=False)]
    return [*found, _stretch(making, on[-1], None)] if len(on) % 2 and making.draw(st.booleans()) else found


def _stretch(making: Making, since: dt.date, until: dt.date | None) -> Worked:
    minutes = making.maybe(st.integers(0, WEEK))
    pay = making.maybe(st.integers(0, 10**6))
    return Worked(
        since=since,
        until=until,
        minutes_week=minutes,
        pay_week_pence=0 if minutes is None and pay is None else pay,
        source=making.one_of(SOURCES),
    )


def _end(making: Making, on: dt.date, words: Words) -> JobEnd:
    promises = [one.id for one in making.library.brokerage.contact.promises]
    endings = making.library.brokerage.endings
    return JobEnd(
        on=on,
        client_reason=making.one_of(["", *(one.id for one in endings.said_by("client"))]),
        client_words=making.draw(words),
        employer_reason=making.one_of(["", *(one.id for one in endings.said_by("employer"))]),
        employer_words=making.draw(words),
        did_not_hold=tuple(making.draw(st.lists(st.sampled_from(promises), max_size=2, unique=True))),
    )
