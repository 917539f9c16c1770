"""A hold on a client's record: while it stands, nothing of it may be erased or let go of."""

from __future__ import annotations

from matcher.base.days import Day
from matcher.base.ids import ClientId
from matcher.records.shape import Record


class Hold(Record):
    """Somebody has to keep a record for a while, such as for a claim. Who, and when it is looked at again."""

    client: ClientId
    owner: str
    """Who is to be asked: a staff reference."""
    on: Day
    review: Day
    """The day on which it is looked at again. It stands until it is lifted, also after that day."""
    lifted: Day | None = None
