"""Measure sayso on its own gold set and, with `--write`, renew the floors that the tests hold it to.

A floor is the measured figure less a margin, so that small changes do not make tests fail.  Without `--lower`
no floor goes down while the gold set is the same: whoever lowers one does so on purpose, and says why in the
commit.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import own

MARGIN = 0.03


def floor(value: float) -> float:
    """A figure less the margin, rounded down to three places."""
    return max(0.0, math.floor((value - MARGIN) * 1000) / 1000)


def main() -> int:
    """Print the figures beside their floors; write new floors if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="renew eval/gold_floors.json")
    parser.add_argument("--lower", action="store_true", help="let floors go down, too")
    args = parser.parse_args()
    old: dict[str, Any] = json.loads(own.FLOORS.read_text(encoding="utf-8")) if own.FLOORS.is_file() else {}
    floors: dict[str, float] = old.get("floors", {})
    found = own.measured()
    for name, figure in found.items():
        print(f"{name:12} {figure.value:.3f}  n = {figure.n:4}  floor {floors.get(name, 0.0):.3f}")
    under = [name for name, figure in found.items() if figure.value < floors.get(name, 0.0)]
    if not args.write:
        return 1 if under else 0
    new = {name: floor(figure.value) for name, figure in found.items()}
    if old.get("gold") == own.digest() and not args.lower:
        new = {name: max(value, floors.get(name, 0.0)) for name, value in new.items()}
        if under:
            print(
                f"Under their floors: {', '.join(under)}. Floors go down with --lower only.", file=sys.stderr
            )
            return 1
    content = {
        "gold": own.digest(),
        "margin": MARGIN,
        "measured": {name: {"value": round(f.value, 3), "n": f.n} for name, f in found.items()},
        "floors": new,
    }
    own.FLOORS.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {own.FLOORS.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
