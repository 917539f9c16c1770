"""What every output carries, so that an old list can be explained: the run, the models, the day of the data."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import RunId


@dataclass(frozen=True)
class Stamp:
    """One run. Who made it and when is a row in the store, never here: the same inputs give the same bytes."""

    run: RunId
    digest: str
    """Of the models that decided."""
    on: Day
    """The day the data speaks of."""
    version: str
    """Of the software."""
