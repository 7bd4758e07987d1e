"""The map of partnerships as a drawing: what its key makes of lines and marks."""

import pytest
from lxml import etree

from passerelles.common.words import Wording
from passerelles.places.drawing.graph import Arc, Graph, Picture, Spot
from passerelles.portal.drawing import drawings

pytestmark = pytest.mark.usefixtures("in_french")


def drawn(arc):
    ends = (("Lyon", "FR", 4.84, 45.76), ("Wuhan", "CN", 114.27, 30.58))
    spots = tuple(Spot(name, Wording(name, "fr"), country, *at, 3, f"/{name}/") for name, country, *at in ends)
    return etree.fromstring(drawings(Picture(Graph(spots, (arc,))))[0])


def test_the_more_is_alive_the_thicker_and_what_sleeps_is_thin():
    def width(**states):
        return next(float(path.get("stroke-width")) for path in drawn(Arc(("Lyon", "Wuhan"), **states)).iter("path") if path.get("data-of"))

    assert width(solid=0.4) < width(solid=1) < width(solid=5) <= width(solid=10_000) <= 9
    assert width(dashed=1) == width(dashed=100) < width(solid=0.4)


def test_a_mark_says_how_many_partnerships_it_has_and_the_legend_what_lines_mean():
    picture = drawn(Arc(("Lyon", "Wuhan"), solid=1))
    assert {mark.find("title").text for mark in picture.iter("a")} == {"Lyon\xa0: 3 partenariats", "Wuhan\xa0: 3 partenariats"}
    [legend] = [group for group in picture.iter("g") if group.get("class") == "legend"]
    assert [each.text for each in legend.iter("text")][1:] == ["en sommeil", "souhaité ou clos"] and not list(legend.iter("circle"))
