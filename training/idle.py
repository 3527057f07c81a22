"""Count which lemmas never name an event: `training/idle.py` writes `src/sayso/lang/fr/idle_words.tsv`.

A content word that no rule fires on and that is frequent in annotated reports without ever being a trigger is
not weighed as one (`sayso.extract.trigger.candidates`); run it before `train.py`.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import corpus
import train

from sayso.annotate import annotate, plain
from sayso.extract import trigger
from sayso.extract.event.rules import match
from sayso.extract.page import Page
from sayso.read.head import body_start

TARGET = train.HERE.parent / "src/sayso/lang/fr/idle_words.tsv"
OFTEN = 40  # times that a lemma must have been seen
HEAD = f"""\
# Lemmas that were content words {OFTEN} times or more in annotated reports and never named an event there: they are
# not weighed as triggers unless a rule fires on them.  Counted by training/idle.py.
lemma\tseen\tsource
"""


class Seen(Page):
    """A report of which no more is known than its words and the rules' hits."""

    def __init__(self, doc: Any, hits: list[Any]) -> None:
        self.__dict__.update(doc=doc, hits=hits)


def words(row: dict[str, Any], gold: list[corpus.Gold]) -> Iterator[tuple[str, bool]]:
    """Lemma of every content word that no rule fires on and of every trigger; does it name an event?

    The whole report is parsed, whatever the sentence gate would say.
    """
    doc, start = plain(annotate(row["text"])), body_start(row["text"])
    hits = [hit for hit in match(doc, lang="fr") if hit.start >= start]
    page: Any = Seen(doc, hits)
    named = {t.i for t in (corpus.trigger_of(page, claim) for claim in gold) if t is not None}
    for token in doc:
        if token.i in named or (token.pos_ in trigger.CONTENT and token.i not in page.hits_of):
            yield token.lemma_.lower(), token.i in named


def idle(reports: Iterable[tuple[dict[str, Any], list[corpus.Gold]]]) -> dict[str, int]:
    """The lemmas that are often content words and never triggers, with how often they were seen."""
    seen: Counter[str] = Counter()
    events: set[str] = set()
    for row, gold in reports:
        for lemma, event in words(row, gold):
            if event:
                events.add(lemma)
            else:
                seen[lemma] += 1
    return {w: n for w, n in sorted(seen.items()) if n >= OFTEN and w not in events and w.isprintable()}


def main() -> int:
    """Count over `benchmark/train` and the project's own annotations, and write the table."""
    root = os.environ.get("SAYSO_BENCHMARK")
    if not root:
        print("SAYSO_BENCHMARK must name the folder with benchmark/ and data/", file=sys.stderr)
        return 2
    found = idle([*corpus.split(Path(root) / "benchmark/train"), *train.own(Path(root))])
    rows = "".join(f"{lemma}\t{n}\thouse\n" for lemma, n in found.items())
    TARGET.write_text(HEAD + rows, encoding="utf-8")
    print(f"{len(found)} lemmas")
    return 0


if __name__ == "__main__":
    sys.exit(main())
