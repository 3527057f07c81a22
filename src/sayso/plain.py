"""Records <-> plain JSON values, driven by the records' type hints: no field is named here.

A record becomes a dict with every field in the order of its class; a tuple becomes a list.  Reading back is
strict: an unknown field, a missing one or a value of the wrong type is an error that names its place.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import types
from collections.abc import Callable
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from sayso.errors import ExchangeError

Record = TypeVar("Record")


_AS_IS = frozenset({str, int, float, bool, type(None)})
_FIELDS: dict[type, tuple[str, ...]] = {}  # of the classes that have been written


def to_plain(value: object) -> Any:
    """A record, a tuple of them or a plain value, as JSON values."""
    kind = type(value)
    if kind in _AS_IS:
        return value
    if kind is tuple or kind is list:
        return [to_plain(item) for item in cast(tuple[object, ...], value)]
    if kind is dict:
        return {name: to_plain(item) for name, item in cast(dict[str, object], value).items()}
    fields = _FIELDS.get(kind)
    if fields is None:
        if not dataclasses.is_dataclass(kind):
            return value
        fields = _FIELDS[kind] = names(kind)
    return {name: to_plain(getattr(value, name)) for name in fields}


def from_plain(kind: type[Record], value: object) -> Record:
    """Build a record of class `kind` from what `to_plain` made of it.

    Fields that have a default may be left out.

    Raises:
        ExchangeError: X001, with the path of the field that is wrong.
    """
    return cast(Record, _build(kind, value, kind.__name__))


@functools.cache
def names(kind: type) -> tuple[str, ...]:
    """The fields of a record class, in order."""
    return tuple(field.name for field in dataclasses.fields(kind))


@functools.cache
def hints(kind: type) -> dict[str, Any]:
    """The resolved type of each field of a record class, in order."""
    resolved = get_type_hints(kind)
    return {field.name: resolved[field.name] for field in dataclasses.fields(kind)}


@functools.cache
def required(kind: type) -> tuple[str, ...]:
    """The fields of a record class without a default."""
    missing = dataclasses.MISSING
    return tuple(
        field.name
        for field in dataclasses.fields(kind)
        if field.default is missing and field.default_factory is missing
    )


def _wrong(where: str, value: object, reason: str) -> ExchangeError:
    shown = repr(value)
    return ExchangeError(
        "X001", f"{where} ({reason})", value=shown if len(shown) <= 60 else shown[:57] + "..."
    )


def _build(kind: Any, value: object, where: str) -> object:
    if dataclasses.is_dataclass(kind):
        return _record(cast(type, kind), value, where)
    origin = get_origin(kind)
    if origin is Literal:
        if isinstance(value, str) and value in get_args(kind):
            return value
        raise _wrong(where, value, "one of " + ", ".join(map(str, get_args(kind))))
    if origin is tuple:
        return _tuple(get_args(kind), value, where)
    if origin in (Union, types.UnionType):
        return _optional(get_args(kind), value, where)
    return _scalar(kind, value, where)


def _record(kind: type, value: object, where: str) -> object:
    if not isinstance(value, dict):
        raise _wrong(where, value, "an object is wanted")
    fields = hints(kind)
    if unknown := [key for key in value if key not in fields]:
        raise _wrong(f"{where}.{unknown[0]}", value[unknown[0]], "unknown field")
    if missing := [name for name in required(kind) if name not in value]:
        raise _wrong(f"{where}.{missing[0]}", None, "missing")
    return kind(**{name: _build(fields[name], value[name], f"{where}.{name}") for name in value})


def _tuple(parts: tuple[Any, ...], value: object, where: str) -> tuple[object, ...]:
    if not isinstance(value, (list, tuple)):
        raise _wrong(where, value, "a list is wanted")
    if len(parts) == 2 and parts[1] is Ellipsis:
        parts = (parts[0],) * len(value)
    if len(parts) != len(value):
        raise _wrong(where, value, f"{len(parts)} items are wanted")
    return tuple(
        _build(part, item, f"{where}[{n}]") for n, (part, item) in enumerate(zip(parts, value, strict=True))
    )


def _optional(parts: tuple[Any, ...], value: object, where: str) -> object:
    if value is None and type(None) in parts:
        return None
    kinds = [part for part in parts if part is not type(None)]
    if len(kinds) != 1:
        raise TypeError(f"{where}: only 'X | None' has one meaning in JSON")
    return _build(kinds[0], value, where)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_SCALARS: dict[Any, tuple[Callable[[object], bool], str]] = {
    str: (lambda v: isinstance(v, str), "a string is wanted"),
    bool: (lambda v: isinstance(v, bool), "true or false is wanted"),
    int: (_whole, "a whole number is wanted"),
    float: (lambda v: _whole(v) or (isinstance(v, float) and math.isfinite(v)), "a number is wanted"),
}


def _scalar(kind: Any, value: object, where: str) -> object:
    fits, reason = _SCALARS[kind]
    if not fits(value):
        raise _wrong(where, value, reason)
    return float(cast(float, value)) if kind is float else value


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON as it is written everywhere here: letters as they are, no NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
