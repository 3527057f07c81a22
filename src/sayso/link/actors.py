"""Which names are one actor: full names, their short forms, acronyms; homonyms stay apart.

Names come grouped by their last word, so that a new name can change only the names it shares that word with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.link.names import who


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A key of names (see `names.Who`) with the name and code that stand for it."""

    key: str
    name: str
    code: str


def actor_id(key: str) -> str:
    """The id of an actor by the key of its fullest name."""
    return "a" + hashlib.sha256(key.encode()).hexdigest()[:12]


def group(block: Sequence[Named]) -> dict[str, tuple[str, str]]:
    """The actor of each key of a block, as its leading key and the reason.

    A short form goes to the one full name of its country that ends in it; where there are two, to neither.

    Args:
        block: Names that end in one word.
    """
    persons = {n.key: n for n in block if _full(n)}
    found: dict[str, tuple[str, str]] = {}
    for one in sorted(block, key=lambda n: n.key):
        longer = [p for p in persons.values() if _inside(one, p)]
        chosen = [p for p in longer if _one_country(one, p)] or longer
        if len({p.key for p in chosen}) == 1:
            found[one.key] = (chosen[0].key, "short_form")
        else:
            found[one.key] = (one.key, "own_name")
    return found


Same = tuple[str, str, str]  # two keys, and why they are one


def joined(found: dict[str, tuple[str, str]], same: Iterable[Same]) -> dict[str, tuple[str, str]]:
    """The same with pairs of keys joined: what a person has said is one actor, and acronyms that a report defines."""
    found = dict(found)
    for a, b, why in same:
        if a in found and b in found and found[a][0] != found[b][0]:
            old, lead = found[a][0], found[b][0]
            found.update({k: (lead, why) for k, (mine, _) in found.items() if mine == old})
    return found


def _full(one: Named) -> bool:
    it = who(one.name, one.code)
    return it.person and len(it.proper) > 1


def _inside(short: Named, full: Named) -> bool:
    a, b = who(short.name, short.code), who(full.name, full.code)
    return a.post is None and bool(a.proper) and a.proper < b.proper and a.last == b.last


def _one_country(a: Named, b: Named) -> bool:
    return "UNK" in (a.code[:3], b.code[:3]) or a.code[:3] == b.code[:3]
