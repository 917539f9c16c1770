"""The library: every declared model, read once, checked when first looked at, and stamped with one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from matcher.base.problems import GivenProblems, Problem
from matcher.library.brokerage.models import BrokerageModels
from matcher.library.catalogue import BY_FILE, BY_NAME, FAMILIES, SHELVES
from matcher.library.document import Document
from matcher.library.find import INDEX, find_models
from matcher.library.shelved import Shelved
from matcher.library.strict_yaml import Written, bounded_bytes, parse_yaml
from matcher.library.validation import checked, one_of

if TYPE_CHECKING:
    from matcher.library.adverts import AdvertReading
    from matcher.library.criteria import AuditPhrases, AuditWork, CriteriaFamily, Criterion, Reads, ReadsFamily
    from matcher.library.doubts import AuditRules, RequirementStatuses
    from matcher.library.figures import EmployerFigures
    from matcher.library.gaps import GapRules
    from matcher.library.headings import OtherHeadings
    from matcher.library.holidays import BankHolidays
    from matcher.library.levers import Levers
    from matcher.library.linking import Linking
    from matcher.library.marginals import Asides, District
    from matcher.library.marginals_jobs import Jobs
    from matcher.library.marginals_people import People
    from matcher.library.matching import Gates, Ranking, Terms
    from matcher.library.notes import NoteReading
    from matcher.library.occupations import OccupationLinks, Occupations
    from matcher.library.parameters import MinimumWage, Parameters
    from matcher.library.prospects import ProspectRules
    from matcher.library.reading import FactReading
    from matcher.library.reading_requirements import RequirementReading
    from matcher.library.rubric import Rubric
    from matcher.library.services import ServiceVocabulary
    from matcher.library.stages import Stages
    from matcher.library.steps import StepRules
    from matcher.library.transfers import Transfers
    from matcher.library.travelling import Travel
    from matcher.library.vocabulary import Adjustments, Licences, Skills
    from matcher.library.weeks import WeekPatterns
    from matcher.library.wording import Wording

Doc = TypeVar("Doc", bound=Document)


def load_library(models: Path | None = None) -> Library:
    """The shipped models, or a programme's own edition over them.

    The shipped set is checked document by document when first looked at (and whole by the tests and by
    `models check`). An edition is checked whole, here: GivenProblems carries everything wrong with it.
    """
    folders = find_models(models)
    library = Library(_texts(folders))
    if models is not None:
        from matcher.library.checks import check_library

        problems = _strangers(models) + check_library(library)
        if problems:
            raise GivenProblems(problems)
    return library


def _texts(folders: list[Path]) -> dict[str, bytes]:
    """The bytes of every document, from the first folder that has it, by name."""
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name in sorted([INDEX, *BY_FILE]):
        path = next((folder / name for folder in folders if (folder / name).exists()), None)
        if path is None:
            continue  # told when it is asked for
        try:
            found[name] = bounded_bytes(path)
        except GivenProblems as given:
            problems += given.problems
    if problems:
        raise GivenProblems(problems)
    return found


def _strangers(edition: Path) -> list[Problem]:
    """Model files of an edition whose name is not a document's, which would be passed over in silence."""
    names = sorted(path.relative_to(edition).as_posix() for path in edition.rglob("*.y*ml"))
    known = sorted([INDEX, *BY_FILE])
    return [
        Problem(str(edition / name), "", "is not the name of a model file.", one_of(name, known))
        for name in names
        if name not in known
    ]


@dataclass(frozen=True)
class Library:
    """All documents. Each is parsed and checked when first asked for; the digest always covers all."""

    raw: Mapping[str, bytes] = field(repr=False)

    audit_phrases: ClassVar[Shelved[AuditPhrases]] = Shelved()
    audit_work: ClassVar[Shelved[AuditWork]] = Shelved()
    audit_notes: ClassVar[Shelved[NoteReading]] = Shelved()
    rubric: ClassVar[Shelved[Rubric]] = Shelved()
    stages: ClassVar[Shelved[Stages]] = Shelved()
    gates: ClassVar[Shelved[Gates]] = Shelved()
    terms: ClassVar[Shelved[Terms]] = Shelved()
    ranking: ClassVar[Shelved[Ranking]] = Shelved()
    statuses: ClassVar[Shelved[RequirementStatuses]] = Shelved()
    audit_rules: ClassVar[Shelved[AuditRules]] = Shelved()
    employer_figures: ClassVar[Shelved[EmployerFigures]] = Shelved()
    minimum_wage: ClassVar[Shelved[MinimumWage]] = Shelved()
    real_living_wage: ClassVar[Shelved[Parameters]] = Shelved()
    occupations: ClassVar[Shelved[Occupations]] = Shelved()
    occupation_links: ClassVar[Shelved[OccupationLinks]] = Shelved()
    transfers: ClassVar[Shelved[Transfers]] = Shelved()
    skills: ClassVar[Shelved[Skills]] = Shelved()
    licences: ClassVar[Shelved[Licences]] = Shelved()
    adjustments: ClassVar[Shelved[Adjustments]] = Shelved()
    bank_holidays: ClassVar[Shelved[BankHolidays]] = Shelved()
    """Bank holidays in the nations of the United Kingdom."""
    travel: ClassVar[Shelved[Travel]] = Shelved()
    weeks: ClassVar[Shelved[WeekPatterns]] = Shelved()
    services: ClassVar[Shelved[ServiceVocabulary]] = Shelved()
    headings: ClassVar[Shelved[OtherHeadings]] = Shelved()
    """What our columns are called in exports of other systems."""
    linking: ClassVar[Shelved[Linking]] = Shelved()
    adverts: ClassVar[Shelved[AdvertReading]] = Shelved()
    requirement_reading: ClassVar[Shelved[RequirementReading]] = Shelved()
    fact_reading: ClassVar[Shelved[FactReading]] = Shelved()
    wording: ClassVar[Shelved[Wording]] = Shelved()
    steps: ClassVar[Shelved[StepRules]] = Shelved()
    gaps: ClassVar[Shelved[GapRules]] = Shelved()
    prospects: ClassVar[Shelved[ProspectRules]] = Shelved()
    levers: ClassVar[Shelved[Levers]] = Shelved()
    made_up_people: ClassVar[Shelved[People]] = Shelved()
    made_up_jobs: ClassVar[Shelved[Jobs]] = Shelved()
    made_up_district: ClassVar[Shelved[District]] = Shelved()
    made_up_asides: ClassVar[Shelved[Asides]] = Shelved()

    @cached_property
    def digest(self) -> str:
        """SHA-256 over names, lengths and exact bytes, in order of name: equal when every file is equal."""
        whole = hashlib.sha256()
        for name in sorted(self.raw):
            whole.update(f"{name}\n{len(self.raw[name])}\n".encode())
            whole.update(self.raw[name])
        return whole.hexdigest()

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Every file's text by its name, to be kept with a run."""
        return {name: self.raw[name].decode("utf-8", errors="replace") for name in sorted(self.raw)}

    @cached_property
    def _written(self) -> dict[str, Written]:
        return {}

    def written(self, file: str) -> Written:
        """One file as it was written, with its lines. Raises GivenProblems."""
        if file not in self.raw:
            raise GivenProblems([Problem(file, "", "is missing.", "Add it, or install the program again.")])
        if file not in self._written:
            self._written[file] = parse_yaml(self.raw[file], file.rpartition("/")[2])
        return self._written[file]

    def document(self, file: str, model: type[Doc]) -> Doc:
        """One file as a checked document. Raises GivenProblems with every problem of the file."""
        return checked(self.written(file), model)

    def each(self) -> Mapping[str, Document]:
        """Every document by its name here. Raises GivenProblems for the first file that is wrong."""
        return {shelf.name: self.on_shelf(shelf.name) for shelf in SHELVES if shelf.file in self.raw}

    def on_shelf(self, name: str) -> Document:
        """One document by its name in the catalogue, whether or not it has an attribute of its own."""
        if name not in self._kept:
            shelf = BY_NAME[name]
            self._kept[name] = self.document(shelf.file, shelf.document())
        return self._kept[name]

    @cached_property
    def _kept(self) -> dict[str, Document]:
        return {}

    @cached_property
    def brokerage(self) -> BrokerageModels:
        """What the desk goes by."""
        return BrokerageModels(self)

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion of the audit by its id, in order of number."""
        families = [cast("CriteriaFamily", self.on_shelf(f"criteria_{one}")) for one in FAMILIES]
        every = sorted((one for family in families for one in family.criteria), key=lambda one: one.number)
        return {one.id: one for one in every}

    @cached_property
    def audit_reads(self) -> Mapping[str, Reads]:
        """How each criterion is read in a text, by its id."""
        families = [cast("ReadsFamily", self.on_shelf(f"reads_{one}")) for one in FAMILIES]
        return {one.id: one for family in families for one in family.reads}
