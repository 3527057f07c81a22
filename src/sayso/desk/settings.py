"""How a desk is run: which store, where it listens, who may come in."""

from __future__ import annotations

import functools
import ipaddress
from dataclasses import dataclass

UPLOAD = 64 * 1024 * 1024  # bytes that one upload may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `sayso desk` was told."""

    db: str
    host: str = "127.0.0.1"
    port: int = 8000
    who: str = "local"  # whose decisions these are where there are no accounts
    accounts: bool = False  # people sign in
    https: bool = False  # it is reached over https: cookies are marked Secure
    names: tuple[str, ...] = ()  # other names that it is reached under
    private_feeds: bool = False  # feeds may be fetched from private networks too
    upload: int = UPLOAD
    in_process: bool = False  # read what is added in this process (tests)


@functools.lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Is an address this machine only?"""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
