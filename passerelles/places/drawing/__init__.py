"""Maps, as SVG text: pure functions of what they show and of the language at hand. They ask no database and know no request."""

from passerelles.places.drawing.map import Key, drawing, drawings, outlines, small

__all__ = ["Key", "drawing", "drawings", "outlines", "small"]
