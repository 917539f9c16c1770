"""One pair as a row, and a list of rows under its head: all looked up, nothing scored a second time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from matcher.base.ids import ClientId, VacancyId
from matcher.explain.clashing import clashing, with_times
from matcher.explain.clients import about_client, brief_client
from matcher.explain.doubts import doubts
from matcher.explain.fitting import fit_words, gaps, not_applied, said_of, strengths
from matcher.explain.gates import gate_lines
from matcher.explain.heads import asked_of_everyone, kept_out, left_out_terms, notices, sections, summary
from matcher.explain.lines import lines, total
from matcher.explain.questions import questions
from matcher.explain.shape import ExplainedList, ExplainedRow, Fit, Line, Order
from matcher.explain.steps import also_agreed, criteria, steps
from matcher.explain.to_client import for_client
from matcher.explain.vacancies import about_vacancy, brief_vacancy
from matcher.explain.verdicts import blocked_by, verdict

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.explain.shape import Doubt
    from matcher.scoring.decision import ListPlace, RankedList, RankedRow


def explain_list(ranked: RankedList, context: Context) -> ExplainedList:
    """A whole list in words: the head once, then every row, in the order given."""
    side: Literal["vacancy", "client"] = "vacancy" if ranked.side == "vacancy" else "client"
    asked = left_out_terms(ranked, context)
    at_the_head = frozenset(left.ask for left in asked)
    counts = ranked.counts
    return ExplainedList(
        stamp=context.stamp,
        side=side,
        subject=ranked.subject,
        title=_title(ranked, context),
        about=_about(ranked, context),
        summary=summary(ranked, context),
        considered=counts.considered,
        left_out=context.left_out,
        blocked=counts.blocked,
        by_gate=counts.by_gate,
        by_owner=counts.by_owner,
        sole=counts.sole,
        passing_if_all_applied=counts.passing_if_all_applied,
        tied_out=ranked.tied_out,
        first_conversations=counts.first_conversations,
        left_out_terms=asked,
        asked_of_everyone=asked_of_everyone(ranked, context),
        notices=notices(ranked, context),
        sections=sections(ranked, context),
        kept_out=kept_out(ranked, context),
        rows=tuple(
            row(one, context, side=side, left_out=ranked.left_out_terms, asked_at_the_head=at_the_head)
            for one in ranked.rows
        ),
    )


def row(
    ranked: RankedRow,
    context: Context,
    *,
    side: str | None = None,
    left_out: Collection[str] = (),
    asked_at_the_head: Collection[str] = (),
) -> ExplainedRow:
    """One pair, listed or blocked. `side` says whose list it stands on; None for a pair on its own."""
    decision, place = ranked.decision, ranked.place
    client, vacancy = context.clients[decision.client], context.vacancies[decision.vacancy]
    clash = clashing(decision, context)
    lines_ = with_times(lines(decision, context), clash, context)
    gates = gate_lines(decision, client, vacancy, context)
    doubts_ = doubts(vacancy, decision.applied, context)
    criteria_ = criteria(decision, client, vacancy, context)
    steps_ = (*steps(criteria_, client, context), *also_agreed(criteria_, client, context, side=side))
    fit, verdict_ = _fit(place, lines_, left_out, context), verdict(decision, context)
    found = ExplainedRow(
        client=client.id,
        vacancy=vacancy.id,
        title=client.id if side == "vacancy" else vacancy.title,
        job=vacancy.title,
        section=place.section,
        rank=place.rank,
        verdict=verdict_,
        opted_in=decision.opted_in,
        wanted=decision.wanted,
        blocked_by=blocked_by(decision, tuple(r.id for r in vacancy.requirements), context),
        suits_client=total("client", lines_),
        suits_job=total("job", lines_),
        fit=fit,
        lines=lines_,
        gates=gates,
        questions=questions(lines_, gates, criteria_, doubts_, context=context, asked_at_the_head=asked_at_the_head),
        actions=steps_,
        doubts=doubts_,
        criteria=criteria_,
        left_out_terms=tuple(left_out),
        first_conversation=place.first_conversation,
        answered_since=place.answered_since,
        answers=place.answers,
        order=_order(ranked, doubts_, context),
        section_words=section_words(place.section, context),
        verdict_words=context.library.rubric.verdict(verdict_).label,
        fit_words=fit_words(fit),
        strengths=tuple(said_of(line) for line in strengths(lines_, context)),
        gaps=tuple(gaps(lines_, gates, criteria_, steps_, context, clash=clash)),
        not_applied=tuple(not_applied(gates, context)),
        to_client=None,
        facts=brief_client(client, context) if side == "vacancy" else brief_vacancy(vacancy, context),
    )
    return found if side == "vacancy" else replace(found, to_client=for_client(found, context).text)


def _title(ranked: RankedList, context: Context) -> str:
    if ranked.side != "vacancy":
        return ranked.subject
    return context.vacancies[VacancyId(ranked.subject)].title


def _about(ranked: RankedList, context: Context) -> tuple[tuple[str, str], ...]:
    if ranked.side == "vacancy":
        return about_vacancy(context.vacancies[VacancyId(ranked.subject)], context)
    return about_client(context.clients[ClientId(ranked.subject)], context)


def _fit(place: ListPlace, lines_: tuple[Line, ...], left_out: Collection[str], context: Context) -> Fit:
    """The word for the fit; none where everything that could count is left out of the list's shares."""
    if not any(line.of for line in lines_ if line.term not in left_out):
        return Fit(place.fit_low, place.fit_reach, None, None)
    word, reach = fit_word(place.fit_low, context), fit_word(place.fit_reach, context)
    return Fit(place.fit_low, place.fit_reach, word, reach if reach != word else None)


def fit_word(fit: int, context: Context) -> str:
    """The word for the band a fit falls in."""
    return next(band.word for band in context.library.ranking.fit_words if fit >= band.at_least)


def section_words(section: str | None, context: Context) -> str:
    """The section's name; for a pair that no list shows, that it is on none."""
    named = (one.name for one in context.library.ranking.sections if one.id == section)
    return next(named, context.library.wording.compare["none"])


def _order(ranked: RankedRow, doubts_: tuple[Doubt, ...], context: Context) -> Order:
    """The keys before the weeks and the number, as the list's place tells them (design 5a, 7)."""
    place, ranking = ranked.place, context.library.ranking
    section = context.sections.index(place.section) if place.section else len(context.sections)
    in_question = place.section == "question"
    fit = (place.fit_low + place.fit_reach) // 2 if in_question else place.fit_low
    lead = ranking.wanted_lead if ranked.decision.wanted else 0
    behind = in_question and place.answers > ranking.few_answers
    if place.section == "one_requirement":
        behind = not any(doubt.open and _keeps_out(doubt, ranked, context) for doubt in doubts_)
    return Order(section, int(behind), fit // ranking.step + lead, ranked.decision.wanted)


def _keeps_out(doubt: Doubt, ranked: RankedRow, context: Context) -> bool:
    requirements = tuple(r.id for r in context.vacancies[ranked.decision.vacancy].requirements)
    return doubt.requirement in blocked_by(ranked.decision, requirements, context)
