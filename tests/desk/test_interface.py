"""Schemathesis asks everything that the OpenAPI document allows: nothing answers with an error of ours."""

from __future__ import annotations

import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from sayso.desk import adding
from sayso.desk.app import create_app
from sayso.desk.live import Pulse
from sayso.desk.routes import add
from sayso.desk.settings import Settings

schemathesis = pytest.importorskip("schemathesis")


def _beginning(listen: Callable[..., AsyncGenerator[str, None]]) -> Callable[..., AsyncGenerator[str, None]]:
    """The greeting, and who else looks where an item is named: what comes without waiting."""

    async def some(self: Pulse, item: str, who: str) -> AsyncGenerator[str, None]:
        async with aclosing(listen(self, item, who)) as messages:
            for _ in range(2 if item else 1):
                yield await anext(messages)

    return some


@pytest.mark.slow
def test_no_question_breaks_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are taken on and not read, feeds are not looked up; of what goes on live the beginning is asked for."""
    from hypothesis import HealthCheck, Phase, given, settings
    from starlette.testclient import TestClient

    taken: list[Path] = []
    monkeypatch.setattr(adding, "run", lambda _engine, folder: taken.append(folder))
    monkeypatch.setattr(add, "resolve", lambda host, port, *, private: [])
    monkeypatch.setattr(Pulse, "listen", _beginning(Pulse.listen))
    app = create_app(Settings(db=str(store), in_process=True))
    document = app.openapi()
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        page = client.get("/help").text
        token = page.split('<meta name="csrf" content="')[1].split('"')[0]
        schema = schemathesis.openapi.from_dict(document)
        asked = 0
        for found in schema.get_all_operations():
            operation = found.ok()

            @settings(
                max_examples=8, database=None, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=operation.as_strategy())
            def ask(case: Any) -> None:
                nonlocal asked
                asked += 1
                sent = case.as_transport_kwargs(base_url="http://127.0.0.1:8000")
                body = sent.get("data") if isinstance(sent.get("data"), dict) else {}
                answer = client.request(
                    sent["method"], sent["url"], params=sent.get("params"), data={**(body or {})} or None,
                    files=sent.get("files") or None, headers={"x-csrf-token": token}, follow_redirects=False,
                )  # fmt: skip
                assert answer.status_code < 500, (sent["method"], sent["url"], sent.get("params"), body)

            ask()
        assert asked > 200
        assert taken
    for folder in taken:
        shutil.rmtree(folder)
