"""The invented district: postcode sectors with their middles on a flat grid, and where homes and work are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.base.ids import SectorCode
from matcher.library.marginals import District
from matcher.records.programme import Place
from matcher.specimens.chance import Dice, Table

CENTRE_DISTRICT, FIRST_TOWN, FIRST_PARK, FIRST_NEIGHBOURHOOD, FIRST_COUNTRY = 1, 3, 13, 26, 70
"""Numbers of the invented postcode districts, so that ND3 is always the first town."""

PEOPLE_A_NEIGHBOURHOOD = 60
VACANCIES_A_TOWN = 40
VACANCIES_A_PARK = 60
"""Small programmes have a small district; a city region has all of it."""


@dataclass(frozen=True)
class Map:
    """The places, and for homes and for work which sectors to draw from how often."""

    places: tuple[Place, ...]
    homes: Table[SectorCode]
    workplaces: Table[SectorCode]

    @property
    def sectors(self) -> tuple[SectorCode, ...]:
        """Every sector, in the order of the table."""
        return tuple(place.sector for place in self.places)


def district(marginals: District, *, clients: int, vacancies: int, seed: int) -> Map:
    """A district large enough for so many clients and vacancies; the same for the same numbers and seed."""
    dice = Dice(seed, "places")
    centre = _around(marginals, dice, (0, 0), CENTRE_DISTRICT, marginals.centre_sectors, name="Centre")
    towns = [
        _around(marginals, dice, dice.in_ring(*marginals.town_ring), FIRST_TOWN + n, name=name)
        for n, name in enumerate(_first(marginals.town_names, vacancies // VACANCIES_A_TOWN))
    ]
    parks = [
        _around(marginals, dice, dice.in_ring(*marginals.town_ring), FIRST_PARK + n, 1, name=name)
        for n, name in enumerate(_first(marginals.parks, vacancies // VACANCIES_A_PARK))
    ]
    homes = [
        _around(marginals, dice, dice.in_ring(*marginals.neighbourhood_ring), FIRST_NEIGHBOURHOOD + n)
        for n in range(max(3, min(marginals.neighbourhoods, clients // PEOPLE_A_NEIGHBOURHOOD)))
    ]
    open_country = max(4, min(marginals.countryside_sectors, (clients + vacancies) // 40))
    country = [_alone(marginals, dice, n) for n in range(open_country)]
    by_kind = {
        "centre": centre,
        "towns": _flat(towns),
        "parks": _flat(parks),
        "neighbourhoods": _flat(homes),
        "countryside": country,
    }
    places = tuple(place for one in by_kind.values() for place in one)
    by_kind["anywhere"] = list(places)
    return Map(places, _spread(marginals.homes.of, by_kind), _spread(marginals.workplaces.of, by_kind))


def _first(names: Sequence[str], wanted: int) -> Sequence[str]:
    return names[: max(1, wanted)]


def _flat(groups: list[list[Place]]) -> list[Place]:
    return [place for group in groups for place in group]


def _around(
    marginals: District,
    dice: Dice,
    middle: tuple[int, int],
    number: int,
    sectors: int = 0,
    *,
    name: str = "",
) -> list[Place]:
    """Sectors 1, 2, 3 ... of one postcode district, scattered around its middle."""
    east, north = (base + offset for base, offset in zip(marginals.centre, middle, strict=True))
    return [
        Place(
            sector=SectorCode(f"{marginals.area}{number} {sector}"),
            east=east + dice.bell(marginals.neighbourhood_spread),
            north=north + dice.bell(marginals.neighbourhood_spread),
            name=name,
        )
        for sector in range(1, (sectors or marginals.sectors_each) + 1)
    ]


def _alone(marginals: District, dice: Dice, place: int) -> Place:
    """One sector somewhere on the whole disc."""
    east, north = dice.in_ring(0, marginals.countryside_radius)
    sector = f"{marginals.area}{FIRST_COUNTRY + place // 9} {place % 9 + 1}"
    return Place(sector=SectorCode(sector), east=marginals.centre[0] + east, north=marginals.centre[1] + north)


def _spread(shares: dict[str, int], by_kind: dict[str, list[Place]]) -> Table[SectorCode]:
    """Each kind's share divided evenly over its sectors, in whole numbers."""
    weights: dict[SectorCode, int] = {}
    for kind, share in shares.items():
        for place in by_kind[kind]:
            weights[place.sector] = weights.get(place.sector, 0) + share * 10_000 // len(by_kind[kind])
    return Table(weights)
