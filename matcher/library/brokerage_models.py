"""The documents about cases, endings and who waits, each as its own class. Read when first asked for, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from matcher.library.brokerage_cases import Actions, Challenges, Contests, HandBacks, InWork
    from matcher.library.brokerage_endings import Endings
    from matcher.library.brokerage_stuck import StuckRules
    from matcher.library.load import Library


@dataclass(frozen=True)
class BrokerageModels:
    """What `models/brokerage/` says of cases. Each raises GivenProblems where its file is wrong."""

    library: Library

    @property
    def challenges(self) -> Challenges:
        """Questions to employers."""
        return cast("Challenges", self.library.on_shelf("challenges"))

    @property
    def hand_backs(self) -> HandBacks:
        """Clients back with the key worker for a next step."""
        return cast("HandBacks", self.library.on_shelf("hand_backs"))

    @property
    def in_work(self) -> InWork:
        """Contacts after a start."""
        return cast("InWork", self.library.on_shelf("in_work"))

    @property
    def contests(self) -> Contests:
        """What clients ask about their own record."""
        return cast("Contests", self.library.on_shelf("contests"))

    @property
    def actions(self) -> Actions:
        """Things to do so that a criterion will be in place."""
        return cast("Actions", self.library.on_shelf("actions"))

    @property
    def endings(self) -> Endings:
        """What follows when a job ends."""
        return cast("Endings", self.library.on_shelf("endings"))

    @property
    def stuck(self) -> StuckRules:
        """Who is waiting on us."""
        return cast("StuckRules", self.library.on_shelf("stuck"))
