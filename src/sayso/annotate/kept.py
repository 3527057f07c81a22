"""Let a Doc keep what was once said of its tokens."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from sayso.annotate.doc import Token

Value = TypeVar("Value")
Args = ParamSpec("Args")
NOTHING: Any = object()


def kept(function: Callable[Concatenate[Token, Args], Value]) -> Callable[Concatenate[Token, Args], Value]:
    """Let a Doc keep what a function says of its tokens: it is asked once for the same arguments."""
    name = f"{function.__module__}.{function.__qualname__}"

    @functools.wraps(function)
    def ask(token: Token, /, *args: Args.args, **named: Args.kwargs) -> Value:
        page = getattr(token.doc, "kept", None)
        if page is None or named:  # a token of spaCy's
            return function(token, *args, **named)
        rows = page.get(name)
        if rows is None:
            rows = page[name] = {}
        key = (token.i, *args) if args else token.i
        found: Value = rows.get(key, NOTHING)
        if found is NOTHING:
            found = rows[key] = function(token, *args, **named)
        return found

    return ask
