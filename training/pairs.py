"""Pairs of tellings out of a stream of reports that a person has judged: one event or two (`annotations/pairs.tsv`).

Stories are denser in true pairs than what a desk reads; the errors of a stream (events that recur, two victims of one
attack) are in here.  The texts are those of `data/reports.jsonl` in the folder that `SAYSO_BENCHMARK` names.
"""

from __future__ import annotations

import csv
import json
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sayso.link import posts
from sayso.link.cluster import components
from sayso.link.telling import Telling, tellings
from sayso.link.whole import with_holders
from sayso.reading import Reading
from sayso.run import run

FILE = Path(__file__).parent / "annotations" / "pairs.tsv"
Spot = tuple[str, int]  # a report's key, and where the first trigger of a telling stands in it


@dataclass(frozen=True, slots=True)
class Judged:
    """Two tellings, and whether they are of one event; `story` numbers the pairs whose reports hang together."""

    a: Telling
    b: Telling
    same: bool
    story: int


def rows() -> list[tuple[Spot, Spot, bool]]:
    """The pairs as they were judged."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return [
            ((r["report"], int(r["start"])), (r["other"], int(r["other_start"])), r["same"] == "1")
            for r in csv.DictReader(file, delimiter="\t")
        ]


def read() -> list[Reading]:
    """The readings of the reports that the pairs are of; none where their texts are not there."""
    texts = Path(os.environ.get("SAYSO_BENCHMARK", "")) / "data" / "reports.jsonl"
    if not texts.is_file():
        return []
    named = {spot[0] for a, b, _ in rows() for spot in (a, b)}
    with tempfile.TemporaryDirectory() as made:
        some = Path(made) / "reports.jsonl"
        lines = texts.read_text(encoding="utf-8").splitlines(keepends=True)
        some.write_text("".join(x for x in lines if json.loads(x)["id"] in named), encoding="utf-8")
        return [r for r in run([some], processes=2) if isinstance(r, Reading)]


def judged(readings: list[Reading]) -> Iterator[Judged]:
    """The pairs whose tellings the readings still have."""
    found = _by_spot(readings)
    known = [(a, b, same) for a, b, same in rows() if a in found and b in found]
    parts = components({s[0] for a, b, _ in known for s in (a, b)}, [(a[0], b[0]) for a, b, _ in known])
    story = {report: number for number, part in enumerate(parts) for report in part}
    for a, b, same in known:
        yield Judged(found[a], found[b], same, story[a[0]])


def _by_spot(readings: list[Reading]) -> Mapping[Spot, Telling]:
    held: dict[str, list[posts.Held]] = defaultdict(list)
    for reading in readings:
        for one in posts.held(reading):
            held[one.key].append(one)
    found = {}
    for reading in readings:
        starts = {c.id: c.trigger.start for c in reading.claims}
        resolved = posts.resolve(reading, held)
        for telling in tellings(reading):
            found[reading.report.key or "", starts[telling.claims[0]]] = with_holders(telling, resolved)
    return found
