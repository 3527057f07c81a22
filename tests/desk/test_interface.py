"""Schemathesis asks everything that the OpenAPI document allows: nothing answers with an error of ours."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from sayso.desk import adding
from sayso.desk.app import create_app
from sayso.desk.routes import add
from sayso.desk.settings import Settings

schemathesis = pytest.importorskip("schemathesis")


@pytest.mark.slow
def test_no_question_breaks_it(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are taken on and not read, feeds are not looked up; `/live` has no end and is tested by itself."""
    from hypothesis import HealthCheck, Phase, given, settings
    from starlette.testclient import TestClient

    taken: list[Path] = []
    monkeypatch.setattr(adding, "run", lambda _engine, folder: taken.append(folder))
    monkeypatch.setattr(add, "resolve", lambda host, port, *, private: [])
    app = create_app(Settings(db=str(store), in_process=True))
    document = app.openapi()
    with TestClient(app, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client:
        page = client.get("/help").text
        token = page.split('<meta name="csrf" content="')[1].split('"')[0]
        schema = schemathesis.openapi.from_dict(document)
        asked = 0
        for found in schema.get_all_operations():
            operation = found.ok()
            if operation.path == "/live":
                continue

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
