"""The head of a list: what to mind, what to ask once, and what each requirement alone does to it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from matcher.base.days import say_day
from matcher.base.ids import VacancyId
from matcher.explain.doubts import doubts, of_requirement
from matcher.explain.shape import KeptOut, LeftOut, Section
from matcher.records.words import VacancyStatus
from matcher.scoring.decision import REQUIREMENT_BIT

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.scoring.decision import RankedList


def left_out_terms(ranked: RankedList, context: Context) -> tuple[LeftOut, ...]:
    """The terms left out of this list's shares, each with the question to the list's own subject."""
    found = []
    for name in ranked.left_out_terms:
        term = context.terms[name]
        ask = term.unknown.vacancy if ranked.side == "vacancy" else term.unknown.client
        found.append(LeftOut(term.id, term.name, ask))
    return tuple(found)


def asked_of_everyone(context: Context) -> tuple[str, ...]:
    """The questions that are put to everyone in the same words, so that none of them says anything about
    anyone.
    """
    return tuple(gate.unknown.client for gate in context.library.gates.gates if gate.asks_everyone)


def notices(ranked: RankedList, context: Context) -> tuple[str, ...]:
    """What stands above the list: held, not open, closed, long without a word; then what the caller adds."""
    if ranked.side != "vacancy":
        return context.notices
    words, vacancy = context.library.wording.notices, context.vacancies[VacancyId(ranked.subject)]
    found = [words.held] if context.held else []
    if vacancy.status is not VacancyStatus.OPEN:
        found.append(words.not_open)
    elif vacancy.closes is not None and vacancy.closes < context.on:
        found.append(words.closed.format(day=say_day(vacancy.closes)))
    heard = vacancy.last_word or vacancy.opened
    if heard is not None and context.on - heard > dt.timedelta(days=context.library.ranking.stale_after_days):
        found.append(words.stale.format(day=say_day(heard)))
    return (*found, *context.notices)


def sections(ranked: RankedList, context: Context) -> tuple[Section, ...]:
    """The four sections in order, with how many rows are shown and how many were tied with the last of
    them.
    """
    shown = [row.place.section for row in ranked.rows]
    return tuple(
        Section(
            id=section.id,
            name=section.name,
            says=section.says,
            shown=shown.count(section.id),
            tied_out=ranked.tied_out.get(section.id, 0),
        )
        for section in context.library.ranking.sections
    )


def kept_out(ranked: RankedList, context: Context) -> tuple[KeptOut, ...]:
    """For each of the vacancy's requirements that alone keeps somebody out, or would if it were applied:
    how many.
    """
    if ranked.side != "vacancy":
        return ()
    vacancy = context.vacancies[VacancyId(ranked.subject)]
    applied = ranked.rows[0].decision.applied if ranked.rows else context.applied.get(vacancy.id, 0)
    found, all_doubts = [], doubts(vacancy, applied, context)
    for place, requirement in enumerate(vacancy.requirements):
        own = of_requirement(all_doubts, requirement.id)
        count = ranked.counts.sole.get(requirement.id, 0)
        if not count and not own:
            continue
        name = context.requirement_words.name(requirement)
        question = next((d.question for d in own if d.open), "")
        found.append(
            KeptOut(
                requirement=requirement.id,
                name=name,
                status=requirement.status.value,
                applied=bool(applied >> (REQUIREMENT_BIT + place) & 1),
                count=count,
                question=question or context.library.wording.plain.requirement_ask.format(name=name),
                doubts=own,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.count))
