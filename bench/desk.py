"""How quick the desk is with readers at once: each asks page after page for some seconds, as fast as answers come.

    python bench/desk.py desk.db --readers 20 --seconds 20 --workers 2

It serves the store itself (in `--workers` processes), leaves the first round out, and prints a table of percentiles.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections import defaultdict
from http.client import HTTPConnection

PAGES = (
    "/", "/events", "/events?type=ASSAULT", "/events?page=20", "/timeline", "/timeline.json", "/map", "/map.json", "/actors",
    "/network.json", "/commitments", "/sources", "/work", "EVENT", "REPORT", "ACTOR",
)  # fmt: skip
SEARCHES = ("/events?q=attaq", "/events?q=sign%C3%A9+accord", "/events?q=minist", "/search?q=rencontr")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("db")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds that a reader looks at a page")
    asked = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "sayso",
        "desk",
        "--db",
        asked.db,
        "--port",
        str(port),
        "--workers",
        str(asked.workers),
    ]
    served = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait(port)
        times = measure(port, asked)
    finally:
        served.terminate()
        served.wait(20)
    report(times, asked)


def wait(port: int) -> None:
    """Until it answers."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health.json", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the desk does not answer")


def measure(port: int, asked: argparse.Namespace) -> dict[str, list[float]]:
    """The milliseconds of each answer, by page."""
    pages = [filled(port, page) for page in PAGES] + [(s, s) for s in SEARCHES]
    for _ in range(2 * asked.workers):
        for _, to in pages:
            ask(HTTPConnection("127.0.0.1", port, timeout=60), to)
    times: dict[str, list[float]] = defaultdict(list)
    end = time.monotonic() + asked.seconds

    def reader(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        turn = number
        while time.monotonic() < end:
            name, to = pages[turn % len(pages)]
            turn += 1
            times[name].append(ask(connection, to))
            time.sleep(asked.pause)

    threads = [threading.Thread(target=reader, args=(n,)) for n in range(asked.readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def filled(port: int, page: str) -> tuple[str, str]:
    """A page's name and its address: that of the event with most reports, of its report, of the first actor."""
    base = f"http://127.0.0.1:{port}"
    if page not in ("EVENT", "REPORT", "ACTOR"):
        return page, page
    if page == "ACTOR":
        return page, "/actor/" + json.load(urllib.request.urlopen(base + "/actors.json"))[0]["id"]
    event = json.load(urllib.request.urlopen(base + "/events.json?sort=reports&country=ML"))["events"][0]
    return page, f"/event/{event['id']}" if page == "EVENT" else f"/report/{event['reports'][0]}"


def ask(connection: HTTPConnection, to: str) -> float:
    """Milliseconds of one answer."""
    begun = time.perf_counter()
    connection.request("GET", to, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{to}: {answer.status}")
    return (time.perf_counter() - begun) * 1000


def report(times: dict[str, list[float]], asked: argparse.Namespace) -> None:
    """The table."""
    every = [t for found in times.values() for t in found]
    print(
        f"{asked.readers} readers, {asked.workers} processes, pause {asked.pause} s: {len(every) / asked.seconds:.0f} answers/s"
    )
    print(f"{'page':<28}{'n':>6}{'p50':>8}{'p95':>8}{'max':>8}  ms")
    for name, found in [*sorted(times.items()), ("all", every)]:
        ordered = sorted(found)
        p50, p95 = (ordered[min(len(ordered) - 1, int(len(ordered) * p))] for p in (0.5, 0.95))
        print(f"{name:<28}{len(ordered):>6}{p50:>8.0f}{p95:>8.0f}{ordered[-1]:>8.0f}")


if __name__ == "__main__":
    main()
