"""A file that was written is told in the log: which run, in which form, for which purpose. Never where to."""

from __future__ import annotations

from matcher.base.problems import GivenProblems
from matcher.explain.shape import ExplainedList
from matcher.store.log import Event
from matcher.workflows.desk import MATCHING, SUPPORT, open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where


def log_written(where: Where, explained: ExplainedList, *, form: str) -> str:
    """Log that a list went to a file. Comes back with a sentence where it could not be logged, else empty.

    `form`: the ending of the file's name, such as `xlsx`.
    """
    own = {explained.side: explained.subject}
    codes: dict[str, str | int | bool | None] = {"purpose": MATCHING, "form": form, "rows": len(explained.rows)}
    whose = {"client": own.get("client", ""), "vacancy": own.get("vacancy", "")}
    return _logged(where, Event("list.written", run=explained.stamp.run, codes=codes, **whose))


def log_file(where: Where, what: str, *, form: str, rows: int, client: str = "", vacancy: str = "") -> str:
    """Log that something else about people went to a file. The same comes back.

    `what`: which list it is, by the name of its command, such as `hand_backs`.
    """
    codes: dict[str, str | int | bool | None] = {"purpose": SUPPORT, "what": what, "form": form, "rows": rows}
    return _logged(where, Event("file.written", client=client, vacancy=vacancy, codes=codes))


def _logged(where: Where, event: Event) -> str:
    try:
        with open_desk(where).folder.changing(hand(where)) as change:
            change.log(event)
    except GivenProblems as given:
        return f"That it was written could not be logged: {given.problems[0].where} {given.problems[0].what}"
    return ""
