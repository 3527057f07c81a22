"""Serving the desk: one address, one process or several, and no way in off the loopback without accounts."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.desk.settings import Settings, is_loopback
from sayso.errors import DeskError
from sayso.plain import dumps, to_plain
from sayso.store import accounts
from sayso.store.engine import open_engine, reading

if TYPE_CHECKING:
    from fastapi import FastAPI

_SETTINGS = "SAYSO_DESK_SETTINGS"  # how the settings reach the processes of several workers


def checked(settings: Settings) -> Settings:
    """The settings, with accounts where they must be.

    Raises:
        DeskError: W012, accounts are needed and there are none.
    """
    off = not is_loopback(settings.host)
    if not (off or settings.accounts):
        return settings
    engine = open_engine(settings.db)
    try:
        with reading(engine) as connection:
            if not any(a.role == "admin" and not a.disabled for a in accounts.everyone(connection)):
                raise DeskError("W012", settings.host)
    finally:
        engine.dispose()
    return replace(settings, accounts=True)


def serve(settings: Settings, *, workers: int = 1, said: Callable[[str], None]) -> None:
    """Serve until Ctrl-C."""
    import uvicorn

    settings = checked(settings)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    _free(settings)
    said(f"http{'s' if settings.https else ''}://{host}:{settings.port}")
    os.environ[_SETTINGS] = dumps(to_plain(settings))
    uvicorn.run(
        "sayso.desk.serve:application",
        factory=True,
        host=settings.host,
        port=settings.port,
        workers=workers if workers > 1 else None,
        loop="sayso.desk.evenly:Evenly" if workers > 1 else "auto",
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=30,
        http="sayso.desk.heads:Heads",
    )


def _free(settings: Settings) -> None:
    """Is the address free?  Said before the desk is said to be open.

    Raises:
        DeskError: W018, it is not, or may not be had.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host.strip("[]"), settings.port))
        except OSError as error:
            raise DeskError(
                "W018", address=f"{settings.host}:{settings.port}", reason=error.strerror or str(error)
            ) from error


def application() -> FastAPI:
    """The application with the settings of the process that serves."""
    import gc
    import json

    from sayso.desk.app import create_app
    from sayso.plain import from_plain

    made = create_app(from_plain(Settings, json.loads(os.environ[_SETTINGS])))
    gc.collect()
    gc.set_threshold(10_000)  # an answer makes some thousand records, all of which are gone with it
    sys.setswitchinterval(
        0.001
    )  # seconds that an answer which is kept waits for a page that is made, not five times that
    gc.freeze()  # what is there by now stays: looking through it again and again would hold up answers
    return made
