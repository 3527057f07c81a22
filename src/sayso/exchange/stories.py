"""The stories of a picture in the form that a scorer of ledgers reads: one line a `cluster`, all its events.

`{"cluster", "events": [{"mentions": [{"report", "trigger": [start, end]}], "ledger": [{"source", "kind",
"stance", "reports"}], "origins", "figures": [{"report", "what", "low", "high"}], "when", "country"}]}`.  Reports
go by the id that their file gave them; only those of the cluster count.  `origins` are the independent sources
that are quoted: the reports' own voice is no source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.link.figures import figures_of
from sayso.link.grade import stance_of
from sayso.link.ledger import asserts
from sayso.picture import Event, Voice
from sayso.plain import dumps
from sayso.records import Claim, Report

_WHATS = ("killed", "injured", "detained", "arrested", "crowd", "money")


def story_lines(
    events: Iterable[Event], claims: Mapping[str, Claim], reports: Mapping[str, Report]
) -> Iterator[str]:
    """One line a cluster, sorted; an event that tells of several clusters stands in each with its own mentions."""
    clusters: dict[str, list[dict[str, Any]]] = {
        r.cluster: [] for r in sorted(reports.values(), key=lambda r: r.cluster or "") if r.cluster
    }
    for event in sorted(events, key=lambda e: e.id):
        for cluster in sorted({reports[r].cluster or "" for r in event.reports} - {""}):
            mine = {r for r in event.reports if reports[r].cluster == cluster}
            clusters[cluster].append(_coded(event, mine, claims, reports))
    for cluster, found in clusters.items():
        yield dumps({"cluster": cluster, "events": found})


def _coded(
    event: Event, mine: set[str], claims: Mapping[str, Claim], reports: Mapping[str, Report]
) -> dict[str, Any]:
    told = [claims[c] for c in event.claims if claims[c].report in mine]
    lines = _speakers([v for v in event.ledger if v.source is not None and mine.intersection(v.reports)])
    coded: dict[str, Any] = {
        "mentions": [
            {"report": _key(reports[c.report]), "trigger": [c.trigger.start, c.trigger.end]} for c in told
        ],
        "ledger": [_line(group, mine, reports) for group in lines],
        "origins": len({v.origin for group in lines for v in group if asserts(v)}),
        "figures": _figures(told, reports),
    }
    if event.when is not None:
        coded["when"] = event.when
    if event.where is not None and event.where.country is not None:
        coded["country"] = event.where.country
    return coded


def _key(report: Report) -> str:
    return report.key or report.id


def _speakers(voices: list[Voice]) -> list[list[Voice]]:
    """The lines of each speaker together."""
    groups: dict[int, list[Voice]] = {}
    for line in voices:
        groups.setdefault(line.origin, []).append(line)
    return list(groups.values())


def _line(group: list[Voice], mine: set[str], reports: Mapping[str, Report]) -> dict[str, Any]:
    names = sorted((v.source for v in group if v.source), key=lambda n: (-len(n), n))
    return {
        "source": names[0],
        "kind": group[0].kind,
        "stance": stance_of(group),
        "reports": sorted({_key(reports[r]) for v in group for r in v.reports if r in mine}),
    }


def _figures(told: Iterable[Claim], reports: Mapping[str, Report]) -> list[dict[str, Any]]:
    found = {
        (_key(reports[c.report]), f.kind if f.kind in _WHATS else "other", f.low, f.high)
        for c in told
        for f in figures_of(c)
    }
    keys = sorted(found, key=lambda f: (f[0], f[1], f[2] or 0.0, f[3] or 0.0))
    return [{"report": report, "what": what, "low": low, "high": high} for report, what, low, high in keys]
