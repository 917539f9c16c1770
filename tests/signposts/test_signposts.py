"""Services for a person: age and area by what is known, everything else asked of everyone alike, in a steady order."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.ids import ClientId, SectorCode, ServiceId
from matcher.base.problems import GivenProblems
from matcher.importers.services.importer import read_services
from matcher.importers.workbook import read_files
from matcher.records.client import CareWindow, Client, Conditions, Statement
from matcher.records.evidence import Action, Observation
from matcher.records.programme import Place
from matcher.records.service import Area, Service, ServicePlace, ServiceStatus, Stated
from matcher.records.shape import Link
from matcher.records.words import Cover, Kind, Role, Stance
from matcher.signposts.conditions import age_bounds
from matcher.signposts.directory import Held
from matcher.signposts.find import Signposts
from matcher.signposts.needs import need_named, of_client, stated, together
from matcher.signposts.shape import Answered
from matcher.workflows.programme.demo import demo_files
from tests.demos import library

ON = dt.date(2026, 11, 16)
VOCABULARY = library().services
DAYS = st.dates(dt.date(1940, 1, 1), dt.date(2040, 12, 31))


@cache
def demo_services() -> Signposts:
    services = read_services([demo_files() / "services.json"], library=library()).services
    places = read_files([demo_files() / "places.csv"], library=library(), on=ON).programme.places
    return Signposts(Held(services, places), VOCABULARY, ON)


def answered(client: Client, *needs: str) -> dict[str, Answered]:
    """Each need's services by name of the need."""
    return {one.need.id: demo_services().answer(one, client) for one in stated(needs, VOCABULARY)}


def ids(found: Answered, *groups: str) -> list[str]:
    return [one.service.id for one in found.found if not groups or one.group in groups]


PARENT = Client(
    id=ClientId("P"),
    sector=SectorCode("ND3 1"),
    nation="england",
    old_enough=((18, dt.date(2020, 5, 2)), (21, dt.date(2023, 5, 2))),
    conditions=Conditions(care=(CareWindow(start=480, end=900, cover=Cover.HOPED_FOR),)),
)
"""Somebody of 24 with a child."""
OLDER = Client(id=ClientId("O"), sector=SectorCode("ND1 3"), nation="england", old_enough=((60, dt.date(2025, 3, 1)),))
"""Somebody of 61 without children."""


def test_a_parent_of_24_and_a_person_of_61_get_different_lists_by_age_and_what_they_asked_for():
    young = answered(PARENT, "childcare", "job choice", "housing")
    old = answered(OLDER, "job choice", "housing", "digital")
    assert ids(young["childcare"], "met") == ["foxglove-breakfast", "family-information"], "the nearer first"
    assert ids(young["childcare"], "ask") == ["lone-parents-work"]
    assert "next-step" in ids(young["job_choice"], "met")
    assert ids(young["job_choice"], "not_met") == ["fifty-forward"]
    assert "fifty-forward" in ids(old["job_choice"], "met")
    assert ids(old["job_choice"], "not_met") == ["next-step"]
    assert ids(young["housing"], "met")[:2] == ["housing-advice", "young-homes"]
    assert ids(young["housing"], "not_met") == ["later-homes"]
    assert ids(old["housing"], "met")[:2] == ["housing-advice", "later-homes"]
    assert ids(old["housing"], "not_met") == ["young-homes"]
    assert set(ids(old["going_online"], "met")) == {"digital-hub", "fifty-forward"}
    assert "childcare" not in old


def test_a_service_for_women_is_listed_for_everyone_with_a_question():
    for client in (PARENT, OLDER, Client(id=ClientId("X"))):
        found = answered(client, "job choice")["job_choice"]
        post = next(one for one in found.found if one.service.id == "womens-centre")
        assert post.group == "ask"
        assert "This service says it is for women. Ask whether that is right for them." in post.asks


def test_what_is_not_met_stands_apart_with_its_reason():
    found = answered(OLDER, "licence")["licence_or_course"]
    wales = found.group("not_met")[0]
    assert wales.service.id == "cymru-courses"
    assert [one.says for one in wales.checked if one.state == "not_met"] == [
        "It serves Wales, and the client lives elsewhere"
    ]
    closed = next(one for one in answered(OLDER, "applying")["applying"].found if one.service.id == "ottersedge-jobs")
    assert closed.group == "not_met"


def test_an_age_nobody_told_us_is_asked_without_a_date_of_birth():
    found = answered(Client(id=ClientId("X"), sector=SectorCode("ND1 1")), "job choice")["job_choice"]
    post = next(one for one in found.found if one.service.id == "next-step")
    assert post.group == "ask"
    assert "It is for ages 18 to 24. Are you in that age range? Only the answer is needed" in post.asks[0]


def test_groups_stand_in_order_and_the_nearer_before_the_farther():
    for client in (PARENT, OLDER):
        for one in answered(client, "housing", "job choice", "money", "talking").values():
            order = [("met", "ask", "not_met").index(post.group) for post in one.found]
            assert order == sorted(order)


# --- nothing else of a client is read

WHATEVER = st.builds(
    lambda statements, wants_money, undecided, joined, words: {
        "statements": statements,
        "wants_money_advice": wants_money,
        "undecided": undecided,
        "joined": joined,
        "words_for_employers": words,
    },
    st.lists(
        st.builds(
            lambda stance, kind, words: Statement(stance=stance, kind=kind, what=Link(words=words)),
            st.sampled_from(Stance),
            st.sampled_from(Kind),
            st.sampled_from(["Women's refuge", "on probation", "carer", "mosque", "deaf"]),
        ),
        max_size=3,
    ).map(tuple),
    st.none() | st.booleans(),
    st.booleans(),
    st.none() | DAYS,
    st.sampled_from(["", "I am a mother of two.", "I left prison in May."]),
)


@settings(max_examples=60, deadline=None)
@given(whatever=WHATEVER)
def test_nothing_but_age_and_place_changes_a_list(whatever):
    flipped = PARENT.model_copy(update={**whatever, "conditions": Conditions(), "id": ClientId("Z")})
    needs = [need.id for need in VOCABULARY.needs if need.kinds]
    assert {name: one.found for name, one in answered(flipped, *needs).items()} == {
        name: one.found for name, one in answered(PARENT, *needs).items()
    }


# --- age


def age(born: dt.date, on: dt.date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@settings(max_examples=200, deadline=None)
@given(
    born=st.dates(dt.date(1930, 1, 1), dt.date(2012, 12, 31)),
    ages=st.lists(st.integers(16, 90), min_size=1, max_size=3),
    least=st.none() | st.integers(1, 90),
    most=st.none() | st.integers(1, 99),
)
def test_with_dates_the_age_is_met_exactly_where_it_is(born, ages, least, most):
    if least is not None and most is not None and least > most:
        least, most = most, least
    if (born.month, born.day) == (2, 29):
        born = dt.date(born.year, 3, 1)
    dates = tuple((years, dt.date(born.year + years, born.month, born.day)) for years in ages)
    service = Service(
        id=ServiceId("S"),
        name="S",
        status=ServiceStatus.ACTIVE,
        kinds=("housing_help",),
        age_least=least,
        age_most=most,
    )
    client = Client(id=ClientId("C"), old_enough=dates)
    found = Signposts(Held([service]), VOCABULARY, ON).of_kinds(["housing_help"], client)
    true = (least or 0) <= age(born, ON) <= (150 if most is None else most)
    assert found[0].group == ("met" if true else "not_met")


def test_dates_that_disagree_leave_the_age_open():
    assert age_bounds(((18, dt.date(2020, 1, 1)), (21, dt.date(2030, 1, 1))), on=ON) == (17, 24)
    assert age_bounds((), on=ON) == (0, 150)


# --- area


@pytest.mark.parametrize(
    ("areas", "sector", "nation", "state"),
    [
        ([Area(name="UK", whole_nation=True)], None, None, "met"),
        ([Area(name="Wales", nation="wales", whole_nation=True)], None, "wales", "met"),
        ([Area(name="Wales", nation="wales", whole_nation=True)], None, "england", "not_met"),
        ([Area(name="Wales", nation="wales", whole_nation=True)], None, None, "unknown"),
        ([Area(name="Gwent", nation="wales")], None, "wales", "unknown"),
        ([Area(name="Gwent", nation="wales")], None, "scotland", "not_met"),
        ([Area(name="ND1", postcodes=("ND1",))], "ND1 4", None, "met"),
        ([Area(name="ND1", postcodes=("ND1",))], "ND2 1", None, "not_met"),
        ([Area(name="ND1", postcodes=("ND1",))], None, None, "unknown"),
        ([Area(name="Foxglove Estate")], "ND3 1", None, "met"),
        ([Area(name="Hampshire")], "ND3 1", None, "unknown"),
        (
            [Area(name="Wales", nation="wales", whole_nation=True), Area(name="Hampshire")],
            "ND3 1",
            "england",
            "unknown",
        ),
    ],
)
def test_an_area(areas, sector, nation, state):
    service = Service(
        id=ServiceId("S"), name="S", status=ServiceStatus.ACTIVE, kinds=("housing_help",), areas=tuple(areas)
    )
    places = [Place(sector=SectorCode("ND3 1"), east=0, north=0, name="Foxglove Estate")]
    client = Client(id=ClientId("C"), sector=None if sector is None else SectorCode(sector), nation=nation)
    found = Signposts(Held([service], places), VOCABULARY, ON).of_kinds(["housing_help"], client)
    assert [one.state for one in found[0].checked] == [state]


def test_a_service_that_states_nothing_asks_nothing():
    service = Service(id=ServiceId("S"), name="S", status=ServiceStatus.ACTIVE, kinds=("housing_help",))
    found = Signposts(Held([service]), VOCABULARY, ON).of_kinds(["housing_help"], Client(id=ClientId("C")))
    assert (found[0].group, found[0].checked, found[0].notes) == ("met", (), ())


def test_words_that_nobody_foresaw_are_asked_in_their_own_words():
    service = Service(
        id=ServiceId("S"),
        name="S",
        kinds=("housing_help",),
        for_whom=(Stated(words="Members of the allotment"),),
        places=(ServicePlace(name="Here"),),
        last_checked=dt.date(2024, 1, 1),
    )
    found = Signposts(Held([service]), VOCABULARY, ON).of_kinds(["housing_help"], Client(id=ClientId("C")))
    assert 'This service says: "Members of the allotment".' in found[0].asks[1]
    assert "does not say whether it is running" in found[0].asks[0]
    assert found[0].notes == ("Last checked 1 January 2024: ring before anyone goes.",)


# --- needs


def wanted(client: Client, *, actions=(), observations=(), key_worker=True) -> dict[str, tuple[str, ...]]:
    from matcher.evidence.standings import all_standings

    standings = all_standings(observations, actions, rubric=library().rubric, on=ON)
    found = of_client(
        client, actions=actions, standings=standings.get(client.id), rubric=library().rubric, vocabulary=VOCABULARY
    )
    return {one.need.id: one.because for one in together(found, key_worker=key_worker)}


def seen(criterion: str, level: int) -> Observation:
    return Observation(client=PARENT.id, criterion=criterion, level=level, role=Role.CLIENT, grade="D", on=ON)


def test_needs_follow_from_what_was_said_and_never_from_silence():
    assert wanted(OLDER) == {}
    assert set(wanted(PARENT)) == {"childcare"}, "hours of care that are only hoped for"
    levels = [seen("digital_access", 1), seen("bank_account", 0), seen("job_goal_agreed", 3)]
    assert set(wanted(PARENT, observations=levels)) == {"childcare", "going_online"}
    action = Action(client=PARENT.id, criterion="bank_account", what="Open an account")
    assert wanted(PARENT, actions=[action])["money"] == ("agreed: Open an account",)
    done = action.model_copy(update={"done": ON})
    assert "money" not in wanted(PARENT, actions=[done])


def test_an_epc_sees_nothing_of_a_client_s_own_life():
    action = Action(client=PARENT.id, criterion="bank_account", what="Open an account")
    assert wanted(PARENT, actions=[action], observations=[seen("digital_access", 1)], key_worker=False).keys() == {
        "going_online"
    }


@pytest.mark.parametrize("words", ["housing", "Housing", "A home and keeping it", "rent", "help with rent arrears"])
def test_a_need_may_be_named_in_many_ways(words):
    assert need_named(words, VOCABULARY).id == "housing"


def test_a_need_nobody_knows_is_told_with_the_nearest():
    with pytest.raises(GivenProblems, match="Did you mean housing"):
        need_named("huosing", VOCABULARY)
    with pytest.raises(GivenProblems, match="Write one of"):
        need_named("x" * 10_000_000, VOCABULARY)


def test_every_criterion_leads_to_services_or_to_us():
    for criterion in library().rubric.criteria:
        need = VOCABULARY.need_of_criterion[criterion.id]
        assert criterion.not_yet.service in (*need.kinds, *need.also)
