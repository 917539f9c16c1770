"""Unknown never beats known, and answering a question never makes a person disappear."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.records.client import Client, Conditions
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.records.words import Importance, Kind, Stance
from tests.chances import Chances, Drawn, one_of, percent
from tests.properties.completions import OF_A_CLIENT, with_conditions
from tests.properties.views import BAND, covered, examples, replaced, view, with_changes
from tests.reference.lists import COULD_START, QUESTION, Place
from tests.strategies import programmes

DRIVING = ("licence_driving", "own_vehicle")
SKILL_WORDS = (
    (Stance.CAN_DO, Kind.TASK),
    (Stance.HAS_DONE, Kind.TASK),
    (Stance.NOT_YET, Kind.TASK),
    (Stance.HAS_DONE, Kind.OCCUPATION),
)


# --- what a silent file leaves out, a whole fact at a time ---


def _without_words(client: Client, about: Callable[[Stance, Kind], bool], **more: object) -> Client:
    kept = tuple(said for said in client.statements if not about(said.stance, said.kind))
    return with_changes(client, statements=kept, **more)


def _silent_on_goal(client: Client) -> Client:
    def about(stance: Stance, kind: Kind) -> bool:
        return stance in (Stance.WANTS, Stance.ACCEPTS)

    return _without_words(client, about, open_to_anything=False, undecided=False)


def _silent_on_skills(client: Client) -> Client:
    return _without_words(
        client, lambda stance, kind: (stance, kind) in SKILL_WORDS, skills_complete=False, work_complete=False
    )


def _silent_on_likes(client: Client) -> Client:
    return _without_words(client, lambda stance, _: stance is Stance.LIKES)


def _silent_on_papers(client: Client) -> Client:
    return _without_words(client, lambda stance, _: stance in (Stance.HOLDS, Stance.DOES_NOT_HOLD))


def _silent_on(*names: str) -> Callable[[Client], Client]:
    blank = Conditions()
    return lambda client: with_changes(
        client, conditions=with_conditions(client, **{name: getattr(blank, name) for name in names})
    )


SILENCES: tuple[Callable[[Client], Client], ...] = (
    _silent_on_goal,
    _silent_on_skills,
    _silent_on_likes,
    _silent_on_papers,
    _silent_on("week"),
    _silent_on("modes"),
    _silent_on("travel_limit_minutes"),
    _silent_on("notice_days"),
    _silent_on("longest_shift_minutes"),
    _silent_on("term_time_only"),
    _silent_on("demand_limits"),
    _silent_on("opportunities"),
    _silent_on("hours_least_minutes"),
    _silent_on("hours_most_minutes"),
    _silent_on("pay_floor_hour_pence", "pay_floor_week_pence"),
    lambda client: with_changes(client, sector=None),
    lambda client: with_changes(client, permission=None),
    lambda client: with_changes(client, old_enough=()),
)


def _thin(vacancy: Vacancy, chances: Chances) -> Vacancy:
    """The same vacancy by somebody who says less. What is asked of people stays, and so does what silences a doubt."""
    asks_driving = any(need.kind in DRIVING for one in vacancy.requirements for need in one.needs)
    extras = tuple(one for one in vacancy.requirements if one.importance is not Importance.DESIRABLE)
    unsaid: tuple[dict[str, object], ...] = (
        {"shifts": (), "shifts_complete": False},
        {"shifts_complete": False},
        {"hours_least_minutes": None, "hours_most_minutes": None, "shifts_complete": False},
        {"guaranteed_minutes": None},
        {"notice_days": None},
        {"term_time_only": None},
        {"sector": None},
        {"pay_least_pence": None},
        {"pay_most_pence": None},
        {"tasks": (), "tasks_complete": False},
        {"tasks_complete": False},
        {"demands": {}},
        {"requirements": extras, "requirements_complete": False},
        {"requirements_complete": False},
        {} if asks_driving else {"occupation": None},
    )
    for _ in range(chances.whole(1, 6)):
        vacancy = with_changes(vacancy, **one_of(chances, unsaid))
    return vacancy


# --- the properties ---


@given(data=st.data(), programme=programmes(clients=2))
@settings(max_examples=examples(60))
def test_on_a_shortlist_an_honest_file_beats_or_ties_a_silent_one(data, programme, library):
    chances = Drawn(data.draw)
    honest = programme.clients[0]
    silent = with_changes(honest, id="C9")
    everything = percent(chances, 40)
    for silence in SILENCES if everything else [one_of(chances, SILENCES) for _ in range(chances.whole(1, 8))]:
        silent = silence(silent)
    twins = _with_the_same_file(replaced(programme, silent), honest, silent, told=percent(chances, 50))
    said = view(twins, library)
    for vacancy in said.engine.vacancies:
        ours, theirs = said.on_shortlists[honest.id, vacancy], said.on_shortlists[silent.id, vacancy]
        if said.pairs[honest.id, vacancy].blocked_by or said.pairs[silent.id, vacancy].blocked_by:
            continue  # the client's own limits, the law, and what an employer may ask: nobody is above them
        assert ours.fit_low >= theirs.fit_low
        _not_behind(ours, theirs)
        if theirs.section == COULD_START:
            assert ours.section in (COULD_START, QUESTION)
            nothing_open = not any(line.open_client for line in said.pairs[honest.id, vacancy].terms)
            assert ours.section == COULD_START or not nothing_open


def _with_the_same_file(programme: Programme, honest: Client, silent: Client, *, told: bool) -> Programme:
    """Both are covered; what was seen of the one stands in the other's file too, or nothing does."""
    copies = {}
    for name in ("observations", "actions"):
        records = getattr(programme, name)
        more = [one.model_copy(update={"client": silent.id}) for one in records if one.client == honest.id]
        copies[name] = (*records, *more) if told else records
    return covered(programme.model_copy(update=copies), [honest.id, silent.id])


def _not_behind(ours: Place, theirs: Place) -> None:
    """Where both stand in one section and nobody is asked first, the silent one is not nearer the top."""
    if ours.section == theirs.section != QUESTION:
        assert ours.key >> BAND <= theirs.key >> BAND


@given(data=st.data(), programme=programmes(vacancies=2))
@settings(max_examples=examples(60))
def test_on_a_list_of_jobs_a_full_advert_beats_or_ties_a_thin_one(data, programme, library):
    full = programme.vacancies[0]
    thin = with_changes(_thin(full, Drawn(data.draw)), id="V9")
    said = view(covered(replaced(programme, thin)), library)
    for client in said.engine.clients:
        one, other = said.pairs[client, full.id], said.pairs[client, thin.id]
        if (client, full.id) not in said.on_job_lists or one.blocked_by or other.blocked_by:
            continue
        ours, theirs = said.on_job_lists[client, full.id], said.on_job_lists[client, thin.id]
        assert ours.fit_low >= theirs.fit_low
        _not_behind(ours, theirs)


@given(data=st.data(), programme=programmes(clients=5, vacancies=2))
@settings(max_examples=examples(50))
def test_answering_a_question_never_makes_a_person_disappear(data, programme, short_lists):
    """One row a section, so that any move would cut somebody off."""
    programme = covered(programme)
    before = view(programme, short_lists).engine
    shown = [(row.pair.client, one) for one in before.vacancies for row in before.shortlist(one).rows]
    if not shown:
        return
    chances = Drawn(data.draw)
    who, about = data.draw(st.sampled_from(shown))
    asked = next(one for one in programme.clients if one.id == who)
    answered = one_of(chances, OF_A_CLIENT)(asked, chances, short_lists)
    said = view(replaced(programme, answered), short_lists)
    usual = {row.pair.client for row in said.engine.shortlist(about).rows}
    kept = said.engine.shortlist(about, frozenset({(who, about)})).rows
    if said.on_shortlists[who, about].section is None:
        assert said.pairs[who, about].blocked_by
        return
    assert {row.pair.client for row in kept} == usual | {who}
    assert [row.pair.client for row in kept if row.answered_since] == [who]
