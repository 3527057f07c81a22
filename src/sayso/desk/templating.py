"""Templates of one language: a text that needs no filling is put in once, when its template is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import escape

_CALL = ("variable_begin", "name", "lparen", "string", "rparen", "variable_end")  # {{ t("nav.front") }}


def said(environment: Environment, say: Callable[[str], str]) -> None:
    """Let an environment put in what `t` says; a page of an event asks for some hundred texts."""

    class Said(Extension):
        """`{{ t("…") }}` as the text itself."""

        def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
            """The tokens of a template, each such call as plain text."""
            held: list[Token] = []
            for token in stream:
                held.append(token)
                if not _begins(held):
                    yield from held[:-1]
                    held = held[-1:] if token.type == _CALL[0] else []
                    if not held:
                        yield token
                elif len(held) == len(_CALL):
                    yield Token(held[0].lineno, "data", str(escape(say(held[3].value))))
                    held = []
            yield from held

    environment.add_extension(Said)


def _begins(tokens: list[Token]) -> bool:
    """Are these the first tokens of such a call?"""
    fits = all(token.type == kind for token, kind in zip(tokens, _CALL, strict=False))
    return fits and (len(tokens) < 2 or tokens[1].value == "t")
