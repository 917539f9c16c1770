"""Which records of employers may be one employer, by name and place (product D4, D5). Shown to a person, never done.

No pair is looked at that shares no word: names are put in blocks by the letters their own words begin and end with, so
that tens of thousands take seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from matcher.base.days import Day
from matcher.base.ids import EmployerId, SectorCode, natural_order
from matcher.brokerage.employer_names import Name, NameReader
from matcher.brokerage.one_employer import Groups
from matcher.library.brokerage.same import SameRules, Verdict
from matcher.records.dealings import SameEmployer
from matcher.records.employer import Employer
from matcher.records.programme import Programme

BLOCK_MOST = 100
"""Names compared with each other at once; a larger block is cut finer, by a second word."""
LETTERS = 4
ROUGHLY = 70
"""Of 100, by letters alone: pairs below are not looked at word by word."""

Sectors = Mapping[EmployerId, frozenset[SectorCode]]


@dataclass(frozen=True)
class Pair:
    """Two records that may be one employer."""

    first: EmployerId
    second: EmployerId
    likeness: int
    """Of 100, with what their places say; it may pass 100."""
    seen: tuple[str, ...]
    """What speaks for and against, by the names of the sentences in `same_employer.yaml`."""


@dataclass(frozen=True)
class Pairs:
    """Pairs that are sure to be one employer, and pairs that a person has to look at; the likeliest first."""

    sure: tuple[Pair, ...]
    doubtful: tuple[Pair, ...]


def pairs(
    employers: Iterable[Employer],
    said: Iterable[SameEmployer],
    rules: SameRules,
    *,
    sectors: Sectors | None = None,
    hosts: Iterable[tuple[EmployerId, EmployerId]] = (),
    about: Collection[EmployerId] | None = None,
) -> Pairs:
    """Records that may be one employer and of which nobody has said so, or that they are two.

    `sectors`: where each works, besides its sites. `hosts`: (agency, host) of vacancies, which are never one.
    `about`: only pairs with one of these on one side.
    """
    held = {one.id: one for one in employers}
    looking = _Looking(held, rules, sectors or {})
    groups = Groups.of([*said, *_never(hosts)])
    seen: set[tuple[EmployerId, EmployerId]] = set()
    verdicts: dict[Verdict, list[Pair]] = {"sure": [], "doubtful": [], "apart": []}
    for one, other in looking.candidates(frozenset(about) if about is not None else None):
        both = (one, other) if looking.order[one] < looking.order[other] else (other, one)
        if both not in seen and not groups.settled(*both):
            seen.add(both)
            pair, verdict = looking.compare(*both)
            verdicts[verdict].append(pair)
    return Pairs(_ordered(verdicts["sure"]), _ordered(verdicts["doubtful"]))


def where_they_work(programme: Programme) -> dict[EmployerId, frozenset[SectorCode]]:
    """The sectors of each employer's vacancies and sites."""
    found: dict[EmployerId, set[SectorCode]] = defaultdict(set)
    for vacancy in programme.vacancies:
        works = vacancy.host or vacancy.employer
        if works is not None and vacancy.sector is not None:
            found[works].add(vacancy.sector)
    for employer in programme.employers:
        found[employer.id].update(site.sector for site in employer.sites if site.sector is not None)
    return {one: frozenset(sectors) for one, sectors in found.items() if sectors}


def hosts_of(programme: Programme) -> set[tuple[EmployerId, EmployerId]]:
    """(who supplies the people, where they work) of every vacancy where these are two."""
    return {(one.employer, one.host) for one in programme.vacancies if one.employer and one.host}


def _never(hosts: Iterable[tuple[EmployerId, EmployerId]]) -> Iterator[SameEmployer]:
    for agency, host in hosts:
        if agency != host:
            yield SameEmployer(first=agency, second=host, same=False, on=Day.max, turn=1_000_000)


def _ordered(found: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted(found, key=lambda one: (-one.likeness, natural_order(one.first), natural_order(one.second))))


class _Looking:
    """Employers with their names taken apart."""

    def __init__(self, held: Mapping[EmployerId, Employer], rules: SameRules, sectors: Sectors) -> None:
        self.held, self.rules, self.reader = held, rules, NameReader(rules)
        self.order = {one: place for place, one in enumerate(sorted(held, key=natural_order))}
        self.names = {one.id: self._names(one) for one in held.values()}
        self.sectors = {
            one.id: frozenset(
                {*sectors.get(one.id, ()), *(site.sector for site in one.sites if site.sector is not None)}
            )
            for one in held.values()
        }

    def _names(self, employer: Employer) -> tuple[Name, ...]:
        texts = (employer.name, *employer.also)
        return tuple(dict.fromkeys(name for text in texts for name in self.reader.read(text)))

    # --- which pairs to look at

    def candidates(self, about: frozenset[EmployerId] | None) -> Iterator[tuple[EmployerId, EmployerId]]:
        """Pairs worth comparing; some come more than once."""
        alike: dict[str, list[EmployerId]] = defaultdict(list)
        for one in self.order:
            for joined in {name.joined for name in self.names[one]}:
                alike[joined].append(one)
        for same in alike.values():
            yield from self._of_one_name(same, about)
        firsts = [(name, one) for one, names in self.names.items() for name in names if alike[name.joined][0] == one]
        for block in _blocks(firsts):
            yield from _rough(block, about)

    def _of_one_name(
        self, same: Sequence[EmployerId], about: frozenset[EmployerId] | None
    ) -> Iterator[tuple[EmployerId, EmployerId]]:
        """Each record with the first one of its name in its district, else with the first one of all.

        What is asked about goes with every other one of its name, so that it can be seen that there are several.
        """
        if about is not None:
            yield from ((one, other) for one in same if one in about for other in same[:BLOCK_MOST] if one != other)
            return
        nearest: dict[str, EmployerId] = {}
        for one in same:
            districts = {_district(sector) for sector in self.sectors[one]}
            beside = next((nearest[place] for place in sorted(districts) if place in nearest), same[0])
            for place in districts:
                nearest.setdefault(place, one)
            if one != beside:
                yield one, beside

    # --- how alike a pair is

    def compare(self, first: EmployerId, second: EmployerId) -> tuple[Pair, Verdict]:
        """A pair with its likeness and what was seen, and what it comes to."""
        alike = max(
            (self.reader.likeness(one, other) for one in self.names[first] for other in self.names[second]),
            key=lambda one: (one.of_100, -len(one.seen)),
        )
        place = self._place(first, second)
        agency = self.held[first].agency != self.held[second].agency
        points = getattr(self.rules.place_points, place) if place else 0
        seen = (*alike.seen, *(["agency"] if agency else []), *([place] if place else []))
        pair = Pair(first, second, alike.of_100 + points if alike.of_100 else 0, seen)
        return pair, self._verdict(pair, alike.of_100)

    def _verdict(self, pair: Pair, by_name: int) -> Verdict:
        if by_name < self.rules.doubtful_from and pair.likeness < self.rules.doubtful_from:
            return "apart"
        asks = {"side", "telling", "agency"} | (set() if "same_sector" in pair.seen else {"generic", "slip"})
        sure = pair.likeness >= self.rules.sure_from and asks.isdisjoint(pair.seen)
        return "sure" if sure else "doubtful" if by_name >= self.rules.doubtful_from else "apart"

    def _place(self, first: EmployerId, second: EmployerId) -> str:
        """What their places say: the name of the points; empty where they say nothing."""
        one, other = self.sectors[first], self.sectors[second]
        if not one or not other:
            return ""
        if one & other:
            return "same_sector"
        if {_district(sector) for sector in one} & {_district(sector) for sector in other}:
            return "same_district"
        return "" if {_area(sector) for sector in one} & {_area(sector) for sector in other} else "other_area"


def _district(sector: str) -> str:
    """`ND3` of `ND3 4`."""
    return sector.partition(" ")[0]


def _area(sector: str) -> str:
    """`ND` of `ND3 4`: the letters a sector begins with."""
    return sector[: next((place for place, one in enumerate(sector) if not one.isalpha()), len(sector))]


Block = list[tuple[Name, EmployerId]]


def _blocks(named: Block) -> Iterator[Block]:
    """Names that share how one of their own words begins or ends, or the whole does; large blocks by two words."""
    found: dict[tuple[str, ...], Block] = defaultdict(list)
    for name, one in named:
        for key in _keys(name):
            found[key].append((name, one))
    for key, block in found.items():
        if 1 < len(block) <= BLOCK_MOST:
            yield block
        elif len(key) == 1 and len(block) > BLOCK_MOST:
            yield from _finer(block, but=key[0])


def _keys(name: Name) -> Iterator[tuple[str, ...]]:
    for word in name.own:
        yield (f"<{word[:LETTERS]}",)
        yield (f"{word[-LETTERS:]}>",)
    if name.own:
        yield (f"={name.joined[:LETTERS]}",)


def _finer(block: Block, *, but: str) -> Iterator[Block]:
    """A large block by the other words of its names."""
    found: dict[str, Block] = defaultdict(list)
    for name, one in block:
        for word in {word[:LETTERS] for word in name.words}:
            if f"<{word}" != but:
                found[word].append((name, one))
    return (one for one in found.values() if 1 < len(one) <= BLOCK_MOST)


def _rough(block: Block, about: frozenset[EmployerId] | None) -> Iterator[tuple[EmployerId, EmployerId]]:
    """Pairs of a block, with one of `about`, whose own words are roughly alike by their letters."""
    asked = [place for place, (_, one) in enumerate(block) if about is None or one in about]
    letters = [" ".join(name.own) for name, _ in block]
    if not asked:
        return
    alike = process.cdist(
        [letters[place] for place in asked], letters, scorer=fuzz.ratio, score_cutoff=ROUGHLY, dtype=np.uint8
    )
    for row, column in zip(*np.nonzero(alike), strict=True):
        one, other = block[asked[row]][1], block[column][1]
        if one != other and (about is not None or asked[row] < column):
            yield one, other
