"""Names and contact details, apart from everything else. Only the store, importers and outputs may see these."""

from __future__ import annotations

from matcher.base.ids import ClientId
from matcher.records.shape import Record


class Identity(Record):
    """How to reach one client, in the way they said is safe."""

    client: ClientId
    name: str = ""
    phone: str = ""
    email: str = ""
    safe_contact: str = ""
