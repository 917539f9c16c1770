"""Money as whole pence."""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"^£?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*(p)?$", re.IGNORECASE)


class NotAnAmount(ValueError):
    """The text does not say one amount of money."""


def parse_pence(text: str) -> int:
    """Whole pence of `£12.71`, `12.71`, `1,200` or `85p`. Raises NotAnAmount otherwise."""
    found = _AMOUNT.match(" ".join(text.split()))
    if not found or (found.group(3) and found.group(2)):
        raise NotAnAmount(f"{text!r} is not an amount we can read. Write it like 12.71.")
    whole = int(found.group(1).replace(",", ""))
    if found.group(3):
        return whole
    return whole * 100 + int((found.group(2) or "0").ljust(2, "0"))


def say_pence(pence: int) -> str:
    """`£12.71`, `£450`, `-£3.20`."""
    sign, pence = ("-", -pence) if pence < 0 else ("", pence)
    pounds, rest = divmod(pence, 100)
    return f"{sign}£{pounds:,}" + (f".{rest:02d}" if rest else "")
