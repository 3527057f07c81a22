"""Which event the report says brought about another: "abandonné …, suite à l'assassinat de …"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso import resources
from sayso.records import Cause, Evidence

if TYPE_CHECKING:
    from sayso.extract.page import Page
    from sayso.extract.trigger import Trigger


def find_causes(page: Page, triggers: Sequence[Trigger], events: Sequence[int]) -> Iterator[Cause]:
    """Causes within a sentence: the cue stands between the effect's trigger and the cause's."""
    if len(set(events)) < 2:
        return
    for found in _cues(page.lang).finditer(page.doc.text):
        if found.start() not in page.token_at:
            continue
        sentence = page.sentence(page.token_at[found.start()])
        inside = [
            (t, e)
            for t, e in zip(triggers, events, strict=True)
            if sentence.start_char <= t.start < sentence.end_char
        ]
        before = [e for t, e in inside if t.end <= found.start()]
        after = [e for t, e in inside if t.start >= found.end()]
        if before and after and before[-1] != after[0]:
            yield Cause(
                effect=before[-1],
                cause=after[0],
                cue=Evidence(start=found.start(), end=found.end(), text=found.group()),
            )


@functools.cache
def _cues(lang: str) -> re.Pattern[str]:
    """Any of the cues, the longest first."""
    cues = sorted((row["cue"] for row in resources.table(f"lang/{lang}/causes.tsv")), key=len, reverse=True)
    pattern = "|".join(re.escape(cue) for cue in cues)
    return re.compile(rf"\b(?:{pattern})(?:(?<=['’])|(?!\w))", re.IGNORECASE)
