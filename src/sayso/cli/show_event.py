"""An event in a terminal: its head, the ledger, what is disputed, and why its claims are together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from sayso.cli.session import Session, printable
from sayso.cli.store import cells, short, table
from sayso.exchange.dates import in_words
from sayso.exchange.labels import Labels
from sayso.picture import Bond, Event, Participant, Voice
from sayso.records import Report

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLES = {"confirmed": "green", "disputed": "yellow", "denied": "red", "announced": "cyan"}


def rows(found: list[Event], session: Session) -> Table:
    """Events, one row each."""
    shown = table(session, ("event", "what", "who", "when", "where", "status", "origins#", "reports#"))
    for event in found:
        head = cells(event.id)[0]
        what = cells(f"{session.labels.type(event.type)} · {event.trigger}")[0]
        shown.add_row(
            head,
            what,
            cells(parties(event))[0],
            cells(when(event, session.labels))[0],
            cells(where(event, session.labels))[0],
            status(event, session),
            str(event.origins),
            str(len(event.reports)),
        )
    return shown


def status(event: Event, session: Session) -> Text:
    """The status in a word, with the grade."""
    word = session.say("status", event.status)
    grade = f"{event.grade.reliability}{event.grade.credibility}"
    mark = " !" if event.disagreements else ""
    return Text.assemble((word, _STYLES.get(event.status, "")), (f" {grade}{mark}", "dim"))


def parties(event: Event) -> str:
    """Who -> to whom."""
    left = ", ".join(_party(p) for p in event.actors[:3])
    right = ", ".join(_party(p) for p in event.recipients[:3])
    return f"{left} → {right}" if right else left


def _party(party: Participant) -> str:
    return f"{party.name} (= {party.resolved})" if party.resolved else party.name


def when(event: Event, labels: Labels) -> str | None:
    """The date in words."""
    return in_words(event.when, labels) if event.when else None


def where(event: Event, labels: Labels) -> str | None:
    """The place in words."""
    if event.where is None:
        return None
    country = labels.country(event.where.country) if event.where.country else None
    name = event.where.name or event.where.text
    return ", ".join(dict.fromkeys(part for part in (name, country) if part))


def whole(event: Event, reports: Mapping[str, Report], session: Session) -> RenderableType:
    """Everything about one event."""
    parts: list[RenderableType] = [_head(event, session), Text()]
    parts += [Text(session.say("picture", "ledger"), style="bold"), _ledger(event, reports, session)]
    if event.disagreements:
        parts += [
            Text(),
            Text(session.say("picture", "disagreements"), style="bold"),
            *_disputed(event, session),
        ]
    if event.figures:
        told = "; ".join(
            f"{session.labels.of('figure', f.kind)} {f.value:g} ({len(f.reports)})" for f in event.figures
        )
        parts += [Text(), Text(f"{session.say('picture', 'figures')}: {printable(told)}")]
    if event.bonds:
        parts += [Text(), Text(session.say("picture", "why_together"), style="bold")]
        parts += [_bond(b, reports, session) for b in event.bonds]
    return Group(*parts)


def _head(event: Event, session: Session) -> Table:
    labels = session.labels
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", justify="right", min_width=10)
    grid.add_column(overflow="fold")
    grid.add_row(event.id, Text.assemble((labels.type(event.type), "bold"), f" · {printable(event.trigger)}"))
    for key, value in (
        ("who", parties(event)),
        ("when", when(event, labels)),
        ("where", where(event, labels)),
        ("corrected", ", ".join(event.corrected)),
    ):
        if value:
            grid.add_row(session.say("picture", key), Text(printable(value)))
    grid.add_row(session.say("picture", "status"), status(event, session))
    why = "; ".join(reason(rule, "credibility", session) for rule in event.grade.because)
    grid.add_row(session.say("picture", "grade"), Text(why))
    told = session.say("picture", "told_by", origins=event.origins, reports=len(event.reports))
    grid.add_row("", Text(told, style="dim"))
    return grid


def reason(rule: str, table_: str, session: Session) -> str:
    """The words of a rule of the grades or the commitments."""
    from sayso.link import commitments, grade

    found = grade.rules() if table_ == "credibility" else commitments.rules()
    row: dict[str, Any] = next((r for r in found[table_] if r.get("id") == rule), {})
    return str(row.get("why", {}).get(session.ui, rule))


def _ledger(event: Event, reports: Mapping[str, Report], session: Session) -> Table:
    shown = table(session, ("source", "stance", "side", "since", "origin#", "report", "words"))
    for line in event.ledger:
        shown.add_row(
            *cells(
                line.source or session.say("picture", "own_voice"),
                _stance(line, session),
                session.say("side", line.side),
                _day(line.first, session.labels),
                line.origin,
                ", ".join(_report(reports[r]) for r in line.reports if r in reports),
                short(line.words),
            )
        )
    return shown


def _stance(line: Voice, session: Session) -> str:
    word = session.labels.of("stance", line.stance)
    sure = "" if line.factuality == "CT+" else f" [{line.factuality}]"
    ended = session.say("picture", "until", day=_day(line.ended, session.labels)) if line.ended else ""
    return f"{word}{sure} {ended}".strip()


def _day(edtf: str | None, labels: Labels) -> str | None:
    return in_words(edtf.split("T")[0], labels) if edtf else None


def _report(report: Report) -> str:
    return " ".join(part for part in (report.outlet, report.key or report.id) if part)


def _disputed(event: Event, session: Session) -> Iterator[Text]:
    for one in event.disagreements:
        values = " ↔ ".join(
            f"{v.value} ({', '.join(v.sources) or session.say('picture', 'own_voice')}; {len(v.reports)})"
            for v in one.variants
        )
        yield Text(f"  {session.labels.of('figure', one.about)}: {printable(values)}")


def _bond(bond: Bond, reports: Mapping[str, Report], session: Session) -> Text:
    ends = " + ".join(_report(reports[r]) if r in reports else r for r in bond.reports)
    if bond.decision is not None:
        return Text(f"  {printable(ends)}: {session.say('picture', 'decided', number=bond.decision)}")
    parts = " ".join(f"{p.name} {p.weight:+.1f}" for p in bond.parts if abs(p.weight) >= 0.05)
    return Text.assemble(f"  {printable(ends)}: ", (f"{bond.total:+.1f}", "bold"), (f" = {parts}", "dim"))
