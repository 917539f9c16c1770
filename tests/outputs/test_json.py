"""JSON: the documented keys in the documented order, and nothing undocumented."""

from __future__ import annotations

import json as stdlib
import re
from pathlib import Path

from matcher.explain import row
from matcher.outputs import json
from tests.explain.made import STAMP, a_context, a_decision, a_row
from tests.outputs.shown import HOSTILE, jobs, shortlist

HEAD = ["format", "run", "models", "on"]
LIST = ["considered", "left_out", "blocked", "tied_out", "rows"]
ROW = ["client", "vacancy", "section", "rank", "verdict", "opted_in", "blocked_by", "suits_client", "suits_job"]
ROW += ["lines", "gates", "questions", "actions", "doubts"]
TOTAL = ["points", "of", "low", "high"]
LINE = ["term", "side", "code", "band", "value", "least", "most", "unit", "points", "of", "low", "high"]
LINE += ["says", "ask"]
GATE = ["gate", "owner", "state", "requirement", "status", "applied"]
DOCUMENT = (Path(__file__).parents[2] / "docs" / "reference" / "json.md").read_text(encoding="utf-8")


def begins(value: dict[str, object], keys: list[str]) -> bool:
    """Whether the keys are there, in this order (others may stand between and after)."""
    return [key for key in value if key in keys] == keys


def test_a_shortlist_has_the_keys_that_were_promised():
    found = json.as_json(shortlist())
    assert begins(found, [*HEAD, "vacancy", *LIST])
    assert found["format"] == 1
    assert (found["run"], found["models"], found["on"]) == (STAMP.run, STAMP.digest, "2026-11-16")
    assert list(found["blocked"]) == ["total", "by_gate", "by_owner", "sole"]
    assert found["considered"] == found["passing"] + found["blocked"]["total"]
    for one in found["rows"]:
        assert list(one)[: len(ROW)] == ROW
        for side in ("suits_client", "suits_job"):
            assert list(one[side])[:4] == TOTAL
        assert all(list(line)[: len(LINE)] == LINE for line in one["lines"])
        assert all(list(gate)[: len(GATE)] == GATE for gate in one["gates"])
        assert {gate["state"] for gate in one["gates"]} <= {"met", "not_met", "unknown"}


def test_a_clients_list_is_the_same_with_its_own_subject():
    found = json.as_json(jobs())
    assert begins(found, [*HEAD, "client", *LIST])
    assert "vacancy" not in found
    assert all(one["to_client"] for one in found["rows"])


def test_one_pair_is_one_row_blocked_or_not():
    blocked = row(a_row(a_decision(fail=("times",)), section=None), a_context())
    found = json.pair_as_json(blocked, STAMP)
    assert begins(found, [*HEAD, *ROW])
    assert (found["section"], found["rank"], found["blocked_by"]) == (None, None, ["times"])


def every_key(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in every_key(one)}
    if isinstance(value, list):
        return {key for one in value for key in every_key(one)}
    return set()


def test_every_key_is_documented():
    said = set(re.findall(r"`(\w+)`", DOCUMENT))
    free = {*shortlist().by_gate, *shortlist().by_owner, *shortlist().sole, *shortlist().tied_out}
    keys = every_key(json.as_json(shortlist())) | every_key(json.as_json(jobs()))
    assert keys - free - said == set()


def test_the_same_list_gives_the_same_text_and_any_text_survives(tmp_path):
    json.dump(shortlist(hostile=True), tmp_path / "list.json")
    text = (tmp_path / "list.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.as_json(shortlist(hostile=True)))
    assert text.endswith("}\n")
    assert stdlib.loads(text)["title"] == HOSTILE
    assert list(stdlib.loads(text)) == list(json.as_json(shortlist()))
