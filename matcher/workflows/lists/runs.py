"""What a run is called: the day, and eight hex digits of everything it was made from. No clock."""

from __future__ import annotations

from collections.abc import Iterable

import matcher
from matcher.base.days import Day
from matcher.base.ids import RunId
from matcher.base.stamp import Stamp, digest


def stamp(*, inputs: str, models: str, on: Day, arguments: Iterable[str]) -> Stamp:
    """The stamp of a run: the same records, models, version and arguments give the same one."""
    version = matcher.__version__
    run = f"{on.isoformat()}-{digest([inputs, models, version, on.isoformat(), *arguments], size=4)}"
    return Stamp(run=RunId(run), digest=models, on=on, version=version)
