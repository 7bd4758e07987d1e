"""Columns by year and bars cut in parts: pure functions of what they show."""

from lxml import etree

from passerelles.common.drawing.columns import BASE, TOP, WIDTH, Columns, columns_drawing, stack_drawing

SERIES = ("home", "partner")


def columns(years):
    return Columns("Personnes", SERIES, years)


def drawn(years):
    return etree.fromstring(columns_drawing(columns(years)))


def boxes(drawing, look):
    names = ("x", "y", "width", "height")
    return [tuple(float(each.get(name)) for name in names) for each in drawing.iter("rect") if each.get("class") == look]


def ticks(drawing):
    return ["".join(each.itertext()) for each in drawing.iter("text")]


def test_columns_stand_on_the_base_and_the_highest_reaches_the_top():
    years = {2020: {"home": (10, 10)}, 2022: {"home": (20, 40), "partner": (5, 5)}}
    drawing = drawn(years)
    assert ticks(drawing) == ["2020", "2021", "2022"] and columns(years).most == 40
    standing = boxes(drawing, "home") + boxes(drawing, "partner")
    assert all(round(y + height, 1) == BASE and 0 <= x <= WIDTH for x, y, _width, height in standing)
    [(_x, y, _width, height)] = boxes(drawing, "home reach")
    assert y == TOP and round(y + height, 1) == boxes(drawing, "home")[1][1]


def test_a_column_of_which_nobody_knows_how_high_it_is_ends_in_a_point():
    def points(reach):
        return len([each for each in drawn({2022: {"home": reach}}).iter("path") if each.get("class") == "home"])

    assert (points((5, 5)), points((5, None))) == (0, 1)


def test_a_long_history_shows_its_last_years_and_what_is_undated_is_not_drawn():
    drawing = drawn({0: {"home": (9, 9)}, 1985: {"home": (1, 1)}, 2003: {"home": (1, 1)}, 2024: {"home": (1, 1)}})
    assert ticks(drawing)[-1] == "2024" and int(ticks(drawing)[0]) > 1999 and len(boxes(drawing, "home")) == 2
    assert boxes(drawn({}), "home") == boxes(drawn({0: {"home": (3, 3)}}), "home") == []


def test_a_stacked_bar_is_cut_by_share():
    drawing = etree.fromstring(stack_drawing({"documented": 3, "declared": 1, "estimated": 0}, "<Ce que>"))
    assert boxes(drawing, "documented") == [(0, 0, 150, 10)] and boxes(drawing, "declared") == [(150, 0, 50, 10)]
    assert boxes(drawing, "estimated") == [] and drawing.get("aria-label") == "<Ce que>"
    assert "<rect" not in stack_drawing({"documented": 0}, "")
