"""What a map shows: spots, arcs between them, and what is drawn together where spots are dense."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

from passerelles.common.words import Wording
from passerelles.places.drawing.projection import Panel, placed

TOLD = 4  # of arcs that are drawn as one: those that are told
TURN = pi * (3 - 5**0.5)  # the golden angle: what stands at one point is spread around it without touching


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, or a body that is somewhere: where it lies, how many ties it has, what it leads to."""

    key: str
    name: Wording
    country: str
    longitude: float
    latitude: float
    ties: int
    address: str = ""
    shape: str = "spot"  # or "square", where a map tells two kinds apart
    told: str = ""  # where the map's key does not know what to tell of it


@dataclass(frozen=True, slots=True)
class Arc:
    """What ties two spots: how much of it each shape of line stands for. It may lead somewhere, and say what it is."""

    ends: tuple[str, str]
    solid: float = 0
    dashed: float = 0
    dotted: float = 0
    address: str = ""
    told: str = ""

    @property
    def pair(self) -> str:
        return "~".join(self.ends)

    @property
    def shape(self) -> str:
        """The first that it has any of."""
        return "solid" if self.solid else "dashed" if self.dashed else "dotted"


@dataclass(frozen=True, slots=True)
class Graph:
    spots: tuple[Spot, ...] = ()
    arcs: tuple[Arc, ...] = ()
    known: int = 0  # arcs there are, where only the strongest are drawn


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: arcs between the spots themselves; and from afar, where there are too many, between what stands for them."""

    near: Graph
    total: int = 0
    is_at_least: bool = False
    shown: int = 0
    unplaced: int = 0
    regions: Graph | None = None


@dataclass(slots=True)
class Node:
    """A mark on the map: one spot, or several that are too close to be told apart."""

    panel: Panel
    x: float
    y: float
    spots: list[Spot] = field(default_factory=list)

    @property
    def head(self) -> Spot:
        return self.spots[0]

    @property
    def ties(self) -> int:
        return sum(spot.ties for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Strand:
    """The arcs between two nodes, drawn as one."""

    ends: tuple[Node, Node]
    whole: Arc
    pairs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    nodes: list[Node]
    strands: list[Strand]

    @property
    def has_clusters(self) -> bool:
        return any(len(node.spots) > 1 for node in self.nodes)


def level(graph: Graph, distance: float) -> Level:
    """Lay a graph out: spots closer than a distance become one node, named after the one with the most ties."""
    nodes = _nodes(graph.spots, distance)
    where = {spot.key: node for node in nodes for spot in node.spots}
    return Level(nodes, _strands(graph.arcs, where))


def _nodes(spots: Iterable[Spot], distance: float) -> list[Node]:
    nodes: list[Node] = []
    cells: dict[tuple[str, int, int], list[Node]] = defaultdict(list)
    for spot in sorted(spots, key=lambda spot: (-spot.ties, spot.key)):
        found = placed(spot.country, spot.longitude, spot.latitude)
        if not found:
            continue
        panel, (x, y) = found
        near = _close(cells, panel.key, x, y, distance)
        if near:
            near.spots.append(spot)
        else:
            nodes.append(Node(panel, x, y, [spot]))
            cells[panel.key, int(x // distance), int(y // distance)].append(nodes[-1])
    return nodes


def _close(cells: dict[tuple[str, int, int], list[Node]], panel: str, x: float, y: float, distance: float) -> Node | None:
    column, row = int(x // distance), int(y // distance)
    around = [node for across in (-1, 0, 1) for down in (-1, 0, 1) for node in cells.get((panel, column + across, row + down), ())]
    return min((node for node in around if hypot(node.x - x, node.y - y) < distance), key=lambda n: hypot(n.x - x, n.y - y), default=None)


def spread(level_: Level, gap: float) -> list[Node]:
    """Take what is drawn together apart again: each spot a node, those that share a point laid around it."""
    found: list[Node] = []
    for node in level_.nodes:
        for number, spot in enumerate(node.spots):
            _panel, (x, y) = placed(spot.country, spot.longitude, spot.latitude) or (node.panel, (node.x, node.y))
            is_taken = any(hypot(other.x - x, other.y - y) < gap / 2 for other in found[-number:] if number)
            reach = gap * number**0.5 if is_taken else 0
            found.append(Node(node.panel, x + reach * cos(number * TURN), y + reach * sin(number * TURN), [spot]))
    return found


def apart(graph: Graph, gap: float) -> Level:
    """Lay a graph out for who looks closely: every spot for itself."""
    nodes = spread(level(graph, gap), gap)
    return Level(nodes, _strands(graph.arcs, {node.head.key: node for node in nodes}))


def _strands(arcs: Sequence[Arc], where: dict[str, Node]) -> list[Strand]:
    ends: dict[tuple[int, int], tuple[Node, Node]] = {}
    held: dict[tuple[int, int], list[Arc]] = defaultdict(list)
    for arc in arcs:
        if arc.ends[0] in where and arc.ends[1] in where:
            one, other = where[arc.ends[0]], where[arc.ends[1]]
            if one is not other:
                ends[id(one), id(other)] = (one, other)
                held[id(one), id(other)].append(arc)
    found = [Strand(ends[key], _sum(each), tuple(arc.pair for arc in each)) for key, each in held.items()]
    return sorted(found, key=lambda strand: (strand.whole.shape != "dashed", strand.whole.solid))  # full lines lie on top


def _sum(arcs: list[Arc]) -> Arc:
    """Several arcs as one: it leads to the first of their lines in the list beside the map, whose id is its pair."""
    if len(arcs) == 1:
        return arcs[0]
    solid, dashed, dotted = (sum(getattr(arc, name) for arc in arcs) for name in ("solid", "dashed", "dotted"))
    address = f"#{arcs[0].pair}" if arcs[0].address else ""
    told = "\n".join(filter(None, [*(arc.told for arc in arcs[:TOLD]), "…" if len(arcs) > TOLD and arcs[0].told else ""]))
    return Arc(arcs[0].ends, solid, dashed, dotted, address, told)
