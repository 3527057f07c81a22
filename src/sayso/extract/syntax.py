"""The parser's labels in house words (`lang.toml`), and the few words that the grammar must know."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso import resources

if TYPE_CHECKING:
    from sayso.annotate.doc import Token


@dataclass(frozen=True, slots=True)
class Grammar:
    """Labels by house word (`subject`, `object` …) and word lists of `syntax.toml` by "table.key"."""

    labels: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]

    def children(self, token: Token, *names: str) -> list[Token]:
        """The children that stand in one of these relations."""
        wanted = frozenset().union(*(self.labels[n] for n in names))
        return [c for c in token.children if c.dep_ in wanted]

    def stands_as(self, token: Token, *names: str) -> bool:
        """Does the token stand in one of these relations to its head?"""
        return any(token.dep_ in self.labels[n] for n in names)


@functools.cache
def grammar(lang: str) -> Grammar:
    """The grammar of one language."""
    labels = resources.toml(f"lang/{lang}/lang.toml")["labels"]
    tables = resources.toml(f"lang/{lang}/syntax.toml")
    words = {f"{t}.{k}": frozenset(v) for t, row in tables.items() for k, v in row.items()}
    return Grammar({k: frozenset(v) for k, v in labels.items()}, words)
