"""What a year is held to, and what erasing somebody out of it is: lines for what is wrong, none where all is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from matcher.base.days import Day
from matcher.records.signed import DeskRole
from matcher.workflows.people.data import erase
from tests.journeys import year_recount as recount
from tests.journeys.year_people import code_of, identity_of
from tests.journeys.year_script import Side, Year

Tell = Callable[[str], None]


def check_year(year: Year, *, tell: Tell) -> list[str]:
    """Everything that a year is held to, recounted from the raw tables."""
    raws = [recount.raw(side.folder) for side in year.sides]
    contacts, letters = recount.contacts(raws), sum(len(one["letter"]) for one in raws)
    tell(f"contacts with {len(raws[0]['employer'])} employers: {contacts:,}; people in packs: {letters:,}")
    tell(f"hand-backs: {sum(len(one['hand_back']) for one in raws):,}; kept off by lists: {year.kept_off:,} times")
    tell(f"entries in the log: {sum(len(one.events) for one in raws):,}")
    return [
        *(f"over budget: {line}" for line in recount.over_budget(raws)),
        *(f"no consent: {line}" for one in raws for line in recount.without_consent(one)),
        *(f"no action: {line}" for one in raws for line in recount.without_action(one)),
        *(f"forgotten: {line}" for line in year.forgotten),
        *(f"chain: {line}" for one in raws for line in recount.broken_chain(one)),
    ]


def check_erasure(year: Year, count: int, *, tell: Tell) -> list[str]:
    """Erase those with most behind them in each programme; nothing of theirs is left, and what was published stands."""
    wrong: list[str] = []
    for side in year.sides:
        before = recount.raw(side.folder)
        published = recount.published(side.folder)
        gone = [client for client, _ in recount.traces(before).most_common(count)]
        own = {client: needles(client, before) for client in gone}
        unseen = [one for client in gone for one in own[client] if not recount.files_holding(side.folder, [one])]
        for client in gone:
            erase(side.at(_last_day(side), "manager-1", DeskRole.MANAGER), client, ground="request")
        wrong += [f"{side.name}, left of somebody erased: {line}" for line in _left(side, own.values())]
        after = recount.raw(side.folder)
        wrong += [f"{side.name}, chain: {line}" for line in recount.broken_chain(after)]
        if recount.published(side.folder) != published:
            wrong.append(f"{side.name}: what was published has changed")
        looked = sum(len(one) for one in own.values())
        tell(f"{side.name}: {len(gone)} erased; {looked} texts looked for, {looked - len(unseen)} were there before")
        if 2 * len(unseen) > len(gone):  # a name, a number or words that never stood there prove nothing
            wrong.append(f"{side.name}: {len(unseen)} of the texts were not there before")
    return wrong


def needles(client: str, raw: recount.Raw) -> list[str]:
    """What stands for one client: reference, name, ways to reach them, their words; their sector if nobody else's."""
    one = identity_of(client)
    sectors = Counter(row["sector"] for row in raw["client"])
    places = {row["sector"] for row in raw["place"]} | {row["sector"] for row in raw["vacancy"]}
    sector = next(row["sector"] for row in raw["client"] if row["id"] == client)
    alone = [sector] if sector and sectors[sector] == 1 and sector not in places else []
    return [client, one.name, one.phone, one.email, f"{code_of(client)}ople", *alone]


def _left(side: Side, own: Iterable[list[str]]) -> list[str]:
    return recount.files_holding(side.folder, [needle for one in own for needle in one])


def _last_day(side: Side) -> Day:
    """The last day on which anything happened."""
    raw = recount.raw(side.folder)
    days = [row["on"] for kind in ("decision", "client_answer", "approach") for row in raw[kind]]
    return recount.day(max(days))
