"""Where places lie to one another: what holds what, and how far apart two are."""

from __future__ import annotations

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

from kg.model import Place

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG)."""


def chain(place: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """Give a place's id and those it lies within, from the inside out; a circle ends where it closes.

    The last id may be one that is not among the places: its record says no more of it.
    """
    steps: list[str] = []
    step: str | None = place
    while step and step not in steps:
        steps.append(step)
        record = places.get(step)
        step = record.within if record else None
    return tuple(steps)


def holds(outer: str, inner: str, places: Mapping[str, Place]) -> bool:
    """Tell whether one place is the other or lies within it."""
    return outer in chain(inner, places)


def distance_km(first: Place, second: Place) -> float | None:
    """Measure the great circle between two places in kilometres; None where one has no coordinates.

    >>> aleppo, idlib = Place("a", "", latitude=36.2, longitude=37.16), Place("b", "", (), 35.93, 36.63)
    >>> round(distance_km(aleppo, idlib))
    56
    """
    if first.latitude is None or first.longitude is None:
        return None
    if second.latitude is None or second.longitude is None:
        return None
    north, south = radians(first.latitude), radians(second.latitude)
    high, wide = north - south, radians(first.longitude - second.longitude)
    chord = sin(high / 2) ** 2 + cos(north) * cos(south) * sin(wide / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
