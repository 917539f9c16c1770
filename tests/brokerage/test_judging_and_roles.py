"""Two judgements that stay apart until both are there; and the table of roles."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.brokerage.judging import agreements, seen_by
from matcher.brokerage.roles import may, refused
from matcher.library.brokerage.roles import Right
from matcher.library.load import load_library
from matcher.records.evidence import Introduction
from matcher.records.signed import DeskRole
from matcher.records.words import IntroduceNow, Role

ROLES = load_library().brokerage.roles
D = [dt.date(2026, 11, 1) + dt.timedelta(days=n) for n in range(6)]


def said(role: Role, answer: str = "yes", on: dt.date = D[0], **more) -> Introduction:
    return Introduction(**{"client": "C1", "vacancy": "V1", "role": role, "answer": answer, "on": on, **more})


words = st.builds(
    said,
    st.sampled_from([Role.KEY_WORKER, Role.EPC, Role.CLIENT]),
    st.sampled_from([one.value for one in IntroduceNow]),
    st.sampled_from(D),
    words=st.sampled_from(["", "with a named person"]),
)


@given(st.lists(words, max_size=6), st.sampled_from(D))
def test_until_both_have_spoken_nobody_sees_another_roles_answer_or_that_there_is_one(found, on):
    spoken = {one.role for one in found if one.on <= on}
    both = {Role.KEY_WORKER, Role.EPC} <= spoken
    for role in DeskRole:
        view = seen_by(role, found, client="C1", vacancy="V1", on=on)
        assert view.both == both
        if not both:
            assert view.other is None
            mine = {DeskRole.KEY_WORKER: Role.KEY_WORKER, DeskRole.EPC: Role.EPC}.get(role)
            assert view.own is None or view.own.role is mine
            alone = [one for one in found if one.role is mine]
            assert seen_by(role, alone, client="C1", vacancy="V1", on=on) == view, (
                "the other's word changes nothing seen"
            )


def test_once_both_have_spoken_each_sees_the_other():
    found = [said(Role.KEY_WORKER, "not_yet", criterion="care_plan"), said(Role.EPC, on=D[1])]
    view = seen_by(DeskRole.EPC, found, client="C1", vacancy="V1", on=D[1])
    assert view.other is not None
    assert view.other.criterion == "care_plan"
    assert seen_by(DeskRole.EPC, found, client="C1", vacancy="V1", on=D[0]).other is None
    assert seen_by(DeskRole.EPC, found, client="C1", vacancy="V2", on=D[1]).own is None


def test_agreement_reads_what_was_said_blind_and_nothing_said_with_the_other_in_sight():
    found = [
        said(Role.KEY_WORKER, "yes", D[0]),
        said(Role.KEY_WORKER, "not_yet", D[1], criterion="care_plan"),  # changed while still blind
        said(Role.EPC, "yes", D[2]),
        said(Role.EPC, "not_yet", D[3]),  # with the key worker's in sight
    ]
    (one,) = agreements(found, on=D[5]).pairs
    assert (one.key_worker, one.epc, one.on) == (IntroduceNow.NOT_YET, IntroduceNow.YES, D[2])
    assert one.key_worker_criterion == "care_plan"
    assert not one.same


def test_what_one_role_alone_said_and_what_nobody_can_order_is_counted_not_guessed():
    two_on_a_day = [said(Role.EPC, "yes"), said(Role.EPC, "not_yet"), said(Role.KEY_WORKER)]
    found = agreements([*two_on_a_day, said(Role.EPC, vacancy="V2")], on=D[5])
    assert (found.pairs, found.one_only, found.unclear) == ((), 1, 1)


@given(st.lists(words, max_size=8))
def test_agreement_names_no_worker_and_every_pair_once(found):
    result = agreements(found, on=D[5])
    assert len(result.pairs) + result.one_only + result.unclear <= 1
    for one in result.pairs:
        assert set(vars(one)) == {
            *("client", "vacancy", "key_worker", "epc", "key_worker_criterion", "epc_criterion", "on")
        }


# --- roles ---


def test_the_table_answers_for_every_role_on_everything():
    for right in ROLES.rights.values():
        assert set(right.who) == set(DeskRole)
        assert any(right.who.values())
        assert right.why


def test_a_line_that_leaves_a_role_out_is_refused():
    with pytest.raises(ValidationError, match="says nothing of employer"):
        Right(id="x", name="x", why="x", who={role: True for role in DeskRole if role is not DeskRole.EMPLOYER})
    with pytest.raises(ValidationError, match="somebody has to be allowed"):
        Right(id="x", name="x", why="x", who=dict.fromkeys(DeskRole, False))


@pytest.mark.parametrize("what", sorted(ROLES.rights))
def test_whoever_may_not_is_told_who_may_and_nobody_else(what):
    for role in DeskRole:
        no = refused(role, what, rules=ROLES)
        assert (no is None) == may(role, what, rules=ROLES)
        if no is not None:
            for other in DeskRole:
                named = ROLES.names[other].casefold() in no.says.partition(".")[2].casefold()
                assert named == may(other, what, rules=ROLES)


def test_something_the_table_does_not_know_is_never_allowed_in_silence():
    with pytest.raises(KeyError):
        may(DeskRole.MANAGER, "everything", rules=ROLES)


WALLS = {
    "equality": {DeskRole.AUDITOR},
    "care": {DeskRole.KEY_WORKER},
    "notes": {DeskRole.KEY_WORKER},
    "own_record": {DeskRole.CLIENT, DeskRole.KEY_WORKER},
    "put_forward": {DeskRole.EPC, DeskRole.MANAGER},
    "erase": {DeskRole.MANAGER},
}


@pytest.mark.parametrize("what", WALLS)
def test_the_walls_that_are_promised(what):
    assert {role for role in DeskRole if may(role, what, rules=ROLES)} == WALLS[what]


def test_an_employer_and_a_client_read_nobodys_record_but_their_own():
    for one in ROLES.read:
        assert one.id == "packs" or not one.who[DeskRole.EMPLOYER]
        assert one.id == "own_record" or not one.who[DeskRole.CLIENT]
