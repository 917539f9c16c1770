"""What people decided and answered about one client and one vacancy. Each is dated and signed; none is overwritten."""

from __future__ import annotations

from pydantic import Field

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, RunId, VacancyId
from matcher.records.shape import Record
from matcher.records.signed import DeskRole

MAY_SAY_MOST = 3


class Decision(Record):
    """What one member of staff decided about a pair: put forward, held, withdrawn, and so on (product E8)."""

    client: ClientId
    vacancy: VacancyId
    what: str
    """One of the decisions of `models/brokerage/decisions.yaml`."""
    on: Day
    until: Day | None = None
    by: str
    role: DeskRole
    run: RunId | None = None
    """The list that was on the screen."""
    agrees: bool | None = None
    """Whether it follows the list; None where there was no list."""
    reason: str = ""
    words: str = ""


class ClientAnswer(Record):
    """The client's own answer about one vacancy: yes, no, not now (product C9, H2). No reason is asked."""

    client: ClientId
    vacancy: VacancyId
    answer: str
    """`yes`, `no` or `not_now`."""
    on: Day
    until: Day | None = None
    asked_by: str = ""
    how: str = ""
    asked: str = ""
    """The words that were used."""
    may_say: tuple[str, ...] = Field(default=(), max_length=MAY_SAY_MOST)
    """What the client agreed may be said aloud."""


class EmployerAnswer(Record):
    """The employer's answer about one letter of a pack (product H1)."""

    client: ClientId
    vacancy: VacancyId
    employer: EmployerId | None = None
    pack: str
    letter: str
    answer: str
    """One of the answers of `models/brokerage/answers.yaml`."""
    on: Day
    reason: str = ""
    side: str = ""
    """Whose the reason is: employer, client or programme."""
    share: bool | None = None
    """Whether the client may be told the reason; None where nobody said."""
    note: str = ""
    """For us alone."""
    how: str = ""


class Pack(Record):
    """One pack sent to an employer. Who is behind its letters is in `Letter`."""

    id: str
    vacancy: VacancyId
    employer: EmployerId | None = None
    on: Day
    until: Day
    """The day it is to be thrown away."""
    by: str = ""
    run: RunId | None = None


class Letter(Record):
    """Who stands behind one letter of a pack."""

    pack: str
    letter: str
    client: ClientId
    code: str
    """The reply code printed beside the letter."""
