"""However a model file is broken, what comes out is a list of problems with file and line, nothing else."""

from __future__ import annotations

import copy
import json
import os
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.problems import GivenProblems
from matcher.library.catalogue import SHELVES
from matcher.library.checks import check_library
from matcher.library.load import Library, load_library

LIBRARY = load_library()
DOCUMENTS = {shelf.name: LIBRARY.on_shelf(shelf.name) for shelf in SHELVES}
FIRST = {shelf.file: LIBRARY.written(shelf.file) for shelf in SHELVES}
PLACES = {file: [place for place in written.lines if place] for file, written in FIRST.items()}
EXAMPLES = int(os.environ.get("MATCHER_FUZZ", "500")) // 5

odd: st.SearchStrategy[object] = st.sampled_from(
    [
        None,
        True,
        False,
        -1,
        0,
        7,
        10**17,
        0.5,
        "",
        "x",
        "2026-13-01",
        "yes",
        "{value",
        [],
        {},
        [[]],
        {"id": 1},
    ]
)


def holder(data, place):
    """What holds the value at the place."""
    for part in place[:-1]:
        data = data[part]
    return data


@st.composite
def broken(draw):
    """(file, its text with one to three places deleted, replaced, or doubled)."""
    file = draw(st.sampled_from(sorted(PLACES)))
    data = copy.deepcopy(FIRST[file].data)
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(PLACES[file]))
        try:
            at = holder(data, place)
            held = at[place[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took it away
        if not isinstance(at, dict | list):
            continue  # an earlier change put a word where it was
        act = draw(st.sampled_from(["delete", "odd", "other", "double", "rename"]))
        if act == "delete":
            del at[place[-1]]
        elif act == "odd":
            at[place[-1]] = draw(odd)
        elif act == "other":
            other = draw(st.sampled_from(PLACES[file]))
            at[place[-1]] = copy.deepcopy(holder(FIRST[file].data, other)[other[-1]])
        elif isinstance(at, list):
            at.append(copy.deepcopy(held))
        else:
            at[f"{place[-1]}_"] = at.pop(place[-1])
    return file, json.dumps(data, ensure_ascii=False, indent=1)


def with_file(file, text):
    """A library with one file changed; the rest as read before, so that only that one is read again."""
    library = Library({**LIBRARY.raw, file: text.encode()})
    kept = {shelf.name: DOCUMENTS[shelf.name] for shelf in SHELVES if shelf.file != file}
    written = {other: one for other, one in FIRST.items() if other != file}
    vars(library).update(_kept=kept, _written=written)
    return library


@given(broken())
@settings(max_examples=EXAMPLES)
def test_a_broken_model_file_gives_problems_and_nothing_else(change):
    file, text = change
    library = with_file(file, text)
    name = next(shelf.name for shelf in SHELVES if shelf.file == file)
    try:
        library.on_shelf(name)
    except GivenProblems as given_problems:
        for problem in given_problems.problems:
            assert re.match(rf"{re.escape(file.rpartition('/')[2])}, line \d+", problem.where)
            assert problem.what
    for problem in check_library(library):
        assert problem.where
        assert problem.say() == problem.say().strip()
