"""Where a place lies: its own point, else that of what it is part of or became."""

from collections.abc import Sequence

ABOVE = ("", "parent__", "region__", "successor__")


def point_columns(place: str = "") -> tuple[str, ...]:
    """The columns by which a query asks where the place of its rows may lie: `first_point` reads them."""
    return tuple(f"{place}{above}{name}" for above in ABOVE for name in ("latitude", "longitude"))


def first_point(values: Sequence[float | None]) -> tuple[float, float] | None:
    """Return latitude and longitude, in degrees; none where nobody knows them."""
    for at in range(0, len(values), 2):
        latitude, longitude = values[at], values[at + 1]
        if latitude is not None and longitude is not None:
            return latitude, longitude
    return None
