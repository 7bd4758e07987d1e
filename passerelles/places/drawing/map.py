"""A map, as SVG: panels of land, arcs, spots, names. The same drawing for page, file and preview; what it means, its key says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import sqrt

from django.utils.functional import Promise
from django.utils.html import escape

from passerelles.common.drawing.ink import Ink, sheet, text
from passerelles.common.words import locale_of, page_lang
from passerelles.places.drawing.graph import Arc, Level, Node, Picture, Strand, apart, level
from passerelles.places.drawing.land import TENTHS, land
from passerelles.places.drawing.projection import BY_KEY, PANELS, XY, Panel

DENSE, CLOSE = 13.0, 1.6  # spots nearer to each other than this are one mark: from afar, and when looked at closely
NEAR_ZOOM = 3.0  # from here on the page shows what is close (map.js)
NAMED = 18  # marks of a country whose names are written, where they have room
SIDES = ("right", "left", "above", "below")  # of a mark, for its name: the first that has room
TRIED = 60  # marks that are looked at for that
BESIDE = 244  # of the legend's lines: where its marks stand


@dataclass(frozen=True, slots=True)
class Key:
    """What a map means, in words: its lines by their shape, its marks by theirs; how wide an arc is, and what is told of a mark."""

    title: str | Promise
    lines: Mapping[str, str | Promise]
    width: Callable[[Arc], float]
    told: Callable[[str, int, int, str], str]  # the name of its head, ties, others that it stands for, language → words, escaped
    marks: Mapping[str, str | Promise] = field(default_factory=dict)  # where there is more than one kind


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the panels stand on the sheet, and how large words and marks are there."""

    width: float
    height: float
    unit: float
    origins: Mapping[str, XY]
    legend: XY
    is_tall: bool = False

    def at(self, node: Node) -> XY:
        left, top = self.origins[node.panel.key]
        return round(left + node.x, 1), round(top + node.y, 1)


COUNTRIES = list(dict.fromkeys(panel.country for panel in PANELS))
INSETS = [panel.key for panel in PANELS if panel.is_inset]
LAYOUTS = {
    "wide": Layout(
        850, 474, 1, {"FR": (0, 22), "CN": (380, 22)} | {key: (number * 72.5, 394) for number, key in enumerate(INSETS)}, (384, 424)
    ),
    "tall": Layout(
        470,
        880,
        1.32,
        {"FR": (0, 30), "CN": (0, 424)} | {key: (400, 30 + number * 70) for number, key in enumerate(INSETS)},
        (4, 834),
        is_tall=True,
    ),
}
# Of a handout: as wide as a column of it, words and marks larger, what lies overseas in the sea beside France where it is tied.
SMALL = Layout(862, 416, 1.9, {"FR": (0, 34), "CN": (380, 34)}, (0, 0))
ASIDE = ((4, 320), (4, 256), (4, 192), (68, 320), (68, 256))


def drawing(picture: Picture, *, key: Key, layout: str = "wide", title: str = "", foot: str = "") -> str:
    """Return the map as an SVG that stands alone: it brings its own looks, its title and what it comes from."""
    on, look = LAYOUTS[layout], Ink(is_alone=True)
    stage = _panels(on, look) + "".join(_marks(_from_afar(picture, on), key, on, look, 1))
    return _framed(stage + _legend(key, on, look), on, look, title or str(key.title), foot)


def drawings(picture: Picture, *, key: Key, opens: bool = True) -> list[str]:
    """Return the map as a page shows it, in each layout, looks left to its style sheet: on the land that the page holds once
    (`outlines`), and, where it `opens`, with what shows when somebody looks closely.
    """
    near, look = apart(picture.near, CLOSE) if opens else None, Ink()
    return [_on_page(picture, near, key, name, look) for name in LAYOUTS]


def small(picture: Picture, *, key: Key, is_alone: bool) -> str:
    """Return the map as a handout holds it, on a page (where `outlines` are) or alone; nothing where no tie has a place on it."""
    if not picture.near.arcs:
        return ""
    look, marks = Ink(is_alone), level(picture.near, DENSE * SMALL.unit)
    tied = [key for key in INSETS if any(node.panel.key == key for node in marks.nodes)]
    on = replace(SMALL, origins={**SMALL.origins, **dict(zip(tied, ASIDE, strict=False))})
    inside, named = _panels(on, look) + "".join(_marks(marks, key, on, look, 1)), ' class="map small flat"'
    return sheet(on.width, on.height, inside, title=str(key.title), is_alone=is_alone, attributes=named, has_paper=False)


def _on_page(picture: Picture, near: Level | None, key: Key, layout: str, look: Ink) -> str:
    on = LAYOUTS[layout]
    from_afar = _from_afar(picture, on)
    opens = near is not None and (from_afar.has_clusters or picture.regions is not None)
    marks = _group("far", _marks(from_afar, key, on, look, 1))
    marks += _group("near", _marks(near, key, on, look, NEAR_ZOOM)) if near and opens else ""
    inside = f'<g class="stage">{_panels(on, look)}{marks}</g>{_legend(key, on, look)}'
    named = f' class="map {layout}{"" if opens else " flat"}"'
    return sheet(on.width, on.height, inside, title=str(key.title), is_alone=False, attributes=named)


def _from_afar(picture: Picture, on: Layout) -> Level:
    return level(picture.regions or picture.near, DENSE * on.unit)


def _framed(inside: str, on: Layout, look: Ink, title: str, foot: str) -> str:
    """A drawing with air around it, its title above and what it comes from below."""
    edge, head = 14 * on.unit, 26 * on.unit
    words = text(0, -10 * on.unit, title, look("words"), size=15 * on.unit)
    below = text(0, on.height + 6 * on.unit, foot, look("soft words"), size=9.5 * on.unit)
    inside = f'<g transform="translate({edge:g} {edge + head:g})">{words}{inside}{below}</g>'
    return sheet(on.width + 2 * edge, on.height + head + 2 * edge, inside, title=title, is_alone=True)


def outlines() -> str:
    """Return the land of every panel for a page to hold once, whatever number of drawings lie on it."""
    paths = "".join(f'<path id="{_land_id(key)}" d="{path}"/>' for key, path in land().items())
    return f'<svg class="outlines" width="0" height="0" aria-hidden="true"><defs>{paths}</defs></svg>'


def _land_id(key: str) -> str:
    return "land-" + key.replace("/", "-")


def _group(name: str, inside: Iterable[str]) -> str:
    return f'<g class="{name}">{"".join(inside)}</g>'


def _panels(on: Layout, look: Ink) -> str:
    return "".join(_panel(BY_KEY[key], origin, on, look) for key, origin in on.origins.items())


def _panel(panel: Panel, origin: XY, on: Layout, look: Ink) -> str:
    size = f'width="{panel.width:g}" height="{panel.height:g}"'
    shape = f'<path d="{land()[panel.key]}"' if look.is_alone else f'<use href="#{_land_id(panel.key)}"'
    ground = f'<rect {size}{look("water")}/>{shape} transform="scale({1 / TENTHS:g})"{look("land")}/><rect {size}{look("frame")}/>'
    name = "" if panel.is_inset else text(0, -7 * on.unit, _country(panel.country), look("words"), size=12 * on.unit)
    mark = "" if panel.is_inset else f' data-panel="{panel.country}"'
    return f'<g transform="translate({origin[0]:g} {origin[1]:g})"{mark}>{ground}{name}</g>'


def _country(code: str) -> str:
    return str(locale_of().territories.get(code, code))


def _marks(of: Level, key: Key, on: Layout, look: Ink, zoom: float) -> list[str]:
    arcs = [_arc(strand, key, on, look) for strand in of.strands]
    named = _named(of.nodes, on, zoom)
    return arcs + [_node(node, key, on, look, named.get(id(node), "")) for node in _in_order(of.nodes)]


def _in_order(nodes: Iterable[Node]) -> list[Node]:
    """One country after the other, each from north to south: so one goes through them by keyboard."""
    return sorted(nodes, key=lambda node: (COUNTRIES.index(node.panel.country), node.panel.is_inset, node.panel.key, node.y, node.x))


def _arc(strand: Strand, key: Key, on: Layout, look: Ink) -> str:
    one, other = (on.at(node) for node in strand.ends)
    whole, width = strand.whole, min(key.width(strand.whole), 9)
    of = f' data-of="{escape(" ".join(strand.pairs))}"' if not look.is_alone else ""
    drawn = f'<path d="{_curve(one, other, on)}" stroke-width="{width:.1f}"{of}{look("arc " + whole.shape)}/>'
    if look.is_alone or not whole.address:
        return drawn
    # By keyboard one goes through the list beside: hundreds of arcs would stand before it.
    return f'<a href="{escape(whole.address)}" tabindex="-1"><title>{escape(whole.told)}</title>{drawn}</a>'


def _curve(one: XY, other: XY, on: Layout) -> str:
    """A line that leaves one country as it enters the other: bent upwards side by side, sidewards one above the other."""
    across, down = other[0] - one[0], other[1] - one[1]
    if on.is_tall:
        first, second = (one[0] + 0.05 * across, one[1] + 0.45 * down), (other[0] - 0.25 * across, other[1] - 0.5 * down)
    else:
        lift = 0.16 * abs(across)
        first, second = (one[0] + 0.42 * across, one[1] - lift), (other[0] - 0.42 * across, other[1] - lift)
    numbers = (*first, *second, *other)
    return f"M{one[0]:g} {one[1]:g}C{' '.join(f'{number:.0f}' for number in numbers)}"


def _node(node: Node, key: Key, on: Layout, look: Ink, side: str) -> str:
    x, y = on.at(node)
    radius = _radius(node, on)
    mark = _mark(node, radius, on, look)
    if side:
        mark += _name(node, radius, side, on, look)
    inside = f'<g class="dot">{mark}</g>'
    if look.is_alone:
        return f'<g transform="translate({x:g} {y:g})">{inside}</g>'
    held = escape(" ".join(spot.key for spot in node.spots))
    return (
        f'<a href="{escape(node.head.address)}" class="node" data-at="{held}" transform="translate({x:g} {y:g})">'
        f"<title>{_told(node, key, look.lang)}</title>{inside}</a>"
    )


def _told(node: Node, key: Key, lang: str) -> str:
    if node.head.told and len(node.spots) == 1:
        return escape(node.head.told)
    return key.told(node.head.name.text, node.ties, len(node.spots) - 1, lang)


def _mark(node: Node, radius: float, on: Layout, look: Ink) -> str:
    """A circle or a square; of several spots a ring with how many."""
    if len(node.spots) == 1:
        return _shape(node.head.shape, radius, look)
    number = text(0, 3.4 * on.unit, len(node.spots), look("words"), size=9.5 * on.unit, anchor="middle")
    return f'<circle r="{radius:.1f}"{look("cluster")}/>{number}'


def _shape(shape: str, radius: float, look: Ink) -> str:
    if shape == "square":
        return f'<rect x="{-radius:.1f}" y="{-radius:.1f}" width="{2 * radius:.1f}" height="{2 * radius:.1f}"{look("square")}/>'
    return f'<circle r="{radius:.1f}"{look(shape)}/>'


def _radius(node: Node, on: Layout) -> float:
    least = 7.5 if len(node.spots) > 1 else 2.6
    return on.unit * min(max(least, 2 + 1.1 * sqrt(node.ties)), 15)


def _name(node: Node, radius: float, side: str, on: Layout, look: Ink) -> str:
    said = node.head.name
    lang = "" if said.lang == look.lang else page_lang(said.lang)
    left, down, anchor = {
        "right": (radius + 3, 3.8 * on.unit, ""),
        "left": (-radius - 3, 3.8 * on.unit, "end"),
        "above": (0, -radius - 4, "middle"),
        "below": (0, radius + 10.5 * on.unit, "middle"),
    }[side]
    return text(round(left, 1), round(down, 1), said.text, look("halo"), size=10.5 * on.unit, anchor=anchor, lang=lang)


# Names


def _named(nodes: list[Node], on: Layout, zoom: float) -> dict[int, str]:
    """Choose the marks whose names are written, and on which side: the largest first, none over another or over a mark."""
    taken = [_box(node, -_radius(node, on), _radius(node, on), 0, on, zoom) for node in nodes]
    found: dict[int, str] = {}
    room = {"FR": NAMED * zoom, "CN": NAMED * zoom}
    for node in nodes[: int(TRIED * zoom)]:
        side = next((side for side in SIDES if room.get(node.panel.country, 0) > 0 and _fits(node, side, taken, on, zoom)), "")
        if side:
            room[node.panel.country] -= 1
            found[id(node)] = side
            taken.append(_name_box(node, side, on, zoom))
    return found


Box = tuple[float, float, float, float, str]


def _box(node: Node, left: float, right: float, half: float, on: Layout, zoom: float) -> Box:
    half = half or _radius(node, on)
    return node.x + left / zoom, node.y - half / zoom, node.x + right / zoom, node.y + half / zoom, node.panel.key


def _name_box(node: Node, side: str, on: Layout, zoom: float) -> Box:
    width = sum(10.8 if letter > "\u2e80" else 5.9 for letter in node.head.name.text) * on.unit
    start, high = _radius(node, on) + 2, 12 * on.unit
    if side in ("right", "left"):
        left, right = (start, start + width) if side == "right" else (-start - width, -start)
        return _box(node, left, right, high / 2, on, zoom)
    top = node.y + (start if side == "below" else -start - high) / zoom
    return node.x - width / 2 / zoom, top, node.x + width / 2 / zoom, top + high / zoom, node.panel.key


def _fits(node: Node, side: str, taken: list[Box], on: Layout, zoom: float) -> bool:
    left, top, right, bottom, panel = _name_box(node, side, on, zoom)
    if left < 0 or top < 0 or right > node.panel.width or bottom > node.panel.height or node.panel.is_inset:
        return False
    return not any(panel == p and left < r and right > x and top < b and bottom > t for x, t, r, b, p in taken)


# Legend


def _legend(key: Key, on: Layout, look: Ink) -> str:
    """What lines mean, and beside them what marks do."""
    (left, top), step, said = on.legend, 15 * on.unit, ""
    for number, (shape, words) in enumerate(key.lines.items()):
        y = top + number * step
        width = 2.4 if shape == "solid" else 1.2
        said += f'<path d="M{left:g} {y:g}h{30 * on.unit:g}" stroke-width="{width}"{look("arc " + shape)}/>'
        said += _meaning(left + 36 * on.unit, y, words, on, look)
    left += BESIDE * on.unit
    for number, (shape, words) in enumerate(key.marks.items()):
        y = top + number * step
        said += f'<g transform="translate({left:g} {y:g})">{_shape(shape, 3.6 * on.unit, look)}</g>'
        said += _meaning(left + 10 * on.unit, y, words, on, look)
    return f'<g class="legend">{said}</g>'


def _meaning(left: float, y: float, words: object, on: Layout, look: Ink) -> str:
    return text(left, y + 3.6 * on.unit, words, look("soft words"), size=10.5 * on.unit)
