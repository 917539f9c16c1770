"""Whether whoever asks may do what they ask, by the table of roles."""

from __future__ import annotations

from matcher.brokerage.roles import refused
from matcher.library.load import Library
from matcher.records.signed import DeskRole, Signed

LISTS = "lists"
"""The right to read who suits which job."""


def allowed(signed: Signed | DeskRole, what: str, *, library: Library) -> None:
    """Nothing where the role may. Raises GivenProblems with who may, where it may not."""
    role = signed if isinstance(signed, DeskRole) else signed.role
    no = refused(role, what, rules=library.brokerage.roles)
    if no is not None:
        raise no.stop()
