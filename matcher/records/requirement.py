"""What an employer asks for. Each kind has a typed value; what cannot be compared is kept, shown and never applied."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from matcher.base.ids import RequirementId
from matcher.records.shape import Link, Record
from matcher.records.words import Importance, RequirementStatus


class DrivingLicence(Record):
    kind: Literal["licence_driving"] = "licence_driving"
    category: str = "B"


class OwnVehicle(Record):
    kind: Literal["own_vehicle"] = "own_vehicle"


class OtherLicence(Record):
    """A named licence or certificate of the licences vocabulary: SIA, CSCS, forklift, food hygiene."""

    kind: Literal["licence_other"] = "licence_other"
    licence: str


class Registration(Record):
    kind: Literal["professional_registration"] = "professional_registration"
    body: str


class Gcse(Record):
    """A GCSE in one subject at a grade from 1 to 9 (the old C is a 4)."""

    kind: Literal["qualification_gcse"] = "qualification_gcse"
    subject: str
    grade: int = Field(ge=1, le=9)


class LevelQualification(Record):
    """Any qualification at a level of the regulated framework, 1 to 8; a degree is 6."""

    kind: Literal["qualification_nvq_or_level"] = "qualification_nvq_or_level"
    level: int = Field(ge=1, le=8)


class Degree(Record):
    kind: Literal["qualification_degree"] = "qualification_degree"


class SameJob(Record):
    """Having done the same job, paid or unpaid, whenever."""

    kind: Literal["experience_same_job"] = "experience_same_job"
    occupation: str


class Years(Record):
    """A stated duration of experience in one occupation."""

    kind: Literal["experience_years"] = "experience_years"
    occupation: str
    months: int = Field(ge=1, le=600)


class Language(Record):
    """A language at a CEFR step: A1 is 1, C2 is 6."""

    kind: Literal["language"] = "language"
    language: str
    level: int = Field(ge=1, le=6)


class Skill(Record):
    """A skill of the vocabulary; `it_skills` is the same thing for computers."""

    kind: Literal["it_skills", "skill"] = "skill"
    skill: str


class References(Record):
    kind: Literal["references"] = "references"
    count: int = Field(ge=1, le=5)


NotComparedKind = Literal[
    "experience_general",
    "dbs_check",
    "right_to_work",
    "physical",
    "age",
    "availability_full_flex",
    "vaccination",
    "training_willing",
    "personal_quality",
    "other",
]


class NotCompared(Record):
    """Kept in the employer's words, shown, never applied: no fact of a client is compared with it."""

    kind: NotComparedKind = "other"
    lead_days: int | None = None


Need = Annotated[
    DrivingLicence
    | OwnVehicle
    | OtherLicence
    | Registration
    | Gcse
    | LevelQualification
    | Degree
    | SameJob
    | Years
    | Language
    | Skill
    | References
    | NotCompared,
    Field(discriminator="kind"),
]


class Requirement(Record):
    """One thing the employer asks for. Several needs mean: any one of them will do, and count as one requirement."""

    id: RequirementId
    needs: tuple[Need, ...] = Field(min_length=1)
    importance: Importance = Importance.ESSENTIAL
    status: RequirementStatus = RequirementStatus.AS_STATED
    reason: str = ""
    exception: str = ""
    """The text of the legal exception relied on; without it an unlawful requirement is never applied."""
    task: Link | None = None
    words: str = ""

    @property
    def compared(self) -> bool:
        """Whether any fact of a client can be held against it."""
        return all(not isinstance(need, NotCompared) for need in self.needs)
