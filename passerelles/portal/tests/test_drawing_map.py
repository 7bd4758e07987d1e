"""The map as a drawing: a pure function, told apart from what asks the database."""

import pytest
from lxml import etree

from passerelles.common.words import Wording
from passerelles.portal.drawing import drawing, drawings, outlines, small
from passerelles.portal.drawing.graph import Arc, Graph, Picture, Spot, apart, level
from passerelles.portal.drawing.land import land
from passerelles.portal.drawing.map import LAYOUTS
from passerelles.portal.drawing.projection import BY_KEY, PANELS, placed

pytestmark = pytest.mark.usefixtures("in_french")

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


ALIVE, ASLEEP, WISHED = Arc(("Lyon", "Wuhan"), awake=1), Arc(("Brest", "Harbin"), asleep=1), Arc(("Fort-de-France", "Wuhan"), others=1)


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
    drawn = etree.fromstring(drawing(picture(ALIVE, ASLEEP), layout=layout, title="Carte"))
    assert drawn.find(f"{SVG}title").text == "Carte" and drawn.get("width") and drawn.get("font-family")
    paths = list(drawn.iter(f"{SVG}path"))
    assert all(path.get("fill") for path in paths) and not list(drawn.iter(f"{SVG}use"))
    assert not [each for each in drawn.iter() if each.tag in (f"{SVG}style", f"{SVG}a", f"{SVG}script")]


def test_on_a_page_a_drawing_has_classes_and_refers_to_the_land_that_the_page_holds():
    drawn, held = drawings(picture(ALIVE))[0], outlines()
    wanted = {use.get("href")[1:] for use in etree.fromstring(drawn).iter("use")}
    assert wanted == {path.get("id") for path in etree.fromstring(held).iter("path")}
    assert 'style="' not in drawn and 'fill="' not in drawn  # a strict policy takes no inline style, and night must be able to darken


def test_alive_is_a_line_asleep_is_dashed_the_rest_is_dotted():
    drawn = etree.fromstring(drawings(picture(ALIVE, ASLEEP, WISHED))[0])
    classes = {path.get("data-of"): path.get("class") for path in drawn.iter("path") if path.get("data-of")}
    assert classes == {"Lyon~Wuhan": "arc awake", "Brest~Harbin": "arc asleep", "Fort-de-France~Wuhan": "arc other"}


def test_the_more_is_alive_the_thicker():
    def width(awake):
        drawn = etree.fromstring(drawings(picture(Arc(("Lyon", "Wuhan"), awake=awake)))[0])
        return next(float(path.get("stroke-width")) for path in drawn.iter("path") if path.get("data-of"))

    assert width(0.4) < width(1) < width(5) <= width(10_000) <= 9


def test_each_mark_leads_to_its_authority_and_says_how_many_ties_it_has():
    drawn = etree.fromstring(drawings(picture(ALIVE))[0])
    marks = {mark.get("href"): mark.find("title").text for mark in drawn.iter("a")}
    assert set(marks) == {"/fr/authorities/Lyon/", "/fr/authorities/Wuhan/"}
    assert "Lyon" in marks["/fr/authorities/Lyon/"] and "1" in marks["/fr/authorities/Lyon/"]


def test_neighbours_are_one_mark_from_afar_and_two_from_near():
    arcs = (ALIVE, Arc(("Villeurbanne", "Harbin"), asleep=1))
    graph = Graph(tuple(spot(name) for name in ("Lyon", "Villeurbanne", "Wuhan", "Harbin")), arcs)
    assert sorted(len(node.spots) for node in level(graph, 13).nodes) == [1, 1, 2]
    assert [len(node.spots) for node in apart(graph, 1.6).nodes] == [1, 1, 1, 1]


def test_authorities_at_one_point_are_laid_beside_each_other():
    twins = tuple(Spot(key, Wording(key, "fr"), "FR", 4.84, 45.76, 1) for key in ("commune", "métropole", "département"))
    found = {(round(node.x, 3), round(node.y, 3)) for node in apart(Graph(twins), 1.6).nodes}
    assert len(found) == 3


def test_arcs_between_the_same_two_marks_are_drawn_as_one():
    graph = Graph(tuple(spot(name) for name in ("Lyon", "Villeurbanne", "Wuhan")), (ALIVE, Arc(("Villeurbanne", "Wuhan"), asleep=1)))
    [strand] = level(graph, 13).strands
    assert strand.pairs == ("Lyon~Wuhan", "Villeurbanne~Wuhan") and (strand.whole.awake, strand.whole.asleep) == (1, 1)


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
    assert small(picture(ALIVE), is_alone=True).count("<path d=") == 3  # two lands, an arc
    drawn = small(picture(ALIVE, WISHED), is_alone=True)
    assert drawn.count("<path d=") == 5 and "Fort-de-France" not in drawn  # its inset has no room for a name
    assert "#land-FR-region-02" in small(picture(WISHED), is_alone=False) and "#land-FR-region-04" not in small(
        picture(WISHED), is_alone=False
    )


def test_a_handout_without_a_place_on_the_map_has_none():
    assert small(Picture(Graph()), is_alone=True) == ""


def test_what_is_set_into_a_page_brings_no_paper_of_its_own():
    assert etree.fromstring(small(picture(ALIVE), is_alone=True)).find(f"{SVG}rect") is None
