"""People's word at the desk: judged, corrected, merged, split, undone; stale pages are refused, nothing is lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import made_up, put

from sayso.store.engine import open_engine, writing
from sayso.store.refresh import rebuild

JSON = {"accept": "application/json"}


def version(desk: Any, event: str) -> str:
    return str(desk.json(f"/event/{event}.json")["version"])


def test_the_queue_puts_doubt_and_weight_first(desk: Any) -> None:
    queue = desk.json("/work.json")
    assert [q["rank"] for q in queue] == sorted((q["rank"] for q in queue), reverse=True)
    assert queue[0]["version"] == "0"


def test_an_accepted_claim_leaves_the_queue_and_comes_back(desk: Any) -> None:
    first = desk.json("/work.json")[0]
    made = desk.post(
        f"/claim/{first['claim']}/judge", {"kind": "accept", "version": "0"}, headers=JSON
    ).json()
    assert made["decision"]["who"] == "rédactrice"
    assert first["claim"] not in {q["claim"] for q in desk.json("/work.json")}
    desk.post(f"/decision/{made['decision']['id']}/undo")
    assert first["claim"] in {q["claim"] for q in desk.json("/work.json")}


def test_a_rejected_claim_leaves_the_picture_and_survives_rebuilding(desk: Any, store: Path) -> None:
    event = desk.event(lambda e: len(e["claims"]) > 2)
    gone = event["claims"][0]
    made = desk.post(f"/claim/{gone}/judge", {"kind": "reject"}, headers=JSON).json()["decision"]
    assert all(gone not in e["claims"] for e in desk.json("/events.json")["events"])
    engine = open_engine(str(store))
    with writing(engine) as connection:
        rebuild(connection)
    engine.dispose()
    assert all(gone not in e["claims"] for e in desk.json("/events.json")["events"])
    desk.post(f"/decision/{made['id']}/undo")
    assert desk.json(f"/event/{event['id']}.json")["event"] == event


def test_a_claim_is_corrected(desk: Any) -> None:
    event = desk.event(lambda e: len(e["claims"]) == 1 and e["type"] != "PROTEST")
    answer = desk.post(
        f"/claim/{event['claims'][0]}/judge", {"kind": "claim", "field": "type", "value": "PROTEST"}
    )
    assert answer.status_code == 303
    assert desk.json(f"/claim/{event['claims'][0]}.json")["event"]
    home = desk.json(f"/claim/{event['claims'][0]}.json")["event"]
    assert desk.json(f"/event/{home}.json")["event"]["type"] == "PROTEST"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("type", "NONSENSE", "S011"),
        ("when", "soon", "D007"),
        ("words", "x", "S007"),
        ("status", "denied", "S007"),
        ("factuality", "?", "S011"),
    ],
)
def test_what_does_not_fit_is_refused(desk: Any, field: str, value: str, code: str) -> None:
    claim = desk.event()["claims"][0]
    answer = desk.post(
        f"/claim/{claim}/judge", {"kind": "claim", "field": field, "value": value}, headers=JSON
    )
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_stale_page_is_refused_with_both_versions(desk: Any) -> None:
    event = desk.event()["id"]
    old = version(desk, event)
    fields = {"field": "when", "value": "2017-07-12", "version": old}
    assert desk.post(f"/event/{event}/correct", fields).status_code == 303
    late = desk.post(
        f"/event/{event}/correct", {**fields, "field": "country", "value": "ML", "note": "vu"}, headers=JSON
    )
    assert (late.status_code, late.json()["code"]) == (409, "W008")
    told = late.json()["values"]
    assert told["mine"]["value"] == "ML"
    assert told["event"]["when"] == "2017-07-12"
    assert [d["value"] for d in told["theirs"]] == ["2017-07-12"]
    page = desk.post(f"/event/{event}/correct", {**fields, "field": "country", "value": "ML"})
    assert page.status_code == 409
    assert told["version"] in page.text
    again = desk.post(
        f"/event/{event}/correct", {**fields, "field": "country", "value": "ML", "version": told["version"]}
    )
    assert again.status_code == 303
    found = desk.json(f"/event/{event}.json")["event"]
    assert (found["when"], found["where"]["country"]) == ("2017-07-12", "ML")


def test_two_people_on_one_claim(desk: Any) -> None:
    claim = desk.json("/work.json")[0]["claim"]
    assert desk.post(f"/claim/{claim}/judge", {"kind": "accept", "version": "0"}).status_code == 303
    assert desk.post(f"/claim/{claim}/judge", {"kind": "reject", "version": "0"}).status_code == 409


def test_merge_split_and_undo(desk: Any) -> None:
    a, b = (e["id"] for e in desk.json("/events.json?sort=first")["events"][:2])
    claims = {e: desk.json(f"/event/{e}.json")["event"]["claims"] for e in (a, b)}
    made = desk.post(f"/event/{a}/merge", {"other": b, "version": version(desk, a)}, headers=JSON).json()
    one = made["to"].rsplit("/", 1)[1]
    assert set(desk.json(f"/event/{one}.json")["event"]["claims"]) == {*claims[a], *claims[b]}
    parted = desk.post(
        f"/event/{one}/split", {"claims": claims[b], "version": version(desk, one)}, headers=JSON
    ).json()
    assert parted["ok"]
    for number in (parted["decision"]["id"], made["decision"]["id"]):
        assert desk.post(f"/decision/{number}/undo").status_code == 303
    assert desk.json(f"/event/{a}.json")["event"]["claims"] == claims[a]
    assert len(desk.json("/decisions.json")) == 2


def test_a_page_whose_event_was_merged_away_is_refused_not_lost(desk: Any) -> None:
    a, b = sorted(e["id"] for e in desk.json("/events.json?sort=first")["events"][:2])
    held = {e: desk.json(f"/event/{e}.json") for e in (a, b)}
    to = desk.post(f"/event/{a}/merge", {"other": b}, headers=JSON).json()["to"].rsplit("/", 1)[1]
    gone = b if to == a else a
    fields = {
        "field": "when",
        "value": "2017",
        "version": held[gone]["version"],
        "claim": held[gone]["event"]["claims"][0],
    }
    late = desk.post(f"/event/{gone}/correct", fields, headers=JSON)
    assert late.status_code == 409
    assert late.json()["values"]["event"]["id"] == to


def test_the_address_of_a_merged_event_leads_to_where_it_went(desk: Any) -> None:
    a, b = sorted(e["id"] for e in desk.json("/events.json?sort=first")["events"][:2])
    made = desk.post(f"/event/{a}/merge", {"other": b}, headers=JSON).json()
    to = made["to"].rsplit("/", 1)[1]
    gone = b if to == a else a
    for ending in (".json", ".csv", "/ledger.json", "/place.json"):
        answer = desk.get(f"/event/{gone}{ending}", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, f"/event/{to}{ending}")
    answer = desk.get(f"/event/{gone}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/event/{to}")
    assert gone in desk.get(answer.headers["location"]).text.split('id="toast"')[1].split("</div>")[0]
    desk.post(f"/decision/{made['decision']['id']}/undo")
    assert desk.get(f"/event/{gone}", follow_redirects=False).status_code == 200
    assert desk.get("/event/e000000000000").status_code == 404


def test_comments_and_assignments_stay_with_the_words(desk: Any) -> None:
    a, b = (e["id"] for e in desk.json("/events.json?sort=first")["events"][:2])
    desk.post(f"/event/{a}/comment", {"text": "à vérifier <b>"})
    desk.post(f"/event/{a}/assign", {"person": "rédactrice", "before": "-"})
    assert desk.post(f"/event/{a}/assign", {"person": "x", "before": "-"}).status_code == 409
    to = desk.post(f"/event/{a}/merge", {"other": b}, headers=JSON).json()["to"]
    found = desk.json(to + ".json")
    assert ([c["text"] for c in found["comments"]], found["assigned"]) == (["à vérifier <b>"], "rédactrice")
    page = desk.get(to).text
    assert "à vérifier &lt;b&gt;" in page
    desk.post(f"{to}/uncomment", {"note": found["comments"][0]["id"]})
    assert desk.json(to + ".json")["comments"][0]["withdrawn"]


def test_reliability_grades_every_event_of_the_source(desk: Any) -> None:
    source = desk.json("/sources.json")[0]["source"]
    assert desk.post("/source/grade", {"source": source, "letter": "B"}).status_code == 303
    assert desk.json("/sources.json")[0]["reliability"] == "B"
    assert desk.post("/source/grade", {"source": source, "letter": "Z"}).status_code == 400


def test_what_is_added_elsewhere_beats_the_pulse(desk: Any, store: Path) -> None:
    before = desk.json("/health.json")["pulse"]
    total = desk.json("/events.json")["total"]
    put(str(store), made_up(6, seed=9))
    assert desk.json("/health.json")["pulse"] > before
    assert desk.json("/events.json")["total"] > total


def test_text_and_files_are_added_and_failures_kept(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.reading import Reading
    from sayso.records import Failure

    def stand_in(inputs: Any, *, processes: int) -> Any:
        yield from (i if isinstance(i, Failure) else Reading(report=i) for i in inputs)

    monkeypatch.setattr("sayso.run.adding.run", stand_in)
    answer = desk.post(
        "/add",
        {"text": "Le ministre a démissionné mardi.", "outlet": "L'Écho", "published": "2017-07"},
        headers=JSON,
    )
    job = desk.json(answer.json()["to"])
    assert (job["state"], job["done"]["new"]) == ("done", 1)
    sent = {"files": ("../../nom\u202e.txt", b"\x00\x01binaire", "text/plain")}
    failed = desk.post("/add", files=sent, headers=JSON)
    job = desk.json(failed.json()["to"])
    assert (job["state"], job["done"]["failed"]) == ("done", 1), job
    (failure,) = desk.json("/failures.json")
    assert failure["code"] == "D003"
    assert "/tmp" not in failure["origin"]
    assert desk.post("/add", {}, headers=JSON).status_code == 400
    assert desk.post("/add", {"text": "x", "published": "soon"}, headers=JSON).json()["code"] == "D007"
