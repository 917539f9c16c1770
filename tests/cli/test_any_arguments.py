"""Whatever is typed: an answer, or what to type instead. Never a traceback, never our fault."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TYPED = """
demo new template import models shortlist jobs why what-if check batch show C0001 C0009 V0031 V0022 E001 d
--json --top --on -o --out --set --for --above --programme --models --dry-run --problems --adverts --equality
--households better-off --age 29 --rent --jsonl --children 3,7 --pay
--help -h --version --again --clients --vacancies --seed --name -- - 1 0 -1 100 3 Hours=20 Week=Mon-Fri client epc
decide consent answer judge page put-forward held yes no not-now not-yet introduction matching --seen --sheet --reason
timing --words --by epc-2 --as key-worker --withdraw --every-employer --employer --missing --because care_plan --easy
challenge hand-back action contest in-work stuck spoke open move list ask counts CH1 HB1 CT1 IW1 kept accept R1
--criterion travel_plan --lesser --due person correct done made
a.html a.xlsx a.json a.parquet 16/11/2026 2026-11-16 shift_cover
"""
FACTS = ["Most hours a week=20", "vacancy: Most hours a week=5", "Sector=ND3 4", "R1 Status=Removed", ""]
WORDS = st.sampled_from([*TYPED.split(), *FACTS])
ANY = st.text(st.characters(exclude_characters="/\0~"), max_size=12)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.one_of(WORDS, WORDS, WORDS, ANY), max_size=7))
def test_any_arguments(run, own_demo, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    ran = run(*words)
    assert ran.code in (0, 1, 2), (words, ran.err)
    assert "Traceback" not in ran.err
    assert ran.code == 0 or ran.err or ran.out
