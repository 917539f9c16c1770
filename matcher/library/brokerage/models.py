"""The documents of `models/brokerage/`: what the desk goes by, from consent to who waits on us."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, cast

from matcher.library.shelved import Keeper, Shelved

if TYPE_CHECKING:
    from matcher.library.brokerage.answers import Answers
    from matcher.library.brokerage.cases import Actions, Challenges, Contests, HandBacks, InWork
    from matcher.library.brokerage.consent import Purposes
    from matcher.library.brokerage.contact import ContactRules
    from matcher.library.brokerage.decisions import DecisionRules
    from matcher.library.brokerage.endings import Endings
    from matcher.library.brokerage.log import LogWords
    from matcher.library.brokerage.packs import Packs
    from matcher.library.brokerage.page import ClientPageWords
    from matcher.library.brokerage.retention import RetentionRules
    from matcher.library.brokerage.roles import RoleRules
    from matcher.library.brokerage.same import SameRules
    from matcher.library.brokerage.stuck import StuckRules
    from matcher.library.document import Document


@dataclass(frozen=True)
class BrokerageModels:
    """`library.brokerage`. Each attribute raises GivenProblems where its file is wrong."""

    library: Keeper

    contact: ClassVar[Shelved[ContactRules]] = Shelved()
    purposes: ClassVar[Shelved[Purposes]] = Shelved()
    client_page: ClassVar[Shelved[ClientPageWords]] = Shelved()
    roles: ClassVar[Shelved[RoleRules]] = Shelved()
    answers: ClassVar[Shelved[Answers]] = Shelved()
    packs: ClassVar[Shelved[Packs]] = Shelved()
    same_employer: ClassVar[Shelved[SameRules]] = Shelved()
    log_words: ClassVar[Shelved[LogWords]] = Shelved()
    retention: ClassVar[Shelved[RetentionRules]] = Shelved()
    challenges: ClassVar[Shelved[Challenges]] = Shelved()
    """Questions to employers."""
    hand_backs: ClassVar[Shelved[HandBacks]] = Shelved()
    """Clients back with the key worker for a next step."""
    in_work: ClassVar[Shelved[InWork]] = Shelved()
    """Contacts after a start."""
    contests: ClassVar[Shelved[Contests]] = Shelved()
    """What clients ask about their own record."""
    actions: ClassVar[Shelved[Actions]] = Shelved()
    """Things to do so that a criterion will be in place."""
    endings: ClassVar[Shelved[Endings]] = Shelved()
    """What follows when a job ends."""
    stuck: ClassVar[Shelved[StuckRules]] = Shelved()
    """Who is waiting on us."""

    @cached_property
    def decisions(self) -> DecisionRules:
        """What may be decided; the reasons that employers give are those of the answers, kept there alone."""
        return cast("DecisionRules", self.on_shelf("decisions")).with_employers(self.answers.reasons)

    def on_shelf(self, name: str) -> Document:
        """One document by its name in the catalogue."""
        return self.library.on_shelf(name)
