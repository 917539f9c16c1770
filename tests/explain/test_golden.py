"""Two hand-made rows, whole, byte for byte. Read the difference as the person who will receive it.

`MATCHER_GOLDEN=write` writes them anew.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from rich.console import Console

from matcher.explain import explain_list, for_client, for_employer, for_epc, row
from matcher.outputs import json, terminal
from tests.explain.made import KNOWN, STAMP, a_context, a_decision, a_list, a_row

GOLDEN = Path(__file__).parents[1] / "golden" / "explain"

LISTED = a_row(a_decision(criteria=[("skills_evidence", "by_start")]), section="could_start")
KEPT_OUT = a_row(
    a_decision(
        {**KNOWN, "journey_minutes": (14, 14), "pay_margin": (-40, -40), "skills_held": (900, 900)},
        fail=("R1", "R2"),
        applied=("R2",),
        unknown=(),
    ),
    section="one_requirement",
    fit_low=700,
    fit_reach=720,
)


def agrees(name: str, text: str) -> None:
    """Whether the text is what the golden file says, to the byte."""
    path = GOLDEN / name
    if os.environ.get("MATCHER_GOLDEN") == "write":
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8"), f"{name} is not as it was; run MATCHER_GOLDEN=write and read it"


def printed(write) -> str:
    """What a plain terminal of 100 columns would show."""
    out = io.StringIO()
    write(Console(file=out, width=100, color_system=None))
    return out.getvalue()


@pytest.mark.parametrize(("name", "ranked"), [("listed", LISTED), ("kept_out", KEPT_OUT)])
def test_golden_row(name, ranked):
    context = a_context()
    found = row(ranked, context)
    agrees(f"{name}.json", json.dumps(json.pair_as_json(found, STAMP)))
    sheet = for_employer(found, context, letter="A")
    agrees(
        f"{name}.txt",
        printed(lambda c: terminal.show_pair(found, for_epc(found, context), c, stamp=STAMP, sheet=sheet)),
    )
    agrees(f"{name}_client.txt", for_client(found, context).text + "\n")


def test_golden_list():
    explained = explain_list(a_list([LISTED, KEPT_OUT]), a_context(left_out=2, held=True))
    agrees("list.txt", printed(lambda console: terminal.show(explained, console)))
