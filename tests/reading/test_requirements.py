"""Requirements read in the words of adverts: what is asked, how much, where it stands; and what asks nothing."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.reading.passage import MOST_CHARACTERS
from matcher.reading.requirements.reader import Reader, ReadRequirement, read_requirements, to_requirements
from matcher.records.requirement import (
    Degree,
    DrivingLicence,
    Gcse,
    Language,
    LevelQualification,
    NotCompared,
    OtherLicence,
    OwnVehicle,
    References,
    SameJob,
    Years,
)
from matcher.records.words import Importance
from tests.reading.shared import shared_data

LIBRARY = load_library()
ESSENTIAL, DESIRABLE = Importance.ESSENTIAL, Importance.DESIRABLE
NOT_REQUIRED, UNCLEAR = Importance.NOT_REQUIRED, Importance.UNCLEAR


def read(text: str, *, title: str = "Cleaner") -> tuple[ReadRequirement, ...]:
    return read_requirements(text, library=LIBRARY, occupation=title)


def kinds(text: str, *, title: str = "Cleaner") -> list[tuple[str, Importance]]:
    return [(one.kind, one.importance) for one in read(text, title=title)]


def needs(text: str) -> list[object]:
    return [need for one in read(text) for need in one.needs]


def test_every_pattern_of_the_document_compiles():
    reader = Reader(LIBRARY)
    reading = LIBRARY.requirement_reading
    many = sum(len(one.says) + len(one.things) + len(one.opens) + len(one.other_senses) for one in reading.kinds)
    assert many > 300
    assert reader.read("You must drive, hold SIA and speak Welsh; experience is essential.", occupation="Guard")


@pytest.mark.parametrize(
    ("text", "kind", "importance"),
    [
        ("A full UK driving licence is essential.", "licence_driving", ESSENTIAL),
        ("A clean driving licence would be an advantage.", "licence_driving", DESIRABLE),
        ("You must have access to your own vehicle.", "own_vehicle", ESSENTIAL),
        ("Applicants need GCSE English and maths at grade C or above.", "qualification_gcse", ESSENTIAL),
        ("Ideally you will hold an NVQ Level 2 in care.", "qualification_nvq_or_level", DESIRABLE),
        ("Candidates must hold a degree in a science subject.", "qualification_degree", ESSENTIAL),
        ("You must hold an NVQ Level 2 or have equivalent experience.", "qualification_nvq_or_level", DESIRABLE),
        ("You must hold an NVQ Level 2 or have equivalent experience.", "experience_same_job", DESIRABLE),
        ("You must hold a food hygiene certificate or work towards completion of it.", "licence_other", DESIRABLE),
        ("You must hold a food hygiene certificate or work towards completion of it.", "training_willing", ESSENTIAL),
        ("You must hold an NVQ Level 2 or equivalent and have experience.", "qualification_nvq_or_level", ESSENTIAL),
        ("There are no set entry requirements for this role.", "qualification_nvq_or_level", NOT_REQUIRED),
        ("An understanding of confidentiality is essential.", "other", ESSENTIAL),
        ("Ideally with experience, although we train you, you will be patient.", "personal_quality", ESSENTIAL),
        ("Would you like to learn new skills?", "training_willing", ESSENTIAL),
        ("Comfortable working outdoors is essential.", "physical", ESSENTIAL),
        ("Applicants must be car owners and drivers.", "own_vehicle", ESSENTIAL),
        ("Applicants must be car owners and drivers.", "licence_driving", ESSENTIAL),
        ("You will have previous experience in a similar role.", "experience_same_job", ESSENTIAL),
        ("You will have experience of working with older people.", "experience_general", ESSENTIAL),
        ("At least 2 years' experience as a cleaner is required.", "experience_years", ESSENTIAL),
        ("No previous experience is required.", "experience_same_job", NOT_REQUIRED),
        ("Experience is not essential as we will train you.", "experience_same_job", NOT_REQUIRED),
        ("Experience is desirable but not essential.", "experience_same_job", DESIRABLE),
        ("Qualifications are not necessary.", "qualification_nvq_or_level", NOT_REQUIRED),
        ("The successful candidate will undergo an enhanced DBS check.", "dbs_check", ESSENTIAL),
        ("Proof of your right to work in the UK is required.", "right_to_work", ESSENTIAL),
        ("The ability to speak Welsh is desirable.", "language", DESIRABLE),
        ("You should be competent in Microsoft Excel.", "it_skills", ESSENTIAL),
        ("You must be physically fit.", "physical", ESSENTIAL),
        ("Applicants must be over the age of 18.", "age", ESSENTIAL),
        ("You must be able to work weekends and evenings on a rota.", "availability_full_flex", ESSENTIAL),
        ("All posts are subject to two satisfactory references.", "references", ESSENTIAL),
        ("A forklift licence is essential.", "licence_other", ESSENTIAL),
        ("You must be willing to undertake further training.", "training_willing", ESSENTIAL),
        ("You should be reliable, friendly and well organised.", "personal_quality", ESSENTIAL),
        ("Proof of vaccination must be shown, and being fully vaccinated is essential.", "vaccination", ESSENTIAL),
        ("You must live within five miles of the depot.", "other", ESSENTIAL),
        ("You must be registered with the NMC.", "professional_registration", ESSENTIAL),
    ],
)
def test_a_plain_sentence_asks_what_it_says(text, kind, importance):
    assert (kind, importance) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "We offer full training, free parking and a company car.",
        "You will gain valuable experience and develop your skills.",
        "You will be responsible for maintaining high standards of cleanliness.",
        "Join our friendly, supportive and highly experienced team.",
        "Salary depending on experience.",
        "Support people with learning disabilities to live independent lives.",
        "We have over 20 years of experience in the care sector.",
        "We work towards NVQ qualifications with all our staff.",
        "Please quote the reference number in your email.",
        "Our vaccination programme needs to reach people of all ages.",
        "",
        "\n\n***\n",
    ],
)
def test_duties_offers_and_the_companys_own_praise_ask_nothing(text):
    assert kinds(text) == []


def test_a_heading_says_what_its_list_is():
    text = "\n".join(
        [
            "Essential criteria",
            "- Good communication skills",
            "- Driving licence",
            "Desirable:",
            "- NVQ level 3",
            "What we offer",
            "- Free DBS",
            "- Excellent team spirit and motivated colleagues",
        ]
    )
    assert kinds(text) == [
        ("personal_quality", ESSENTIAL),
        ("licence_driving", ESSENTIAL),
        ("qualification_nvq_or_level", DESIRABLE),
        ("dbs_check", UNCLEAR),
    ]


def test_headings_are_found_where_the_line_breaks_were_lost():
    text = "Cleaner The Role Clean the offices. The Person You must drive. Benefits: Friendly team, free lunch"
    assert kinds(text) == [("licence_driving", ESSENTIAL)]


def test_two_wishes_in_one_sentence_keep_their_own_weight():
    text = "Experience of reception work is essential, preferably within the NHS, and a driving licence is desirable."
    assert kinds(text, title="Receptionist") == [
        ("experience_same_job", ESSENTIAL),
        ("experience_general", DESIRABLE),
        ("licence_driving", DESIRABLE),
    ]


def test_one_arm_of_an_either_or_is_a_wish_and_the_willingness_is_asked():
    found = kinds("You should have a food hygiene certificate or be willing to complete a food hygiene course.")
    assert ("licence_other", DESIRABLE) in found


def test_a_waiver_reaches_both_things_it_names_and_a_slip_does_not_hide_it():
    text = "You do not need any previous experiense in healthcare or to have worked as a carer before."
    assert {importance for _, importance in kinds(text)} == {NOT_REQUIRED}


def test_an_advert_that_says_a_thing_twice_asks_it_once():
    text = "You must have a full driving licence.\nRemember: a driving licence is essential."
    assert kinds(text) == [("licence_driving", ESSENTIAL)]


def test_what_the_advert_lets_go_is_not_asked_by_another_sentence():
    found = kinds("We are looking for experienced cleaners.\nNo experience is necessary.")
    assert ("experience_same_job", NOT_REQUIRED) in found
    assert ("experience_same_job", ESSENTIAL) not in found


def test_languages_stand_apart():
    found = read("You must be fluent in French and English. Fluency in a third language would be beneficial.")
    assert [(one.kind, one.importance) for one in found] == [
        ("language", ESSENTIAL),
        ("language", ESSENTIAL),
        ("language", DESIRABLE),
    ]


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("You must have a full UK driving licence.", DrivingLicence()),
        ("You must hold an HGV licence.", DrivingLicence(category="C")),
        ("You must have your own car.", OwnVehicle()),
        ("Food hygiene certificate essential.", OtherLicence(licence="food_hygiene_2")),
        ("A forklift licence is essential.", OtherLicence(licence="forklift_certificate")),
        ("You must hold NVQ level 3.", LevelQualification(level=3)),
        ("Candidates must hold a degree in nursing.", Degree()),
        ("You must be fluent in English.", Language(language="english", level=5)),
        ("Two references are required.", References(count=2)),
        ("GCSE maths at grade C is essential.", Gcse(subject="maths", grade=4)),
    ],
)
def test_a_plain_value_becomes_a_need_that_can_be_compared(text, need):
    assert need in needs(text)


def test_a_value_that_is_not_plain_is_kept_and_never_compared():
    assert needs("The ability to speak Welsh is desirable.") == [NotCompared(kind="other")]
    assert all(isinstance(one, NotCompared) for one in needs("You must be reliable. GCSEs are required."))


def test_two_subjects_are_two_requirements_of_a_vacancy():
    made = to_requirements(read("GCSE English and maths grade 4 are essential."), library=LIBRARY, taken=2)
    assert [one.id for one in made] == ["r3", "r4"]
    assert [one.needs for one in made] == [(Gcse(subject="english", grade=4),), (Gcse(subject="maths", grade=4),)]


def test_experience_is_compared_where_the_vacancys_occupation_is_known():
    found = read("You must have experience in a similar role. A minimum of 6 months experience is required.")
    made = to_requirements(found, library=LIBRARY, occupation="commercial_cleaner")
    assert [one.needs[0] for one in made] == [
        SameJob(occupation="commercial_cleaner"),
        Years(occupation="commercial_cleaner", months=6),
    ]
    assert not any(one.compared for one in to_requirements(found, library=LIBRARY))


def test_what_is_read_with_low_confidence_is_unclear_on_record_and_never_applied():
    found = read("We have vacancies for experienced cleaners across the city.")
    assert [one.confidence for one in found] == ["low"]
    assert [one.importance for one in to_requirements(found, library=LIBRARY)] == [UNCLEAR]


def test_the_same_words_are_read_the_same_way_twice():
    text = "You must be reliable and have a driving licence. Ideally you will have care experience."
    assert read(text) == read(text)


PARTS = [
    *("You must have", "ideally", "a driving licence", "experience of", "no", "not essential", "essential", "or"),
    *("desirable:", "Requirements:", "We offer", "- good communication skills", "* reliable", "willing to", "GCSE"),
    *("\n", "NVQ level 2", "DBS", "?", ";", "****", "grade C", "The Person", "You", "2 years", "English and French"),
    *("\u00a312", "\u2022", "\u200b"),
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=12)), max_size=40).map(" ".join))
def test_whatever_the_text_its_requirements_stand_in_it(text):
    found = read(text)
    assert len(found) <= len(text)
    for one in found:
        assert one.start is not None
        assert one.end is not None
        assert 0 <= one.start < one.end <= len(text)
        assert one.words == " ".join(text[one.start : one.end].split())
        assert one.needs
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end, one.kind))
    to_requirements(found, library=LIBRARY)


def test_a_text_without_end_is_read_so_far_and_no_further():
    text = "You must be able to drive and experience is not essential " * 6000
    assert all((one.end or 0) <= MOST_CHARACTERS for one in read(text))


WAIVED = re.compile(
    r"\bno (?:[\w/-]+ ){0,4}experience\b(?! you)[^.\n;]{0,40}?(?:needed|necessary|required|essential)"
    r"|\b(?<!in )experience (?:is |are |isn.t )?(?:not|never)(?: \w+)? (?:essential|necessary|required|needed)"
    r"|\b(?:don.?t|do not) (?:need|require) (?:any )?(?:\w+ ){0,2}experience|\bwithout (?:any )?(?:\w+ )?experience",
    re.IGNORECASE,
)


def test_no_advert_that_waives_experience_is_said_to_require_it():
    lines = shared_data("adverts", "entry_level.jsonl").read_text(encoding="utf-8").splitlines()
    waived = wrong = 0
    for line in lines:
        advert = json.loads(line)
        text = advert["description"]
        places = [found.span() for found in WAIVED.finditer(text)]
        if not places:
            continue
        waived += 1
        for one in read(text, title=advert["title"]):
            asked = one.kind.startswith("experience") and one.importance is ESSENTIAL
            wrong += asked and any((one.start or 0) < end and start < (one.end or 0) for start, end in places)
    assert waived > 40
    assert wrong == 0


def test_what_only_the_title_asks_has_no_place_in_the_text():
    found = read_requirements("Hand out leaflets.", library=LIBRARY, title="Promoter - must speak English")
    assert [(one.kind, one.start, one.end) for one in found] == [("language", None, None)]
    both = read_requirements("You must speak English.", library=LIBRARY, title="Promoter - must speak English")
    assert [one.start for one in both if one.kind == "language"] == [9]
    assert not read_requirements("Clean offices.", library=LIBRARY, title="Friendly cleaning company")


def test_words_that_lost_the_space_between_them_are_read_apart():
    assert kinds("Good bonus schemeMinimum 2 years experience in care") == [("experience_years", ESSENTIAL)]
    assert ("it_skills", ESSENTIAL) in kinds("You must have experience of SystmOne.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("You will be an expert by experience.", "experience_general"),
        ("We are looking for someone with the ability to supervise, train and mentor a team.", "training_willing"),
        ("You are committed to support people with learning disabilities.", "training_willing"),
        ("We want our staff to feel motivated and rewarded.", "personal_quality"),
        ("You will make a real difference to people's lives.", "personal_quality"),
        ("You will receive all the training you need to carry out these duties.", "physical"),
        ("Are you interested in the diagnosis of personality disorder?", "personal_quality"),
    ],
)
def test_words_that_only_look_like_a_requirement_are_not_of_that_kind(text, kind):
    assert kind not in [found for found, _ in kinds(text, title="Support worker")]


def test_who_need_not_have_experience_is_not_asked_for_it():
    found = kinds("The person appointed need not have specific experience but will be required to undergo training.")
    assert [weight for kind, weight in found if kind.startswith("experience")] == [NOT_REQUIRED]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You will have lived experience of mental distress.", ("other", ESSENTIAL)),
        (
            "Applicants must have a kind manner and desirable experience of a hospital.",
            ("experience_general", DESIRABLE),
        ),
        ("It would be an advantage to come from a healthcare background.", ("experience_general", DESIRABLE)),
        ("Your communication skills will be excellent.", ("personal_quality", ESSENTIAL)),
        ("You must have RSA III typing or an equivalent qualification.", ("qualification_nvq_or_level", ESSENTIAL)),
    ],
)
def test_what_a_sentence_says_once_is_read_with_its_own_weight(text, expected):
    assert kinds(text, title="Cleaner").count(expected) == 1


def test_availability_is_asked_once_however_often_it_is_said():
    text = "Are you flexible with your working hours?\nThis is a 24 hour service, therefore flexibility is essential."
    assert [kind for kind, _ in kinds(text)].count("availability_full_flex") == 1
