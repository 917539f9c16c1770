"""The sheet `clients`: one row a person, most of it for later meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from matcher.importers.answers import CONDITIONS, DEMANDS, EMPHASIS, MODES, NATIONS, OPPORTUNITIES, SHARE_OF_SHIFT
from matcher.importers.columns import Column, Sheet, Values, bounds
from matcher.importers.kinds import Ages, Choice, Date, Reference, Sector, Several, Text, Whole, YesNo
from matcher.importers.labels import Lists, listed
from matcher.importers.paths import said
from matcher.importers.quantities import Hours, Money
from matcher.importers.rows import Row, RowFault
from matcher.importers.tools import Tools
from matcher.records.client import Client, Conditions, Permission
from matcher.records.identity import Identity
from matcher.records.programme import Programme

ANY_WORK, LIMITED = "any", "limited"
ALLOWED = listed({ANY_WORK: "Any work, any hours", LIMITED: "With limits"}, {"yes": ANY_WORK})
WORDS_MOST = 40


def _hours(name: str) -> Hours:
    return Hours(bounds(Conditions, name)[1])


def _money(name: str) -> Money:
    return Money(bounds(Conditions, name)[1])


def _whole(name: str, unit: str) -> Whole:
    least, most = bounds(Conditions, name)
    return Whole(least, most, unit)


_WHO = (
    Column(
        "client",
        "Client",
        "Your own reference for the person, as text, so that 007 stays 007. Never a name.",
        Reference(),
        ("example-C1", "example-C2"),
        path="id",
        needed=True,
    ),
    Column(
        "name",
        "Name",
        "Kept apart from everything else, and never used in matching.",
        Text(),
        ("Example Person", "Another Example"),
        path="identity.name",
        private=True,
        width=20,
    ),
    Column(
        "phone",
        "Phone",
        "As text, so that the first 0 stays.",
        Text(numbers=False),
        ("01632 960001", ""),
        path="identity.phone",
        private=True,
    ),
    Column(
        "email",
        "Email",
        "Kept apart from everything else.",
        Text(),
        ("", "another@example.org"),
        path="identity.email",
        private=True,
        width=22,
    ),
    Column(
        "safe_contact",
        "Safe way to be in touch",
        "How, when and through whom it is safe to reach the person, in their words.",
        Text(),
        ("Text first, mornings only", ""),
        path="identity.safe_contact",
        private=True,
        width=26,
    ),
    Column(
        "sector",
        "Postcode or sector",
        "Like ND3 4 or ND3 4AB. Only the sector is kept. Leave blank where there is no fixed address.",
        Sector(),
        ("ND3 4", "ND1 2AB"),
        path="sector",
        private=True,
    ),
    Column(
        "nation",
        "Nation",
        "Where the person lives. Some rules differ.",
        Choice(NATIONS),
        ("England", ""),
        path="nation",
    ),
    Column(
        "joined",
        "Joined",
        "The day the person joined the programme.",
        Date(),
        ("05/10/2026", ""),
        path="joined",
    ),
    Column(
        "goal_agreed",
        "Goal agreed",
        "The day a goal was agreed. Waiting is counted from here.",
        Date(),
        ("19/10/2026", ""),
        path="goal_agreed",
    ),
    Column(
        "last_introduced",
        "Last introduced",
        "The day the person was last put forward to an employer.",
        Date(),
        path="last_introduced",
    ),
)

_HOURS = (
    Column(
        "hours_least",
        "Fewest hours a week",
        "Fewer than this would not work for the person. Like 16 or 16.5.",
        _hours("hours_least_minutes"),
        ("16", ""),
        path="conditions.hours_least_minutes",
    ),
    Column(
        "hours_most",
        "Most hours a week",
        "More than this would not work for the person.",
        _hours("hours_most_minutes"),
        ("25", ""),
        path="conditions.hours_most_minutes",
    ),
    Column(
        "longest_shift",
        "Longest shift in hours",
        "The longest single shift that works for the person.",
        _hours("longest_shift_minutes"),
        ("6", ""),
        path="conditions.longest_shift_minutes",
    ),
    Column(
        "notice",
        "Days' notice of shifts",
        "How many days ahead the person needs to know their shifts.",
        _whole("notice_days", "days"),
        ("7", ""),
        path="conditions.notice_days",
    ),
    Column(
        "term_time",
        "Term time only",
        "Yes if the person can work in school terms only.",
        YesNo(),
        ("Yes", ""),
        path="conditions.term_time_only",
    ),
    Column(
        "modes",
        "Ways to travel",
        "Every way the person can travel to work, with semicolons between: Walk; Bus.",
        Several(MODES),
        ("Walk; Bus", "Car"),
        path="conditions.modes",
        width=18,
    ),
    Column(
        "travel_limit",
        "Longest journey in minutes",
        "Door to door, one way. The person's own limit; nobody else's.",
        _whole("travel_limit_minutes", "minutes"),
        ("40", ""),
        path="conditions.travel_limit_minutes",
    ),
    Column(
        "pay_floor_hour",
        "Lowest pay an hour",
        "In pounds, before tax, like 12.71.",
        _money("pay_floor_hour_pence"),
        ("12.71", ""),
        path="conditions.pay_floor_hour_pence",
    ),
    Column(
        "pay_floor_week",
        "Lowest pay a week",
        "In pounds, before tax.",
        _money("pay_floor_week_pence"),
        path="conditions.pay_floor_week_pence",
    ),
    Column(
        "earnings_ceiling",
        "Most to earn a week",
        "In pounds, before tax, where the person does not want to earn more. No reason is asked.",
        _money("earnings_ceiling_week_pence"),
        path="conditions.earnings_ceiling_week_pence",
    ),
)

_EMPHASIS = tuple(
    Column(
        f"{condition.value}_matter",
        header,
        f"The person's own choice about {what}. At most two can be 'Matters most'. Blank means not asked.",
        Choice(EMPHASIS),
        ("Must", "Do not mind") if condition.value == "times" else ("", ""),
        path=f"conditions.emphasis[{condition.value}]",
    )
    for condition, (header, what) in CONDITIONS.items()
)

_CHOICES = (
    Column(
        "open_to_anything",
        "Open to anything",
        "Yes if the person says any job would do. It is an answer, not a gap.",
        YesNo(),
        ("No", "Yes"),
        path="open_to_anything",
    ),
    Column(
        "undecided",
        "Undecided",
        "Yes if the person does not know yet which job they want. It is an answer too.",
        YesNo(),
        ("No", ""),
        path="undecided",
    ),
    Column(
        "opportunities",
        "Kinds of opportunity",
        "Every kind the person would take, with semicolons between: Job; Apprenticeship.",
        Several(OPPORTUNITIES, unordered=True),
        ("Job; Apprenticeship", ""),
        path="conditions.opportunities",
        width=22,
    ),
    Column(
        "skills_complete",
        "Told us all their skills",
        "Yes if nothing is missing, so that what is not listed is a no.",
        YesNo(),
        path="skills_complete",
    ),
    Column(
        "work_complete",
        "Told us all their work",
        "Yes if all work they have done, paid or not, is listed.",
        YesNo(),
        path="work_complete",
    ),
    Column(
        "allowed",
        "Allowed to work",
        "What the person says they are allowed to do. Asked of everyone in the same words.",
        Choice(ALLOWED),
        ("Any work, any hours", ""),
        path="permission",
        width=20,
    ),
    Column("allowed_from", "Allowed from", "Only where there is such a day.", Date(), path="permission.from_day"),
    Column("allowed_until", "Allowed until", "Only where there is such a day.", Date(), path="permission.until"),
    Column(
        "allowed_hours",
        "Allowed hours a week",
        "The most hours a week, where there is such a limit.",
        Hours(),
        path="permission.hours_most_minutes",
    ),
    Column(
        "old_enough",
        "Old enough from",
        "For jobs with a lawful age rule: the age and the day, like 18: 05/01/2027. No date of birth is kept.",
        Ages(),
        path="old_enough",
        width=20,
    ),
    Column(
        "money_advice",
        "Wants money advice",
        "Yes if the person would like to know what work does to their income.",
        YesNo(),
        path="wants_money_advice",
    ),
    Column(
        "words_for_employers",
        "Words for employers",
        f"Up to {WORDS_MOST} words the person has approved.",
        Text(),
        ("I like busy kitchens and I am never late.", ""),
        path="words_for_employers",
        width=34,
    ),
)

_DEMANDS = tuple(
    Column(
        f"most_{demand.value}",
        f"{name} at most",
        f"The most {name.casefold()} that works for the person. Blank means not asked; no reason is needed.",
        Choice(SHARE_OF_SHIFT),
        ("Some of the shift", "") if demand.value == "lifting" else ("", ""),
        path=f"conditions.demand_limits[{demand.value}]",
        width=18,
    )
    for demand, name in DEMANDS.items()
)


def _together(row: Row, _tools: Tools, _base: Client | None) -> None:
    """ "Allowed to work" and its limits are one answer."""
    limits = [name for name in ("allowed_from", "allowed_until", "allowed_hours") if row.values.get(name) is not None]
    allowed = row.values.pop("allowed", ALLOWED)
    if allowed == ANY_WORK:
        if limits:
            raise RowFault(
                "allowed", "says any work, but a limit stands beside it.", "Write With limits, or empty the limit."
            )
        row.values["allowed"] = Permission()
    elif allowed == LIMITED and not limits:
        raise RowFault("allowed", "says there are limits, but none is given.", "Fill in Allowed from, until or hours.")
    elif allowed is None:
        if limits:
            raise RowFault("allowed", "says it is not known, but a limit stands beside it.", "Write With limits.")
        row.values["allowed"] = None


def _write(programme: Programme, identities: Mapping[str, Identity], _: Lists) -> Iterable[Values]:
    for client in programme.clients:
        values: dict[str, Any] = {}
        identity = identities.get(client.id) or Identity(client=client.id)
        for column in CLIENTS.columns:
            if column.path.startswith("identity."):
                value = getattr(identity, column.path.removeprefix("identity."))
                told = bool(value)
            else:
                told, value = said(client, column)
            if told:
                values[column.name] = value
        if client.permission is not None:
            values["allowed"] = ANY_WORK if client.permission == Permission() else LIMITED
        yield values


CLIENTS = Sheet(
    name="clients",
    about="One row a person. After ten minutes: reference, postcode sector, hours, ways to travel. The rest later.",
    owner="client",
    keeps="record",
    columns=(*_WHO, *_HOURS, *_EMPHASIS, *_CHOICES, *_DEMANDS),
    write=_write,
    model=Client,
    answers=dict.fromkeys(("open_to_anything", "undecided"), "statements"),
    together=_together,
    in_order=(("joined", "goal_agreed"), ("joined", "last_introduced"), ("allowed_from", "allowed_until")),
    blames=(
        ("can matter most", tuple(column.name for column in _EMPHASIS)),
        ("fewest hours", ("hours_least", "hours_most")),
        ("40 or fewer", ("words_for_employers",)),
    ),
)
