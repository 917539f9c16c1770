"""An advert looked at on its own: each doubt with its words and its question, before anything is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.audit.advert_text import TextFinding, advert_audit
from matcher.audit.sheet import EmployerSheet, Questioned, sheet_of
from matcher.base.problems import Problem
from matcher.importers.adverts.one_text import read_advert_text
from matcher.library.criteria import Criterion
from matcher.library.load import load_library
from matcher.reading.passage import MOST_CHARACTERS


@dataclass(frozen=True)
class ToldFinding:
    """One doubt, with its criterion."""

    finding: TextFinding
    criterion: Criterion


@dataclass(frozen=True)
class CheckedAdvert:
    """Everything the audit has to say about one advert."""

    title: str
    occupation: str
    text: str
    digest: str
    """Of the models it was read by."""
    findings: tuple[ToldFinding, ...]
    """About who may apply, in the order of the words."""
    quality: tuple[ToldFinding, ...]
    """About the job itself: shown apart, never summed with the others."""
    sheet: EmployerSheet
    problems: tuple[Problem, ...] = ()

    @property
    def held(self) -> bool:
        """Whether something in it may not be lawful as written, so that nobody should be put forward yet."""
        return any(one.finding.severity == "unlawful_on_face" for one in self.findings)


def check_advert(path: Path, *, models: Path | None = None, occupation: str = "") -> CheckedAdvert:
    """The doubts about the advert in a file. Raises GivenProblems where it cannot be read."""
    read = read_advert_text(path)
    library = load_library(models)
    found = advert_audit(library).findings(read.text, occupation=occupation or read.title)
    told = [ToldFinding(one, library.criteria[one.criterion]) for one in found]
    return CheckedAdvert(
        title=read.title,
        occupation=occupation or read.title,
        text=read.text,
        digest=library.digest,
        findings=tuple(one for one in told if not one.criterion.job_quality),
        quality=tuple(one for one in told if one.criterion.job_quality),
        sheet=sheet_of(
            read.title,
            (Questioned(one.criterion, one.severity, one.sentence) for one in found),
            library=library,
            employer=read.employer,
        ),
        problems=(*read.problems, *_cut(path.name, read.text)),
    )


def _cut(name: str, text: str) -> tuple[Problem, ...]:
    """What to say of a text that is longer than is read; nothing of any other."""
    if len(text) <= MOST_CHARACTERS:
        return ()
    what = f"has {len(text):,} characters; only the first {MOST_CHARACTERS:,} were read."
    return (Problem(name, "", what, "Save only the advert itself.", stops_row=False),)
