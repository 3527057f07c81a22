"""The countries, the gazetteer and its index, and the geometry."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path

import pycountry
import pytest

from sayso.extract.where import build, countries, find_country, gazetteer
from sayso.extract.where.gazetteer import Gazetteer
from sayso.extract.where.globe import apart_km, middle, shifted
from sayso.extract.where.sound import sound
from sayso.extract.where.words import fold
from sayso.records import Region
from sayso.resources import table


def test_every_country_of_the_standard_is_there() -> None:
    ours = {country.iso2: country.iso3 for country in countries()}
    theirs = {country.alpha_2: country.alpha_3 for country in pycountry.countries}
    assert ours == {**theirs, "XK": "XKX"}


def test_no_two_countries_share_a_name() -> None:
    names = [fold(name) for country in countries() for name in country.names]
    assert len(names) == len(set(names))


def test_demonyms_are_lower_case_and_whole() -> None:
    for country in countries():
        assert all(word == word.lower() and re.search(r"\w{3}", word) for word in country.demonyms), country


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("Etats-Unis", "USA"),
        ("USA", "USA"),
        ("ÉTATS-UNIS", "USA"),
        ("étasuniennes", "USA"),
        ("RDC", "COD"),
        ("Congo-Brazzaville", "COG"),
        ("nord-coréens", "PRK"),
        ("nigérienne", "NER"),
        ("nigériane", "NGA"),
        ("Myanmar", "MMR"),
        ("Moscou", "RUS"),
        ("Kremlin", "RUS"),
        ("Maison Blanche", "USA"),
        ("Quai d’Orsay", "FRA"),
        ("Kosovo", "XKX"),
        ("EAU", "ARE"),
    ],
)
def test_a_country_is_found_by_what_the_press_calls_it(words: str, iso3: str) -> None:
    country = find_country(words)
    assert country is not None
    assert country.iso3 == iso3


@pytest.mark.parametrize("words", ["eau", "rca", "Atlantide", ""])
def test_what_is_no_country_is_none(words: str) -> None:
    assert find_country(words) is None


@pytest.mark.parametrize("name", ["Ras Lanouf", "ras-lanouf", "RAS LANOUF", "Râs Lanouf"])
def test_a_name_is_looked_up_without_case_accents_and_hyphens(name: str) -> None:
    assert gazetteer().lookup(name)[0].iso2 == "LY"


def test_preferred_countries_come_first() -> None:
    assert gazetteer().lookup("Tripoli")[0].iso2 == "LY"
    assert gazetteer().lookup("Tripoli", prefer=["LB"])[0].iso2 == "LB"


def test_pekin_is_beijing() -> None:
    first = gazetteer().lookup("Pékin")[0]
    assert (first.name, first.iso2) == ("Beijing", "CN")


def test_a_country_has_a_centre_and_a_radius() -> None:
    libya = gazetteer().lookup("Libye")[0]
    assert libya.kind == "country"
    assert libya.lat == pytest.approx(29, abs=3)
    assert 600 < libya.radius_km < 900


def test_unknown_names_give_nothing() -> None:
    assert gazetteer().lookup("Qwxzt") == []
    assert gazetteer().lookup("") == []


def test_look_ups_are_fast() -> None:
    atlas = gazetteer()
    names = [place["name"] for place in table("lang/fr/places.tsv")]
    for name in names:
        atlas.lookup(name)
    start = time.perf_counter()
    for _ in range(10):
        for name in names:
            atlas.lookup(name)
    assert (time.perf_counter() - start) / (10 * len(names)) < 0.0005


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Khan Cheikhoun", "Khan Shaykhun"),
        ("Lougansk", "Luhansk"),
        ("Machhad", "Mashhad"),
        ("Djalalabad", "Jalalabad"),
        ("Tcheliabinsk", "Chelyabinsk"),
    ],
)
def test_transliterations_have_one_sound(one: str, two: str) -> None:
    assert sound(fold(one)) == sound(fold(two)) != ""


def test_regions_and_places_are_sound() -> None:
    known = {country.iso2 for country in countries()}
    for row in (*table("lang/fr/regions.tsv"), *table("lang/fr/places.tsv")):
        assert row["iso2"] == "" or row["iso2"] in known, row
        assert row["kind"] in ("city", "region", "site"), row
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert float(row["radius_km"]) > 0, row


def test_regions_lie_near_their_country() -> None:
    atlas = gazetteer()
    centres = {
        c.iso2: atlas.lookup(c.name)[0]
        for c in countries()
        if c.iso2 not in ("FR", "US", "ES", "PT", "CL", "JP", "ID", "EC")
    }
    for row in (*table("lang/fr/regions.tsv"), *table("lang/fr/places.tsv")):
        country = centres.get(row["iso2"])
        if country and country.lat is not None and country.lon is not None and country.radius_km > 50:
            gap = apart_km((float(row["lat"]), float(row["lon"])), (country.lat, country.lon))
            assert gap < 3 * country.radius_km + 150, (row["name"], gap)


@pytest.fixture
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that is built in no time."""

    def fill(index: sqlite3.Connection) -> None:
        index.executescript(
            "create table name (key text primary key, ids blob) without rowid;"
            "create table sound (key text primary key, ids blob) without rowid;"
            "create table place (id integer primary key, name, iso2, lat, lon, population);"
            "create table country (iso2 text primary key, lat, lon, radius_km) without rowid;"
            "insert into country values ('LY', 29.0, 17.0, 748.0);"
        )
        index.commit()

    monkeypatch.setattr(build, "fill", fill)
    build._in_memory.cache_clear()
    yield
    build._in_memory.cache_clear()


@pytest.mark.usefixtures("tiny")
def test_the_index_is_kept_in_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "deep" / "cache"))
    assert Gazetteer().lookup("Libye")[0].lat == 29.0
    (kept,) = (tmp_path / "deep" / "cache").iterdir()
    assert kept.name == build.index_name()
    monkeypatch.setattr(build, "fill", None)  # a second opening builds nothing
    build.open_index().close()


@pytest.mark.usefixtures("tiny")
def test_without_a_cache_the_index_lives_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("SAYSO_CACHE", str(blocked))
    assert Gazetteer().lookup("Libye")[0].lat == 29.0


@pytest.mark.usefixtures("tiny")
def test_a_spoilt_index_is_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path))
    (tmp_path / build.index_name()).write_bytes(b"")
    assert Gazetteer().lookup("Libye")[0].lat == 29.0


@pytest.mark.parametrize("bearing", [0.0, 45.0, 90.0, 180.0, 300.0])
def test_a_shift_covers_its_distance(bearing: float) -> None:
    there = shifted(32.0, 20.0, bearing=bearing, km=100.0)
    assert apart_km((32.0, 20.0), there) == pytest.approx(100.0, rel=0.001)


def test_the_middle_crosses_the_date_line() -> None:
    one = Region(lat=0.0, lon=179.0, radius_km=1.0)
    two = Region(lat=0.0, lon=-179.0, radius_km=1.0)
    assert abs(middle(one, two).lon) == pytest.approx(180.0)
