"""Cutting rings to a rectangle, and taking out the points that nobody would see."""

from collections.abc import Callable
from math import hypot

XY = tuple[float, float]
Ring = list[XY]


def clipped(ring: Ring, left: float, top: float, right: float, bottom: float) -> Ring:
    """Return what of a ring lies within a rectangle (Sutherland and Hodgman: one side after the other)."""
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        ring = _cut(ring, lambda point, a=axis, at=limit, s=sign: s * (point[a] - at))  # type: ignore[misc]
        if not ring:
            break
    return ring


def _cut(ring: Ring, depth: Callable[[XY], float]) -> Ring:
    """Return what of a ring lies where `depth` is not below zero."""
    kept: Ring = []
    for one, other in zip([ring[-1], *ring], ring, strict=False):
        before, after = depth(one), depth(other)
        if (before >= 0) != (after >= 0):
            share = before / (before - after)
            kept.append((one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])))
        if after >= 0:
            kept.append(other)
    return kept


def area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True)) / 2


def simplified(ring: Ring, tolerance: float) -> Ring:
    """Return a ring without the points closer than a tolerance to the line between their neighbours (Douglas and Peucker)."""
    middle = max(range(len(ring)), key=lambda at: hypot(ring[at][0] - ring[0][0], ring[at][1] - ring[0][1]))
    return _line(ring[: middle + 1], tolerance)[:-1] + _line([*ring[middle:], ring[0]], tolerance)


def _line(points: Ring, tolerance: float) -> Ring:
    if len(points) < 3:
        return points
    far, at = max((_distance(point, points[0], points[-1]), number) for number, point in enumerate(points[1:-1], 1))
    if far <= tolerance:
        return [points[0], points[-1]]
    return _line(points[: at + 1], tolerance)[:-1] + _line(points[at:], tolerance)


def _distance(point: XY, start: XY, end: XY) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    if not length:
        return hypot(point[0] - start[0], point[1] - start[1])
    return abs(across * (start[1] - point[1]) - (start[0] - point[0]) * down) / length
