"""The peer's measures: vectorised numpy on the columns of the merged frame, (least, most) of every pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.peer_look import NEVER, NOT_ASKED, Look
from tests.reference.measures import MEASURES, SHARE
from tests.reference.week import WEEK

Array = NDArray[Any]
Ends = tuple[Array, Array]
LONGEST_WAIT = 3650


@dataclass(frozen=True)
class Merged:
    """Pairs as a frame, with what they look up."""

    pairs: pd.DataFrame
    look: Look

    def __getitem__(self, name: str) -> Array:
        found: Array = self.pairs[name].to_numpy()
        return found

    def by(self, table: str, row: str, column: str) -> Array:
        """Cells of a look-up table by two columns."""
        found: Array = self.look[table][self[row], self[column]]
        return found

    def ends(self, table: str, column: str) -> Ends:
        """Least and most from a table of clients by something of the vacancy."""
        return self.by(f"{table}_least", "client", column), self.by(f"{table}_most", "client", column)

    def summed(self, clients: str, weights: str) -> Array:
        """Weights of the vacancy's skills that the client has, picked from the product over this chunk's clients."""
        first = int(self["client"].min(initial=0))
        span = slice(first, int(self["client"].max(initial=0)) + 1)
        product = self.look[clients][span] @ self.look[weights]
        found: Array = product[self["client"] - first, self["vacancy"]].astype(np.int64)
        return found


def _uncovered(of: Merged) -> Ends:
    least = _outside(of, "certain", "free_most", of.by("near", "client", "site"))
    most = _outside(of, "every", "free_least", of.by("far", "client", "site"))
    most = np.where(of["shifts_complete"], most, WEEK)
    return np.where(of["week_asked"], least, 0), np.where(of["week_asked"], most, WEEK)


def _outside(of: Merged, shifts: str, free: str, journey: Array) -> Array:
    outside = np.zeros(len(journey), dtype=np.int64)
    for slot in range(of.look[f"{shifts}_start"].shape[1]):
        start, end = (of.look[f"{shifts}_{word}"][of["pattern"], slot] for word in ("start", "end"))
        inside = _before(of, free, end + journey) - _before(of, free, start - journey)
        outside += np.where(end > start, end - start + 2 * journey - inside, 0)
    return outside


def _before(of: Merged, free: str, minute: Array) -> Array:
    """Free minutes from the start of this week to a minute that may lie in the week before or after."""
    weeks, minute = np.divmod(minute, WEEK)
    week = of["week"]
    found: Array = weeks * of.look[f"{free}_whole"][week] + of.look[f"{free}_before"][week, minute]
    return found


def _not_chosen(of: Merged) -> Ends:
    ends = []
    for shifts in ("certain", "every"):
        outside = np.zeros(len(of.pairs), dtype=np.int64)
        for slot in range(of.look[f"{shifts}_start"].shape[1]):
            start, end = (of.look[f"{shifts}_{word}"][of["pattern"], slot] for word in ("start", "end"))
            outside += end - start - (_before(of, "chosen", end) - _before(of, "chosen", start))
        ends.append(outside)
    most = np.where(of["shifts_complete"] & of["week_asked"], ends[1], WEEK)
    return np.where(of["week_asked"], ends[0], 0), most


def _hours_outside(of: Merged) -> Ends:
    low, high = of["hours_least"], of["hours_most"]
    kinder = np.maximum(of["fewest_kind"] - high, low - of["longest_kind"])
    harder = np.maximum(
        np.maximum(of["fewest_hard"] - low, low - of["longest_hard"]),
        np.maximum(of["fewest_hard"] - high, high - of["longest_hard"]),
    )
    return np.maximum(kinder, 0), np.maximum(harder, 0)


def _journey(of: Merged) -> Ends:
    return of.by("near", "client", "site"), of.by("far", "client", "site")


def _pay(of: Merged) -> Ends:
    ends = []
    for end in ("least", "most"):
        pay, minutes = of[f"pay_{end}"], of[f"hours_{end}"]
        by_hour = np.where(of["floor_hour"] >= 0, pay - of["floor_hour"], 10_000_000)
        needed = (60 * of["floor_week"] + minutes - 1) // np.maximum(minutes, 1)
        by_week = np.where(minutes > 0, pay - needed, -10_000)
        ends.append(np.minimum(by_hour, np.where(of["floor_week"] >= 0, by_week, 10_000_000)))
    silent = (of["floor_hour"] < 0) & (of["floor_week"] < 0)
    return np.where(silent, -10_000, ends[0]), np.where(silent, of["pay_most"], ends[1])


def _ceiling(of: Merged) -> Ends:
    limit = of["ceiling"]
    weekly = [(of[f"pay_{end}"] * of[f"hours_{end}"] + 59) // 60 for end in ("least", "most")]
    return np.where(limit < 0, 0, weekly[0] - limit), np.where(limit < 0, 0, weekly[1] - limit)


def _holidays(of: Merged) -> Ends:
    return of["free_kind"] & (1 - of["term_kind"]), of["free_hard"] & (1 - of["term_hard"])


def _demands(of: Merged) -> Ends:
    c, v, look = of["client"], of["vacancy"], of.look
    kinder = (look["level_kind"][v] > look["limit_kind"][c]).sum(axis=1)
    return kinder, (look["level_hard"][v] > look["limit_hard"][c]).sum(axis=1)


def _shares(of: Merged, kind: str, surely: Array, perhaps: Array, known: Array) -> Ends:
    rest = of[f"{kind}_rest"]
    whole = np.maximum(of[f"{kind}_total"] + rest, 1)
    return np.where(known, SHARE * surely // whole, 0), np.where(known, SHARE * (perhaps + rest) // whole, SHARE)


def _liked(of: Merged) -> Ends:
    surely = of.summed("liked", "liked_weight")
    known = (of["liked_known"] == 1) & of["likes_any"]
    return _shares(of, "liked", surely, surely + of["liked_unlinked"], known)


def _shown(of: Merged) -> Ends:
    surely = of.summed("held", "shown_weight") + of["shown_taught"]
    perhaps = surely + of.summed("maybe", "shown_weight") + of["shown_unlinked"]
    return _shares(of, "shown", surely, perhaps, of["shown_known"] == 1)


def _refused_task(of: Merged) -> Ends:
    hit = of.summed("refused_tasks", "listed_tasks") > 0
    return hit, hit | (of["refuses_any_task"] & of["tasks_open"])


def _refused_employer(of: Merged) -> Ends:
    employer, host = of.ends("refused_employer", "employer"), of.ends("refused_employer", "host")
    return employer[0] | host[0], employer[1] | host[1]


def _permission(of: Merged) -> Ends:
    barred = (of["may_from"] > of["start"]) | (of["may_until"] < of["start"])
    ends = []
    for unasked, end in ((0, "least"), (WEEK, "most")):
        over = np.where(of["may_most"] < 0, 0, of[f"hours_{end}"] - of["may_most"])
        ends.append(np.where(of["asked"] == 1, np.where(barred, WEEK, over), unasked))
    return ends[0], ends[1]


def _old_enough(of: Merged) -> Ends:
    before, after = of.by("not_before", "client", "age"), of.by("not_after", "client", "age")
    most = np.where(after < 0, LONGEST_WAIT, np.maximum(after - of["start"], 0))
    return np.minimum(np.maximum(before - of["start"], 0), most), most


def _difference(first: tuple[str, str], second: tuple[str, str]) -> Callable[[Merged], Ends]:
    """One column less another, at the kinder end and at the harder."""

    def value(of: Merged) -> Ends:
        return of[first[0]] - of[second[0]], of[first[1]] - of[second[1]]

    return value


def _over_limit(of: Merged) -> Ends:
    near, far = _journey(of)
    return near - of["limit_kind"], far - of["limit_hard"]


def _column(name: str) -> Callable[[Merged], Ends]:
    return lambda of: (of[name], of[name])


def _ends(table: str, column: str) -> Callable[[Merged], Ends]:
    return lambda of: of.ends(table, column)


VALUES: dict[str, Callable[[Merged], Ends]] = {
    "uncovered_minutes": _uncovered,
    "minutes_not_chosen": _not_chosen,
    "hours_outside": _hours_outside,
    "guaranteed_shortfall": _difference(("fewest_kind", "fewest_hard"), ("sure_kind", "sure_hard")),
    "journey_minutes": _journey,
    "journey_over_limit": _over_limit,
    "pay_margin": _pay,
    "ceiling_over": _ceiling,
    "notice_shortfall": _difference(("notice_kind", "notice_hard"), ("given_kind", "given_hard")),
    "over_longest_shift": _difference(("shift_least", "shift_most"), ("shift_kind", "shift_hard")),
    "holiday_work": _holidays,
    "demands_over": _demands,
    "goal_steps": _ends("goal", "occupation"),
    "liked_share": _liked,
    "refused_work": _ends("refused_work", "occupation"),
    "refused_task": _refused_task,
    "refused_employer": _refused_employer,
    "refused_area": _ends("refused_area", "sector"),
    "opportunity_declined": _ends("declined", "opportunity"),
    "task_evidence": _shown,
    "skills_held": _ends("skills", "occupation"),
    "work_steps": _ends("work", "occupation"),
    "desirable_held": _ends("extras", "extras"),
    "permission_over": _permission,
    "days_until_old_enough": _old_enough,
    "employer_stopped": _column("stopped"),
    "employer_cooling_off": _column("pausing"),
    "employer_contact_full": _column("full"),
    "said_no": _column("refused_pair"),
    "remembered_decision": _column("decided_pair"),
}


def measured(name: str, of: Merged) -> Ends:
    """Least and most of every pair, inside the measure's range."""
    least, most = VALUES[name](of)
    low, high = (MEASURES[name].least, MEASURES[name].most) if name in MEASURES else (0, 1)
    return np.clip(least.astype(np.int64), low, high), np.clip(most.astype(np.int64), low, high)


def better_less(name: str) -> bool:
    """Whether less of the measure is better."""
    return name not in MEASURES or MEASURES[name].better == "less"


def facts_of(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Facts of the client and of the vacancy that a measure reads."""
    return (MEASURES[name].of_client, MEASURES[name].of_vacancy) if name in MEASURES else ((), ())


def criteria_open(of: Merged) -> Ends:
    """Criteria that will not be in place by the start: known gaps, and those with the not asked."""
    items, start = of.look["items"][of["vacancy"]], of["start"]
    least, most = np.zeros(len(start), dtype=np.int64), np.zeros(len(start), dtype=np.int64)
    for criterion in range(items.shape[1]):
        gap, unsure = np.zeros(len(start), dtype=bool), np.zeros(len(start), dtype=bool)
        for slot in range(items.shape[2]):
            day = of.look["ready"][of["client"], items[:, criterion, slot]]
            gap |= (day > start) | (day == NEVER)
            unsure |= day == NOT_ASKED
        least += gap
        most += gap | unsure
    return least, most
