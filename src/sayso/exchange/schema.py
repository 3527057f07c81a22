"""The JSON Schema of a reading and the reference page of the records, both made from the record classes.

The words about each field stand in fields.toml; nothing else about the records is written down twice.
"""

from __future__ import annotations

import dataclasses
import types
from typing import Any, Literal, Union, get_args, get_origin

from sayso import resources
from sayso.exchange.convert import hints, required
from sayso.exchange.csv import header
from sayso.reading import Reading
from sayso.records import Failure

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[Any, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def fields() -> dict[str, Any]:
    """What each field holds, by class and name."""
    return resources.toml("exchange/fields.toml")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a reading; the record of a failure is among its definitions."""
    definitions = {kind.__name__: _definition(kind) for kind in classes() if kind is not Reading}
    return {"$schema": DIALECT, "title": "Reading", **_definition(Reading), "$defs": definitions}


def classes() -> tuple[type, ...]:
    """Every record class, sorted by name: what a reading is made of, and Failure."""
    found: dict[str, type] = {}
    waiting: list[type] = [Reading, Failure]
    while waiting:
        kind = waiting.pop()
        if kind.__name__ not in found:
            found[kind.__name__] = kind
            waiting += [part for hint in hints(kind).values() for part in _records(hint)]
    return tuple(found[name] for name in sorted(found))


def _records(hint: Any) -> list[type]:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return [hint]
    return [record for part in get_args(hint) for record in _records(part)]


def _definition(kind: type) -> dict[str, Any]:
    about = fields()[kind.__name__]
    properties = {name: {**_schema(hint), "description": about[name]} for name, hint in hints(kind).items()}
    return {
        "description": _first_line(kind),
        "type": "object",
        "properties": properties,
        "required": list(required(kind)),
        "additionalProperties": False,
    }


def _first_line(kind: type) -> str:
    return (kind.__doc__ or "").split("\n\n")[0].replace("\n    ", " ").strip()


def _schema(hint: Any) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(part) for part in args]}
    if origin is tuple:
        if args[1:] == (Ellipsis,):
            return {"type": "array", "items": _schema(args[0])}
        return {
            "type": "array",
            "prefixItems": [_schema(a) for a in args],
            "minItems": len(args),
            "maxItems": len(args),
        }
    if dataclasses.is_dataclass(hint):
        return {"$ref": f"#/$defs/{getattr(hint, '__name__', '')}"}
    return {"type": _SCALARS[hint]}


_INTRO = """# The records

This page is made by `sayso schema --markdown`; a test holds it against the code.

`sayso read --jsonl` writes one Reading a line (`{"failure": …}` for a report that could not be read),
`sayso read --json` one object with all of them: `{"sayso": version, "readings": […], "failures": […]}`.
Every field is always there: absent is `null` or `[]`, never an empty string. Offsets count code points of
`Report.text`, from `start` up to and without `end`. [schema.json](schema.json) is its
JSON Schema.
"""
_CSV = """## CSV

`sayso read --csv` writes one row a claim. Several parties or figures in one cell are parted by ` | `. A text
that a spreadsheet would take for a formula has an apostrophe in front.

| column | what it holds |
| --- | --- |
"""


def page() -> str:
    """The reference page of the records, in Markdown."""
    first = (Reading.__name__, "Claim", "Report", "Failure")
    ordered = sorted(classes(), key=lambda kind: first.index(kind.__name__) if kind.__name__ in first else 9)
    parts = [_INTRO, *(_section(kind) for kind in ordered)]
    about = fields()["csv"]
    return "\n".join(parts) + "\n" + _CSV + "".join(f"| `{name}` | {about[name]} |\n" for name in header())


def _section(kind: type) -> str:
    about = fields()[kind.__name__]
    lines = [
        f"## {kind.__name__}",
        "",
        _first_line(kind),
        "",
        "| field | type | what it holds |",
        "| --- | --- | --- |",
    ]
    lines += [f"| `{name}` | {_type(hint)} | {about[name]} |" for name, hint in hints(kind).items()]
    return "\n".join(lines) + "\n"


def _type(hint: Any) -> str:
    """A field's type in words for the page."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in args)
    if origin in (Union, types.UnionType):
        return " or ".join(_type(part) for part in args)
    if origin is tuple:
        return f"list of {_type(args[0])}" if args[1:] == (Ellipsis,) else f"[{', '.join(map(_type, args))}]"
    if dataclasses.is_dataclass(hint):
        name = str(getattr(hint, "__name__", ""))
        return f"[{name}](#{name.lower()})"
    return _SCALARS[hint]
