"""Two judgements, truly two: each role answers on introducing somebody now before it sees the other's (product B2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import ClientId, VacancyId
from matcher.records.evidence import Introduction
from matcher.records.signed import DeskRole
from matcher.records.words import IntroduceNow, Role

JUDGES = {DeskRole.KEY_WORKER: Role.KEY_WORKER, DeskRole.EPC: Role.EPC}
"""The roles that answer, as observations name them."""


@dataclass(frozen=True)
class Judgements:
    """What one role may see of a pair's two answers."""

    client: ClientId
    vacancy: VacancyId
    own: Introduction | None
    other: Introduction | None
    """None until both have spoken, whether or not the other has."""
    both: bool


@dataclass(frozen=True)
class Agreement:
    """Both roles' answers on one pair, each given before the other was seen. It names no worker."""

    client: ClientId
    vacancy: VacancyId
    key_worker: IntroduceNow
    epc: IntroduceNow
    key_worker_criterion: str
    epc_criterion: str
    on: Day
    """The day by which both had spoken."""

    @property
    def same(self) -> bool:
        """Whether both gave the same answer."""
        return self.key_worker is self.epc


def seen_by(
    role: DeskRole, introductions: Iterable[Introduction], *, client: ClientId, vacancy: VacancyId, on: Day
) -> Judgements:
    """A pair's answers as one role may see them on a day. Other roles see both once both have spoken."""
    found = [one for one in introductions if one.client == client and one.vacancy == vacancy and one.on <= on]
    latest = {judge: _latest(found, judge) for judge in JUDGES.values()}
    both = all(latest.values())
    mine = JUDGES.get(role)
    own = latest[mine] if mine else None
    other = next((one for judge, one in latest.items() if judge is not mine), None) if both else None
    if mine is None and both:
        own, other = latest[Role.KEY_WORKER], latest[Role.EPC]
    return Judgements(client, vacancy, own, other, both)


def _latest(found: Iterable[Introduction], role: Role) -> Introduction | None:
    """A role's last answer; of two on one day always the same one."""
    own = (one for one in found if one.role is role)
    return max(own, key=lambda one: (one.on, one.answer, one.criterion or "", one.words), default=None)


@dataclass(frozen=True)
class Agreements:
    """What a later report on agreement is made from."""

    pairs: tuple[Agreement, ...]
    one_only: int
    """Pairs of which one role alone has spoken."""
    unclear: int
    """Pairs where a role gave two different answers on one day, so that nobody can tell which came first."""


def agreements(introductions: Iterable[Introduction], *, on: Day) -> Agreements:
    """Every pair that both roles answered, by the answers they gave before either could see the other's.

    Both are blind until the day both have spoken: each role's last answer up to that day counts. What is said
    afterwards, with the other's answer in sight, does not.
    """
    by_pair: dict[tuple[ClientId, VacancyId], dict[Role, list[Introduction]]] = defaultdict(lambda: defaultdict(list))
    for one in introductions:
        if one.on <= on and one.role in JUDGES.values():
            by_pair[one.client, one.vacancy][one.role].append(one)
    pairs: list[Agreement] = []
    one_only = unclear = 0
    for (client, vacancy), by_role in sorted(by_pair.items()):
        if len(by_role) < len(JUDGES):
            one_only += 1
            continue
        day = max(min(one.on for one in said) for said in by_role.values())
        key_worker, epc = (_blind(by_role[role], day) for role in (Role.KEY_WORKER, Role.EPC))
        if key_worker is None or epc is None:
            unclear += 1
            continue
        pairs.append(_agreement(client, vacancy, key_worker, epc, day=day))
    return Agreements(tuple(pairs), one_only, unclear)


def _blind(said: list[Introduction], day: Day) -> Introduction | None:
    """A role's last answer up to the day both had spoken; None where that day holds two that differ."""
    last = max(one.on for one in said if one.on <= day)
    found = [one for one in said if one.on == last]
    return found[0] if len({(one.answer, one.criterion) for one in found}) == 1 else None


def _agreement(
    client: ClientId, vacancy: VacancyId, key_worker: Introduction, epc: Introduction, *, day: Day
) -> Agreement:
    return Agreement(
        client,
        vacancy,
        key_worker.answer,
        epc.answer,
        key_worker.criterion or "",
        epc.criterion or "",
        day,
    )
