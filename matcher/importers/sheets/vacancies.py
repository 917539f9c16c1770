"""The sheet `vacancies`: one row an opportunity. A job analysis, not an advert; unknown fields become questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.importers.answers import CONTRACTS, DEMANDS, NATIONS, OPPORTUNITIES, SHARE_OF_SHIFT, STATUSES
from matcher.importers.columns import Column, Sheet, Values, bounds
from matcher.importers.kinds import Choice, Date, Reference, Sector, Several, Text, Whole, YesNo
from matcher.importers.labels import ADJUSTMENTS, OCCUPATIONS, Lists
from matcher.importers.quantities import Hours, Money
from matcher.importers.rows import Row
from matcher.importers.sheets.employers import record_values
from matcher.importers.sheets.wants import as_read, link_values
from matcher.importers.tools import Tools
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy


def _hours(name: str) -> Hours:
    return Hours(bounds(Vacancy, name)[1])


def _date(name: str, header: str, note: str, example: str = "") -> Column:
    return Column(name, header, note, Date(), (example, ""), path=name)


_WHAT = (
    Column(
        "vacancy",
        "Vacancy",
        "Your own reference for the vacancy, as text.",
        Reference(),
        ("example-V1", "example-V2"),
        path="id",
        needed=True,
    ),
    Column(
        "title",
        "Title",
        "As the employer calls it.",
        Text(),
        ("Kitchen porter", "Weekend retail assistant"),
        path="title",
        needed=True,
        width=28,
    ),
    Column(
        "employer",
        "Employer",
        "The reference of who employs, on the sheet of employers.",
        Reference(to="employer"),
        ("example-E1", "example-E2"),
        path="employer",
    ),
    Column(
        "host",
        "Works at",
        "Where an agency employs: the reference of the employer the work is for.",
        Reference(to="employer"),
        ("", "example-E1"),
        path="host",
    ),
    Column(
        "occupation",
        "Which job it is",
        "Leave blank to go by the title. Fill in plainer words where the title is unclear.",
        Text(free=False),
        ("", "Shop assistant"),
        path="occupation",
        width=22,
    ),
    *as_read("occupation", "job", covers=("Vacancy.occupation",)),
    Column(
        "opportunity",
        "Kind of opportunity",
        "Job, apprenticeship, trial, taster, placement or volunteering. Blank means Job.",
        Choice(OPPORTUNITIES),
        ("Job", "Job"),
        path="opportunity",
        width=18,
    ),
    Column("contract", "Contract", "How the work is offered.", Choice(CONTRACTS), ("Permanent", ""), path="contract"),
    Column("status", "Status", "Blank means Open.", Choice(STATUSES), ("Open", "Open"), path="status"),
)

_LIFE = (
    _date("opened", "Opened", "The day it was first offered.", "02/11/2026"),
    _date("closes", "Closes", "The last day to put somebody forward.", "04/12/2026"),
    _date("interviews", "Interviews", "The day of interviews, where it is set."),
    _date("starts", "Starts", "The first day of work. Blank means as soon as possible.", "11/01/2027"),
    _date("last_word", "Last word", "The day the employer last spoke to us about it.", "09/11/2026"),
    Column(
        "places",
        "Places",
        "How many people are wanted.",
        Whole(*bounds(Vacancy, "places")),
        ("2", "1"),
        path="places",
    ),
    Column(
        "decides",
        "Who decides",
        "The role of who decides. Never a name.",
        Text(),
        ("Kitchen manager", ""),
        path="decides",
        width=20,
    ),
    _date("decides_by", "Decides by", "The day by which they decide."),
    Column(
        "sector",
        "Postcode or sector",
        "Where the work is, like ND3 4 or ND3 4AB.",
        Sector(),
        ("ND1 2AB", "ND3 4"),
        path="sector",
    ),
    Column(
        "nation", "Nation", "Where the work is. Some rules differ.", Choice(NATIONS), ("England", ""), path="nation"
    ),
)

_TERMS = (
    Column(
        "shifts_complete",
        "These are all the shifts",
        "Yes if the sheet of shifts holds all of them.",
        YesNo(),
        ("Yes", ""),
        path="shifts_complete",
    ),
    Column(
        "hours_least",
        "Fewest hours a week",
        "Paid hours, like 16 or 16.5.",
        _hours("hours_least_minutes"),
        ("16", "8"),
        path="hours_least_minutes",
    ),
    Column(
        "hours_most",
        "Most hours a week",
        "Paid hours.",
        _hours("hours_most_minutes"),
        ("16", "12"),
        path="hours_most_minutes",
    ),
    Column(
        "guaranteed",
        "Guaranteed hours a week",
        "What the contract promises; 0 for zero hours.",
        _hours("guaranteed_minutes"),
        ("16", ""),
        path="guaranteed_minutes",
    ),
    Column(
        "notice",
        "Days' notice of shifts",
        "How many days ahead shifts are known.",
        Whole(*bounds(Vacancy, "notice_days"), "days"),
        ("7", ""),
        path="notice_days",
    ),
    Column(
        "term_time",
        "Term time only",
        "Yes if it runs in school terms only.",
        YesNo(),
        ("No", ""),
        path="term_time_only",
    ),
    Column(
        "pay_least",
        "Pay an hour from",
        "In pounds, before tax, like 12.71.",
        Money(bounds(Vacancy, "pay_least_pence")[1]),
        ("12.71", "12.71"),
        path="pay_least_pence",
    ),
    Column(
        "pay_most",
        "Pay an hour to",
        "The most that is offered. Blank means not known.",
        Money(bounds(Vacancy, "pay_most_pence")[1]),
        ("12.71", ""),
        path="pay_most_pence",
    ),
    Column(
        "tasks_complete",
        "These are all the tasks",
        "Yes if the sheet of tasks holds all of them.",
        YesNo(),
        path="tasks_complete",
    ),
    Column(
        "drives",
        "Driving is part of the work",
        "Yes only if someone drives as a duty; the way to work does not count.",
        YesNo(),
        ("No", ""),
        path="drives",
    ),
    Column(
        "requirements_complete",
        "These are all the requirements",
        "Yes if the sheet of requirements holds all of them.",
        YesNo(),
        path="requirements_complete",
    ),
    Column(
        "apply_online_only",
        "Online applications only",
        "Yes if there is no other way to apply.",
        YesNo(),
        ("No", ""),
        path="apply_online_only",
    ),
    Column(
        "adjustments",
        "Adjustments offered",
        "What the employer already offers, with semicolons between.",
        Several(ADJUSTMENTS),
        path="adjustments",
        width=28,
    ),
)

_DEMANDS = tuple(
    Column(
        demand.value,
        name,
        f"How much of the shift has it: {name.casefold()}. Blank means not asked.",
        Choice(SHARE_OF_SHIFT),
        ("Most of the shift", "") if demand.value == "standing" else ("", ""),
        path=f"demands[{demand.value}]",
        width=18,
    )
    for demand, name in DEMANDS.items()
)


def _together(row: Row, tools: Tools, base: Vacancy | None) -> None:
    """The occupation: as the row says it was read, else from its own words, else from the title."""
    values = row.values
    said: dict[str, Any] = {
        name: values.pop(name) for name in ("occupation", "occupation_as", "occupation_sure") if name in values
    }
    if "occupation" in said and said["occupation"] is None:
        values["occupation"] = None
        return
    title = values.get("title") or (base.title if base else "")
    kept = base is not None and base.occupation is not None and (title == base.title)
    if not said and (kept or not values.get("title")):
        return
    column = "occupation" if said.get("occupation") else "title"
    row.values.update({**said, "occupation": said.get("occupation") or title})
    link = tools.link(row, "occupation", OCCUPATIONS, shown=column)
    values.pop("occupation_as", None)
    values.pop("occupation_sure", None)
    values["occupation"] = link


def _links(row: Row) -> tuple[str, str] | None:
    words = row.values.get("occupation") or row.values.get("title")
    return (OCCUPATIONS, str(words)) if words and not row.values.get("occupation_as") else None


def _write(programme: Programme, _: Mapping[str, Identity], lists: Lists) -> Iterable[Values]:
    for vacancy in programme.vacancies:
        values: dict[str, Any] = record_values(VACANCIES, vacancy)
        values.pop("occupation", None)
        if vacancy.occupation is None:
            values["occupation"] = None
        else:
            values.update(link_values("occupation", vacancy.occupation, vocabulary=OCCUPATIONS, lists=lists))
        yield values


VACANCIES = Sheet(
    name="vacancies",
    about="One row an opportunity. What is blank is asked at the next call, dearest question first.",
    owner="vacancy",
    keeps="record",
    columns=(*_WHAT, *_LIFE, *_TERMS, *_DEMANDS),
    write=_write,
    model=Vacancy,
    together=_together,
    in_order=(("opened", "closes"),),
    links=_links,
    blames=(("least hours", ("hours_least", "hours_most")), ("least pay", ("pay_least", "pay_most"))),
)
