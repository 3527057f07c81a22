"""Twenty people work at once: no decision is lost, nothing fails; on SQLite and PostgreSQL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.desk.conftest import BASE, Desk, made_up, put
from tests.store.conftest import url as url

from sayso.desk.app import create_app
from sayso.desk.settings import Settings
from sayso.store import audit
from sayso.store.engine import open_engine, reading

PEOPLE = 20
JSON = {"accept": "application/json"}


@pytest.mark.slow
def test_twenty_people_at_once(url: str) -> None:
    put(url, made_up(30))
    app = create_app(Settings(db=url, who="tous", in_process=True))
    with TestClient(app, base_url=BASE) as client:
        events = Desk(client).json("/events.json?sort=first")["events"]
        claims = [c for e in events for c in e["claims"]][: 3 * PEOPLE]

        def work(number: int) -> list[tuple[str, int]]:
            own = Desk(TestClient(app, base_url=BASE))
            done: list[tuple[str, int]] = []
            for claim in claims[number::PEOPLE]:
                answer = own.post(f"/claim/{claim}/judge", {"kind": "accept", "version": "0"}, headers=JSON)
                done.append(("accept", answer.status_code))
            for event in (events[number], events[0]):
                answer = own.post(f"/event/{event['id']}/comment", {"text": f"n° {number}"}, headers=JSON)
                done.append(("comment", answer.status_code))
            pair = events[40 + 2 * (number % 5)]["id"], events[41 + 2 * (number % 5)]["id"]
            answer = own.post(f"/event/{pair[0]}/merge", {"other": pair[1]}, headers=JSON)
            done.append(("merge", answer.status_code))
            done.append(("look", own.get("/events?q=attaq").status_code))
            return done

        with ThreadPoolExecutor(PEOPLE) as pool:
            found: list[tuple[str, int]] = [one for part in pool.map(work, range(PEOPLE)) for one in part]
        assert [one for one in found if one[1] >= 500] == []
        kept: Any = Desk(client).json("/decisions.json")
    for kind in ("accept", "merge"):
        assert sum(d["kind"] == kind for d in kept) == sum(one == (kind, 200) for one in found), kind
    assert sum(d["kind"] == "accept" for d in kept) == 3 * PEOPLE
    engine = open_engine(url)
    with reading(engine) as connection:
        log = audit.entries(connection, limit=1000)
        assert sum(e.what == "comment" for e in log) == sum(one == ("comment", 200) for one in found)
        assert list(audit.broken(connection)) == []
    engine.dispose()
