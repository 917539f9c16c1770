"""Pages that are kept as the program prints them: compared, or written anew with MATCHER_GOLDEN=write."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def same(path: Path, text: str) -> bool:
    """Whether a file holds the text; written anew where that was asked for."""
    if os.environ.get("MATCHER_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8")
    return path.exists() and path.read_text(encoding="utf-8") == text
