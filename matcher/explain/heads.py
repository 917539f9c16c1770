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
    from matcher.records.requirement import Requirement
    from matcher.scoring.decision import RankedList


def left_out_terms(ranked: RankedList, context: Context) -> tuple[LeftOut, ...]:
    """The terms left out of this list's shares, each with the question to the list's own subject."""
    found = []
    for name in ranked.left_out_terms:
        term = context.terms[name]
        ask = term.unknown.vacancy if ranked.side == "vacancy" else term.unknown.client
        found.append(LeftOut(term.id, term.name, ask))
    return tuple(found)


def asked_of_everyone(ranked: RankedList, context: Context) -> tuple[str, ...]:
    """Questions put to everyone in the same words, so that none says anything about anyone; only where one is open."""
    return tuple(
        gate.unknown.client
        for gate in context.library.gates.gates
        if gate.asks_everyone and any(row.decision.unknown >> gate.bit & 1 for row in ranked.rows)
    )


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


def summary(ranked: RankedList, context: Context) -> tuple[str, ...]:
    """The counts as sentences: considered, both masks, whose gates keep people out, who was left out."""
    words, counts = context.library.wording.counts, ranked.counts
    shortlist = ranked.side == "vacancy"
    passing = counts.considered - counts.blocked
    sentence = words.considered if passing else words.none_passing if counts.considered else words.none_considered
    found = [sentence.format(who=_who(counts.considered, context, people=shortlist), passing=passing)]
    if shortlist and counts.passing_if_all_applied != passing:
        found.append(words.as_stated.format(n=counts.passing_if_all_applied))
    owners = {
        "client": words.client,
        "employer": words.employer,
        "law": words.law,
        "programme": words.programme,
    }
    parts = [said.format(n=n) for owner, said in owners.items() if (n := counts.by_owner.get(owner, 0))]
    if parts:
        found.append(words.owners.format(parts=", ".join(parts)))
    if counts.first_conversations:
        found.append(words.first.format(who=_who(counts.first_conversations, context, people=shortlist)))
    if context.left_out:
        found.append(words.left_out.format(who=_who(context.left_out, context, people=True)))
    return tuple(found)


def _who(number: int, context: Context, *, people: bool) -> str:
    words = context.library.wording.counts
    if number == 1:
        return words.person if people else words.job
    return (words.people if people else words.jobs).format(n=number)


def _tied(number: int, context: Context) -> str:
    return context.library.wording.counts.tied.format(n=number) if number else ""


def sections(ranked: RankedList, context: Context) -> tuple[Section, ...]:
    """The four sections in order, with how many rows are shown and how many tied with the last of them."""
    shown = [row.place.section for row in ranked.rows]
    return tuple(
        Section(
            id=section.id,
            name=section.name,
            says=section.says,
            shown=shown.count(section.id),
            tied_out=ranked.tied_out.get(section.id, 0),
            note=_tied(ranked.tied_out.get(section.id, 0), context),
        )
        for section in context.library.ranking.sections
    )


def kept_out(ranked: RankedList, context: Context) -> tuple[KeptOut, ...]:
    """How many each of the vacancy's requirements alone keeps out, or would if it were applied."""
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
                status_words=_status(requirement, context),
                applied=bool(applied >> (REQUIREMENT_BIT + place) & 1),
                count=count,
                says=_keeps(requirement, count, context, applied=bool(applied >> (REQUIREMENT_BIT + place) & 1)),
                question=question or context.library.wording.plain.requirement_ask.format(name=name),
                doubts=own,
            )
        )
    return tuple(sorted(found, key=lambda one: -one.count))


def _keeps(requirement: Requirement, count: int, context: Context, *, applied: bool) -> str:
    words = context.library.wording.counts
    if not requirement.compared:
        return words.keeps_uncompared
    if not count:
        return words.keeps_none
    one, more = (words.keeps_one, words.keeps_more) if applied else (words.would_keep_one, words.would_keep_more)
    return one if count == 1 else more.format(n=count)


def _status(requirement: Requirement, context: Context) -> str:
    """How much it is asked for and where the conversation stands: `nice to have; as stated`."""
    words = context.library.wording.about
    return f"{words.importances[requirement.importance.value]}; {words.statuses[requirement.status.value]}"
