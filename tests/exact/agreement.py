"""Where the engine and the plain reference part, in words; nothing where they agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from matcher.matching.passes import Part
from tests.engine import Engine, as_pair
from tests.reference.market import Market

SHOWN = 20


def disagreements(engine: Engine, market: Market, *, every_pair: bool) -> list[str]:
    """The first differences over all lists of a programme and, if asked, over the record of every pair."""
    found: list[str] = []
    for difference in _all(engine, market, every_pair=every_pair):
        found.append(difference)
        if len(found) == SHOWN:
            break
    return found


def _all(engine: Engine, market: Market, *, every_pair: bool) -> Iterator[str]:
    yield from differences(engine.left_out, market.left_out, "left out")
    yield from differences(engine.clients, tuple(market.subjects), "clients read")
    yield from differences(engine.vacancies, tuple(market.offers), "vacancies read")
    if every_pair:
        for (client, vacancy), decision in engine.decisions().items():
            yield from differences(as_pair(decision), market.pair(client, vacancy), f"{client} {vacancy}")
    for vacancy in engine.vacancies:
        yield from differences(engine.shortlist(vacancy), market.shortlist(vacancy), f"shortlist {vacancy}")
    for client in engine.clients:
        yield from differences(engine.jobs(client), market.jobs(client), f"jobs {client}")


def differences(engine: Any, reference: Any, where: str) -> Iterator[str]:
    """Every leaf in which two values of one shape differ."""
    if engine == reference:
        return
    names = _names(engine)
    if names and type(engine) is type(reference):
        for name in names:
            yield from differences(getattr(engine, name), getattr(reference, name), f"{where}.{name}")
    elif isinstance(engine, tuple) and isinstance(reference, tuple) and len(engine) == len(reference):
        for place, (one, other) in enumerate(zip(engine, reference, strict=True)):
            yield from differences(one, other, f"{where}[{_label(one, place)}]")
    else:
        yield f"{where}: engine {_short(engine)}, reference {_short(reference)}"


def _names(value: Any) -> Iterable[str]:
    if is_dataclass(value):
        return [field.name for field in fields(value)]
    return getattr(value, "_fields", ())


def _label(value: Any, place: int) -> str:
    return str(getattr(value, "term", None) or getattr(value, "gate", None) or place)


def _short(value: Any) -> str:
    if isinstance(value, tuple) and value and hasattr(value[0], "pair"):
        return str([(row.pair.client, row.pair.vacancy, row.section, row.rank) for row in value])[:400]
    return str(value)[:400]


def bytes_of(part: Part) -> dict[str, bytes]:
    """Everything a pass found, as bytes."""
    found: dict[str, bytes] = {}
    for name in ("by_vacancy", "by_client"):
        kept = getattr(part, name)
        found |= {f"{name}.{field.name}": getattr(kept, field.name).tobytes() for field in fields(kept)}
    plain = [field.name for field in fields(part) if field.name not in ("by_vacancy", "by_client")]
    return found | {name: getattr(part, name).tobytes() for name in plain}
