"""What was decided and answered, as the next list keeps to it, against a plain second telling."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from matcher.brokerage.remember import as_choice, honoured, last_introduced, latest_answers, remembered
from matcher.columns.build import REMEMBERED_DECISIONS
from matcher.library.load import load_library
from matcher.records.client import Client, StandingChoice
from matcher.records.decisions import ClientAnswer, Decision, EmployerAnswer
from matcher.records.evidence import Remembered
from matcher.records.ledger import Ledger
from matcher.records.programme import Programme
from matcher.records.signed import DeskRole

RULES = load_library().brokerage.decisions
D = [dt.date(2026, 6, 1) + dt.timedelta(days=n) for n in range(0, 400, 20)]
DAY = dt.timedelta(days=1)


def decision(what: str, on: dt.date = D[0], **said) -> Decision:
    return Decision(
        **{"client": "C1", "vacancy": "V1", "what": what, "on": on, "by": "epc-2", "role": DeskRole.EPC, **said}
    )


def answer(what: str, on: dt.date = D[0], **said) -> ClientAnswer:
    return ClientAnswer(**{"client": "C1", "vacancy": "V1", "answer": what, "on": on, **said})


def replied(what: str, on: dt.date = D[0]) -> EmployerAnswer:
    return EmployerAnswer(client="C1", vacancy="V1", pack="P1", letter="A", answer=what, on=on)


def kept(*decisions: Decision, answers: tuple[EmployerAnswer, ...] = (), on: dt.date) -> list[str]:
    return [one.decision for one in remembered(decisions, answers, rules=RULES, on=on)]


def test_each_decision_is_kept_to_for_as_long_as_the_model_says_and_not_a_day_more():
    for rule in RULES.decisions:
        if rule.whose == "client":
            continue
        for days in [rule.remembered_days or 0]:
            one = decision(rule.id)
            last = D[0] + dt.timedelta(days=days)
            assert kept(one, on=last) == ([rule.id] if rule.keeps_from_list else [])
            assert kept(one, on=last + DAY) == []
            assert kept(one, on=D[0] - DAY) == []


def test_a_day_that_was_said_goes_before_the_models_days():
    assert kept(decision("held", until=D[10]), on=D[10]) == ["held"]
    assert kept(decision("held", until=D[0]), on=D[0] + DAY) == []


def test_what_is_kept_is_what_matching_reads():
    assert {one.id for one in RULES.decisions if one.keeps_from_list} == REMEMBERED_DECISIONS


def test_taking_back_ends_what_was_put_forward_and_what_ran_out_brings_nothing_back():
    assert kept(decision("put_forward"), decision("withdrawn", D[1]), on=D[1]) == []
    assert kept(decision("held", until=D[9]), decision("put_forward", D[1], until=D[2]), on=D[3]) == []
    assert kept(decision("put_forward"), decision("withdrawn"), on=D[0]) == []


def test_an_employers_no_is_not_undone_by_what_the_programme_decides():
    no = replied("no", D[1])
    assert kept(decision("put_forward"), decision("withdrawn", D[2]), answers=(no,), on=D[2]) == ["employer_said_no"]
    assert kept(answers=(no, replied("interview", D[2])), on=D[3]) == []
    assert kept(decision("employer_said_no", D[1]), answers=(replied("offer", D[2]),), on=D[3]) == []


def said(*answers: ClientAnswer, on: dt.date, decisions: tuple[Decision, ...] = ()) -> StandingChoice | None:
    found = latest_answers(answers, decisions, rules=RULES, on=on)
    return as_choice(next(iter(found.values())), rules=RULES, on=on) if found else None


def test_a_later_answer_wins_not_now_has_an_end_and_silence_is_neither():
    assert said(on=D[5]) is None
    yes = said(answer("no"), answer("yes", D[1]), on=D[2])
    assert yes is not None
    assert yes.wants_it
    assert said(answer("yes"), answer("not_now", D[1], until=D[2]), on=D[3]) is None, "the yes before is not revived"
    not_now = said(answer("not_now"), on=D[0])
    assert not_now is not None
    assert not_now.until == D[0] + dt.timedelta(days=RULES.answer_of["not_now"].days or 0)
    told = said(on=D[1], decisions=(decision("declined"),))
    assert told is not None
    assert not told.wants_it


def test_on_one_day_a_no_stands():
    one = said(answer("yes"), answer("no"), answer("not_now"), on=D[0])
    assert one is not None
    assert not one.wants_it
    assert one.until is None


answers_ = st.lists(
    st.builds(answer, st.sampled_from(["yes", "no", "not_now"]), st.sampled_from(D[:4]), until=st.none()), max_size=5
)


@given(answers_, st.sampled_from(D[:6]))
def test_the_answer_that_stands_is_the_last_that_was_given(given_, on):
    order = ["yes", "not_now", "no"]
    told = sorted((one.on, order.index(one.answer)) for one in given_ if one.on <= on)
    choice = said(*given_, on=on)
    if not told:
        assert choice is None
        return
    day, place = told[-1]
    ran_out = order[place] == "not_now" and day + dt.timedelta(days=28) < on
    assert (choice is None) == ran_out
    if choice is not None:
        assert choice.wants_it == (order[place] == "yes")
        assert choice.on == day


def test_the_last_introduction_is_the_last_that_was_not_taken_back():
    put, back = decision("put_forward", D[1]), decision("withdrawn", D[2])
    assert last_introduced([put], on=D[0]) == {}
    assert last_introduced([put], on=D[1]) == {"C1": D[1]}
    assert last_introduced([put, back], on=D[3]) == {}
    assert last_introduced([put, back], on=D[1]) == {"C1": D[1]}
    assert last_introduced([put, back, decision("put_forward", vacancy="V2")], on=D[3]) == {"C1": D[0]}


def programme(*imported: Remembered, **client) -> Programme:
    return Programme(clients=(Client(id="C1", **client), Client(id="C2")), remembered=imported)


def test_a_sheet_gives_way_to_a_later_word_in_the_same_voice_and_to_no_other():
    sheet = Remembered(client="C1", vacancy="V1", decision="held", on=D[0])
    no = Remembered(client="C1", vacancy="V1", decision="declined", on=D[0])
    ledger = Ledger(decisions=(decision("withdrawn", D[1]),), client_answers=(answer("yes", D[1]),))
    after = honoured(programme(sheet, no), ledger, rules=RULES, on=D[2])
    assert after.remembered == ()
    assert [one.wants_it for one in after.clients[0].choices] == [True]
    before = honoured(programme(sheet, no), ledger, rules=RULES, on=D[0])
    assert set(before.remembered) == {sheet, no}
    assert honoured(programme(sheet), Ledger(client_answers=(answer("yes", D[1]),)), rules=RULES, on=D[2]).remembered


def test_a_choice_on_the_sheet_gives_way_to_a_later_answer_and_a_no_of_one_day_stays():
    choice = StandingChoice(vacancy="V1", wants_it=False, on=D[0])
    other = StandingChoice(vacancy="V2", wants_it=False, on=D[0])
    later = Ledger(client_answers=(answer("yes", D[1]),))
    after = honoured(programme(choices=(choice, other)), later, rules=RULES, on=D[2])
    assert [(one.vacancy, one.wants_it) for one in after.clients[0].choices] == [("V2", False), ("V1", True)]
    same_day = Ledger(client_answers=(answer("yes", D[0]),))
    assert choice in honoured(programme(choices=(choice,)), same_day, rules=RULES, on=D[2]).clients[0].choices


decisions_ = st.lists(
    st.builds(
        decision,
        st.sampled_from([one.id for one in RULES.decisions]),
        st.sampled_from(D[:6]),
        client=st.sampled_from(["C1", "C2", "C9"]),
        vacancy=st.sampled_from(["V1", "V2"]),
        until=st.none() | st.sampled_from(D[:8]),
    ),
    max_size=8,
)


@given(decisions_, st.sampled_from(D[:9]), st.randoms())
def test_no_order_of_the_ledger_and_no_second_telling_changes_what_is_kept(decisions, on, chance):
    shuffled = [*decisions, *decisions]
    chance.shuffle(shuffled)
    one = honoured(programme(), Ledger(decisions=tuple(decisions)), rules=RULES, on=on)
    other = honoured(programme(), Ledger(decisions=tuple(shuffled)), rules=RULES, on=on)
    assert set(one.remembered) == set(other.remembered)
    assert [(c.last_introduced, set(c.choices)) for c in one.clients] == [
        (c.last_introduced, set(c.choices)) for c in other.clients
    ]
    assert {r.client for r in one.remembered} <= {"C1", "C2"}, "nobody comes in who may not be read"


@given(decisions_, st.sampled_from(D[:9]))
def test_a_no_lowers_nothing_but_that_one_pair(decisions, on):
    """A client's no changes their own choices and no other field of any record."""
    plain = [one for one in decisions if one.what != "declined"]
    with_no = Ledger(decisions=(*plain, decision("declined", D[0])))
    before = honoured(programme(), Ledger(decisions=tuple(plain)), rules=RULES, on=on)
    after = honoured(programme(), with_no, rules=RULES, on=on)
    assert after.remembered == before.remembered
    for one, other in zip(before.clients, after.clients, strict=True):
        assert one.model_copy(update={"choices": ()}) == other.model_copy(update={"choices": ()})
