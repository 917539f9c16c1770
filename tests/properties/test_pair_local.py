"""No pair depends on another: who else is there, in which order, changes nothing about a pair or its ties."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties.views import examples, view
from tests.strategies import programmes


@given(programme=programmes(), data=st.data())
@settings(max_examples=examples(30))
def test_other_people_and_other_jobs_change_no_record_and_no_place(programme, data, library):
    kept_clients = data.draw(st.lists(st.sampled_from(programme.clients), unique_by=lambda one: one.id, min_size=1))
    kept_jobs = data.draw(st.lists(st.sampled_from(programme.vacancies), unique_by=lambda one: one.id, min_size=1))
    fewer = programme.model_copy(update={"clients": tuple(kept_clients), "vacancies": tuple(kept_jobs)})
    everyone, some = view(programme, library), view(fewer, library)
    for pair, record in some.pairs.items():
        assert everyone.pairs[pair] == record
        assert everyone.on_shortlists[pair] == some.on_shortlists[pair]
    for pair, place in some.on_job_lists.items():
        assert everyone.on_job_lists[pair] == place


@given(programme=programmes(clients=6))
@settings(max_examples=examples(15))
def test_rows_share_a_rank_where_all_but_the_number_of_their_keys_is_equal(programme, library):
    said = view(programme, library).engine
    for found in (*map(said.shortlist, said.vacancies), *map(said.jobs, said.clients)):
        for section in {row.section for row in found.rows}:
            rows = [row for row in found.rows if row.section == section]
            for row in rows:
                better = [other for other in rows if other.key >> 40 < row.key >> 40]
                assert row.rank == 1 + len(better)
            assert [row.key for row in rows] == sorted(row.key for row in rows)


@given(programme=programmes(), data=st.data())
@settings(max_examples=examples(10))
def test_the_order_in_which_records_are_kept_changes_nothing(programme, data, library):
    shuffled = programme.model_copy(
        update={
            name: tuple(data.draw(st.permutations(getattr(programme, name))))
            for name in ("clients", "vacancies", "employers", "consents", "remembered", "places", "actions")
        }
    )
    one, other = view(programme, library), view(shuffled, library)
    assert (one.pairs, one.on_shortlists, one.on_job_lists) == (
        other.pairs,
        other.on_shortlists,
        other.on_job_lists,
    )
