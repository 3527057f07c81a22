"""A desk to ask: a store with made-up reports, a client on it, and a server for the browser."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

import itertools

from synthetic import World

from sayso.desk.app import create_app
from sayso.desk.routes import sign
from sayso.desk.settings import Settings
from sayso.reading import Reading
from sayso.store import accounts, audit, reports
from sayso.store.engine import open_engine, writing
from sayso.store.refresh import refresh

BASE = "http://127.0.0.1:8000"
PASSWORD = "un mot de passe long"
NOW = "2026-12-01T00:00:00+00:00"


def put(where: str, readings: list[Reading], *, now: str = NOW) -> None:
    """Store readings as `add` does."""
    engine = open_engine(where)
    with writing(engine) as connection:
        new, old = reports.save(connection, readings, now=now)
        refresh(connection, new, old, readings={r.report.id: r for r in readings if r.report.id in new})
    engine.dispose()


def made_up(n: int, *, seed: int = 3) -> list[Reading]:
    """Synthetic readings: few people, so that much is told twice."""
    return list(itertools.islice(World(seed=seed, per_day=8, people=30).readings(), n))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with forty made-up reports, to be copied."""
    where = tmp_path_factory.mktemp("filled") / "desk.db"
    put(str(where), made_up(40))
    return where


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A store of one's own."""
    where = tmp_path / "desk.db"
    where.write_bytes(filled.read_bytes())
    return where


class Desk:
    """A client with the tokens of its forms."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, to: str, **more: Any) -> Any:
        return self.client.get(to, **more)

    def json(self, to: str) -> Any:
        answer = self.client.get(to)
        assert answer.status_code == 200, (to, answer.text)
        return answer.json()

    def csrf(self) -> str:
        page = self.client.get("/help").text if "sayso_desk" in self.client.cookies else ""
        if 'name="csrf"' not in page:
            page = self.client.get("/login" if self.client.app.state.settings.accounts else "/help").text
        return page.split('<meta name="csrf" content="')[1].split('"')[0]

    def post(self, to: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        fields = {"csrf": self.csrf(), **(data or {})}
        return self.client.post(to, data=fields, follow_redirects=False, **more)

    def event(self, fits: Callable[[Any], bool] = lambda e: len(e["reports"]) > 1) -> Any:
        """The first event that fits."""
        return next(e for e in self.json("/events.json")["events"] if fits(e))

    def sign_in(self, name: str, password: str = PASSWORD) -> Any:
        return self.post("/login", {"name": name, "password": password})


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    """The desk of one person on this machine."""
    app = create_app(Settings(db=str(store), who="rédactrice", in_process=True))
    with TestClient(app, base_url=BASE) as client:
        yield Desk(client)


@pytest.fixture
def team(store: Path) -> Iterator[Callable[[str | None], Desk]]:
    """A desk with accounts: call it with a name to be signed in, with None to be nobody."""
    engine = open_engine(str(store))
    with writing(engine) as connection:
        for role in accounts.ROLES:
            accounts.create(connection, role, role, PASSWORD, now=audit.now())
    engine.dispose()
    sign.tries.forget()
    app = create_app(Settings(db=str(store), accounts=True, in_process=True))
    with TestClient(app, base_url=BASE):

        def made(name: str | None) -> Desk:
            own = Desk(TestClient(app, base_url=BASE))
            if name is not None:
                assert own.sign_in(name).status_code == 303
            return own

        yield made
