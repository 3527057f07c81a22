"""A real Chromium goes through every page and every piece of work; skipped where there is none.

Any word on the console and any request to another host fails; axe-core finds nothing serious.  Screenshots of each
page at 1440 and 390 pixels are left in out/screenshots.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.desk.conftest import made_up, put

from sayso.desk.app import create_app
from sayso.desk.settings import Settings

playwright = pytest.importorskip("playwright.sync_api")
uvicorn = pytest.importorskip("uvicorn")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
             "--disable-sync"]  # fmt: skip
SHOTS = Path(__file__).parents[2] / "out" / "screenshots"


class Served:
    """A desk that listens, with its store."""

    def __init__(self, store: Path) -> None:
        self.store = store
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        app = create_app(Settings(db=str(store), port=self.port, who="rédactrice", in_process=True))
        self.server = uvicorn.Server(
            uvicorn.Config(app, port=self.port, log_level="error", timeout_graceful_shutdown=1, ws="none")
        )
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        self.base = f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(10)


@pytest.fixture
def served(store: Path) -> Iterator[Served]:
    made = Served(store)
    yield made
    made.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def open_page(browser: Any, served: Served) -> Iterator[Callable[..., Any]]:
    """Open a page that is watched; what it says on the console or asks elsewhere fails the test."""
    contexts, wrong = [], []

    def opened(to: str, *, ui: str = "fr", wide: int = 1440, **how: Any) -> Any:
        context = browser.new_context(viewport={"width": wide, "height": 900}, locale=ui, **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: _note(wrong, page, m))
        page.on("pageerror", lambda e: wrong.append(f"{page.url}: {e}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith((served.base, "data:", "blob:")) else wrong.append(r.url),
        )
        page.goto(served.base + to, wait_until="load")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


def _note(wrong: list[str], page: Any, message: Any) -> None:
    """Keep what the console says; not that a save was refused (409), which the page then shows."""
    if message.type in ("error", "warning") and "409" not in message.text:
        wrong.append(f"{page.url}: {message.text}")


def settled(page: Any) -> None:
    """Wait until every picture is drawn; each is scrolled to, as it is drawn when it comes into view."""
    page.wait_for_function(
        """() => {
            const drawn = figure => ["ready", "empty"].includes(figure.dataset.state)
            const waiting = [...document.querySelectorAll("figure[data-island]")].find(f => !drawn(f))
            waiting?.scrollIntoView({block: "nearest"})
            return !waiting
        }""",
        polling=50,
    )


def pages(served: Served) -> dict[str, str]:
    import json
    import urllib.request

    def asked(to: str) -> Any:
        with urllib.request.urlopen(served.base + to) as answer:
            return json.load(answer)

    event = max(asked("/events.json")["events"], key=lambda e: len(e["ledger"]))
    return {
        "front": "/", "events": "/events", "event": f"/event/{event['id']}", "report": f"/report/{event['reports'][0]}",
        "timeline": "/timeline", "map": "/map", "actors": "/actors", "actor": f"/actor/{asked('/actors.json')[0]['id']}",
        "commitments": "/commitments?on=2017-02-01", "sources": "/sources", "work": "/work", "decisions": "/decisions",
        "add": "/add", "search": "/search?q=attaq", "people": "/people", "audit": "/audit", "account": "/account",
        "help": "/help",
    }  # fmt: skip


@pytest.mark.parametrize(("ui", "wide", "scheme"), [("fr", 1440, "light"), ("en", 390, "dark")])
def test_every_page_in_silence_and_without_barriers(
    open_page: Callable[..., Any], served: Served, ui: str, wide: int, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page = open_page("/", ui=ui, wide=wide, color_scheme=scheme)
    barriers = []
    for name, to in pages(served).items():
        page.goto(served.base + to, wait_until="load")
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, name
        assert (
            page.evaluate("performance.getEntriesByType('resource').reduce((n, r) => n + r.transferSize, 0)")
            < 1_000_000
        )
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=str(SHOTS / f"{name}-{ui}-{wide}.png"))
        found = axe.run(page).response["violations"]
        barriers += [
            (name, v["id"], [n["target"] for n in v["nodes"]][:3])
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
    assert barriers == []


def test_filter_as_one_types(open_page: Callable[..., Any]) -> None:
    page = open_page("/events")
    before = page.locator(".count").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("attaq")
    playwright.expect(page.locator(".count")).not_to_have_text(before)
    assert "q=attaq" in page.url
    page.locator(".facets a[href*='type=']").first.click()
    page.wait_for_load_state()
    assert "type=" in page.url
    assert "q=attaq" in page.url


def test_review_by_keyboard(open_page: Callable[..., Any]) -> None:
    page = open_page("/work")
    first = page.locator(".queue .claim").first
    page.keyboard.press("j")
    playwright.expect(first).to_be_focused()
    page.keyboard.press("a")
    playwright.expect(first.locator(".judged")).to_contain_text("accepté")
    playwright.expect(page.locator(".queue .claim").nth(1)).to_be_focused()
    page.keyboard.press("r")
    playwright.expect(page.locator(".queue .claim").nth(1).locator(".judged")).to_contain_text("rejeté")
    page.goto(page.url.split("/work")[0] + "/decisions")
    assert page.locator("tbody tr").count() == 2
    page.locator("tbody tr").first.locator("button").click()
    playwright.expect(page.locator("tbody tr").first).to_contain_text("annulée par rédactrice")


def test_an_event_is_corrected_commented_and_assigned(open_page: Callable[..., Any], served: Served) -> None:
    page = open_page(pages(served)["event"])
    page.keyboard.press("e")
    form = page.locator("form[action$='/correct']")
    form.locator("select").select_option("country")
    form.locator("input[name=value]").fill("ML")
    form.locator("button").click()
    playwright.expect(page.locator(".facts")).to_contain_text("Mali")
    page.locator("textarea[name=text]").fill("<img src=x onerror=alert(1)> à revoir")
    page.get_by_role("button", name="Publier").click()
    playwright.expect(page.locator(".comment")).to_contain_text("<img src=x onerror=alert(1)> à revoir")
    page.locator("select[name=person]").select_option("rédactrice")
    page.locator("form[action$='/assign'] button").click()
    playwright.expect(page.locator(".facts")).to_contain_text("rédactrice")


def test_two_people_on_one_event_see_each_other_and_both_versions(
    open_page: Callable[..., Any], served: Served
) -> None:
    to = pages(served)["event"]
    first, second = open_page(to), open_page(to, ui="en")
    for page, value in ((first, "2016"), (second, "2017-01")):
        page.locator("details.act summary").first.click()
        page.locator("form[action$='/correct'] input[name=value]").fill(value)
    first.locator("form[action$='/correct'] button").click()
    first.wait_for_load_state()
    second.locator("form[action$='/correct'] button").click()
    playwright.expect(second.locator("h1")).to_have_text("Somebody has changed this meanwhile")
    playwright.expect(second.locator(".version").first).to_contain_text("2016")
    playwright.expect(second.locator(".version").nth(1)).to_contain_text("2017-01")
    second.get_by_role("button", name="Save mine all the same").click()
    playwright.expect(second.locator(".facts").first).to_contain_text("January 2017")


def test_what_is_added_elsewhere_appears(open_page: Callable[..., Any], served: Served) -> None:
    page = open_page("/events")
    before = page.locator(".count").inner_text()
    page.wait_for_timeout(1500)
    put(str(served.store), made_up(8, seed=11), now="2026-12-02T00:00:00+00:00")
    playwright.expect(page.locator(".count")).not_to_have_text(before, timeout=8000)


def test_a_mark_leads_to_its_claim(open_page: Callable[..., Any], served: Served) -> None:
    page = open_page(pages(served)["report"])
    mark = page.locator(".text a.m.event").first
    mark.hover()
    playwright.expect(page.locator(".claims-beside .claim.lit").first).to_be_visible()
    mark.click()
    playwright.expect(page.locator(".claims-beside .claim:focus")).to_have_count(1)
    page.locator("[data-layer=event]").uncheck()
    playwright.expect(page.locator(".text")).to_have_class("text no-event")


def test_a_text_is_added(open_page: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.reading import Reading
    from sayso.records import Failure

    def stand_in(inputs: Any, *, processes: int) -> Any:
        yield from (i if isinstance(i, Failure) else Reading(report=i) for i in inputs)

    monkeypatch.setattr("sayso.run.adding.run", stand_in)
    page = open_page("/add")
    page.locator("textarea[name=text]").fill("Un texte collé, assez long pour être lu.")
    page.locator("form:has(textarea) button").click()
    playwright.expect(page.locator(".job").first).to_contain_text("1 nouveaux")
    page.locator("input[type=file]").set_input_files(
        {"name": "binaire.txt", "mimeType": "text/plain", "buffer": b"\x00\x01\x02"}
    )
    page.locator("form[data-drop] button").click()
    playwright.expect(page.locator("section:has(#h-failures) table")).to_contain_text("D003")
