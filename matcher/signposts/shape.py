"""What comes of looking for services: each with its stated conditions, and the need it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matcher.library.services import HelpWanted
from matcher.records.service import Service

State = Literal["met", "not_met", "unknown", "ask"]
"""`ask`: a condition that we never decide, whatever is known."""
Group = Literal["met", "ask", "not_met"]
GROUPS: tuple[Group, ...] = ("met", "ask", "not_met")


@dataclass(frozen=True)
class Checked:
    """One stated condition of a service for one client."""

    about: Literal["age", "area", "whom", "running"]
    state: State
    says: str
    """What the service states and how it stands; for what is open, the question."""
    short: str = ""
    """The same in a word or two, for a line that names several services."""

    @property
    def open(self) -> bool:
        """Whether it has to be asked."""
        return self.state in ("unknown", "ask")


@dataclass(frozen=True)
class Signpost:
    """One service for one client."""

    service: Service
    checked: tuple[Checked, ...]
    kinds: tuple[str, ...]
    """Those of the kinds looked for that it is of."""
    metres: int | None
    """As the crow flies to its nearest place; None where either place is not known."""
    named: str
    """The licence or course looked for, where the service names it; else empty."""
    notes: tuple[str, ...]
    """What to look at before anyone goes."""

    @property
    def group(self) -> Group:
        """Where it is listed: nothing open, something to ask, or a stated condition not met."""
        states = {one.state for one in self.checked}
        if "not_met" in states:
            return "not_met"
        return "ask" if states - {"met"} else "met"

    @property
    def asks(self) -> tuple[str, ...]:
        """The open conditions, each as what to ask."""
        return tuple(one.says for one in self.checked if one.open)


@dataclass(frozen=True)
class Wanted:
    """One need, and where it comes from."""

    need: HelpWanted
    because: tuple[str, ...]
    about: tuple[str, ...] = ()
    """Names of a licence or course: services that name one come first in their group."""


@dataclass(frozen=True)
class Answered:
    """One need with the services that may help, in order."""

    wanted: Wanted
    found: tuple[Signpost, ...]

    def group(self, group: Group) -> tuple[Signpost, ...]:
        """The services of one group, in order."""
        return tuple(one for one in self.found if one.group == group)
