"""Charts as drawings: pure functions of what they show."""

import pytest
from lxml import etree

from passerelles.common.drawing.charts import Bar, Chart, chart_drawing
from passerelles.portal.drawing.printing import as_png

pytestmark = pytest.mark.usefixtures("in_french")

BARS = (Bar("culture", "culture", (1200,), ("/list/?theme=culture",)), Bar("water", "eau", (300,), ("/list/?theme=water",)))
STACKED = (Bar("84", "Auvergne", (3, 1), ("/a", "/b", "/all")), Bar("11", "Île-de-France", (0, 2), ("/c", "/d", "/every")))


def chart(bars=BARS, series=("partenariats",), **values):
    return Chart("name", "Par thème", "Thème", series, bars, **values)


def drawn(of, **how):
    return etree.fromstring(chart_drawing(of, **how))


def widths(drawing):
    return [float(each.get("width")) for each in drawing.iter("rect") if each.get("class") == "shade-0" and each.get("height") == "13"]


def test_a_bar_is_as_long_as_its_number():
    first, second = widths(drawn(chart()))
    assert first / second == pytest.approx(4, rel=0.01)


def test_each_number_is_said_in_the_visitors_way_and_leads_to_its_list():
    links = {link.get("href"): "".join(link.itertext()) for link in drawn(chart()).iter("a")}
    assert links == {"/list/?theme=culture": "1\u202f200", "/list/?theme=water": "300"}


def test_each_piece_of_a_stack_leads_to_its_own_list_and_the_sum_to_all():
    links = [link.get("href") for link in drawn(chart(STACKED, ("vivants", "en sommeil"))).iter("a")]
    assert links == ["/a", "/b", "/all", "/d", "/every"]  # of nothing there is no piece


def test_a_stack_says_what_its_shades_mean_and_a_single_series_needs_not():
    assert "en sommeil" in chart_drawing(chart(STACKED, ("vivants", "en sommeil")))
    assert "partenariats" not in chart_drawing(chart())


def test_steps_rise_where_something_began_and_nowhere_else():
    years = (Bar("1980", "1980", (1, 1)), Bar("2000", "2000", (3, 4)))
    paths = [each.get("d") for each in drawn(chart(years, ("a", "b"), is_by_year=True)).iter("path") if each.get("class") == "line"]
    assert len(paths) == 1 and paths[0].count("V") == 2


@pytest.mark.parametrize("bars", [(), (Bar("2000", "2000", (0, 0)),), (Bar("2000", "2000", (5, 5)),)])
@pytest.mark.parametrize("is_by_year", [True, False])
def test_little_or_nothing_to_show_breaks_nothing(bars, is_by_year):
    for is_alone in (True, False):
        drawn(chart(bars, ("a", "b"), is_by_year=is_by_year), is_alone=is_alone)


def test_a_name_that_is_too_long_is_cut_and_said_whole_on_request():
    name = "Communauté d’agglomération du bassin de Bourg-en-Bresse"
    drawing = drawn(chart((Bar("x", name, (1,)),)))
    assert [each.text for each in drawing.iter("title")] == [name] and max(len(each.text) for each in drawing.iter("text")) < 30


def test_alone_it_has_title_foot_and_looks_of_its_own_and_leads_nowhere():
    text = chart_drawing(chart(), is_alone=True, foot="Passerelles · 2026")
    assert "Par thème" in text and "Passerelles · 2026" in text and "<a " not in text and "class=" not in text


def test_hostile_words_are_words():
    bar = Bar('"><script>', "<script>alert(1)</script>" * 3, (1, 2), ('/"><script>', "/b", "/c"))
    for is_alone in (True, False):
        assert "<script" not in chart_drawing(chart((bar,), ("<script>", "b")), is_alone=is_alone)


def test_a_picture_is_a_png_twice_as_dense_in_both_scripts():
    picture = as_png(chart_drawing(chart((Bar("42", "四川省", (1,)),)), is_alone=True))
    assert picture.startswith(b"\x89PNG") and int.from_bytes(picture[16:20], "big") == 880
    other = as_png(chart_drawing(chart((Bar("42", "江苏省", (1,)),)), is_alone=True))
    assert picture != other  # characters, not the box of a missing one
