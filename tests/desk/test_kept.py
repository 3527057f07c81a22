"""What is kept is shared and stays right: nothing of one reader reaches another, and every change is seen at once."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import NOW, made_up, put
from tests.desk.test_views import PAGES, filled_in

from sayso.desk.kept import ALL, Place, filled, framed, loose, only, sheet
from sayso.desk.remember import Memory, Pieces
from sayso.store import accounts, audit, correcting, notes
from sayso.store import team as team_tables
from sayso.store.engine import open_engine, reading, writing

JSON = {"accept": "application/json"}
CSRF = re.compile(r'name="csrf" (?:value|content)="([^"]*)"')


# ------------------------------------------------------------------ sheets


@given(
    st.lists(st.text(max_size=300), min_size=1, max_size=5),
    st.text(max_size=70_000),
    st.sampled_from(["zoé", "bob", None]),
)
def test_a_packed_answer_is_the_answer(texts: list[str], own: str, name: str | None) -> None:
    texts = [t.encode("utf-8", "replace").decode() for t in texts]
    body = own.encode("utf-8", "replace")
    made = sheet(
        str(Place("csrf")).join(texts) + str(only("zoé")) + "hers" + str(Place("csrf")) + str(ALL) + "all"
    )
    plain = filled(made, {"csrf": body}, name, gzip=False)
    assert gzip.decompress(filled(made, {"csrf": body}, name, gzip=True)) == plain
    hers = b"hers" + body if name == "zoé" else b""
    assert plain == body.join(t.encode() for t in texts) + hers + b"all"


@given(st.lists(st.text(max_size=90), min_size=3, max_size=3), st.text(max_size=90), st.text(max_size=90))
def test_a_page_in_its_frame_is_what_both_are(around: list[str], title: str, inner: str) -> None:
    around = [t.encode("utf-8", "replace").decode() for t in around]
    frame = sheet(str(Place("slot-title")).join(around[:2]) + str(Place("slot-main")) + around[2])
    main = sheet(f"<{Place('csrf')}>{inner}")
    page = framed(frame, {"title": loose(title), "main": main})
    plain = filled(page, {"csrf": b"t"}, None, gzip=False)
    wanted = around[0], title, around[1], "<t>", inner, around[2]
    assert plain == b"".join(t.encode("utf-8", "replace") for t in wanted)
    assert gzip.decompress(filled(page, {"csrf": b"t"}, None, gzip=True)) == plain
    assert framed(frame, {"title": loose(title + "!"), "main": main}).digest != page.digest


def test_a_file_goes_out_as_it_was_packed() -> None:
    made = sheet("é" * 1000, "application/json")
    assert made.tail
    assert gzip.decompress(filled(made, {}, None, gzip=True)) == filled(made, {}, None, gzip=False)


def test_what_is_for_one_person_is_not_for_somebody_without_a_name() -> None:
    assert filled(sheet(str(only("")) + "own" + str(ALL)), {}, None, gzip=False) == b""


def test_a_page_for_everybody_cannot_look_at_its_reader() -> None:
    with pytest.raises(TypeError, match="compares nothing"):
        _ = Place("name") == "admin"
    assert sheet("\ue000" + "0" * 16 + ":csrf\ue001").places == ()  # what a report says is no place


# ------------------------------------------------------------------ readers


def test_nothing_of_one_reader_reaches_another(team: Callable[[str | None], Any]) -> None:
    admin, reader, other = team("admin"), team("reader"), team("admin")
    event = admin.event()
    claim = event["claims"][0]
    for own, text in ((admin, "du chef"), (team("analyst"), "d'analyste")):
        own.post(f"/event/{event['id']}/comment", {"text": text})
    admin.post("/views", {"name": "vue du chef", "address": "/events?type=ASSAULT"})
    admin.post(f"/claim/{claim}/judge", {"kind": "accept"}, headers=JSON)
    for page in PAGES:
        to = filled_in(admin, page)
        texts = {
            who: own.get(to).text for who, own in (("admin", admin), ("other", other), ("reader", reader))
        }
        tokens = {who: set(CSRF.findall(text)) for who, text in texts.items()}
        assert len(tokens["admin"]) == len(tokens["other"]) == 1, to
        assert tokens["admin"].isdisjoint(tokens["other"] | tokens["reader"]), to
        if to not in ("/people", "/audit", "/add", "/account"):
            assert "\ue000" not in texts["reader"], to
            assert "/undo" not in texts["reader"], to
            assert "vue du chef" not in texts["reader"], to
            assert '<p class="quiet">reader · ' in texts["reader"], to
        assert "</html>" in texts["admin"], to
    assert 'href="/people"' in admin.get("/events").text
    assert 'href="/people"' not in reader.get("/events").text
    assert "vue du chef" in admin.get("/events").text


def test_only_who_decided_may_undo(team: Callable[[str | None], Any]) -> None:
    analyst, second, editor = team("analyst"), team(None), team("editor")
    engine = open_engine(second.client.app.state.settings.db)
    with writing(engine, quiet=True) as connection:
        accounts.create(connection, "second", "analyst", "un mot de passe long", now=audit.now())
    engine.dispose()
    second.sign_in("second")
    event = analyst.event()
    analyst.post(f"/claim/{event['claims'][0]}/judge", {"kind": "accept"})
    analyst.post(f"/event/{event['id']}/comment", {"text": "vu"})
    for to in ("/decisions", f"/event/{event['id']}", "/work"):
        seen = [own.get(to).text for own in (analyst, second, editor)]
        assert ["/decision/1/undo" in text for text in seen] == [True, False, True], to
        assert all("analyst" in text for text in seen) or to == "/work"
    assert ["/uncomment" in own.get(f"/event/{event['id']}").text for own in (analyst, second, editor)] == [
        True,
        False,
        False,
    ]


def test_what_happened_is_said_to_one_reader_once(team: Callable[[str | None], Any]) -> None:
    admin, other = team("admin"), team("admin")
    admin.post("/views", {"name": "x", "address": "/events"})
    assert '<p class="said">' in admin.get("/events").text
    assert '<p class="said">' not in other.get("/events").text
    other.client.cookies.set("sayso_said", "%3Cb%3E")
    assert '<p class="said">&lt;b&gt;</p>' in other.get("/events").text


def test_languages_light_and_pieces_are_kept_apart(desk: Any) -> None:
    for _ in range(2):
        assert '<html lang="fr"' in desk.get("/events", headers={"accept-language": "fr"}).text
        assert '<html lang="en"' in desk.get("/events", headers={"accept-language": "en"}).text
        assert "<html" not in desk.get("/events", headers={"hx-request": "true"}).text
    desk.post("/preferences", {"ui": "en", "theme": "dark"})
    assert '<html lang="en" data-theme="dark">' in desk.get("/events").text
    assert desk.json("/timeline.json?ui=en")["types"] != desk.json("/timeline.json?ui=fr")["types"]


def test_nobody_gets_what_was_kept_for_others(team: Callable[[str | None], Any]) -> None:
    reader, nobody = team("reader"), team(None)
    for to in ("/events", "/events.json", "/timeline.json", "/sources.csv"):
        answer = reader.get(to)
        assert answer.status_code == 200
        again = {"if-none-match": answer.headers["etag"], **JSON}
        assert nobody.get(to, headers=again).status_code == 401
        assert reader.get(to, headers=again).status_code == 304
    reader.post("/logout")
    assert reader.get("/events.json").status_code == 401


def test_what_is_kept_asks_anew_who_asks(team: Callable[[str | None], Any]) -> None:
    admin, editor, reader = team("admin"), team("editor"), team("reader")
    to = f"/event/{admin.event()['id']}"
    for _ in range(2):
        assert "/merge" in editor.get(to).text
        assert "/merge" not in reader.get(to).text
    assert admin.post("/people/editor", {"role": "reader"}).status_code == 303
    assert "/merge" not in editor.get(to).text
    assert admin.post("/people/reader", {"disabled": "1"}).status_code == 303
    for wrong in ({}, {"authorization": "Bearer sayso_wrong"}):
        assert reader.get(to, headers={**JSON, **wrong}).status_code == 401
    assert admin.client.head("/sources").status_code == 405


def test_who_else_looks_and_what_is_new_are_not_kept(team: Callable[[str | None], Any], store: Path) -> None:
    admin, reader = team("admin"), team("reader")
    item = admin.event()["id"]
    assert "reader" not in reader.get(f"/event/{item}").text.split("<main")[1]
    engine = open_engine(str(store))
    with writing(engine, quiet=True) as connection:
        notes.here(connection, f"event:{item}", "editor")
    assert "editor" in reader.get(f"/event/{item}").text.split('id="people"')[1].split("</p>")[0]
    for own in (admin, reader, reader):
        assert own.get("/").status_code == 200
    with reading(engine) as connection:
        assert all(notes.last_visit(connection, who)[0] for who in ("admin", "reader"))
    with writing(engine, quiet=True) as connection:  # a visit that ended
        connection.execute(sa.update(team_tables.visit).values(last="2026-01-01T00:00:00+00:00"))
    assert reader.get("/").status_code == 200
    with reading(engine) as connection:
        last, ended = notes.last_visit(connection, "reader")
    assert str(last) > "2026-02"
    assert ended == "2026-01-01T00:00:00+00:00"
    engine.dispose()


# ------------------------------------------------------------------ changes


def test_what_another_process_decides_is_seen_at_once(desk: Any, store: Path) -> None:
    event = desk.event(lambda e: len(e["claims"]) > 2)
    pages = ("/events", f"/event/{event['id']}", "/work", "/decisions", "/events.json", "/decisions.json")
    before = {to: desk.get(to) for to in pages}
    assert all(
        desk.get(to, headers={"if-none-match": a.headers["etag"]}).status_code == 304
        for to, a in before.items()
    )
    engine = open_engine(str(store))
    with writing(engine) as connection:
        correcting.judge(connection, "reject", event["claims"][0], who="autre", now=NOW)
    engine.dispose()
    for to in ("/events.json", "/decisions", "/decisions.json", "/work"):
        answer = desk.get(to, headers={"if-none-match": before[to].headers["etag"]})
        assert answer.status_code == 200, to
    assert "autre" in desk.get("/decisions").text


def test_reports_that_come_in_are_seen_at_once(desk: Any, store: Path) -> None:
    before = {
        to: desk.get(to).text for to in ("/", "/events", "/timeline.json", "/map.json", "/actors", "/sources")
    }
    put(str(store), made_up(30, seed=12), now="2026-12-02T00:00:00+00:00")
    for to, text in before.items():
        assert desk.get(to).text != text, to


def test_new_accounts_are_offered_at_once(team: Callable[[str | None], Any]) -> None:
    admin = team("admin")
    to = f"/event/{admin.event()['id']}"
    assert "<option>nouvelle</option>" not in admin.get(to).text
    admin.post("/people", {"name": "nouvelle", "role": "reader", "password": "un mot de passe long"})
    assert "<option>nouvelle</option>" in admin.get(to).text


# ------------------------------------------------------------------ memory


def test_the_same_question_is_worked_out_once(store: Path) -> None:
    engine = open_engine(str(store))
    memory, made, start = Memory(engine), [], threading.Barrier(6)

    def make() -> int:
        made.append(1)
        threading.Event().wait(0.05)
        return len(made)

    def ask(_: int) -> int:
        start.wait()
        with reading(engine) as connection:
            return memory.get(connection, "k", make)

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(ask, range(6))) == {1}
    with reading(engine) as connection, pytest.raises(ZeroDivisionError):
        memory.get(connection, "bad", lambda: 1 // 0)
    with reading(engine) as connection:
        assert memory.get(connection, "bad", lambda: 5) == 5
    engine.dispose()


def test_memory_is_bounded_and_forgets_with_the_pulse(store: Path) -> None:
    engine = open_engine(str(store))
    memory = Memory(engine, most=1000)
    with reading(engine) as connection:
        for n in range(50):
            memory.get(connection, n, lambda n=n: n, weigh=lambda _: 100)
        memory.get(connection, "large", lambda: 0, weigh=lambda _: 999)
        assert memory._size <= 1000
        assert memory.get(connection, 49, lambda: -1) == 49
    with writing(engine):
        pass
    with reading(engine) as connection:
        assert memory.get(connection, 49, lambda: -1) == -1
    engine.dispose()


def test_pieces_are_made_again_when_their_body_changes() -> None:
    pieces, asked = Pieces(most=4000), []

    def make(names: list[str]) -> list[str]:
        asked.extend(names)
        return [f"<{name}>" for name in names]

    assert pieces.get("k", {"a": "1", "b": "2"}, make) == {"a": "<a>", "b": "<b>"}
    assert list(pieces.get("k", {"b": "2", "a": "3"}, make)) == ["b", "a"]
    assert asked == ["a", "b", "a"]
    for n in range(100):
        pieces.get("k", {str(n): "x"}, make)
    assert pieces._size <= 4000


# ------------------------------------------------------------------ files beside the pages


def test_files_are_packed_and_kept_by_their_digest(desk: Any) -> None:
    page = desk.get("/events").text
    script = re.search(r'src="(/static/desk\.js\?v=[0-9a-f]+)"', page)
    assert script is not None
    packed = desk.get(script[1], headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "immutable" in packed.headers["cache-control"]
    assert packed.text == desk.get(script[1], headers={"accept-encoding": "identity"}).text
    loose = desk.get("/static/desk.js", headers={"accept-encoding": "gzip"})
    assert loose.headers["cache-control"] == "no-cache"
    assert (
        desk.get(
            "/static/desk.js", headers={"accept-encoding": "gzip", "if-none-match": loose.headers["etag"]}
        ).status_code
        == 304
    )
    for to in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/nope.js", "/static/"):
        assert desk.get(to).status_code == 404, to
