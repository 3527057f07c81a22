"""Fetching what an address names, and nothing else: no private network, no endless answer, no endless wait.

The name is looked up once, every address it has must be public, and the connection goes to the address that was
checked; so a name that changes its mind between look and call (DNS rebinding) leads nowhere.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from urllib.parse import urljoin, urlsplit

from sayso.errors import DeskError

SECONDS = 20.0  # for everything together
BYTES = 20 * 1024 * 1024
HOPS = 3
PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def public(address: str) -> bool:
    """Is it an address of the open internet?"""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def resolve(host: str, port: int, *, private: bool) -> str:
    """One address of a host, all of which are public.

    Raises:
        DeskError: W014, it has none, or one that is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeskError("W014", host[:200], reason="unknown host") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or (not private and not all(public(a) for a in addresses)):
        raise DeskError("W014", host[:200], reason="not a public address")
    return addresses[0]


def fetch(url: str, *, private: bool = False, seconds: float = SECONDS, limit: int = BYTES) -> bytes:
    """What an address holds.

    Args:
        url: http or https, on its usual port.
        private: Addresses of private networks may be fetched too (a setting, never a request's).
        seconds: For everything together, redirects included.
        limit: Bytes at most.
    Raises:
        DeskError: W014, with the reason.
    """
    end = time.monotonic() + seconds
    for _ in range(HOPS + 1):
        scheme, host, port, target = _parts(url, private=private)
        address = resolve(host, port, private=private)
        try:
            status, place, body = _get(scheme, host, port, address, target, end, limit)
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise DeskError("W014", url[:200], reason=type(error).__name__) from error
        if status in (301, 302, 303, 307, 308) and place:
            url = urljoin(url, place)
            continue
        if status != 200:
            raise DeskError("W014", url[:200], reason=f"HTTP {status}")
        return body
    raise DeskError("W014", url[:200], reason="too many redirects")


def _parts(url: str, *, private: bool) -> tuple[str, str, int, str]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise DeskError("W014", url[:200], reason="no address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        raise DeskError("W014", url[:200], reason="only http and https, without a password")
    if port not in (None, PORTS[parts.scheme]) and not private:
        raise DeskError("W014", url[:200], reason="only the usual ports")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not target.isascii() or any(ord(c) <= 32 for c in target):
        from urllib.parse import quote

        target = quote(target, safe="/?&=%:+,;@!$'()*~-._")
    return parts.scheme, parts.hostname, port or PORTS[parts.scheme], target


def _get(
    scheme: str, host: str, port: int, address: str, target: str, end: float, limit: int
) -> tuple[int, str | None, bytes]:
    """One request to an address that was checked, under the host's name."""
    raw = socket.create_connection((address, port), timeout=_left(end))
    try:
        if scheme == "https":
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        made = http.client.HTTPConnection(host, port, timeout=_left(end))
        made.sock = raw
        shown = f"[{host}]" if ":" in host else host
        name = shown if port == PORTS[scheme] else f"{shown}:{port}"
        made.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        for head, value in (
            ("Host", name),
            ("User-Agent", "sayso"),
            ("Accept", "*/*"),
            ("Connection", "close"),
        ):
            made.putheader(head, value)
        made.endheaders()
        answer = made.getresponse()
        body = bytearray()
        while len(body) <= limit:
            raw.settimeout(_left(end))
            piece = answer.read1(65536)
            if not piece:
                return answer.status, answer.getheader("Location"), bytes(body)
            body += piece
        raise ValueError("too large")
    finally:
        raw.close()


def _left(end: float) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
