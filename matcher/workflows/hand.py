"""Whose hand is under a change: who was named, in which role, at this moment."""

from __future__ import annotations

from matcher.records.signed import DeskRole, Signed
from matcher.workflows.today import now
from matcher.workflows.where import Where


def hand(where: Where) -> Signed:
    """The signature for what is done now."""
    return Signed(where.by, where.role, now())


def own_hand(what: str) -> Signed:
    """The signature for what the program does of itself, such as making a demo."""
    return Signed(what, DeskRole.MANAGER, now())
