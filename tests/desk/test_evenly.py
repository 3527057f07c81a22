"""Several processes at one address share their readers."""

from __future__ import annotations

import asyncio
import socket

from sayso.desk.evenly import Evenly


def test_one_connection_is_taken_on_at_a_time() -> None:
    """Two loops that listen at one address share what comes in."""
    loops, taken, held, servers = [Evenly(), Evenly()], [0, 0], [], []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))

        class Counts(asyncio.Protocol):
            def __init__(self, number: int) -> None:
                taken[number] += 1

            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                held.append(transport)

        for number, loop in enumerate(loops):
            same = listening.dup()
            made = loop.create_server(lambda n=number: Counts(n), sock=same, backlog=64)
            servers.append(loop.run_until_complete(made))
        clients = [socket.create_connection(listening.getsockname()) for _ in range(12)]
        for _ in range(6):
            for loop in loops:
                loop.run_until_complete(asyncio.sleep(0))
        assert taken[0] == taken[1] > 0
        for one in (*held, *clients, *servers):
            one.close()
    for loop in loops:
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
