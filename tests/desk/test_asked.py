"""What is asked wrongly is refused with the catalogue's words, on every page and file; nothing answers unfiltered."""

from __future__ import annotations

from typing import Any

import pytest

VIEWS = (
    "/events", "/events.json", "/events.csv", "/timeline", "/timeline.json", "/timeline.csv", "/map", "/map.json", "/map.csv",
    "/actors", "/network.json", "/network.csv", "/search", "/search.json",
)  # fmt: skip
WRONG = (("since", "never"), ("until", "2017-13"), ("period", "x"), ("origins", "-1"), ("sort", "up"))
OTHERS = (
    "/commitments?on=yesterday", "/commitments.json?on=2017-02-30", "/commitments.csv?status=broken",
    "/commitments?status=broken", "/changes.json?since=never", "/changes.csv?since=x", "/?since=x",
)  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
def test_a_wrong_filter_is_refused(desk: Any, view: str) -> None:
    for name, value in WRONG:
        answer = desk.get(f"{view}?{name}={value}")
        assert answer.status_code == 400, (view, name)
        if view.endswith((".json", ".csv")):
            assert (answer.json()["code"], answer.json()["values"]["value"]) == ("W015", value)
        else:
            assert value in answer.text
    assert desk.get(f"{view}?since=&until=&period=&origins=&sort=").status_code == 200
    assert desk.get(f"{view}?since=2017&until=2017-02-03&period=2017-01&origins=1").status_code == 200


@pytest.mark.parametrize("to", OTHERS)
def test_a_wrong_day_is_refused(desk: Any, to: str) -> None:
    answer = desk.get(to, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "W015")


@pytest.mark.parametrize("to", ["/decision/{}/undo", "/views/{}/drop"])
@pytest.mark.parametrize("number", [-1, 2**31, 2**80])
def test_a_number_that_the_store_cannot_hold_is_refused(desk: Any, to: str, number: int) -> None:
    token = desk.get("/help").text.split('<meta name="csrf" content="')[1].split('"')[0]
    answer = desk.post(to.format(number), headers={"x-csrf-token": token})
    assert answer.status_code == 400
