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
from collections.abc import Callable, Collection, Sequence
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

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
    try:
        return cast(Record, _builder(cast(Any, kind))(value))
    except _WrongError as wrong:
        raise _error(kind, wrong) from None


def read(kind: type[Record], text: str) -> Record:
    """The record that `dumps(to_plain(record))` wrote, in a tenth of the time of `from_plain`.

    For what this program wrote itself: a field that the class does not have is passed over.

    Raises:
        ExchangeError: X001, with the path of the field that is wrong.
    """
    try:
        return cast(Record, _decoder(cast(Any, kind)).decode(text))
    except msgspec.MsgspecError:
        return from_plain(kind, json.loads(text))


def rebuilt(kind: type[Record], value: object) -> Record:
    """The same from JSON values."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.MsgspecError:
        return from_plain(kind, value)


@functools.cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


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


Built = Callable[[Any], object]  # a JSON value -> what a record holds


class _WrongError(Exception):
    """A value that does not fit; the places around it are added on its way out, so that only errors pay for them."""

    def __init__(self, value: object, reason: str) -> None:
        self.value = value
        self.reason = reason
        self.path: list[str] = []  # from the inside out


def _error(kind: type, wrong: _WrongError) -> ExchangeError:
    where = kind.__name__ + "".join(reversed(wrong.path))
    shown = repr(wrong.value)
    return ExchangeError(
        "X001", f"{where} ({wrong.reason})", value=shown if len(shown) <= 60 else shown[:57] + "..."
    )


@functools.cache
def _builder(kind: Any) -> Built:
    """What builds a value of a type; made once for each, since a picture is read in thousands of records."""
    if dataclasses.is_dataclass(kind):
        return _record(cast(type, kind))
    origin = get_origin(kind)
    if origin is Literal:
        return _one_of(get_args(kind))
    if origin is tuple:
        parts = get_args(kind)
        return _many(parts[0]) if len(parts) == 2 and parts[1] is Ellipsis else _fixed(parts)
    if origin in (Union, types.UnionType):
        return _optional(get_args(kind))
    return _scalar(kind)


def _record(kind: type) -> Built:
    own = hints(kind)
    fields: dict[str, Built] | None = None  # made when they are first needed
    wanted = frozenset(required(kind))

    def build(value: Any) -> object:
        nonlocal fields
        if fields is None:
            fields = {name: _builder(hint) for name, hint in own.items()}
        if not isinstance(value, dict):
            raise _WrongError(value, "an object is wanted")
        if not value.keys() <= fields.keys() or not wanted <= value.keys():
            raise _misfit(value, fields, required(kind))
        made, name = {}, ""
        try:
            for name, item in value.items():
                made[name] = fields[name](item)
        except _WrongError as wrong:
            wrong.path.append(f".{name}")
            raise
        return kind(**made)

    return build


def _misfit(value: dict[str, Any], fields: Collection[str], wanted: Sequence[str]) -> _WrongError:
    """What is wrong with the names of an object's fields."""
    unknown = next((key for key in value if key not in fields), None)
    name = unknown if unknown is not None else next(key for key in wanted if key not in value)
    wrong = _WrongError(value.get(name), "missing" if unknown is None else "unknown field")
    wrong.path.append(f".{name}")
    return wrong


def _one_of(choices: tuple[object, ...]) -> Built:
    known = frozenset(choices)

    def build(value: Any) -> object:
        if isinstance(value, str) and value in known:
            return value
        raise _WrongError(value, "one of " + ", ".join(map(str, choices)))

    return build


def _many(part: Any) -> Built:
    inner = _builder(part)

    def build(value: Any) -> object:
        if not isinstance(value, (list, tuple)):
            raise _WrongError(value, "a list is wanted")
        if part is str and _STRINGS.issuperset(map(type, value)):
            return tuple(value)
        return _items((inner,) * len(value), value)

    return build


def _fixed(parts: tuple[Any, ...]) -> Built:
    inner = tuple(map(_builder, parts))

    def build(value: Any) -> object:
        if not isinstance(value, (list, tuple)):
            raise _WrongError(value, "a list is wanted")
        if len(value) != len(inner):
            raise _WrongError(value, f"{len(inner)} items are wanted")
        return _items(inner, value)

    return build


_STRINGS = frozenset({str})


def _items(inner: Sequence[Built], value: Sequence[Any]) -> tuple[object, ...]:
    made: list[object] = []
    try:
        for build, item in zip(inner, value, strict=True):
            made.append(build(item))
    except _WrongError as wrong:
        wrong.path.append(f"[{len(made)}]")
        raise
    return tuple(made)


def _optional(parts: tuple[Any, ...]) -> Built:
    kinds = [part for part in parts if part is not type(None)]
    if len(kinds) != 1:
        raise TypeError(f"{parts}: only 'X | None' has one meaning in JSON")
    inner = _builder(kinds[0])
    return (lambda value: None if value is None else inner(value)) if len(parts) == 2 else inner


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_SCALARS: dict[Any, tuple[Callable[[object], bool], str]] = {
    str: (lambda v: isinstance(v, str), "a string is wanted"),
    bool: (lambda v: isinstance(v, bool), "true or false is wanted"),
    int: (_whole, "a whole number is wanted"),
    float: (lambda v: _whole(v) or (isinstance(v, float) and math.isfinite(v)), "a number is wanted"),
}


def _scalar(kind: Any) -> Built:
    fits, reason = _SCALARS[kind]
    exact = kind if kind is not float else None  # a float may be a whole number, and has to be finite

    def build(value: Any) -> object:
        if type(value) is exact:
            return value
        if not fits(value):
            raise _WrongError(value, reason)
        return float(value) if kind is float else value

    return build


def dumps(value: object, *, indent: int | None = None) -> str:
    """JSON as it is written everywhere here: letters as they are, no NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
