"""Where a point of the earth lies on the map: each country has a panel of its own, in a projection that keeps areas.

France would be a thumbnail on one sheet with China; two panels side by side (one above the other on a phone) show both at a size where
towns are told apart, and arcs lead from one to the other.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin, sqrt

EARTH = 6371.0  # km
XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Conic:
    """Albers' equal-area conic projection around a middle, in kilometres, y downwards."""

    longitude: float
    latitude: float
    south: float
    north: float

    def __call__(self, longitude: float, latitude: float) -> XY:
        first, second = sin(radians(self.south)), sin(radians(self.north))
        n = (first + second) / 2
        c = cos(radians(self.south)) ** 2 + 2 * n * first
        rho, middle = (sqrt(c - 2 * n * sin(radians(at))) / n for at in (latitude, self.latitude))
        theta = n * radians(longitude - self.longitude)
        return EARTH * rho * sin(theta), EARTH * (rho * cos(theta) - middle)


@dataclass(frozen=True, slots=True)
class Panel:
    """A rectangle of the map: what it shows, how large it is drawn, and the part of the earth that belongs to it."""

    key: str
    country: str
    projection: Conic
    width: float
    height: float
    kilometres: float  # of its width
    west: float
    south: float
    east: float
    north: float
    is_inset: bool = False

    def at(self, longitude: float, latitude: float) -> XY:
        """Return where a point is drawn, from the panel's upper left corner."""
        x, y = self.projection(longitude, latitude)
        scale = self.width / self.kilometres
        return x * scale + self.width / 2, y * scale + self.height / 2

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


def _inset(key: str, longitude: float, latitude: float, kilometres: float, size: float = 60) -> Panel:
    reach = kilometres / 111
    window = (longitude - reach, latitude - reach, longitude + reach, latitude + reach)
    return Panel(key, "FR", Conic(longitude, latitude, latitude - 2, latitude + 2), size, size, kilometres, *window, is_inset=True)


PANELS = (
    Panel("FR", "FR", Conic(2.6, 46.4, 43, 50), 350, 350, 1230, -10, 40, 13, 53),
    Panel("CN", "CN", Conic(104.2, 36.4, 25, 47), 470, 380, 5350, 60, 5, 150, 60),
    _inset("FR/region/01", -61.45, 16.2, 115),  # Guadeloupe
    _inset("FR/region/02", -61.0, 14.65, 85),  # Martinique
    _inset("FR/region/03", -53.1, 4.0, 480),  # Guyane
    _inset("FR/region/04", 55.53, -21.13, 90),  # La Réunion
    _inset("FR/region/06", 45.15, -12.83, 62),  # Mayotte
)
BY_KEY = {panel.key: panel for panel in PANELS}


@lru_cache(maxsize=20_000)
def placed(country: str, longitude: float, latitude: float) -> tuple[Panel, XY] | None:
    """Return the panel a point of a country is drawn in, and where; none, where the map does not show it."""
    for panel in PANELS:
        if panel.country == country and panel.holds(longitude, latitude):
            return panel, panel.at(longitude, latitude)
    return None
