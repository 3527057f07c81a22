"""What does the picture cost on top of reading?  `python bench/adding.py [--reports 120] [--write]`.

The same reports are read once, in one process; then what was read is stored and linked as `sayso add` does.  Both are
seconds of CPU of this process, so that other work on the machine weighs on neither.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import results  # noqa: E402
from growth import store  # noqa: E402

from run import texts  # noqa: E402
from sayso.read import from_text  # noqa: E402
from sayso.reading import Reading  # noqa: E402
from sayso.run import run  # noqa: E402
from sayso.store.engine import open_engine  # noqa: E402


def main() -> int:
    """Measure and print; `--write` renews the part of bench/RESULTS.md between its marks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rows = texts(args.reports)
    made = [from_text(r["text"], published=r.get("date"), lang="fr", key=str(n)) for n, r in enumerate(rows)]
    warm = [r for r in run(made[:10]) if isinstance(r, Reading)]
    begun = time.process_time()
    read = [r for r in run(made) if isinstance(r, Reading)]
    reading = time.process_time() - begun
    with tempfile.TemporaryDirectory() as folder:
        store(open_engine(str(Path(folder) / "warm.db")), warm)
        adding = store(open_engine(str(Path(folder) / "desk.db")), read)
    text = f"""## Adding beside reading

Measured {date.today()} at commit {results.commit()}, one process, n = {len(read)} reports, {sum(len(r.claims) for r in read)} claims.

| what | CPU a report |
| --- | --- |
| reading | {1000 * reading / len(read):.1f} ms |
| storing and linking | {1000 * adding / len(read):.1f} ms |
| `add` ÷ reading alone, reports a second | **{reading / (reading + adding):.2f}** |
"""
    print(text)
    if args.write:
        results.renew("adding", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
