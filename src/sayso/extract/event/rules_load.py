"""Read event rules and figures of speech from the language's data.

`lang/<iso>/events/*.toml` holds the rules, `not_events.tsv` what looks like an event and is none,
`event_classes.tsv` the word classes that constraints name as `@class`, `light_verbs.tsv` the verbs that
lend an action noun its parties.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from sayso import resources
from sayso.errors import DataError
from sayso.extract.event.rules_inflect import forms, plain
from sayso.extract.event.rules_phrase import Phrase, compile_phrase

PATH_CONSTRAINTS = ("with", "without")
WORD_CONSTRAINTS = (
    "object_lemma",
    "object_not",
    "subject_lemma",
    "subject_not",
    "complement_lemma",
    "complement_not",
    "modifier",
    "modifier_not",
    "prep",
    "prep_not",
    "context",
    "context_not",
)
SWITCHES = ("reflexive", "negated")
CONSTRAINTS = (*PATH_CONSTRAINTS, *WORD_CONSTRAINTS, *SWITCHES)
NEEDS_NO_PARSE = frozenset({"reflexive", "negated", "context", "context_not"})
RULE_KEYS = frozenset(
    {
        "id",
        "event",
        "trigger",
        "mode",
        "modes",
        "roles",
        "weight",
        "yes",
        "no",
        "source",
        "note",
        *CONSTRAINTS,
    }
)
ANY = "*"  # in `words` of not_events.tsv: whatever the trigger
TRIGGER_KEYS = frozenset({"lemma", "pos", "form", "phrase"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule.  `constraints` maps the names above to forms, house paths or a switch."""

    id: str
    event: str
    pos: str
    lemmas: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    form: str | None
    constraints: dict[str, frozenset[str] | bool]
    mode: str | None
    modes: dict[str, str]
    roles: dict[str, tuple[str, ...]]
    weight: float
    yes: tuple[str, ...]
    no: tuple[str, ...]
    source: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEvent:
    """A figure of speech or another sense: phrases that cover the trigger, words that must be near."""

    id: str
    phrases: tuple[Phrase, ...]
    near: frozenset[str]
    types: frozenset[str]  # empty: every type
    kind: str
    anywhere: bool  # no phrase: the near words alone say it


@functools.cache
def word_classes(lang: str) -> dict[str, frozenset[str]]:
    """Class -> every form of its words."""
    found: dict[str, set[str]] = {}
    for row in resources.table(f"lang/{lang}/event_classes.tsv"):
        for word in row["words"].split("|"):
            found.setdefault(row["class"], set()).update(_all_forms(word.strip(), lang))
    return {name: frozenset(words) for name, words in found.items()}


def _all_forms(word: str, lang: str) -> tuple[str, ...]:
    return tuple(form for pos in ("NOUN", "ADJ", "VERB") for form in forms(word, pos, lang))


def _word_set(words: list[str], lang: str, at: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if word.startswith("@"):
            classes = word_classes(lang)
            if word[1:] not in classes:
                raise DataError("R002", at, what=f"no word class '{word}'")
            found |= classes[word[1:]]
        else:
            found.update(_all_forms(word, lang))
            found.update(forms(word, "WORD", lang))
    return frozenset(found)


def build(raw: dict[str, Any], lang: str, at: str) -> Rule:
    """Turn one table of a rule file into a `Rule`.

    Raises:
        DataError: R001 for a key that is not known, R002 for a value of the wrong kind.
    """
    for key in raw:
        if key not in RULE_KEYS:
            raise DataError("R001", at, key=key, known=", ".join(sorted(RULE_KEYS)))
    trigger = raw.get("trigger", {})
    for key in trigger:
        if key not in TRIGGER_KEYS:
            raise DataError("R001", at, key=f"trigger.{key}", known=", ".join(sorted(TRIGGER_KEYS)))
    for key in ("id", "event", "weight", "source"):
        if key not in raw:
            raise DataError("R002", at, what=f"the key '{key}' is missing")
    constraints: dict[str, frozenset[str] | bool] = {}
    for key in CONSTRAINTS:
        if key not in raw:
            continue
        value = raw[key]
        if key in SWITCHES:
            constraints[key] = bool(value)
        elif key in PATH_CONSTRAINTS:
            constraints[key] = frozenset(value)
        else:
            constraints[key] = _word_set(value, lang, at)
    lemmas = [plain(word) for word in trigger.get("lemma", [])]
    phrases = [*trigger.get("phrase", []), *(word for word in lemmas if "-" in word)]
    return Rule(
        id=raw["id"],
        event=raw["event"],
        pos=trigger.get("pos", "VERB"),
        lemmas=tuple(lemmas),
        phrases=tuple(compile_phrase(text, lang) for text in phrases),
        form=trigger.get("form"),
        constraints=constraints,
        mode=raw.get("mode"),
        modes={plain(word): mode for mode, words in raw.get("modes", {}).items() for word in words},
        roles={role: tuple(paths) for role, paths in raw.get("roles", {}).items()},
        weight=float(raw["weight"]),
        yes=tuple(raw.get("yes", [])),
        no=tuple(raw.get("no", [])),
        source=raw["source"],
        at=at,
    )


def raw_rules(lang: str) -> list[tuple[str, dict[str, Any]]]:
    """Every rule table of the language as (where it stands, table), in file order."""
    found = []
    for path in resources.files(f"lang/{lang}/events/*.toml"):
        name = f"lang/{lang}/events/{path.name}"
        for number, raw in enumerate(resources.toml(name).get("rule", []), 1):
            found.append((f"{name}:{raw.get('id', number)}", raw))
    return found


@functools.cache
def rules(lang: str) -> tuple[Rule, ...]:
    """The language's event rules.

    Raises:
        DataError: R001 or R002 at the first rule that is not sound; `sayso check` lists them all.
    """
    return tuple(build(raw, lang, at) for at, raw in raw_rules(lang))


@functools.cache
def not_events(lang: str) -> tuple[NotEvent, ...]:
    """The language's figures of speech, other senses and names of things."""
    found = []
    for row in resources.table(f"lang/{lang}/not_events.tsv"):
        near: set[str] = set()
        for word in filter(None, row["near"].split("|")):
            near |= _word_set([word], lang, row["_at"])
        texts = [text.strip() for text in row["words"].split("/") if text != ANY]
        found.append(
            NotEvent(
                id=row["id"],
                phrases=tuple(compile_phrase(text, lang) for text in texts),
                near=frozenset(near),
                types=frozenset(filter(None, row["types"].split("|"))),
                kind=row["kind"],
                anywhere=not texts,
            )
        )
    return tuple(found)


@functools.cache
def light_verbs(lang: str) -> dict[str, str]:
    """Form of a verb that carries an action noun -> the role of its subject ("subir": recipient)."""
    return {
        form: row["subject_is"]
        for row in resources.table(f"lang/{lang}/light_verbs.tsv")
        for form in forms(row["lemma"], "VERB", lang)
    }
