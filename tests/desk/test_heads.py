"""A request's head has a bound, its body has none here; several requests follow one another on a connection."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from sayso.desk.heads import ENOUGH, MOST, Heads


async def app(scope: Any, receive: Any, send: Any) -> None:
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    said = f"{scope['path']} {size}".encode()
    heads = [(b"content-length", str(len(said)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": heads})
    await send({"type": "http.response.body", "body": said})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    config = uvicorn.Config(app, http=Heads, port=0, lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [own]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield own.getsockname()[1]
        server.should_exit = True
        thread.join()


def test_pieces_of_an_answer_do_not_wait_for_one_another(port: int) -> None:
    """Ten answers in two pieces each, one after the other on a connection: no 40 ms for each."""
    made: list[Any] = []

    class Seen(Heads):
        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            made.append(transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    config = uvicorn.Config(app, http=Seen, port=0, lifespan="off", log_level="critical")
    server = uvicorn.Server(config)
    with socket.socket() as own:
        own.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [own]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        assert ask(own.getsockname()[1], b"GET /a HTTP/1.1\r\nhost: x\r\n\r\n").endswith(b"/a 0")
        server.should_exit = True
        thread.join()
    assert made
    assert all(made)


def ask(port: int, *parts: bytes) -> bytes:
    """Everything that comes back until the other side is done."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for part in parts:
            try:
                connection.sendall(part)
            except OSError:
                break  # it has been closed already
        got = b""
        while not got.endswith((b" 0", b" 300000", b"large.")):
            try:
                found = connection.recv(65536)
            except ConnectionResetError:
                return got
            if not found:
                break
            got += found
    return got


@pytest.mark.parametrize(
    "begun",
    [b"GET /a HTTP/1.1\r\nhost: x\r\ncookie: ", b"GET /", b"GET /a HTTP/1.1\r\n" + b"x: y\r\n" * 20_000],
    ids=["one field", "address", "many fields"],
)
def test_a_head_without_an_end_is_refused(port: int, begun: bytes) -> None:
    got = ask(port, begun, *[b"a" * 16_384] * (2 + MOST // 16_384))
    assert b" 400 " in got[:20] or not got
    assert b" 200 " not in got


@pytest.mark.parametrize("trailer", [b"x: y\r\n", b"z"], ids=["many fields", "one field"])
def test_trailers_without_an_end_are_refused(port: int, trailer: bytes) -> None:
    begun = b"POST /p HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n1\r\nb\r\n0\r\nt: "
    got = ask(port, begun, *[trailer * (16_384 // len(trailer))] * (24 + MOST // 16_384))
    assert b" 200 " not in got


def test_a_body_in_small_pieces_passes(port: int) -> None:
    begun = b"POST /p HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
    assert ask(port, begun, b"5\r\nabcde\r\n" * 60_000, b"0\r\n\r\n").endswith(b"/p 300000")


def test_a_connection_is_closed_after_some_answers(port: int) -> None:
    get = b"GET /a HTTP/1.1\r\nhost: x\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        for number in range(1, ENOUGH + 1):
            connection.sendall(get)
            got = connection.recv(65536)
            while not got.endswith(b"/a 0"):
                got += connection.recv(65536)
            assert (b"connection: close" in got) is (number == ENOUGH)
        assert connection.recv(1) == b""


def test_a_large_body_and_what_follows_pass(port: int) -> None:
    body = b"b" * 300_000
    post = b"POST /p HTTP/1.1\r\nhost: x\r\ncontent-length: 300000\r\n\r\n"
    get = b"GET /a HTTP/1.1\r\nhost: x\r\ncookie: " + b"c" * (MOST - 1000) + b"\r\n\r\n"
    assert ask(port, post + body).endswith(b"/p 300000")
    assert ask(port, post, body, get, get).count(b"200 OK") >= 1
    assert ask(port, get).endswith(b"/a 0")
