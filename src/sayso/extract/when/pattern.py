"""Patterns over words, as rules write them, compiled to regular expressions over one code point a token.

A pattern is a line of elements:

    juillet     a word (any case, with or without accents); `d'ici_à` where the lexicon has a phrase
    <det>       a word of a class                    {day}       the same, kept under the class's name
    {a:DAY}     kept as `a`; classes in capitals are the kinds of what earlier stages found
    {a:A|B}     either class                         ( x | y )   either
    x?          may be missing                       @NAME       a macro
    !<x> =<x>   not / only before (first in the line) or after (anywhere else) a word of that class
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_ELEMENT = re.compile(
    r"\s*(?:(?P<mark>[()|?])|(?P<macro>@[A-Z_]+)|(?P<look>[!=])?"
    r"(?:<(?P<class>[\w|]+)>|\{(?P<slot>\w+)(?::(?P<of>[\w|]+))?\}|(?P<word>[^\s(){}<>|?]+)))"
)


class PatternError(ValueError):
    """A pattern that is not well formed; the message says where."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """The regex of a pattern, and for each of its groups the slot and the classes it stands for."""

    regex: re.Pattern[str]
    slots: Mapping[str, tuple[str, tuple[str, ...]]]
    needs: tuple[frozenset[str], ...]  # a text without one of each cannot match


def expand(pattern: str, macros: Mapping[str, str]) -> str:
    """Put the macros in; a macro may use macros that stand before it."""
    for _ in range(8):
        wider = re.sub(r"@([A-Z_]+)", lambda m: _macro(m[1], macros), pattern)
        if wider == pattern:
            return pattern
        pattern = wider
    raise PatternError(f"macros nest too deeply in {pattern[:80]!r}")


def _macro(name: str, macros: Mapping[str, str]) -> str:
    if name not in macros:
        raise PatternError(f"no macro '@{name}'")
    return f"({macros[name]})"


def compile_pattern(pattern: str, *, word: Callable[[str], str], chars: Callable[[str], str]) -> Compiled:
    """Compile one pattern.

    Args:
        pattern: The line, macros expanded.
        word: Gives the code point of a word.
        chars: Gives all code points of a class; raises KeyError for an unknown one.

    Raises:
        PatternError: what is wrong and where.
    """
    out: list[str] = []
    slots: dict[str, tuple[str, tuple[str, ...]]] = {}
    needs: list[frozenset[str]] = []
    at = depth = 0
    text = pattern.strip()
    while at < len(text):
        match = _ELEMENT.match(text, at)
        if match is None or match.end() == at:
            raise PatternError(f"cannot read {text[at : at + 30]!r}")
        at = match.end()
        if match["mark"]:
            depth += {"(": 1, ")": -1}.get(match["mark"], 0)
            out.append("(?:" if match["mark"] == "(" else match["mark"])
            continue
        must = depth == 0 and match["look"] != "!" and not text[at:].lstrip().startswith("?")
        classes = tuple((match["of"] or match["slot"] or match["class"] or "").split("|"))
        try:
            members = word(match["word"].replace("_", " ")) if match["word"] else "".join(map(chars, classes))
        except KeyError as error:
            raise PatternError(f"no class {error.args[0]!r}") from error
        body = f"[{re.escape(members)}]"
        if must:
            needs.append(frozenset(members))
        if match["look"]:
            before = all(piece.startswith("(?<") for piece in out)
            out.append(f"(?{'<' if before else ''}{match['look']}{body})")
        elif match["slot"]:
            group = f"g{len(slots)}"
            slots[group] = (match["slot"], classes)
            out.append(f"(?P<{group}>{body})")
        else:
            out.append(body)
    try:
        return Compiled(re.compile("".join(out)), slots, tuple(needs))
    except re.error as error:
        raise PatternError(f"unbalanced: {error}") from error
