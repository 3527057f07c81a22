"""Who holds which post, kept up report by report; a change draws in only the reports that mention the post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from sayso.link import posts
from sayso.reading import Reading
from sayso.store import schema
from sayso.store.among import among


def update(connection: Connection, readings: Sequence[Reading], *, gone: Collection[str]) -> set[str]:
    """Replace what reports say about posts.

    Args:
        connection: A writing step.
        readings: The readings whose posts hold from now on.
        gone: Reports whose earlier posts are taken out first.
    Returns:
        Other reports that mention a post whose holder is another one now.
    """
    before = _facts(connection, gone)
    if part := sorted(gone):
        for table in (schema.held, schema.post_use, schema.resolved):
            connection.execute(sa.delete(table).where(among(connection, table.c.report, part)))
    held = {r.report.id: posts.held(r) for r in readings}
    _insert_held(connection, held)
    uses = {r.report.id: posts.uses(r) for r in readings}
    _insert_uses(connection, uses)
    after = {(one.key, one.month, one.name, one.country) for rows in held.values() for one in rows}
    known = _facts_of_others(connection, before ^ after, set(held))
    changed = {fact for fact in before ^ after if fact not in known}
    for report in sorted(uses):
        _resolve(connection, report, uses[report])
    return {r for r in _mentioning(connection, changed) if r not in uses and _resolve(connection, r)}


Fact = tuple[str, int, str, str]


def _facts(connection: Connection, of: Collection[str]) -> set[Fact]:
    own, found = schema.held.c, set()
    if part := sorted(of):
        rows = connection.execute(
            sa.select(own.key, own.month, own.name, own.country).where(among(connection, own.report, part))
        )
        found |= {(row.key, row.month, row.name, row.country) for row in rows}
    return found


def _facts_of_others(connection: Connection, facts: Collection[Fact], than: Collection[str]) -> set[Fact]:
    """Which of these facts other reports state too."""
    own, found = schema.held.c, set()
    if part := sorted({fact[0] for fact in facts}):
        rows = connection.execute(
            sa.select(own.report, own.key, own.month, own.name, own.country).where(
                among(connection, own.key, part)
            )
        )
        found |= {(r.key, r.month, r.name, r.country) for r in rows if r.report not in than}
    return found


def _insert_held(connection: Connection, held: dict[str, tuple[posts.Held, ...]]) -> None:
    rows = {
        (report, one.key, one.name): {
            "report": report,
            "key": one.key,
            "name": one.name,
            "month": one.month,
            "shown": one.shown,
            "country": one.country,
            "post": one.post,
        }
        for report, found in held.items()
        for one in found
    }
    if rows:
        connection.execute(sa.insert(schema.held), list(rows.values()))


def _insert_uses(connection: Connection, uses: dict[str, tuple[posts.Use, ...]]) -> None:
    rows = [
        {"report": report, "mention": use.mention, "country": use.country, "key": key, "month": use.month}
        for report, found in uses.items()
        for use in found
        for key in use.keys
    ]
    if rows:
        connection.execute(sa.insert(schema.post_use), rows)


def _mentioning(connection: Connection, changed: Iterable[Fact]) -> list[str]:
    found: set[str] = set()
    own = schema.post_use.c
    for key, month, _, _ in sorted(changed):
        near = own.month.between(month - posts.MONTHS, month + posts.MONTHS)
        found |= set(connection.scalars(sa.select(own.report).where(own.key == key, near)))
    return sorted(found)


def _resolve(connection: Connection, report: str, uses: Iterable[posts.Use] | None = None) -> bool:
    """Write who holds the posts that a report mentions; True if that is not what was written before."""
    if uses is None:
        uses = _uses(connection, report)
    uses = list(uses)
    known = _known(connection, uses)
    now = {use.mention: holder for use in uses if (holder := posts.holder_of(use, known)) is not None}
    if now == resolved_in(connection, [report])[report]:
        return False
    connection.execute(sa.delete(schema.resolved).where(schema.resolved.c.report == report))
    if now:
        connection.execute(
            sa.insert(schema.resolved),
            [{"report": report, "mention": m, "holder": h} for m, h in sorted(now.items())],
        )
    return True


def _uses(connection: Connection, report: str) -> list[posts.Use]:
    found: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    own = schema.post_use.c
    for row in connection.execute(sa.select(schema.post_use).where(own.report == report)):
        found[row.mention, row.country, row.month].append(row.key)
    return [posts.Use(*what, tuple(sorted(found[what]))) for what in sorted(found)]


def _known(connection: Connection, uses: Sequence[posts.Use]) -> dict[str, set[posts.Held]]:
    known: dict[str, set[posts.Held]] = defaultdict(set)
    if not uses:
        return known
    own, month = schema.held.c, uses[0].month  # all of one report
    if part := sorted({key for use in uses for key in use.keys}):
        rows = connection.execute(
            sa.select(own.key, own.month, own.name, own.shown, own.country, own.post)
            .where(
                among(connection, own.key, part),
                own.month.between(month - posts.MONTHS, month + posts.MONTHS),
            )
            .distinct()
        )
        for row in rows:
            known[row.key].add(posts.Held(**row._mapping))
    return known


def resolved_in(connection: Connection, of: Iterable[str]) -> dict[str, dict[str, str]]:
    """Report -> the posts that it mentions and who held them, by other reports."""
    found: dict[str, dict[str, str]] = {report: {} for report in of}
    if part := sorted(found):
        rows = connection.execute(
            sa.select(schema.resolved).where(among(connection, schema.resolved.c.report, part))
        )
        for row in rows:
            found[row.report][row.mention] = row.holder
    return found
