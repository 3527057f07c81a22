"""Fit every decision of the pipeline on annotated reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import code_examples
import examples
from corpus import Annotated
from examples import Rows
from learner import Model, Settings, averaged, fit
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
        hidden=32, epochs=6, batch=1024, rate=0.008, min_count=5, dropout=0.5, feature_dropout=0.3
    ),
    "retrigger": Settings(
        hidden=16, epochs=6, batch=512, rate=0.005, min_count=3, dropout=0.3, feature_dropout=0.2, fits=2
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
        hidden=64, epochs=4, batch=1024, rate=0.003, min_count=3, dropout=0.3, feature_dropout=0.4
    ),
    "cast": Settings(
        hidden=16, epochs=6, batch=512, rate=0.005, min_count=3, dropout=0.2, feature_dropout=0.2
    ),
    "when": Settings(
        hidden=16, epochs=5, batch=256, rate=0.008, min_count=5, dropout=0.4, feature_dropout=0.4
    ),
    "where": Settings(
        hidden=16, epochs=16, batch=256, rate=0.004, min_count=3, dropout=0.4, feature_dropout=0.4
    ),
    "sector": Settings(
        hidden=8, epochs=8, batch=256, rate=0.004, min_count=7, dropout=0.3, feature_dropout=0.3
    ),
    "country": Settings(
        hidden=8, epochs=8, batch=256, rate=0.004, min_count=5, dropout=0.3, feature_dropout=0.2
    ),
    "same": Settings(
        hidden=16, epochs=4, batch=512, rate=0.005, min_count=5, dropout=0.4, feature_dropout=0.5
    ),
}

# logits added to a class: where cross-validation put the thresholds
OFFSETS: dict[str, dict[str, float]] = {
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
    "sector": lambda item: code_examples.code_rows(item)[0],
    "country": lambda item: code_examples.code_rows(item)[1],
}


EARLIER = ("trigger", "source", "role", "when", "where")  # what later decisions look at


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
                self._rows[key] = SIMPLE[name](item).shared()
            out.extend(self._rows[key])
        return out


def identified(items: Sequence[Annotated], bench: Bench, folds: int = 3) -> list[Annotated]:
    """The same reports, who is who in each told by weights that were not fitted on it.

    The other decisions learn from parties as they will meet them on unseen reports.  Call it before `bench` has
    rows of any decision but "coref".
    """
    out = list(items)
    for k in range(folds):
        rest = [item for n, item in enumerate(items) if n % folds != k]
        choose = coreference.chooser(decider(fit_one("coref", bench.rows("coref", rest))))
        for n in range(k, len(out), folds):
            page = out[n].page
            who = Identity(
                page.doc, page.mentions, lang=page.lang, attributions=page.attributions, chooser=choose
            )
            out[n] = replace(out[n], page=replace(page, identity=who))
    return out


def fit_one(name: str, rows: Rows) -> Model:
    """Fit one decision."""
    settings, dense = SETTINGS[name], examples.matrix(rows.dense)
    seeds = range(settings.seed, settings.seed + settings.fits)
    models = [fit(rows.features, dense, rows.labels, replace(settings, seed=seed)) for seed in seeds]
    return averaged(models) if len(models) > 1 else models[0]


def fit_all(items: Sequence[Annotated], bench: Bench) -> dict[str, Model]:
    """Fit all decisions; the later ones see the earlier as they come out on reports they were not fitted on."""
    models = {name: fit_one(name, bench.rows(name, items)) for name in SIMPLE}
    for name, rows in later_rows(items, bench).items():
        models[name] = fit_one(name, rows)
    return models


def later_rows(items: Sequence[Annotated], bench: Bench) -> dict[str, Rows]:
    """Rows of the decisions that look at others: "same" (one event?), and the second looks "retrigger" and "cast".

    Each half of the reports is looked at with the earlier decisions fitted on the other half.
    """
    halves = (items[0::2], items[1::2])
    sides = [{name: decider(fit_one(name, bench.rows(name, half))) for name in EARLIER} for half in halves]
    looks, same, again = [], [Rows(), Rows()], Rows()
    for n, half in enumerate(halves):
        with using(sides[1 - n]):
            looks.append([look(item) for item in half])
            for item in half:
                again.extend(examples.retrigger_rows(item))
        for item, (_, seen) in zip(half, looks[n], strict=True):
            same[n].extend(examples.same_rows(item, seen))
    cast = Rows()
    for n, half in enumerate(halves):
        with using({"same": decider(fit_one("same", same[1 - n]))}):
            for item, (casts, seen) in zip(half, looks[n], strict=True):
                cast.extend(examples.cast_rows(item, casts, sameness.gather(item.page, item.triggers, seen)))
    same[0].extend(same[1])
    return {"same": same[0], "cast": cast, "retrigger": again}


def look(item: Annotated) -> tuple[list[list[roles.Cast]], list[sameness.View]]:
    """What the pipeline thinks of each gold trigger before claims are gathered: its parties, and its view."""
    page, triggers = item.page, item.triggers
    governing = [governor.govern(page, t).attribution for t in triggers]
    casts = roles.cast_all(page, triggers, governing)
    whens, wheres = (binding.bind_all(page, triggers, kind) for kind in ("when", "where"))
    tellers = [a.source.text if a and a.source else None for a in governing]
    return casts, [view(*seen) for seen in zip(casts, whens, wheres, tellers, strict=True)]


def deciders(models: dict[str, Model]) -> dict[str, Decider]:
    """Models as the pipeline uses them, thresholds set."""
    return {name: decider(model, OFFSETS.get(name)) for name, model in models.items()}
