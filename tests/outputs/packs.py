"""One pack of three people, plain or with every word hostile, for every output to write."""

from __future__ import annotations

import datetime as dt
from functools import cache

from matcher.base.codes import pack_code
from matcher.base.ids import ClientId, RequirementId
from matcher.explain import row
from matcher.explain.pack import Packed, pack_of
from matcher.records.finding import Finding
from tests.explain.made import KNOWN, ON, a_client, a_context, a_decision, a_row
from tests.outputs.shown import HOSTILE, hostile_vacancy

PACK = pack_code(1_234_567)
STORY = [ClientId(one) for one in ("C0012", "C0044", "C0101")]
UNTIL = ON + dt.timedelta(days=28)
MATHS = Finding(
    rule="gcse_maths_english",
    requirement=RequirementId("R2"),
    severity="narrows_pool",
    question="Which part of the work needs a grade in maths, and would another proof of it do?",
)


@cache
def packed(*, hostile: bool = False) -> Packed:
    """Three people: one who fits all, one whose shifts are to be talked about, one with an action due."""
    people = [
        a_client(),
        a_client(id=ClientId("C0044"), words_for_employers="I like to be on time and I learn by doing."),
        a_client(id=ClientId("C0101"), words_for_employers=HOSTILE.split()[0] if hostile else ""),
    ]
    vacancy = hostile_vacancy() if hostile else None
    context = a_context(clients=people, vacancies=[vacancy] if vacancy else None, findings=[MATHS])
    ends = [KNOWN, {**KNOWN, "uncovered_minutes": (30, 30)}, KNOWN]
    rows = [
        row(a_row(a_decision(one, client=person, vacancy=vacancy, criteria=[("skills_evidence", state)])), context)
        for one, person, state in zip(ends, people, ("in_place", "gap", "in_place"), strict=True)
    ]
    shared = {ClientId("C0044"): (HOSTILE if hostile else "instructions in writing",)}
    ring = HOSTILE if hostile else "Sam at the programme, 01632 960 111"
    return pack_of(rows, context, pack=PACK, until=UNTIL, story=STORY, ring=ring, shared=shared)
