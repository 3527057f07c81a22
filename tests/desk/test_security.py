"""Who may do what, what a hostile report or request can do (nothing), and what the log keeps."""

from __future__ import annotations

import socket
import sqlite3
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.desk.conftest import BASE, PASSWORD, put

from sayso.desk.app import create_app
from sayso.desk.fetch import fetch, public
from sayso.desk.routes import sign
from sayso.desk.serve import checked, serve
from sayso.desk.settings import Settings, is_loopback
from sayso.errors import DeskError, ExchangeError
from sayso.reading import Reading
from sayso.records import Report
from sayso.store import accounts, audit, backup
from sayso.store.engine import open_engine, reading, writing

JSON = {"accept": "application/json"}
PAGES = (
    "/",
    "/events",
    "/events.json",
    "/work",
    "/add",
    "/audit",
    "/openapi.json",
    "/live",
    "/event/e1.json",
)


# ------------------------------------------------------------------ who comes in


def test_nobody_sees_anything_without_an_account(team: Callable[[str | None], Any]) -> None:
    nobody = team(None)
    for page in PAGES:
        answer = nobody.get(page, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (401, "W016"), page
    assert nobody.get("/health.json").status_code == 200
    assert nobody.get("/events").status_code == 401


@pytest.mark.parametrize(
    ("role", "allowed"),
    [("reader", set()), ("analyst", {"judge", "comment"}), ("editor", {"judge", "comment", "grade"}),
     ("admin", {"judge", "comment", "grade", "people", "audit"})],
)  # fmt: skip
def test_roles(team: Callable[[str | None], Any], role: str, allowed: set[str]) -> None:
    own = team(role)
    event = own.event()
    asked = {
        "judge": lambda: own.post(f"/claim/{event['claims'][0]}/judge", {"kind": "accept"}, headers=JSON),
        "comment": lambda: own.post(f"/event/{event['id']}/comment", {"text": "x"}, headers=JSON),
        "grade": lambda: own.post("/source/grade", {"source": "x", "letter": "B"}, headers=JSON),
        "people": lambda: own.get("/people.json"),
        "audit": lambda: own.get("/audit.json"),
    }
    for name, ask in asked.items():
        assert (ask().status_code != 403) == (name in allowed), name


def test_an_analyst_undoes_own_decisions_only(team: Callable[[str | None], Any]) -> None:
    editor, analyst = team("editor"), team("analyst")
    claims = editor.event()["claims"]
    number = editor.post(f"/claim/{claims[0]}/judge", {"kind": "accept"}, headers=JSON).json()["decision"][
        "id"
    ]
    assert analyst.post(f"/decision/{number}/undo", headers=JSON).status_code == 403
    own = analyst.post(f"/claim/{claims[1]}/judge", {"kind": "accept"}, headers=JSON).json()["decision"]["id"]
    assert analyst.post(f"/decision/{own}/undo", headers=JSON).status_code == 200


def test_cookies_are_hidden_from_scripts_and_other_sites(team: Callable[[str | None], Any]) -> None:
    cookie = team(None).sign_in("reader").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_signing_in_is_slowed_down(
    team: Callable[[str | None], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = team(None)
    answers = [nobody.sign_in("admin", "wrong wrong wrong").status_code for _ in range(7)]
    assert answers == [403] * 5 + [429] * 2
    assert nobody.sign_in("admin").status_code == 429  # the right one too, from here
    sign.tries.forget()  # as another process would not know them
    assert nobody.sign_in("admin").status_code == 429
    assert team(None).sign_in("no such name").status_code == 403
    monkeypatch.setattr(sign, "MINUTES", 0)
    sign.tries.forget()
    assert nobody.sign_in("admin").status_code == 303


def test_a_right_password_begins_the_count_anew(team: Callable[[str | None], Any]) -> None:
    nobody = team(None)
    for answers in ([403] * 4 + [303], [403] * 4 + [303]):
        words = ["wrong wrong wrong"] * 4 + [PASSWORD]
        assert [nobody.sign_in("editor", word).status_code for word in words] == answers
        sign.tries.forget()


def test_signing_out_and_a_new_password_end_sessions(team: Callable[[str | None], Any]) -> None:
    own, other = team("reader"), team("reader")
    own.post("/logout")
    assert own.get("/events").status_code == 401
    assert other.get("/events").status_code == 200
    other.post("/account/password", {"old": PASSWORD, "new": "encore un long mot"})
    assert other.get("/events").status_code == 401
    sign.tries.forget()
    assert team(None).sign_in("reader", "encore un long mot").status_code == 303


def test_a_shut_account_is_out_and_the_last_admin_stays(team: Callable[[str | None], Any]) -> None:
    admin, reader = team("admin"), team("reader")
    assert admin.post("/people/reader", {"disabled": "1"}).status_code == 303
    assert reader.get("/events").status_code == 401
    assert admin.post("/people/admin", {"role": "reader"}, headers=JSON).json()["code"] == "W006"
    for fields, code in (({"name": "a b", "role": "reader"}, "W002"), ({"name": "x", "role": "king"}, "W003"),
                         ({"name": "Admin", "role": "admin"}, "W005")):  # fmt: skip
        assert admin.post("/people", {**fields, "password": PASSWORD}, headers=JSON).json()["code"] == code
    assert (
        admin.post("/people", {"name": "x", "role": "reader", "password": "short"}, headers=JSON).json()[
            "code"
        ]
        == "W004"
    )


def test_tokens_have_a_scope_and_can_be_revoked(team: Callable[[str | None], Any]) -> None:
    editor, program = team("editor"), team(None)
    claim = editor.event()["claims"][0]
    keys = {}
    for scope in ("read", "write"):
        keys[scope] = editor.post("/account/tokens", {"label": scope, "scope": scope}, headers=JSON).json()[
            "token"
        ]
    for scope, status in (("read", 403), ("write", 200)):
        heads = {"authorization": f"Bearer {keys[scope]}"}
        assert program.get("/events.json", headers=heads).status_code == 200
        answer = program.client.post(f"/claim/{claim}/judge", data={"kind": "accept"}, headers=heads)
        assert answer.status_code == status
    kept = accounts.hashed(keys["write"])
    editor.post(f"/account/tokens/{kept}/revoke")
    assert (
        program.get("/events.json", headers={"authorization": f"Bearer {keys['write']}"}).status_code == 401
    )
    assert program.get("/events.json", headers={"authorization": "Bearer nonsense"}).status_code == 401


# ------------------------------------------------------------------ forms, hosts, headers


@pytest.mark.parametrize(
    "heads",
    [{}, {"x-csrf-token": "0" * 64}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}],
)
def test_forms_from_elsewhere_are_refused(desk: Any, heads: dict[str, str]) -> None:
    claim = desk.event()["claims"][0]
    token = desk.csrf()
    fields = {"kind": "reject", **({"csrf": token} if "origin" in heads or "sec-fetch-site" in heads else {})}
    answer = desk.client.post(f"/claim/{claim}/judge", data=fields, headers={**heads, **JSON})
    assert (answer.status_code, answer.json()["code"]) == (403, "W007")
    assert desk.json("/decisions.json") == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "[::1].evil.example:8000"])
def test_other_hosts_are_not_answered(desk: Any, host: str) -> None:
    assert desk.get("/events", headers={"host": host}).status_code == 421


def test_every_answer_has_the_headers_of_safety(desk: Any) -> None:
    for to in ("/", "/events.json", "/static/desk.js", "/nope", "/events.csv"):
        heads = desk.get(to).headers
        policy = heads["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert heads["x-content-type-options"] == "nosniff"
        assert heads["x-frame-options"] == "DENY"
    assert "server" not in heads


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_way_leads_elsewhere(desk: Any, to: str) -> None:
    assert desk.post("/preferences", {"ui": "fr", "to": to}).headers["location"] == "/"


def test_too_much_is_refused(store: Path) -> None:
    app = create_app(Settings(db=str(store), upload=10_000, in_process=True))
    with TestClient(app, base_url=BASE) as client:
        form = {"content-type": "application/x-www-form-urlencoded", "cookie": "sayso_desk=x"}
        assert client.post("/add", content=b"x" * 20_000).status_code == 413
        assert client.post("/add", content=iter([b"x" * 6000] * 3), headers=form).status_code in (400, 413)


def test_off_the_loopback_there_must_be_accounts(store: Path) -> None:
    assert [is_loopback(h) for h in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "10.1.1.1")] == [
        True
    ] * 3 + [False] * 2
    with pytest.raises(DeskError, match="W012"):
        checked(Settings(db=str(store), host="0.0.0.0"))
    engine = open_engine(str(store))
    with writing(engine) as connection:
        accounts.create(connection, "admin", "admin", PASSWORD, now=audit.now())
    engine.dispose()
    assert checked(Settings(db=str(store), host="0.0.0.0")).accounts


# ------------------------------------------------------------------ hostile reports

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}\u202e\u2066"


def test_hostile_reports_are_inert(store: Path) -> None:
    report = Report(
        id="rffffffffffffff0f", text=f"{EVIL}\n\nUn texte. " + "\u202e" * 50, title=EVIL, outlet=EVIL,
        url="javascript:alert(3)", origin=EVIL, published="2017", key=EVIL,
    )  # fmt: skip
    put(str(store), [Reading(report=report)])
    app = create_app(Settings(db=str(store), in_process=True))
    with TestClient(app, base_url=BASE) as client:
        for to in (
            "/",
            f"/report/{report.id}",
            "/search?q=texte",
            "/sources",
            f"/events?q={EVIL}",
            f"/login?to={EVIL}",
        ):
            text = client.get(to).text
            assert "<script>" not in text, to
            assert "<img" not in text, to
            assert 'href="javascript:' not in text
            assert "`49" not in text, to  # nothing fills in a template


def test_a_name_of_ten_megabytes(store: Path) -> None:
    put(
        str(store),
        [Reading(report=Report(id="rffffffffffffff0e", text="x", title="A" * 10_000_000, outlet="B"))],
    )
    app = create_app(Settings(db=str(store), in_process=True))
    with TestClient(app, base_url=BASE) as client:
        assert len(client.get("/").text) < 1_000_000


# ------------------------------------------------------------------ fetching


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "::",
     "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1", "255.255.255.255"],
)  # fmt: skip
def test_private_addresses_are_not_public(address: str) -> None:
    assert not public(address)


def test_public_addresses_are() -> None:
    assert public("93.184.216.34")
    assert public("2606:2800:220:1::1")


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://0/",
     "file:///etc/passwd", "gopher://x/", "http://user:pw@example.org/", "http://example.org:22/", "http://[", "", "ftp://x"],
)  # fmt: skip
def test_what_may_not_be_fetched(url: str) -> None:
    with pytest.raises(DeskError, match="W014"):
        fetch(url, seconds=2)


def test_a_feed_of_a_private_address_is_refused(desk: Any) -> None:
    answer = desk.post("/add", {"feed": "http://169.254.169.254/latest/meta-data"}, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "W014")


def test_one_private_address_of_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, 1, 6, "", (a, 80)) for a in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: found)
    with pytest.raises(DeskError, match="not a public address"):
        fetch("http://rebind.example/")


class _Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
            return
        if self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * (5000 if self.path == "/large" else 5))

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_limits_and_redirects() -> None:
    server = HTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    try:
        assert fetch(base + "/", private=True) == b"xxxxx"
        for path, limit in (("/large", 1000), ("/away", 1000), ("/round", 1000)):
            with pytest.raises(DeskError, match="W014"):
                fetch(base + path, private=True, limit=limit)
        with pytest.raises(DeskError, match="W014"):
            fetch(base + "/", private=True, seconds=0)
    finally:
        server.shutdown()
        server.server_close()


# ------------------------------------------------------------------ the log, backups


def test_the_log_only_grows_and_shows_tampering(desk: Any, store: Path) -> None:
    claims = desk.event()["claims"]
    for claim in claims[:2]:
        desk.post(f"/claim/{claim}/judge", {"kind": "accept"})
    assert [e["what"] for e in desk.json("/audit.json")] == ["accept", "accept"]
    with sqlite3.connect(store) as raw:
        for statement in ("UPDATE audit SET who = 'x'", "DELETE FROM audit"):
            with pytest.raises(sqlite3.IntegrityError, match="only grows"):
                raw.execute(statement)
        raw.execute("DROP TRIGGER audit_no_UPDATE")
        raw.execute("UPDATE audit SET who = 'x' WHERE id = 1")
        raw.commit()
    raw.close()
    engine = open_engine(str(store))
    with reading(engine) as connection:
        assert list(audit.broken(connection)) == [1, 2] or list(audit.broken(connection)) == [1]
    engine.dispose()


def test_backup_while_running_and_restore(desk: Any, store: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.db"
    claim = desk.event()["claims"][0]
    desk.post(f"/claim/{claim}/judge", {"kind": "accept"})
    backup.backup(str(store), str(kept))
    with pytest.raises(ExchangeError, match="X004"):
        backup.backup(str(store), str(kept))
    desk.post("/decision/1/undo")
    with pytest.raises(DeskError, match="W017"):
        backup.restore(str(store), str(kept))
    backup.restore(str(store), str(kept), force=True)
    assert desk.json("/decisions.json")[0]["withdrawn_at"] is None
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    with pytest.raises(DeskError, match="W017"):
        backup.restore(str(store), str(broken), force=True)


def test_an_address_that_is_taken_is_said_before_the_desk_is_open(store: Path) -> None:
    said: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(DeskError, match="W018"):
            serve(Settings(db=str(store), port=other.getsockname()[1]), said=said.append)
    assert said == []
