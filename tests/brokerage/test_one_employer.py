"""A join is read and never written: it can be taken back, holds for every refusal, and depends on no order."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.brokerage.one_employer import Groups, last_words, next_word, resolved, resolved_ledger
from matcher.records.client import Client, Statement
from matcher.records.dealings import Approach, Promise, SameEmployer
from matcher.records.employer import ConductFact, Employer, Site
from matcher.records.evidence import Consent
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.shape import Link
from matcher.records.vacancy import Vacancy
from matcher.records.words import Kind, Stance

ON = dt.date(2026, 11, 2)
IDS = ["E1", "E2", "E3", "example-kitchens", "E10"]
REFERENCE = st.sampled_from(IDS)
DAYS = st.integers(0, 5).map(lambda days: ON + dt.timedelta(days=days))


@st.composite
def words(draw):
    first, second = draw(st.permutations(IDS))[:2]
    return SameEmployer(
        first=first, second=second, same=draw(st.booleans()), on=draw(DAYS), turn=draw(st.integers(1, 3))
    )


@st.composite
def employers(draw, reference):
    return Employer(
        id=reference,
        name=draw(st.sampled_from(["Kitchens", "Kitchens Ltd", "Canteens"])),
        agency=draw(st.booleans()),
        lead=draw(st.sampled_from(["", "EPC north"])),
        not_before=draw(st.none() | DAYS),
        contact_full_until=draw(st.none() | DAYS),
        conduct=tuple(
            draw(st.lists(st.builds(ConductFact, on=DAYS, what=st.just("Late"), source=REFERENCE), max_size=2))
        ),
        also=tuple(draw(st.lists(st.sampled_from(["Diner", "Cafe"]), unique=True, max_size=2))),
        sites=tuple(draw(st.lists(st.builds(Site, name=st.just("Depot")), max_size=1))),
        named_person=draw(st.none() | st.booleans()),
        weekly_contacts=draw(st.none() | st.integers(0, 3)),
    )


@st.composite
def programmes(draw):
    held = draw(st.lists(REFERENCE, unique=True, max_size=5))
    clients = [
        Client(
            id=f"C{number}",
            refused_employers=frozenset(draw(st.sets(REFERENCE, max_size=3))),
            statements=(
                Statement(
                    stance=draw(st.sampled_from(Stance)), kind=Kind.EMPLOYER, what=Link(words="x", to=draw(REFERENCE))
                ),
                Statement(stance=Stance.WANTS, kind=Kind.TASK, what=Link(words="y", to="E1")),
            ),
        )
        for number in range(2)
    ]
    return Programme(
        employers=tuple(draw(employers(one)) for one in held),
        clients=tuple(clients),
        vacancies=tuple(
            Vacancy(
                id=f"V{number}", title="Cook", employer=draw(st.none() | REFERENCE), host=draw(st.none() | REFERENCE)
            )
            for number in range(3)
        ),
        consents=(Consent(client="C0", purpose="introduction", basis="consent", on=ON, employer=draw(REFERENCE)),),
    )


SAID = st.lists(words(), max_size=6)


@settings(max_examples=60)
@given(programmes(), SAID, st.randoms(use_true_random=False))
def test_reading_resolved_twice_or_in_any_order_is_the_same(programme, said, order):
    once = resolved(programme, said)
    assert resolved(once, said) == once
    shuffled = list(said)
    order.shuffle(shuffled)
    assert resolved(programme, shuffled) == once
    turned = programme.model_copy(update={"employers": programme.employers[::-1]})
    assert set(resolved(turned, said).employers) == set(once.employers)
    assert resolved(programme, [*said, *said]) == once


@settings(max_examples=60)
@given(programmes(), SAID)
def test_a_refusal_of_one_name_holds_for_every_name_that_was_joined_to_it(programme, said):
    groups, read = Groups.of(said), resolved(programme, said)
    for before, after in zip(programme.clients, read.clients, strict=True):
        for job, joined_job in zip(programme.vacancies, read.vacancies, strict=True):
            for one, other in ((job.employer, joined_job.employer), (job.host, joined_job.host)):
                refused = any(one in groups.members(no) for no in before.refused_employers)
                assert (other in after.refused_employers) == refused
                named = one is not None and before.statements[0].what.to in groups.members(one)
                assert (after.statements[0].what.to == other) == named
        assert after.statements[1] == before.statements[1], "only what is about an employer is read so"


@settings(max_examples=60)
@given(programmes(), SAID)
def test_nothing_that_any_record_says_is_lost_and_the_stricter_limit_stands(programme, said):
    groups = Groups.of(said)
    after = {one.id: one for one in resolved(programme, said).employers}
    assert set(after) == {groups.root(one.id) for one in programme.employers}
    for one in programme.employers:
        whole = after[groups.root(one.id)]
        assert set(one.conduct) <= set(whole.conduct)
        assert {one.name, *one.also} <= {whole.name, *whole.also}
        assert set(one.sites) <= set(whole.sites)
        assert (whole.not_before or dt.date.min) >= (one.not_before or dt.date.min)
        assert (whole.contact_full_until or dt.date.min) >= (one.contact_full_until or dt.date.min)
        if one.weekly_contacts is not None:
            assert whole.weekly_contacts is not None
            assert whole.weekly_contacts <= one.weekly_contacts


@settings(max_examples=60)
@given(programmes(), SAID, REFERENCE, REFERENCE)
def test_a_join_and_then_apart_restores_everything(programme, said, one, other):
    if one == other:
        return
    groups = Groups.of(said)
    if groups.settled(one, other):
        return
    join = next_word(said, one, other, same=True, on=ON, by="epc-1")
    assert Groups.of([*said, join]).root(one) == Groups.of([*said, join]).root(other)
    apart = next_word([*said, join], other, one, same=False, on=ON, by="epc-2")
    assert resolved(programme, [*said, join, apart]) == resolved(programme, said)
    again = next_word([*said, join, apart], one, other, same=True, on=ON, by="epc-1")
    assert resolved(programme, [*said, join, apart, again]) == resolved(programme, [*said, join]), (
        "and back, in one day"
    )


@given(SAID)
def test_two_that_somebody_keeps_apart_are_never_brought_together(said):
    groups = Groups.of(said)
    for word in last_words(said):
        if not word.same:
            assert groups.root(word.first) != groups.root(word.second)
        elif word not in groups.clashing:
            assert groups.root(word.first) == groups.root(word.second)
        else:
            assert groups.kept_apart(word.first, word.second)


def test_the_shortest_reference_stands_for_them_all():
    said = [SameEmployer(first="example-kitchens", second="E10", same=True, on=ON)]
    programme = Programme(vacancies=(Vacancy(id="V1", title="Cook", employer="example-kitchens"),))
    assert resolved(programme, said).vacancies[0].employer == "E10"
    assert resolved(programme, []) is programme


def test_dealings_come_under_one_reference():
    said = (SameEmployer(first="E1", second="example-kitchens", same=True, on=ON),)
    ledger = Ledger(
        approaches=(Approach(employer="example-kitchens", on=ON, how="call"),),
        promises=(Promise(employer="E2", what="interview", on=ON),),
        same=said,
    )
    read = resolved_ledger(ledger)
    assert [one.employer for one in read.approaches] == ["E1"]
    assert read.promises == ledger.promises
    assert resolved_ledger(read) == read
