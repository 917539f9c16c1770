"""A word is linked where it is near enough, asked about where it is not, and never depends on its company."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.library.load import load_library
from matcher.reading.link import Linker


@pytest.fixture(scope="module")
def library():
    return load_library()


@pytest.fixture(scope="module")
def linker(library):
    return Linker(library)


def test_every_name_and_alias_links_to_its_own_entry_with_certainty(library, linker):
    for links, entries in (
        (linker.occupations, [(job.id, (job.title, *job.aliases)) for job in library.occupations.entries]),
        (linker.skills, [(skill.id, (skill.name, *skill.aliases)) for skill in library.skills.entries]),
    ):
        owners = [(to, name) for to, names in entries for name in names]
        found = links([name for _, name in owners])
        assert all(link.confidence == 100 for link in found)
        first: dict[str, str] = {}
        for (to, _), link in zip(owners, found, strict=True):
            first.setdefault(link.words.casefold(), to)
            assert link.to is not None
        own = [link.to == first[link.words.casefold()] for link in found]
        assert sum(own) >= len(own) - 5  # a few aliases fold to one that an earlier entry has


@pytest.mark.parametrize(
    ("title", "occupation"),
    [
        ("Bank Band 2 HealthCare Assistants- Day Shifts Only", "healthcare_assistant"),
        ("SHELF-FILLERS", "shelf_filler"),
        ("Support Worker Job Ottery St Mary", "support_worker"),
        ("Band 3 Clinical Services Administrator - Weston-Super-Mare", "admin_assistant"),
        ("Cleaner job part time Chiswick areas: private houses domestic cleaning work", "commercial_cleaner"),
        ("teaching assistent", "teaching_assistant"),
        ("Night shelf stacker", "shelf_filler"),
        ("Children&#39;s Complex Care Assistant", "care_worker"),
    ],
)
def test_titles_as_employers_write_them_are_linked(linker, title, occupation):
    assert linker.occupation(title).to == occupation


@pytest.mark.parametrize(
    "title",
    [
        "Registered Nurse - Rehabilitation",
        "SQL Database Administrator",
        "Housekeeping Supervisor",
        "Carers, Families and Friends Involvement Coordinator",
        "Retail Energy Expert",
        "Chef - Care Home",
        "Security Systems Engineer",
        "START NOW *CASH IN HAND* Must have good English",
        "",
        "!!!",
        "\ud800\udfff",
    ],
)
def test_other_jobs_and_no_jobs_are_not_linked(linker, library, title):
    link = linker.occupation(title)
    assert link.to is None
    assert link.confidence < library.linking.accept_at


def test_a_near_word_is_asked_about_with_the_best_guesses_first(linker, library):
    assert linker.occupation("recptionist").to is None
    near = linker.near_occupations("recptionist")
    assert near[0].to == "receptionist"
    assert [one.confidence for one in near] == sorted((one.confidence for one in near), reverse=True)
    assert all(one.confidence >= library.linking.ask_at for one in near)
    assert len({one.to for one in near}) == len(near)


def test_skills_link_through_the_words_people_put_around_them(linker):
    found = linker.skills(["Using a till", "able to use a scanner", "lifting heavy boxes", "talking to people"])
    assert [link.to for link in found] == ["handle_payments", "scan_barcode", "manual_handling", None]
    assert linker.near_skills("forklft driving")[0].to == "operate_forklift"


def test_the_words_are_kept_as_they_were_written(linker):
    assert linker.occupation("  Care   ASSISTANT ").words == "Care   ASSISTANT"


TITLES = st.lists(
    st.one_of(
        st.sampled_from(["Care Assistant", "Cleaner, Band 2", "recptionist", "Nurse", "till work", "Porter / Driver"]),
        st.text(max_size=40),
    ),
    max_size=6,
)


@settings(max_examples=40)
@given(TITLES)
def test_a_word_links_alike_alone_and_in_any_company(linker, titles):
    assert linker.occupations(titles) == [linker.occupation(title) for title in titles]
    assert linker.skills(titles) == [linker.skill(title) for title in titles]


def test_thousands_of_distinct_words_are_linked_in_one_call(linker):
    words = [f"Cleaner {number} Street{number}" for number in range(3000)] * 2
    links = linker.occupations(words)
    assert links[:3000] == links[3000:]
