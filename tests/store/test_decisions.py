"""A person's word goes before the machine's, is kept, and can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.desk import Desk
from sayso.errors import SaysoError, StoreError
from sayso.picture import Event
from sayso.store import reports
from sayso.store.engine import open_engine, writing
from sayso.store.refresh import refresh

from .conftest import derived, made_up, put


@pytest.fixture
def events(url: str, desk: Desk) -> list[Event]:
    put(url, made_up(12))
    return desk.events(limit=1000)


def test_merged_events_are_one_and_say_why(desk: Desk, events: list[Event]) -> None:
    made = desk.merge([events[0].id, events[1].id], note="same place")
    joined = next(e for e in desk.events(limit=1000) if set(events[0].claims) <= set(e.claims))
    assert set(events[1].claims) <= set(joined.claims)
    assert any(b.decision == made.id for b in joined.bonds)
    assert (made.who, made.note) == ("tester", "same place")


def test_merge_then_split_is_the_identity(url: str, desk: Desk, events: list[Event]) -> None:
    before = derived(url)
    desk.merge([events[0].id, events[1].id])
    assert derived(url) != before
    joined = next(e for e in desk.events(limit=1000) if set(events[0].claims) <= set(e.claims))
    desk.split(joined.id, events[1].claims)
    assert derived(url) == before


def test_undoing_is_exact(url: str, desk: Desk, events: list[Event]) -> None:
    before = derived(url)
    made = desk.merge([events[0].id, events[1].id])
    desk.undo(made.id)
    assert derived(url) == before
    assert desk.decisions()[0].withdrawn_by == "tester"
    with pytest.raises(StoreError) as caught:
        desk.undo(made.id)
    assert caught.value.code == "S006"


def test_a_split_parts_claims_of_one_report(url: str, desk: Desk, events: list[Event]) -> None:
    one = next(e for e in events if len(e.claims) > len(set(e.reports)))
    gone = next(c for c in one.claims[1:])
    before = derived(url)
    made = desk.split(one.id, [gone])
    home = next(e for e in desk.events(limit=1000) if gone in e.claims)
    assert one.claims[0] not in home.claims
    desk.undo(made.id)
    assert derived(url) == before


def test_a_correction_holds_and_is_marked(desk: Desk, events: list[Event]) -> None:
    one = events[0]
    made = desk.correct(one.id, "when", "2017-01-05")
    assert (desk.event(one.id).when, desk.event(one.id).corrected) == ("2017-01-05", ("when",))
    desk.undo(made.id)
    assert desk.event(one.id) == one


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("type", "NONSENSE", "[S011] type: no such value 'NONSENSE'. Known: ACCUSE, AGREE, "),
        ("status", "over", "[S011] status: no such value 'over'. Known: confirmed, reported, "),
        ("gist", "x", "[S007] gist: 'x' cannot be set here. Fields that can be corrected: country, "),
        ("when", "2017-13", "[D007] when: '2017-13' is no date in EDTF. "),
        ("country", "France", "[S011] country: no such value 'France'. Known: two capital letters "),
    ],
)
def test_what_cannot_be_set(desk: Desk, events: list[Event], field: str, value: str, message: str) -> None:
    with pytest.raises(SaysoError) as caught:
        desk.correct(events[0].id, field, value)
    assert str(caught.value).startswith(message)


def test_the_grade_of_a_source_reaches_its_events(desk: Desk, events: list[Event]) -> None:
    one = next(e for e in events if any(v.source and v.stance == "reports" for v in e.ledger))
    source = next(v.source for v in one.ledger if v.source and v.stance == "reports")
    made = desk.grade(source, "B")
    assert desk.event(one.id).grade.reliability == "B"
    assert next(s for s in desk.sources(limit=999) if s.source == source).reliability == "B"
    desk.undo(made.id)
    assert desk.event(one.id) == one


def test_decisions_hold_when_a_report_is_read_again(url: str, desk: Desk, events: list[Event]) -> None:
    """A newer version gives the claims other ids; the words are where they were."""
    desk.merge([events[0].id, events[1].id])
    read = {r.report.id: r for r in made_up(12)}
    again = [replace(r, claims=tuple(replace(c, id="d" + c.id[1:]) for c in r.claims)) for r in read.values()]
    engine = open_engine(url)
    with writing(engine) as connection:
        reports.replace_readings(connection, again)
        refresh(connection, list(read))
    engine.dispose()
    wanted = {"d" + c[1:] for c in (*events[0].claims, *events[1].claims)}
    assert any(wanted <= set(e.claims) for e in desk.events(limit=1000))


def test_two_names_are_one_actor(desk: Desk, events: list[Event]) -> None:
    first, second = desk.actors(limit=2)
    made = desk.same_actor(first.name, second.name)
    found = desk.actor(first.name)
    assert len(found) == 1
    assert {first.name, second.name} <= set(found[0].names)
    desk.undo(made.id)
    assert [a.id for a in desk.actors(limit=2)] == [first.id, second.id]


def test_what_is_not_there(desk: Desk, events: list[Event]) -> None:
    for ask in (
        lambda: desk.event("e000"),
        lambda: desk.merge([events[0].id]),
        lambda: desk.split(events[0].id, ["c-no"]),
        lambda: desk.split(events[0].id, events[0].claims),
        lambda: desk.actor("Nobody Atall"),
    ):
        with pytest.raises(StoreError) as caught:
            ask()
        assert caught.value.code == "S006"
