"""The sheet of a shortlist's workbook to decide on: a row a person, the reasons to read, and room to write."""

from __future__ import annotations

from matcher.explain.reasons import code_of, reasons
from matcher.explain.shape import ExplainedList
from matcher.library.brokerage.decisions import DecisionRules
from matcher.outputs.tables import Table

NAME = "Decisions to take"
CLIENT, VACANCY, STANDS, DECISION = "Client", "Vacancy", "As it stands", "Decision"
UNTIL, REASON, WORDS, SEEN, RUN = "Until", "Reason", "In your words", "Reasons read", "Run"
"""The headings that `matcher decide` knows again; the run is for people."""


def decisions_table(explained: ExplainedList, rules: DecisionRules) -> Table:
    """Everybody on a shortlist. The code of the reasons and the run stand in hidden columns, in plain words."""
    columns = (
        (CLIENT, 11),
        (VACANCY, 11),
        (STANDS, 70),
        (DECISION, 18),
        (UNTIL, 12),
        (REASON, 22),
        (WORDS, 40),
        (SEEN, 12),
        (RUN, 22),
    )
    rows = []
    for row in explained.rows:
        read = reasons(row)
        said = (row.client, row.vacancy, " ".join(read), None, None, None, None, code_of(read), explained.stamp.run)
        rows.append(said)
    asks: dict[str, tuple[str, ...]] = {
        DECISION: tuple(one.name for one in rules.decisions),
        UNTIL: (),
        REASON: tuple(one.id for one in rules.reasons),
        WORDS: (),
    }
    title = "Decide here, save, and bring it back with: matcher decide FILE --by YOUR-REFERENCE"
    return Table(NAME, title, columns, rows, asks, hidden=frozenset({SEEN, RUN}))
