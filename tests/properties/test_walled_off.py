"""What may not decide does not: care on the job side, and names, equality answers, benefit, fees and age anywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from matcher.base.ids import ClientId
from matcher.outputs import json
from matcher.records.client import CareWindow
from matcher.records.equality import EqualityAnswers
from matcher.records.evidence import Observation
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.programme import Programme
from matcher.records.words import Cover, Role
from matcher.specimens import aside
from matcher.specimens.programme import made_up
from matcher.store.about import About
from matcher.store.folder import create_folder
from matcher.workflows.lists.jobs import jobs
from matcher.workflows.lists.shortlist import shortlist
from matcher.workflows.where import Where
from tests.chances import Drawn, one_of
from tests.exact.agreement import bytes_of
from tests.hands import SIGNED
from tests.properties.completions import with_conditions
from tests.properties.views import View, covered, examples, lines, replaced, view, with_changes
from tests.strategies import clients, programmes
from tests.wild import ON

NEVER = ("name", "birth", "sex", "gender", "ethnic", "religio", "benefit", "fee", "price", "disab", "health")
"""Parts of field names that would let something be decided by what nobody may decide by."""
OF_AN_EMPLOYER = {"Site.name", "Employer.name", "Employer.named_person", "Place.name"}
OF_A_SERVICE = {"Area.name", "Service.name", "ServicePlace.name"}
"""Names of organisations and places in a directory, of nobody."""


@given(data=st.data(), programme=programmes(clients=2), carer=clients(reference="C1"))
@settings(max_examples=examples(30))
def test_two_clients_alike_but_for_caring_have_the_same_job_side(data, programme, carer, library):
    """And the same of what employers ask and of readiness: care is time, and time is on the client's side only."""
    windows = [
        CareWindow(start=at * 1440 + 480, end=at * 1440 + 900, cover=one_of(Drawn(data.draw), tuple(Cover)))
        for at in range(5)
    ]
    without = with_changes(carer, conditions=with_conditions(carer, care=()))
    caring = with_changes(
        carer, id="C9", conditions=with_conditions(carer, care=tuple(windows)), wants_money_advice=True
    )
    talked_about = Observation(client=ClientId("C9"), criterion="care_plan", level=1, role=Role.CLIENT, on=ON)
    both = replaced(programme, without, caring)
    both = both.model_copy(
        update={
            "observations": (*(o for o in programme.observations if o.client != "C1"), talked_about),
            "actions": tuple(one for one in programme.actions if one.client != "C1"),
            "remembered": (),
        }
    )
    said = view(covered(both, ["C1", "C9"]), library)
    for vacancy in said.engine.vacancies:
        one, other = said.pairs["C1", vacancy], said.pairs["C9", vacancy]
        ours = [line for line, term in lines(one, library) if term.side == "job"]
        theirs = [line for line, term in lines(other, library) if term.side == "job"]
        assert ours == theirs
        assert (one.criteria, one.fail >> 24, one.unknown >> 24) == (
            other.criteria,
            other.fail >> 24,
            other.unknown >> 24,
        )


@given(data=st.data(), programme=programmes())
@settings(max_examples=examples(20))
def test_words_and_dates_that_may_not_decide_change_no_byte(data, programme, library):
    flipped = tuple(
        with_changes(
            client,
            nation=data.draw(st.sampled_from([None, "wales", "scotland"])),
            wants_money_advice=data.draw(st.sampled_from([None, True, False])),
            words_for_employers=data.draw(st.sampled_from(["", "I enjoy early starts."])),
            old_enough=_beyond_the_law(client.old_enough, data, library),
        )
        for client in programme.clients
    )
    before = view(programme, library)
    after = view(programme.model_copy(update={"clients": flipped}), library)
    assert (after.pairs, _bytes(after)) == (before.pairs, _bytes(before))


def _bytes(said: View) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return bytes_of(said.engine.shortlists.part), bytes_of(said.engine.job_lists.part)


def _beyond_the_law(
    dates: tuple[tuple[int, dt.date], ...], data: st.DataObject, library
) -> tuple[tuple[int, dt.date], ...]:
    """The same dates for every age that a verified rule of law sets, and others for the ages that none does.

    A date for another age may say something of the law's (older than 21 is older than 18), so none is added that could.
    """
    rules = {rule.min_age for job in library.occupations.entries for rule in job.legal if rule.may_gate}
    ages = rules - {None}
    if ages:
        return dates
    return tuple((years, ON + dt.timedelta(days=data.draw(st.integers(-4000, 4000)))) for years, _ in dates)


def a_household(client: ClientId, turn: int) -> HouseholdFacts:
    """Another household at every turn."""
    return HouseholdFacts(client=client, told=ON, age=20 + turn, children=(turn, 3), rent_week_pence=1_000 * turn)


def test_names_equality_answers_households_benefit_and_fees_change_no_byte(tmp_path, library):
    """Two programmes with the same records and all that stands beside them dealt out anew: the same files."""
    programme = made_up(clients=25, vacancies=6, seed=4, on=ON, library=library)
    references = [client.id for client in programme.clients]
    written = []
    for turn in (0, 7):
        folder = create_folder(tmp_path / f"turn-{turn}", About(name="Made up", data_date=ON))
        turned = [*references[turn:], *references[:turn]]
        names = aside.identities(library.made_up_asides, references, seed=turn)
        told = aside.equality_answers(library.made_up_asides, library.made_up_people, turned, seed=turn)
        with folder.changing(SIGNED) as change:
            change.put(programme)
            change.put_identities([Identity(client=one, **names[one]) for one in turned])
            change.put_equality([EqualityAnswers(client=one, answers=told[one]) for one in turned if one in told])
            change.put_households([a_household(one, turn) for one in turned[: 20 - turn]])
        where = Where(folder.path)
        listed = [shortlist(where, vacancy.id) for vacancy in programme.vacancies]
        readable = {row.client for one in listed for row in one.explained.rows}
        listed += [jobs(where, one) for one in sorted(readable)[:5]]
        written.append([json.dumps(json.as_json(one.explained)) for one in listed])
    assert written[0] == written[1]
    assert len(written[0]) > len(programme.vacancies)


def test_nothing_that_matching_reads_has_a_place_for_what_it_may_not_know():
    fields = set(_fields(Programme, set()))
    named = {field for field in fields if any(part in field.rpartition(".")[2] for part in NEVER)}
    assert named <= OF_AN_EMPLOYER | OF_A_SERVICE, sorted(named - OF_AN_EMPLOYER - OF_A_SERVICE)
    assert not any(field.startswith(("Identity.", "EqualityAnswers.", "HouseholdFacts.")) for field in fields)


def _fields(model: type[BaseModel], seen: set[type]) -> Iterator[str]:
    """Every field of a record type and of all that it is made of."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield f"{model.__name__}.{name}"
        for inner in _models(field.annotation):
            yield from _fields(inner, seen)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
