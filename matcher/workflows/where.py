"""Which programme, by which models, on which day: what every command may be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import Day


@dataclass(frozen=True)
class Where:
    """What was asked for; what was not said is None and found out when the programme is opened."""

    programme: Path
    models: Path | None = None
    on: Day | None = None
