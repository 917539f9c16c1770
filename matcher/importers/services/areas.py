"""The area a service says it serves: a nation, postcode areas, or a name that can only be asked about."""

from __future__ import annotations

import re

from matcher.library.services import AreaNames
from matcher.records.service import Area

_POSTCODES = re.compile(r"[A-Z]{1,2}(?:[0-9][0-9A-Z]?(?: [0-9])?)?", re.ASCII)
AREA_MOST = 300


def area_of(name: str, names: AreaNames) -> Area:
    """The area: a whole nation or all of them by its name, postcodes where it is nothing but these, else the name."""
    words = " ".join(name.split())[:AREA_MOST]
    folded = words.casefold().rstrip(".")
    if folded in (one.casefold() for one in names.everywhere):
        return Area(name=words, whole_nation=True)
    for nation in names.nations:
        if folded in (one.casefold() for one in nation.names):
            return Area(name=words, nation=nation.nation, whole_nation=True)
    return Area(name=words, postcodes=_postcodes(words))


def _postcodes(words: str) -> tuple[str, ...]:
    """`ND1, ND2 and ND3 4` as postcode areas; nothing where any part is something else."""
    parts = [part.strip() for part in re.split(r"[,;/]|\band\b", words.removeprefix("Postcodes").strip(" :"))]
    found = [part.upper() for part in parts if part]
    good = all(_POSTCODES.fullmatch(part) and re.search(r"\d", part) for part in found)
    return tuple(dict.fromkeys(found)) if good else ()
