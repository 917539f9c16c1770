"""What lies apart from the working records: names, equality answers under a key of their own, households."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import sqlalchemy as sa

from matcher.base.ids import ClientId
from matcher.records.equality import EqualityAnswers
from matcher.records.household import HouseholdFacts
from matcher.records.identity import Identity
from matcher.records.shape import Record
from matcher.records.signed import Signed
from matcher.store.held import Saved
from matcher.store.rows import damaged, read_back, written
from matcher.store.schema import EQUALITY, HOUSEHOLD, IDENTITY
from matcher.store.subjects import subjects

R = TypeVar("R", bound=Record)


def identities(connection: sa.Connection) -> tuple[Identity, ...]:
    """All names and contact details, in order of reference."""
    found = connection.scalars(sa.select(IDENTITY.c.body).order_by(IDENTITY.c.client))
    return tuple(_read(Identity, body) for body in found)


def identity(connection: sa.Connection, client: ClientId) -> Identity | None:
    """One client's; None where nothing is held."""
    body = connection.scalar(sa.select(IDENTITY.c.body).where(IDENTITY.c.client == client))
    return None if body is None else _read(Identity, body)


def put_identities(connection: sa.Connection, signed: Signed, new: Iterable[Identity]) -> None:
    """Keep names and contact details, one for each client."""
    held = _bodies(connection, IDENTITY)
    _put(connection, signed, IDENTITY, held, {one.client: written(one) for one in new})


def put_equality(connection: sa.Connection, signed: Signed, answers: Iterable[EqualityAnswers]) -> Saved:
    """Add answers to those held before."""
    new = list(answers)
    keys = {client: one.equality for client, one in subjects(connection, {one.client for one in new}).items()}
    held = _bodies(connection, EQUALITY)
    bodies: dict[str, str] = {}
    for one in new:
        key = keys[one.client]
        before = bodies.get(key) or held.get(key)
        told = {} if before is None else _read(EqualityAnswers, before).answers
        bodies[key] = written(one.model_copy(update={"client": ClientId(""), "answers": {**told, **one.answers}}))
    return _put(connection, signed, EQUALITY, held, bodies)


def household(connection: sa.Connection, client: ClientId) -> HouseholdFacts | None:
    """What a client told of their household; None where nothing is held."""
    body = connection.scalar(sa.select(HOUSEHOLD.c.body).where(HOUSEHOLD.c.client == client))
    return None if body is None else _read(HouseholdFacts, body)


def put_households(connection: sa.Connection, signed: Signed, told: Iterable[HouseholdFacts]) -> Saved:
    """Keep households, one for each client; one told earlier than what is held changes nothing."""
    held = _bodies(connection, HOUSEHOLD)
    latest: dict[str, HouseholdFacts] = {}
    for one in told:
        before = latest.get(one.client) or (_read(HouseholdFacts, held[one.client]) if one.client in held else None)
        if before is None or before.told <= one.told:
            latest[one.client] = one
    return _put(connection, signed, HOUSEHOLD, held, {client: written(one) for client, one in latest.items()})


def _bodies(connection: sa.Connection, table: sa.Table) -> dict[str, str]:
    """What a table holds, by its key."""
    (key,) = table.primary_key.columns
    return {str(one): str(body) for one, body in connection.execute(sa.select(key, table.c.body))}


def _put(
    connection: sa.Connection, signed: Signed, table: sa.Table, held: dict[str, str], bodies: dict[str, str]
) -> Saved:
    """Write what differs from what is held."""
    (key,) = table.primary_key.columns
    other = {one: body for one, body in bodies.items() if held.get(one) != body}
    hand = {"at": signed.moment, "hand": signed.by, "role": signed.role.value}
    if other:
        connection.execute(sa.delete(table).where(key == sa.bindparam("k")), [{"k": one} for one in other])
        connection.execute(sa.insert(table), [{key.name: one, "body": body, **hand} for one, body in other.items()])
    changed = sum(one in held for one in other)
    return Saved(len(other) - changed, changed, 0)


def _read(type_: type[R], body: str) -> R:
    found = read_back(type_, body, what=type_.__name__.lower())
    if not isinstance(found, type_):
        raise damaged("a record of another kind than its table")
    return found
