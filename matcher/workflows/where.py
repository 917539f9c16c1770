"""Which programme, by which models, on which day: what every command may be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from matcher.base.days import Day
from matcher.records.signed import DeskRole


@dataclass(frozen=True)
class Where:
    """What was asked for; what was not said is None and found out when the programme is opened."""

    programme: Path
    models: Path | None = None
    on: Day | None = None
    by: str = ""
    """Who asks: a staff reference, never a client's name."""
    role: DeskRole = DeskRole.EPC
    """In which role."""
    database_url: str = ""
    """For a programme on a server: its URL, with what the folder does not keep, such as a password."""
