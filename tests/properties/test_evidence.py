"""Supporting evidence never lowers; later contrary news does; what is only nice to have may only add."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.base.ids import ClientId, RequirementId, SectorCode, VacancyId
from matcher.records.client import Client, Statement
from matcher.records.evidence import Observation
from matcher.records.programme import Place, Programme
from matcher.records.requirement import OtherLicence, Requirement
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Grade, Importance, Kind, Role, Stance
from tests.chances import Drawn, one_of
from tests.properties.views import covered, examples, lines, low, replaced, view, with_changes
from tests.reference.lists import COULD_START, QUESTION, WITH_HELP
from tests.reference.lists import Place as ListPlace
from tests.strategies import observations, programmes, requirements
from tests.wild import CATEGORIES, JOBS, LICENCES, ON, SKILLS, SUBJECTS

CRITERIA = ("licence_held", "skills_evidence", "digital_access")
BEST = 9
"""At or above every grade, level, step and number that a requirement may ask for."""


def _supporting(chances: Drawn) -> Statement:
    """Something a client has done, can do or holds, at the best level there is."""
    stance, kind, ids, level = one_of(
        chances,
        (
            (Stance.CAN_DO, Kind.TASK, SKILLS, None),
            (Stance.HAS_DONE, Kind.TASK, SKILLS, None),
            (Stance.HAS_DONE, Kind.OCCUPATION, JOBS, 600),
            (Stance.HOLDS, Kind.LICENCE_DRIVING, CATEGORIES, None),
            (Stance.HOLDS, Kind.LICENCE_OTHER, LICENCES, None),
            (Stance.HOLDS, Kind.OWN_VEHICLE, ("car",), None),
            (Stance.HOLDS, Kind.GCSE, SUBJECTS, BEST),
            (Stance.HOLDS, Kind.LEVEL, ("level",), BEST),
            (Stance.HOLDS, Kind.LANGUAGE, ("English",), BEST),
            (Stance.HOLDS, Kind.REFERENCES, ("references",), BEST),
        ),
    )
    found = one_of(chances, ids)
    return Statement(stance=stance, kind=kind, what=Link(words=found, to=found, confidence=100), level=level)


def _seen(chances: Drawn, client: ClientId) -> Observation:
    """Something seen in place, on paper, by somebody who may attest it."""
    return Observation(
        client=client,
        criterion=one_of(chances, CRITERIA),
        level=3,
        role=Role.KEY_WORKER,
        grade=Grade.DOCUMENT,
        on=ON - dt.timedelta(days=chances.whole(0, 200)),
        detail=one_of(chances, (None, "forklift_certificate", "B", "pick_pack", "sia_guard")),
    )


@st.composite
def _supported(draw, programme: Programme) -> Programme:
    chances = Drawn(draw)
    client = draw(st.sampled_from(programme.clients))
    more = [_supporting(chances) for _ in range(chances.whole(0, 2))]
    seen = [_seen(chances, client.id) for _ in range(chances.whole(0, 2))]
    told = with_changes(client, statements=(*client.statements, *more))
    return replaced(programme, told).model_copy(update={"observations": (*programme.observations, *seen)})


@given(data=st.data(), programme=programmes())
@settings(max_examples=examples(60))
def test_supporting_evidence_never_lowers(data, programme, library):
    programme = covered(programme)
    before, after = view(programme, library), view(data.draw(_supported(programme)), library)
    for key, old in before.pairs.items():
        new = after.pairs[key]
        for (was, term), (now, _) in zip(lines(old, library), lines(new, library), strict=True):
            assert low(now, term) >= low(was, term), term.id
        assert new.blocked_by & ~old.blocked_by == 0
        assert new.unknown & ~old.unknown == 0
        assert new.criteria_least <= old.criteria_least
        assert new.criteria_most <= old.criteria_most
        assert after.on_shortlists[key].fit_low >= before.on_shortlists[key].fit_low
        assert _never_further_off(before.on_shortlists[key], after.on_shortlists[key])


def _never_further_off(before: ListPlace, after: ListPlace) -> bool:
    """Once somebody could start, only fewer questions may make it worth asking them; nobody needs more help."""
    if before.section == COULD_START:
        return after.section == COULD_START or (after.section == QUESTION and before.first_conversation)
    if before.section == QUESTION:
        return after.section in (COULD_START, QUESTION)
    if before.section == WITH_HELP:
        return after.section in (COULD_START, QUESTION, WITH_HELP)
    return True


@given(earlier=observations(), later=observations(), days=st.integers(1, 60))
@settings(max_examples=examples(40))
def test_later_contrary_news_ends_earlier_evidence_whatever_the_grades(earlier, later, days, library):
    """Whoever saw it, however good the paper: once somebody says later that it no longer holds, it does not."""
    first = earlier.model_copy(
        update={
            "criterion": "digital_access",
            "level": 3,
            "role": Role.KEY_WORKER,
            "grade": Grade.DOCUMENT,
            "on": ON - dt.timedelta(days=days),
            "valid_until": None,
            "no_longer": False,
            "detail": None,
        }
    )
    news = later.model_copy(update={"criterion": "digital_access", "level": 1, "no_longer": True, "detail": None})
    for on, state in ((ON, "gap"), (ON - dt.timedelta(days=days + 1), "in_place")):
        said = (first, news.model_copy(update={"on": on}))
        assert _states(said, library) == (("digital_access", state),)
    assert _states((first, news.model_copy(update={"on": ON + dt.timedelta(days=1)})), library) == (
        ("digital_access", "in_place"),
    )


def _states(said: tuple[Observation, ...], library) -> tuple[tuple[str, str], ...]:
    programme = Programme(
        clients=(Client(id=ClientId("C1")),),
        vacancies=(Vacancy(id=VacancyId("V1"), title="Assistant", apply_online_only=True),),
        observations=said,
        places=(Place(sector=SectorCode("ND1 1"), east=0, north=0),),
    )
    return view(covered(programme), library).pairs["C1", "V1"].criteria


def test_a_licence_that_is_only_nice_to_have_sets_no_lawful_age(library):
    """Guarding under a licence is for those over 18 by law; an advert that would like a licence is not that work."""
    licence = Requirement(id=RequirementId("R1"), needs=(OtherLicence(licence="sia_guard"),))
    guarding = Link(words="security officer", to="security_officer", confidence=100)
    young = Client(id=ClientId("C1"), old_enough=((18, ON + dt.timedelta(days=300)),))
    for importance, fails in ((Importance.DESIRABLE, False), (Importance.ESSENTIAL, True)):
        asked = licence.model_copy(update={"importance": importance})
        guard = Vacancy(id=VacancyId("V1"), title="Night guard", occupation=guarding, requirements=(asked,))
        programme = Programme(clients=(young,), vacancies=(guard,))
        pair = view(covered(programme), library).pairs["C1", "V1"]
        old_enough = next(gate for gate in library.gates.gates if gate.id == "old_enough")
        assert bool(pair.fail >> old_enough.bit & 1) is fails


@given(data=st.data(), programme=programmes(), wish=requirements())
@settings(max_examples=examples(40))
def test_what_is_nice_to_have_may_only_add(data, programme, wish, library):
    vacancy = data.draw(st.sampled_from([one for one in programme.vacancies if len(one.requirements) < 40] or [None]))
    if vacancy is None:
        return
    at = data.draw(st.integers(0, len(vacancy.requirements)))
    nice = wish.model_copy(update={"importance": Importance.DESIRABLE, "id": "NICE"})
    asked = (*vacancy.requirements[:at], nice, *vacancy.requirements[at:])
    before = view(programme, library)
    after = view(replaced(programme, with_changes(vacancy, requirements=asked)), library)
    for key, old in before.pairs.items():
        new = after.pairs[key]
        for (was, term), (now, _) in zip(lines(old, library), lines(new, library), strict=True):
            assert was == now or (term.bonus and low(now, term) >= low(was, term))
        assert bool(new.blocked_by) == bool(old.blocked_by)
        assert (new.criteria, new.gates) == (old.criteria, old.gates)
        for places_before, places_after in (
            (before.on_shortlists, after.on_shortlists),
            (before.on_job_lists, after.on_job_lists),
        ):
            if key in places_before:
                was_at, now_at = places_before[key], places_after[key]
                assert now_at.fit_low >= was_at.fit_low
                open_ones = (COULD_START, QUESTION)
                assert now_at.section == was_at.section or {now_at.section, was_at.section} <= set(open_ones)
