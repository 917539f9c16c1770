"""One list of each kind with hostile words in it, for every output to write."""

from __future__ import annotations

from functools import cache

from matcher.explain import ExplainedList, explain_list
from matcher.records.vacancy import Vacancy
from tests.explain.made import KNOWN, a_client, a_context, a_decision, a_list, a_row, a_vacancy, observed

HOSTILE = '=HYPERLINK("http://evil.example","x") <script>alert(1)</script> \x1b[31m\u202e & "quoted" \x00'


def hostile_vacancy() -> Vacancy:
    """A vacancy whose every word tries to be something else."""
    plain = a_vacancy()
    requirements = tuple(one.model_copy(update={"words": HOSTILE}) for one in plain.requirements)
    return plain.model_copy(
        update={"title": HOSTILE, "decides": HOSTILE, "requirements": requirements, "sector": HOSTILE}
    )


@cache
def shortlist(*, hostile: bool = False) -> ExplainedList:
    """A shortlist with a row in every section, a notice, ties, questions at the head."""
    rows = [
        a_row(),
        a_row(a_decision(criteria=[("digital_access", "gap")]), section="with_help"),
        a_row(a_decision({}), section="question", first_conversation=True, fit_low=210, fit_reach=640),
        a_row(a_decision(fail=("R1", "R2"), applied=("R2",), unknown=()), section="one_requirement"),
    ]
    context = a_context(
        vacancies=[hostile_vacancy()] if hostile else None,
        observations=[observed("digital_access", 1)],
        left_out=2,
        held=True,
    )
    return explain_list(a_list(rows), context)


@cache
def jobs() -> ExplainedList:
    """A client's list of jobs."""
    ranked = a_list(
        [a_row(), a_row(a_decision({**KNOWN, "journey_minutes": (70, 70)}), section="question")],
        subject=a_client().id,
        side="client",
        left_out_terms=("demands",),
    )
    return explain_list(ranked, a_context())
