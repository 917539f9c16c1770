"""The command that says how much better off a household would be in work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.base.problems import Usage, shorten
from matcher.cli.app import EVERY_DAY, AsJson, Page, app
from matcher.cli.arguments import path_of, reference
from matcher.cli.placed import placed
from matcher.cli.say import note, out
from matcher.workflows.where import Where

if TYPE_CHECKING:
    from matcher.workflows.money.better_off import Facts

_HOURS = re.compile(r"^[0-9]{1,3}(\.[0-9]{1,2})?$")
NOBODY = "-"
"""Typed in the place of a client, for a household of no programme."""
HOUSEHOLD = "The household"
NATIONS = ("england", "scotland", "wales", "northern_ireland")
HOURS_MOST, AGE_MOST, CHILD_MOST, POUNDS_MOST, PAY_MOST = 168, 120, 19, 10_000, 1_000


def _about(help_: str, *names: str, metavar: str) -> object:
    return typer.Option(*names, metavar=metavar, rich_help_panel=HOUSEHOLD, help=help_)


@app.command(
    "better-off",
    cls=Page,
    rich_help_panel=EVERY_DAY,
    epilog="matcher better-off - --age 29 --children 3,7 --rent 150 --hours 16,24,35 --pay 12.71 --childcare 120\n"
    "matcher better-off C0012 --age 29 --vacancy V0031\n"
    "matcher better-off --jsonl households.jsonl > weeks.jsonl",
)
@placed(signed=False)
def better_off(
    place: Where,
    client: Annotated[
        str | None,
        typer.Argument(metavar="CLIENT", help="the client's reference, such as C0012; - for no client"),
    ] = None,
    hours: Annotated[
        str | None, typer.Option("--hours", metavar="N,N", help="hours a week to compare; else 0, 16, 24 and 35")
    ] = None,
    pay: Annotated[
        str | None, typer.Option("--pay", metavar="POUNDS", help="pay an hour; else the legal minimum for the age")
    ] = None,
    vacancy: Annotated[
        str | None, typer.Option("--vacancy", metavar="VACANCY", help="take hours and pay from a vacancy")
    ] = None,
    age: Annotated[str | None, _about("the client's age", "--age", metavar="YEARS")] = None,
    children: Annotated[str | None, _about("ages of the children, such as 3,7", "--children", metavar="N,N")] = None,
    rent: Annotated[str | None, _about("rent a week; none if left out", "--rent", metavar="POUNDS")] = None,
    childcare: Annotated[
        str | None,
        _about("childcare a week while working; or one for each of --hours", "--childcare", metavar="POUNDS"),
    ] = None,
    travel: Annotated[
        str | None, _about("travel a week while working; or one for each of --hours", "--travel", metavar="POUNDS")
    ] = None,
    partner_age: Annotated[str | None, _about("the partner's age", "--partner-age", metavar="YEARS")] = None,
    partner_hours: Annotated[
        str | None, _about("hours a week the partner works", "--partner-hours", metavar="N")
    ] = None,
    partner_pay: Annotated[str | None, _about("the partner's pay an hour", "--partner-pay", metavar="POUNDS")] = None,
    nation: Annotated[
        str | None, _about("england, scotland, wales or northern_ireland", "--nation", metavar="NATION")
    ] = None,
    london: Annotated[
        bool, typer.Option("--london", rich_help_panel=HOUSEHOLD, help="lives in Greater London")
    ] = False,
    marriage_allowance: Annotated[
        bool,
        typer.Option("--marriage-allowance", rich_help_panel=HOUSEHOLD, help="a married couple has claimed it"),
    ] = False,
    jsonl: Annotated[
        str | None,
        typer.Option(
            "--jsonl",
            metavar="FILE",
            help="households, one JSON object a line: id, on, adults (age, hours, hourly_pay_pence), children (ages), "
            "rent_week, childcare_week, nation, travel_week; every amount in pence; pence a week come out",
        ),
    ] = None,
    amounts: Annotated[
        str | None,
        typer.Option(
            "--amounts",
            metavar="UNIT",
            help="with --jsonl: pence or pounds, for rent, childcare and travel; else pence, or pounds where most of "
            "them would be next to nothing as pence, which is told",
        ),
    ] = None,
    notes: Annotated[
        bool, typer.Option("--notes", help="with --jsonl: what to mind, beside each line's figures")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Estimate the week's money in work and out of it: pay after tax, Universal Credit, childcare, travel.

    An estimate, not advice. What is typed is not kept, and no list or gate reads it.
    """
    told = (
        hours,
        pay,
        vacancy,
        age,
        children,
        rent,
        childcare,
        travel,
        partner_age,
        partner_hours,
        partner_pay,
        nation,
    )
    if jsonl is not None:
        if client is not None or as_json or london or marriage_allowance or any(one is not None for one in told):
            raise Usage(
                "--jsonl is about the households in that file: leave out all but --amounts, --notes, --models and --on."
            )
        return _lines(jsonl, place, notes=notes, amounts=amounts)
    if notes or amounts is not None:
        raise Usage(
            "--notes goes with --jsonl, and so does --amounts. For one household the notes stand below the table."
        )
    if client is None:
        raise Usage(
            "Type a client's reference, such as C0012, or - for nobody in the programme; or --jsonl and a file."
        )
    from matcher.cli.money.better_off_table import show_table
    from matcher.workflows.money.better_off import better_off as estimate

    if client == NOBODY and age is None:
        raise Usage("--age is needed: tax and benefits go by it. For example: --age 29")
    facts = _facts(hours, pay, age, children, rent, childcare, travel, nation)
    facts = _with_partner(facts, partner_age, partner_hours, partner_pay, london=london, married=marriage_allowance)
    if client == NOBODY and vacancy is None:
        table = estimate(facts, models=place.models, on=place.on)
    else:
        who = None if client == NOBODY else reference("CLIENT", client)
        what = None if vacancy is None else reference("--vacancy", vacancy)
        table = estimate(facts, where=place, client=who, vacancy=what)
    show_table(table, as_json=as_json)
    return 0


def _lines(jsonl: str, place: Where, *, notes: bool, amounts: str | None) -> int:
    """Households by the thousand. 1 where a line could not be read, which its own line says."""
    from matcher.workflows.money.better_off_lines import Asked, Told, better_off_lines

    if amounts not in (None, "pence", "pounds"):
        raise Usage(f"--amounts must be pence or pounds. You typed {shorten(amounts or '')}.")
    told = Told()
    asked = Asked(
        models=place.models,
        on=place.on,
        notes=notes,
        amounts="pounds" if amounts == "pounds" else "pence" if amounts == "pence" else None,
    )
    for line in better_off_lines(path_of("--jsonl", jsonl), asked, told):
        out(line)
    for sentence in told.sentences():
        note(sentence)
    if told.refused:
        lines = "line" if told.refused == 1 else "lines"
        note(f"{told.refused:,} {lines} could not be read; each says why in its place.")
    return 1 if told.refused else 0


def _facts(
    hours: str | None,
    pay: str | None,
    age: str | None,
    children: str | None,
    rent: str | None,
    childcare: str | None,
    travel: str | None,
    nation: str | None,
) -> Facts:
    from matcher.workflows.money.better_off import Facts

    asked = None if hours is None else _hours_list("--hours", hours)
    return Facts(
        age=None if age is None else _years("--age", age, least=16, most=AGE_MOST),
        pay=None if pay is None else _pence("--pay", pay, most=PAY_MOST),
        hours=asked,
        children=None if children is None else _ages(children),
        rent=None if rent is None else _pence("--rent", rent),
        childcare=_costs("--childcare", childcare, asked),
        travel=_costs("--travel", travel, asked),
        nation=None if nation is None else _nation(nation),
    )


def _with_partner(
    facts: Facts, age: str | None, hours: str | None, pay: str | None, *, london: bool, married: bool
) -> Facts:
    from dataclasses import replace

    facts = replace(facts, london=london or None, marriage_allowance=married)
    if age is None:
        if hours is not None or pay is not None:
            raise Usage("A partner needs --partner-age. --partner-hours and --partner-pay say what they work and earn.")
        return facts
    worked = 0.0 if hours is None else _hours_list("--partner-hours", hours)[0]
    if worked and pay is None:
        raise Usage("--partner-hours needs --partner-pay: what the partner earns an hour, such as 12.71.")
    earned = 0 if pay is None else _pence("--partner-pay", pay, most=PAY_MOST)
    return replace(facts, partner=(_years("--partner-age", age, least=16, most=AGE_MOST), worked, earned))


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]


def _hours_list(option: str, text: str) -> tuple[float, ...]:
    found = []
    for one in _split(text):
        if not _HOURS.match(one):
            raise Usage(f'{option} must be hours a week, such as 16 or 16,24,37.5. You typed "{shorten(text)}".')
        found.append(float(one))
    if not found or max(found) > HOURS_MOST or len(found) > 24:
        raise Usage(
            f'{option} must be hours a week from 0 to {HOURS_MOST}, such as 16,24,35. You typed "{shorten(text)}".'
        )
    if len(set(found)) < len(found):
        raise Usage(f'{option} names the same hours twice. You typed "{shorten(text)}".')
    return tuple(found)


def _years(option: str, text: str, *, least: int, most: int) -> int:
    from matcher.cli.arguments import whole

    return whole(option, text, least=least, most=most)


def _ages(text: str) -> tuple[int, ...]:
    if text.strip().casefold() in ("none", "0 children", ""):
        return ()
    ages = tuple(_years("--children", one, least=0, most=CHILD_MOST) for one in _split(text))
    if len(ages) > 20:
        raise Usage("--children takes at most 20 ages, such as 3,7.")
    return ages


def _pence(option: str, text: str, *, most: int = POUNDS_MOST) -> int:
    from matcher.base.money import NotAnAmount, parse_pence

    try:
        pence = parse_pence(text)
    except NotAnAmount:
        raise Usage(f'{option} must be an amount in pounds, such as 12.71. You typed "{shorten(text)}".') from None
    if pence > most * 100:
        raise Usage(f'{option} must be £{most:,} or less. You typed "{shorten(text)}".')
    return pence


def _costs(option: str, text: str | None, hours: tuple[float, ...] | None) -> tuple[int, ...] | None:
    """One amount for all hours worked, or one for each of `--hours`."""
    if text is None:
        return None
    amounts = tuple(_pence(option, one) for one in _split(text))
    if len(amounts) != 1 and (hours is None or len(amounts) != len(hours)):
        raise Usage(f"{option} takes one amount, or as many as --hours has numbers, in the same order.")
    return amounts


def _nation(text: str) -> str:
    name = "_".join(text.casefold().replace("-", " ").replace("_", " ").split())
    if name not in NATIONS:
        raise Usage(f'--nation must be one of {", ".join(NATIONS)}. You typed "{shorten(text)}".')
    return name
