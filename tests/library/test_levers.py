"""The document of levers: what an edition may change, and how every slip is told."""

from __future__ import annotations

import pytest

from matcher.base.problems import GivenProblems
from matcher.library.lever_names import lever_names
from matcher.library.levers import LeverKind, Step
from matcher.library.load import Library, load_library

NAME = "ladder/levers.yaml"


def changed(old: str, new: str) -> Library:
    """The shipped models with one thing changed in the levers."""
    shipped = load_library()
    text = shipped.texts[NAME]
    assert old in text
    return Library({**shipped.raw, NAME: text.replace(old, new, 1).encode()})


def test_every_kind_has_a_lever_and_no_kind_could_touch_a_must():
    assert {one.kind for one in load_library().levers.levers} == set(LeverKind)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("amounts: [15, 30, 45]", "amounts: [30, 15]", "amounts rise"),
        ("amounts: [15, 30, 45]", "amounts: [15, 300]", "180 minutes"),
        ("amounts: [15, 30, 45]", "amounts: []", "amounts"),
        ("    mode: bus\n", "", "mode"),
        ('says: "there were a bicycle to use"', 'says: "there were a {thing} to use"', "braces"),
        ("kind: finish_earlier", "kind: start_later", "start_later"),
        ("cost: {pence: 0, mark: assumption", "cost: {pence: 0, mark: unknown", "unknown"),
        ("handover_minutes: 10", "handover_minutes: 61", "handover_minutes"),
        ("kind: requirement", "kind: fewer_musts", "kind"),
        ("who: [programme, client]", "who: [jobcentre]", "who"),
    ],
)
def test_a_slip_is_told(old, new, said):
    with pytest.raises(GivenProblems, match=said):
        _ = changed(old, new).levers


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("never_opened: [old_enough]", "never_opened: [old_enuogh]"),
        ("standings: [statutory,", "standings: [statutary,"),
        ("{licence: sia_door,", "{licence: sia_dor,"),
    ],
)
def test_a_name_that_does_not_exist_is_told_with_its_line(old, new):
    (problem,) = lever_names(changed(old, new))
    assert "levers.yaml, line" in problem.where
    assert problem.fix


def test_steps_are_named_as_they_are_typed():
    assert Step("start_later", 30).id == "start_later_30"
    assert Step("requirement", of="R2").id == "requirement:R2"
    assert Step("bicycle").id == "bicycle"


def test_what_a_club_covers_leaves_time_to_hand_over():
    club = load_library().levers.by_id["breakfast_club"].club
    assert club is not None
    assert club.covered[0] == (8 * 60 + 10, 9 * 60 + 30)
