"""What is fuzzed: each target makes a few sound files, spoils one, and says what must hold of what comes of it.

To fuzz another importer, add a `Target` to `TARGETS`: seeds, a way to spoil them, and a check.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Spoil = Callable[[random.Random, Path, Path], Path]
"""From chance, a sound file and a folder to a spoilt copy in that folder."""


@dataclass(frozen=True)
class Target:
    """One kind of file that strangers give us."""

    name: str
    seeds: Callable[[Path], list[Path]]
    """Sound files, written once into a folder."""
    spoil: Spoil
    read: Callable[[list[Path]], Any]
    """The import. It must not raise, whatever is in the file."""
    check: Callable[[Any], None]
    """What must hold of its result."""
    share: int = 1
    """How much of the whole it gets, beside the other targets."""
