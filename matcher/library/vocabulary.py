"""Skills, licences and checks, adjustments: the closed lists that people's own words are linked to."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part

SKILLS_MOST = 120
Nation = Literal["england", "wales", "scotland", "northern_ireland"]
NATIONS: tuple[Nation, ...] = ("england", "wales", "scotland", "northern_ireland")
CheckLevel = Literal["basic", "standard", "enhanced", "enhanced_children", "enhanced_adults"]


def refuse_repeats(what: str, ids: list[str]) -> None:
    """Raises ValueError naming every id that stands twice."""
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"these {what} are there twice: {', '.join(twice)}")


class Skill(Part):
    """One skill or task, in the plainest words for it."""

    id: str
    name: str
    family: str
    aliases: tuple[str, ...] = ()
    general: bool = False
    """A way of working that nearly every job has: never counted when two occupations are compared."""


class Skills(Document):
    """The skills and tasks that clients, vacancies and occupations share."""

    mark: Mark
    entries: tuple[Skill, ...] = Field(max_length=SKILLS_MOST)

    @model_validator(mode="after")
    def _each_once(self) -> Skills:
        refuse_repeats("skills", [entry.id for entry in self.entries])
        refuse_repeats("names", [entry.name.casefold() for entry in self.entries])
        return self

    @cached_property
    def by_id(self) -> dict[str, Skill]:
        """Every skill by its id."""
        return {entry.id: entry for entry in self.entries}


class Licence(Part):
    """A licence or certificate: what it truly is in law, which is often not what an advert says."""

    id: str
    name: str
    kind: Literal["licence_driving", "licence_other", "professional_registration"]
    category: str | None = None
    """The driving category, for a driving licence."""
    aliases: tuple[str, ...] = ()
    standing: Literal["statutory", "statutory_for_some", "site_or_employer_rule", "certificate", "registration"]
    """Whether the law asks for it, for all such work or for some, or whether it is someone's own rule."""
    in_law: str
    ask: str
    includes: tuple[str, ...] = ()
    """Licences that whoever holds this one holds too."""
    weeks_least: int | None = Field(default=None, ge=0, le=300)
    weeks_most: int | None = Field(default=None, ge=0, le=300)
    """Usual weeks to get it, from a standing start; None where nobody can say."""
    weeks_mark: Mark = "assumption"
    expires_months: int | None = Field(default=None, ge=1, le=600)
    mark: Mark
    source: str = ""

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Licence:
        if (self.kind == "licence_driving") != (self.category is not None):
            raise ValueError(f"licence {self.id}: a driving licence has a category, and nothing else has")
        least, most = self.weeks_least, self.weeks_most
        if least is not None and most is not None and least > most:
            raise ValueError(f"licence {self.id}: the fewest weeks are more than the most")
        return self


class CheckName(Part):
    """What one check is called in one nation, and who may start it."""

    nation: Nation
    name: str
    person_may_apply: bool


class Check(Part):
    """A check of records that only follows an offer: a step of the vacancy, never a criterion of a person."""

    id: CheckLevel
    says: str
    names: tuple[CheckName, ...]
    lead_days: int | None = Field(default=None, ge=0, le=365)
    lead_mark: Mark
    mark: Mark
    source: str = ""

    @model_validator(mode="after")
    def _named_in_every_nation(self) -> Check:
        missing = [nation for nation in NATIONS if nation not in {name.nation for name in self.names}]
        if missing:
            raise ValueError(f"check {self.id}: no name for {', '.join(missing)}")
        return self

    def name_in(self, nation: Nation) -> str:
        """What the check is called there."""
        return next(name.name for name in self.names if name.nation == nation)


class Licences(Document):
    """Licences and certificates a vacancy may ask for, and the checks that may follow an offer."""

    entries: tuple[Licence, ...]
    checks: tuple[Check, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Licences:
        ids = [entry.id for entry in self.entries]
        refuse_repeats("licences", ids)
        refuse_repeats("checks", [check.id for check in self.checks])
        for entry in self.entries:
            unknown = sorted(set(entry.includes) - set(ids))
            if unknown:
                raise ValueError(f"licence {entry.id} includes {', '.join(unknown)}, which is not a licence here")
        return self

    @cached_property
    def by_id(self) -> dict[str, Licence]:
        """Every licence by its id."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def checks_by_id(self) -> dict[str, Check]:
        """Every check by its id."""
        return {check.id: check for check in self.checks}

    def driving(self, category: str) -> Licence | None:
        """The driving licence of a category; None where the category is not in the list."""
        wanted = category.strip().upper()
        return next((entry for entry in self.entries if (entry.category or "").upper() == wanted), None)

    def held_with(self, licence: str) -> frozenset[str]:
        """The licence itself and all that whoever holds it holds too."""
        found: set[str] = set()
        waiting = [licence]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self.by_id[one].includes if one in self.by_id else ()
        return frozenset(found)


class Adjustment(Part):
    """Something an employer can do so that the work can be done."""

    id: str
    name: str
    when: Literal["applying", "starting", "working"]
    ask: str
    """How to ask the employer, without saying who for or why."""
    aliases: tuple[str, ...] = ()


class Adjustments(Document):
    """Adjustments in plain words. None names a health condition, and none needs a reason."""

    mark: Mark
    entries: tuple[Adjustment, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Adjustments:
        refuse_repeats("adjustments", [entry.id for entry in self.entries])
        return self

    @cached_property
    def by_id(self) -> dict[str, Adjustment]:
        """Every adjustment by its id."""
        return {entry.id: entry for entry in self.entries}
