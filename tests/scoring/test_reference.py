"""The page of measures says what the registry and the models say. MATCHER_GOLDEN=write renews it."""

from __future__ import annotations

import os
from pathlib import Path

from matcher.library.load import load_library
from matcher.scoring.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "measures.md"


def test_golden_page_of_measures_is_fresh():
    text = reference(load_library())
    if os.environ.get("MATCHER_GOLDEN") == "write":
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == text, "run `make golden`"
