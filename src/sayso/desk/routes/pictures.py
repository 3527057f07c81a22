"""Timeline and map: the data that the pictures read, and the tables that say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.asked import looked
from sayso.desk.call import Call, call
from sayso.desk.formats import JSON, as_csv, as_geojson
from sayso.desk.kept import Sheet, sheet
from sayso.desk.pages import CERTAINTY
from sayso.desk.routes.events import facets, total
from sayso.plain import dumps
from sayso.store import listing
from sayso.store.listing import Looked

router = APIRouter()
Here = Annotated[Call, Depends(call)]
Asked = Annotated[Looked, Depends(looked)]
MOST = 2000  # events in a picture
COLUMNS = (
    "id", "label", "type", "status", "when", "place", "country", "lat", "lon", "precision", "radius_km",
)  # fmt: skip


def label(call: Call, row: dict[str, Any]) -> str:
    """An event in a few words."""
    left, right = ", ".join(row["actors"][:2]), ", ".join(row["recipients"][:2])
    who = f"{left} → {right}" if right else left
    kind = call.words.labels.type(row["type"])
    return f"{kind} · {row['trigger']}" + (f" — {who}" if who else "")


def _rows(call: Call, connection: Connection, asked: Looked, what: str) -> list[dict[str, Any]]:
    wanted = replace(asked, limit=MOST, offset=0, sort="when" if what == "dated" else "told")
    found = listing.rows(connection, wanted)
    fits = (lambda r: r["earliest"] or r["latest"]) if what == "dated" else _placed
    return [row for row in found if fits(row)]


def _placed(row: dict[str, Any]) -> bool:
    return row["place"] is not None and row["place"]["lat"] is not None and row["place"]["lon"] is not None


# ------------------------------------------------------------------ timeline


def _item(call: Call, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "label": label(call, row),
        "earliest": row["earliest"],
        "latest": row["latest"],
        "uncertain": row["earliest"] != row["latest"],
        "edtf": row["when"],
        "type": row["type"],
        "status": row["status"],
        "certainty": CERTAINTY.get(row["factuality"], "open"),
        "origins": row["origins"],
        "href": f"/event/{row['id']}",
    }


def types(call: Call) -> dict[str, str]:
    """The names of the types in the reader's language, for the pictures."""
    return dict(call.words.labels.types)


@router.get("/timeline.json")
def timeline_items(call: Here, asked: Asked) -> Response:
    """The dated events as intervals (2,000 at most)."""

    def made(connection: Connection) -> Sheet:
        items = [_item(call, row) for row in _rows(call, connection, asked, "dated")]
        today = datetime.now(UTC).date().isoformat()
        return sheet(dumps({"today": today, "types": types(call), "items": items}), JSON)

    return call.file(made)


@router.get("/timeline.csv", response_class=Response)
def timeline_table(call: Here, asked: Asked) -> Response:
    """The dated events, one row each."""

    def made(connection: Connection) -> Sheet:
        rows = [_item(call, row) for row in _rows(call, connection, asked, "dated")]
        columns = ("id", "label", "earliest", "latest", "edtf", "type", "status", "origins")
        return as_csv(rows, columns, "timeline")

    return call.file(made)


@router.get("/timeline", response_class=Response)
def timeline(call: Here, asked: Asked) -> Response:
    """The dated events, drawn and as a table."""
    return _picture(call, asked, "timeline.html", "dated")


# ------------------------------------------------------------------ map


def feature(call: Call, row: dict[str, Any]) -> dict[str, Any]:
    """An event as a feature of the map."""
    place = row["place"]
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        "properties": {
            "id": row["id"],
            "label": label(call, row),
            "type": row["type"],
            "status": row["status"],
            "certainty": CERTAINTY.get(row["factuality"], "open"),
            "when": call.words.day(row["when"]),
            "place": place_words(call, row),
            "precision": place["precision"],
            "radius_km": place["radius_km"],
            "country": place["country"],
            "origins": row["origins"],
            "href": f"/event/{row['id']}",
        },
    }


def place_words(call: Call, row: dict[str, Any]) -> str:
    """A place with its country."""
    place = row["place"]
    if place is None:
        return ""
    country = call.words.country(place["country"]) if place["country"] else None
    name = place["name"] or place["text"]
    if place["precision"] == "country" and country:
        return country
    relation = place["relation"]
    if relation != "in":
        name = str(call.words.labels.of("relation", relation, place=name))
    return ", ".join(dict.fromkeys(p for p in (name, country) if p))


@router.get("/map.json")
def map_features(call: Here, asked: Asked) -> Response:
    """The events that have a place, as GeoJSON (2,000 at most)."""

    def made(connection: Connection) -> Sheet:
        features = [feature(call, row) for row in _rows(call, connection, asked, "placed")]
        return as_geojson({"type": "FeatureCollection", "types": types(call), "features": features})

    return call.file(made)


@router.get("/map.csv", response_class=Response)
def map_table(call: Here, asked: Asked) -> Response:
    """The events that have a place, one row each."""

    def made(connection: Connection) -> Sheet:
        out = []
        for row in _rows(call, connection, asked, "placed"):
            found = feature(call, row)
            lon, lat = found["geometry"]["coordinates"]
            out.append({**found["properties"], "lat": lat, "lon": lon})
        return as_csv(out, COLUMNS, "map")

    return call.file(made)


@router.get("/map", response_class=Response)
def map_page(call: Here, asked: Asked) -> Response:
    """The events that have a place, drawn and as a table."""
    return _picture(call, asked, "map.html", "placed")


def _picture(call: Call, asked: Looked, template: str, what: str) -> Response:
    def made(connection: Connection) -> dict[str, Any]:
        rows = _rows(call, connection, asked, what)
        return {
            "rows": rows[asked.offset : asked.offset + asked.limit],
            "drawn": len(rows),
            "total": total(call, connection, asked),
            "facets": facets(call, connection, asked),
            "asked": asked,
            "place": lambda r: place_words(call, r),
        }

    return call.kept(template, made)
