"""Draw claims at random from unseen reports, to be judged by eye: `eval/sample.py 200 > claims.md`.

Reads `data/reports.jsonl` of the folder that `SAYSO_BENCHMARK` points at, leaving out annotated reports.
Deterministic for one version of the data and the weights.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import numpy as np

import sayso
from sayso.read import from_text
from sayso.records import Claim

ANNOTATED = Path(__file__).parent.parent / "training/annotations/orangesum.jsonl"
SEED = 11
REPORTS = 150  # read this many; claims are drawn from them


def main() -> int:
    """Print the drawn claims, one paragraph each."""
    root = os.environ.get("SAYSO_BENCHMARK")
    if not root:
        print("SAYSO_BENCHMARK names no folder with reports.", file=sys.stderr)
        return 2
    known = {json.loads(line)["id"] for line in ANNOTATED.read_text(encoding="utf-8").splitlines()}
    for part in ("train", "dev"):
        path = Path(root) / "benchmark" / part / "texts.jsonl"
        known |= {json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()}
    path = Path(root) / "data/reports.jsonl"
    rows = [
        row
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if row["id"] not in known
    ]
    rng = np.random.default_rng(SEED)
    chosen = [rows[i] for i in sorted(rng.permutation(len(rows))[:REPORTS])]
    found: list[tuple[str, str, Claim]] = []
    for row in chosen:
        for reading in sayso.read_many([from_text(row["text"], published=row["date"], lang="fr")]):
            found.extend((row["id"], row["text"], claim) for claim in reading.claims)
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    for n, i in enumerate(sorted(rng.permutation(len(found))[:wanted]), 1):
        print(_paragraph(n, *found[i]))
    return 0


def _paragraph(n: int, key: str, text: str, c: Claim) -> str:
    before, after = (
        text[max(0, c.trigger.start - 200) : c.trigger.start],
        text[c.trigger.end : c.trigger.end + 120],
    )
    source = c.attribution.source if c.attribution else None
    parts = [
        f"{n}. {key} {c.id}: …{before}[[{c.trigger.text}]]{after}…".replace("\n", " "),
        f"   {c.type} {c.factuality} {c.tense}; "
        f"actor {[(p.name, p.code) for p in c.actor]}; recipient {[(p.name, p.code) for p in c.recipient]}; "
        f"when {c.when and c.when.edtf}; where {c.where and (c.where.text, c.where.country)}; "
        f"source {source and source.name} {c.attribution and c.attribution.stance}",
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main())
