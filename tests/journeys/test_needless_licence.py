"""The shelf filler's licence (V0031): nobody drives, so it keeps nobody out; what each answer would change is exact.

Recounted person by person from the plain reference, which shares no code with the engine.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import cast

import pytest

from matcher.explain.employer_figures import employer_figure
from matcher.records.programme import Programme
from matcher.workflows.adverts.check import CheckedVacancy, check, check_with_pool
from matcher.workflows.outlook.market import market as whole_market
from matcher.workflows.outlook.pool import RequirementPool
from matcher.workflows.programme.demo import demo_files
from matcher.workflows.where import Where
from tests.demos import library
from tests.journeys.personas import DEMO
from tests.journeys.reading import Reader, gate, imported_into
from tests.reference.market import Market, market
from tests.reference.pairs import Pair

VACANCY, LICENCE, MATHS = "V0031", "R1", "R2"
ROW = "V0031,R1,Driving licence,Car driving licence (category B),,Essential,As stated,,,Full driving licence"


@dataclass(frozen=True)
class World:
    """The demo with the licence at one status: as its reader sees it, and as the reference decides it."""

    reader: Reader
    reference: Market

    @property
    def running(self) -> set[str]:
        """Everyone on the shortlist whom nothing keeps out."""
        rows = self.reader.shortlist(VACANCY).rows
        return {row.client for row in rows if row.section != "one_requirement"}

    @property
    def kept_out(self) -> set[str]:
        """Everyone on the shortlist whom one requirement alone keeps out."""
        return {row.client for row in self.reader.shortlist(VACANCY).rows} - self.running

    def pairs(self, vacancy: str = VACANCY) -> list[Pair]:
        return [self.reference.pair(client, vacancy) for client in self.reference.subjects]

    def places(self, vacancy: str = VACANCY) -> dict[str, int]:
        """The bit of each compared requirement."""
        record = next(one for one in self.reader.programme.vacancies if one.id == vacancy)
        return {one.id: 1 << (24 + at) for at, one in enumerate(record.requirements) if one.compared}

    def essential(self, vacancy: str = VACANCY) -> int:
        """The mask of everything the employer said is essential."""
        record = next(one for one in self.reader.programme.vacancies if one.id == vacancy)
        must = {one.id for one in record.requirements if one.compared and one.importance == "essential"}
        return sum(bit for reference, bit in self.places(vacancy).items() if reference in must)

    def only_fail(self, bits: int, *, mask: int, vacancy: str = VACANCY) -> set[str]:
        """Clients who fail some of the bits and nothing else of the mask."""
        found = [(pair.client, pair.fail & (pair.fixed | mask | bits)) for pair in self.pairs(vacancy)]
        return {client for client, fails in found if fails and fails & ~bits == 0}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """Makes a world by the licence's status, once each."""

    @cache
    def at(status: str) -> World:
        files = tmp_path_factory.mktemp("files") / "demo"
        shutil.copytree(DEMO, files)
        sheet = files / "requirements.csv"
        text = sheet.read_text(encoding="utf-8")
        assert ROW in text
        sheet.write_text(text.replace(ROW, ROW.replace("As stated,", status)), encoding="utf-8")
        folder = tmp_path_factory.mktemp("programmes") / "one"
        programme: Programme = imported_into(folder, files, library=library())
        reader = Reader(Where(folder), programme, library())
        day = reader.shortlist(VACANCY).stamp.on
        return World(reader, market(programme, library=library(), on=day))

    return at


@pytest.fixture(scope="module")
def stated(worlds) -> World:
    return cast(World, worlds("As stated,"))


@pytest.fixture(scope="module")
def kept(worlds) -> World:
    return cast(World, worlds("Kept with reason,The van is taken to the other shop."))


@pytest.fixture(scope="module")
def pool(stated) -> CheckedVacancy:
    return check_with_pool(stated.reader.where, VACANCY)


def of(checked: CheckedVacancy, reference: str) -> RequirementPool:
    assert checked.pool is not None
    return next(one for one in checked.pool.requirements if one.requirement == reference)


def only_the_licence(world: World) -> set[str]:
    bit = world.places()[LICENCE]
    return world.only_fail(bit, mask=world.pairs()[0].applied & ~bit)


def test_people_who_fail_only_the_licence_are_on_the_list_and_marked(stated):
    only = only_the_licence(stated)
    assert len(only) == 14
    assert only <= stated.running
    for client in only:
        pair = stated.reader.pair(client, VACANCY)
        assert pair.blocked_by == ()
        assert gate(pair, LICENCE).state == "not_met"
        assert not gate(pair, LICENCE).applied
        assert any("driving licence" in said.casefold() for said in pair.not_applied)


def test_they_are_counted_as_its_sole_blocked_pool(stated, pool):
    only = only_the_licence(stated)
    assert stated.reader.shortlist(VACANCY).sole[LICENCE] == len(only)
    assert of(pool, LICENCE).effect.sole == len(only)


def test_kept_with_a_reason_takes_exactly_those_people_off(stated, kept):
    only = only_the_licence(stated)
    assert stated.running - kept.running == only
    assert kept.running <= stated.running
    assert only <= kept.kept_out
    assert all(kept.reader.pair(client, VACANCY).blocked_by == (LICENCE,) for client in only)


@pytest.mark.parametrize("status", ["Relaxed,A licence is welcome.", "Removed,"])
def test_relaxed_brings_them_back(stated, worlds, status):
    relaxed = worlds(status)
    assert relaxed.running == stated.running
    assert only_the_licence(stated) <= relaxed.running


def test_every_figure_of_the_pool_equals_a_recount(stated, pool):
    assert pool.pool is not None
    effect, pairs = pool.pool.effect, stated.pairs()
    now, asked = pairs[0].applied, stated.essential()
    assert effect.considered == len(pairs)
    assert effect.as_applied == sum(not pair.blocked_by for pair in pairs) == len(stated.running)
    assert effect.as_stated == sum(not pair.fail & (pair.fixed | asked) for pair in pairs)
    assert effect.no_fixed_gate == sum(not pair.fail & pair.fixed for pair in pairs)
    assert effect.as_applied > effect.as_stated
    for reference, bit in stated.places().items():
        found = of(pool, reference).effect
        assert found.sole == len(stated.only_fail(bit, mask=now & ~bit))
        assert found.sole_as_stated == len(stated.only_fail(bit, mask=asked & ~bit))
        assert found.any_open == sum(bool(pair.fail & bit) and not pair.fail & pair.fixed for pair in pairs)
        assert found.any_everyone == sum(bool(pair.fail & bit) for pair in pairs)
        assert found.relaxing_brings == (found.sole if bit & now else 0)


def test_the_best_two_to_relax_equal_a_trial_of_all(stated, pool):
    assert pool.pool is not None
    asked, best = stated.essential(), pool.pool.effect.best_pair_as_stated
    bits = {reference: bit for reference, bit in stated.places().items() if bit & asked}
    brought = {two: len(stated.only_fail(bits[two[0]] | bits[two[1]], mask=asked)) for two in combinations(bits, 2)}
    assert best is not None
    assert best.brings == max(brought.values()) == 17
    assert brought[pool.pool.named(best.first).requirement, pool.pool.named(best.second).requirement] == 17
    # Only one requirement is applied today, so no two can be relaxed together.
    assert pool.pool.effect.best_pair is None


def test_who_would_leave_the_rows_shown_if_it_were_kept_is_who_does(stated, kept, pool):
    """Told from the one pass with the licence kept; seen by importing the licence as kept."""
    told = {one.client: one.section for one in of(pool, LICENCE).gone}
    before = check(stated.reader.where, VACANCY).listed.rows
    after = {row.client for row in check(kept.reader.where, VACANCY).listed.rows if row.section != "one_requirement"}
    shown = {row.client: row.section for row in before if row.section != "one_requirement"}
    assert told == {client: section for client, section in shown.items() if client not in after}
    assert told.keys() <= only_the_licence(stated)
    assert {one.client for one in of(pool, LICENCE).new} == after - shown.keys()
    assert of(pool, LICENCE).tried == "kept_with_reason"


def test_who_would_come_on_if_the_grade_were_relaxed(stated, pool):
    new = {one.client for one in of(pool, MATHS).new}
    assert of(pool, MATHS).tried == "relaxed"
    assert stated.only_fail(stated.places()[MATHS], mask=stated.pairs()[0].applied) <= new


def test_asking_for_the_pool_changes_nothing_else(stated, pool):
    plain = check(stated.reader.where, VACANCY)
    assert plain.pool is None
    assert pool.requirements == plain.requirements
    assert pool.listed.rows == plain.listed.rows
    assert pool.listed.sole == plain.listed.sole
    assert pool.to_employer == plain.to_employer


def test_to_the_employer_it_says_several_or_fewer_than_five_and_no_number(stated, pool):
    licence, maths = of(pool, LICENCE), of(pool, MATHS)
    assert licence.effect.sole >= 5 > maths.effect.sole > 0
    assert licence.to_employer is not None
    assert "several" in licence.to_employer
    assert maths.to_employer is not None
    assert "fewer than five" in maths.to_employer
    for said in (licence.to_employer, maths.to_employer):
        assert not any(letter.isdigit() for letter in said)
        assert said.startswith("Among our clients")
        assert not any(client in said for client in stated.reference.subjects)
    # What is only welcome keeps nobody out.
    assert of(pool, "R4").to_employer is None


def test_of_language_an_employer_hears_no_figure_at_all(stated):
    found = check_with_pool(stated.reader.where, "V0023")
    assert of(found, "R1").effect.sole == 7
    assert of(found, "R1").to_employer is None


def test_of_records_health_age_family_and_papers_neither(stated):
    asked = [one for vacancy in stated.reader.programme.vacancies for one in vacancy.requirements]
    for kind in ("dbs_check", "physical", "age", "availability_full_flex", "language"):
        own = [one for one in asked if any(need.kind == kind for need in one.needs)]
        assert own
        assert all(employer_figure(one, 50, library=library()) is None for one in own)
    silent = library().employer_figures
    assert {"right_to_work", "vaccination"} <= silent.silent_kinds
    assert {matter.about for matter in silent.no_figure} == {
        "records", "health", "age", "family", "papers", "language",
    }  # fmt: skip


@pytest.mark.parametrize(("people", "word"), [(1, "fewer than five"), (4, "fewer than five"), (5, "several")])
def test_the_word_turns_at_five(stated, people, word):
    record = next(one for one in stated.reader.programme.vacancies if one.id == VACANCY)
    said = employer_figure(record.requirements[0], people, library=library())
    assert said is not None
    assert word in said
    assert employer_figure(record.requirements[0], 0, library=library()) is None


def test_over_the_whole_market_every_figure_equals_a_recount(stated):
    found = whole_market(stated.reader.where)
    open_ = [one for one in stated.reader.programme.vacancies if stated.reference.is_open(one)]
    assert (found.clients, found.vacancies) == (len(stated.reference.subjects), len(open_))
    assert found.pairs == len(stated.reference.subjects) * len(open_)
    asking = [one for one in open_ if any(need.kind == "licence_driving" for r in one.requirements for need in r.needs)]
    assert len(asking) > 1
    recount = dict.fromkeys(("sole", "kept_out", "any", "everyone"), 0)
    people: set[str] = set()
    today: set[str] = set()
    for vacancy in asking:
        bit = next(
            stated.places(vacancy.id)[r.id] for r in vacancy.requirements if r.needs[0].kind == "licence_driving"
        )
        pairs = stated.pairs(vacancy.id)
        now = pairs[0].applied
        alone = stated.only_fail(bit, mask=now & ~bit, vacancy=vacancy.id)
        people |= alone
        today |= alone if bit & now else set()
        recount["sole"] += len(alone)
        recount["kept_out"] += len(alone) if bit & now else 0
        recount["any"] += sum(bool(pair.fail & bit) and not pair.fail & pair.fixed for pair in pairs)
        recount["everyone"] += sum(bool(pair.fail & bit) for pair in pairs)
    first = found.requirements[0]
    assert first.kinds == ("licence_driving",)
    assert first.vacancies == len(asking)
    assert (first.sole, first.kept_out, first.any_open, first.any_everyone) == tuple(recount.values())
    assert (first.people, first.people_today) == (len(people), len(today))
    assert first.sole > first.people > first.people_today
    assert found.passing == sum(not p.blocked_by for one in open_ for p in stated.pairs(one.id))
    for rows in (found.by_occupation, found.by_place):
        own = [one for one in rows if one.kinds == first.kinds]
        for figure in ("vacancies", "applied", "sole", "kept_out", "any_open", "any_everyone"):
            assert sum(getattr(one, figure) for one in own) == getattr(first, figure)
    kept_out = [one.people for one in found.requirements]
    assert kept_out == sorted(kept_out, reverse=True)


class TestCommand:
    """The same from the command line."""

    def test_pool(self, run, demo):
        told = json.loads(run("check", VACANCY, "--pool", "--json").out)
        pool = told["pool"]
        assert pool["frame"] == "among our clients"
        assert (pool["passing"], pool["passing_if_all_applied"]) == (told["passing"], told["passing_if_all_applied"])
        licence = pool["requirements"][0]
        assert licence["sole"] == told["requirements"][0]["sole"] == 14
        assert licence["if_status"] == "kept_with_reason"
        assert pool["best_pair_as_stated"] == {"requirements": ["R1", "R2"], "brings": 17, "only_together": 2}
        said = " ".join(run("check", VACANCY, "--pool").out.split())
        assert "Driving licence, category B, among our clients" in said
        assert f"no longer shown among those in the running: {licence['gone'][0]['client']}" in said

    def test_without_it_the_answer_is_as_before(self, run, demo):
        assert "pool" not in json.loads(run("check", VACANCY, "--json").out)
        assert "among our clients" not in run("check", VACANCY).out

    def test_market(self, run, demo):
        told = json.loads(run("check", "--market", "--json").out)
        assert told["requirements"][0]["kinds"] == ["licence_driving"]
        assert told["by_place"][0]["place"] == "ND8"
        assert "Kept out by it alone: 11 people (19 pairs) today," in " ".join(run("check", "--market").out.split())
        lines = run("check", "--market", "--csv").out.splitlines()
        assert lines[0].startswith("level,where,requirement,kinds,vacancies,applied,people,people_today,sole,kept_out,")
        rows = len(told["requirements"]) + len(told["by_occupation"]) + len(told["by_place"])
        assert len(lines) == 1 + rows
        assert all(line.endswith(",among our clients") for line in lines[1:])

    @pytest.mark.parametrize(
        ("typed", "says"),
        [
            (["check"], "--market"),
            (["check", VACANCY, "--market"], "leave out"),
            (["check", "--market", "--pool"], "leave out"),
            (["check", VACANCY, "--csv"], "--market"),
            (["check", "--market", "--csv", "--json"], "choose one"),
        ],
    )
    def test_what_cannot_be_is_said_plainly(self, run, demo, typed, says):
        ran = run(*typed)
        assert ran.code == 2
        assert says in ran.err


def test_the_demo_files_are_the_ones_read_here():
    assert Path(demo_files()).resolve() == DEMO.resolve()
