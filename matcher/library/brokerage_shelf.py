"""The documents of `models/brokerage/` as attributes of the library."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from matcher.library.document import Document

if TYPE_CHECKING:
    from matcher.library.brokerage_contact import ContactRules

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
