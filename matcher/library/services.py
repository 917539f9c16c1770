"""Kinds of service, the help people want, and how a directory's words are read."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import Nation, refuse_repeats


class ServiceKind(Part):
    """One kind of help a service gives."""

    id: str
    name: str
    ours: bool = False
    """Whether the programme does it itself, so that no directory is searched for it."""
    never_alone: bool = False
    """Never the only kind offered for a need."""
    words: tuple[str, ...] = ()
    source: str = ""
    mark: Mark


class FeedTerm(Part):
    """A term of a feed that names the kinds of every service under it."""

    term: str
    kinds: tuple[str, ...] = Field(min_length=1)
    note: str = ""


class HelpWanted(Part):
    """One thing somebody may want help with, and where it comes from."""

    id: str
    name: str
    kinds: tuple[str, ...]
    also: tuple[str, ...] = ()
    """Kinds that are ours to do."""
    words: tuple[str, ...] = ()
    """Other words to ask for it by."""
    criteria: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    requirement_kinds: tuple[str, ...] = ()
    where_client: Literal["", "care_not_covered"] = ""
    """What the client must have told us before a gate stands for this need."""
    key_worker_only: bool = False
    special: bool = False


class Condition(Part):
    """One thing services say of whom they are for. Never compared with anything we hold; always asked."""

    id: str
    name: str
    words: tuple[str, ...] = Field(min_length=1)


class NationNames(Part):
    """The names by which a directory means a whole nation."""

    nation: Nation
    names: tuple[str, ...]


class Region(Part):
    """A feed's own region."""

    code: str
    name: str
    nation: Nation


class AreaNames(Part):
    """Names of areas that can be compared with a client's nation."""

    everywhere: tuple[str, ...]
    nations: tuple[NationNames, ...]
    police_areas_in_wales: tuple[str, ...]
    regions: tuple[Region, ...]
    source: str
    mark: Mark


class ServiceWording(Part):
    """Sentences about a service and one client."""

    met_age: str
    not_met_age: str
    ask_age: str
    says_age_between: str
    says_age_from: str
    says_age_to: str
    met_area: str
    not_met_area: str
    ask_area: str
    ask_whom: str
    ask_mentioned: str
    ask_words: str
    short_age: str
    short_area: str
    short_running: str
    short_whom: str
    short_mentioned: str
    short_words: str
    closed: str
    ended: str
    begins: str
    ask_running: str
    check_again: str
    kinds_read: str
    ours: str
    nobody: str
    because_stated: str
    because_agreed: str
    because_level: str
    because_money: str
    because_care: str
    because_gate: str
    because_requirement: str
    names_it: str
    to_client: str


class ServiceVocabulary(Document):
    """What services help with, what people want, and what is asked about rather than decided."""

    mark: Mark
    kinds: tuple[ServiceKind, ...]
    feed_terms: tuple[FeedTerm, ...]
    needs: tuple[HelpWanted, ...]
    conditions: tuple[Condition, ...]
    both_sexes: tuple[str, ...]
    says_for: tuple[str, ...]
    areas: AreaNames
    shared_mailboxes: tuple[str, ...]
    free_words: tuple[str, ...]
    check_again_days: int = Field(ge=1, le=3650)
    """Days after which what a directory says is to be checked before anyone goes."""
    shown: int = Field(ge=1, le=100)
    """Services of each group that are shown on screen; JSON has all."""
    named: int = Field(ge=1, le=10)
    """Services named beside a step of an explanation."""
    figures_mark: Mark
    says: ServiceWording

    @model_validator(mode="after")
    def _holds_together(self) -> ServiceVocabulary:
        for what, of in (("kinds", self.kinds), ("needs", self.needs), ("conditions", self.conditions)):
            refuse_repeats(what, [one.id for one in of])
        refuse_repeats("names of needs", [one.name.casefold() for one in self.needs])
        for term in self.feed_terms:
            self._known(f"term {term.term}", term.kinds)
        for need in self.needs:
            self._known(f"need {need.id}", (*need.kinds, *need.also))
            wrong = [kind for kind in need.kinds if self.kind(kind).ours] + [
                kind for kind in need.also if not self.kind(kind).ours
            ]
            if wrong:
                raise ValueError(f"need {need.id}: {', '.join(wrong)}: `kinds` are looked for, `also` is ours to do")
            if need.kinds and all(self.kind(kind).never_alone for kind in need.kinds):
                raise ValueError(f"need {need.id}: {', '.join(need.kinds)} is never the only answer")
        return self

    def _known(self, where: str, kinds: tuple[str, ...]) -> None:
        unknown = sorted(set(kinds) - set(self.kinds_by_id))
        if unknown:
            raise ValueError(f"{where}: {', '.join(unknown)} is not among `kinds`")

    @cached_property
    def kinds_by_id(self) -> dict[str, ServiceKind]:
        """Every kind by its id."""
        return {kind.id: kind for kind in self.kinds}

    @cached_property
    def conditions_by_id(self) -> dict[str, Condition]:
        """Every stated condition by its id."""
        return {one.id: one for one in self.conditions}

    def kind(self, kind: str) -> ServiceKind:
        """One kind. Raises KeyError where there is none."""
        return self.kinds_by_id[kind]

    @cached_property
    def need_of_criterion(self) -> dict[str, HelpWanted]:
        """The need that a criterion of the rubric stands for."""
        return {criterion: need for need in self.needs for criterion in need.criteria}
