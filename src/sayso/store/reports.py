"""What came in: reports with their readings, versions of one report, and failures.  Nothing is overwritten."""

from __future__ import annotations

import os
import zlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link.days import moment
from sayso.plain import dumps, names, read, rebuilt, to_plain
from sayso.reading import Reading
from sayso.records import Claim, Report
from sayso.store import schema, search
from sayso.store.among import among, among_those
from sayso.store.asking import fetched


def work_of(report: Report) -> str:
    """What the versions of one report share: its address, its outlet's id for it, or the file it stands in."""
    if report.url:
        return f"url:{report.url}"
    if report.key:
        return f"key:{report.outlet or report.origin}:{report.key}"
    if report.origin and report.origin != "-":
        return f"file:{os.path.abspath(report.origin)}"
    return f"report:{report.id}"


def known(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Which of these reports the store has, in whatever version."""
    found: set[str] = set()
    if part := sorted(set(ids)):
        rows = connection.execute(
            sa.select(schema.report.c.id).where(among(connection, schema.report.c.id, part))
        )
        found.update(row[0] for row in rows)
    return found


def save(connection: Connection, readings: Sequence[Reading], *, now: str) -> tuple[set[str], set[str]]:
    """Store readings; a report that is known is left as it is.

    Args:
        connection: A writing step.
        readings: Reports read.
        now: ISO time, UTC.
    Returns:
        The ids of the reports that are new, and of those that they replace as newer versions.
    """
    fresh = {r.report.id: r for r in readings}
    for one in known(connection, fresh):
        del fresh[one]
    replaced: set[str] = set()
    works: dict[str, str] = {}
    numbers = _versions(connection, [work_of(r.report) for r in fresh.values()])
    rows = []
    for reading in fresh.values():
        work = work_of(reading.report)
        before = works.get(work) or numbers.get(work, (0, None))[1]
        number = numbers.get(work, (0, None))[0] + 1
        numbers[work], works[work] = (number, reading.report.id), reading.report.id
        if before is not None:
            replaced.add(before)
        rows.append(_row(reading, work=work, version=number, now=now))
    if rows:
        connection.execute(sa.insert(schema.report), rows)
        _retire(connection, replaced)
        claims = [row for r in fresh.values() for row in _claims(r)]
        if claims:
            connection.execute(sa.insert(schema.claim), claims)
        shown = (r for r in fresh.values() if r.report.id not in replaced)
        search.add(connection, [_words(r.report) for r in shown])
    return set(fresh) - replaced, replaced - set(fresh)


def _versions(connection: Connection, works: Collection[str]) -> dict[str, tuple[int, str]]:
    """The last version of each work that the store has: its number and id."""
    table, found = schema.report.c, {}
    if part := sorted(set(works)):
        rows = connection.execute(
            sa.select(table.work, table.version, table.id).where(
                among(connection, table.work, part), table.current
            )
        )
        found.update({work: (version, one) for work, version, one in rows})
    return found


def _retire(connection: Connection, reports: Iterable[str]) -> None:
    if part := sorted(reports):
        connection.execute(
            sa.update(schema.report).where(among(connection, schema.report.c.id, part)).values(current=False)
        )
        search.remove(connection, part)


def _words(report: Report) -> tuple[str, str]:
    return report.id, search.indexed(f"{report.title or ''} {report.text}", report.language or "fr")


def _row(reading: Reading, *, work: str, version: int, now: str) -> dict[str, Any]:
    report = reading.report
    when = moment(report.published)
    data = reading.claims[0].made_by.data if reading.claims else _digest()
    return {
        "id": report.id,
        "work": work,
        "version": version,
        "current": True,
        "key": report.key,
        "outlet": report.outlet,
        "title": report.title,
        "published": report.published,
        "moment": when if when < 1e9 else None,
        "language": report.language,
        "url": report.url,
        "origin": report.origin,
        "cluster": report.cluster,
        "text": report.text,
        "rest": _rest(reading),
        "added": now,
        "data": data,
    }


def _digest() -> str:
    from sayso import resources

    return resources.digest()


def _rest(reading: Reading) -> bytes:
    """What a reading holds beside its report and claims, and the steps of the claims."""
    kept = names(Reading)[2:]
    plain = {name: to_plain(getattr(reading, name)) for name in kept}
    why = [to_plain(claim.why) for claim in reading.claims]
    return zlib.compress(dumps({**plain, "why": why}).encode(), 1)


_CLAIM = tuple(name for name in names(Claim) if name != "why")


def _claims(reading: Reading) -> list[dict[str, Any]]:
    rows = []
    for number, claim in enumerate(reading.claims):
        source = claim.attribution.source if claim.attribution else None
        body = {name: to_plain(getattr(claim, name)) for name in _CLAIM}
        rows.append(
            {
                "id": claim.id,
                "report": claim.report,
                "number": number,
                "type": claim.type,
                "factuality": claim.factuality,
                "tense": claim.tense,
                "earliest": claim.when.earliest if claim.when else None,
                "latest": claim.when.latest if claim.when else None,
                "country": claim.where.country if claim.where else None,
                "source": source.name if source else None,
                "stance": claim.attribution.stance if claim.attribution else None,
                "body": dumps(body),
            }
        )
    return rows


_REPORT = ("id", "text", "published", "outlet", "title", "language", "url", "origin", "key", "cluster")
_report, _claim = schema.report.c, schema.claim.c
_REPORTS = sa.select(*(_report[name] for name in _REPORT)).where(among_those(_report.id))
_CLAIM_BODIES = sa.select(_claim.id, _claim.body).where(among_those(_claim.id))
_RESTS = sa.select(_report.id, _report.rest).where(among_those(_report.id))
_CLAIMS_OF = (
    sa.select(_claim.report, _claim.body)
    .where(among_those(_claim.report))
    .order_by(_claim.report, _claim.number)
)


def reports(connection: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """Reports by id."""
    found = {}
    if part := sorted(set(ids)):
        for row in fetched(connection, _REPORTS, those=part):
            found[row[0]] = Report(**dict(zip(_REPORT, row, strict=True)))
    return found


def claims(connection: Connection, ids: Iterable[str]) -> dict[str, Claim]:
    """Claims by id, without their steps."""
    found = {}
    if part := sorted(set(ids)):
        for one, body in fetched(connection, _CLAIM_BODIES, those=part):
            found[one] = claim_of(body)
    return found


def claim_of(body: str) -> Claim:
    """The claim of a row."""
    return read(Claim, body)


def readings(connection: Connection, ids: Iterable[str], *, steps: bool = False) -> dict[str, Reading]:
    """Readings by the id of their report; with `steps`, the claims' explanations too."""
    wanted = sorted(set(ids))
    about = reports(connection, wanted)
    rests: dict[str, dict[str, Any]] = {}
    bodies: dict[str, list[dict[str, Any]]] = {one: [] for one in about}
    if part := list(wanted):
        for one, rest in fetched(connection, _RESTS, those=part):
            rests[one] = msgspec.json.decode(zlib.decompress(rest))
        for report, body in fetched(connection, _CLAIMS_OF, those=part):
            bodies[report].append(msgspec.json.decode(body))
    return {one: _reading(about[one], rests[one], bodies[one], steps=steps) for one in about}


def _reading(report: Report, rest: dict[str, Any], bodies: list[dict[str, Any]], *, steps: bool) -> Reading:
    why = rest.pop("why")
    if steps:
        bodies = [{**body, "why": step} for body, step in zip(bodies, why, strict=True)]
    return rebuilt(Reading, {**rest, "report": to_plain(report), "claims": bodies})


def current(connection: Connection) -> list[str]:
    """The ids of the reports that are part of the picture, sorted."""
    return list(
        connection.scalars(sa.select(schema.report.c.id).where(schema.report.c.current).order_by("id"))
    )


def replace_readings(connection: Connection, readings: Sequence[Reading]) -> None:
    """Put newer readings of known reports in the place of the old ones; decisions keep hold of the words."""
    ids = sorted(r.report.id for r in readings)
    connection.execute(sa.delete(schema.claim).where(among(connection, schema.claim.c.report, ids)))
    own = schema.report.c
    for one in readings:
        data = one.claims[0].made_by.data if one.claims else _digest()
        connection.execute(
            sa.update(schema.report).where(own.id == one.report.id).values(rest=_rest(one), data=data)
        )
    claims_ = [row for one in readings for row in _claims(one)]
    if claims_:
        connection.execute(sa.insert(schema.claim), claims_)


def read_with_other_data(connection: Connection, *, every: bool = False) -> list[str]:
    """The reports of the picture that were read with other data than this version's, or all of them, sorted."""
    own = schema.report.c
    chosen = sa.select(own.id).where(own.current).order_by(own.id)
    return list(connection.scalars(chosen if every else chosen.where(own.data != _digest())))
