"""Made-up employers: organisations only, each in one line of business; what was agreed and how it went."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import EmployerId, SectorCode
from matcher.library.marginals_jobs import Jobs
from matcher.records.employer import ConductFact, Employer
from matcher.specimens.chance import Dice, Table
from matcher.specimens.menu import Menu
from matcher.specimens.places import Map

MANY = 200
"""Up to this many, an employer has two vacancies on average; beyond, the larger ones have more."""
ONE_MORE_IN = 8


@dataclass(frozen=True)
class Site:
    """An employer with its line of business and the sectors it works in."""

    employer: Employer
    trade: str
    sectors: tuple[SectorCode, ...]


def how_many(vacancies: int) -> int:
    """Employers for so many vacancies."""
    if vacancies <= 0:
        return 0
    few = min((vacancies + 1) // 2, MANY)
    return few + max(0, vacancies - 2 * MANY) // ONE_MORE_IN


def employers(jobs: Jobs, menu: Menu, ground: Map, *, vacancies: int, seed: int, on: Day) -> tuple[Site, ...]:
    """As many employers as so many vacancies come from, `E001` onwards."""
    dice = Dice(seed, "employers")
    trades, sites = Table(jobs.trade_mix.of), Table(jobs.steps.sites.of)
    count = how_many(vacancies)
    width = max(3, len(str(count)))
    return tuple(
        _one(jobs, menu, ground, dice, EmployerId(f"E{n:0{width}d}"), dice.pick(trades), dice.pick(sites), on)
        for n in range(1, count + 1)
    )


def _one(
    jobs: Jobs,
    menu: Menu,
    ground: Map,
    dice: Dice,
    reference: EmployerId,
    trade: str,
    sites: int,
    on: Day,
) -> Site:
    rates = jobs.rates
    ready = [dice.one_of((True, False)) if dice.yes(rates.employer_ready) else None for _ in range(3)]
    employer = Employer(
        id=reference,
        name=f"{dice.one_of(jobs.employer_names)} {dice.one_of(jobs.trades[trade].called)}",
        agency=dice.yes(rates.agency),
        lead="employer partnership team" if dice.yes(rates.lead_known) else "",
        conduct=_conduct(jobs, dice, on),
        not_before=on + dt.timedelta(days=dice.between(1, 60)) if dice.yes(rates.cool_off) else None,
        contact_full_until=on + dt.timedelta(days=dice.between(1, 30)) if dice.yes(rates.contact_full) else None,
        adjustments=tuple(one for one in menu.adjustments if dice.yes(rates.adjustment)),
        named_person=ready[0],
        induction=ready[1],
        first_week_agreed=ready[2],
    )
    return Site(employer, trade, tuple(dice.pick(ground.workplaces) for _ in range(sites)))


def _conduct(jobs: Jobs, dice: Dice, on: Day) -> tuple[ConductFact, ...]:
    """Mostly nothing; here and there a dated fact, seldom one that stops introductions."""
    if not dice.yes(jobs.rates.conduct_fact):
        return ()
    what, source = dice.one_of(jobs.conduct_words)
    seen = on - dt.timedelta(days=dice.between(20, 400))
    lapsed = dice.yes(jobs.rates.conduct_lapsed)
    until = on + dt.timedelta(days=-dice.between(1, 19) if lapsed else dice.between(30, 300))
    return (
        ConductFact(
            on=seen,
            what=what,
            source=source,
            reply=dice.one_of(jobs.conduct_replies),
            until=None if dice.yes(jobs.rates.conduct_without_end) else until,
            stops=dice.yes(jobs.rates.conduct_stops),
        ),
    )
