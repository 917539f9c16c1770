"""What keeps people out over a whole market: every figure recounted pair by pair from the plain reference."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from matcher.cli.outlook.market import _as_csv
from matcher.explain.requirements import RequirementWords
from matcher.matching import patterns
from matcher.records.requirement import Gcse, Requirement
from matcher.records.words import Importance, RequirementStatus
from matcher.store.about import About
from matcher.store.folder import create_folder
from matcher.workflows.outlook.market import market
from matcher.workflows.where import Where
from tests.chances import Seeded
from tests.demos import library
from tests.hands import SIGNED
from tests.reference.market import market as reference
from tests.wild import ON
from tests.wild_work import programme as wild_programme

FIGURES = ("vacancies", "applied", "sole", "kept_out", "any_open", "any_everyone", "people", "people_today")


def alike(place):
    """A requirement that reads like others, at any status."""
    statuses = (RequirementStatus.AS_STATED, RequirementStatus.RELAXED)
    return Requirement(
        id=f"alike{place}", needs=(Gcse(subject="=maths", grade=4),), status=statuses[place % 2],
        importance=Importance.ESSENTIAL,
    )  # fmt: skip


@pytest.fixture(params=range(3))
def programme(request):
    """A wild programme in which some vacancies ask the same thing twice, once relaxed."""
    made = wild_programme(Seeded(request.param), clients=25, vacancies=14)
    vacancies = tuple(
        one.model_copy(update={"requirements": (*(alike(n) for n in range(at % 3)), *one.requirements[:30])})
        for at, one in enumerate(made.vacancies)
    )
    return made.model_copy(update={"vacancies": vacancies})


@pytest.fixture
def where(programme, tmp_path):
    folder = tmp_path / "programme"
    with create_folder(folder, About(name="A test", data_date=ON)).changing(SIGNED) as change:
        change.put(programme)
    return Where(folder)


def recounted(programme):
    """By (words, kinds, occupation, district): the figures, by trying every pair."""
    plain, words = reference(programme, library=library(), on=ON), RequirementWords(library())
    sums: dict[Any, list[Any]] = defaultdict(lambda: [*([0] * 6), set(), set()])
    for vacancy in programme.vacancies:
        if not plain.is_open(vacancy):
            continue
        bits: dict[Any, int] = defaultdict(int)
        for place, one in enumerate(vacancy.requirements[:40]):
            if one.compared and one.importance is Importance.ESSENTIAL:
                bits[words.name(one), tuple(dict.fromkeys(n.kind for n in one.needs))] |= 1 << (24 + place)
        linked = library().occupations.by_id.get((vacancy.occupation.to or "") if vacancy.occupation else "")
        places: list[tuple[str | None, ...]] = [(), ("occupation", linked.title if linked else None)]
        places.append(("place", vacancy.sector.split(" ")[0] if vacancy.sector else None))
        pairs = [plain.pair(client, vacancy.id) for client in plain.subjects]
        now = pairs[0].applied
        for (named, kinds), own in bits.items():
            for where_ in places:
                found = sums[(named, kinds, *where_)]
                found[0] += 1
                found[1] += bool(own & now)
                for pair in pairs:
                    asked, today = pair.fail & (pair.fixed | now | own), pair.fail & (pair.fixed | now)
                    alone, alone_today = asked and not asked & ~own, today and not today & ~own
                    found[2] += bool(alone)
                    found[3] += bool(alone_today)
                    found[4] += bool(pair.fail & own) and not pair.fail & pair.fixed
                    found[5] += bool(pair.fail & own)
                    found[6] |= {pair.client} if alone else set()
                    found[7] |= {pair.client} if alone_today else set()
    return {key: (*found[:6], len(found[6]), len(found[7])) for key, found in sums.items()}


def told(found):
    rows: list[tuple[Any, tuple[str, ...]]] = [(one, ()) for one in found.requirements]
    rows += [(one, ("occupation", one.where)) for one in found.by_occupation]
    rows += [(one, ("place", one.where)) for one in found.by_place]
    return {(one.requirement, one.kinds, *place): tuple(getattr(one, name) for name in FIGURES) for one, place in rows}


def test_every_figure_equals_a_recount(where, programme):
    found = market(where)
    assert told(found) == recounted(programme)
    twice = next(one for one in found.requirements if one.requirement.startswith("GCSE =maths"))
    assert twice.vacancies == sum(
        any(r.id.startswith("alike") for r in one.requirements)
        for one in programme.vacancies
        if reference(programme, library=library(), on=ON).is_open(one)
    )


def test_portions_and_threads_do_not_show(where, monkeypatch):
    whole = market(where)
    monkeypatch.setattr(patterns, "PATTERNS_MOST", 60)
    monkeypatch.setattr(patterns, "STRIP_PAIRS", 30)
    assert market(where) == whole


def test_what_an_employer_wrote_cannot_run_as_a_formula(where):
    found = market(where)
    assert any("=maths" in one.requirement for one in found.requirements)
    for line in _as_csv(found).splitlines()[1:]:
        assert not any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in line.split(","))


def test_a_market_without_vacancies_is_empty(tmp_path):
    folder = tmp_path / "programme"
    made = wild_programme(Seeded(1), clients=5, vacancies=0)
    with create_folder(folder, About(name="A test", data_date=ON)).changing(SIGNED) as change:
        change.put(made)
    found = market(Where(folder))
    assert (found.vacancies, found.pairs, found.passing, found.requirements) == (0, 0, 0, ())
