"""Count how common stems are in press reports: `lang/fr/common.tsv`, which weighs words that two reports share.

    python training/common.py REPORTS.jsonl > src/sayso/lang/fr/common.tsv

A stem's share is that of the reports in which it stands; stems of fewer than `LEAST` reports are left out and
count as rare.  Counts of words, no texts.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from sayso.link.words import content

LEAST = 6


def main() -> None:
    """Read the reports and print the table."""
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()]
    seen = Counter(s for row in rows for s in set(content(row["text"])))
    print("# Stems (Snowball, folded) and the share of press reports that they stand in: training/common.py.")
    print(f"# {len(rows)} French reports of 2015-2019; stems of fewer than {LEAST} reports are left out.")
    print("stem\tshare\tsource")
    for stem, count in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        if count >= LEAST:
            print(f"{stem}\t{count / len(rows):.4f}\tcounted")


if __name__ == "__main__":
    main()
