"""Writes again what is computed under models/: the steps between occupations and the JSON Schemas.

Run it after a change of skills, occupations or of a document's class:  python -m tests.models.renew
"""

from __future__ import annotations

from pathlib import Path

from matcher.library.find import shipped_models
from matcher.library.load import load_library
from matcher.library.schemas import write_schemas
from matcher.library.transfers import as_yaml, computed


def renewed_transfers() -> str:
    """What transfers.yaml must say today."""
    library = load_library()
    entries = computed(library.occupations, library.skills, library.transfers.rule)
    return as_yaml(library.texts["vocabulary/transfers.yaml"], entries)


def renew(models: Path) -> None:
    """Brings the computed files of a models folder up to date."""
    (models / "vocabulary" / "transfers.yaml").write_text(renewed_transfers(), encoding="utf-8", newline="\n")
    write_schemas(models / "schemas")


if __name__ == "__main__":
    renew(shipped_models())
