"""Say in words what the codes say, for a named reader. Every sentence is looked up; nothing is scored."""

from __future__ import annotations

from matcher.explain.changes import Change, change
from matcher.explain.comparing import Comparison, compare
from matcher.explain.context import Context
from matcher.explain.rows import explain_list, row
from matcher.explain.shape import ExplainedList, ExplainedRow
from matcher.explain.to_client import ClientText, for_client
from matcher.explain.to_employer import EmployerView, for_employer
from matcher.explain.to_epc import EpcView, for_epc

__all__ = [
    "Change",
    "ClientText",
    "Comparison",
    "Context",
    "EmployerView",
    "EpcView",
    "ExplainedList",
    "ExplainedRow",
    "change",
    "compare",
    "explain_list",
    "for_client",
    "for_employer",
    "for_epc",
    "row",
]
