"""The library: every declared model, read once, checked when first looked at, and stamped with one digest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from matcher.base.problems import GivenProblems, Problem
from matcher.library.brokerage_shelf import BrokerageShelf
from matcher.library.catalogue import BY_FILE, BY_NAME, FAMILIES, SHELVES
from matcher.library.document import Document
from matcher.library.find import INDEX, find_models
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
class Library(BrokerageShelf):
    """All documents. Each is parsed and checked when first asked for; the digest always covers all."""

    raw: Mapping[str, bytes] = field(repr=False)

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
        shelf = BY_NAME[name]
        if hasattr(type(self), name):
            return cast(Document, getattr(self, name))
        if name not in self._others:
            self._others[name] = self.document(shelf.file, shelf.document())
        return self._others[name]

    @cached_property
    def _others(self) -> dict[str, Document]:
        return {}

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

    @cached_property
    def audit_phrases(self) -> AuditPhrases:
        from matcher.library.criteria import AuditPhrases

        return self.document("audit/phrases.yaml", AuditPhrases)

    @cached_property
    def audit_work(self) -> AuditWork:
        from matcher.library.criteria import AuditWork

        return self.document("audit/work.yaml", AuditWork)

    @cached_property
    def audit_notes(self) -> NoteReading:
        from matcher.library.notes import NoteReading

        return self.document("audit/notes.yaml", NoteReading)

    @cached_property
    def rubric(self) -> Rubric:
        from matcher.library.rubric import Rubric

        return self.document("readiness/rubric.yaml", Rubric)

    @cached_property
    def stages(self) -> Stages:
        from matcher.library.stages import Stages

        return self.document("readiness/stages.yaml", Stages)

    @cached_property
    def gates(self) -> Gates:
        from matcher.library.matching import Gates

        return self.document("matching/gates.yaml", Gates)

    @cached_property
    def terms(self) -> Terms:
        from matcher.library.matching import Terms

        return self.document("matching/terms.yaml", Terms)

    @cached_property
    def ranking(self) -> Ranking:
        from matcher.library.matching import Ranking

        return self.document("matching/ranking.yaml", Ranking)

    @cached_property
    def statuses(self) -> RequirementStatuses:
        from matcher.library.doubts import RequirementStatuses

        return self.document("audit/statuses.yaml", RequirementStatuses)

    @cached_property
    def audit_rules(self) -> AuditRules:
        from matcher.library.doubts import AuditRules

        return self.document("audit/rules.yaml", AuditRules)

    @cached_property
    def employer_figures(self) -> EmployerFigures:
        from matcher.library.figures import EmployerFigures

        return self.document("audit/employer_figures.yaml", EmployerFigures)

    @cached_property
    def minimum_wage(self) -> MinimumWage:
        from matcher.library.parameters import MinimumWage

        return self.document("parameters/pay/minimum_wage.yaml", MinimumWage)

    @cached_property
    def real_living_wage(self) -> Parameters:
        from matcher.library.parameters import Parameters

        return self.document("parameters/pay/real_living_wage.yaml", Parameters)

    @cached_property
    def occupations(self) -> Occupations:
        from matcher.library.occupations import Occupations

        return self.document("vocabulary/occupations.yaml", Occupations)

    @cached_property
    def occupation_links(self) -> OccupationLinks:
        from matcher.library.occupations import OccupationLinks

        return self.document("vocabulary/occupation_links.yaml", OccupationLinks)

    @cached_property
    def transfers(self) -> Transfers:
        from matcher.library.transfers import Transfers

        return self.document("vocabulary/transfers.yaml", Transfers)

    @cached_property
    def skills(self) -> Skills:
        from matcher.library.vocabulary import Skills

        return self.document("vocabulary/skills.yaml", Skills)

    @cached_property
    def licences(self) -> Licences:
        from matcher.library.vocabulary import Licences

        return self.document("vocabulary/licences.yaml", Licences)

    @cached_property
    def adjustments(self) -> Adjustments:
        from matcher.library.vocabulary import Adjustments

        return self.document("vocabulary/adjustments.yaml", Adjustments)

    @cached_property
    def bank_holidays(self) -> BankHolidays:
        """Bank holidays in the nations of the United Kingdom."""
        from matcher.library.holidays import BankHolidays

        return self.document("parameters/calendar/bank_holidays.yaml", BankHolidays)

    @cached_property
    def travel(self) -> Travel:
        from matcher.library.travelling import Travel

        return self.document("vocabulary/travel.yaml", Travel)

    @cached_property
    def weeks(self) -> WeekPatterns:
        from matcher.library.weeks import WeekPatterns

        return self.document("vocabulary/weeks.yaml", WeekPatterns)

    @cached_property
    def services(self) -> ServiceVocabulary:
        from matcher.library.services import ServiceVocabulary

        return self.document("vocabulary/services.yaml", ServiceVocabulary)

    @cached_property
    def headings(self) -> OtherHeadings:
        """What our columns are called in exports of other systems."""
        from matcher.library.headings import OtherHeadings

        return self.document("vocabulary/headings.yaml", OtherHeadings)

    @cached_property
    def linking(self) -> Linking:
        from matcher.library.linking import Linking

        return self.document("vocabulary/linking.yaml", Linking)

    @cached_property
    def adverts(self) -> AdvertReading:
        from matcher.library.adverts import AdvertReading

        return self.document("vocabulary/adverts.yaml", AdvertReading)

    @cached_property
    def requirement_reading(self) -> RequirementReading:
        from matcher.library.reading_requirements import RequirementReading

        return self.document("reading/requirements.yaml", RequirementReading)

    @cached_property
    def fact_reading(self) -> FactReading:
        from matcher.library.reading import FactReading

        return self.document("reading/facts.yaml", FactReading)

    @cached_property
    def wording(self) -> Wording:
        from matcher.library.wording import Wording

        return self.document("wording/wording.yaml", Wording)

    @cached_property
    def steps(self) -> StepRules:
        from matcher.library.steps import StepRules

        return self.document("market/steps.yaml", StepRules)

    @cached_property
    def gaps(self) -> GapRules:
        from matcher.library.gaps import GapRules

        return self.document("market/gaps.yaml", GapRules)

    @cached_property
    def prospects(self) -> ProspectRules:
        from matcher.library.prospects import ProspectRules

        return self.document("market/prospects.yaml", ProspectRules)

    @cached_property
    def levers(self) -> Levers:
        from matcher.library.levers import Levers

        return self.document("ladder/levers.yaml", Levers)

    @cached_property
    def made_up_people(self) -> People:
        from matcher.library.marginals_people import People

        return self.document("specimens/people.yaml", People)

    @cached_property
    def made_up_jobs(self) -> Jobs:
        from matcher.library.marginals_jobs import Jobs

        return self.document("specimens/jobs.yaml", Jobs)

    @cached_property
    def made_up_district(self) -> District:
        from matcher.library.marginals import District

        return self.document("specimens/district.yaml", District)

    @cached_property
    def made_up_asides(self) -> Asides:
        from matcher.library.marginals import Asides

        return self.document("specimens/asides.yaml", Asides)
