"""Requirements that people who did not know the program found and it did not: each cause with sentences of our own."""

from __future__ import annotations

import pytest

from matcher.library.load import load_library
from matcher.reading.requirements.reader import read_requirements
from matcher.records.words import Importance

LIBRARY = load_library()
ESSENTIAL, DESIRABLE = Importance.ESSENTIAL, Importance.DESIRABLE
NOT_REQUIRED, UNCLEAR = Importance.NOT_REQUIRED, Importance.UNCLEAR
SAME, GENERAL = "experience_same_job", "experience_general"


def kinds(text: str, *, title: str = "Cleaner") -> list[tuple[str, Importance]]:
    return [(one.kind, one.importance) for one in read_requirements(text, library=LIBRARY, occupation=title)]


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("Care Assistant", "Care experience is essential.", GENERAL),
        ("Support Worker", "Previous care experience is required.", GENERAL),
        ("Home Carer", "You must have experience in personal care.", GENERAL),
        ("Pharmacy Assistant", "Previous pharmacy experience is essential.", GENERAL),
        ("Cleaning Supervisor", "Supervisory experience is essential.", GENERAL),
        ("Ward Clerk", "You should have relevant office experience.", GENERAL),
        ("Sales Assistant", "Sales experience is essential.", GENERAL),
        ("Optical Assistant", "Experience of using optical equipment is essential.", GENERAL),
        ("Domestic Assistant", "You must have cleaning experience in a hospital environment.", SAME),
        ("Team Administrator", "Experience in providing administrative support within a team is essential.", SAME),
        ("Team Administrator", "We are looking for an experienced Team Administrator to join the ward.", SAME),
        ("Receptionist", "We seek an experienced, and ideally first aid trained, receptionist.", SAME),
        ("Care Assistant", "You will have experience as a carer in a nursing home.", SAME),
        ("Cleaner", "You must have experience of a similar role.", SAME),
        ("Secretary", "The post holder will need to be experienced and flexible.", SAME),
    ],
)
def test_a_field_a_setting_or_a_task_is_general_and_the_jobs_own_work_is_the_same_job(title, text, kind):
    assert [found for found, _ in kinds(text, title=title) if found.startswith("experience")] == [kind]


def test_each_item_under_a_heading_of_experience_is_one():
    text = "\n".join(
        [
            "Essential Experience Required",
            "- 6 months previous care experience",
            "- Help with meals",
            "- Moving and handling",
            "Desirable Experience",
            "- Stoma care",
            "- Help with meals",
            "We have the following shifts available;",
            "- Days",
        ]
    )
    assert kinds(text, title="Carer") == [
        ("experience_years", ESSENTIAL),
        (GENERAL, ESSENTIAL),
        (GENERAL, ESSENTIAL),
        (GENERAL, DESIRABLE),
    ]


def test_a_heading_of_skills_too_makes_no_item_an_experience():
    assert kinds("Skills and experience\n- Stock taking\n- Driving licence") == [("licence_driving", ESSENTIAL)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Whether new to cleaning or already experienced, we would like to hear from you.", (SAME, NOT_REQUIRED)),
        ("It doesn't matter what you did before, as we train you.", (SAME, NOT_REQUIRED)),
        ("Experience of shops is not a must but it is an advantage.", (GENERAL, DESIRABLE)),
        ("The successful candidate may have previous experience in catering.", (GENERAL, UNCLEAR)),
        (
            "Whilst experience of hospices is desirable it is not essential, as we provide training.",
            (GENERAL, DESIRABLE),
        ),
    ],
)
def test_experience_is_let_go_wished_for_or_only_spoken_of_in_other_words(text, expected):
    assert [one for one in kinds(text) if one[0].startswith("experience")] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "With over 20 years experience, Bright Homes is a leading provider.",
        "Our consultants have 15 years combined experience of recruitment.",
        "We recruit on values and not just experience.",
        "You will be getting practical experience in an office.",
        "Whether you have worked in a shop or on a farm, this could be for you.",
    ],
)
def test_what_the_company_has_done_or_the_work_gives_is_asked_of_nobody(text):
    assert not [one for one in kinds(text) if one[0].startswith("experience") and one[1] is ESSENTIAL]


@pytest.mark.parametrize(
    "text",
    [
        "You will be expected to work occasional weekends.",
        "There is a requirement to work some weekends as part of a rotation.",
        "Both day and night shift working is required.",
        "Some weekend work on a rota basis is a requirement of the post.",
        "You may be required to swap shifts to provide cover.",
        "You are expected to work in a flexible manner to meet the needs of the service.",
        "Participation in a weekend rota is essential.",
    ],
)
def test_weekends_rotas_cover_and_swaps_asked_of_the_applicant_are_availability(text):
    assert kinds(text) == [("availability_full_flex", ESSENTIAL)]


@pytest.mark.parametrize(
    "text", ["No weekend work is required.", "If required to work on a weekend, parking is free.", "Hours to suit you."]
)
def test_no_weekend_is_no_availability(text):
    assert "availability_full_flex" not in [kind for kind, _ in kinds(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Competent using Microsoft Office products.", ("it_skills", ESSENTIAL)),
        ("You should have a working knowledge of database systems.", ("it_skills", ESSENTIAL)),
        ("A familiarity with EMIS web would be advantageous.", ("it_skills", DESIRABLE)),
        ("You need good I.T skills for this post.", ("it_skills", ESSENTIAL)),
        ("Administration experience is preferred, as is knowledge of EMIS.", ("it_skills", DESIRABLE)),
        ("A good level of English and maths is required.", ("qualification_gcse", ESSENTIAL)),
        ("Applicants must have NVQ2 or above.", ("qualification_nvq_or_level", ESSENTIAL)),
        ("You must have excellent administrative skills.", ("other", ESSENTIAL)),
        ("We are looking for applicants with knowledge of specialist cleaning.", ("other", ESSENTIAL)),
        ("Medical terminology is desirable.", ("other", DESIRABLE)),
        ("A commitment to your own professional development is essential.", ("training_willing", ESSENTIAL)),
        ("You must be able to undertake all mandatory training.", ("training_willing", ESSENTIAL)),
        ("Drivers would be desirable.", ("licence_driving", DESIRABLE)),
        ("It is advantageous for candidates to be a driver.", ("licence_driving", DESIRABLE)),
        ("You must be able to meet the physical demands of the post.", ("physical", ESSENTIAL)),
        ("You must ensure you are over 18 years of age.", ("age", ESSENTIAL)),
        ("Preferably, you will be based within the town.", ("other", DESIRABLE)),
    ],
)
def test_named_skills_and_knowledge_are_found(text, expected):
    assert expected in kinds(text)


def test_knowledge_is_told_apart_by_what_it_is_of():
    text = "Desirable\n- Knowledge of stoma care\n- Knowledge of stock control\n- Knowledge of stoma care"
    assert kinds(text) == [("other", DESIRABLE), ("other", DESIRABLE)]


def test_an_experience_ends_where_a_knowledge_begins():
    found = kinds(
        "Previous reception experience and knowledge of the booking rules are essential.", title="Receptionist"
    )
    assert found == [(SAME, ESSENTIAL), ("other", ESSENTIAL)]


def test_a_requirement_of_something_lets_nobody_off():
    assert kinds("There is a requirement for you to have an enhanced DBS.") == [("dbs_check", ESSENTIAL)]
    assert kinds("There is no requirement for you to have a driving licence.") == [("licence_driving", NOT_REQUIRED)]


def test_a_wish_ends_where_the_sentence_turns():
    text = "You should preferably have a driving licence, however you will be required to have a DBS check."
    assert kinds(text) == [("licence_driving", DESIRABLE), ("dbs_check", ESSENTIAL)]


@pytest.mark.parametrize(
    "text",
    [
        "You will work as part of a team of six.",
        "Are you interested in public health and making a difference to families?",
        "This is a fast paced department.",
        "You will provide high quality patient care.",
    ],
)
def test_what_somebody_will_be_doing_is_no_personal_quality(text):
    assert "personal_quality" not in [kind for kind, _ in kinds(text)]
