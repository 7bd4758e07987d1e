"""Drawings, as SVG text: pure functions of what they show and of the language at hand. They ask no database and know no request."""

from passerelles.portal.drawing.map import drawing, drawings, outlines, small

__all__ = ["drawing", "drawings", "outlines", "small"]
