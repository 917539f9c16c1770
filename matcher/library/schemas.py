"""JSON Schemas of the model files, made from the classes that check them, for editors and other programs."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from matcher.library.catalogue import SHELVES

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The text of every schema by its file name; documents of one class, such as families of criteria, share one."""
    made = {}
    shared = {model for model, times in Counter(shelf.model for shelf in SHELVES).items() if times > 1}
    for shelf in SHELVES:
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", shelf.model).lower() if shelf.model in shared else shelf.name
        folders = sorted({one.file.rpartition("/")[0] for one in SHELVES if one.model == shelf.model})
        of = f"each file of {', '.join(folders)}" if shelf.model in shared else shelf.file
        schema = {
            "$schema": DIALECT,
            "$comment": f"Generated from the class that checks {of}; do not edit.",
            **shelf.document().model_json_schema(by_alias=True),
        }
        made[f"{name}.schema.json"] = json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
    return made


def write_schemas(folder: Path) -> None:
    """Writes every schema into the folder and removes those that no document has any more."""
    folder.mkdir(parents=True, exist_ok=True)
    made = schemas()
    for stale in sorted(folder.glob("*.schema.json")):
        if stale.name not in made:
            stale.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
