"""Who may read what and do what."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, model_validator

from matcher.library.document import Document, Mark, Part
from matcher.library.vocabulary import refuse_repeats
from matcher.records.signed import DeskRole


class RoleName(Part):
    """One role, as it is called in a sentence."""

    id: DeskRole
    name: str


class Right(Part):
    """One thing that may be read or done, and for each of the roles whether it may."""

    id: str
    name: str
    who: dict[DeskRole, bool]
    why: str

    @model_validator(mode="after")
    def _answers_for_every_role(self) -> Right:
        silent = [role.value for role in DeskRole if role not in self.who]
        if silent:
            raise ValueError(f"{self.id} says nothing of {', '.join(silent)}: write true or false for every role")
        if not any(self.who.values()):
            raise ValueError(f"{self.id}: somebody has to be allowed it")
        return self


class RoleRules(Document):
    """The table of roles."""

    mark: Mark
    roles: tuple[RoleName, ...]
    read: tuple[Right, ...] = Field(min_length=1)
    do: tuple[Right, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> RoleRules:
        if sorted(one.id for one in self.roles) != sorted(DeskRole):
            raise ValueError(f"the roles are {', '.join(DeskRole)}")
        refuse_repeats("things to read and do", [one.id for one in (*self.read, *self.do)])
        return self

    @cached_property
    def names(self) -> dict[DeskRole, str]:
        """What each role is called in a sentence."""
        return {one.id: one.name for one in self.roles}

    @cached_property
    def rights(self) -> dict[str, Right]:
        """Everything that may be read or done, by id."""
        return {one.id: one for one in (*self.read, *self.do)}
