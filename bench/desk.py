"""How quick the desk is with readers at once: each has an account and looks at page after page, no two the same way.

    python bench/desk.py desk.db [--readers 20] [--seconds 20] [--workers 2] [--write]

Serves a store that was filled by `bench/growth.py --db desk.db` (accounts of the readers are added to it) and asks it
three ways: as fast as answers come; with a second's look at each page; each page for the first time after a change.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import os
import platform
import random
import re
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import date
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import results  # noqa: E402
from readers import MIX, SEARCHES, Client, Seen, World, look, sign_in  # noqa: E402

from sayso.store.engine import open_engine, reading, writing  # noqa: E402
from sayso.store.queries import totals  # noqa: E402

FIRSTS = 7  # of each kind of page, each after a change of the store


def main() -> int:
    """Measure and print; `--write` renews the part of bench/RESULTS.md between its marks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("db")
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    world, cookies = World(asked.db), sign_in(asked.db, asked.readers)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--db", asked.db, "--port", str(port), "--workers", str(asked.workers), "--accounts"]
    served = subprocess.Popen(
        [sys.executable, "-m", "sayso", "desk", *where], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait(port)
        text = asyncio.run(measured(port, world, cookies, asked, served.pid))
    finally:
        served.terminate()
        served.wait(20)
    print(text)
    if asked.write:
        results.renew("desk", text)
    return 0


def wait(port: int) -> None:
    """Until it answers."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health.json", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(4)  # the other processes open a little later: readers would all go to the first
            return
    raise SystemExit("the desk does not answer")


async def measured(port: int, world: World, cookies: list[str], asked: argparse.Namespace, pid: int) -> str:
    """The three ways, as a section of the page of results."""
    engine = open_engine(asked.db)
    with reading(engine) as connection:
        held = totals(connection)
    first = await firsts(port, world, cookies[0], asked.db)
    weights = {
        name: weight(port, world, cookies[0], name)
        for name in ("front", "events", "event", "timeline", "map", "actors")
    }
    before, ours = cpu(pid), time.process_time()
    fast = await look(port, world, cookies, seconds=asked.seconds, pause=0)
    spent, own = cpu(pid) - before, time.process_time() - ours
    calm = await look(port, world, cookies, seconds=asked.seconds, pause=1)
    n = sum(len(v) for v in fast.ms.values()) * 1.2
    heaviest = max(weights, key=lambda name: weights[name])
    return f"""## The desk with readers at once

Measured {date.today()} at commit {results.commit()}, {platform.machine()}, Python {platform.python_version()}, two cores, shared: load {os.getloadavg()[0]:.1f} before the readers came (`bench/desk.py`); a synthetic store of {held["report"]} reports, {held["claim"]} claims, {held["event"]} events. {asked.readers} readers with accounts, {asked.workers} processes; half of the events and reports that they open are among the latest hundred, half anywhere, and every search is another one. "First" is the answer to one reader alone, right after the store has changed (median of {FIRSTS}).

| milliseconds | first | p50, no pause | p95, no pause | p50, a page a second | p95, a page a second | KB, packed |
| --- | --- | --- | --- | --- | --- | --- |
{table(first, fast, calm)}
With no pause {n / asked.seconds / 1.2:.0f} answers a second, {1000 * spent / n:.1f} ms of the server's CPU each (the readers themselves took {100 * own / asked.seconds / 1.2:.0f} % of one core). The heaviest page, {heaviest}, weighs {weights[heaviest] / 1000:.0f} KB with everything that it loads.
"""


def table(first: Seen, fast: Seen, calm: Seen) -> str:
    """A row a page; all pages together, and all searches, last."""
    rows = ""
    groups = {name: [name] for name in MIX} | {"**all pages**": list(MIX), "**all searches**": list(SEARCHES)}
    for title, names in groups.items():
        shown = [f"{at(first, names, 0.5):.0f}"]
        shown += [f"{at(seen, names, p):.0f}" for seen in (fast, calm) for p in (0.5, 0.95)]
        rows += f"| {title} | {' | '.join(shown)} | {max(fast.size[n] for n in names) / 1000:.0f} |\n"
    return rows


def at(seen: Seen, names: list[str], share: float) -> float:
    """A percentile of the milliseconds of some pages."""
    found = sorted(ms for name in names for ms in seen.ms[name])
    return found[min(len(found) - 1, int(len(found) * share))] if found else float("nan")


async def firsts(port: int, world: World, cookie: str, db: str) -> Seen:
    """One reader alone, each page right after a change of the store."""
    engine, client, seen, dice = open_engine(db), await Client(port, cookie).open(), Seen(), random.Random(1)
    for name in MIX:
        await client.ask(world.address(name, dice))
        for _ in range(FIRSTS):
            with writing(engine):
                pass  # nothing but the pulse goes on
            ms, body = await client.ask(world.address(name, dice))
            seen.note(name, ms, len(body))
    engine.dispose()
    return seen


def weight(port: int, world: World, cookie: str, name: str) -> int:
    """Bytes that a page takes, packed, with its styles, scripts, what those load, and the data of its pictures."""
    todo, seen = [world.address(name, random.Random(2))], {}
    while todo:
        to = todo.pop()
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}{to}", headers={"Cookie": cookie, "Accept-Encoding": "gzip"}
        )
        with urllib.request.urlopen(asked) as answer:
            body = answer.read()
        seen[to] = len(body)
        text = (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode("utf-8", "replace")
        if to.startswith("/static/"):
            found = [f"/static/vendor/{n}" for n in re.findall(r'"\.\./vendor/([\w.-]+)"', text)]
            found += [f"/static/islands/{n}" for n in re.findall(r'from "\./([\w.-]+)"', text)]
        else:
            found = re.findall(
                r'(?:<script src|rel="(?:icon|stylesheet)" href|data-src|use href)="([^"#]+)', text
            )
            found += [f"/static/islands/{n}.js" for n in re.findall(r'data-island="(\w+)', text)]
        todo += {u.replace("&amp;", "&") for u in found} - {*seen, *todo}
    return sum(seen.values())


def cpu(session: int) -> float:
    """Seconds of CPU that the processes of a session have taken (Linux)."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / 100


if __name__ == "__main__":
    sys.exit(main())
