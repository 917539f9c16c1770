"""Postcode sectors and areas as people write them."""

from __future__ import annotations

import re

from matcher.base.ids import SectorCode

_WHOLE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9])[A-Z]{2}$")
_SECTOR = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9])$")


def sector_of(postcode: str) -> SectorCode | None:
    """The sector of a whole postcode or of a sector; None where the text is neither (`EX2` is only a district)."""
    text = " ".join(postcode.upper().split())[:12]
    found = _WHOLE.match(text.replace(" ", "")) or (_SECTOR.match(text) if " " in text else None)
    return SectorCode(f"{found.group(1)} {found.group(2)}") if found else None


def in_area(sector: str, area: str) -> bool:
    """Whether a sector lies in an area: the sector itself (`ND3 4`), its district (`ND3`) or its letters (`ND`)."""
    outward, _, inward = sector.upper().partition(" ")
    wanted = " ".join(area.upper().split())
    if " " in wanted:
        return wanted == f"{outward} {inward}"
    letters = re.match(r"[A-Z]*", outward)
    return wanted == outward or (letters is not None and wanted == letters.group())
