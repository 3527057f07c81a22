"""What the desk sends to a browser besides its pages: whole, small, from here only, and readable."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src/sayso/desk/static"
VENDOR = STATIC / "vendor"
DIGESTS = json.loads((VENDOR / "digests.json").read_text("utf-8"))
LOCK = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
OWN = sorted([*STATIC.glob("islands/*"), *STATIC.glob("*.css"), *STATIC.glob("*.svg")])
KIB = 1024


@pytest.mark.parametrize("name", sorted(DIGESTS["files"]))
def test_a_vendored_file_is_the_one_that_was_built(name: str) -> None:
    body = (VENDOR / name).read_bytes()
    assert hashlib.sha256(body).hexdigest() == DIGESTS["files"][name]["sha256"], "run `make assets`"


def test_nothing_lies_in_vendor_that_was_not_built() -> None:
    there = {path.name for path in VENDOR.iterdir() if path.is_file()}
    assert there == {*DIGESTS["files"], "digests.json"}
    assert {path.stem for path in (VENDOR / "licences").iterdir()} == set(DIGESTS["packages"])


@pytest.mark.parametrize("name", sorted(DIGESTS["packages"]))
def test_a_package_is_the_one_of_the_lock_with_licence_and_notice(name: str) -> None:
    built, locked = DIGESTS["packages"][name], LOCK[f"node_modules/{name}"]
    assert (built["version"], built["integrity"]) == (locked["version"], locked["integrity"])
    assert built["license"]
    assert len((VENDOR / "licences" / f"{name}.txt").read_text("utf-8")) > 200
    family = "d3" if name.startswith("d3-") or name == "internmap" else name.removesuffix(".org")
    assert family.casefold() in (ROOT / "NOTICE").read_text("utf-8").casefold()


def test_every_locked_package_has_its_hash_and_no_host() -> None:
    packages = {name: entry for name, entry in LOCK.items() if name}
    assert len(packages) > 10
    assert [
        name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")
    ] == []
    assert [name for name, entry in packages.items() if "resolved" in entry] == []


# Addresses that libraries hold as words: names of XML, pages of documentation, links in messages.
NAMED = re.compile(
    r"https?://(www\.w3\.org|leafletjs\.com|github\.com|htmx\.org|[\w.]*d3js\.org|engelschall\.com|opensource\.org"
    r"|jquery\.org|tldrlegal\.com|en\.wikipedia\.org|bugs\.chromium\.org|bugzilla\.mozilla\.org)"
)


@pytest.mark.parametrize("path", [*OWN, *(VENDOR / name for name in DIGESTS["files"])], ids=lambda p: p.name)
def test_nothing_is_asked_of_another_host(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"url\(\s*[\"']?(?:https?:)?//", text)
    assert not re.search(r"@import|sourceMappingURL", text)
    assert not re.search(
        r"(?:fetch|import|importScripts|EventSource|sendBeacon)\(\s*[\"'](?:https?:)?//", text
    )
    strays = [m[0] for m in re.finditer(r"https?://[\w.-]+", text) if not NAMED.match(m[0])]
    assert strays == []


@pytest.mark.parametrize("path", [p for p in OWN if p.suffix == ".js"], ids=lambda p: p.name)
def test_islands_write_no_inline_style_and_no_markup(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )
    assert not re.search(r"setAttribute\(\s*[\"']style|[{,]\s*style:\s*[\"'`]|cssText", text)


WEIGHT = {  # what a page of each kind loads, besides its own text
    "map": ["vendor/leaflet.js", "vendor/leaflet.css", "vendor/topojson.js", "vendor/world.json", "islands/map.js"],
    "network": ["vendor/cytoscape.js", "islands/network.js"],
    "timeline": ["vendor/scale.js", "islands/timeline.js"],
    "event": ["vendor/scale.js", "islands/matrix.js", "islands/figures.js", "islands/timeline.js", "vendor/leaflet.js",
              "vendor/leaflet.css", "vendor/topojson.js", "vendor/world.json", "islands/map.js"],
}  # fmt: skip
ALWAYS = [
    "tokens.css", "glyphs.svg", "islands/islands.css", "vendor/htmx.js", "vendor/htmx-sse.js",
    *(f"islands/{name}.js" for name in ("index", "stage", "dom", "words", "types")),
]  # fmt: skip


@pytest.mark.parametrize("page", sorted(WEIGHT))
def test_a_page_leaves_room_under_a_megabyte(page: str) -> None:
    weight = sum((STATIC / name).stat().st_size for name in [*ALWAYS, *WEIGHT[page]])
    assert weight < 700 * KIB


# ---- the outline of the world


@pytest.fixture(scope="module")
def world() -> dict[str, object]:
    return json.loads((VENDOR / "world.json").read_text("utf-8"))  # type: ignore[no-any-return]


def rings(world: dict) -> list[tuple[str | None, list[tuple[float, float]]]]:
    """Every ring of every country in degrees: TopoJSON's arcs are deltas on a grid, ~n is arc n backwards."""
    (kx, ky), (dx, dy) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    out = []
    for shape in world["objects"]["countries"]["geometries"]:
        pieces = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        for ring in (ring for piece in pieces for ring in piece):
            points = []
            for n in ring:
                points += arcs[n] if n >= 0 else arcs[~n][::-1]
            out.append((shape.get("id"), points))
    return out


def test_no_edge_of_the_outline_runs_across_the_map(world: dict) -> None:
    edges = [
        (code, a, b)
        for code, ring in rings(world)
        for a, b in pairwise(ring)
        if abs(a[0] - b[0]) > 60
        and not (code == "AQ" and min(a[1], b[1]) < -84)  # Antarctica's foot: the pole
    ]
    assert edges == []


def test_what_the_date_line_cuts_lies_on_both_edges(world: dict) -> None:
    for country in ("RU", "FJ", "AQ"):
        lons = [lon for code, ring in rings(world) if code == country for lon, _ in ring]
        assert min(lons) == pytest.approx(-180, abs=0.05)
        assert max(lons) == pytest.approx(180, abs=0.05)


def test_the_outline_stays_on_the_earth_and_names_countries_by_iso(world: dict) -> None:
    found = rings(world)
    assert len(found) > 500
    assert all(
        -180.001 <= lon <= 180.001 and -90.001 <= lat <= 90.001 for _, ring in found for lon, lat in ring
    )
    codes = [shape["id"] for shape in world["objects"]["countries"]["geometries"] if "id" in shape]
    assert len(codes) == len(set(codes)) > 230
    assert {"FR", "LY", "ML", "XK", "PS", "TW", "SS"} <= set(codes)


# ---- colours


def tokens() -> dict[str, tuple[str, str]]:
    text = (STATIC / "tokens.css").read_text("utf-8").split("@media")[0]
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    assert len(found) > 50
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


TOKENS = tokens()
WORDS = [
    name for name in TOKENS
    if name in ("ink", "quiet", "accent", "yes", "maybe", "no", "open", "now") or name.startswith(("st-", "mark-"))
]  # fmt: skip
SHAPES = [name for name in TOKENS if name.startswith(("ty-", "q")) and name != "quiet"] + [
    "edge",
    "focus",
    "select-edge",
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("name", "least"), [*((n, 4.5) for n in WORDS), *((n, 3.0) for n in SHAPES)])
def test_colours_can_be_told_from_what_they_stand_on(name: str, least: float, theme: int) -> None:
    for ground in ("paper", "card", "sunk", "hover"):
        assert contrast(TOKENS[name][theme], TOKENS[ground][theme]) >= least, ground


def test_every_event_type_has_a_colour_and_a_glyph() -> None:
    types = {p.stem.upper() for p in (ROOT / "src/sayso/model").glob("*.toml")} - {"CONTEXTS"}
    assert len(types) == 16
    css, svg = (STATIC / "tokens.css").read_text("utf-8"), (STATIC / "glyphs.svg").read_text("utf-8")
    script = (STATIC / "islands/types.js").read_text("utf-8")
    for name in types:
        assert f"--ty-{name}: light-dark(" in css
        assert f'[data-type="{name}"] {{ --ty: var(--ty-{name}); }}' in css
        assert f'id="ty-{name}"' in svg
        assert f'"{name}"' in script


def test_every_stance_has_a_colour_a_glyph_and_words_in_both_languages() -> None:
    css, svg = (STATIC / "tokens.css").read_text("utf-8"), (STATIC / "glyphs.svg").read_text("utf-8")
    words = (STATIC / "islands/words.js").read_text("utf-8")
    for stance in ("reports", "announces", "confirms", "denies", "alleges", "believes", "no_comment"):
        assert f"--st-{stance}: light-dark(" in css
        assert f'id="st-{stance}' in svg
        assert words.count(f"\n    {stance}: ") == 2


def test_the_islands_words_are_the_same_in_both_languages() -> None:
    text = (STATIC / "islands/words.js").read_text("utf-8")
    french, english = text.split("\n  en: {", 1)
    keys = [re.findall(r'^    "?(\w+)"?: "', part, re.MULTILINE) for part in (french, english)]
    assert keys[0] == keys[1]
    assert len(keys[0]) > 80
    used = "".join(p.read_text("utf-8") for p in STATIC.glob("islands/*.js"))
    assert [key for key in keys[0] if not re.search(rf'["`]{key}["`]', used) and not key.startswith(("side", "quad_", "kind_", "precision_", "certain", "possible", "probable", "denied"))] == []  # fmt: skip
