"""Who speaks in a claim, as the ledger counts: nobody for a pronoun that was not resolved, two for "A et B"."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import Any

from sayso import resources
from sayso.link.names import listed, nothing_else, who
from sayso.link.words import fold
from sayso.records import Attribution, Source

_EDGES = " .,;:«»\"'’-"
_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)")
_ACRONYM = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ-]{1,7}")


@functools.lru_cache(maxsize=20_000)
def speakers(attribution: Attribution | None, lang: str = "fr") -> tuple[Source, ...]:
    """The sources of a claim, each by itself; none for a report's own voice, for hearsay and for a bare pronoun."""
    source = attribution.source if attribution else None
    if source is None or fold(source.name.strip(_EDGES)) in _nobody(lang):
        return ()
    return tuple(replace(source, name=name) for name in _parts(source, lang))


def _parts(source: Source, lang: str) -> tuple[str, ...]:
    """The names that are joined, where each is a name and nothing else; else the whole.

    Source: house rule, read off the sources of press reports.  Known failure: "la police et la CGT" stays one, since
    "la police" is no name.
    """
    bare = _BRACKETS.sub("", source.name)
    *before, last = _and(lang).split(bare)
    if not before or listed(bare, lang):
        return (source.name,)
    names = [name.strip() for part in before for name in part.split(",")] + [last.strip()]
    return tuple(names) if all(_stands_alone(name, source, lang) for name in names) else (source.name,)


def _stands_alone(name: str, source: Source, lang: str) -> bool:
    """Is it somebody's name: one that is known, of a person in full, an acronym, an outlet's?"""
    it = who(name, "UNK", lang)
    known = it.listed or it.person or source.kind == "outlet" or _ACRONYM.fullmatch(name) is not None
    return known and nothing_else(name, lang)


@functools.cache
def _words(lang: str) -> dict[str, Any]:
    return resources.toml(f"lang/{lang}/speakers.toml")


@functools.cache
def _nobody(lang: str) -> frozenset[str]:
    return frozenset(fold(word).strip(_EDGES) for word in _words(lang)["nobody"])


@functools.cache
def _and(lang: str) -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:{'|'.join(map(re.escape, _words(lang)['and']))})\s+")
