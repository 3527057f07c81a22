"""How fast is sayso?  `make bench`: reports a second, as a ratio to bare spaCy on the same texts in the same run.

Bare spaCy is `nlp.pipe` of the full `fr_core_news_md`.  One process, one thread; the two take turns, and the
median of the ratios counts.  Every round reads other reports, since a report is read once in practice and
spaCy's French lemmatizer is several times slower on words that it has not seen; the same reports read again
make a line of their own.  Memory is that of a process that reads with sayso alone, as is start-up.
Texts: `data/reports.jsonl` of the folder `SAYSO_BENCHMARK` points at, else the sample reports.
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
from typing import TYPE_CHECKING

import results

if TYPE_CHECKING:
    from spacy.language import Language

    from sayso.records import Report

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

HERE = Path(__file__).parent
WARM_UP = 10  # reports that both read before the clock runs


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


def memory(args: argparse.Namespace) -> float:
    """Peak memory in MB of a process that reads the reports of all rounds with sayso and does nothing else.

    Ask before this process has loaded anything: Linux counts the size of the parent to a child's peak.
    """
    command = [sys.executable, __file__, "--alone", f"--reports={args.reports}", f"--rounds={args.rounds}"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout)


def read_alone(rows: list[dict[str, str]]) -> None:
    """Read with sayso alone and print this process's peak memory in MB."""
    import sayso

    for _reading in sayso.read_many(_reports(rows)):
        pass
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def _reports(rows: list[dict[str, str]]) -> list[Report]:
    from sayso.read import from_text

    return [from_text(r["text"], published=r.get("date"), lang="fr") for r in rows]


class Turn:
    """One round: the same reports read by both, one after the other."""

    def __init__(self, bare: Language, rows: list[dict[str, str]]) -> None:
        import sayso

        reports = _reports(rows)
        self.reports = len(reports)
        begun = time.perf_counter()
        for _doc in bare.pipe(r["text"] for r in rows):
            pass
        between = time.perf_counter()
        self.claims = sum(len(reading.claims) for reading in sayso.read_many(reports))
        done = time.perf_counter()
        self.theirs, self.ours = len(rows) / (between - begun), len(rows) / (done - between)
        self.ratio = self.ours / self.theirs


def spread(values: list[float]) -> str:
    """Median, least and most."""
    return f"**{statistics.median(values):.2f}** ({min(values):.2f} – {max(values):.2f})"


def table(turns: list[Turn], again: list[Turn], start: tuple[float, float], peak: float) -> str:
    """What was measured, as bench/RESULTS.md has it."""
    helped, loaded = start
    n = f"n = {len(turns)} × {turns[0].reports} reports"
    ours = statistics.median(t.ours for t in turns)
    theirs = statistics.median(t.theirs for t in turns)
    return f"""# How fast it is

Measured {datetime.date.today()} at commit {results.commit()}, {platform.machine()}, Python {platform.python_version()}, one thread, {n}; machines differ and are shared, so the ratio is what counts.

| what | value |
| --- | --- |
| sayso ÷ bare spaCy, reports a second (median; least – most) | {spread([t.ratio for t in turns])} |
| … the same reports read again | {spread([t.ratio for t in again])} |
| sayso, reports a second (median) | {ours:.1f} |
| bare `fr_core_news_md`, reports a second (median) | {theirs:.1f} |
| claims found | {sum(t.claims for t in turns)} |
| `sayso --help` ÷ loading the model | {helped / loaded:.2f} ({helped:.2f} s ÷ {loaded:.2f} s) |
| peak memory of a process that reads with sayso alone | {peak:.0f} MB |
"""


def main() -> int:
    """Measure and print; `--write` renews bench/RESULTS.md."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=60, help="in a round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--alone", action="store_true", help="read with sayso alone, print the peak memory")
    args = parser.parse_args()
    rows = texts(args.reports * args.rounds + WARM_UP)
    if args.alone:
        read_alone(rows)
        return 0
    start, peak = start_up(), memory(args)
    import spacy

    bare = spacy.load("fr_core_news_md")
    Turn(bare, rows[:WARM_UP])
    parts = [rows[WARM_UP + k :: args.rounds][: args.reports] for k in range(args.rounds)]
    turns = [Turn(bare, part) for part in parts]
    again = [Turn(bare, part) for part in parts]
    text = table(turns, again, start, peak)
    print(text)
    if args.write:
        results.renew("", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
