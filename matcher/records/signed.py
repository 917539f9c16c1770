"""Who does something, in which role, at which moment: what every row of the store carries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class DeskRole(StrEnum):
    """In which role somebody reads or acts (product L2). What each may do is `models/brokerage/roles.yaml`."""

    CLIENT = "client"
    KEY_WORKER = "key_worker"
    EPC = "epc"
    MANAGER = "manager"
    AUDITOR = "auditor"
    EMPLOYER = "employer"


@dataclass(frozen=True)
class Signed:
    """A hand under an act. `by` is a staff reference such as `epc-2`, never a client's name; empty: not said."""

    by: str
    role: DeskRole
    at: dt.datetime
    """In UTC."""

    @property
    def moment(self) -> str:
        """The moment to the microsecond, as text that sorts as time does."""
        return self.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
