"""The programme as it was at an edition: what was read then is read again, whatever has changed since."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.base.ids import VacancyId
from matcher.records.programme import Programme
from matcher.records.vacancy import Vacancy
from matcher.store.about import About
from matcher.store.folder import Folder, create_folder
from matcher.store.rows import rows_of
from tests.hands import SIGNED
from tests.store.test_folder import ON, agreed, client, put, seen

TITLES = ("Porter", "Cleaner", "Cook")


def with_everybody(title: str, clients: list[int], *, agreeing: list[int]) -> Programme:
    return Programme(
        clients=tuple(client(f"C{n}", words_for_employers=title) for n in clients),
        vacancies=(Vacancy(id=VacancyId("V1"), title=title),),
        observations=tuple(seen(f"C{n}", title) for n in clients),
        consents=tuple(agreed(f"C{n}") for n in agreeing),
    )


changes = st.lists(
    st.tuples(st.sampled_from(TITLES), st.sets(st.integers(1, 4)), st.sets(st.integers(1, 4))), min_size=1, max_size=6
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(changes=changes)
def test_every_edition_can_be_read_again(changes, tmp_path_factory) -> None:
    made = create_folder(tmp_path_factory.mktemp("past") / "p", About(name="p"))
    then = []
    for title, clients, agreeing in changes:
        put(made, with_everybody(title, sorted(clients), agreeing=sorted(agreeing & clients)))
        then.append(made.read(purpose="matching", on=ON))
    for read in then:
        again = made.as_of(read.edition).read(purpose="matching", on=ON)
        assert again == read


def test_both_databases_read_the_past_alike(folder: Folder) -> None:
    put(folder, with_everybody("Porter", [1, 2, 3], agreeing=[1, 2]))
    then = folder.read(purpose="matching", on=ON)
    put(folder, with_everybody("Cook", [1, 3, 4], agreeing=[1, 3, 4]))
    put(folder, with_everybody("Porter", [4], agreeing=[]))
    past = folder.as_of(then.edition)
    assert past.read(purpose="matching", on=ON) == then
    assert past.clients(purpose="matching", on=ON) == ["C1", "C2"]
    assert past.vacancies() == ["V1"]
    assert past.find("C3", purpose="matching", on=ON) == "no_basis"
    assert set(rows_of(past.everything())) == set(rows_of(with_everybody("Porter", [1, 2, 3], agreeing=[1, 2])))


def test_consent_counts_as_it_was_known_then(folder: Folder) -> None:
    """Withdrawn later, with effect from before: on that day nobody knew."""
    put(folder, Programme(clients=(client("C1"),), consents=(agreed("C1"),)))
    then = folder.read(purpose="matching", on=ON)
    put(folder, Programme(clients=(client("C1"),), consents=(agreed("C1", withdrawn=ON - dt.timedelta(days=1)),)))
    assert folder.read(purpose="matching", on=ON).programme.clients == ()
    assert folder.as_of(then.edition).read(purpose="matching", on=ON) == then


def test_the_past_is_never_changed(folder: Folder) -> None:
    with pytest.raises(AssertionError), folder.as_of(0).changing(SIGNED):
        pass
