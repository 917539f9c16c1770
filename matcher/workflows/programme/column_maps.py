"""A column map proposed for somebody else's export, written for a person to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.base.problems import Usage
from matcher.importers.propose_map import Proposed, propose_map
from matcher.library.load import load_library
from matcher.outputs.atomic import write_text
from matcher.workflows.where import Where

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class MadeMap:
    """Where a proposed map is, and what it says."""

    path: Path
    proposed: Proposed


def make_map(where: Where, files: Sequence[Path], *, to: Path) -> MadeMap:
    """Propose a map and write it. Nothing is imported; a map that is there already, perhaps confirmed, stays."""
    if to.suffix.casefold() not in ENDINGS:
        raise Usage(f'--make-map needs a name that ends in .yaml. You typed "{to.name}".')
    if to.exists():
        raise Usage(f"{to.name} is there already, and somebody may have corrected it. Choose another name.")
    proposed = propose_map(files, library=load_library(where.models))
    write_text(to, proposed.text)
    return MadeMap(to, proposed)
