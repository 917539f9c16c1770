"""Equality answers, given with consent, for checking equality only. No room that matches may import this."""

from __future__ import annotations

from matcher.base.ids import ClientId
from matcher.records.shape import Record


class EqualityAnswers(Record):
    """One client's own answers, by question id. A question left blank is absent: not asked or not said."""

    client: ClientId
    answers: dict[str, str]
