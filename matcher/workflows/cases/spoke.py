"""That one of us and a client spoke, on a day; never what was said."""

from __future__ import annotations

from matcher.records.cases import Contact
from matcher.store.log import Event
from matcher.workflows.allowed import allowed
from matcher.workflows.desk import open_desk
from matcher.workflows.hand import hand
from matcher.workflows.where import Where


def spoke(where: Where, client: str, *, how: str = "") -> Contact:
    """Keep it, in the role of whoever says so. Told twice on one day, it is there once."""
    desk = open_desk(where)
    allowed(where.role, "act", library=desk.library)
    reference = desk.anybody(client)
    with desk.folder.changing(hand(where)) as change:
        signed = change.signed
        contact = Contact(client=reference, on=desk.on, role=signed.role, by=signed.by, how=how)
        if change.add([contact]).added:
            change.log(Event("contacts.spoke", client=reference, codes={"how": how}))
    return contact
