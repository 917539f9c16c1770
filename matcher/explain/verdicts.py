"""Where things stand for one client and one vacancy, in five words (product B3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.explain.shape import Verdict
from matcher.scoring.decision import REQUIREMENT_BIT

if TYPE_CHECKING:
    from matcher.explain.context import Context
    from matcher.scoring.decision import Decision


def verdict(decision: Decision, context: Context) -> Verdict:
    """The client's own choices first, then what is known to be missing, what was not asked, the date."""
    if decision.fail & decision.fixed & context.client_gates:
        return "outside_choices"
    if decision.criteria_least > 0:
        return "support_first"
    asking = decision.unknown & (decision.fixed & context.gates_that_ask | decision.applied)
    if decision.criteria_most > decision.criteria_least or asking:
        return "ask_first"
    if any(state == "by_start" for _, state in decision.criteria):
        return "ready_by_date"
    return "ready_now"


def blocked_by(decision: Decision, requirements: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """Ids of the fixed gates and of the requirements that block the pair, in the order of their bits."""
    bits = decision.blocked_by
    fixed = [gate.id for gate in context.library.gates.gates if bits >> gate.bit & 1]
    own = [requirement for place, requirement in enumerate(requirements) if bits >> (REQUIREMENT_BIT + place) & 1]
    return (*fixed, *own)
