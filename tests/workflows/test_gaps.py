"""Gaps: every count again by the plain reference, counts that add up, and nothing shown that tells of a few people."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from matcher.base.weeks import WEEK
from matcher.explain.gaps import HEADINGS, State
from matcher.matching import offers as offers_module
from matcher.measures.all import MEASURES
from matcher.records.words import Condition, Cover, Emphasis, Kind, Stance
from matcher.store.about import About
from matcher.store.folder import create_folder
from matcher.workflows.desk import open_desk
from matcher.workflows.outlook.gaps import counted_gaps
from matcher.workflows.where import Where
from tests.chances import Seeded
from tests.demos import library, made_demo
from tests.hands import SIGNED
from tests.reference.care import weeks
from tests.reference.lists import missing_facts
from tests.reference.market import market as reference
from tests.wild import ON
from tests.wild_work import programme as wild_programme

LIBRARY = library()
GATES = {gate.id: gate for gate in LIBRARY.gates.gates}
BIT = {name: 1 << gate.bit for name, gate in GATES.items()}
DEMO = made_demo()


@pytest.fixture(params=["demo", 0, 1], scope="module")
def where(request, tmp_path_factory):
    if request.param == "demo":
        return Where(DEMO)
    tmp_path = tmp_path_factory.mktemp("gaps")
    made = wild_programme(Seeded(request.param), clients=30, vacancies=12)
    with create_folder(tmp_path / "programme", About(name="A test", data_date=ON)).changing(SIGNED) as change:
        change.put(made)
    return Where(tmp_path / "programme")


@pytest.fixture(scope="module")
def found(where):
    """The gaps as counted."""
    return counted_gaps(where)[0]


@pytest.fixture(scope="module")
def again(where):
    """The same, counted again."""
    return Recount(where)


class Recount:
    """The same counts by the plain reference, pair by pair."""

    def __init__(self, where):
        desk = open_desk(where)
        self.programme = desk.read().programme
        self.plain = reference(self.programme, library=LIBRARY, on=desk.on)
        self.strict = reference(as_musts(self.programme), library=LIBRARY, on=desk.on)
        self.open = [one for one in self.programme.vacancies if self.plain.is_open(one)]
        self.clients = {one.id: one for one in self.programme.clients}
        self.musts = {c: [self.plain.pair(c, v.id) for v in self.open] for c in self.clients}
        self.wishes = {c: [self.strict.pair(c, v.id) for v in self.open] for c in self.clients}

    def stops(self, client):
        return [pair.fail & (pair.fixed | pair.applied) for pair in self.musts[client]]

    def lacks(self, client):
        """For each open vacancy the set of what it lacks of all that was asked for."""
        found = []
        for pair in self.wishes[client]:
            stops = pair.fail & (pair.fixed | pair.applied)
            lacking = [name for name, bit in BIT.items() if stops & bit] + ["requirement"] * (stops >> 24).bit_count()
            found.append(lacking + (["work"] if self.steps(pair).least > 1 and not pair.opted_in else []))
        return found

    def steps(self, pair):
        return next(line for line in pair.terms if line.term == "occupation_wanted")

    def sure(self, client):
        """Vacancies known to have all that was asked for and recorded."""
        missing = missing_facts(self.strict.subjects[client].person.states)
        stated = sum(
            BIT[name]
            for name, gate in GATES.items()
            if gate.condition is not None and not missing & set(MEASURES[gate.measure].client)
        )
        return [
            not lacking
            and not pair.unknown & stated
            and ("goal" in missing or self.steps(pair).most <= 1 or pair.opted_in)
            for pair, lacking in zip(self.wishes[client], self.lacks(client), strict=True)
        ]

    def state(self, client):
        if 0 not in self.stops(client):
            return State.EMPTY
        if [] not in self.lacks(client):
            return State.PARTLY
        return State.OFFERED if any(self.sure(client)) else State.MAYBE


def as_musts(programme):
    """Everybody's wishes as musts; what they do not mind stays so."""
    clients = []
    for one in programme.clients:
        emphasis = {
            c: Emphasis.ANY if one.conditions.stance_on(c) is Emphasis.ANY else Emphasis.MUST for c in Condition
        }
        clients.append(one.model_copy(update={"conditions": one.conditions.model_copy(update={"emphasis": emphasis})}))
    return programme.model_copy(update={"clients": tuple(clients)})


def alone_of(lacks):
    """(what alone is missing somewhere, what is missing from everything nearest), for one client."""
    alone = {one[0] for one in lacks if len(one) == 1}
    fewest = min(map(len, lacks), default=0)
    nearest = [set(one) for one in lacks if len(one) == fewest]
    return alone, set.intersection(*nearest) if nearest else set()


def test_every_count_equals_a_recount(found, again):
    states = {client: again.state(client) for client in again.clients}
    assert found.states == {state: list(states.values()).count(state) for state in State}
    assert (found.clients, found.vacancies) == (len(again.clients), len(again.open))
    named = {one.gate for one in LIBRARY.gaps.conditions} | {"requirement", "work"}
    for counted, state in ((found.alone_today, State.EMPTY), (found.alone_asked, State.PARTLY)):
        by: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        several = 0
        people = [client for client, stands in states.items() if stands is state]
        for client in people:
            lacks = again.lacks(client)
            if state is State.EMPTY:
                lacks = [
                    [name for name, bit in BIT.items() if stop & bit] + ["requirement"] * (stop >> 24).bit_count()
                    for stop in again.stops(client)
                ]
            several += not alone_of(lacks)[0]
            for place, names in enumerate(alone_of(lacks)):
                for name in {one if one in named else "other" for one in names}:
                    by[name][place] += 1
        assert (counted.people, counted.several) == (len(people), several)
        assert dict(counted.by) == {name: tuple(by[name]) for name in (*named, "other")}


def test_what_offers_it_equals_a_recount(found, again):
    about = {"hours": BIT["hours"], "times": BIT["times"], "place": BIT["travel"]}
    kinds = {"hours": hours_of, "times": times_of, "place": place_of}
    for view, bit in about.items():
        people = defaultdict(list)
        for client in again.clients.values():
            people[kinds[view](client)].append(client.id)
        rows = {row.cell[0]: row for row in found.views[view]}
        assert {kind: len(ones) for kind, ones in people.items()} == {
            kind: sum(row.people.of) for kind, row in rows.items()
        }
        for kind, ones in people.items():
            does = may = 0
            for place in range(len(again.open)):
                pairs = [again.wishes[client][place] for client in ones]
                sure = any(not (pair.fail | pair.unknown) & bit for pair in pairs)
                does += sure
                may += not sure and any(not pair.fail & bit for pair in pairs)
            assert (rows[kind].known, rows[kind].may) == (does, may), (view, kind)


def hours_of(client):
    wants = client.conditions
    if wants.stance_on(Condition.HOURS) is Emphasis.ANY:
        return "any"
    said = wants.hours_least_minutes if wants.hours_most_minutes is None else wants.hours_most_minutes
    if said is None:
        return None
    return next(one.says for one in LIBRARY.gaps.hours if one.upto is None or said / 60 <= one.upto)


def place_of(client):
    return client.sector.split()[0] if client.sector else None


def times_of(client):
    """The narrowest usual week, minute by minute."""
    wants = client.conditions
    if wants.stance_on(Condition.TIMES) is Emphasis.ANY:
        return "any"
    if wants.week is None:
        return None
    hopes_come_true = tuple(
        window if window.cover is Cover.NONE else window.model_copy(update={"cover": Cover.CONFIRMED, "since": None})
        for window in wants.care
    )
    settled = client.model_copy(update={"conditions": wants.model_copy(update={"care": hopes_come_true})})
    (term,) = weeks(settled, ON).term
    free = {minute for minute in range(WEEK) if term.free >> minute & 1}
    patterns = [LIBRARY.weeks.by_id[one] for one in LIBRARY.gaps.times]
    usual = [({m % WEEK for start, end in one.spells for m in range(start, end)}, one) for one in patterns]
    usual.sort(key=lambda one: (len(one[0]), one[1].id))
    holds = [one.name for minutes, one in usual if 1000 * len(free - minutes) <= 150 * len(free)]
    return holds[0] if free and holds else None


def test_occupations_equal_a_recount(found, again):
    expected = []
    for entry in sorted(LIBRARY.occupations.entries, key=lambda one: one.title):
        wants = [
            client
            for client, one in again.clients.items()
            if entry.id in {s.what.to for s in one.says(Stance.WANTS, Kind.OCCUPATION)}
        ]
        places = [p for p, one in enumerate(again.open) if one.occupation and one.occupation.to == entry.id]
        open_to = [client for client in wants if any(again.stops(client)[place] == 0 for place in places)]
        if wants:
            expected.append((entry.title, len(wants), len(open_to), len(places)))
    assert found.occupations == tuple(expected)


def test_counts_add_up_to_everybody(found):
    assert sum(found.states.values()) == found.clients
    for rows in found.views.values():
        assert tuple(sum(row.people.of[state] for row in rows) for state in State) == tuple(found.states.values())
        assert all(row.known + row.may <= found.vacancies for row in rows)
    for alone in (found.alone_today, found.alone_asked):
        assert alone.several <= alone.people


def test_nothing_shown_tells_of_a_few_people(where):
    found, told = counted_gaps(where)
    people = [*told.states.values(), told.several_today, told.several_asked]
    people += [n for one in (*told.alone_today, *told.alone_asked) for n in (one.people, one.every)]
    for view, rows in told.views.items():
        real = {row.cell: sum(row.people.of) for row in found.views[view]}
        for row in rows:
            people += [row.people, row.empty, row.partly, row.maybe, row.offered]
            cell = tuple(None if one == LIBRARY.gaps.words.nobody_asked else one for one in row.kinds)
            assert real[cell] >= LIBRARY.gaps.smallest
        assert len(rows) == sum(count >= LIBRARY.gaps.smallest for count in real.values())
    people += [n for one in told.occupations for n in (one.people, one.with_open)]
    assert people
    assert all(n is None or n % LIBRARY.gaps.rounded_to == 0 for n in people)


def test_strips_and_threads_do_not_show(where, found, monkeypatch):
    monkeypatch.setattr(offers_module, "STRIP_PAIRS", 40)
    monkeypatch.setattr("matcher.workflows.outlook.gaps.threads", lambda: 3)
    assert counted_gaps(where)[0] == found


def test_without_vacancies_everybody_has_an_empty_list_and_without_people_nobody(tmp_path):
    for clients, vacancies in ((6, 0), (0, 3), (0, 0)):
        folder = tmp_path / f"{clients} {vacancies}"
        with create_folder(folder, About(name="A test", data_date=ON)).changing(SIGNED) as change:
            change.put(wild_programme(Seeded(1), clients=clients, vacancies=vacancies))
        found, told = counted_gaps(Where(folder))
        assert found.states[State.EMPTY] == (found.clients if not vacancies else 0)
        assert found.alone_today.several == found.alone_today.people
        assert told.vacancies == found.vacancies


def test_screen_json_and_page(run, demo, tmp_path):
    ran = run("gaps")
    assert ran.code == 0
    assert "an honest empty list" in ran.out
    told = json.loads(run("gaps", "--json").out)
    assert set(told["views"]) == {view.replace(" ", "_") for view in HEADINGS}
    assert "views" not in json.loads(run("gaps", "--by", "occupation", "--json").out)
    page = tmp_path / "gaps.html"
    assert run("gaps", "--by", "hours", "-o", str(page)).code == 0
    assert "By times of the week" in page.read_text(encoding="utf-8")
    assert "<script" not in page.read_text(encoding="utf-8")
    assert run("gaps", "-o", str(tmp_path / "gaps.json")).code == 0
    assert json.loads((tmp_path / "gaps.json").read_text(encoding="utf-8")) == told
    assert run("gaps", "--by", "colour").code == 2
    assert run("gaps", "-o", "gaps.doc").code == 2
