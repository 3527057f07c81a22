"""What can be asked, on both databases."""

from __future__ import annotations

from datetime import date

import pytest

from sayso.desk import Desk
from sayso.errors import DocumentError, ExchangeError
from sayso.exchange.tables import codebook
from sayso.link.names import who
from sayso.reading import Reading
from sayso.records import Claim, Evidence, MadeBy, Party, Report
from sayso.store import search

from .conftest import made_up, put


def said_by(id_: str, name: str, *, text: str = "") -> Reading:
    """A report of one act by somebody."""
    sentence = f"{name[0].upper()}{name[1:]}{text} a manifesté."
    at = sentence.index("manifesté")
    report = Report(id=id_, text=sentence, published="2017-07-12", language="fr", outlet=id_)
    who = Party(start=0, end=len(name), text=name, name=name, name_start=0, name_end=len(name), code="TGOOPP")
    claim = Claim(
        id="c" + id_,
        report=id_,
        start=0,
        end=len(sentence),
        trigger=Evidence(start=at, end=at + 9, text="manifesté"),
        type="PROTEST",
        event=1,
        factuality="CT+",
        tense="past",
        made_by=MadeBy(rule="r", data="d", model="m"),
        actor=(who,),
    )
    return Reading(report=report, claims=(claim,))


LATER = "2026-12-02T00:00:00+00:00"


@pytest.fixture
def full(url: str, desk: Desk) -> Desk:
    read = made_up(20)
    put(url, read[:14])
    put(url, read[14:], now=LATER)
    return desk


def test_filters_narrow(full: Desk) -> None:
    every = full.events(limit=10_000)
    assert [e.id for e in full.events(type="ASSAULT", limit=10_000)] == [
        e.id for e in every if e.type == "ASSAULT"
    ]
    assert all(e.where and e.where.country == "LY" for e in full.events(country="LY"))
    assert {e.id for e in full.events(disputed=True, limit=999)} == {e.id for e in every if e.disagreements}
    assert {e.id for e in full.events(min_origins=3, limit=999)} == {e.id for e in every if e.origins >= 3}
    assert all(e.status == "confirmed" for e in full.events(status="confirmed"))
    assert len(full.events(limit=3)) == 3
    assert full.events(limit=3, offset=3)[0].id == every[3].id


def test_dates_bound_by_what_an_event_can_be(full: Desk) -> None:
    found = full.events(since="2017-01-02", until="2017-01-02", limit=999)
    assert found
    assert all((e.earliest or "") <= "2017-01-02" <= (e.latest or "") for e in found)
    with pytest.raises(DocumentError):
        full.events(since="soon")


def test_an_actor_by_full_name_and_by_last_name(full: Desk) -> None:
    one = full.actors(limit=1)[0]
    assert one.mentions > 1
    mine = full.events(actor=one.name, limit=999)
    assert mine
    assert all(one.name in repr(e) for e in mine)
    assert full.actor(one.name.split()[-1])[0].id == one.id


def test_posts_have_their_dates(full: Desk) -> None:
    found = next(a for one in full.actors(limit=99) for a in full.actor(one.name) if a.posts)
    assert found.posts[0].post.startswith("chef de")
    assert (found.posts[0].first or "") <= (found.posts[0].last or "")


@pytest.mark.parametrize(
    ("asked", "beginning", "seen"),
    [("négociation", False, True), ("négo", False, False), ("négo", True, True), ("ont négo", True, True), ("zzz", True, False)],
)  # fmt: skip
def test_an_excerpt_stands_around_the_word_that_was_asked_for(
    asked: str, beginning: bool, seen: bool
) -> None:
    text = "Un long début\n sans rien. " * 20 + "Les négociations  reprennent à Genève. " + "La fin. " * 30
    cut = search.excerpts(asked, "fr", 40, beginning=beginning)
    assert ("Les négociations reprennent" in cut(text)) == seen
    assert cut(text).startswith("Un long début sans") != seen
    assert cut("court") == "court"


def test_search_finds_words_in_any_form_without_accents(full: Desk) -> None:
    for words in ("attaque", "ATTAQUÉ", "attaques"):
        assert full.search(words)
    found = full.search("manifesté")
    assert found
    assert "manifest" in found[0].words
    assert found[0].events
    assert full.search("zzz") == full.search("") == full.search("' OR 1=1 --") == []


def test_the_timeline_is_in_order(full: Desk) -> None:
    days = [e.earliest or "" for e in full.timeline(limit=999)]
    assert days == sorted(days)
    assert all(days)


def test_what_has_changed_since(full: Desk) -> None:
    kinds = {c.kind for c in full.diff("2026-12-01T12:00:00+00:00")}
    assert {"new", "told_again"} <= kinds
    assert full.diff(LATER) == []


def test_sources_are_counted(full: Desk) -> None:
    found = full.sources(limit=999)
    assert found[0].quoted >= found[-1].quoted > 0
    assert all(s.confirmed <= s.quoted * 9 for s in found)


def test_sources_are_counted_as_the_ledgers_say(full: Desk) -> None:
    events = full.events(limit=9999)
    quoted: dict[str, set[str]] = {}
    reports: dict[str, int] = {}
    for event in events:
        for voice in event.ledger:
            if voice.source and voice.kind != "unnamed":
                key = who(voice.source).key
                quoted.setdefault(key, set()).add(event.id)
                reports[key] = reports.get(key, 0) + len(voice.reports)
    found = {who(s.source).key: (s.quoted, s.reports) for s in full.sources(limit=9999)}
    assert found == {key: (len(quoted[key]), reports[key]) for key in quoted}


def test_due_is_empty_where_nothing_was_announced(full: Desk) -> None:
    assert full.due(on=date(2017, 1, 5)) == []


@pytest.mark.parametrize("name", list(codebook()))
def test_tables_have_the_columns_of_the_codebook(full: Desk, name: str) -> None:
    pytest.importorskip("pyarrow")
    table = full.table(name)
    assert table.column_names == list(codebook()[name])
    assert all(b"about" in field.metadata for field in table.schema)
    for row in full.rows(name):
        assert list(row) == list(codebook()[name])


def test_a_table_that_is_none(full: Desk) -> None:
    with pytest.raises(ExchangeError) as caught:
        full.rows("people")
    assert caught.value.code == "X003"


def test_a_reading_comes_back_with_its_steps(full: Desk) -> None:
    read = made_up(1)[0]
    assert full.reading(read.report.id) == read


def test_an_acronym_that_one_report_defines_joins_the_names_of_all(url: str, desk: Desk) -> None:
    put(url, [said_by("r1", "le Mouvement pour le salut démocratique"), said_by("r2", "le MSD")])
    assert len(desk.actor("MSD")) == 1
    assert desk.actor("MSD")[0].names == ("le MSD",)
    put(url, [said_by("r3", "le Mouvement pour le salut démocratique", text=" (MSD)")])
    found = desk.actor("MSD")[0]
    assert set(found.names) == {"le MSD", "le Mouvement pour le salut démocratique"}
    assert "acronym" in found.because
