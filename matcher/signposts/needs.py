"""What a client may want help with: what they or a worker said, actions, criteria not in place, what stops a pair.

Nothing is inferred. A criterion that nobody has talked about yields no need, and neither does anything we may not read.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from matcher.base.problems import GivenProblems, Problem, shorten
from matcher.evidence.standings import GAP_KNOWN, UNDER_WAY, Standings
from matcher.library.rubric import Rubric
from matcher.library.services import HelpWanted, ServiceVocabulary
from matcher.reading.services import READ_MOST, ServiceWords
from matcher.records.client import Client
from matcher.records.evidence import Action
from matcher.records.words import Cover
from matcher.signposts.shape import Wanted

CARE_NOT_COVERED = "care_not_covered"


@dataclass(frozen=True)
class InTheWay:
    """One thing between a client and a vacancy: a gate or a kind of requirement, with its reason in words."""

    gate: str | None
    kind: str | None
    because: str
    about: tuple[str, ...] = ()


def need_named(text: str, vocabulary: ServiceVocabulary) -> HelpWanted:
    """The need somebody names by its id, its name, another word, or the words of a service for it.

    Raises GivenProblems with the nearest.
    """
    wanted = " ".join(text[:READ_MOST].casefold().replace("_", " ").split())
    names = _names(vocabulary)
    if wanted in names:
        return names[wanted]
    for kind in ServiceWords(vocabulary).kinds_in(wanted):
        named = [need for need in vocabulary.needs if kind in need.kinds]
        if named:
            return named[0]
    near = difflib.get_close_matches(wanted[:100], list(names), n=1)
    ask = f"Did you mean {names[near[0]].id}? " if near else ""
    fix = f"{ask}Write one of: {', '.join(need.id for need in vocabulary.needs)}."
    raise GivenProblems([Problem("--need", shorten(text), "is not a need we know.", fix)])


def _names(vocabulary: ServiceVocabulary) -> dict[str, HelpWanted]:
    """Every way to name a need; an id wins over a name, a name over another word."""
    found: dict[str, HelpWanted] = {}
    for named in (
        lambda need: (need.id.replace("_", " "),),
        lambda need: (need.name,),
        lambda need: need.words,
    ):
        for need in vocabulary.needs:
            for word in named(need):
                found.setdefault(word.casefold(), need)
    return found


def stated(texts: Iterable[str], vocabulary: ServiceVocabulary) -> list[Wanted]:
    """Needs that the client or a worker states now."""
    needs = [need_named(text, vocabulary) for text in texts]
    return [Wanted(need, (vocabulary.says.because_stated,)) for need in needs]


def of_client(
    client: Client,
    *,
    actions: Sequence[Action],
    standings: Standings | None,
    rubric: Rubric,
    vocabulary: ServiceVocabulary,
) -> list[Wanted]:
    """Needs from what is on record: open actions, criteria known not to be in place, what the client told us."""
    says, by_criterion = vocabulary.says, vocabulary.need_of_criterion
    found: list[Wanted] = []
    agreed: set[str] = set()
    for action in actions:
        if action.done is None and action.criterion in by_criterion:
            agreed.add(action.criterion)
            found.append(Wanted(by_criterion[action.criterion], (says.because_agreed.format(what=action.what),)))
    for criterion in rubric.criteria:
        if criterion.id not in agreed and _is_open(criterion.id, standings):
            because = says.because_level.format(name=criterion.name)
            found.append(Wanted(by_criterion[criterion.id], (because,)))
    if client.wants_money_advice and "better_off_calculation" in by_criterion:
        found.append(Wanted(by_criterion["better_off_calculation"], (says.because_money,)))
    if care_not_covered(client) and "care_plan" in by_criterion:
        found.append(Wanted(by_criterion["care_plan"], (says.because_care,)))
    return found


def _is_open(criterion: str, standings: Standings | None) -> bool:
    standing = standings.on(criterion) if standings else None
    return standing is not None and standing.level in (GAP_KNOWN, UNDER_WAY)


def care_not_covered(client: Client) -> bool:
    """Whether the client told us of hours with someone in their care that nobody else has for certain."""
    return any(window.cover is not Cover.CONFIRMED for window in client.conditions.care)


def of_pair(stops: Iterable[InTheWay], client: Client, vocabulary: ServiceVocabulary) -> Iterator[Wanted]:
    """Needs from what stands between a client and a vacancy."""
    for stop in stops:
        for need in vocabulary.needs:
            if stop.gate is not None and stop.gate in need.gates:
                if need.where_client != CARE_NOT_COVERED or care_not_covered(client):
                    yield Wanted(need, (stop.because,), stop.about)
            elif stop.kind is not None and stop.kind in need.requirement_kinds:
                yield Wanted(need, (stop.because,), stop.about)


def together(wanted: Iterable[Wanted], *, key_worker: bool) -> tuple[Wanted, ...]:
    """Each need once, with all its reasons, in the order first met; without those that only the key worker sees."""
    by_need: dict[str, Wanted] = {}
    for one in wanted:
        if one.need.key_worker_only and not key_worker:
            continue
        before = by_need.get(one.need.id)
        by_need[one.need.id] = one if before is None else _joined(before, one)
    return tuple(by_need.values())


def _joined(one: Wanted, other: Wanted) -> Wanted:
    because = tuple(dict.fromkeys((*one.because, *other.because)))
    return Wanted(one.need, because, tuple(dict.fromkeys((*one.about, *other.about))))
