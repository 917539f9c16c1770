"""Who may read what and do what; and, where somebody may not, who may."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.base.problems import GivenProblems, Problem
from matcher.library.brokerage.roles import RoleRules
from matcher.records.signed import DeskRole


@dataclass(frozen=True)
class Refused:
    """Something that is not done, and why, in plain words; and what would open the way. No name, references only."""

    why: str
    """A refusal of decisions.yaml, or `role`."""
    about: str
    says: str
    fix: str
    give: str = ""
    """What is only still to be typed for it; empty where something stands against it."""

    def problem(self) -> Problem:
        """The same as a line of problems."""
        return Problem(self.about, "", self.says, self.fix)

    def stop(self) -> GivenProblems:
        """The same, to be raised where one thing alone was asked for."""
        return GivenProblems([self.problem()])


def may(role: DeskRole, what: str, *, rules: RoleRules) -> bool:
    """Whether a role may read or do something. KeyError for something that the table does not know."""
    return rules.rights[what].who[role]


def refused(role: DeskRole, what: str, *, rules: RoleRules) -> Refused | None:
    """Nothing where a role may; else why not, naming who may."""
    right = rules.rights[what]
    if right.who[role]:
        return None
    who = [rules.names[one] for one in DeskRole if right.who[one]]
    listed = who[0] if len(who) == 1 else f"{', '.join(who[:-1])} or {who[-1]}"
    kind = "read" if right in rules.read else "do"
    says = f"is not for {rules.names[role]} to {kind}. {listed[:1].upper()}{listed[1:]} may."
    fix = "Ask one of them; or, if that is you, say so with --as."
    return Refused("role", f"{right.name[:1].upper()}{right.name[1:]}", says, fix)
