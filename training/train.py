"""Fit the shipped weights: `make train` (or `train.py --cross-validate` to see how good they are).

Reads the annotated reports of the folder `SAYSO_BENCHMARK` points at (`benchmark/train`, `benchmark/dev`
for the shipped weights alone) and the project's own annotations where their texts are at hand.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("OMP_NUM_THREADS", "1")  # one thread: the same sums in the same order

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import corpus  # noqa: E402
import fit  # noqa: E402
from corpus import Annotated  # noqa: E402
from weights import save, using  # noqa: E402

from sayso.exchange.score import coded as claim_row  # noqa: E402
from sayso.extract import pipeline, trigger  # noqa: E402

TARGET = HERE.parent / "src/sayso/model/weights"
# annotations without texts -> where the texts lie below SAYSO_BENCHMARK
ANNOTATED = {"orangesum.jsonl": "data/reports.jsonl", "timebank.jsonl": "data/timebank/texts.jsonl"}


def sources(root: Path) -> dict[str, list[Annotated]]:
    """Annotated reports by where they come from; `own` are those that this project annotated."""
    found = {
        name: list(corpus.annotated(corpus.split(root / "benchmark" / name))) for name in ("train", "dev")
    }
    found["own"] = list(corpus.annotated(own(root)))
    return found


def own(root: Path) -> Iterator[tuple[dict[str, Any], list[corpus.Gold]]]:
    """The reports that this project annotated, as far as their texts are at hand."""
    yield from corpus.joined(HERE / "house/labels.jsonl", HERE / "house/texts.jsonl")
    for name, texts in ANNOTATED.items():
        if (root / texts).is_file():
            yield from corpus.joined(HERE / "annotations" / name, root / texts)


def coded(item: Annotated) -> dict[str, Any]:
    """A report as the pipeline codes it with the deciders in use."""
    claims = pipeline.assemble(item.page, trigger.find(item.page))
    return {"id": item.key, "claims": [claim_row(c) for c in claims]}


def cross_validate(found: dict[str, list[Annotated]], folds: int, out: Path) -> None:
    """Code every report of `train` by weights fitted without its fold, and `dev` by weights fitted on all others."""
    bench = fit.Bench()
    known = fit.identified([*found["train"], *found["own"]], bench)
    train, own = known[: len(found["train"])], known[len(found["train"]) :]
    fold = np.random.default_rng(3).permutation(len(train)) % folds
    rows = []
    for k in range(folds):
        models = fit.fit_all([i for i, f in zip(train, fold, strict=True) if f != k] + own, bench)
        with using(fit.deciders(models)):
            rows.extend(coded(item) for item, f in zip(train, fold, strict=True) if f == k)
        print(f"fold {k + 1} of {folds}", flush=True)
    write(out / "train.jsonl", rows)
    with using(fit.deciders(fit.fit_all(train + own, bench))):
        write(out / "dev.jsonl", [coded(item) for item in found["dev"]])


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    """Write JSON Lines."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> int:
    """Fit and write, or cross-validate."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cross-validate", type=int, metavar="FOLDS")
    parser.add_argument("--out", type=Path, default=Path("out/cv"))
    parser.add_argument("--with-dev", action="store_true", help="fit the shipped weights on dev too")
    args = parser.parse_args()
    root = os.environ.get("SAYSO_BENCHMARK")
    if not root:
        print("SAYSO_BENCHMARK must name the folder with benchmark/ and data/", file=sys.stderr)
        return 2
    found = sources(Path(root))
    if args.cross_validate:
        cross_validate(found, args.cross_validate, args.out)
        return 0
    bench = fit.Bench()
    items = fit.identified(found["train"] + found["own"] + (found["dev"] if args.with_dev else []), bench)
    for name, model in fit.fit_all(items, bench).items():
        save(model, TARGET / f"fr.{name}.npz", fit.OFFSETS.get(name))
        print(f"{name}: {len(model.names)} features, {len(model.classes)} classes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
