"""Every view answers, in both languages, with its JSON and CSV; facets count what they say."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sayso.desk.pages import Pages
from sayso.desk.rows import VOICES, event_row
from sayso.desk.words import words

ROOT = Path(__file__).parents[2]
PAGES = (
    "/", "/events", "/event/EVENT", "/report/REPORT", "/timeline", "/map", "/actors", "/actor/ACTOR",
    "/commitments", "/sources", "/work", "/decisions", "/add", "/search?q=attaq", "/people", "/audit", "/account",
    "/help",
)  # fmt: skip
FILES = (
    "/changes", "/events", "/event/EVENT", "/report/REPORT", "/timeline", "/map", "/actors", "/network", "/commitments",
    "/sources", "/decisions", "/failures", "/audit",
)  # fmt: skip
ONLY_JSON = ("/event/EVENT/ledger", "/event/EVENT/place", "/actor/ACTOR", "/work", "/views", "/people", "/search", "/health", "/openapi")  # fmt: skip


def filled_in(desk: Any, to: str) -> str:
    event = desk.event()
    actor = desk.json("/actors.json")[0]["id"]
    return to.replace("EVENT", event["id"]).replace("REPORT", event["reports"][0]).replace("ACTOR", actor)


@pytest.mark.parametrize("ui", ["fr", "en"])
def test_every_page_answers_in_both_languages(desk: Any, ui: str) -> None:
    for page in PAGES:
        to = filled_in(desk, page)
        answer = desk.get(to + ("&" if "?" in to else "?") + f"ui={ui}")
        assert answer.status_code == 200, to
        assert f'<html lang="{ui}"' in answer.text, to
        assert words(ui).say("nav.events") in answer.text
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|javascript:", answer.text), to


def test_every_view_has_its_files(desk: Any) -> None:
    for view in (*FILES, *ONLY_JSON):
        answer = desk.get(filled_in(desk, view) + ".json")
        assert answer.status_code == 200, view
        assert "json" in answer.headers["content-type"]
        answer.json()
    for view in FILES:
        answer = desk.get(filled_in(desk, view) + ".csv")
        assert answer.status_code == 200, view
        assert answer.headers["content-type"].startswith("text/csv")
        assert next(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))


def test_both_languages_have_the_same_texts() -> None:
    found = {}
    for ui in ("fr", "en"):
        texts = tomllib.loads((ROOT / f"src/sayso/desk/texts/{ui}.toml").read_text(encoding="utf-8"))
        found[ui] = {
            (group, key): sorted(set(re.findall(r"{(\w+)}", str(value))))
            for group, values in texts.items()
            for key, value in values.items()
        }
    assert found["fr"] == found["en"]


@pytest.mark.parametrize("facet", ["status", "type", "country"])
def test_a_facet_counts_what_it_leaves(desk: Any, facet: str) -> None:
    every = desk.json("/events.json")
    value = max(
        {e[facet] if facet != "country" else (e["where"] or {}).get("country") for e in every["events"]}
        - {None}
    )
    left = desk.json(f"/events.json?{facet}={value}")
    own = [
        e
        for e in every["events"]
        if (e[facet] if facet != "country" else (e["where"] or {}).get("country")) == value
    ]
    assert left["total"] == len(own) > 0
    page = desk.get(f"/events?{facet}={value}").text
    assert re.search(rf'aria-current="true">.*?<span class="n">{left["total"]}</span>', page, re.S)


def test_search_as_one_types_finds_beginnings(desk: Any) -> None:
    whole = desk.json("/events.json?q=attaqu%C3%A9")["total"]
    assert whole > 0
    assert desk.json("/events.json?q=attaq")["total"] >= whole
    assert desk.json("/events.json?q=zzzzzz")["total"] == 0
    piece = desk.get("/events?q=attaq", headers={"hx-request": "true"}).text
    assert piece.lstrip().startswith('<div id="found"')
    assert "<html" not in piece


@pytest.mark.parametrize("sort", ["told", "when", "first", "origins", "reports", "type", "status"])
def test_events_are_sorted(desk: Any, sort: str) -> None:
    found = desk.json(f"/events.json?sort={sort}")["events"]
    keys = {
        "origins": lambda e: -e["origins"],
        "reports": lambda e: -len(e["reports"]),
        "type": lambda e: e["type"],
        "status": lambda e: e["status"],
    }
    if sort in keys:
        assert found == sorted(found, key=keys[sort])


def test_the_ledger_says_who_was_first(desk: Any) -> None:
    event = desk.event()
    page = desk.get(f"/event/{event['id']}").text
    assert page.count('class="first"') >= 1
    for line in event["ledger"]:
        if line["source"]:
            assert line["source"].replace("'", "&#39;") in page
    ledger = desk.json(f"/event/{event['id']}/ledger.json")
    assert len(ledger["cells"]) == sum(len(v["reports"]) for v in event["ledger"])


def test_what_is_asked_wrongly_is_no_error_of_ours(desk: Any) -> None:
    for to in (
        "/events?since=never&origins=-1&period=x&sort=up&page=1", "/event/nothing", "/report/nothing", "/actor/%00",
        "/commitments?on=yesterday", "/events?q=%22%27%2A%28&actor=%F0%9F%98%80", "/search?q=%ED%A0%80",
    ):  # fmt: skip
        assert desk.get(to).status_code < 500, to
    assert desk.get("/events?page=0").status_code == 400


def test_the_beginning_of_several_ids_names_them(desk: Any) -> None:
    known = [e["id"] for e in desk.json("/events.json")["events"]]
    answer = desk.get("/event/e.json")
    assert (answer.status_code, answer.json()["code"]) == (404, "S010")
    assert sum(one in answer.json()["message"] for one in known) == 6
    for ui, said in (("fr", "commence les identifiants"), ("en", "begins the ids")):
        page = desk.get(f"/event/e?ui={ui}")
        assert page.status_code == 404
        assert said in page.text


def test_a_row_says_what_its_event_says() -> None:
    signs, evil = Pages().signs("fr"), "<b>\"'&"
    row = {
        "id": "e1", "type": "ASSAULT", "trigger": evil, "status": "reported", "grade": "F6", "about": ["when", "where", "x"],
        "actors": [evil, "b", "c", "d"], "recipients": ["r"], "when": "2017-03-02", "origins": 2, "reports": 3,
        "place": {"name": None, "text": evil, "country": "ML", "precision": "city", "relation": "in"},
        "voices": [{"stance": "denies", "side": "party", "source": evil * 20}, *[{"stance": "reports", "side": "report", "source": None}] * 7],
    }  # fmt: skip
    made = str(event_row(row, words("fr"), signs))
    safe = "&lt;b&gt;&#34;&#39;&amp;"
    assert '<b>"' not in made
    for piece in (
        f"<q>{safe}</q>", f'{safe}, b, c <span class="quiet">+1</span>', "→</span> r</td>", ">2 mars 2017</td>", f"{safe}, Mali</td>",
        '<li class="quiet">+2</li>', "<b>2</b>", "/ 3</span>", 'title="3 ',
        '<a href="/event/e1">', 'id="e-e1"',
    ):  # fmt: skip
        assert piece in made, piece
    assert made.count("<li>") == VOICES
    nobody = {**row, "actors": [], "recipients": [], "when": None, "place": None, "about": [], "voices": []}
    assert str(event_row(nobody, words("fr"), signs)).count('<span class="quiet">–</span>') == 3


def test_what_is_new_counts_from_the_visit_before(desk: Any) -> None:
    assert "Nouveau depuis" not in desk.get("/?ui=fr").text
    found = desk.json("/changes.json?since=2020-01-01T00:00:00%2B00:00")
    assert {c["kind"] for c in found["changes"]} >= {"new"}
    assert desk.json("/changes.json?since=2030-01-01")["changes"] == []


def test_views_are_saved_and_shared(desk: Any) -> None:
    desk.post("/views", {"name": "Attaques", "address": "/events?type=ASSAULT", "shared": "1"})
    (view,) = desk.json("/views.json")
    assert (view["name"], view["address"], view["shared"]) == ("Attaques", "/events?type=ASSAULT", True)
    assert "Attaques" in desk.get("/events").text
    assert desk.post("/views", {"name": "x", "address": "https://example.org/"}).headers["location"] == "/"
    desk.post(f"/views/{view['id']}/drop")
    assert [v["name"] for v in desk.json("/views.json")] == ["x"]


def test_language_and_light_are_kept(desk: Any) -> None:
    desk.post("/preferences", {"ui": "fr", "theme": "dark", "to": "/help"})
    page = desk.get("/help").text
    assert '<html lang="fr" data-theme="dark">' in page


@pytest.mark.parametrize(("name", "to"), [("/due", "/commitments"), ("/review", "/work")])
def test_the_names_of_the_command_line_lead_to_the_views(desk: Any, name: str, to: str) -> None:
    answer = desk.get(f"{name}?ui=en", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"{to}?ui=en")
    assert desk.get(name).status_code == 200
