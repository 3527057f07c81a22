"""`sayso actor NAME`: an actor's names, posts with dates, and what it did and said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.session import Session, printable
from sayso.cli.store import Db, Json, Limit, desk, print_json

if TYPE_CHECKING:
    from sayso.picture import Actor


def actor(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    *,
    db: Db = None,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Show an actor; the help text is in texts/<ui>.toml."""
    session: Session = context.obj
    from sayso.store.queries import Asked

    with desk(db) as opened:
        found = opened.actor(name)
        told = {a.id: opened.events(Asked(actor=a.id, limit=limit)) for a in found}
    if json:
        print_json([{"actor": _plain(a), "events": [_plain(e) for e in told[a.id]]} for a in found])
        return
    from sayso.cli.show_event import rows

    for one in found:
        _show(one, session)
        if told[one.id]:
            session.out.print(rows(told[one.id], session))


def _plain(record: object) -> object:
    from sayso.plain import to_plain

    return to_plain(record)


def _show(one: Actor, session: Session) -> None:
    out = session.out
    out.print(printable(f"{one.name}  {one.code}  {one.id}"), style="bold", markup=False)
    names = ", ".join(one.names)
    out.print(printable(f"{session.say('picture', 'names')}: {names}"), markup=False)
    for post in one.posts:
        span = " – ".join(dict.fromkeys(d.split("T")[0] for d in (post.first, post.last) if d))
        out.print(printable(f"  {post.post}: {span} ({len(post.reports)})"), markup=False)
