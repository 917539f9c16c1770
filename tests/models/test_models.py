"""The shipped models, walked entry by entry."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from matcher.library.catalogue import SHELVES
from matcher.library.checks import check_library
from matcher.library.find import INDEX, shipped_models
from matcher.library.load import load_library
from matcher.library.schemas import schemas
from matcher.library.vocabulary import NATIONS
from matcher.records.requirement import Requirement
from matcher.records.words import Demand
from tests.models.renew import renewed_transfers

LIBRARY = load_library()
RENEW = "run: python -m tests.models.renew"


def shared(name):
    """A file of data that is shared with the project and never shipped; skips where it is absent."""
    start = Path(os.environ["MATCHER_SHARED"]) if "MATCHER_SHARED" in os.environ else None
    roots = [start] if start else [folder / "shared" for folder in Path(__file__).resolve().parents]
    for root in roots:
        if (root / "data" / name).is_file():
            return root / "data" / name
    pytest.skip(f"{name} is not here")


def test_nothing_is_wrong_with_the_models():
    assert [problem.say() for problem in check_library(LIBRARY)] == []


def test_every_model_file_is_in_the_catalogue():
    folder = shipped_models()
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*.y*ml")}
    assert files == {INDEX, *(shelf.file for shelf in SHELVES)}


def test_every_family_has_a_card_that_names_its_files_and_owner():
    folder = shipped_models()
    families = {shelf.file.split("/")[0] for shelf in SHELVES}
    cards = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "cards").glob("*.md")}
    assert set(cards) == families
    for family, text in cards.items():
        assert f"`{family}/" in text
        assert "**owner**" in text
        assert "**Limits.**" in text


def test_the_schemas_are_up_to_date():
    folder = shipped_models() / "schemas"
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    assert sorted(there) == sorted(schemas()), RENEW
    for name, text in schemas().items():
        assert there[name] == text, f"{name} is out of date; {RENEW}"


def test_the_steps_between_occupations_are_up_to_date_to_the_byte():
    assert LIBRARY.texts["vocabulary/transfers.yaml"] == renewed_transfers(), RENEW


def test_every_document_says_who_owns_it_on_what_and_what_changed():
    for shelf in SHELVES:
        document = LIBRARY.on_shelf(shelf.name)
        assert document.owner, shelf.file
        assert document.changes, shelf.file
        assert document.sources, shelf.file


def test_no_figure_that_is_unknown_is_a_number():
    for family in (LIBRARY.minimum_wage, LIBRARY.real_living_wage):
        for parameter in family.parameters:
            for value in parameter.values:
                assert (value.value is None) == (value.mark == "unknown")


# --- occupations ---


def test_codes_and_titles_are_those_of_the_published_list():
    text = shared("occupations/ons_soc_4d_condensed.txt").read_text(encoding="utf-8")
    published = dict(re.findall(r"^(\d{4}): (.+?)\s*$", text, re.MULTILINE))
    for entry in LIBRARY.occupations.entries:
        assert published.get(entry.soc2020.code) == entry.soc2020.title, entry.id


def test_the_occupations_a_practitioner_missed_are_there():
    known = LIBRARY.occupations.by_id
    for one in (
        *("it_support_trainee", "peer_support_worker", "support_worker", "hairdressing_trainee"),
        *("dental_nurse_trainee", "veterinary_nursing_assistant", "rail_airport_cleaner"),
    ):
        assert one in known
    assert "apprentice" not in " ".join(known)


def test_hours_inside_the_school_day_are_not_promised_where_the_run_clashes():
    known = LIBRARY.occupations.by_id
    for one in (
        *(
            "teaching_assistant",
            "educational_support_assistant",
            "hotel_room_attendant",
            "domestic_housekeeper",
        ),
    ):
        assert known[one].hours.school_hours == "medium", one
        assert known[one].hours.school_hours_why, one
    assert known["school_cleaner"].hours.school_hours == "low"


@pytest.mark.parametrize(
    ("occupation", "level", "when"),
    [
        ("records_clerk", "basic", "if_duty"),
        ("pharmacy_assistant", None, "unknown"),
        ("hospital_porter", "enhanced_adults", "if_duty"),
        ("library_assistant", "enhanced_children", "if_duty"),
        ("school_cleaner", "enhanced_children", "if_duty"),
        ("exam_invigilator", "enhanced_children", "if_duty"),
        ("receptionist", "enhanced_children", "if_duty"),
        ("care_worker", "enhanced_adults", "always"),
        ("shelf_filler", None, "never"),
    ],
)
def test_checks_are_no_wider_than_the_duty(occupation, level, when):
    check = LIBRARY.occupations.by_id[occupation].check
    assert (check.level, check.when) == (level, when)


def test_a_check_has_a_name_in_every_nation_and_only_a_basic_one_is_the_persons_to_ask_for():
    for check in LIBRARY.licences.checks:
        assert {name.nation for name in check.names} == set(NATIONS)
        assert all(name.person_may_apply == (check.id == "basic") for name in check.names)
    assert LIBRARY.licences.checks_by_id["enhanced_children"].name_in("scotland").startswith("PVG")


def test_only_a_verified_rule_of_law_may_stop_anyone():
    for entry in LIBRARY.occupations.entries:
        for rule in entry.legal:
            assert rule.may_gate == (rule.mark == "verified"), entry.id
            assert rule.source or not rule.may_gate, entry.id
            assert rule.min_age is None or rule.may_gate, entry.id
        assert entry.check.source or entry.check.mark != "verified", entry.id
    assert [e.id for e in LIBRARY.occupations.entries if any(rule.min_age for rule in e.legal)] == ["security_officer"]


def test_driving_is_required_only_where_the_work_is_a_bus():
    assert [e.id for e in LIBRARY.occupations.entries if e.driving == "required"] == ["bus_driver"]
    assert LIBRARY.occupations.by_id["delivery_driver"].driving == "depends"
    assert LIBRARY.occupations.by_id["warehouse_operative"].hours.part_time == "some"


def test_every_condition_of_the_draft_is_mapped_or_left_out_with_a_reason():
    mapping = LIBRARY.occupations.mapping
    assert {one.demand for one in mapping} == {None, *Demand}
    assert all(one.why for one in mapping if one.demand is None)


def test_there_are_few_enough_skills_and_most_are_used():
    used = {skill for entry in LIBRARY.occupations.entries for skill in entry.skills}
    assert len(LIBRARY.skills.entries) <= 120
    assert len(used) > 0.9 * len(LIBRARY.skills.entries)
    assert sum(skill.general for skill in LIBRARY.skills.entries) < 15


# --- licences ---


def test_a_licence_includes_what_its_holder_may_do_besides():
    licences = LIBRARY.licences
    assert licences.held_with("driving_ce") >= {"driving_c", "driving_c1", "driving_b", "driving_b_automatic"}
    assert licences.held_with("sia_door") == {"sia_door", "sia_guard"}
    assert licences.held_with("something else") == {"something else"}
    driving = licences.driving(" b ")
    assert driving is not None
    assert driving.id == "driving_b"
    assert licences.driving("Z") is None


def test_the_kinds_of_requirement_are_the_records_own():
    needs = Requirement.model_json_schema()["$defs"]
    kinds = {
        kind
        for need in needs.values()
        if "kind" in need.get("properties", {})
        for kind in (need["properties"]["kind"].get("enum") or [need["properties"]["kind"]["const"]])
    }
    assert {kind.id for kind in LIBRARY.gates.requirement_kinds} == kinds


# --- words ---


def test_the_words_never_to_use_would_be_found():
    phrases = LIBRARY.rubric.never_words()
    assert {"ex-offender", "not job ready", "eye contact", "chaotic"} <= set(phrases)
    for wording in LIBRARY.rubric.words:
        assert wording.say
