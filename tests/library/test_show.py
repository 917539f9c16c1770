"""`models show` finds any piece by its id, as it is written, and helps with a near miss."""

from __future__ import annotations

import pytest

from matcher.base.problems import Usage
from matcher.library.load import load_library
from matcher.library.show import ids, show

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("wanted", "head", "part"),
    [
        ("licence_held", "criterion licence_held · readiness/rubric.yaml, line", "moves_section: true"),
        ("shift_cover", "term shift_cover · matching/terms.yaml, line", "measure: uncovered_minutes"),
        ("times", "gate times · matching/gates.yaml, line", "owner: client"),
        ("shelf_filler", "occupation shelf_filler · vocabulary/occupations.yaml, line", "driving: none"),
        ("replenish_stock", "skill replenish_stock · vocabulary/skills.yaml, line", "stacking shelves"),
        ("forklift_certificate", "licence forklift_certificate", "There is no forklift licence."),
        ("apprentice", "parameter apprentice · parameters/pay/minimum_wage.yaml, line", "value: null"),
        ("driving_licence", "criterion driving_licence · audit/criteria/transport.yaml, line", "justified_when"),
        ("driving_licence", "how a criterion is read driving_licence · audit/reads/transport.yaml", "topics"),
        ("audit_rules", "document audit_rules", "own_vehicle"),
        ("terms", "document terms · matching/terms.yaml", "term:"),
        ("minimum_wage", "document minimum_wage", "national_living_wage_21_plus"),
    ],
)
def test_each_kind_of_piece_is_found(wanted, head, part):
    shown = show(LIBRARY, wanted)
    assert head in shown
    assert part in shown


def test_an_id_in_two_places_shows_both():
    shown = show(LIBRARY, "shelf_filler")
    assert "occupation shelf_filler" in shown
    assert "steps from an occupation shelf_filler" in shown


def test_a_document_without_pieces_is_shown_whole():
    assert "speed_km_h" in show(LIBRARY, "travel")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("licence_hold", "licence_held"), ("shift_covr", "shift_cover"), ("Shelf filler", "shelf_filler")],
)
def test_a_near_miss_is_answered_with_what_was_meant(typed, meant):
    with pytest.raises(Usage, match=f"Did you mean .*{meant}"):
        show(LIBRARY, typed)


def test_nothing_near_is_said_plainly():
    with pytest.raises(Usage, match="Nothing in the models is called 'zzzz'"):
        show(LIBRARY, "zzzz")


def test_every_id_can_be_shown():
    for one in ids(LIBRARY):
        assert one in show(LIBRARY, one)
