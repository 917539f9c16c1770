"""Reading and setting facts of a record by path: `sector`, `conditions.notice_days`, `conditions.emphasis[times]`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, TypeVar

from pydantic_core import PydanticUndefined

from matcher.importers.columns import Changes, Column
from matcher.records.shape import Record

R = TypeVar("R", bound=Record)

_PATH = re.compile(r"(\w+)(?:\.(\w+))?(?:\[(\w+)\])?")


@cache
def split(path: str) -> tuple[str, str, str]:
    """(field, field inside it, key of a mapping); the last two may be empty."""
    found = _PATH.fullmatch(path)
    assert found, path
    return found.group(1), found.group(2) or "", found.group(3) or ""


def get(record: Record, path: str) -> Any:  # noqa: ANN401  a record's fields are of many types
    """The value at a path; None where any step of it is not known."""
    outer, inner, key = split(path)
    value = getattr(record, outer)
    if inner and value is not None:
        value = getattr(value, inner)
    if key and value is not None:
        return next((held for name, held in value.items() if name.value == key), None)
    return value


def said(record: Record, column: Column) -> tuple[bool, Any]:
    """Whether a record says anything in a column, and what. What a blank cell would give is left blank."""
    value = get(record, column.path)
    if value is None or value == "" or (value in ((), frozenset()) and _default(record, column.path) is not None):
        return False, None
    return True, value


def _default(record: Record, path: str) -> object:
    outer, inner, _ = split(path)
    owner = getattr(record, outer) if inner else record
    default = type(owner).model_fields[inner or outer].get_default(call_default_factory=True)
    return None if default is PydanticUndefined else default


def applied(model: type[R], base: R | None, changes: Changes) -> R:
    """`base` with the changes made, or a new record of them. Raises pydantic's ValidationError."""
    data: dict[str, Any] = dict(base.__dict__) if base is not None else {}
    opened: dict[str, dict[Any, Any]] = {}
    for path, value in changes.items():
        outer, inner, key = split(path)
        if inner or key:
            holder = _opened(data, outer, opened) if inner else data
            if key:
                holder = _opened(holder, inner or outer, opened)
            _put(holder, key or inner, value, mapping=bool(key))
        elif value is None and model.model_fields[outer].default is not None:
            data.pop(outer, None)  # back to the record's own default: words and lists have no "not known"
        else:
            data[outer] = value
    return model.model_validate(data)


def _opened(data: dict[Any, Any], field: str, opened: dict[str, dict[Any, Any]]) -> dict[Any, Any]:
    """What stands in a field, as a mapping of our own that may be changed."""
    if field not in opened:
        inside = data.get(field)
        if isinstance(inside, Record):
            opened[field] = dict(inside.__dict__)
        else:
            opened[field] = {getattr(name, "value", name): one for name, one in (inside or {}).items()}
    data[field] = opened[field]
    return opened[field]


def _put(holder: dict[Any, Any], key: str, value: object, *, mapping: bool) -> None:
    """A key of a mapping that is not known is absent; a field of a record is None."""
    if mapping and value is None:
        holder.pop(key, None)
    else:
        holder[key] = value
