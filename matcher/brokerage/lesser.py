"""Whether one requirement asks less than another, as far as the two can be compared."""

from __future__ import annotations

from typing import Literal

from matcher.records.requirement import Degree, LevelQualification, Need, Requirement, SameJob, Years
from matcher.records.words import Importance

AMOUNTS = ("grade", "level", "months", "count", "lead_days")
"""Fields of which more asks more; a degree is level 6 of the regulated framework."""
DEGREE_LEVEL = 6
Amount = Literal["less", "same", "more", "unknown"]


def asks_less(old: Requirement, new: Requirement) -> bool | None:
    """True where `new` asks less than `old`, False where it asks as much or more, None where nobody can tell."""
    eased = old.importance is Importance.ESSENTIAL and new.importance is not Importance.ESSENTIAL
    in_words = not (old.compared and new.compared)
    if in_words and old.words != new.words:
        asks: Amount = "unknown"
    elif len(old.needs) == len(new.needs) == 1:
        asks = _asks(old.needs[0], new.needs[0])
    else:
        asks = _ways(set(old.needs), set(new.needs))
    if eased or asks == "less":
        return True
    return None if asks == "unknown" else False


def _ways(old: set[Need], new: set[Need]) -> Amount:
    """Of several ways any one will do: more ways ask less, fewer ask more."""
    if old == new:
        return "same"
    if old < new:
        return "less"
    return "more" if new < old else "unknown"


def _asks(old: Need, new: Need) -> Amount:
    if isinstance(old, Years) and isinstance(new, SameJob):
        return "less" if old.occupation == new.occupation else "unknown"
    if isinstance(old, SameJob) and isinstance(new, Years):
        return "more" if old.occupation == new.occupation else "unknown"
    if isinstance(old, Degree) and isinstance(new, LevelQualification):
        return "less" if new.level < DEGREE_LEVEL else "more"
    if isinstance(old, LevelQualification) and isinstance(new, Degree):
        return "less" if old.level > DEGREE_LEVEL else "more"
    if _apart(old) != _apart(new):
        return "unknown"
    if old == new:
        return "same"
    amount = next(name for name in AMOUNTS if getattr(old, name, None) != getattr(new, name, None))
    before, after = getattr(old, amount), getattr(new, amount)
    if before is None or after is None:
        return "unknown"
    return "less" if after < before else "more"


def _apart(need: Need) -> dict[str, object]:
    """Everything about a need but how much of it: what must agree for two to be compared."""
    return {name: value for name, value in need if name not in AMOUNTS}
