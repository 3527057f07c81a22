"""The operations that rules can name, by the name they go under in a grammar file.

Each takes the slots and fixed values of its rule and a context, and returns `Days`.  It raises
`UnresolvedError` where the context lacks what it needs (no report date), ValueError, OverflowError or
IndexError where there is no such day.
"""

from __future__ import annotations

from collections.abc import Mapping

from sayso.extract.when import counts, dates, spans
from sayso.extract.when.context import Op

OPS: Mapping[str, Op] = {
    "date": dates.full_date,
    "numeric": dates.numeric,
    "day_of_month": dates.day_of_month,
    "month": dates.month,
    "month_pair": dates.month_pair,
    "year": dates.year,
    "year_pair": dates.year_pair,
    "weekday": dates.weekday,
    "relative_day": dates.relative_day,
    "this_part": dates.this_part,
    "part_of": dates.part_of,
    "day_with": dates.day_with,
    "rebase": counts.rebase,
    "unit": dates.unit,
    "season": dates.season,
    "nth": dates.nth,
    "decade": dates.decade,
    "century": dates.century,
    "holiday": dates.holiday,
    "named": dates.named,
    "shift": counts.shift,
    "stretch": counts.stretch,
    "interval": spans.interval,
    "day_range": spans.day_range,
    "night": spans.night,
    "portion": spans.portion,
    "inner": spans.inner,
    "since": spans.since,
    "until": spans.until,
    "since_count": counts.since_count,
    "until_count": counts.until_count,
    "same": counts.same,
    "counted_event": counts.counted_event,
    "day_of_event": counts.day_of_event,
    "elapsed": counts.elapsed,
    "following": counts.same_month,
}
