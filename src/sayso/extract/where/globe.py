"""Points on the globe: how far apart, the middle, and what lies so many kilometres that way."""

from __future__ import annotations

import math

from sayso.records import Region

EARTH_KM = 6371.0


def shifted(lat: float, lon: float, *, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` away in the direction `bearing` (degrees, 0 = north, clockwise)."""
    phi, lam, theta, delta = math.radians(lat), math.radians(lon), math.radians(bearing), km / EARTH_KM
    north = math.sin(phi) * math.cos(delta) + math.cos(phi) * math.sin(delta) * math.cos(theta)
    there = math.asin(max(-1.0, min(1.0, north)))
    east = math.sin(theta) * math.sin(delta) * math.cos(phi)
    turn = math.atan2(east, math.cos(delta) - math.sin(phi) * math.sin(there))
    return round(math.degrees(there), 4), round((math.degrees(lam + turn) + 180) % 360 - 180, 4)


def apart_km(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Great-circle distance of two (lat, lon) points in kilometres."""
    phi, psi = math.radians(one[0]), math.radians(two[0])
    across = math.sin(math.radians(two[1] - one[1]) / 2) ** 2 * math.cos(phi) * math.cos(psi)
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, math.sin((psi - phi) / 2) ** 2 + across)))


def middle(one: Region, two: Region) -> Region:
    """The disc between two: its centre half way, reaching to both centres."""
    gap = apart_km((one.lat, one.lon), (two.lat, two.lon))
    lon = one.lon + ((two.lon - one.lon + 180) % 360 - 180) / 2
    lat = round((one.lat + two.lat) / 2, 4)
    return Region(lat=lat, lon=round((lon + 180) % 360 - 180, 4), radius_km=round(max(gap / 2, 2.0), 1))
