"""What every output carries, so that an old list can be explained: the run, the models, the day of the data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from matcher.base.days import Day
from matcher.base.ids import RunId


def digest(parts: Iterable[str], *, size: int = 16) -> str:
    """A digest of texts in the order given; where one ends and the next begins counts."""
    whole = hashlib.blake2b(digest_size=size)
    for part in parts:
        data = part.encode("utf-8", errors="surrogatepass")
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


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
