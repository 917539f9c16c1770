"""Every measure, by name. Importing this module is what registers them."""

from __future__ import annotations

from matcher.measures import journey, money, standing, time, work
from matcher.measures.registry import MEASURES, Measure

__all__ = ["MEASURES", "Measure", "journey", "money", "standing", "time", "work"]
