"""Parties of an act that all share, each side once: what only restates a side is no further party.

A people beside somebody of its country ("cette rencontre entre Américains et Libyens"), and the name of a body
right behind the post that is of it ("le chef du commandement pour l'Afrique, Africom").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.extract.explain import Named
    from sayso.extract.page import Page
    from sayso.extract.party.mention import Mention

CLOSERS = frozenset(".;!?)")  # what ends an apposition; behind a comma or "et" the body may be one of a list


def each_once(page: Page, named: Sequence[Named]) -> list[Named]:
    """The parties without those that restate another one of the same act."""
    told = {n.party.code[:3] for n in named if not _people(n)}
    if len({n.party.code[:3] for n in named}) == 1:
        told = set()  # at home a people is a side of its own: "l'exécutif" and "les Français"
    kept = [n for n in named if not _people(n) or n.party.code[:3] not in told]
    bodies = [n for n in kept if _mention(n).kind == "organisation"]
    twice = [b for b in bodies if any(_restates(page, b, p) for p in kept if p is not b)]
    return [n for n in kept if n not in twice]


def _mention(named: Named) -> Mention:
    return named.cast.candidate.mention


def _people(named: Named) -> bool:
    return _mention(named).kind == "demonym" and _mention(named).plural


def _restates(page: Page, body: Named, post: Named) -> bool:
    """Does the body's name stand right behind the post, which is of a body that it names?"""
    if body.party.code != post.party.code:
        return False
    ends = {p.end for p in _of(page, post) if p.kind == "role" and _holds_body(page, p)}
    text = page.doc.text
    return any(
        text[m.start - 2 : m.start] == ", " and m.start - 2 in ends and text[m.end : m.end + 1] in CLOSERS
        for m in _of(page, body)
    )


def _of(page: Page, named: Named) -> Iterator[Mention]:
    """All mentions of a party."""
    number = named.cast.candidate.cluster
    return (m for m in page.mentions if page.identity.cluster(m) == number)


def _holds_body(page: Page, post: Mention) -> bool:
    return any(m.kind == "organisation" and post.start < m.start and m.end <= post.end for m in page.mentions)
