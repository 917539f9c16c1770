"""Put forward: only from its parts, each from its own function; refused with the reason in plain words."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import itertools
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.brokerage.consent import Covered, Missing, covering
from matcher.brokerage.put_forward import (
    Circumstances,
    ClearWay,
    Decider,
    IntroductionConsent,
    PutForward,
    SeenExplanation,
    clear_way,
    decider,
    introduction_consent,
    put_forward,
    seen_explanation,
)
from matcher.brokerage.roles import Refused
from matcher.library.load import load_library
from matcher.records.evidence import Consent
from matcher.records.signed import DeskRole, Signed

LIBRARY = load_library()
RULES = LIBRARY.brokerage.decisions
ON = dt.date(2026, 11, 16)
ROOT = Path(__file__).parents[2]


def signed(by: str = "epc-2", role: DeskRole = DeskRole.EPC) -> Signed:
    return Signed(by, role, dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC))


def the_consent(client: str = "C1", employer: str = "E1", on: dt.date = ON) -> IntroductionConsent | Refused:
    own = [Consent(client=client, purpose="introduction", basis="consent", on=dt.date(2026, 11, 1), employer=employer)]
    found = covering(own, "introduction", client=client, employer=employer, on=on, rules=LIBRARY.brokerage.purposes)
    return introduction_consent(found, rules=RULES)


def the_explanation(client: str = "C1", vacancy: str = "V1", **said) -> SeenExplanation | Refused:
    given_ = {"run": "r1", "read_on": ON, "words": ("Fits the week.",), "verdict": "ready_now", "blocked": False}
    return seen_explanation(client=client, vacancy=vacancy, on=ON, rules=RULES, **{**given_, **said})


def found(**said) -> Circumstances:
    return Circumstances(**{"client": "C1", "vacancy": "V1", "employer": "E1", "on": ON, "open": True, **said})


def parts() -> tuple[IntroductionConsent, Decider, SeenExplanation, ClearWay]:
    consent, person = the_consent(), decider(signed(), roles=LIBRARY.brokerage.roles, rules=RULES)
    explanation, way = the_explanation(), clear_way(found(), rules=RULES)
    assert isinstance(consent, IntroductionConsent)
    assert isinstance(person, Decider)
    assert isinstance(explanation, SeenExplanation)
    assert isinstance(way, ClearWay)
    return consent, person, explanation, way


def test_with_all_its_parts_it_is_a_decision_that_says_who_when_and_from_which_run():
    made = put_forward(*parts(), rules=RULES)
    assert isinstance(made, PutForward)
    decision = made.decision()
    assert (decision.client, decision.vacancy, decision.what) == ("C1", "V1", "put_forward")
    assert (decision.by, decision.role, decision.on, decision.run) == ("epc-2", DeskRole.EPC, ON, "r1")
    assert decision.agrees is True


@pytest.mark.parametrize("kind", [IntroductionConsent, Decider, SeenExplanation, ClearWay, PutForward])
def test_no_part_can_be_made_by_hand(kind):
    names = [field.name for field in dataclasses.fields(kind)]
    for seal in (None, object(), "seal"):
        with pytest.raises(TypeError, match="cannot be made by hand"):
            kind(seal, **dict.fromkeys(names, "x"))


def test_no_part_can_be_altered_or_made_from_another():
    for part in parts():
        name = dataclasses.fields(part)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(part, name, "C2")
        with pytest.raises((ValueError, TypeError)):
            dataclasses.replace(part, **{name: "C2"})
        assert copy.copy(part) == part


SNIPPETS = """
from matcher.brokerage.put_forward import *
from matcher.brokerage.put_forward import ClearWay, Decider, IntroductionConsent, PutForward, SeenExplanation
from matcher.brokerage.put_forward import decider, put_forward
from matcher.brokerage.roles import Refused
from matcher.library.brokerage.decisions import DecisionRules
from matcher.library.brokerage.roles import RoleRules
from matcher.records.signed import Signed


def good(c: IntroductionConsent, d: Decider, e: SeenExplanation, w: ClearWay, r: DecisionRules) -> PutForward | Refused:
    return put_forward(c, d, e, w, rules=r)


def bad(
    c: IntroductionConsent, d: Decider, e: SeenExplanation, w: ClearWay, r: DecisionRules,
    maybe: IntroductionConsent | Refused, signed: Signed, roles: RoleRules,
) -> None:
    put_forward(d, e, w, rules=r)  # BAD: no consent
    put_forward(c, e, w, rules=r)  # BAD: no person
    put_forward(c, d, w, rules=r)  # BAD: no explanation
    put_forward(c, d, e, rules=r)  # BAD: no clear way
    put_forward(None, d, e, w, rules=r)  # BAD
    put_forward(c, None, e, w, rules=r)  # BAD
    put_forward(c, d, None, w, rules=r)  # BAD
    put_forward(c, d, e, None, rules=r)  # BAD
    put_forward(maybe, d, e, w, rules=r)  # BAD: it may have been refused
    put_forward(c, signed, e, w, rules=r)  # BAD: a hand is not yet a person who may
    put_forward(c, "epc-2", e, w, rules=r)  # BAD
    put_forward(c, d, "because", w, rules=r)  # BAD
    put_forward(d, c, e, w, rules=r)  # BAD: in another order
    put_forward(c, decider(signed, roles=roles, rules=r), e, w, rules=r)  # BAD: may be refused
    Decider(None, "epc-2", signed.role)  # BAD: by hand
    Decider("epc-2", signed.role)  # BAD: by hand
    PutForward(c, d, e)  # BAD: by hand
    PutForward(None, c, d, e, w, True, "", "")  # BAD: by hand
"""


def test_leaving_one_out_or_passing_something_else_does_not_type_check(tmp_path):
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPETS, encoding="utf-8")
    cache = ROOT / ".mypy_cache"
    ran = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--cache-dir", str(cache), str(snippet)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    wrong = {int(hit) for hit in re.findall(r"snippet\.py:(\d+): error", ran.stdout)}
    expected = {number for number, line in enumerate(SNIPPETS.splitlines(), 1) if "# BAD" in line}
    assert wrong == expected, ran.stdout + ran.stderr


AGAINST: dict[str, tuple[str, dict[str, Any]]] = {
    "held": ("unlawful as it is written", {"held": True}),
    "client_no": ("said no to this one", {"client_said": "no"}),
    "client_not_now": (
        "not now, until 1 December 2026",
        {"client_said": "not_now", "client_until": dt.date(2026, 12, 1)},
    ),
    "client_limit": ("outside what they asked for (Journey)", {"client_gates": ("Journey",)}),
    "law": ("the law does not allow it", {"law_gates": ("Age set by law",)}),
    "employer_stopped": ("introductions to this employer are stopped", {"employer_stopped": True}),
    "cooling_off": ("a pause with this employer", {"cooling_off": True, "not_before": dt.date(2026, 12, 1)}),
    "contact_full": ("rung as often as agreed", {"contact_full": True}),
    "not_open": ("V1 is not open (paused)", {"open": False, "status": "paused"}),
    "no_employer": ("names no employer", {"employer": None}),
    "already": ("were put forward for it on 2 November 2026", {"put_forward_on": dt.date(2026, 11, 2)}),
    "employer_no": ("said no on 2 November 2026", {"employer_no_on": dt.date(2026, 11, 2)}),
}


@pytest.mark.parametrize("name", AGAINST)
def test_what_stands_against_it_is_told_in_plain_words_with_what_would_open_the_way(name):
    says, facts = AGAINST[name]
    refused = clear_way(found(**facts), rules=RULES)
    assert isinstance(refused, tuple)
    assert [one.why for one in refused] == [name]
    assert says in refused[0].says
    assert refused[0].fix


@given(st.sets(st.sampled_from(sorted(AGAINST))))
def test_everything_that_stands_against_it_is_told_at_once_and_one_alone_is_enough(names):
    facts = dict(itertools.chain.from_iterable(AGAINST[name][1].items() for name in sorted(names)))
    refused = clear_way(found(**facts), rules=RULES)
    told = set() if isinstance(refused, ClearWay) else {one.why for one in refused}
    assert told == (names - {"client_no"} if {"client_no", "client_not_now"} <= names else names)


def test_without_a_covering_consent_there_is_no_consent_to_put_forward_with():
    missing = covering([], "introduction", client="C1", employer="E1", on=ON, rules=LIBRARY.brokerage.purposes)
    assert isinstance(missing, Missing)
    refused = introduction_consent(missing, rules=RULES)
    assert isinstance(refused, Refused)
    assert "nobody has recorded" in refused.says
    assert "matcher consent C1 introduction --employer E1" in refused.fix


def test_what_covers_another_purpose_is_no_consent_to_an_introduction():
    own = [Consent(client="C1", purpose="matching", basis="consent", on=ON)]
    covered = covering(own, "matching", client="C1", employer="E1", on=ON, rules=LIBRARY.brokerage.purposes)
    assert isinstance(covered, Covered)
    assert isinstance(introduction_consent(covered, rules=RULES), Refused)


@pytest.mark.parametrize("role", [one for one in DeskRole if one not in (DeskRole.EPC, DeskRole.MANAGER)])
def test_who_may_not_is_told_who_may(role):
    refused = decider(signed(role=role), roles=LIBRARY.brokerage.roles, rules=RULES)
    assert isinstance(refused, Refused)
    assert "An EPC or a manager may." in refused.says


def test_nobody_decides_without_saying_who_they_are():
    refused = decider(signed(by="  "), roles=LIBRARY.brokerage.roles, rules=RULES)
    assert isinstance(refused, Refused)
    assert "--by" in refused.fix


def test_reasons_that_were_not_read_or_are_old_are_no_explanation():
    for said in ({"words": ()}, {"words": (" ",)}, {"run": ""}, {"read_on": ON + dt.timedelta(days=1)}):
        refused = the_explanation(**said)
        assert isinstance(refused, Refused)
        assert refused.why == "no_explanation"
    edge = ON - dt.timedelta(days=RULES.explanation_days)
    assert isinstance(the_explanation(read_on=edge), SeenExplanation)
    old = the_explanation(read_on=edge - dt.timedelta(days=1))
    assert isinstance(old, Refused)
    assert old.why == "old_explanation"


def test_parts_of_different_pairs_or_days_make_no_introduction():
    consent, person, explanation, way = parts()
    others = [
        (the_consent(client="C2"), explanation, way),
        (the_consent(employer="E2"), explanation, way),
        (the_consent(on=ON - dt.timedelta(days=1)), explanation, way),
        (consent, the_explanation(vacancy="V2"), way),
        (consent, the_explanation(client="C2"), way),
        (consent, explanation, clear_way(found(vacancy="V2"), rules=RULES)),
        (consent, explanation, clear_way(found(employer="E2"), rules=RULES)),
    ]
    for one, two, three in others:
        assert isinstance(one, IntroductionConsent)
        assert isinstance(two, SeenExplanation)
        assert isinstance(three, ClearWay)
        refused = put_forward(one, person, two, three, rules=RULES)
        assert isinstance(refused, Refused)
        assert refused.why == "other_pair"


def test_another_way_than_the_list_needs_a_reason_of_the_list_and_words_of_ones_own():
    consent, person, _, way = parts()
    blocked = the_explanation(blocked=True)
    assert isinstance(blocked, SeenExplanation)

    def tried(reason: str, words: str) -> str:
        made = put_forward(consent, person, blocked, way, reason=reason, words=words, rules=RULES)
        return made.why if isinstance(made, Refused) else f"made {made.agrees}"

    assert tried("", "they hold the card now") == "reason_missing"
    assert tried("a feeling", "they hold the card now") == "reason_unknown"
    assert tried("evidence_newer", "x" * (RULES.own_words_least - 1)) == "words_missing"
    assert tried("evidence_newer", " " * 40) == "words_missing"
    assert tried("evidence_newer", "x" * RULES.own_words_least) == "made False"


days = st.sampled_from([ON + dt.timedelta(days=n) for n in (-40, -3, -1, 0, 1, 9)])
consents = st.lists(
    st.builds(
        Consent,
        client=st.sampled_from(["C1", "C2"]),
        purpose=st.sampled_from(["introduction", "introduction", "matching", "story"]),
        basis=st.sampled_from(["consent", "consent", "agreement with notice"]),
        on=days,
        until=st.none() | days,
        withdrawn=st.none() | days,
        employer=st.sampled_from([None, "E1", "E2"]),
    ),
    max_size=5,
)


@given(
    consents,
    st.sampled_from(["", "epc-2"]),
    st.sampled_from(list(DeskRole)),
    days,
    st.sets(st.sampled_from(sorted(AGAINST)), max_size=1),
    st.booleans(),
)
def test_no_path_yields_an_introduction_without_consent_on_the_day_a_person_and_reasons(
    own, by, role, read_on, names, blocked
):
    """Whatever the records say, somebody put forward agreed to that employer, and everything else holds too."""
    facts = dict(itertools.chain.from_iterable(AGAINST[name][1].items() for name in names))
    covered = covering(own, "introduction", client="C1", employer="E1", on=ON, rules=LIBRARY.brokerage.purposes)
    consent = introduction_consent(covered, rules=RULES)
    person = decider(signed(by, role), roles=LIBRARY.brokerage.roles, rules=RULES)
    explanation, way = the_explanation(read_on=read_on, blocked=blocked), clear_way(found(**facts), rules=RULES)
    ready = (
        isinstance(consent, IntroductionConsent)
        and isinstance(person, Decider)
        and isinstance(explanation, SeenExplanation)
        and isinstance(way, ClearWay)
    )
    agreed = [
        c
        for c in own
        if (c.client, c.purpose, c.basis) == ("C1", "introduction", "consent")
        and c.employer in (None, "E1")
        and c.on <= ON
        and (c.until is None or c.until >= ON)
        and not any(
            b.client == "C1"
            and b.purpose == "introduction"
            and b.employer in (None, "E1")
            and b.withdrawn is not None
            and c.on <= b.withdrawn <= ON
            for b in own
        )
        and not (c.withdrawn is not None and c.withdrawn <= ON)
    ]
    recent = dt.timedelta(0) <= ON - read_on <= dt.timedelta(days=RULES.explanation_days)
    assert ready == (
        bool(agreed) and by == "epc-2" and role in (DeskRole.EPC, DeskRole.MANAGER) and recent and not names
    )
    if isinstance(consent, IntroductionConsent) and isinstance(person, Decider):
        assert consent.consent in agreed
        if isinstance(explanation, SeenExplanation) and isinstance(way, ClearWay):
            made = put_forward(consent, person, explanation, way, rules=RULES)
            assert isinstance(made, PutForward) == (not blocked)
