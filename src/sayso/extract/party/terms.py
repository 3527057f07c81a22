"""Who is in office when: the dated rows of a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sayso.extract.party.lexicon import Entry

OUT_OF_OFFICE = frozenset({"GOV", "LEG"})
DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")


def in_office(people: Iterable[Entry], published: str | None) -> tuple[Entry, str]:
    """The row of a person that holds at a date (the latest of several), and the sector it gives.

    A row without `from` and `until` always holds; outside all terms a politician is PTY.  Without a date
    the first row speaks.
    """
    rows = list(people)
    found = DAY.search(published or "")
    if found is None:
        return rows[0], rows[0].sector
    holding = [entry for entry in rows if _holds(entry, found.group())]
    if holding:
        return holding[-1], holding[-1].sector
    first = rows[0]
    return first, "PTY" if first.sector in OUT_OF_OFFICE else first.sector


def _holds(entry: Entry, day: str) -> bool:
    """Does the term overlap the date?  Both are compared at the coarser of the two precisions."""
    begin, end = entry.cell("from"), entry.cell("until")
    if begin and day[: len(begin)] < begin[: len(day)]:
        return False
    return not (end and day[: len(end)] > end[: len(day)])


def standing(people: Iterable[Entry], published: str | None) -> str:
    """How a date stands to a person's terms: "open", "in", "before", "between", "after", or "undated"."""
    rows = list(people)
    found = DAY.search(published or "")
    if found is None:
        return "undated"
    if all(not entry.cell("from") and not entry.cell("until") for entry in rows):
        return "open"
    day = found.group()
    if any(_holds(entry, day) for entry in rows):
        return "in"
    later = [bool(e.cell("from")) and day[: len(e.cell("from"))] < e.cell("from")[: len(day)] for e in rows]
    return "before" if all(later) else "between" if any(later) else "after"
