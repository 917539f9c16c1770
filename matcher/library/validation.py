"""A file's values as a checked document, or all that is wrong by file, line, key and allowed values."""

from __future__ import annotations

import difflib
import json
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from matcher.base.problems import GivenProblems, Problem
from matcher.library.strict_yaml import Place, Written, read_yaml

Doc = TypeVar("Doc", bound=BaseModel)

_FIX = {
    "missing": "",
    "int_type": "Write a whole number, without quotes.",
    "int_from_float": "Write a whole number, without a point.",
    "float_type": "Write a number, without quotes.",
    "string_type": "Write text; put it in quotes if it looks like a number, true, false or null.",
    "bool_type": "Write true or false.",
    "tuple_type": "Write a list: [first, second] or one `- ` line each.",
    "list_type": "Write a list: [first, second] or one `- ` line each.",
    "frozen_set_type": "Write a list: [first, second] or one `- ` line each.",
    "set_type": "Write a list: [first, second] or one `- ` line each.",
    "dict_type": "Write a mapping: `key: value`, one a line.",
    "model_type": "Write a mapping: `key: value`, one a line.",
    "model_attributes_type": "Write a mapping: `key: value`, one a line.",
    "date_from_datetime_parsing": "Write the day as 2026-04-01.",
    "date_type": "Write the day as 2026-04-01, without quotes or in them.",
    "date_parsing": "Write the day as 2026-04-01.",
}


def load_document(path: Path, model: type[Doc]) -> Doc:
    """The document in the file. Raises GivenProblems with every problem of the file at once."""
    return checked(read_yaml(path), model)


def checked(written: Written, model: type[Doc]) -> Doc:
    """`written` as `model`. Nothing is converted: text stays text, a number in quotes is not a number."""
    try:
        return model.model_validate_json(json.dumps(written.data), strict=True)
    except ValidationError as error:
        told = [_told(dict(one), written, model) for one in error.errors(include_url=False)]
        raise GivenProblems(_without_echoes(told)) from error


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """One problem a place and cause: a union reports the same fault once for each of its members."""
    return list(dict.fromkeys(problems))


def _told(error: dict[str, Any], written: Written, model: type[BaseModel]) -> Problem:  # pydantic's own shape
    kind, context = str(error["type"]), error.get("ctx") or {}
    place = _place(tuple(error["loc"]), written, keep_last=kind == "missing")
    value = error.get("input")
    shown = value if isinstance(value, str) else json.dumps(value) if _is_plain(value) else ""
    where = written.where(place)
    if kind == "missing":
        return Problem(where, "", "is not there.", f"Add the key `{place[-1]}`.")
    if kind == "extra_forbidden":
        allowed = _keys_at(model, place[:-1])
        return Problem(where, "", "is not a key here.", one_of(str(place[-1]), allowed))
    if "expected" in context:
        return Problem(where, shown, "is not one of the allowed values.", _expected(shown, context["expected"]))
    if kind in ("value_error", "assertion_error"):
        return Problem(where, shown, f"is refused: {str(context.get('error', error['msg'])).rstrip('.')}.", "")
    what = str(error["msg"]).removeprefix("Input ").replace("should", "must").rstrip(".")
    return Problem(where, shown, f"{what}.", _FIX.get(kind, ""))


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int | float)


def _expected(shown: str, expected: str) -> str:
    values = [part.strip("'") for part in expected.replace(" or ", ", ").split(", ")]
    return one_of(shown, values)


def one_of(given: str, allowed: list[str]) -> str:
    """`Did you mean travel? Write one of: care, travel.`"""
    near = difflib.get_close_matches(given, allowed, n=1)
    guess = f"Did you mean {near[0]}? " if near else ""
    return f"{guess}Write one of: {', '.join(allowed)}." if allowed else f"{guess}Nothing may stand here."


def _place(loc: Place, written: Written, *, keep_last: bool) -> Place:
    """Pydantic's location without the names of union members, which are not in the file."""
    place: Place = ()
    for count, part in enumerate(loc, 1):
        if (*place, part) in written.lines or (keep_last and count == len(loc)):
            place = (*place, part)
    return place


def _keys_at(model: type[BaseModel], place: Place) -> list[str]:
    """The keys that may stand in the mapping at `place`."""
    shapes: list[object] = [model]
    for part in place:
        shapes = [inner for shape in shapes for inner in _inside(shape, part)]
    models = [shape for shape in _flat(shapes) if isinstance(shape, type) and issubclass(shape, BaseModel)]
    return list(dict.fromkeys(field.alias or name for one in models for name, field in _fields(one).items()))


def _fields(model: type[BaseModel]) -> Mapping[str, Any]:
    return model.model_fields


def _flat(shapes: list[object]) -> list[object]:
    """Members of unions, each by itself, without annotations."""
    flat: list[object] = []
    for shape in shapes:
        origin = get_origin(shape)
        if origin is Annotated:
            flat += _flat([get_args(shape)[0]])
        elif origin in (Union, types.UnionType):
            flat += _flat(list(get_args(shape)))
        else:
            flat.append(shape)
    return flat


def _inside(shape: object, part: str | int) -> list[object]:
    """The types that may stand under one key or number of `shape`."""
    found: list[object] = []
    for one in _flat([shape]):
        if isinstance(one, type) and issubclass(one, BaseModel):
            named = {field.alias or name: field for name, field in one.model_fields.items()}
            if part in named:
                found.append(named[str(part)].annotation)
        elif get_origin(one) is dict:
            found.append(get_args(one)[1])
        else:
            found += [arg for arg in get_args(one) if arg is not Ellipsis]
    return found
