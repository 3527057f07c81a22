"""Fit every decision of the pipeline on annotated reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import examples
from corpus import Annotated
from examples import Rows
from learner import Model, Settings, fit
from weights import decider, using

from sayso.extract import binding, coreference, governor, roles, sameness
from sayso.extract.decide import Decider
from sayso.extract.party.identity import Identity
from sayso.extract.pipeline import view

SETTINGS: dict[str, Settings] = {
    "coref": Settings(
        hidden=16, epochs=5, batch=256, rate=0.004, min_count=3, dropout=0.3, feature_dropout=0.25
    ),
    "trigger": Settings(
        hidden=32, epochs=6, batch=512, rate=0.006, min_count=3, dropout=0.5, feature_dropout=0.3
    ),
    "source": Settings(
        hidden=16, epochs=10, batch=128, rate=0.004, min_count=2, dropout=0.3, feature_dropout=0.2
    ),
    "factuality": Settings(
        hidden=32, epochs=10, batch=128, rate=0.004, min_count=2, dropout=0.5, feature_dropout=0.4
    ),
    "tense": Settings(
        hidden=32, epochs=12, batch=128, rate=0.004, min_count=2, dropout=0.5, feature_dropout=0.5
    ),
    "role": Settings(
        hidden=8, epochs=5, batch=512, rate=0.005, min_count=3, dropout=0.4, feature_dropout=0.3
    ),
    "when": Settings(
        hidden=16, epochs=8, batch=256, rate=0.008, min_count=3, dropout=0.4, feature_dropout=0.4
    ),
    "where": Settings(
        hidden=16, epochs=16, batch=256, rate=0.004, min_count=3, dropout=0.4, feature_dropout=0.4
    ),
    "same": Settings(
        hidden=16, epochs=4, batch=512, rate=0.005, min_count=5, dropout=0.4, feature_dropout=0.5
    ),
}

# logits added to a class: where cross-validation put the thresholds
OFFSETS: dict[str, dict[str, float]] = {
    "trigger": {"NONE": -2.0},
    "factuality": {"CT-": 1.4, "PR+": 1.6, "PS+": 0.6, "UU": 0.6},  # the rare ones
}

SIMPLE: dict[str, Callable[[Annotated], Rows]] = {
    "coref": examples.coref_rows,
    "trigger": examples.trigger_rows,
    "source": examples.source_rows,
    "role": examples.role_rows,
    "when": lambda item: examples.bind_rows(item, "when"),
    "where": lambda item: examples.bind_rows(item, "where"),
    "factuality": lambda item: examples.modality_rows(item)[0],
    "tense": lambda item: examples.modality_rows(item)[1],
}


class Bench:
    """Rows of every report, computed once and shared by all folds."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Rows] = {}

    def rows(self, name: str, items: Sequence[Annotated]) -> Rows:
        """All rows of one decision over some reports."""
        out = Rows()
        for item in items:
            key = (name, item.key)
            if key not in self._rows:
                self._rows[key] = SIMPLE[name](item)
            out.extend(self._rows[key])
        return out


def identified(
    items: Sequence[Annotated], others: Sequence[Annotated], bench: Bench, folds: int = 3
) -> list[Annotated]:
    """The same reports, who is who in each told by weights that were not fitted on it.

    The other decisions learn from parties as they will meet them on unseen reports.  `others` are fitted on too.
    """
    out = list(items)
    for k in range(folds):
        rest = [item for n, item in enumerate(items) if n % folds != k]
        choose = coreference.chooser(decider(fit_one("coref", bench.rows("coref", [*rest, *others]))))
        for n in range(k, len(out), folds):
            page = out[n].page
            who = Identity(
                page.doc, page.mentions, lang=page.lang, attributions=page.attributions, chooser=choose
            )
            out[n] = replace(out[n], page=replace(page, identity=who))
    return out


def fit_one(name: str, rows: Rows) -> Model:
    """Fit one decision."""
    return fit(rows.features, examples.matrix(rows.dense), rows.labels, SETTINGS[name])


def fit_all(items: Sequence[Annotated], bench: Bench, only: Sequence[str] | None = None) -> dict[str, Model]:
    """Fit all decisions; "same" sees the other decisions as they come out on reports they were not fitted on."""
    names = only or [*SIMPLE, "same"]
    models = {name: fit_one(name, bench.rows(name, items)) for name in names if name in SIMPLE}
    if "same" in names:
        models["same"] = fit_one("same", _same(items, bench))
    return models


def _same(items: Sequence[Annotated], bench: Bench) -> Rows:
    out = Rows()
    halves = (items[0::2], items[1::2])
    for near, far in (halves, halves[::-1]):
        side = {
            name: decider(fit_one(name, bench.rows(name, far)))
            for name in ("source", "role", "when", "where")
        }
        with using(side):
            for item in near:
                out.extend(examples.same_rows(item, views(item)))
    return out


def views(item: Annotated) -> list[sameness.View]:
    """What the pipeline thinks of each gold trigger before claims are gathered."""
    out = []
    for t in item.triggers:
        g = governor.govern(item.page, t)
        source = g.attribution.source.text if g.attribution and g.attribution.source else None
        casts = roles.cast(item.page, t, g.attribution)
        out.append(
            view(casts, binding.bind(item.page, t, "when"), binding.bind(item.page, t, "where"), source)
        )
    return out


def deciders(models: dict[str, Model]) -> dict[str, Decider]:
    """Models as the pipeline uses them, thresholds set."""
    return {name: decider(model, OFFSETS.get(name)) for name, model in models.items()}
