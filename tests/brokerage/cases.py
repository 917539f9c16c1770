"""What the tests of cases share: the shipped rules, one case of each kind, and any move that somebody could try."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from matcher.brokerage.machine import Move
from matcher.library.load import load_library
from matcher.records.cases import Challenge, Contest, HandBack, InWorkContact, Step
from matcher.records.signed import DeskRole

LIBRARY = load_library()
RULES = LIBRARY.brokerage
ON = dt.date(2026, 12, 1)
EPC, KEY_WORKER, MANAGER = DeskRole.EPC, DeskRole.KEY_WORKER, DeskRole.MANAGER


def day(days: int) -> dt.date:
    """So many days after the first."""
    return ON + dt.timedelta(days=days)


def first(step: str, state: str, **facts: str) -> Step:
    """The step that begins a case."""
    return Step(name=step, state=state, on=ON, by="epc-1", role=EPC, facts=facts)


def move(step: str, role: DeskRole = EPC, days: int = 0, **said) -> Move:
    """A move on a later day."""
    return Move(step=step, role=role, on=day(days), **said)


CASES = {
    "challenges": Challenge(id="CH1", steps=(first("ask", "asked"),), vacancy="V1", requirement="R1", employer="E1"),
    "hand_backs": HandBack(
        id="HB1",
        steps=(first("hand_back", "open"),),
        client="C1",
        criterion="travel_plan",
        missing="the way for early shifts",
        what="Travel it together",
        owner="key_worker",
        due=day(10),
    ),
    "contests": Contest(id="CO1", steps=(first("open", "opened"),), client="C1", kind="person"),
    "in_work": InWorkContact(id="IW1", steps=(first("plan", "planned"),), client="C1", job="J1", week=1, due=day(7)),
}
MACHINES = {name: getattr(RULES, name) for name in (*CASES, "actions")}


def moves(machine):
    """Any move: mostly steps, reasons and facts that exist, sometimes not."""
    steps = [one.id for one in machine.steps]
    reasons = [one.id for one in machine.reasons]
    names = sorted({fact.name for rule in machine.steps for fact in rule.facts})
    text = st.text(max_size=12)
    value = st.sampled_from(["2026-12-20", "1/3/2027", "12", "a bus at 6:10", "", "2026-11-01", "signs"]) | text
    return st.builds(
        Move,
        step=st.sampled_from(steps) | text,
        on=st.integers(-3, 60).map(day) | st.just(dt.date.max),
        role=st.sampled_from(DeskRole),
        by=st.sampled_from(["", "epc-1", "kw-2", "m-3"]),
        reason=st.sampled_from(["", *reasons]) | text,
        words=st.sampled_from(["", "  ", "as they told us", "x" * (machine.words_most + 1)]) | text,
        facts=st.dictionaries(st.sampled_from([*names, "odd"]), value, max_size=3) if names else st.just({}),
    )
