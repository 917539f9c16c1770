"""The hand under what tests keep; imports little, for processes that tests start."""

from __future__ import annotations

import datetime as dt

from matcher.records.signed import DeskRole, Signed

SIGNED = Signed("a-test", DeskRole.EPC, dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC))
