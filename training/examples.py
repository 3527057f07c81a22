"""From annotated reports to training rows: for each decision of the pipeline its features and the right class."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from corpus import Annotated, Gold, alike, words

from sayso.exchange.score import plain_edtf
from sayso.extract import (
    binding,
    coreference,
    governor,
    modality,
    naming,
    recast,
    retrigger,
    roles,
    sameness,
    trigger,
)
from sayso.extract.arguments import arguments
from sayso.extract.coreference import Choice
from sayso.extract.party.identity import Identity
from sayso.extract.party.mention import Mention
from sayso.records import Attribution, When, Where

SHARED = {"AGREE", "CONSULT", "COOPERATE"}


@dataclass
class Rows:
    """Feature names, labels and (for triggers) dense vectors."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    dense: list[Any] = field(default_factory=list)

    def add(self, features: list[str], label: str) -> None:
        """One more row."""
        self.features.append(features)
        self.labels.append(label)

    def shared(self) -> Rows:
        """The same with one string for all equal names: there are many millions of them."""
        self.features = [[sys.intern(name) for name in row] for row in self.features]
        return self

    def extend(self, other: Rows) -> None:
        """All rows of another."""
        self.features.extend(other.features)
        self.labels.extend(other.labels)
        self.dense.extend(other.dense)


def trigger_rows(item: Annotated) -> Rows:
    """A row for every content word: its type or NONE."""
    rows = Rows()
    label = {t.i: t.type for t in item.triggers}
    tokens = trigger.candidates(item.page)
    for token in tokens:
        rows.add(trigger.features(item.page, token), label.get(token.i, trigger.NONE))
    if tokens:
        rows.dense = list(trigger.vectors(tokens))
    return rows


def retrigger_rows(item: Annotated) -> Rows:
    """A row for every word that the first look finds plausible: its type or NONE."""
    label = {t.i: t.type for t in item.triggers}
    firsts, _ = trigger.first_look(item.page)
    features = retrigger.rows(item.page, firsts)
    return Rows(features=features, labels=[label.get(f.token.i, trigger.NONE) for f in firsts])


def true_attribution(item: Annotated, gold: Gold, t: trigger.Trigger) -> Attribution | None:
    """The found attribution that the gold source means, None if the report speaks itself or none was found."""
    if not gold.get("source"):
        return None
    found = governor.candidates(item.page, t)
    return next((a for a in found if _names(item, a, gold["source"]["text"])), None)


def _names(item: Annotated, a: Attribution, name: str) -> bool:
    if a.source is None:
        return False
    full = naming.resolved(item.page, a).source
    return alike(a.source.text, name) or (full is not None and alike(full.name, name))


def source_rows(item: Annotated) -> Rows:
    """A row for every attribution that reaches a gold trigger."""
    rows = Rows()
    for gold, t in zip(item.gold, item.triggers, strict=True):
        found = governor.candidates(item.page, t)
        right = true_attribution(item, gold, t)
        if right is None and gold.get("source") and found:
            right = found[0]  # somebody's word, though the name is not resolved: the innermost one
        for n, a in enumerate(found):
            rows.add(
                governor.features(item.page, t, a, n, len(found)), governor.YES if a is right else governor.NO
            )
    return rows


def modality_rows(item: Annotated) -> tuple[Rows, Rows]:
    """Rows for factuality and for tense."""
    sure, tense = Rows(), Rows()
    for gold, t in zip(item.gold, item.triggers, strict=True):
        a = true_attribution(item, gold, t)
        row = modality.features(item.page, t, a)
        sure.add(row, gold["factuality"])
        tense.add(row, gold["tense"])
    return sure, tense


def role_rows(item: Annotated) -> Rows:
    """A row for every party in reach of a gold trigger."""
    rows = Rows()
    page = item.page
    for gold, t in zip(item.gold, item.triggers, strict=True):
        a = true_attribution(item, gold, t)
        found = roles.candidates(page, t)
        for row, label in zip(roles.table(page, t, found, a), cast_labels(item, found, gold), strict=True):
            rows.add(row, label)
    return rows


def cast_rows(item: Annotated, casts: Sequence[list[roles.Cast]], numbers: Sequence[int]) -> Rows:
    """The same as the second look sees them; `numbers` are the triggers' events."""
    rows = Rows()
    tables = recast.table(item.triggers, casts, numbers)
    for gold, own, table in zip(item.gold, casts, tables, strict=True):
        labels = cast_labels(item, [c.candidate for c in own], gold)
        for row, label in zip(table, labels, strict=True):
            if row:
                rows.add(row, label)
    return rows


def cast_labels(item: Annotated, found: Sequence[roles.Candidate], gold: Gold) -> list[str]:
    """The role of every candidate: each gold party is the candidate that names it best, or all that do so equally."""
    names = [names_of(item, c) for c in found]
    labels = [roles.NONE] * len(found)
    for role, label in (("actor", roles.ACTOR), ("recipient", roles.RECIPIENT)):
        for party in gold.get(role) or []:
            values = [fits(own, full, party["text"]) for own, full in names]
            best = max(values, default=0.0)
            for n, value in enumerate(values):
                if value >= 1 and value > best - 1e-6 and labels[n] == roles.NONE:
                    labels[n] = label
    return labels


def names_of(item: Annotated, c: roles.Candidate) -> tuple[set[str], list[str]]:
    """All that a candidate is called but by pronouns, and its fullest names."""
    identity = item.page.identity
    meant = roles.referents(item.page, c.mention)
    own = {m.text for r in meant for m in identity.members(r) if m.kind != "pronoun"}
    return own, [identity.fullest(r).text for r in meant]


def fits(own: set[str], full: list[str], name: str) -> float:
    """How well a candidate fits a gold party's name: 3 for the very words, 1 to 2 for half of them or more."""
    best = 0.0
    for text in own:
        if text == name:
            best = 3.0
            break
        x, y = words(text), words(name)
        if x and y and len(x & y) / min(len(x), len(y)) >= 0.5:
            best = max(best, 1 + len(x & y) / len(x | y))
    return best + 0.5 if best and any(alike(f, name) for f in full) else best


def bind_rows(item: Annotated, kind: str) -> Rows:
    """A row for every date or place of the report beside every gold trigger."""
    rows = Rows()
    found = binding.options(item.page, kind)
    for gold, t in zip(item.gold, item.triggers, strict=True):
        right = [_is(option, gold.get(kind)) for option in found]
        for n, yes in enumerate(right):
            rows.add(binding.features(item.page, t, found, n), binding.YES if yes else binding.NO)
    return rows


def _is(option: binding.Option, gold: Gold | None) -> bool:
    """Is it the gold date's value, or the gold place under one of its names?"""
    if not gold:
        return False
    if "edtf" in gold:
        return any(plain_edtf(t.edtf) == gold["edtf"] for t in option.things if isinstance(t, When))
    return any(
        t.country == gold["country"] and alike(t.text, gold["text"])
        for t in option.things
        if isinstance(t, Where)
    )


def same_rows(item: Annotated, views: Sequence[sameness.View]) -> Rows:
    """A row for every pair of gold triggers of a report."""
    n = len(item.triggers)
    pairs = [(i, j) for j in range(n) for i in range(max(0, j - sameness.WINDOW), j)]
    events = [gold.get("event") for gold in item.gold]
    labels = [sameness.YES if events[i] == events[j] else sameness.NO for i, j in pairs]
    return Rows(features=sameness.pair_rows(item.page, item.triggers, views, pairs), labels=labels)


def coref_rows(item: Annotated) -> Rows:
    """A row for every party that an anaphor of known meaning could mean; the others go by the rules."""
    rows = Rows()
    meant = meanings(item)

    def choose(mention: Mention, choices: Sequence[Choice], table: list[list[str]]) -> Choice | None:
        names = meant.get((mention.start, mention.end))
        if not names:
            return None
        right = _right(mention, choices, names)
        if right is None:
            return None
        for choice, row in zip(choices, table, strict=True):
            rows.add(row, coreference.YES if choice in right else coreference.NO)
        return right[0]

    page = item.page
    Identity(page.doc, page.mentions, lang=page.lang, attributions=page.attributions, chooser=choose)
    return rows


def _right(mention: Mention, choices: Sequence[Choice], names: list[str]) -> list[Choice] | None:
    """The choices that gold means; None where it cannot be told."""
    met: list[tuple[float, Choice]] = []
    for choice in choices:
        if choice.cluster is None:
            continue
        texts = [m.text for m in choice.cluster.members if m.kind != "pronoun" and m is not mention]
        best = max((shared(t, n) for t in texts for n in names), default=0.0)
        if best >= 0.5:
            met.append((best, choice))
    if met:
        top = max(score for score, _ in met)
        return [choice for score, choice in met if score >= top - 0.01]
    if mention.kind != "pronoun" and any(alike(mention.text, n) for n in names):
        return [choice for choice in choices if choice.cluster is None]
    return None


def shared(text: str, name: str) -> float:
    """How alike two mentions are: the share of common words of the shorter, a little more for more words."""
    x, y = words(text), words(name)
    if not x or not y:
        return 0.0
    return len(x & y) / min(len(x), len(y)) - (0.2 if len(x & y) < min(2, len(y)) else 0.0)


def meanings(item: Annotated) -> dict[tuple[int, int], list[str]]:
    """What anaphors must mean by gold: the sources over its triggers, and the triggers' own arguments."""
    page = item.page
    heads = {m.head: m for m in page.mentions}
    found: dict[tuple[int, int], list[str]] = {}
    for gold, t in zip(item.gold, item.triggers, strict=True):
        if gold.get("source"):
            teller = _teller(item, gold["source"]["text"], t)
            if teller is not None:
                found.setdefault((teller.start, teller.end), []).append(gold["source"]["text"])
        for i, how in arguments(page.doc[t.i], page.lang).items():
            names = _cast(gold, how.split(":")[0])
            if names and i in heads and coreference.is_anaphor(heads[i]):
                found.setdefault((heads[i].start, heads[i].end), []).extend(names)
    return found


def _teller(item: Annotated, name: str, t: trigger.Trigger) -> Mention | None:
    """The anaphor that stands for the gold source of a trigger."""
    sources = [a.source for a in governor.candidates(item.page, t) if a.source is not None]
    if not sources or any(alike(s.text, name) for s in sources):
        return None
    teller = naming.teller_at(item.page, sources[0])
    return teller if teller is not None and coreference.is_anaphor(teller) else None


def _cast(gold: Gold, side: str) -> list[str]:
    """The gold parties that an argument of one side can mean: one, or those of a shared act."""
    roles_of = {"doer": ("actor",), "undergoer": ("recipient",)}.get(side, ())
    if gold["type"] in SHARED and roles_of:
        roles_of = ("actor", "recipient")
    return [p["text"] for role in roles_of for p in gold.get(role) or []]


def matrix(dense: list[Any]) -> np.ndarray[Any, Any] | None:
    """Dense rows as one array, None if there are none."""
    return np.array(dense, dtype="float32") if dense else None
