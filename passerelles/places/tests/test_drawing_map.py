"""A map as a drawing: a pure function, told apart from what asks the database."""

from functools import partial

import pytest
from django.utils.html import escape
from django.utils.translation import override
from lxml import etree

from passerelles.common.words import Wording
from passerelles.places.drawing import Key, outlines
from passerelles.places.drawing import map as maps
from passerelles.places.drawing.graph import Arc, Graph, Picture, Spot, apart, level
from passerelles.places.drawing.land import land
from passerelles.places.drawing.map import LAYOUTS
from passerelles.places.drawing.projection import BY_KEY, PANELS, placed

KEY = Key(
    "Carte de liens",
    {"solid": "<forts>", "dashed": "faibles", "dotted": "perdus"},
    lambda arc: 1 + arc.solid,
    lambda name, ties, others, lang: escape(f"{name}: {ties}, {others}, {lang}"),
    {"spot": "<villes>", "square": "ports"},
)
drawing, drawings, small = (partial(draw, key=KEY) for draw in (maps.drawing, maps.drawings, maps.small))


@pytest.fixture(autouse=True)
def in_french():
    with override("fr"):
        yield


SVG = "{http://www.w3.org/2000/svg}"
TOWNS = {  # latitude, longitude
    "Lyon": ("FR", 45.76, 4.84),
    "Villeurbanne": ("FR", 45.77, 4.88),
    "Brest": ("FR", 48.39, -4.49),
    "Fort-de-France": ("FR", 14.61, -61.07),
    "Wuhan": ("CN", 30.58, 114.27),
    "Harbin": ("CN", 45.75, 126.63),
}


def spot(name, ties=1):
    country, latitude, longitude = TOWNS[name]
    return Spot(name, Wording(name, "fr"), country, longitude, latitude, ties, f"/fr/authorities/{name}/")


def picture(*arcs, **values):
    spots = {end: spot(end) for arc in arcs for end in arc.ends}
    return Picture(Graph(tuple(spots.values()), arcs), len(arcs), shown=len(arcs), **values)


STRONG, WEAK, LOST = Arc(("Lyon", "Wuhan"), solid=1), Arc(("Brest", "Harbin"), dashed=1), Arc(("Fort-de-France", "Wuhan"), dotted=1)


@pytest.mark.parametrize(
    ("name", "panel"), [("Lyon", "FR"), ("Brest", "FR"), ("Wuhan", "CN"), ("Harbin", "CN"), ("Fort-de-France", "FR/region/02")]
)
def test_every_town_lies_inside_its_countrys_panel(name, panel):
    country, latitude, longitude = TOWNS[name]
    found, (x, y) = placed(country, longitude, latitude)
    assert found.key == panel and 0 <= x <= found.width and 0 <= y <= found.height


def test_north_is_up_and_east_is_right():
    lyon, brest = (placed("FR", TOWNS[name][2], TOWNS[name][1])[1] for name in ("Lyon", "Brest"))
    assert brest[0] < lyon[0] and brest[1] < lyon[1]


def test_distances_are_about_true():
    (ax, ay), (bx, by) = (BY_KEY["FR"].at(*point) for point in ((2.35, 48.86), (5.37, 43.30)))  # Paris and Marseille, 661 km
    kilometres = ((ax - bx) ** 2 + (ay - by) ** 2) ** 0.5 * BY_KEY["FR"].kilometres / BY_KEY["FR"].width
    assert kilometres == pytest.approx(661, rel=0.02)


def test_what_the_map_does_not_show_has_no_place():
    assert placed("FR", -149.5, -17.5) is None  # Tahiti


def test_every_panel_has_its_land_and_it_stays_light():
    assert set(land()) == {panel.key for panel in PANELS}
    assert all(path.startswith("M") and path.endswith("z") for path in land().values())
    assert sum(map(len, land().values())) < 30_000


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_drawing_that_goes_alone_is_a_whole_file_with_its_own_looks(layout):
    drawn = etree.fromstring(drawing(picture(STRONG, WEAK), layout=layout, title="Carte"))
    assert drawn.find(f"{SVG}title").text == "Carte" and drawn.get("width") and drawn.get("font-family")
    paths = list(drawn.iter(f"{SVG}path"))
    assert all(path.get("fill") for path in paths) and not list(drawn.iter(f"{SVG}use"))
    assert not [each for each in drawn.iter() if each.tag in (f"{SVG}style", f"{SVG}a", f"{SVG}script")]


def test_on_a_page_a_drawing_has_classes_and_refers_to_the_land_that_the_page_holds():
    drawn, held = drawings(picture(STRONG))[0], outlines()
    wanted = {use.get("href")[1:] for use in etree.fromstring(drawn).iter("use")}
    assert wanted == {path.get("id") for path in etree.fromstring(held).iter("path")}
    assert 'style="' not in drawn and 'fill="' not in drawn  # a strict policy takes no inline style, and night must be able to darken


def test_each_shape_of_line_is_drawn_as_it_says():
    drawn = etree.fromstring(drawings(picture(STRONG, WEAK, LOST))[0])
    classes = {path.get("data-of"): path.get("class") for path in drawn.iter("path") if path.get("data-of")}
    assert classes == {"Lyon~Wuhan": "arc solid", "Brest~Harbin": "arc dashed", "Fort-de-France~Wuhan": "arc dotted"}


def test_an_arc_is_as_wide_as_its_key_says_within_a_bound():
    def width(solid):
        drawn = etree.fromstring(drawings(picture(Arc(("Lyon", "Wuhan"), solid=solid)))[0])
        return next(float(path.get("stroke-width")) for path in drawn.iter("path") if path.get("data-of"))

    assert width(0.4) < width(1) < width(5) <= width(10_000) <= 9


def test_each_mark_leads_somewhere_and_says_what_its_key_tells_of_it():
    drawn = etree.fromstring(drawings(picture(STRONG))[0])
    marks = {mark.get("href"): mark.find("title").text for mark in drawn.iter("a")}
    assert set(marks) == {"/fr/authorities/Lyon/", "/fr/authorities/Wuhan/"}
    assert marks["/fr/authorities/Lyon/"] == "Lyon: 1, 0, fr"


def test_by_keyboard_one_goes_through_one_country_after_the_other_from_north_to_south():
    arcs = (STRONG, LOST, WEAK, Arc(("Lyon", "Harbin"), solid=3))
    for drawn in drawings(picture(*arcs)):
        marks = [mark.get("data-at") for mark in etree.fromstring(drawn).iter("a") if mark.get("class") == "node"]
        assert marks == ["Brest", "Lyon", "Fort-de-France", "Harbin", "Wuhan"]


def test_neighbours_are_one_mark_from_afar_and_two_from_near():
    arcs = (STRONG, Arc(("Villeurbanne", "Harbin"), dashed=1))
    graph = Graph(tuple(spot(name) for name in ("Lyon", "Villeurbanne", "Wuhan", "Harbin")), arcs)
    assert sorted(len(node.spots) for node in level(graph, 13).nodes) == [1, 1, 2]
    assert [len(node.spots) for node in apart(graph, 1.6).nodes] == [1, 1, 1, 1]


def test_authorities_at_one_point_are_laid_beside_each_other():
    twins = tuple(Spot(key, Wording(key, "fr"), "FR", 4.84, 45.76, 1) for key in ("commune", "métropole", "département"))
    found = {(round(node.x, 3), round(node.y, 3)) for node in apart(Graph(twins), 1.6).nodes}
    assert len(found) == 3


def test_arcs_between_the_same_two_marks_are_drawn_as_one():
    graph = Graph(tuple(spot(name) for name in ("Lyon", "Villeurbanne", "Wuhan")), (STRONG, Arc(("Villeurbanne", "Wuhan"), dashed=1)))
    [strand] = level(graph, 13).strands
    assert strand.pairs == ("Lyon~Wuhan", "Villeurbanne~Wuhan") and (strand.whole.solid, strand.whole.dashed) == (1, 1)


def test_an_arc_that_leads_somewhere_is_a_link_outside_the_keyboards_way():
    arc = Arc(("Lyon", "Wuhan"), solid=1, address='/list/?a=1&b="2"', told="<Lyon> – Wuhan")
    [link] = [each for each in etree.fromstring(drawings(picture(arc))[0]).iter("a") if each.get("tabindex") == "-1"]
    assert (link.get("href"), link.find("title").text) == ('/list/?a=1&b="2"', "<Lyon> – Wuhan") and link.find("path").get("data-of")
    assert "<a " not in drawing(picture(arc))


def test_several_arcs_drawn_as_one_lead_to_their_first_line_in_the_list_and_say_the_first_few():
    names = [f"Commune {number}" for number in range(6)]
    near = tuple(Spot(name, Wording(name, "fr"), "FR", 4.84, 45.76, 9 - number) for number, name in enumerate(names))
    arcs = tuple(Arc((name, "Wuhan"), dashed=1, address=f"/{name}/", told=name) for name in names)
    [strand] = level(Graph((*near, spot("Wuhan")), arcs), 13).strands
    assert strand.whole.address == "#Commune 0~Wuhan" and strand.whole.told.split("\n") == [*names[:4], "…"]


def test_two_kinds_of_spots_are_told_apart_by_their_shape_and_the_legend_says_so():
    port = Spot("Wuhan", Wording("Wuhan", "fr"), "CN", 114.27, 30.58, 1, shape="square")
    shapes = Picture(Graph((spot("Lyon"), port), (STRONG,)))
    drawn = etree.fromstring(drawings(shapes)[0])
    [stage, legend] = [group for group in drawn.iter("g") if group.get("class") in ("stage", "legend")]
    assert [each.getparent().getparent().get("data-at") for each in stage.iter("rect") if each.get("class") == "square"] == ["Wuhan"]
    assert [each.text for each in legend.iter("text")] == ["<forts>", "faibles", "perdus", "<villes>", "ports"]
    assert len(list(legend.iter("rect"))) == 1 and len(list(legend.iter("circle"))) == 1


def test_names_do_not_lie_over_each_other():
    crowd = tuple(Spot(f"Commune {n}", Wording(f"Commune {n}", "fr"), "FR", 2 + n / 100, 47, 1) for n in range(20))
    drawn = etree.fromstring(drawing(Picture(Graph(crowd))))
    assert sum("Commune" in (text.text or "") for text in drawn.iter(f"{SVG}text")) <= 2


def test_an_empty_picture_is_land_and_legend():
    drawn = etree.fromstring(drawings(Picture(Graph()))[1])
    [stage] = [group for group in drawn.iter("g") if group.get("class") == "stage"]
    assert len(list(stage.iter("use"))) == len(PANELS) and not list(stage.iter("path", "a"))


def test_hostile_names_are_words():
    name = '<script>alert(1)</script>"&'
    graph = Graph((Spot("1", Wording(name, "fr"), "FR", 2, 47, 1, f'/"{name}'),))
    for drawn in (drawing(Picture(graph)), *drawings(Picture(graph))):
        assert "<script" not in drawn
        etree.fromstring(drawn)


def test_a_handouts_map_shows_overseas_only_where_it_is_tied():
    assert small(picture(STRONG), is_alone=True).count("<path d=") == 3  # two lands, an arc
    drawn = small(picture(STRONG, LOST), is_alone=True)
    assert drawn.count("<path d=") == 5 and "Fort-de-France" not in drawn  # its inset has no room for a name
    assert "#land-FR-region-02" in small(picture(LOST), is_alone=False) and "#land-FR-region-04" not in small(picture(LOST), is_alone=False)


def test_a_handout_without_a_place_on_the_map_has_none():
    assert small(Picture(Graph()), is_alone=True) == ""


def test_what_is_set_into_a_page_brings_no_paper_of_its_own():
    assert etree.fromstring(small(picture(STRONG), is_alone=True)).find(f"{SVG}rect") is None
