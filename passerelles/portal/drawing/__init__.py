"""Drawings that go out: the map of partnerships; any drawing as a printed page or a picture."""

from passerelles.places.drawing import outlines
from passerelles.portal.drawing.partnerships import drawing, drawings, small

__all__ = ["drawing", "drawings", "outlines", "small"]
