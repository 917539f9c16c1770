"""Typed references. A reference is the user's own text and is never changed: `007` stays `007`."""

from __future__ import annotations

from typing import NewType

ClientId = NewType("ClientId", str)
VacancyId = NewType("VacancyId", str)
EmployerId = NewType("EmployerId", str)
RequirementId = NewType("RequirementId", str)
RunId = NewType("RunId", str)
ServiceId = NewType("ServiceId", str)
SectorCode = NewType("SectorCode", str)
"""A postcode sector such as `ND3 4`: the finest place kept for a client."""


def natural_order(reference: str) -> tuple[str, ...]:
    """Sort key that puts `C9` before `C10` and never fails: digits are padded to 20 places."""
    parts: list[str] = []
    run = ""
    for character in reference:
        if run and character.isdigit() != run[-1].isdigit():
            parts.append(run)
            run = ""
        run += character
    parts.append(run)
    folded = (part.zfill(20) if part.isdigit() else part.casefold() for part in parts)
    return (*folded, reference)
