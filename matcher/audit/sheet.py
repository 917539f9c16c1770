"""What to ask an employer about an advert or a vacancy, ready to send. The type has no field for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.library.criteria import Criterion
from matcher.library.doubts import SEVERITIES
from matcher.library.load import Library

SENT = ("unlawful_on_face", "high_risk", "narrows_pool")
"""Severities whose questions go to an employer; what is only worth asking is left to the EPC, who may add it."""


@dataclass(frozen=True)
class Questioned:
    """One doubt as it goes onto a sheet: the criterion, the employer's own words, how many it keeps out, in words."""

    criterion: str
    severity: str
    words: str
    """The words it came from, as the employer wrote them; empty where a typed record is questioned."""
    about: str = ""
    """The name of the requirement, where there are no words to quote."""
    several: str = ""
    """`several` or `fewer than five`; empty where no figure may be given."""


@dataclass(frozen=True)
class SheetLine:
    """One question: what it is about, what was written, the question, a wording to offer, what would settle it."""

    about: str
    words: str
    question: str
    rewording: str
    settles: str
    several: str


@dataclass(frozen=True)
class EmployerSheet:
    """Questions about one job. Nobody is named or counted on it, but for `several` and `fewer than five`."""

    title: str
    employer: str
    who_may_apply: tuple[SheetLine, ...]
    about_the_job: tuple[SheetLine, ...]
    """Questions about pay, hours and contract: shown apart, never summed with the others."""

    @property
    def empty(self) -> bool:
        return not self.who_may_apply and not self.about_the_job


def sheet_of(
    title: str,
    questioned: Iterable[Questioned],
    *,
    library: Library,
    employer: str = "",
    also_worth_asking: bool = False,
) -> EmployerSheet:
    """The sheet, the gravest first; what is only worth asking joins it when the EPC wants it to."""
    wanted = [
        (library.criteria[one.criterion], one)
        for one in questioned
        if one.severity in SENT or (also_worth_asking and one.criterion in library.criteria)
    ]
    wanted.sort(key=lambda pair: (-SEVERITIES.index(pair[1].severity), pair[0].number))
    return EmployerSheet(
        title=title,
        employer=employer,
        who_may_apply=tuple(_lines((c, one) for c, one in wanted if not c.job_quality)),
        about_the_job=tuple(_lines((c, one) for c, one in wanted if c.job_quality)),
    )


def _lines(wanted: Iterable[tuple[Criterion, Questioned]]) -> Iterator[SheetLine]:
    """One line a question: the same question about several words is asked once, with all of them."""
    merged: dict[str, list[Questioned]] = {}
    criteria: dict[str, Criterion] = {}
    for criterion, one in wanted:
        criteria[criterion.id] = criterion
        merged.setdefault(criterion.id, []).append(one)
    for criterion_id, several in merged.items():
        criterion = criteria[criterion_id]
        yield SheetLine(
            about=", ".join(dict.fromkeys(one.about for one in several if one.about)),
            words=" ... ".join(dict.fromkeys(one.words for one in several if one.words)),
            question=criterion.question,
            rewording=criterion.rewording,
            settles=criterion.justified_when,
            several=next((one.several for one in several if one.several), ""),
        )
