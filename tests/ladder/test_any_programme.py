"""Whatever records there are, a ladder can be made of them, and it keeps its own sums."""

from __future__ import annotations

import json

import pytest

from matcher.explain.ladder import LadderWords
from matcher.matching.match import match
from matcher.outputs.ladder import ladder_as_json
from matcher.workflows.lists.runs import stamp
from matcher.workflows.opening.ladder import ladder_of_client, ladder_of_pair, ladder_of_vacancy
from tests import wild_work
from tests.chances import Seeded
from tests.demos import library
from tests.ladder.test_counts import prepared
from tests.wild import ON


@pytest.mark.parametrize("seed", [3, 17, 31, 58])
def test_any_programme_has_a_ladder_both_ways_that_adds_up(seed):
    programme = wild_work.programme(Seeded(seed), clients=3, vacancies=5)
    ready = prepared(programme, library(), ON)
    matched = match(ready.columns, library(), driver="numpy")
    run = stamp(inputs="", models="", on=ON, arguments=[])
    words = LadderWords(ready.context(run), home=False)
    for client in programme.clients:
        ladder = ladder_of_client(ready, matched, client.id, run)
        assert ladder.open_today + ladder.shut == ladder.considered == len(programme.vacancies)
        assert ladder.could_open <= ladder.shut
        counts = [ladder.open_today, *(count for _, count in ladder.by_minutes), ladder.open_today + ladder.could_open]
        assert counts == sorted(counts)
        json.dumps(ladder_as_json(ladder))
        pairs = [ladder_of_pair(ready, matched, client.id, one.id, words) for one in programme.vacancies]
        assert sum(one is not None for one in pairs) == ladder.shut
        assert sum(bool(one.sets) for one in pairs if one) == ladder.could_open
    for vacancy in programme.vacancies:
        ladder_ = ladder_of_vacancy(ready, matched, vacancy.id, run)
        assert all(one.opens > 0 and ladder_.open_today + one.opens <= ladder_.considered for one in ladder_.moves)
