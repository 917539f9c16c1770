"""From one occupation to the next by shared work, computed by a declared rule that a client can follow."""

from __future__ import annotations

import math
from functools import cached_property

from pydantic import Field

from matcher.library.document import Document, Mark, Part
from matcher.library.occupations import Occupation, Occupations
from matcher.library.vocabulary import Skills


class TransferRule(Part):
    """When two occupations are linked, and how near they are.

    Only *work* counts: skills marked general are left out on both sides. A skill weighs the more the fewer
    occupations have it (the natural logarithm of occupations by occupations that have it). Similarity is the
    weight of what both have by the weight of what either has. A link needs `shared_least` shared skills that
    weigh `shared_weight_least` together, one of them among the first `main_here` of the occupation one comes
    from, one among the first `main_there` of the other, and `similarity_least`; the nearest `most_links` of
    each occupation are kept.
    """

    shared_least: int = Field(ge=1, le=10)
    shared_weight_least: int = Field(ge=0, le=20_000)
    """In thousandths of a natural logarithm."""
    main_here: int = Field(ge=1, le=10)
    main_there: int = Field(ge=1, le=10)
    """An occupation names its main work first: so many of its skills count as that."""
    similarity_least: int = Field(ge=1, le=1000)
    most_links: int = Field(ge=1, le=20)
    mark: Mark
    why: str


class Transfer(Part):
    """One step from an occupation to another."""

    to: str
    similarity: int = Field(ge=1, le=1000)
    """In thousandths; 1000 would be the same work."""
    shared: tuple[str, ...] = Field(min_length=1)
    gap: tuple[str, ...]
    """Work the other occupation has and this one has not: what there is to learn."""
    why: str


class TransferList(Part):
    """The steps from one occupation, nearest first."""

    id: str
    to: tuple[Transfer, ...]


class Transfers(Document):
    """Every occupation's steps."""

    rule: TransferRule
    entries: tuple[TransferList, ...]

    @cached_property
    def by_id(self) -> dict[str, tuple[Transfer, ...]]:
        """Steps from every occupation by its id, nearest first."""
        return {entry.id: entry.to for entry in self.entries}

    def steps_from(self, occupation: str) -> tuple[Transfer, ...]:
        """Steps from one occupation, nearest first; none where none is near enough."""
        return self.by_id.get(occupation, ())


def computed(occupations: Occupations, skills: Skills, rule: TransferRule) -> tuple[TransferList, ...]:
    """What transfers.yaml must say: the links that the rule gives for these occupations and skills."""
    work, weights = work_and_weights(occupations, skills)
    return tuple(
        TransferList(id=one.id, to=_steps(one.id, work=work, weights=weights, skills=skills, rule=rule))
        for one in occupations.entries
    )


def work_and_weights(occupations: Occupations, skills: Skills) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """What the work of each occupation is, main work first, and what each skill weighs, in thousandths."""
    work = {one.id: _work(one, skills) for one in occupations.entries}
    return work, _weights(list(work.values()))


def _work(occupation: Occupation, skills: Skills) -> tuple[str, ...]:
    """The skills that say what the work is, in the order the occupation names them."""
    return tuple(skill for skill in occupation.skills if not skills.by_id[skill].general)


def _weights(works: list[tuple[str, ...]]) -> dict[str, int]:
    """Each skill's weight in thousandths: rare work says more about a job than common work."""
    counts: dict[str, int] = {}
    for work in works:
        for skill in work:
            counts[skill] = counts.get(skill, 0) + 1
    return {skill: round(1000 * math.log(len(works) / count)) for skill, count in counts.items()}


def _steps(
    start: str,
    *,
    work: dict[str, tuple[str, ...]],
    weights: dict[str, int],
    skills: Skills,
    rule: TransferRule,
) -> tuple[Transfer, ...]:
    own = set(work[start])
    found: list[Transfer] = []
    for other, theirs in work.items():
        shared = [skill for skill in theirs if skill in own]
        weight = sum(weights[skill] for skill in shared)
        if other == start or len(shared) < rule.shared_least or weight < rule.shared_weight_least:
            continue
        main = set(work[start][: rule.main_here]), set(theirs[: rule.main_there])
        if not all(some.intersection(shared) for some in main):
            continue
        similarity = 1000 * weight // sum(weights[skill] for skill in sorted(own | set(theirs)))
        if similarity < rule.similarity_least:
            continue
        shared.sort(key=lambda skill: (-weights[skill], skill))
        gap = tuple(skill for skill in theirs if skill not in own)
        found.append(
            Transfer(to=other, similarity=similarity, shared=tuple(shared), gap=gap, why=_why(shared, gap, skills))
        )
    found.sort(key=lambda step: (-step.similarity, step.to))
    return tuple(found[: rule.most_links])


def _why(shared: list[str], gap: tuple[str, ...], skills: Skills) -> str:
    """`Both: clean floors and surfaces; wash, press and fold laundry. New: cook meals.`"""

    def named(ids: list[str] | tuple[str, ...]) -> str:
        return "; ".join(skills.by_id[one].name[0].lower() + skills.by_id[one].name[1:] for one in ids)

    return f"Both: {named(shared)}." + (f" New: {named(gap)}." if gap else " Nothing new to learn.")


def as_yaml(head: str, entries: tuple[TransferList, ...]) -> str:
    """The text of transfers.yaml: its head as a person wrote it, up to `entries:`, and the computed steps."""
    lines = [head.split("\nentries:", 1)[0], "entries:"]
    for entry in entries:
        lines.append(f"  - id: {entry.id}")
        if not entry.to:
            lines.append("    to: []")
            continue
        lines.append("    to:")
        for step in entry.to:
            lines.append(
                f"      - {{to: {step.to}, similarity: {step.similarity}, "
                f"shared: [{', '.join(step.shared)}], gap: [{', '.join(step.gap)}], "
                f'why: "{step.why}"}}'
            )
    return "\n".join(lines) + "\n"
