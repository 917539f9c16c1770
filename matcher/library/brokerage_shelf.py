"""The documents of `models/brokerage/` as attributes of the library."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from matcher.library.document import Document

if TYPE_CHECKING:
    from matcher.library.brokerage_answers import Answers
    from matcher.library.brokerage_consent import Purposes
    from matcher.library.brokerage_contact import ContactRules
    from matcher.library.brokerage_decisions import DecisionRules
    from matcher.library.brokerage_log import LogWords
    from matcher.library.brokerage_packs import Packs
    from matcher.library.brokerage_page import ClientPageWords
    from matcher.library.brokerage_retention import RetentionRules
    from matcher.library.brokerage_roles import RoleRules
    from matcher.library.brokerage_same import SameRules

Doc = TypeVar("Doc", bound=Document)


class BrokerageShelf:
    """What the desk goes by. `Library` is one of these."""

    def document(self, file: str, model: type[Doc]) -> Doc:
        """One file as a checked document."""
        raise NotImplementedError

    @cached_property
    def contact(self) -> ContactRules:
        from matcher.library.brokerage_contact import ContactRules

        return self.document("brokerage/contact.yaml", ContactRules)

    @cached_property
    def purposes(self) -> Purposes:
        from matcher.library.brokerage_consent import Purposes

        return self.document("brokerage/purposes.yaml", Purposes)

    @cached_property
    def decisions(self) -> DecisionRules:
        from matcher.library.brokerage_decisions import DecisionRules

        return self.document("brokerage/decisions.yaml", DecisionRules)

    @cached_property
    def client_page(self) -> ClientPageWords:
        from matcher.library.brokerage_page import ClientPageWords

        return self.document("brokerage/client_page.yaml", ClientPageWords)

    @cached_property
    def roles(self) -> RoleRules:
        from matcher.library.brokerage_roles import RoleRules

        return self.document("brokerage/roles.yaml", RoleRules)

    @cached_property
    def answers(self) -> Answers:
        from matcher.library.brokerage_answers import Answers

        return self.document("brokerage/answers.yaml", Answers)

    @cached_property
    def packs(self) -> Packs:
        from matcher.library.brokerage_packs import Packs

        return self.document("brokerage/packs.yaml", Packs)

    @cached_property
    def same_employer(self) -> SameRules:
        from matcher.library.brokerage_same import SameRules

        return self.document("brokerage/same_employer.yaml", SameRules)

    @cached_property
    def log_words(self) -> LogWords:
        from matcher.library.brokerage_log import LogWords

        return self.document("brokerage/log.yaml", LogWords)

    @cached_property
    def retention(self) -> RetentionRules:
        from matcher.library.brokerage_retention import RetentionRules

        return self.document("brokerage/retention.yaml", RetentionRules)
