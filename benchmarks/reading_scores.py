"""How well adverts are read: facts by field, requirements by kind and importance, on adverts labelled by hand.

    python -m benchmarks.reading_scores dev   ADVERTS.jsonl    thirty adverts, with every difference
    python -m benchmarks.reading_scores held  ADVERTS.jsonl    thirty more, first held back and since opened: the same
    python -m benchmarks.reading_scores dev2  ADVERTS.jsonl    thirty with more stated hours: the same
    python -m benchmarks.reading_scores third ADVERTS.jsonl    forty by chance, pay and requirements only: the same
    python -m benchmarks.reading_scores fresh_a ADVERTS.jsonl  forty by chance that somebody else labelled: the same
    python -m benchmarks.reading_scores fresh_b ADVERTS.jsonl  forty more, by another: the same
    python -m benchmarks.reading_scores held2 ADVERTS.jsonl    thirty that stay closed: totals only
    python -m benchmarks.reading_scores fresh_c ADVERTS.jsonl  forty that a third person labelled, closed: totals only

The labels are in tests/reading: labels60.json, labels_more.json, labels_third.json and labels_fresh.json, by id; the
adverts are not shipped. Without a file named, MATCHER_ADVERTS says where they are.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.audit_scores import Tally
from matcher.library.load import load_library
from matcher.workflows.adverts.reading import AdvertLines

LABELS = Path(__file__).parent.parent / "tests" / "reading"
OPEN = ("dev", "held", "dev2", "third", "fresh_a", "fresh_b")
"""Halves whose differences may be looked at."""
CLOSED = ("held2", "fresh_c")
ADVERTS = "MATCHER_ADVERTS"
SOFT = "personal_quality"

Row = Mapping[str, Any]  # JSON as it comes: a label, or a line that was written


@dataclass
class Scores:
    """Everything counted over one half."""

    fields: dict[str, Tally] = field(default_factory=dict)
    requirements: dict[str, Tally] = field(default_factory=dict)
    kinds: dict[str, Tally] = field(default_factory=dict)
    adverts: int = 0
    seconds: float = 0.0


def facts_pairs(want: Row, got: Row) -> Iterator[tuple[str, object, object]]:
    """Each fact as labelled and as read; lists are told item by item elsewhere."""
    for name, fields in (
        ("hours", ("hours_min", "hours_max")),
        ("hours basis", ("hours_basis",)),
        ("pay with period", ("pay_min", "pay_max", "pay_period")),
        ("pay figures", ("pay_min", "pay_max")),
        ("postcode", ("postcode",)),
        ("driving duty", ("driving_duty",)),
    ):
        if want.keys() >= set(fields):  # some adverts are labelled for pay alone
            yield name, _value(want, fields), _value(got, fields)


def _value(row: Row, fields: Sequence[str]) -> object:
    values = tuple(row.get(one) for one in fields)
    if fields == ("hours_basis",):
        return None if values[0] == "not_stated" else values
    return None if all(one is None or one is False for one in values) else values


def _several(value: str | Sequence[str] | None) -> set[str]:
    return set() if value is None else {value} if isinstance(value, str) else set(value)


def tally_facts(scores: Scores, want: Row, got: Row) -> list[str]:
    """Counts one advert's facts; the differences come back in words."""
    told = []
    for name, labelled, read in facts_pairs(want, got):
        tally = scores.fields.setdefault(name, Tally())
        if labelled == read:
            tally.hit += labelled is not None
            continue
        tally.missed += labelled is not None
        tally.alarm += read is not None
        told.append(f"{name}: labelled {labelled}, read {read}")
    for name in sorted({"contract", "shifts"} & want.keys()):
        labelled, read = _several(want.get(name)), _several(got.get(name))
        tally = scores.fields.setdefault(name, Tally())
        tally.hit += len(labelled & read)
        tally.missed += len(labelled - read)
        tally.alarm += len(read - labelled)
        told += [f"{name}: missed {one}" for one in sorted(labelled - read)]
        told += [f"{name}: alarm  {one}" for one in sorted(read - labelled)]
    return told


def tally_requirements(scores: Scores, want: Sequence[Row], got: Sequence[Row]) -> None:
    """Counts one advert's requirements by kind and importance, each label taken once."""
    for name, keep, overlapping in (
        ("all", True, False),
        ("without personal_quality", False, False),
        ("all, same place", True, True),
        ("without personal_quality, same place", False, True),
    ):
        labelled = [one for one in want if keep or one["kind"] != SOFT]
        read = [one for one in got if keep or one["kind"] != SOFT]
        hit = len(matched(labelled, read, overlapping=overlapping))
        tally = scores.requirements.setdefault(name, Tally())
        tally.hit += hit
        tally.missed += len(labelled) - hit
        tally.alarm += len(read) - hit
    labelled_kinds, read_kinds = (Counter(_key(one) for one in rows) for rows in (want, got))
    for key in labelled_kinds | read_kinds:
        tally = scores.kinds.setdefault(" ".join(key), Tally())
        hit = min(labelled_kinds[key], read_kinds[key])
        tally.hit += hit
        tally.missed += labelled_kinds[key] - hit
        tally.alarm += read_kinds[key] - hit


def _key(one: Row) -> tuple[str, str]:
    return str(one["kind"]), str(one["importance"])


def matched(want: Sequence[Row], got: Sequence[Row], *, overlapping: bool) -> list[tuple[int, int]]:
    """Pairs of label and reading of one kind and importance; those that overlap first, then the rest if allowed."""
    pairs: list[tuple[int, int]] = []
    for near in (True, False)[: 1 if overlapping else 2]:
        taken_want, taken_got = {w for w, _ in pairs}, {g for _, g in pairs}
        for w, label in enumerate(want):
            for g, read in enumerate(got):
                if w in taken_want or g in taken_got or _key(label) != _key(read):
                    continue
                if near and not _overlap(label, read):
                    continue
                pairs.append((w, g))
                taken_want.add(w)
                taken_got.add(g)
    return pairs


def _overlap(one: Row, two: Row) -> bool:
    if one["start"] is None or two["start"] is None:
        return one["start"] is two["start"]
    return bool(one["start"] < two["end"] and two["start"] < one["end"])


def differences(want: Sequence[Row], got: Sequence[Row], text: str) -> Iterator[str]:
    """Requirements that were missed or read without a label, with their words."""
    pairs = matched(want, got, overlapping=False)
    for place, one in enumerate(want):
        if place not in {w for w, _ in pairs}:
            yield f"missed {one['kind']} {one['importance']}: {_quote(text, one)!r}"
    for place, one in enumerate(got):
        if place not in {g for _, g in pairs}:
            yield f"alarm  {one['kind']} {one['importance']}: {_quote(text, one)!r}"


def _quote(text: str, one: Row) -> str:
    return "(title)" if one["start"] is None else " ".join(text[one["start"] : one["end"]].split())


def f1(tally: Tally) -> float:
    """The harmonic mean of precision and recall."""
    of = 2 * tally.hit + tally.missed + tally.alarm
    return 2 * tally.hit / of if of else 0.0


def labelled(half: str) -> dict[str, Row]:
    """The labels of one half, by the id of their advert."""
    every = [
        one
        for name in ("labels60.json", "labels_more.json", "labels_third.json", "labels_fresh.json")
        for one in json.loads((LABELS / name).read_text("utf-8"))["adverts"]
    ]
    return {one["id"]: one for one in every if one["half"] == half}


def score(half: str, adverts: Path, *, show: bool) -> Scores:
    """Reads every labelled advert of one half and counts."""
    labels = labelled(half)
    reader, scores = AdvertLines(load_library()), Scores()
    reader.read({"id": "warm", "text": "warming up"})
    with adverts.open(encoding="utf-8") as lines:
        rows = [row for line in lines if (row := json.loads(line))["id"] in labels]
    for row in rows:
        start = time.perf_counter()
        got = reader.read(row)
        scores.seconds += time.perf_counter() - start
        want, scores.adverts = labels[row["id"]], scores.adverts + 1
        told = tally_facts(scores, want["facts"], got["facts"])
        tally_requirements(scores, want["requirements"], got["requirements"])
        if show and half in OPEN:
            print(row["id"], "|", row["title"])
            for line in [*told, *differences(want["requirements"], got["requirements"], row["description"])]:
                print("    ", line)
    return scores


def tell(name: str, scores: Scores) -> None:
    """Print the figures."""
    print(f"== {name}: {scores.adverts} adverts, {scores.seconds:.2f} s")
    for what, several in (("facts", scores.fields), ("requirements, kind and importance", scores.requirements)):
        print(what)
        for field_name, tally in several.items():
            print(f"   {field_name:37} precision {tally.precision}   recall {tally.recall}   F1 {f1(tally):.3f}")


def worst(scores: Scores) -> None:
    """Print the kinds with most differences."""
    for name, tally in sorted(scores.kinds.items(), key=lambda one: -(one[1].missed + one[1].alarm)):
        if tally.missed + tally.alarm:
            print(f"   {name:40} hit {tally.hit:3} missed {tally.missed:3} alarm {tally.alarm:3}")


def main(arguments: Sequence[str]) -> None:
    half = arguments[0] if arguments else CLOSED[0]
    given = arguments[1] if len(arguments) > 1 else os.environ.get(ADVERTS, "")
    if half not in OPEN + CLOSED or not given:
        raise SystemExit(__doc__)
    scores = score(half, Path(given), show=half in OPEN)
    tell(half, scores)
    if half in OPEN:
        worst(scores)


if __name__ == "__main__":
    main(sys.argv[1:])
