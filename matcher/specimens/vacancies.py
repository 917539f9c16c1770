"""Made-up vacancies: job analyses of every thickness, from a bare advert to one with nothing left to ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from matcher.base.days import Day
from matcher.base.ids import EmployerId, VacancyId
from matcher.library.marginals_jobs import Jobs
from matcher.records.shape import Link
from matcher.records.vacancy import Task, Vacancy
from matcher.records.words import Contract, Demand, Opportunity, VacancyStatus
from matcher.specimens.asked_for import Asking
from matcher.specimens.chance import Dice, Table, share_tables, step_tables
from matcher.specimens.employers import Site
from matcher.specimens.form import Form
from matcher.specimens.menu import Job, Menu, unlinked
from matcher.specimens.patterns import Pattern, patterns, with_a_day_more

STALE_DAYS = 90
UNPAID = (Opportunity.VOLUNTEERING, Opportunity.TASTER, Opportunity.PLACEMENT)
WHOLE = 1000
BLANK: tuple[object, ...] = (None, (), {})
"""What is not filled in is left out, so that a record of a thin advert stays small."""


@dataclass(frozen=True)
class Offers:
    """What the vacancies of one programme are drawn from."""

    jobs: Jobs
    menu: Menu
    sites: tuple[Site, ...]
    nation: str
    on: Day


def vacancies(offers: Offers, *, count: int, seed: int, blank: int | None = None) -> tuple[Vacancy, ...]:
    """So many vacancies, `V0001` onwards. `blank` fixes how many of a thousand optional fields are blank."""
    maker = _Maker(offers, Dice(seed, "vacancies"), blank)
    width = max(4, len(str(count)))
    return tuple(maker.vacancy(VacancyId(f"V{n:0{width}d}")) for n in range(1, count + 1))


class _Maker:
    """Holds the tables, so that each vacancy costs draws and nothing else."""

    def __init__(self, offers: Offers, dice: Dice, blank: int | None) -> None:
        self.offers, self.dice, self.blank = offers, dice, blank
        jobs = offers.jobs
        self.rates = jobs.rates
        self.steps, self.shares = step_tables(jobs.steps), share_tables(jobs.shares)
        self.blanks = Table(jobs.advert_blank.of)
        self.patterns = {family.id: patterns(family, jobs.breaks) for family in jobs.shift_families}
        self.asking = Asking(jobs)
        self.task = cache(_task)

    def vacancy(self, reference: VacancyId) -> Vacancy:
        """The next vacancy."""
        dice, site = self.dice, self.dice.one_of(self.offers.sites)
        job = self.offers.menu.jobs[dice.pick(self.offers.menu.jobs_by_trade[site.trade])]
        blank = dice.pick(self.blanks)
        form = Form(dice, blank if self.blank is None else self.blank)
        title = dice.one_of(job.links)
        opportunity = Opportunity(dice.pick(self.shares["opportunity"]))
        tasks = self._tasks(job) if form.asked() else ()
        drives = self._drives(job) if form.asked() else None
        requirements = self.asking.requirements(dice, occupation=job.id, tasks=tasks)
        filled = {
            "id": reference,
            "title": title.words,
            "employer": None if dice.yes(self.rates.employer_unknown) else site.employer.id,
            "host": self._host(site) if site.employer.agency and form.asked() else None,
            "occupation": self._link(title),
            "opportunity": opportunity,
            "contract": self._contract(opportunity) if form.asked() else None,
            "sector": None if dice.yes(self.rates.sector_unknown) else dice.one_of(site.sectors),
            "nation": self.offers.nation if form.asked() else None,
            "term_time_only": dice.yes(self.rates.term_time) if form.asked() else None,
            "notice_days": dice.pick(self.steps["notice_days"]) if form.asked() else None,
            "tasks": tasks,
            "tasks_complete": bool(tasks) and form.said(self.rates.complete_list),
            "drives": drives,
            "demands": self._demands(job) if form.asked() else {},
            "requirements": requirements,
            "requirements_complete": form.said(self.rates.complete_list),
            "apply_online_only": dice.yes(self.rates.apply_online) if form.asked() else None,
            "adjustments": self._adjustments() if form.asked() else (),
            **self._dates(form),
            **self._hours(form, job),
            **self._pay(form, opportunity),
        }
        return Vacancy.model_validate({name: value for name, value in filled.items() if value not in BLANK})

    def _link(self, title: Link) -> Link | None:
        """The title's link; now and then one that led nowhere, or was never tried."""
        lost, untried = self.dice.yes(self.rates.title_not_linked), self.dice.yes(self.rates.title_not_tried)
        return (None if untried else unlinked(title.words)) if lost else title

    def _host(self, site: Site) -> EmployerId | None:
        """Where the agency's people work: another employer, if there is one."""
        others = self.offers.sites
        host = self.dice.one_of(others).employer.id
        return host if host != site.employer.id else None

    def _contract(self, opportunity: Opportunity) -> Contract:
        drawn = Contract(self.dice.pick(self.shares["contract"]))
        own = {
            Opportunity.APPRENTICESHIP: Contract.APPRENTICESHIP,
            Opportunity.VOLUNTEERING: Contract.VOLUNTEER,
        }
        return own.get(opportunity, drawn)

    def _tasks(self, job: Job) -> tuple[Task, ...]:
        """The occupation's skills as tasks, some of them taught, seldom one in words nobody could link."""
        dice = self.dice
        whats: list[Link] = [self.offers.menu.skills[one] for one in job.skills]
        if dice.yes(self.rates.duty_not_linked):
            whats.append(unlinked(dice.one_of(self.offers.jobs.duties_not_linked)))
        shares: list[int | None] = [None] * len(whats)
        if dice.yes(self.rates.task_shares):
            weights = [dice.between(1, 4) for _ in whats]
            shares = [WHOLE * weight // sum(weights) for weight in weights]
        return tuple(
            self.task(what, share, dice.yes(self.rates.task_essential), dice.yes(self.rates.taught))
            for what, share in zip(whats, shares, strict=True)
        )

    def _drives(self, job: Job) -> bool:
        if job.driving == "depends":
            return self.dice.yes(self.rates.drives_sometimes)
        return job.driving == "required"

    def _demands(self, job: Job) -> dict[Demand, int]:
        """The occupation's usual demands, and one that this workplace adds or leaves out."""
        one = self.dice.one_of(tuple(Demand))
        return {**job.demands, one: self.dice.pick(self.steps["demand"])}

    def _adjustments(self) -> tuple[str, ...]:
        return tuple(one for one in self.offers.menu.adjustments if self.dice.yes(self.rates.adjustment))

    def _dates(self, form: Form) -> dict[str, object]:
        """Where the vacancy is in its life. What is not asked stays out."""
        dice, on = self.dice, self.offers.on
        closed = dice.yes(self.rates.closed)
        opened = on - dt.timedelta(days=dice.between(0, 60))
        closes = on + dt.timedelta(days=-dice.between(1, 20) if closed else dice.between(0, 42))
        quiet = dice.between(STALE_DAYS + 1, 200) if dice.yes(self.rates.stale) else dice.between(0, 40)
        later = closes + dt.timedelta(days=dice.between(2, 14))
        status = VacancyStatus(dice.pick(self.shares["status_if_not_open"])) if closed else VacancyStatus.OPEN
        return {
            "status": status,
            "opened": min(opened, closes) if form.asked() else None,
            "closes": closes if form.asked() else None,
            "interviews": later if form.asked() else None,
            "starts": later + dt.timedelta(days=dice.between(3, 40)) if form.asked() else None,
            "last_word": on - dt.timedelta(days=quiet) if form.asked() else None,
            "places": dice.pick(self.steps["places"]) if form.asked() else None,
            "decides": dice.one_of(self.offers.jobs.who_decides) if form.asked() else "",
            "decides_by": later + dt.timedelta(days=2) if form.asked() else None,
        }

    def _hours(self, form: Form, job: Job) -> dict[str, object]:
        """Shifts and hours that agree with each other, each of them possibly left out."""
        dice = self.dice
        pattern = self._pattern(job)
        shifts, hours, guaranteed = form.asked(), form.asked(), form.asked()
        least, most = pattern.least_minutes, pattern.most_minutes
        if dice.yes(self.rates.hours_range):
            least = least * 3 // 4 // 15 * 15
        certain = least if dice.yes(self.rates.guaranteed_all) else 0
        return {
            "shifts": pattern.shifts if shifts else (),
            "shifts_complete": shifts and form.said(self.rates.complete_list),
            "hours_least_minutes": least if hours else None,
            "hours_most_minutes": most if hours else None,
            "guaranteed_minutes": certain if guaranteed else None,
        }

    def _pattern(self, job: Job) -> Pattern:
        drawn = self.dice.one_of(self.patterns[self.dice.pick(job.families)])
        unsure, day = self.dice.yes(self.rates.unsure_shift), self.dice.below(7)
        return with_a_day_more(drawn, day) if unsure else drawn

    def _pay(self, form: Form, opportunity: Opportunity) -> dict[str, object]:
        """Pence an hour at both ends, at one, or not said; nothing where the work is not paid."""
        dice, pay = self.dice, self.offers.jobs.pay
        step = dice.pick(self.shares["pay"])
        least = pay["apprentice"] if opportunity is Opportunity.APPRENTICESHIP else pay["minimum"]
        if step == "between":
            least += dice.pick(self.steps["above_minimum_pence"])
        if step == "at_or_above_living":
            least = pay["living"] + dice.pick(self.steps["above_living_pence"])
        most = least + dice.pick(self.steps["pay_spread_pence"])
        one_end, low_end = dice.yes(self.rates.pay_one_end), dice.yes(self.rates.pay_low_end)
        if not form.asked():
            return {}
        if opportunity in UNPAID:
            return {"pay_least_pence": 0, "pay_most_pence": 0, "raw": {"pay": "Unpaid"}}
        if one_end and low_end:
            return {
                "pay_least_pence": least,
                "raw": {"pay": f"From £{least // 100}.{least % 100:02d} an hour"},
            }
        if one_end:
            return {"pay_most_pence": most, "raw": {"pay": f"Up to £{most // 100}.{most % 100:02d} an hour"}}
        return {"pay_least_pence": least, "pay_most_pence": most}


def _task(what: Link, share: int | None, essential: bool, taught: bool) -> Task:
    """One task. Tasks that are alike are one object."""
    return Task(what=what, share=share, essential=essential, taught=taught)
