"""Three readers of one row: the EPC, the client, the employer. What each may read, and in which words."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from matcher.base.ids import RequirementId
from matcher.explain import for_client, for_employer, for_epc, row
from matcher.explain.grade import reading_grade, sentences
from matcher.explain.to_employer import questions_without_people
from matcher.records.client import CareWindow, Client, QuestionPut, Statement
from matcher.records.evidence import Action
from matcher.records.requirement import DrivingLicence, Language, NotCompared, Requirement
from matcher.records.shape import Link
from matcher.records.words import Cover, Kind, Stance
from tests.explain import random_rows
from tests.explain.made import KNOWN, LICENCE_DOUBT, a_client, a_context, a_decision, a_row, a_vacancy, library

WORDING = library().wording
NEVER = [phrase.casefold() for phrase in library().rubric.never_words()]
SAMPLE = {"title": "Shop helper", "name": "driving licence, category B", "value": "1 hour 20 minutes", "n": "3"}


def filled(template: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: SAMPLE.get(found.group(1), "4 May"), template)


def client_templates() -> Iterator[str]:
    """Every sentence that a client may be shown."""
    for words in WORDING.terms:
        yield from (said for said in (*words.client.values(), words.client_unknown, words.client_ask) if said)
    for criterion in WORDING.criteria:
        yield from (criterion.together, criterion.ask)
    for name, said in WORDING.client:
        if isinstance(said, str):
            yield said
        elif name == "no":
            yield from said
        else:
            yield from (gate.client for gate in said)


def test_the_grade_agrees_with_the_worked_example():
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-4.3)
    longer = "You were put forward for this job. It fits your hours. It is close to where you live. "
    longer += "You can ask us to look again."
    assert reading_grade(longer) == pytest.approx(-1.1606)
    assert reading_grade("") == 0
    assert sentences("It pays £12.71 an hour. Is that fine?") == 2


@pytest.mark.parametrize("template", sorted(set(client_templates())))
def test_every_sentence_to_a_client_is_short_and_plain(template):
    text = filled(template)
    assert reading_grade(text) <= 5, text
    assert max(len(part.split()) for part in re.split(r"(?<=[.?!])\s", text)) <= 15, text
    assert not re.search(r"\b(level|rank|points?|score|band|gate)\b", text.casefold()), text


@given(random_rows.rows(), random_rows.clients())
@settings(max_examples=40)
def test_any_text_to_a_client_is_short_plain_and_says_how_to_say_no(ranked, client):
    context = a_context(clients=[client])
    found = for_client(row(ranked, context), context)
    assert found.words <= 120
    assert found.grade <= 5, found.text
    assert "You can say yes, no or not now." in found.sentences
    assert "{" not in found.text
    assert not re.search(r"\b(points?|rank|score)\b", found.text)
    assert len(set(found.sentences)) == len(found.sentences), "nothing is said twice"


@given(st.text(min_size=1, max_size=300))
@settings(max_examples=40)
def test_no_title_makes_the_text_too_long_or_too_hard(title):
    context = a_context(vacancies=[a_vacancy(title=title)])
    found = for_client(row(a_row(), context), context)
    assert found.words <= 120
    assert found.grade <= 5


def text_of(ends=KNOWN, *, client=None, section="could_start", **changes):
    context = a_context(clients=[client] if client else None)
    return for_client(row(a_row(a_decision(ends, **changes), section=section), context), context).text


def test_choices_come_first():
    text = text_of()
    assert text.index("You said you want this kind of job.") < text.index("The shifts fit your free time")
    assert text.index("The shifts fit your free time") < text.index("We would like to ask you this.")
    assert text.endswith("Just tell your key worker.")


def test_a_job_outside_the_clients_choices_says_so_and_leaves_the_door_open():
    text = text_of({**KNOWN, "uncovered_minutes": (90, 90)}, fail=("times",), section=None)
    assert text.startswith("This job does not fit what you asked for: Shelf filler. The shifts run outside")
    assert "You can still go for it if you want to." in text


def test_a_known_legal_no_leaves_no_door_open():
    text = text_of(fail=("permission",), section=None)
    assert text.startswith("We can not put you forward for this job yet: Shelf filler.")
    assert "go for it" not in text


def test_what_is_to_be_done_is_done_together():
    assert "You need a licence for this job. We can help you get it." in text_of(criteria=[("licence_held", "gap")])


def test_nothing_stands_in_the_way_only_where_nothing_does():
    known = {name: (ends[0], ends[0]) for name, ends in KNOWN.items()} | {
        "journey_minutes": (10, 10),
        "pay_margin": (50, 50),
        "skills_held": (900, 900),
        "guaranteed_shortfall": (0, 0),
        "notice_shortfall": (0, 0),
        "over_longest_shift": (0, 0),
        "liked_share": (600, 600),
    }
    assert "Nothing we know of stands in your way." in text_of(known, unknown=())
    assert "Nothing we know of" not in text_of({**known, "uncovered_minutes": (200, 200)}, unknown=())
    assert "Nothing we know of" not in text_of({**known, "liked_share": (0, 1000)}, unknown=())


def test_the_epc_reads_gates_points_strengths_gaps_questions_and_doubts():
    context = a_context()
    found = row(a_row(a_decision(fail=("R1",), applied=("R1", "R2")), section="one_requirement"), context)
    view = for_epc(found, context)
    assert [gate.requirement for gate in view.stopped] == ["R1"]
    assert [gate.name for gate in view.open][-1] == "a personal quality (“bubbly”)"
    assert [(side.side, sum(line.points for line in side.lines)) for side in view.sides] == [
        ("client", found.suits_client.points),
        ("job", found.suits_job.points),
    ]
    assert view.strengths[0] == "Times: every shift falls when the client is free, journey included."
    assert view.gaps[0].says == "Not met: driving licence, category B."
    assert view.gaps[0].closers == (("employer", "can change what it asks for"),)
    assert [doubt.rule for doubt in view.doubts] == ["driving_licence"]
    assert view.talking_points[0] == "Has shown, or will be taught, all the essential tasks."


def test_talking_points_are_about_the_work_and_never_about_the_persons_life():
    context = a_context()
    ends = {**KNOWN, "uncovered_minutes": (200, 200), "journey_minutes": (70, 70)}
    points = for_epc(row(a_row(a_decision(ends)), context), context).talking_points
    assert "Could the start or the finish move, or could two people share the shift?" in points
    assert not any("lift, a bike" in point or "key worker" in point for point in points)


# --- the employer's view ----------------------------------------------------------------------------------------


def every_text(value: object) -> Iterator[str]:
    """All text in a record, at any depth."""
    if isinstance(value, BaseModel):
        value = dict(value)
    if isinstance(value, dict):
        for key, one in value.items():
            yield from every_text(key)
            yield from every_text(one)
    elif isinstance(value, (tuple, list, set, frozenset)):
        for one in value:
            yield from every_text(one)
    elif isinstance(value, str):
        yield value


def sentinel_client() -> Client:
    """A client whose every free text is a word that must not be seen; only the approved words may."""
    link = Link(words="sentinelwords", to="sentinellink", confidence=100)
    pairs = [(stance, kind) for stance in Stance for kind in Kind]
    client = a_client(
        id="sentinelclient",
        sector="sentinelsector",
        nation="sentinelnation",
        statements=tuple(Statement(stance=stance, kind=kind, what=link, level=6) for stance, kind in pairs),
        refused_employers=frozenset({"sentinelemployer"}),
        questions_put=(QuestionPut(fact="sentinelfact", on=dt.date(2026, 11, 1), declined=True),),
        words_for_employers="approvedwords",
    )
    care = (CareWindow(start=0, end=600, cover=Cover.HOPED_FOR, what="sentinelcare"),)
    return client.model_copy(update={"conditions": client.conditions.model_copy(update={"care": care})})


def test_every_text_field_of_a_client_is_put_to_the_test():
    """If a field is added to the record, this fails until the sentinels reach it."""
    texts = set(every_text(sentinel_client()))
    spoken = {"id", "sector", "nation", "statements", "refused_employers", "questions_put", "words_for_employers"}
    silent = {"joined", "goal_agreed", "last_introduced", "conditions", "open_to_anything", "undecided", "choices"}
    silent |= {"skills_complete", "work_complete", "permission", "old_enough", "wants_money_advice"}
    assert set(Client.model_fields) == spoken | silent
    for field in ("client", "sector", "nation", "words", "link", "employer", "fact", "care"):
        assert f"sentinel{field}" in texts, field


@given(random_rows.rows(), st.sampled_from(["licence_held", "skills_evidence", "digital_access"]))
@settings(max_examples=30)
def test_nothing_of_a_client_but_the_approved_words_reaches_an_employer(ranked, criterion):
    client = sentinel_client()
    decision = dataclasses.replace(ranked.decision, client=client.id)
    action = Action(
        client=client.id, criterion=criterion, what="sentinelaction", owner="sentinelowner", due=dt.date(2026, 12, 1)
    )
    context = a_context(clients=[client], actions=[action])
    view = for_employer(row(dataclasses.replace(ranked, decision=decision), context), context, letter="A")
    text = json.dumps(dataclasses.asdict(view))
    assert "approvedwords" in text
    assert "sentinel" not in text
    assert not re.search(r"\bpoints?\b|\brank\b|suits|benefit|childcare|\bcare\b|convict|health", text)


def test_an_employer_reads_three_words_of_a_standing_and_only_of_what_may_be_seen():
    in_place, by_date, talk = library().rubric.employer_words
    allowed = re.compile("|".join([re.escape(in_place), re.escape(talk), by_date.replace("{date}", r"\d+ \w+ \d{4}")]))
    states = [("licence_held", "by_start"), ("skills_evidence", "gap"), ("digital_access", "gap")]
    action = Action(client=a_client().id, criterion="licence_held", what="test", due=dt.date(2026, 12, 1))
    context = a_context(actions=[action])
    view = for_employer(row(a_row(a_decision(criteria=states)), context), context, letter="B")
    assert all(allowed.fullmatch(evidence.stands) for evidence in view.grid)
    seen = {evidence.asked: evidence.stands for evidence in view.grid}
    assert seen["Licence or registration the work needs"] == "by 1 December 2026"
    assert seen["Experience of the tasks not taught on the job"] == "to talk about"
    assert "Can apply online" not in seen, "the rubric does not let an employer see it"


def test_only_kinds_that_may_stand_beside_a_person_are_in_the_grid():
    sensitive = (
        Requirement(id=RequirementId("S1"), needs=(Language(language="English", level=4),)),
        Requirement(id=RequirementId("S2"), needs=(NotCompared(kind="dbs_check"),), words="enhanced check"),
        Requirement(id=RequirementId("S3"), needs=(DrivingLicence(), Language(language="English", level=4))),
        Requirement(id=RequirementId("S4"), needs=(DrivingLicence(category="C"),)),
    )
    vacancy = a_vacancy(requirements=sensitive)
    context = a_context(vacancies=[vacancy], findings=())
    decision = a_decision(vacancy=vacancy, unknown=(), applied=())
    view = for_employer(row(a_row(decision), context), context, letter="A")
    assert [evidence.asked for evidence in view.grid] == ["driving licence, category C"]


def test_a_requirement_in_question_is_asked_about_without_people():
    context = a_context()
    view = for_employer(row(a_row(), context), context, letter="A")
    assert not any("driving" in evidence.asked for evidence in view.grid)
    assert LICENCE_DOUBT.question in questions_without_people(a_vacancy().id, context)


def test_what_somebody_brings_is_said_to_the_employer_not_of_them():
    context = a_context()
    found = row(a_row(a_decision({**KNOWN, "desirable_held": (2, 2)})), context)
    assert "Brings 2 of the things you would like." in for_employer(found, context, letter="A").brings
    assert "brings 2 of the things the employer would like" in {line.says for line in found.lines}, "to the EPC"


def test_times_are_told_as_a_yes_or_a_talk_and_never_as_minutes():
    for minutes, said in (
        (0, "Can work these shifts: "),
        (30, "Shifts to talk about: "),
        (900, "Shifts to talk about: "),
    ):
        context = a_context()
        found = row(a_row(a_decision({**KNOWN, "uncovered_minutes": (minutes, minutes)})), context)
        assert for_employer(found, context, letter="A").shifts == f"{said}Mon to Fri 9:30am to 1pm."


def test_what_is_offered_to_everyone_stands_on_every_sheet():
    context = a_context()
    ready, unknown = (row(a_row(a_decision(ends)), context) for ends in (KNOWN, {}))
    sheets = [for_employer(one, context, letter="A") for one in (ready, unknown)]
    assert sheets[0].everyone == sheets[1].everyone
    assert len(sheets[0].everyone) >= 2


def test_employer_words_are_plain_too():
    for text in (*WORDING.employer.everyone, *(words.closes.get("employer", "") for words in WORDING.terms)):
        if text:
            assert reading_grade(text) <= 8, text


# --- words ------------------------------------------------------------------------------------------------------


def all_wording(value: object) -> Iterator[str]:
    yield from every_text(value)


def test_no_sentence_of_ours_holds_a_word_that_hurts():
    for text in all_wording(WORDING):
        for phrase in NEVER:
            assert not re.search(rf"\b{re.escape(phrase)}\b", text.casefold()), (phrase, text)


def test_every_term_gate_and_criterion_has_its_words():
    rubric, gates, terms = library().rubric, library().gates.gates, library().terms.terms
    assert set(WORDING.by_term) == {term.id for term in terms}
    assert set(WORDING.by_gate) == {gate.id for gate in gates}
    assert set(WORDING.by_criterion) == {rule.id for rule in rubric.movers}
    assert set(WORDING.who_can_change) == {"employer", *(gate.owner for gate in gates)}
    for term in terms:
        assert set(WORDING.by_term[term.id].client) <= {band.label for band in term.bands}, term.id
        own = WORDING.by_term[term.id].employer
        assert set(own) <= {band.label for band in term.bands if term.tell_employer == "band"}, term.id
        told = [own.get(band.label, band.says) for band in term.bands if band.points and term.tell_employer == "band"]
        assert not any("employer" in said for said in told), f"{term.id}: an employer is spoken to, not of"
        if term.side == "client":
            assert set(WORDING.by_term[term.id].client) == {band.label for band in term.bands}, term.id
    assert set(WORDING.employer.kinds) <= {kind.id for kind in library().gates.requirement_kinds if kind.compared}


def test_every_label_that_may_be_needed_is_there():
    from matcher.records import words

    about = WORDING.about
    assert set(about.opportunities) == {one.value for one in words.Opportunity}
    assert set(about.contracts) == {one.value for one in words.Contract}
    assert set(about.statuses) == {one.value for one in words.RequirementStatus}
    assert set(about.importances) == {one.value for one in words.Importance}
    assert set(about.modes) == {one.value for one in words.Mode}
    assert set(about.emphasis) == {one.value for one in words.Condition}
    assert set(WORDING.roles) == {one.value for one in words.Role}
