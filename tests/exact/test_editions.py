"""Another edition of the models needs no Python: engine and reference agree on editions that nobody would ship."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from matcher.library.load import Library
from matcher.library.strict_yaml import parse_yaml
from tests.chances import Seeded, one_of
from tests.engine import engine
from tests.exact.agreement import bytes_of, differences, disagreements
from tests.reference.market import market
from tests.wild import ON
from tests.wild_work import programme as wild_programme

RANKING, TERMS, GATES, RUBRIC = (
    "matching/ranking.yaml",
    "matching/terms.yaml",
    "matching/gates.yaml",
    "readiness/rubric.yaml",
)


def edition(library: Library, **changes: Any) -> Library:
    """The library with some documents changed by functions of their content, written as JSON, which is YAML too."""
    raw = dict(library.raw)
    for file, change in changes.items():
        name = {"ranking": RANKING, "terms": TERMS, "gates": GATES, "rubric": RUBRIC}[file]
        content: Any = copy.deepcopy(parse_yaml(raw[name], name).data)
        change(content)
        raw[name] = json.dumps(content).encode()
    return Library(raw)


def _coarse(ranking: Any) -> None:
    ranking.update(step=333, side_floor=0, wanted_lead=10, ask_first_lift=1, few_answers=1)
    ranking.update(start_if_unstated_days=0, goal_after_joining_days=0, unanswered_days=1)
    for section, most in zip(ranking["sections"], (1, 2, 3, 1), strict=True):
        section["k"] = most


def _fine(ranking: Any) -> None:
    ranking.update(step=20, side_floor=1000, wanted_lead=0, ask_first_lift=50, few_answers=20)
    ranking["wanted_term"] = "journey"


def _turned(terms: Any) -> None:
    """Other points, other order, one band fewer, what was a bonus counted, what was counted a bonus."""
    terms["terms"].reverse()
    for place, term in enumerate(terms["terms"]):
        for at, band in enumerate(term["bands"]):
            band["points"] = (len(term["bands"]) - 1 - at) * (place + 1)
        if len(term["bands"]) > 2:
            gone = term["bands"].pop(0)
            term["examples"] = [one for one in term["examples"] if one[1] != gone["label"]]
        term["examples"] = term["examples"][:1]
        if term["side"] == "job":
            term["bonus"] = term["id"] in ("work_done", "skills_shared")


def _few(terms: Any) -> None:
    """Two terms a side are enough."""
    kept = ("occupation_wanted", "pay", "tasks_covered", "desirable")
    terms["terms"] = [term for term in terms["terms"] if term["id"] in kept]


def _gates(gates: Any) -> None:
    """Other bits, other bounds, other conditions; one that is no longer asked of everyone."""
    for place, gate in enumerate(gates["gates"]):
        gate["bit"] = 23 - place
        gate.pop("asks_everyone", None)
        if gate["id"] in ("times", "travel"):
            gate.pop("condition")
            gate["upto"] = 30
        if gate["id"] == "pay_floor":
            gate["at_least"] = -100
    gates["gates"].pop(10)


def _slow(rubric: Any) -> None:
    """Everything goes out of date, and only paper counts."""
    for criterion in rubric["criteria"]:
        criterion["valid_days"] = 20
        criterion["evidence"]["least_grade"] = "A"
        criterion["client_word_stands"] = criterion["kind"] != "preparation"


EDITIONS: dict[str, dict[str, Any]] = {
    "coarse": {"ranking": _coarse},
    "fine": {"ranking": _fine},
    "turned": {"terms": _turned},
    "few terms": {"terms": _few},
    "gates": {"gates": _gates},
    "slow": {"rubric": _slow},
    "all": {"ranking": _coarse, "terms": _turned, "gates": _gates, "rubric": _slow},
}


@pytest.mark.parametrize("name", EDITIONS)
def test_other_editions_agree(name, library):
    other = edition(library, **EDITIONS[name])
    programme = wild_programme(Seeded(100), clients=40, vacancies=25)
    said = engine(programme, library=other, on=ON)
    found = disagreements(said, market(programme, library=other, on=ON), every_pair=True)
    assert not found, "\n".join(found)
    compiled = engine(programme, library=other, on=ON, driver="compiled", threads=2, block_pairs=100)
    assert bytes_of(compiled.shortlists.part) == bytes_of(said.shortlists.part)
    assert bytes_of(compiled.job_lists.part) == bytes_of(said.job_lists.part)


@pytest.mark.parametrize("seed", range(3))
def test_short_lists_keep_those_who_answered_since(seed, library):
    """One to three rows a section, and pairs that answered a question: some are blocked, some are shown anyway."""
    short = edition(library, ranking=_coarse)
    programme = wild_programme(Seeded(200 + seed), clients=30, vacancies=12)
    said, plain = engine(programme, library=short, on=ON), market(programme, library=short, on=ON)
    chances = Seeded(seed)
    answered = frozenset(
        (one_of(chances, said.clients), one_of(chances, said.vacancies)) for _ in range(len(said.clients) * 4)
    )
    for vacancy in said.vacancies:
        found = list(differences(said.shortlist(vacancy, answered), plain.shortlist(vacancy, answered), vacancy))
        assert not found, "\n".join(found[:10])
    for client in said.clients:
        found = list(differences(said.jobs(client, answered), plain.jobs(client, answered), client))
        assert not found, "\n".join(found[:10])


@pytest.mark.parametrize(("clients", "vacancies"), [(0, 0), (0, 3), (3, 0), (1, 1)])
@pytest.mark.parametrize("driver", ["numpy", "compiled"])
def test_nobody_and_nothing_agree(clients, vacancies, driver, library):
    programme = wild_programme(Seeded(1), clients=clients, vacancies=vacancies)
    found = disagreements(
        engine(programme, library=library, on=ON, driver=driver),
        market(programme, library=library, on=ON),
        every_pair=True,
    )
    assert not found, "\n".join(found)
