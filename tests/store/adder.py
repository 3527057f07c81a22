"""A process that adds synthetic reports as `sayso add` does, for tests that kill it: URL, how many, from where on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from synthetic import World

from sayso.desk import Desk
from sayso.reading import Reading
from sayso.records import Failure, Report
from sayso.run import adding


def main() -> None:
    """Add; says "ready" when it begins."""
    url, count, first = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    made = World(seed=3, per_day=8, people=30).readings()
    found = {r.report.id: r for r in (next(made) for _ in range(count))}

    def run(inputs: Iterable[Report | Failure], *, processes: int) -> Iterator[Reading | Failure]:
        for item in inputs:
            yield item if isinstance(item, Failure) else found[item.id]

    adding.run = run  # type: ignore[assignment]
    adding.STEP = 3
    with Desk.open(url, who="adder") as desk:
        _say("ready")
        desk.add(reports=[r.report for r in list(found.values())[first:]])
    _say("done")


def _say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
