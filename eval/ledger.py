"""How right is the picture?  `python eval/ledger.py`: score the stories of `benchmark/ledger` and two baselines.

The stories are read and linked in a store of their own; `score_ledger.py` beside the gold does the counting.
Baselines, on the same claims: *one a day* (claims of one day, type and set of actors are one event) and
*headlines* (reports whose headlines share .55 of their words are one story, and its claims of one type one event).
Folder: `SAYSO_BENCHMARK`.  `--write` renews the part of eval/RESULTS.md between its marks.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import os
import pickle
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.exchange.stories import story_lines
from sayso.link import event as making
from sayso.link.cluster import components
from sayso.link.telling import tellings
from sayso.link.whole import picture
from sayso.link.words import words
from sayso.picture import Event
from sayso.reading import Reading
from sayso.records import Claim
from sayso.run import run

HERE = Path(__file__).parent
HEADLINES = 0.55
MARKS = ("<!-- ledger:begin -->", "<!-- ledger:end -->")
MEASURES = (
    "mentions found",
    "B-cubed",
    "events matched",
    "ledger sources",
    "stance",
    "origins",
    "figures",
    "when",
    "country",
)
Groups = dict[Any, list[Claim]]


def folder() -> Path:
    """Where the gold stories are."""
    root = os.environ.get("SAYSO_BENCHMARK")
    if not root:
        raise SystemExit("set SAYSO_BENCHMARK to the folder that holds benchmark/ledger")
    return Path(root) / "benchmark" / "ledger"


def readings(cache: str | None) -> list[Reading]:
    """The readings of the stories, from a cache file where one is named and there."""
    if cache and Path(cache).is_file():
        return pickle.loads(Path(cache).read_bytes())  # type: ignore[no-any-return]
    found = [r for r in run([folder() / "texts.jsonl"], processes=2) if isinstance(r, Reading)]
    if cache:
        Path(cache).write_bytes(pickle.dumps(found))
    return found


def one_a_day(read: Iterable[Reading]) -> Groups:
    """Claims of one day, type and set of actors."""
    groups: Groups = defaultdict(list)
    for reading in read:
        for claim in reading.claims:
            day = claim.when.edtf if claim.when else (reading.report.published or "")[:10]
            groups[day, claim.type, tuple(sorted(p.name for p in claim.actor))].append(claim)
    return groups


def headlines(read: list[Reading]) -> Groups:
    """Claims of one type in reports whose headlines are alike."""
    heads = {r.report.id: {w.lower() for w in words(r.report.title or "")} for r in read}
    near = [(a, b) for a in heads for b in heads if a < b and _alike(heads[a], heads[b]) >= HEADLINES]
    story = {one: n for n, part in enumerate(components(heads, near)) for one in part}
    groups: Groups = defaultdict(list)
    for reading in read:
        for claim in reading.claims:
            groups[story[reading.report.id], claim.type].append(claim)
    return groups


def _alike(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


def events_of(groups: Groups, read: list[Reading]) -> list[Event]:
    """The events of a baseline's groups: made as ours are, so that only the grouping differs."""
    known = making.Sources(
        claims={c.id: c for r in read for c in r.claims}, reports={r.report.id: r.report for r in read}
    )
    return [
        making.make([Told(id=cs[0].id, claims=tuple(c.id for c in cs))], (), known) for cs in groups.values()
    ]


@dataclass(frozen=True)
class Told:
    """A baseline's group as one telling."""

    id: str
    claims: tuple[str, ...]


def lines(events: Iterable[Event], read: list[Reading]) -> list[str]:
    """Events in the form that the scorer reads."""
    claims = {c.id: c for r in read for c in r.claims}
    return list(story_lines(events, claims, {r.report.id: r.report for r in read}))


def scorer() -> ModuleType:
    """The scorer that lies beside the gold."""
    spec = importlib.util.spec_from_file_location("score_ledger", folder() / "score_ledger.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold() -> tuple[ModuleType, list[dict[str, Any]], dict[str, str]]:
    """The scorer, the gold stories, and their texts by report."""
    module = scorer()
    text = {t["id"]: t["text"] for t in module.lines(folder() / "texts.jsonl")}
    return module, module.lines(folder() / "gold.jsonl"), text


def score_groups(groups: Iterable[list[str]], read: list[Reading]) -> str:
    """The B-cubed line for groups of tellings."""
    known = making.Sources(
        claims={c.id: c for r in read for c in r.claims}, reports={r.report.id: r.report for r in read}
    )
    told = {t.id: t for r in read for t in tellings(r)}
    events = [making.make([told[t] for t in group], (), known) for group in groups]
    return score(lines(events, read))["B-cubed"]


def score(coded: list[str]) -> dict[str, str]:
    """What the scorer beside the gold prints, by measure."""
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "coded.jsonl"
        path.write_text("\n".join(coded) + "\n", encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()) as out:
            scorer().main(folder() / "texts.jsonl", folder() / "gold.jsonl", path)
    told = {}
    for line in out.getvalue().splitlines():
        name = next(m for m in MEASURES if line.startswith(m))
        told[name] = " ".join(line[len(name) :].split())
    return told


def table(found: dict[str, dict[str, str]], n: str) -> str:
    """The results as a table in Markdown."""
    head = "| measure | " + " | ".join(found) + " |\n| --- |" + " --- |" * len(found)
    rows = [f"| {m} | " + " | ".join(one[m] for one in found.values()) + " |" for m in MEASURES]
    return "\n".join(["## Stories: the ledger", "", n, "", head, *rows])


def write(text: str) -> None:
    """Put the part between its marks into eval/RESULTS.md, at the end where there is none yet."""
    page = HERE / "RESULTS.md"
    old = page.read_text(encoding="utf-8")
    if MARKS[0] in old:
        before, rest = old.split(MARKS[0])
        old = before.rstrip() + rest.split(MARKS[1])[1].rstrip()
    page.write_text(f"{old.rstrip()}\n\n{MARKS[0]}\n{text}\n{MARKS[1]}\n", encoding="utf-8")


def main() -> int:
    """Score the picture and the baselines; print, and write where that is asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cache", help="a file that keeps the readings between runs")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    read = readings(args.cache)
    systems: dict[str, list[Event]] = {
        "sayso": list(picture(read).events),
        "one a day": events_of(one_a_day(read), read),
        "headlines": events_of(headlines(read), read),
    }
    found = {name: score(lines(events, read)) for name, events in systems.items()}
    n = (
        f"{len(read)} reports in {len({r.report.cluster for r in read})} stories, "
        f"{sum(len(r.claims) for r in read)} claims; grouped in three ways, all else the same (`eval/ledger.py`)."
    )
    text = table(found, n)
    print(text)
    if args.write:
        write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
