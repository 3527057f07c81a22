"""The attribution rules of a language: one row a construction, with the words it needs and its examples."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import get_args

from sayso import resources
from sayso.errors import DataError
from sayso.records import Stance

KEYS = frozenset(
    {
        "id",
        "construction",
        "stance",
        "words",
        "teller",
        "yes",
        "no",
        "source",
        "without",
        "note",
        "keeps_last",
        "firm",
    }
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.  `words` are token sequences (for those constructions that start from fixed words)."""

    id: str
    construction: str
    stance: Stance
    words: tuple[tuple[str, ...], ...]
    teller: str  # any, teller: what may be the source
    keeps_last: bool  # the last of `words` is the source itself ("de source militaire")
    firm: bool  # what it covers stands under it without being weighed, but for asides
    without: frozenset[str]  # lemmas that are no source here
    yes: tuple[str, ...]
    no: tuple[str, ...]


@functools.cache
def rules(lang: str) -> tuple[Rule, ...]:
    """All rules of a language, in the order of their files.

    Raises:
        DataError: R001 for an unknown key, R002 for a rule without examples or with a doubled id.
    """
    found: list[Rule] = []
    for path in resources.files(f"lang/{lang}/attribution/*.toml"):
        name = f"lang/{lang}/attribution/{path.name}"
        for row in resources.toml(name).get("rule", []):
            found.append(_rule(row, name))
    doubled = sorted({r.id for r in found if sum(o.id == r.id for o in found) > 1})
    if doubled:
        raise DataError("R002", f"lang/{lang}/attribution", what=f"the rule id '{doubled[0]}' stands twice")
    return tuple(found)


@functools.cache
def firm(lang: str) -> frozenset[str]:
    """The ids of the rules that are not weighed."""
    return frozenset(rule.id for rule in rules(lang) if rule.firm)


def _rule(row: dict[str, object], at: str) -> Rule:
    where = f"{at}:{row.get('id', '?')}"
    for key in sorted(set(row) - KEYS):
        raise DataError("R001", where, key=key, known=", ".join(sorted(KEYS)))
    lists = {key: row.get(key, []) for key in ("words", "without", "yes", "no")}
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise DataError("R002", where, what=f"'{key}' must be a list of strings")
    if not lists["yes"] or not lists["no"]:
        raise DataError("R002", where, what="a rule needs 'yes' and 'no' examples")
    stance = row.get("stance", "reports")
    if stance not in get_args(Stance) or not row.get("id") or not row.get("construction"):
        raise DataError("R002", where, what="a rule needs an id, a construction and a known stance")
    return Rule(
        id=str(row["id"]),
        construction=str(row["construction"]),
        stance=stance,  # type: ignore[arg-type]
        words=tuple(tuple(str(w).split()) for w in lists["words"]),  # type: ignore[attr-defined]
        teller=str(row.get("teller", "any")),
        keeps_last=bool(row.get("keeps_last", False)),
        firm=bool(row.get("firm", False)),
        without=frozenset(lists["without"]),  # type: ignore[call-overload]
        yes=tuple(lists["yes"]),  # type: ignore[arg-type]
        no=tuple(lists["no"]),  # type: ignore[arg-type]
    )
