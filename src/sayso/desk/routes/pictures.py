"""Timeline and map: the data that the pictures read, and the tables that say the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response
from sqlalchemy.engine import Connection

from sayso.desk.asked import looked
from sayso.desk.call import Call, call
from sayso.desk.formats import JSON, as_csv
from sayso.desk.kept import Sheet, sheet
from sayso.desk.pages import CERTAINTY
from sayso.desk.routes.events import facets, found
from sayso.plain import dumps
from sayso.store import front, listing
from sayso.store.listing import Looked
from sayso.store.queries import bodies

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


def _drawn(call: Call, connection: Connection, asked: Looked, what: str) -> dict[str, str]:
    """The events of a picture, each as the JSON that draws it, by id; the same for every role and for its file."""
    key = ("drawn", what, call.words.ui, replace(asked, sort="told", offset=0))
    return call.remember(
        connection,
        key,
        lambda: _items(call, connection, asked, what),
        size=lambda made: sum(map(len, made.values())) + 150 * len(made),
    )


def _items(call: Call, connection: Connection, asked: Looked, what: str) -> dict[str, str]:
    make = _item if what == "dated" else feature
    fits = _dated if what == "dated" else _placed
    ids = found(call, connection, asked).ids("when" if what == "dated" else "told", MOST)
    kept = bodies(connection, ids)

    def made(missing: list[str]) -> list[str]:
        rows = [listing.summary(kept[one]) for one in missing]
        return [dumps(make(call, row)) if fits(row) else "" for row in rows]

    texts = call.state.pieces.get((what, call.words.ui), {one: kept[one] for one in ids}, made)
    return {one: text for one, text in texts.items() if text}


def _rows(call: Call, connection: Connection, asked: Looked, what: str) -> list[dict[str, Any]]:
    return [json.loads(text) for text in _drawn(call, connection, asked, what).values()]


def _dated(row: dict[str, Any]) -> bool:
    return bool(row["earliest"] or row["latest"])


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
        items = ", ".join(_drawn(call, connection, asked, "dated").values())
        head = dumps({"today": datetime.now(UTC).date().isoformat(), "types": types(call)})
        return sheet(f'{head[:-1]}, "items": [{items}]}}', JSON)

    return call.file(made)


@router.get("/timeline.csv", response_class=Response)
def timeline_table(call: Here, asked: Asked) -> Response:
    """The dated events, one row each."""

    def made(connection: Connection) -> Sheet:
        rows = _rows(call, connection, asked, "dated")
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
        features = ", ".join(_drawn(call, connection, asked, "placed").values())
        head = dumps({"type": "FeatureCollection", "types": types(call)})
        return sheet(f'{head[:-1]}, "features": [{features}]}}', "application/geo+json")

    return call.file(made)


@router.get("/map.csv", response_class=Response)
def map_table(call: Here, asked: Asked) -> Response:
    """The events that have a place, one row each."""

    def made(connection: Connection) -> Sheet:
        out = []
        for row in _rows(call, connection, asked, "placed"):
            lon, lat = row["geometry"]["coordinates"]
            out.append({**row["properties"], "lat": lat, "lon": lon})
        return as_csv(out, COLUMNS, "map")

    return call.file(made)


@router.get("/map", response_class=Response)
def map_page(call: Here, asked: Asked) -> Response:
    """The events that have a place, drawn and as a table."""
    return _picture(call, asked, "map.html", "placed")


def _picture(call: Call, asked: Looked, template: str, what: str) -> Response:
    def made(connection: Connection) -> dict[str, Any]:
        ids = list(_drawn(call, connection, asked, what))
        return {
            "rows": front.summaries(connection, ids[asked.offset : asked.offset + asked.limit]),
            "drawn": len(ids),
            "total": found(call, connection, asked).total,
            "facets": facets(call, connection, asked),
            "asked": asked,
            "place": lambda r: place_words(call, r),
        }

    return call.kept(template, made)
