"""Keeping the best: any split into parts gives the same rows and the same count of ties."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.matching.selection import Selected, select

MOST = np.array([3, 1, 2, 2])
LISTS = 3

rows = st.lists(
    st.tuples(st.integers(0, LISTS - 1), st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)), max_size=40
)


def as_part(found):
    """Rows (list, section, band, number) as one uncut part; the row number is the place in the list."""
    key = [(section << 62) | (band << 55) | number for _, section, band, number in found]
    return Selected(
        np.array([one[0] for one in found], dtype=np.int32),
        np.arange(len(found), dtype=np.int32),
        np.array(key, dtype=np.uint64),
        np.zeros((LISTS, 4), dtype=np.int64),
    )


def cut(part, where):
    return Selected(part.subject[where], part.row[where], part.key[where], part.ties)


def plainly(found):
    """The same by sorting each section of each list in Python."""
    kept, ties = [], np.zeros((LISTS, 4), dtype=np.int64)
    for subject in range(LISTS):
        for section in range(4):
            own = sorted(
                ((band, number), at) for at, (s, c, band, number) in enumerate(found) if (s, c) == (subject, section)
            )
            best = own[: int(MOST[section])]
            kept += [at for _, at in best]
            if best:
                ties[subject, section] = sum(1 for (band, _), _ in own[len(best) :] if band == best[-1][0][0])
    return kept, ties


@given(rows)
def test_one_part_gives_what_sorting_gives(found):
    kept, ties = plainly(found)
    chosen = select([as_part(found)], MOST, lists=LISTS)
    assert chosen.row.tolist() == kept
    assert np.array_equal(chosen.ties, ties)


@given(rows, st.randoms(), st.integers(1, 5))
def test_any_split_and_order_of_merging_gives_the_same(found, random, pieces):
    part = as_part(found)
    piece_of = np.array([random.randrange(pieces) for _ in found], dtype=np.int64)
    parts = [select([cut(part, piece_of == piece)], MOST, lists=LISTS) for piece in range(pieces)]
    random.shuffle(parts)
    merged = parts[0]
    for more in parts[1:]:
        merged = select([merged, more], MOST, lists=LISTS)
    whole = select([part], MOST, lists=LISTS)
    assert merged.row.tolist() == whole.row.tolist()
    assert np.array_equal(merged.ties, whole.ties)
