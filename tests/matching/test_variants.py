"""A vacancy changed beside itself in one pass gives the list that the change itself would give, tie for tie."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from matcher.audit.doubts import all_findings
from matcher.columns.build import build_columns
from matcher.evidence.standings import all_standings
from matcher.library.load import load_library
from matcher.matching.match import match
from matcher.matching.variants import Shift, as_the_same, shift
from matcher.records.words import RequirementStatus
from matcher.specimens.programme import made_up
from tests.chances import Seeded
from tests.wild import ON
from tests.wild_work import programme as wild_programme

LIBRARY = load_library()
FEW = np.array([3, 3, 3, 3])


def matched(programme, *, variants=None, on=ON):
    standings = all_standings(programme.observations, programme.actions, rubric=LIBRARY.rubric, on=on)
    _, effects = all_findings(programme.vacancies, library=LIBRARY)
    columns = build_columns(programme, library=LIBRARY, standings=standings, effects=effects, on=on)
    columns = as_the_same(columns, variants) if variants else columns
    return match(columns, LIBRARY, lists="vacancies", most=FEW, driver="numpy")


def relaxed(vacancy, place, **named):
    requirements = [
        one.model_copy(update={"status": RequirementStatus.RELAXED}) if at == place else one
        for at, one in enumerate(vacancy.requirements)
    ]
    return vacancy.model_copy(update={"requirements": tuple(requirements), **named})


def kept(found, vacancy):
    row = found.columns.vacancies.row(vacancy)
    own = found.part.by_vacancy.subject == row
    return found.part.by_vacancy.row[own].tolist(), found.part.by_vacancy.key[own].tolist()


def programmes():
    yield from ((wild_programme(Seeded(seed), clients=40, vacancies=12), ON) for seed in range(3))
    on = dt.date(2026, 11, 16)
    yield from ((made_up(clients=40, vacancies=12, seed=seed, on=on, library=LIBRARY), on) for seed in range(2))


@pytest.mark.parametrize(("programme", "on"), list(programmes()))
def test_what_a_variant_shows_is_what_the_change_would_show(programme, on):
    asking = [one for one in programme.vacancies if one.requirements]
    variants = {f"{one.id} changed": one.id for one in asking}
    beside = tuple(relaxed(one, 0, id=f"{one.id} changed") for one in asking)
    whole = programme.model_copy(update={"vacancies": (*programme.vacancies, *beside)})
    changed = {one.id: relaxed(one, 0) for one in asking}
    really = tuple(changed.get(one.id, one) for one in programme.vacancies)
    both = matched(whole, variants=variants, on=on)
    plain = matched(programme, on=on)
    after = matched(programme.model_copy(update={"vacancies": really}), on=on)
    for variant, of in variants.items():
        assert kept(both, of) == kept(plain, of)
        assert kept(both, variant) == kept(after, of)


def test_who_comes_on_and_who_goes_off():
    """Told of rows that nothing blocks; each stands in one of the two lists and not in the other."""
    on = dt.date(2026, 11, 16)
    programme = made_up(clients=60, vacancies=20, seed=4, on=on, library=LIBRARY)
    asking = [one for one in programme.vacancies if one.requirements]
    variants = {f"{one.id} changed": one.id for one in asking}
    beside = tuple(relaxed(one, 0, id=f"{one.id} changed") for one in asking)
    found = matched(
        programme.model_copy(update={"vacancies": (*programme.vacancies, *beside)}), variants=variants, on=on
    )
    moved = 0
    for variant, of in variants.items():
        lists = []
        for one in (of, variant):
            rows, keys = kept(found, one)
            names = [found.columns.clients.ids[row] for row in rows]
            lists.append({name: key >> 62 for name, key in zip(names, keys, strict=True) if key >> 62 != 3})
        before, after = lists
        told = shift(found, of, variant)
        assert dict(told.new) == {name: after[name] for name in after.keys() - before.keys()}
        assert dict(told.gone) == {name: before[name] for name in before.keys() - after.keys()}
        moved += len(told.new)
        assert shift(found, of, of) == Shift((), ())
    assert moved


def test_a_variant_takes_the_words_said_about_what_it_stands_for():
    programme = next(programmes())[0]
    as_it_is = matched(programme, variants={}).columns
    spoken_of = as_it_is.vacancies.ids[as_it_is.pairs.vacancies[0]]
    first = next(one for one in programme.vacancies if one.id == spoken_of)
    beside = first.model_copy(update={"id": "changed"})
    whole = programme.model_copy(update={"vacancies": (*programme.vacancies, beside)})
    columns = matched(whole, variants={"changed": first.id}).columns
    pairs, own, other = columns.pairs, columns.vacancies.row(first.id), columns.vacancies.row("changed")
    said = {
        row: list(zip(pairs.clients[pairs.vacancies == row], pairs.kind[pairs.vacancies == row], strict=True))
        for row in (own, other)
    }
    assert said[own]
    assert said[own] == said[other]
    table = list(zip(pairs.clients.tolist(), pairs.vacancies.tolist(), pairs.kind.tolist(), strict=True))
    assert table == sorted(set(table))
