"""Several reports at a time: the parser takes the sentences of many faster than those of one by one."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from sayso.annotate import annotate_many
from sayso.annotate.garbage import settle, uncollected
from sayso.errors import SaysoError
from sayso.extract.event.lexicon import could_hold_claim
from sayso.records import Report

if TYPE_CHECKING:
    from spacy.tokens import Doc

Item = TypeVar("Item")
MOST, LETTERS = 16, 40_000  # reports and letters of text that are parsed together


def groups(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Reports, and what stands for one, in groups to be parsed together.

    The first group is one report, so that the first reading does not wait; each next one may be twice as
    large, up to `MOST` reports or about `LETTERS`.
    """
    group: list[Item] = []
    length, most = 0, 1
    for item in items:
        group.append(item)
        length += len(item.text) if isinstance(item, Report) else 0
        if len(group) >= most or length >= LETTERS:
            yield group
            group, length, most = [], 0, min(2 * most, MOST)
    if group:
        yield group


def parse(reports: Sequence[Report]) -> list[Doc | None]:
    """Parse what is worth it of some reports, those of one language together.

    None stands for a report whose language has no data or no parser: what is wrong is said when it is read.
    """
    if len(reports) > 1:  # the first group, of one report, has loaded everything
        settle()
    docs: list[Doc | None] = [None] * len(reports)
    for lang in sorted({report.language or "fr" for report in reports}):
        own = [n for n, report in enumerate(reports) if (report.language or "fr") == lang]
        gate = functools.partial(could_hold_claim, lang=lang)
        with suppress(SaysoError), uncollected():
            parsed = annotate_many([reports[n].text for n in own], lang, gate=gate)
            for n, doc in zip(own, parsed, strict=True):
                docs[n] = doc
    return docs
