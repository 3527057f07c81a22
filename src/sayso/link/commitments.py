"""Announced events with a due date, and what became of them by a given day.

The status follows from the event's claims by `model/link/commitments.toml`; only reports that were out on the
day count, so the status of any past day can be asked.  `late` says that no report of it is in the store.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, cast

from sayso import resources
from sayso.link.days import FIRST, LAST, Days, iso, narrowed, of_edtf, of_when
from sayso.link.event import weightiest
from sayso.link.grade import fits
from sayso.link.hoped import days_after, hoped, of_the_word
from sayso.link.ledger import order
from sayso.link.speakers import speakers
from sayso.picture import Commitment, CommitmentStatus
from sayso.records import Claim, Report

_WORD_DAYS = 2  # up to which a date can be that of a word


@functools.cache
def rules() -> dict[str, Any]:
    """What makes a claim an announcement, and the table of statuses."""
    return resources.toml("model/link/commitments.toml")


def announces(claim: Claim, report: Report) -> bool:
    """Does a claim announce something to come?  Without a date only the word of somebody who announces it counts."""
    limits = rules()["announcement"]
    stance = claim.attribution.stance if claim.attribution else "reports"
    return (
        claim.tense == "future"
        and claim.factuality in limits["factuality"]
        and stance in limits["stances" if _dated(claim, report) else "undated_stances"]
        and claim.type not in limits["not_types"]
        and claim.confidence >= limits["least_confidence"]
        and hoped(claim, report) is None
    )


def _dated(claim: Claim, report: Report) -> bool:
    """Is a day given, and none that is long past when the report comes out?  That is a story ("il décida de …")."""
    days, published = _announced_for(claim, report), of_edtf(report.published)
    if days is None or days.hi >= LAST:
        return False
    return published is None or published.lo - days.hi <= rules()["announcement"]["story_days"]


def commitment(
    event: str, claims: Sequence[Claim], reports: Mapping[str, Report], *, on: date
) -> Commitment | None:
    """The commitment that an event holds, as it stood on a day; None if nothing was announced by then.

    Args:
        event: Its id.
        claims: The event's claims.
        reports: Their reports by id.
        on: The day; what was published later is not known yet.

    What its own report tells as done too is announced only where a date is given: "il décide d'intervenir" is a story.
    """
    today = on.toordinal()
    out = [c for c in sorted(claims, key=lambda c: order(c, reports)) if _published(c, reports) <= today]
    done = {c.report for c in out if c.tense == "past" and _does(c, "done")}
    made = [
        c
        for c in out
        if announces(c, reports[c.report]) and (_dated(c, reports[c.report]) or c.report not in done)
    ]
    if not made:
        return None
    due = _due(made, reports)
    begun = _published(made[0], reports)
    first_told = {c.report for c in made}
    later = [c for c in out if c not in made and _after(c, first_told, due, begun, reports)]
    facts = _facts(later, due, begun, today)
    rule = next(r for r in rules()["status"] if fits(r.get("when", {}), facts))
    first = made[0]
    report = reports[first.report]
    return Commitment(
        id="k" + event[1:],
        event=event,
        type=weightiest((c.type, c.confidence) for c in made),
        trigger=first.trigger.text,
        by=next((s.name for s in speakers(first.attribution)), None)
        or next((p.name for p in first.actor), None),
        said=report.published,
        due=due.edtf() if due else None,
        due_earliest=iso(due.lo) if due and due.lo > FIRST else None,
        due_latest=iso(due.hi) if due and due.hi < LAST else None,
        status=cast(CommitmentStatus, rule["status"]),
        because=rule["id"],
        claims=tuple(c.id for c in made),
        decided_by=tuple(c.id for c in later if rule.get("by") and _decides(c, rule["by"], due, begun)),
        words=" ".join(report.text[first.start : first.end].split()),
    )


def _after(
    claim: Claim, first_told: set[str], due: Days | None, begun: int, reports: Mapping[str, Report]
) -> bool:
    """Can a claim say what became of it?  A report from then on can, or a second one that announces it, in its time."""
    published = _published(claim, reports)
    if claim.report in first_told:
        return due is not None and due.lo <= published and begun < published
    return published >= begun


def _published(claim: Claim, reports: Mapping[str, Report]) -> int:
    """The first day that a report can be of; an undated report is taken to be out at any time."""
    days = of_edtf(reports[claim.report].published)
    return days.lo if days else FIRST


def _due(made: Iterable[Claim], reports: Mapping[str, Report]) -> Days | None:
    """When it is due, as narrowed by all who announce it; nothing is due before it was announced."""
    found = []
    for claim in made:
        days = _announced_for(claim, reports[claim.report])
        if days is not None and days.hi < LAST and days.hi >= _published(claim, reports):
            found.append(days)
    return narrowed(found)[0]


def _announced_for(claim: Claim, report: Report) -> Days | None:
    """The days that an act is announced for: its date, but for one of the report's own day that is that of the word."""
    days = of_when(claim.when) if claim.when is not None else None
    published = of_edtf(report.published)
    if days is None or published is None or claim.when is None:
        return days
    if claim.when.operator == "since" and days.lo > published.hi:
        return Days(days.lo, days.lo)  # "à partir de mardi": it is to begin on that day
    if days.meet(published) is not None and days.width <= _WORD_DAYS and of_the_word(claim, report):
        return None
    later = days_after(claim, report)
    return Days(days.lo + later, days.hi + later) if later and days.hi + later < LAST else days


def _does(claim: Claim, what: str) -> bool:
    stance = claim.attribution.stance if claim.attribution else "reports"
    if what == "done":
        return claim.factuality == "CT+" and claim.tense in ("past", "present") and stance != "denies"
    if what == "denied":
        return stance == "denies"
    return claim.factuality == "CT-" and stance != "denies"


def _facts(later: Sequence[Claim], due: Days | None, begun: int, today: int) -> dict[str, object]:
    return {
        "done": any(_decides(c, "done", due, begun) for c in later),
        "denied": any(_does(c, "denied") for c in later),
        "cancelled": any(_does(c, "cancelled") for c in later),
        "dated": due is not None,
        "before": due is not None and today < due.lo,
        "within": due is not None and due.lo <= today <= due.hi,
        "after": due is not None and today > due.hi,
    }


def _decides(claim: Claim, what: str, due: Days | None, begun: int) -> bool:
    return _does(claim, what) and (what != "done" or _fits_time(claim, due, begun))


def _fits_time(claim: Claim, due: Days | None, begun: int) -> bool:
    """Can a claim of something done be about what was announced?  Not if its date lies before the announcement."""
    days = of_when(claim.when) if claim.when is not None else None
    if days is None:
        return True
    return days.hi >= begun and (due is None or days.hi >= due.lo)
