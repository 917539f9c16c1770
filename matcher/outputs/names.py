"""Whether somebody's own words hold their name. Nobody above this room reads a name to find out."""

from __future__ import annotations

import re

from matcher.records.identity import Identity

SHORTEST = 3
"""Letters: shorter parts of names are too often other words."""


def holds_name(words: str, identity: Identity | None) -> bool:
    """Whether a part of the name stands among the words, written as a name is: May, not may."""
    parts = re.findall(r"[^\W\d_]+", identity.name or "") if identity is not None else []
    return any(
        re.search(rf"(?<!\w)(?:{re.escape(part)}|{re.escape(part.upper())})(?!\w)", words)
        for part in parts
        if len(part) >= SHORTEST
    )
