"""What people saw and said, dated and signed by role. Nothing here is ever overwritten."""

from __future__ import annotations

from pydantic import Field

from matcher.base.days import Day
from matcher.base.ids import ClientId, EmployerId, VacancyId
from matcher.records.decisions import MAY_SAY_MOST
from matcher.records.shape import Record
from matcher.records.words import Grade, IntroduceNow, Role


class Observation(Record):
    """What one role saw on one criterion, on a day. Level 0 not discussed to 3 in place; 4 is only ever computed.

    `no_longer` says that something stopped holding on `on`; its `level` is what stands instead.
    """

    client: ClientId
    criterion: str
    level: int = Field(ge=0, le=3)
    role: Role
    grade: Grade | None = None
    on: Day
    valid_until: Day | None = None
    no_longer: bool = False
    detail: str | None = None
    """What of the criterion is meant, where it has parts: a licence id for `licence_held`."""


class Introduction(Record):
    """One role's own answer on introducing this client to this vacancy now."""

    client: ClientId
    vacancy: VacancyId
    role: Role
    answer: IntroduceNow
    criterion: str | None = None
    words: str = ""
    on: Day


class Action(Record):
    """Something to do so that a criterion will be in place: with an owner and a due day."""

    client: ClientId
    criterion: str
    what: str
    owner: str = ""
    due: Day | None = None
    done: Day | None = None
    review: Day | None = None


class Consent(Record):
    """Why a purpose is covered for a client: agreement with notice, or consent; for one employer or for all.

    Whether it covers a day is not for one record to say: `records.consents` reads all of a client's together.
    """

    client: ClientId
    purpose: str
    basis: str
    on: Day
    until: Day | None = None
    withdrawn: Day | None = None
    employer: EmployerId | None = None
    asked_by: str = ""
    """Who asked: a staff reference such as `kw-3`, never a name."""
    words: str = ""
    """The words that were used to ask."""
    may_say: tuple[str, ...] = Field(default=(), max_length=MAY_SAY_MOST)
    """What the client agreed may be said aloud."""


class Remembered(Record):
    """A decision about one pair that the next list must honour until it expires."""

    client: ClientId
    vacancy: VacancyId
    decision: str
    on: Day
    until: Day | None = None
    words: str = ""
