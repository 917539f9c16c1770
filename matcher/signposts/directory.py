"""Where services are looked up: by kind, so that a list that needs three of them does not read five thousand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from matcher.records.programme import Place
from matcher.records.service import Service


class Directory(Protocol):
    """Services by kind, and places by sector."""

    def of_kind(self, kind: str) -> Sequence[Service]:
        """Services that help with one kind of thing, in an order that never changes."""

    def where(self, sectors: Collection[str]) -> Sequence[Place]:
        """Those of some sectors whose place is known."""


@dataclass(frozen=True)
class Held:
    """A directory that is all in memory."""

    services: Sequence[Service]
    places: Sequence[Place] = ()

    def of_kind(self, kind: str) -> Sequence[Service]:
        """Services that help with one kind of thing."""
        return [one for one in self.services if kind in one.kinds]

    def where(self, sectors: Collection[str]) -> Sequence[Place]:
        """Those of some sectors whose place is known."""
        return [self._by_sector[one] for one in sectors if one in self._by_sector]

    @cached_property
    def _by_sector(self) -> dict[str, Place]:
        return {place.sector: place for place in self.places}
