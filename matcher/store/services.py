"""The programme's directory of services, read as far as it is needed: by kind, and places by sector."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import sqlalchemy as sa

from matcher.base.ids import SectorCode
from matcher.records.programme import Place
from matcher.records.service import Service
from matcher.store import database, held
from matcher.store.folder import Folder
from matcher.store.rows import SERVICE, read_back
from matcher.store.travelling import read_map


@dataclass(frozen=True)
class Shelf:
    """The services of one programme on disk; what was read once is kept."""

    folder: Folder
    _kinds: dict[str, tuple[Service, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def _table(self) -> sa.FromClause:
        """The records as this folder is read: as they are, or as they were at an edition."""
        return held.records(self.folder.at)

    def of_kind(self, kind: str) -> tuple[Service, ...]:
        """Services that help with one kind of thing, in order of reference."""
        if kind not in self._kinds:
            near = self._table.c.body.contains(json.dumps(kind, ensure_ascii=False), autoescape=True)
            self._kinds[kind] = tuple(one for one in self._read(near) if kind in one.kinds)
        return self._kinds[kind]

    def all(self) -> tuple[Service, ...]:
        """Every service, in order of reference."""
        return self._read(sa.true())

    def empty(self) -> bool:
        """Whether there is none."""
        with database.reading(self.folder.place) as connection:
            query = sa.select(self._table.c.id).where(self._table.c.kind == SERVICE).limit(1)
            return connection.execute(query).first() is None

    def where(self, sectors: Collection[str]) -> tuple[Place, ...]:
        """The places of some sectors: the programme's own, else from the imported map."""
        here = sa.and_(self._table.c.kind == "place", self._table.c.id.in_(sorted(sectors)))
        with database.reading(self.folder.place) as connection:
            bodies = connection.scalars(sa.select(self._table.c.body).where(here)).all()
        own = [one for body in bodies if isinstance(one := read_back(Place, body, what="place"), Place)]
        wanted = {SectorCode(one) for one in sectors} - {one.sector for one in own}
        found = read_map(self.folder.path) if wanted else None
        return (*own, *(found.places(wanted) if found is not None else ()))

    def _read(self, only: sa.ColumnElement[bool]) -> tuple[Service, ...]:
        columns = self._table.c
        query = sa.select(columns.body).where(columns.kind == SERVICE, only).order_by(columns.id)
        with database.reading(self.folder.place) as connection:
            bodies = connection.scalars(query).all()
        found = (read_back(Service, body, what=SERVICE) for body in bodies)
        return tuple(one for one in found if isinstance(one, Service))
