"""Events as GeoJSON (RFC 7946): a point each, with how far around it is meant, for those that have a place."""

from __future__ import annotations

from collections.abc import Iterable

from sayso.exchange.tables import events
from sayso.picture import Event
from sayso.plain import dumps


def collection(found: Iterable[Event]) -> str:
    """A FeatureCollection; the properties are the columns of the events table."""
    features = []
    for event in found:
        place = event.where
        if place is None or place.lat is None or place.lon is None:
            continue
        row = events([event])[0]
        features.append(
            {
                "type": "Feature",
                "id": event.id,
                "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                "properties": {name: row[name] for name in row if name not in ("id", "lat", "lon")},
            }
        )
    return dumps({"type": "FeatureCollection", "features": features})
