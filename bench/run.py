"""How fast is sayso?  `make bench`: reports a second, as a ratio to bare spaCy on the same texts in the same run.

Bare spaCy is `nlp.pipe` of the full `fr_core_news_md`.  One process, one thread; the two take turns, and the
median of the ratios counts.  Texts: `data/reports.jsonl` of the folder `SAYSO_BENCHMARK` points at, else the
sample reports.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

HERE = Path(__file__).parent


def texts(n: int) -> list[dict[str, str]]:
    """Reports to read: `text` and, where known, `date`."""
    root = os.environ.get("SAYSO_BENCHMARK")
    path = Path(root) / "data/reports.jsonl" if root else None
    if path and path.is_file():
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return rows[:: max(1, len(rows) // n)][:n]
    samples = [p.read_text(encoding="utf-8") for p in sorted((HERE.parent / "samples").glob("*.txt"))]
    return [{"text": samples[i % len(samples)]} for i in range(n)]


def start_up() -> tuple[float, float]:
    """Seconds for `sayso --help` and for loading the model, each as a process of its own."""

    def timed(*command: str) -> float:
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - begun

    sayso = Path(sys.executable).parent / "sayso"
    runs = [
        (
            timed(str(sayso), "--help"),
            timed(sys.executable, "-c", "import spacy; spacy.load('fr_core_news_md')"),
        )
        for _ in range(3)
    ]
    return statistics.median(a for a, _ in runs), statistics.median(b for _, b in runs)


def main() -> int:
    """Measure and print; `--write` renews bench/RESULTS.md."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    import spacy

    import sayso
    from sayso.read import from_text

    rows = texts(args.reports)
    reports = [from_text(r["text"], published=r.get("date"), lang="fr") for r in rows]
    bare = spacy.load("fr_core_news_md")
    list(bare.pipe([r["text"] for r in rows[:10]]))
    list(sayso.read_many(reports[:10]))
    ratios, ours, theirs = [], [], []
    for _ in range(args.rounds):
        begun = time.perf_counter()
        for _doc in bare.pipe(r["text"] for r in rows):
            pass
        between = time.perf_counter()
        claims = sum(len(reading.claims) for reading in sayso.read_many(reports))
        done = time.perf_counter()
        theirs.append(len(rows) / (between - begun))
        ours.append(len(rows) / (done - between))
        ratios.append(ours[-1] / theirs[-1])
    helped, loaded = start_up()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    ).stdout.strip()
    text = f"""# How fast it is

Measured {datetime.date.today()} at commit {commit}, {platform.machine()}, Python {platform.python_version()}, one thread, n = {len(rows)} reports, {args.rounds} rounds; machines differ and are shared, so the ratio is what counts.

| what | value |
| --- | --- |
| sayso ÷ bare spaCy, reports a second (median; least – most) | **{statistics.median(ratios):.2f}** ({min(ratios):.2f} – {max(ratios):.2f}) |
| sayso, reports a second (median) | {statistics.median(ours):.1f} |
| bare `fr_core_news_md`, reports a second (median) | {statistics.median(theirs):.1f} |
| claims found | {claims} |
| `sayso --help` ÷ loading the model | {helped / loaded:.2f} ({helped:.2f} s ÷ {loaded:.2f} s) |
| peak memory, both in one process | {peak:.0f} MB |
"""
    print(text)
    if args.write:
        (HERE / "RESULTS.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
