"""What stands today on one criterion for one client, and how it came to stand.

The rules (product B1 to B4; the rubric's own text under `disagreement`):

1. Evidence beats role: the highest level with evidence of the required grade stands, whoever recorded it. A worker's
   entry without it counts as 'known gap', or 'under way' where an action with a due day is open.
2. Later news wins: a later statement that something no longer holds ends what was recorded up to its day. On care,
   travel, health and money the client's own later word does the same in either direction.
3. Where the roles' entries are two levels apart, or on both sides of the line between 2 and 3, it is disputed; until
   they have talked the more favourable level is used.
4. Past its date a record keeps its level and is marked 'check again': it never falls to 'not discussed'.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.library.rubric import Criterion, Rubric
from matcher.records.evidence import Action, Observation
from matcher.records.requirement import DrivingLicence, Need, OtherLicence, Registration
from matcher.records.words import Grade, Role

NOT_DISCUSSED, GAP_KNOWN, UNDER_WAY, IN_PLACE = 0, 1, 2, 3


@dataclass(frozen=True)
class Standing:
    """What stands on one criterion today. `due` is the day an open action should have it in place."""

    criterion: str
    level: int
    since: Day | None
    valid_until: Day | None
    check_again: bool
    disputed: bool
    due: Day | None
    by_role: Mapping[Role, int]
    legal: bool = False

    @property
    def least_said(self) -> int:
        """The level to be sure of: of a disputed legal matter the lowest that any role says, else the level itself."""
        if not (self.legal and self.disputed):
            return self.level
        return min(level for level in self.by_role.values() if level > NOT_DISCUSSED)


@dataclass(frozen=True)
class Standings:
    """One client's standings on a day, worked out from what was recorded up to that day."""

    observations: tuple[Observation, ...]
    actions: tuple[Action, ...] = ()
    rubric: Rubric | None = None
    today: Day = dt.date.min
    _cache: dict[tuple[str, bool, frozenset[str]], Standing | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def on(self, criterion: str, detail: frozenset[str] = frozenset()) -> Standing | None:
        """The standing on a criterion; with `detail`, on that part of it. None where nothing was ever recorded.

        Parts that no observation names stand alike, so they are worked out once, not once a part.
        """
        named = detail & self._named.get(criterion, frozenset())
        key = (criterion, not detail, named)
        if key not in self._cache:
            self._cache[key] = self._work_out(criterion, named, whole=not detail)
        return self._cache[key]

    @cached_property
    def _named(self) -> Mapping[str, frozenset[str]]:
        """By criterion: the parts of it that some observation names, folded."""
        named: dict[str, set[str]] = defaultdict(set)
        for o in self.observations:
            if o.detail is not None:
                named[o.criterion].add(o.detail.casefold())
        return {criterion: frozenset(parts) for criterion, parts in named.items()}

    def _work_out(self, criterion: str, named: frozenset[str], *, whole: bool) -> Standing | None:
        if self.rubric is None:
            return None
        rule = self.rubric.by_id[criterion]
        seen = [
            o
            for o in self.observations
            if o.criterion == criterion
            and o.on <= self.today
            and (whole or o.detail is None or o.detail.casefold() in named)
            and (rule.kind != "client_choice" or o.role is Role.CLIENT)
        ]
        actions = [a for a in self.actions if a.criterion == criterion and a.done is None]
        if not seen and not actions:
            return None
        return standing(rule, seen, actions, rubric=self.rubric, today=self.today)


def standing(
    rule: Criterion, seen: list[Observation], actions: list[Action], *, rubric: Rubric, today: Day
) -> Standing:
    """The standing from observations up to today on one criterion, and its open actions."""
    live = _after_last_news(rule, seen)
    due = _due(actions, today=today)
    worth = {id(o): _worth(rule, o, rubric=rubric, due=due) for o in live}
    level = max(worth.values(), default=NOT_DISCUSSED)
    if level <= GAP_KNOWN and due is not None:
        level = UNDER_WAY
    carrying = [o for o in live if worth[id(o)] == level]
    dates = [_valid_until(rule, o) for o in carrying]
    expires = None if None in dates or not dates else max(day for day in dates if day is not None)
    by_role = _by_role(live)
    return Standing(
        criterion=rule.id,
        level=level,
        since=max((o.on for o in carrying), default=None),
        valid_until=expires,
        check_again=expires is not None and expires < today,
        disputed=_disputed(by_role, rubric=rubric),
        due=due,
        by_role=by_role,
        legal=rule.kind == "legal",
    )


def _after_last_news(rule: Criterion, seen: list[Observation]) -> list[Observation]:
    """What is left once the latest 'no longer true' has ended everything up to its day."""
    news = [o for o in seen if o.no_longer or (rule.client_word_stands and o.role is Role.CLIENT)]
    if not news:
        return seen
    last = max(o.on for o in news)
    ending = [o for o in news if o.on == last]
    if any(o.no_longer for o in ending):
        ending = [o for o in ending if o.no_longer]
    return [*ending, *(o for o in seen if o.on > last)]


def _worth(rule: Criterion, observation: Observation, *, rubric: Rubric, due: Day | None) -> int:
    """The level an observation supports: 'in place' needs evidence of the grade from somebody who may attest."""
    if observation.level < IN_PLACE:
        return observation.level
    if _enough(rule, observation):
        return IN_PLACE
    without = rubric.disagreement
    return without.most_without_evidence if due is None else without.most_with_action


def _enough(rule: Criterion, observation: Observation) -> bool:
    grade = observation.grade or (Grade.CLIENT_SAYS if observation.role is Role.CLIENT else None)
    if grade is None or grade.value > rule.evidence.least_grade.value:
        return False
    return observation.role in rule.attestors or observation.role is Role.CLIENT


def _valid_until(rule: Criterion, observation: Observation) -> Day | None:
    if observation.valid_until is not None:
        return observation.valid_until
    return None if rule.valid_days is None else observation.on + dt.timedelta(days=rule.valid_days)


def _due(actions: list[Action], *, today: Day) -> Day | None:
    """The day by which all open actions are due; None where one has no day, or its day has passed."""
    days = [action.due for action in actions]
    if not days or any(day is None or day < today for day in days):
        return None
    return max(day for day in days if day is not None)


def _by_role(live: list[Observation]) -> dict[Role, int]:
    """Each role's own latest word, as said; the better one where a role said two things on one day.

    What a word is worth as evidence is another matter: a second person agreeing, without papers, is not a dispute.
    """
    latest: dict[Role, tuple[Day, int]] = {}
    for observation in live:
        said = (observation.on, observation.level)
        latest[observation.role] = max(latest.get(observation.role, said), said)
    return {role: level for role, (_, level) in latest.items()}


def _disputed(by_role: Mapping[Role, int], *, rubric: Rubric) -> bool:
    levels = [level for level in by_role.values() if level > NOT_DISCUSSED]
    if len(levels) < 2:
        return False
    low, high = min(levels), max(levels)
    below, above = rubric.disagreement.line_between
    return high - low >= rubric.disagreement.levels_apart or low <= below < above <= high


def all_standings(
    observations: Iterable[Observation], actions: Iterable[Action], *, rubric: Rubric, on: Day
) -> dict[ClientId, Standings]:
    """Standings of every client about whom anything was recorded."""
    seen: dict[ClientId, list[Observation]] = defaultdict(list)
    todo: dict[ClientId, list[Action]] = defaultdict(list)
    for observation in observations:
        seen[observation.client].append(observation)
    for action in actions:
        todo[action.client].append(action)
    return {client: Standings(tuple(seen[client]), tuple(todo[client]), rubric, on) for client in {**seen, **todo}}


def item_detail(what: tuple[Need, ...] | str | None) -> frozenset[str]:
    """The names under which an observation may speak of one part of a criterion, folded."""
    if what is None:
        return frozenset()
    if isinstance(what, str):
        return frozenset({what.casefold()})
    names: set[str] = set()
    for need in what:
        if isinstance(need, DrivingLicence):
            names.add(need.category.casefold())
        elif isinstance(need, OtherLicence):
            names.add(need.licence.casefold())
        elif isinstance(need, Registration):
            names.add(need.body.casefold())
    return frozenset(names)
