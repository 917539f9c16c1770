"""Which employers may be one: the declared examples hold, nothing depends on order, and no pass is quadratic."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.base.ids import EmployerId
from matcher.brokerage import same
from matcher.brokerage.employer_names import NameReader
from matcher.brokerage.same import hosts_of, pairs, where_they_work
from matcher.library.load import load_library
from matcher.records.dealings import SameEmployer
from matcher.records.employer import Employer, Site
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy

RULES = load_library().brokerage.same_employer
READER = NameReader(RULES)
WORDS = ["Northdene", "Northden", "Pembridge", "Kitchens", "Kitchns", "Care", "Ltd", "North", "South", "4", "t/a", "-"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
SECTORS = st.sampled_from([(), ("ND3 4",), ("ND3 5",), ("QX1 1",), ("ND3 4", "QX1 1")])


def employer(number: int, name: str, sectors=(), **more) -> Employer:
    return Employer(id=f"E{number}", name=name, sites=tuple(Site(sector=one) for one in sectors), **more)


def verdict(found: same.Pairs) -> str:
    return "sure" if found.sure else "doubtful" if found.doubtful else "apart"


@pytest.mark.parametrize("example", RULES.examples, ids=lambda one: " | ".join(one.names))
def test_the_declared_examples_hold_whichever_comes_first(example):
    both = [
        employer(number, name, sectors, agency=agency)
        for number, (name, sectors, agency) in enumerate(
            zip(example.names, example.sectors, example.agency, strict=True)
        )
    ]
    assert verdict(pairs(both, [], RULES)) == example.is_, example.why
    turned = [one.model_copy(update={"id": f"E{9 - place}"}) for place, one in enumerate(both)]
    assert verdict(pairs(turned, [], RULES)) == example.is_


@given(st.lists(st.tuples(NAMES, SECTORS), min_size=2, max_size=7), st.randoms(use_true_random=False))
def test_pairs_do_not_depend_on_order_and_each_comes_once(made, order):
    employers = [employer(number, name, sectors) for number, (name, sectors) in enumerate(made)]
    found = pairs(employers, [], RULES)
    shuffled = list(employers)
    order.shuffle(shuffled)
    assert pairs(shuffled, [], RULES) == found
    both = [(one.first, one.second) for one in (*found.sure, *found.doubtful)]
    assert len(both) == len(set(both))
    assert all(first != second for first, second in both)
    assert all(set(one.seen) <= set(RULES.says) for one in (*found.sure, *found.doubtful))


@given(NAMES, NAMES)
def test_two_names_are_as_alike_from_either_side(one, other):
    for first, second in itertools.product(READER.read(one), READER.read(other)):
        assert READER.likeness(first, second).of_100 == READER.likeness(second, first).of_100
        assert 0 <= READER.likeness(first, second).of_100 <= 100


@given(st.text(max_size=300))
def test_any_text_can_be_a_name_and_is_like_itself(text):
    names = READER.read(text)
    assert names or not text.strip()
    assert all(READER.likeness(one, one).of_100 in (0, 100) for one in names)


def test_what_a_person_said_is_not_asked_again():
    both = [employer(1, "Northdene Kitchens"), employer(2, "Northdene Kitchens Ltd"), employer(3, "Northdene Kitchens")]
    for same_one in (True, False):
        said = [SameEmployer(first="E2", second="E1", same=same_one, on="2026-11-02")]
        found = pairs(both, said, RULES)
        assert [(one.first, one.second) for one in found.sure] == [("E1", "E3")]
    joined = SameEmployer(first="E1", second="E2", same=True, on="2026-11-02")
    apart = SameEmployer(first="E2", second="E3", same=False, on="2026-11-02")
    assert verdict(pairs(both, [joined, apart], RULES)) == "apart", "E1 is E2, and E2 is not E3"


def test_an_agency_is_never_the_same_as_its_host():
    agency, host = employer(1, "Example Kitchens", agency=True), employer(2, "Example Kitchens")
    programme = Programme(
        employers=(agency, host), vacancies=(Vacancy(id="V1", title="Cook", employer="E1", host="E2", sector="ND3 4"),)
    )
    assert verdict(pairs(programme.employers, [], RULES)) == "doubtful"
    assert verdict(pairs(programme.employers, [], RULES, hosts=hosts_of(programme))) == "apart"
    assert where_they_work(programme) == {"E2": {"ND3 4"}}, "people work at the host"


def test_other_names_count():
    both = [employer(1, "Example Holdings", also=("Sunrise Canteens",)), employer(2, "Sunrise Canteens Ltd")]
    assert verdict(pairs(both, [], RULES)) == "sure"


def test_only_what_came_in_is_looked_at_where_that_is_asked():
    held = [employer(1, "Northdene Kitchens"), employer(2, "Northdene Kitchens Ltd")]
    new = employer(3, "NORTHDENE KITCHENS")
    found = pairs([*held, new], [], RULES, about=[EmployerId("E3")])
    assert {(one.first, one.second) for one in found.sure} == {("E1", "E3"), ("E2", "E3")}
    first = Employer(id="A", name="Northdene Kitchens")
    found = pairs([*held, first], [], RULES, about=[EmployerId("A")])
    assert {(one.first, one.second) for one in found.sure} == {("A", "E1"), ("A", "E2")}


def test_a_chain_of_one_name_is_a_line_and_not_a_square():
    chain = [employer(number, "Example Stores") for number in range(400)]
    found = pairs(chain, [], RULES)
    assert len(found.sure) == len(chain) - 1


def test_each_branch_goes_with_one_in_its_own_place():
    chain = [employer(number, "Example Foods", (f"{'ND' if number % 2 else 'QX'}3 4",)) for number in range(8)]
    found = pairs(chain, [], RULES)
    assert {(one.first, one.second) for one in found.doubtful} == {("E0", "E1")}
    assert len(found.sure) == 6


def test_the_work_grows_with_the_number_of_employers(monkeypatch):
    """Counted, not timed: comparisons for each employer stay alike when there are four times as many."""
    syllables = ["bar", "den", "mor", "ton", "wick", "ley", "ash", "field", "har", "low", "sel", "by"]
    whole = ["".join(parts).title() for parts in itertools.product(syllables, repeat=3)]
    counted: list[int] = []

    def compared(names):
        counted.clear()
        before = same._Looking.compare

        def counting(self, one, other):
            counted.append(1)
            return before(self, one, other)

        monkeypatch.setattr(same._Looking, "compare", counting)
        pairs([employer(number, f"{name} Care") for number, name in enumerate(names)], [], RULES)
        monkeypatch.setattr(same._Looking, "compare", before)
        return len(counted)

    few, many = compared(whole[::8]), compared(whole[::2])
    assert many < len(whole[::2]) * 40
    assert many < 12 * max(few, len(whole[::8]))
