"""The pictures in a real browser, under the desk's Content-Security-Policy; skipped where there is none.

Any word on the console and any request to another host fails a test.
"""

from __future__ import annotations

import importlib.util
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")]

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SPOTS = "async figure => (await import('/static/islands/index.js')).pictureOf(figure).spots"
PICTURES = ["map", "timeline", "network", "matrix", "given", "figures", "spark", "months"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    spec = importlib.util.spec_from_file_location("gallery", Path(__file__).parent / "gallery/serve.py")
    assert spec is not None
    assert spec.loader is not None
    gallery = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gallery)
    server = gallery.serve()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Watched:
    """A page whose every word on the console and every request elsewhere is kept."""

    def __init__(
        self, browser: Any, address: str, *, wide: int = 1440, lang: str = "fr", **context: Any
    ) -> None:
        self.wrong: list[str] = []
        self.address = address
        self.context = browser.new_context(
            viewport={"width": wide, "height": 900}, reduced_motion="reduce", **context
        )
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.wrong.append(f"{said.type}: {said.text}"))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self.asked)
        self.page.goto(f"{address}?lang={lang}")
        for name in PICTURES:
            self.show(name)

    def asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.wrong.append(f"asked {request.url}")

    def refresh(self, name: str) -> None:
        self.page.locator(f"#{name}").evaluate(
            "figure => figure.dispatchEvent(new CustomEvent('sayso:refresh', {bubbles: true}))"
        )

    def show(self, name: str, state: str = "ready") -> Any:
        """Scroll to a picture until it is drawn; again and again, as what is drawn above it moves it."""
        self.page.wait_for_function(
            """([name, state]) => {
                const figure = document.getElementById(name)
                figure?.scrollIntoView({block: "nearest"})
                return figure?.dataset.state === state
            }""",
            arg=[name, state],
            polling=50,
        )
        return self.page.locator(f"#{name}")

    def swap(self) -> None:
        """Click what htmx answers, and come back when the answer stands in the page."""
        self.page.evaluate(
            """() => new Promise(done => {
                document.addEventListener("htmx:afterSettle", done, {once: true})
                document.querySelector("#swap").click()
            })"""
        )


@pytest.fixture(scope="module")
def open_page(browser: Any, address: str) -> Iterator[Any]:
    watched: list[Watched] = []

    def opened(**how: Any) -> Watched:
        watched.append(Watched(browser, address, **how))
        return watched[-1]

    yield opened
    for each in watched:
        each.context.close()


@pytest.fixture
def desk(open_page: Any) -> Iterator[Watched]:
    watched = open_page()
    yield watched
    assert watched.wrong == []


@pytest.mark.parametrize("wide", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_picture_is_drawn_in_silence(open_page: Any, wide: int, scheme: str, lang: str) -> None:
    watched = open_page(wide=wide, color_scheme=scheme, lang=lang)
    watched.show("empty", "empty")
    assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watched.wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide", [1440, 390])
def test_axe_finds_nothing(open_page: Any, scheme: str, wide: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    watched = open_page(wide=wide, color_scheme=scheme, bypass_csp=True)
    found = axe.run(watched.page).response["violations"]
    assert [(v["id"], v["impact"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == []


def test_forced_colours_and_print_keep_every_picture(open_page: Any) -> None:
    watched = open_page(forced_colors="active")
    watched.page.emulate_media(media="print")
    watched.page.wait_for_timeout(200)
    assert watched.wrong == []


def test_a_picture_that_cannot_be_had_says_so_and_tries_again(open_page: Any) -> None:
    watched = open_page()
    watched.page.route("**/spark.json", lambda route: route.fulfill(status=503, body=""))
    watched.refresh("spark")
    figure = watched.show("spark", "error")
    assert "503" in figure.locator("[role=alert]").inner_text()
    watched.page.unroute("**/spark.json")
    figure.get_by_role("button", name="Réessayer").click()
    watched.show("spark")
    assert figure.locator("svg.spark").count() == 1


def test_a_swap_by_htmx_draws_and_lets_go(desk: Watched) -> None:
    desk.swap()
    assert desk.show("swapped").locator(".tl-item").count() > 20
    desk.swap()
    assert desk.show("swapped").locator(".tl").count() == 2  # its head and its body, once


def test_the_timeline_goes_by_keyboard(desk: Watched) -> None:
    figure = desk.show("timeline")
    assert figure.locator(".tl-item[tabindex='0']").count() == 1
    figure.locator(".tl-item[tabindex='0']").focus()
    axis = figure.locator(".tl-head")
    before = axis.text_content()
    desk.page.keyboard.press("+")
    assert axis.text_content() != before
    desk.page.keyboard.press("Home")
    assert axis.text_content() == before
    first = desk.page.evaluate("document.activeElement.getAttribute('aria-label')")
    desk.page.keyboard.press("ArrowDown")
    assert desk.page.evaluate("document.activeElement.getAttribute('aria-label')") != first
    desk.page.keyboard.press("ArrowRight")
    assert axis.text_content() != before
    assert figure.locator(".island-tip").is_visible()


def test_the_timeline_draws_uncertain_and_open_ends(desk: Watched) -> None:
    figure = desk.show("timeline")
    assert figure.locator(".tl-bar.is-uncertain").count() > 3
    assert "jusqu'à" in (figure.locator("a[href$='/events/o1']").get_attribute("aria-label") or "")
    assert "depuis" in (figure.locator("a[href$='/events/o2']").get_attribute("aria-label") or "")


def test_a_marker_opens_a_card_with_the_event_and_gives_the_focus_back(desk: Watched) -> None:
    figure = desk.show("map")
    mark = figure.locator(".map-mark.is-country").first
    place = mark.get_attribute("data-place")
    mark.focus()
    desk.page.keyboard.press("Enter")
    link = figure.locator(".map-card a").first
    assert "/events/e" in (link.get_attribute("href") or "")
    assert desk.page.evaluate("document.activeElement.closest('.map-card') !== null")
    desk.page.keyboard.press("Escape")
    playwright.expect(figure.locator(".map-card")).to_have_count(0)
    assert desk.page.evaluate("document.activeElement.dataset.place") == place


def test_the_map_hatches_countries_and_lists_what_has_no_place(desk: Watched) -> None:
    figure = desk.show("map")
    assert figure.locator("path.map-country").count() >= 5
    assert figure.locator(".map-nowhere li").count() == 1
    many = figure.locator(".map-mark.is-many")
    most = max(int(n) for n in many.locator(".map-count").all_text_contents())
    for _ in range(3):
        figure.get_by_role("button", name="Agrandir").click()
    desk.page.wait_for_timeout(300)
    assert most > max((int(n) for n in many.locator(".map-count").all_text_contents()), default=0)


def test_the_network_filters_by_type_and_time_and_says_what_is_picked(desk: Watched) -> None:
    figure = desk.show("network")
    figure.locator(".net-box").focus()
    desk.page.keyboard.press("ArrowRight")
    name = figure.locator(".net-name").inner_text()
    assert figure.locator(".net-links li").count() > 0
    desk.page.keyboard.press("Escape")
    assert figure.locator(".net-name").count() == 0
    listed = figure.locator(".net-list li").all_inner_texts()
    assert name in listed
    for chip in figure.locator(".net-chip").all():
        chip.click()
    assert figure.locator(".net-none").is_visible()
    figure.locator(".net-chip").first.click()
    assert figure.locator(".net-none").is_hidden()
    figure.locator("input[type=date]").first.fill("2030-01-01")
    assert figure.locator(".net-none").is_visible()


def test_the_same_data_give_the_same_network(open_page: Any) -> None:
    pictures = []
    for watched in (open_page(), open_page()):
        figure = watched.show("network")
        watched.page.wait_for_timeout(500)
        pictures.append(figure.evaluate(SPOTS))
    assert len(pictures[0]) == 20
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("name", ["matrix", "given"])
def test_the_ledger_is_walked_by_arrows_and_shows_the_words(desk: Watched, name: str) -> None:
    figure = desk.show(name)
    first = figure.locator("a.mx-mark").first
    first.focus()
    assert len(figure.locator(".mx-tip .mx-words").inner_text()) > 10
    assert figure.locator("td.is-lit").count() > 1
    assert figure.locator("tr .mx-first").count() >= 1
    desk.page.keyboard.press("ArrowRight" if name == "given" else "ArrowDown")
    assert desk.page.evaluate("document.activeElement.matches('a.mx-mark')")
    assert not first.evaluate("mark => mark === document.activeElement")


def test_hostile_words_stay_words(open_page: Any) -> None:
    watched = open_page()
    evil = "<img src=x onerror=alert(1)>\u202e</script>"
    body = {
        "types": {"PROTEST": evil},
        "items": [{"id": "x", "label": evil, "type": "PROTEST", "earliest": "2025-01-01", "latest": "2025-01-09", "uncertain": True, "href": "javascript:alert(1)"},
                  {"id": "y", "label": evil, "type": "\"><svg onload=alert(1)>", "earliest": "2025-01-01", "latest": "2025-02-01", "uncertain": True, "href": "//evil.example/"}],
    }  # fmt: skip
    watched.page.route("**/timeline.json", lambda route: route.fulfill(json=body))
    watched.refresh("timeline")
    playwright.expect(watched.page.locator("#timeline .tl-item")).to_have_count(2)
    assert watched.page.locator("#timeline img").count() == 0
    assert watched.page.locator("#timeline a[href^=javascript]").count() == 0
    assert evil in (watched.page.locator("#timeline .tl-item").first.get_attribute("aria-label") or "")
    assert watched.wrong == []
