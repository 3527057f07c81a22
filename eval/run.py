"""How right is sayso?  `make eval`: every figure with its n, held against the recorded floors.

Reads the annotated reports of the folder that `SAYSO_BENCHMARK` points at.  `--write` renews
`eval/RESULTS.md`; `--cross-validate` also fits on `train` by folds (minutes).
"""

from __future__ import annotations

import argparse
import datetime
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import distort  # noqa: E402
import probes  # noqa: E402

import sayso  # noqa: E402
from sayso.exchange.score import score_line  # noqa: E402
from sayso.read import from_text  # noqa: E402

Rows = dict[str, dict[str, Any]]


def load(path: Path) -> ModuleType:
    """A scorer that lies beside its data."""
    spec = importlib.util.spec_from_file_location(f"scorer_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def code(texts: Iterable[dict[str, Any]], change: Callable[[str], str] = lambda t: t) -> dict[str, Any]:
    """Read reports and give each one's line for the scorer, by id."""
    out = {}
    for row in texts:
        report = from_text(
            change(row["text"]), published=row.get("date"), outlet=row.get("source"), lang="fr", key=row["id"]
        )
        for reading in sayso.read_many([report]):
            out[row["id"]] = json.loads(score_line(reading))
    return out


def claims(root: Path, part: str, scorer: ModuleType, coded: dict[str, Any] | None = None) -> Rows:
    """The benchmark's lines for one part of it."""
    texts = jsonl(root / part / "texts.jsonl")
    coded = coded or code(texts)
    gold = {row["id"]: row["claims"] for row in jsonl(root / part / "gold.jsonl")}
    result: Rows = scorer.score(
        {t["id"]: t["text"] for t in texts}, gold, {k: v["claims"] for k, v in coded.items()}
    )
    return result


def robustness(root: Path, scorer: ModuleType) -> Rows:
    """Mention and type F1 on `dev` as it is and distorted; gold triggers move with the text."""
    texts = jsonl(root / "benchmark/dev/texts.jsonl")
    gold = {row["id"]: row["claims"] for row in jsonl(root / "benchmark/dev/gold.jsonl")}
    out: Rows = {}
    for name, change in distort.WAYS.items():
        changed = {t["id"]: change(t["text"]) for t in texts}
        moved = {
            k: [distort.moved(c, next(t["text"] for t in texts if t["id"] == k), change) for c in cs]
            for k, cs in gold.items()
        }
        coded = code([{**t, "text": changed[t["id"]]} for t in texts])
        result = scorer.score(changed, moved, {k: v["claims"] for k, v in coded.items()})
        out[name] = {
            "mention": result["mention"]["f1"],
            "type": result["type"]["f1"],
            "n": result["mention"]["n"],
        }
    return out


def times(root: Path) -> dict[str, Any]:
    """French TimeBank: span and value."""
    folder = root / "data/timebank"
    scorer = load(folder / "score.py")
    texts = jsonl(folder / "texts.jsonl")
    coded = {k: v["times"] for k, v in code(texts).items()}
    gold = {row["id"]: row["timex"] for row in jsonl(folder / "gold.jsonl")}
    result: dict[str, Any] = scorer.score(gold, coded)
    return result


def table(rows: Rows) -> str:
    """The scorer's lines as a Markdown table."""
    lines = ["| measure | P | R | F1 | n |", "| --- | --- | --- | --- | --- |"]
    for name, row in rows.items():
        macro = f" (macro-F1 {row['macro_f1']:.3f})" if "macro_f1" in row else ""
        lines.append(f"| {name} | {row['p']:.3f} | {row['r']:.3f} | {row['f1']:.3f}{macro} | {row['n']} |")
    return "\n".join(lines)


def below(found: dict[str, float]) -> list[str]:
    """Figures under their recorded floor."""
    floors: dict[str, float] = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    return [
        f"{k}: {found.get(k, 0.0):.3f} is under the floor {v:.3f}"
        for k, v in floors.items()
        if found.get(k, 0.0) < v
    ]


def commit() -> str:
    """The commit that was measured."""
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--cross-validate", type=int, metavar="FOLDS")
    args = parser.parse_args()
    where = os.environ.get("SAYSO_BENCHMARK")
    if not where:
        print("SAYSO_BENCHMARK names no folder with annotated reports: nothing to measure.", file=sys.stderr)
        return 2
    root = Path(where)
    scorer = load(root / "benchmark/score.py")
    parts = [
        f"# How right it is\n\nMeasured {datetime.date.today()} at commit {commit()}. Every figure by the benchmark's own scorer.\n"
    ]
    dev = claims(root / "benchmark", "dev", scorer)
    parts.append(f"## `dev`: 26 reports, shipped weights (fitted without them)\n\n{table(dev)}\n")
    if args.cross_validate:
        subprocess.run(
            [
                sys.executable,
                str(HERE.parent / "training/train.py"),
                "--cross-validate",
                str(args.cross_validate),
            ],
            check=True,
        )
        coded = {row["id"]: row for row in jsonl(HERE.parent / "out/cv/train.jsonl")}
        train = claims(root / "benchmark", "train", scorer, coded)
        parts.append(f"## `train`: 186 reports, {args.cross_validate} folds by report\n\n{table(train)}\n")
    seed = scorer.score(*_seed(root))
    parts.append(f"## The seed report\n\n{table(seed)}\n")
    right, rows = probes.run(root / "data/probe_fr_constructions.tsv")
    parts.append(
        f"## Probes of attribution\n\n{right} of {len(rows)} with source, cue and stance right.\n\n"
        + "\n".join(rows)
        + "\n"
    )
    t = times(root)
    parts.append(
        "## French TimeBank (53 reports)\n\n| system | span F1 | value recall | value F1 |\n| --- | --- | --- | --- |\n"
        f"| sayso | {t['span']['f1']:.3f} | {t['value']['r']:.3f} | {t['value']['f1']:.3f} |\n| HeidelTime | .947 | .828 | |\n"
        f"| duckling | .759 | .648 | |\n\nn = {t['gold']} gold times.\n"
    )
    robust = robustness(root, scorer)
    parts.append(
        "## Robustness (`dev`, distorted)\n\n| text | mention F1 | type F1 |\n| --- | --- | --- |\n"
        + "\n".join(f"| {k} | {v['mention']:.3f} | {v['type']:.3f} |" for k, v in robust.items())
        + "\n"
    )
    extra = HERE / "judged.md"
    if extra.is_file():
        parts.append(extra.read_text(encoding="utf-8"))
    text = "\n".join(parts)
    print(text)
    if args.write:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    found = {f"dev.{k}": v["f1"] for k, v in dev.items()} | {
        "probes": float(right),
        "times.value": t["value"]["f1"],
    }
    problems = below(found)
    for line in problems:
        print(line, file=sys.stderr)
    return 1 if problems else 0


def _seed(root: Path) -> tuple[dict[str, str], dict[str, Any], dict[str, Any]]:
    texts = jsonl(root / "seed/texts.jsonl")
    gold = {row["id"]: row["claims"] for row in jsonl(root / "seed/gold.jsonl")}
    return {t["id"]: t["text"] for t in texts}, gold, {k: v["claims"] for k, v in code(texts).items()}


if __name__ == "__main__":
    sys.exit(main())
