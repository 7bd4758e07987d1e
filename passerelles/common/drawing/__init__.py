"""Drawings that more than one app makes, as SVG text: pure functions of what they show and of the language at hand."""
