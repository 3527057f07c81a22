"""Does linking slow down as the store fills?  `python bench/growth.py [--claims 100000] [--write]`.

Fills a store with synthetic reports (`bench/synthetic.py`), and times what it takes to store and link the next 100
reports at 1,000 claims and at the end, then each question that a user can ask.
"""

from __future__ import annotations

import argparse
import itertools
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import results  # noqa: E402
from synthetic import World  # noqa: E402

from sayso.desk import Desk  # noqa: E402
from sayso.reading import Reading  # noqa: E402
from sayso.store import reports  # noqa: E402
from sayso.store.engine import open_engine, writing  # noqa: E402
from sayso.store.queries import Asked  # noqa: E402
from sayso.store.refresh import refresh  # noqa: E402

STEP = 32


def store(engine: object, found: list[Reading], *, now: str = "2026-12-01T00:00:00+00:00") -> float:
    """Store and link readings in steps as `add` does; returns the seconds of CPU that it took."""
    begun = time.process_time()
    for at in range(0, len(found), STEP):
        part = found[at : at + STEP]
        with writing(engine) as connection:  # type: ignore[arg-type]
            new, old = reports.save(connection, part, now=now)
            refresh(connection, new, old, readings={r.report.id: r for r in part})
    return time.process_time() - begun


def fill(engine: object, source: Iterator[Reading], claims: int, to: int) -> int:
    """Add reports until the store has so many claims."""
    while claims < to:
        part = list(itertools.islice(source, STEP))
        store(engine, part)
        claims += sum(len(r.claims) for r in part)
    return claims


def questions(desk: Desk, name: str) -> dict[str, Callable[[], object]]:
    """Every question of the command line."""
    some = desk.events(limit=1)[0]
    return {
        "events": lambda: desk.events(limit=50),
        "events --actor": lambda: desk.events(actor=name, limit=50),
        "events --type --country": lambda: desk.events(type="ASSAULT", country="LY", limit=50),
        "events --since --until": lambda: desk.events(since="2017-02-01", until="2017-02-03", limit=50),
        "events --disputed": lambda: desk.events(disputed=True, limit=50),
        "events --status --min-origins": lambda: desk.events(status="confirmed", min_origins=3, limit=50),
        "event ID": lambda: desk.event(some.id),
        "actors": lambda: desk.actors(limit=50),
        "actor NAME": lambda: desk.actor(name),
        "sources": lambda: desk.sources(limit=50),
        "due --on": lambda: desk.due(on=date(2017, 3, 1), limit=50),
        "search": lambda: desk.search("bombardé " + name.split()[-1]),
        "timeline": lambda: desk.timeline(Asked(limit=50)),
        "diff --since": lambda: desk.diff("2026-12-01T12:00:00+00:00"),
    }


def main() -> int:
    """Fill, measure, print; `--write` renews the part of bench/RESULTS.md between its marks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--db", help="an address or file; default: a file of its own")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        where = args.db or str(Path(made) / "growth.db")
        engine = open_engine(where)
        world = World(seed=7)
        source = world.readings()
        claims = fill(engine, source, 0, 1000)
        early = store(engine, list(itertools.islice(source, 100)))
        claims = fill(engine, source, claims, args.claims)
        late = store(engine, list(itertools.islice(source, 100)), now="2026-12-02T00:00:00+00:00")
        size = Path(where).stat().st_size / 1e6 if "://" not in where else 0.0
        with Desk.open(where) as desk:
            totals = desk.totals()
            rows = []
            for name, ask in questions(desk, world.people[0].name).items():
                ask()
                took = []
                for _ in range(5):
                    begun = time.perf_counter()
                    ask()
                    took.append(time.perf_counter() - begun)
                rows.append((name, statistics.median(took) * 1000))
            right = precision(desk, world)
    text = f"""## As the store fills

Measured {date.today()} at commit {results.commit()}, {platform.machine()}, Python {platform.python_version()}, one process; synthetic reports (`bench/growth.py`), {totals["report"]} reports, {totals["claim"]} claims, {totals["event"]} events ({totals["several"]} of several reports), {size:.0f} MB. Against the truth of the generator: pair precision {right[0]:.3f}, recall {right[1]:.3f}.

| what | value |
| --- | --- |
| storing and linking 100 reports at 1,000 claims | {early * 10:.1f} ms of CPU a report |
| … at {claims} claims | {late * 10:.1f} ms of CPU a report |
| ratio | **{late / early:.2f}** |
""" + "".join(f"| `{name}` | {ms:.1f} ms |\n" for name, ms in rows)
    print(text)
    if args.write:
        results.renew("growth", text)
    return 0


def precision(desk: Desk, world: World, sample: int = 2000) -> tuple[float, float]:
    """Pairs of claims that were put together, against the truth, over the latest events."""
    found = desk.events(limit=sample)
    home = {c: e.id for e in found for c in e.claims}
    claims = sorted(home)
    by_truth: dict[int, list[str]] = {}
    for claim in claims:
        by_truth.setdefault(world.truth[claim], []).append(claim)
    both = sum(1 for cs in by_truth.values() for a, b in itertools.combinations(cs, 2) if home[a] == home[b])
    true = sum(len(cs) * (len(cs) - 1) // 2 for cs in by_truth.values())
    said = sum(len(e.claims) * (len(e.claims) - 1) // 2 for e in found)
    return both / said if said else 0.0, both / true if true else 0.0


if __name__ == "__main__":
    sys.exit(main())
