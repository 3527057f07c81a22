"""Mood and tense: of a verb with its auxiliaries, of the clause around a word, of a date to the report's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso import resources
from sayso.annotate.kept import kept

if TYPE_CHECKING:
    from sayso.annotate.doc import Token

FINITE = frozenset({"Ind", "Cnd", "Sub", "Imp"})
HIGHEST = 6  # words looked at on the way up


@kept
def verb_form(token: Token) -> str:
    """Mood and tense of a verb with its auxiliaries ("Ind+Past+aux:tense+Part"), "-" for anything else."""
    parts = _mood(token)
    for child in token.children:
        if child.dep_ in {"aux:tense", "aux:pass", "cop"}:
            parts = [*_mood(child)[:2], f"{child.dep_}", *parts]
    return "+".join(parts) or "-"


def _mood(token: Token) -> list[str]:
    """Mood, tense and form as tagged; where the ending says future or conditional, as the ending says."""
    form = token.morph.get("VerbForm", [])
    if "Fin" in form:
        said = _ending(token)
        if said:
            return [*said, *form]
    return [*token.morph.get("Mood", []), *token.morph.get("Tense", []), *form]


def _ending(token: Token) -> tuple[str, ...]:
    """Future or conditional by the ending: taggers know the tenses of common verbs only."""
    endings = resources.toml(f"lang/{token.lang_}/attribution/grammar.toml")["endings"]
    form, lemma = token.lower_, token.lemma_.lower()
    for name, said in (("conditional", ("Cnd", "Pres")), ("future", ("Ind", "Fut"))):
        ending = next((e for e in endings[name] if form.endswith(e)), None)
        if ending is None or len(form) < len(ending) + 2:
            continue
        stem = form[: -len(ending)] + "r"
        if stem == lemma or stem.endswith("rr") or not lemma.endswith(tuple(endings["soft"])):
            return said
    return ()


@kept
def clause_form(token: Token) -> str:
    """Mood and tense of a word's clause: those of the first finite verb on the way up, or "-"."""
    node = token
    for _ in range(HIGHEST):
        form = verb_form(node)
        if any(mood in form for mood in FINITE):
            return form
        if node.head == node:
            break
        node = node.head
    return "-"


def relation(earliest: str | None, latest: str | None, published: str | None) -> str:
    """Where a stretch of days lies to the report's date: before, around, after, or unknown."""
    if not published:
        return "unknown"
    day = published[:10]
    if latest and latest[: len(day)] < day:
        return "before"
    if earliest and earliest[: len(day)] > day:
        return "after"
    return "around" if earliest or latest else "unknown"
