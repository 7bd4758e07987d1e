"""Finds which authorities of the two countries are tied, and what is said of each tie.

Rows and list items say it by their shape, sentences by their words; where no rule holds, learned signs say how likely it is. What
several places of the document say of one pair is gathered into one `Tie`, in which each thing said keeps its own sentence; its themes
are then weighed by learned signs too.
"""

from collections.abc import Iterable

from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.model import Finding, State, Tie
from passerelles.reading.reader import Reading
from passerelles.reading.ties import likely, lists, prose, rows, themes
from passerelles.reading.ties.scene import Link, Scene

ORIGIN = "ties/1"


def find(reading: Reading, known: Gazetteer) -> Iterable[Finding]:
    """Yield one `Tie` for each pair of authorities."""
    scene = Scene(reading, known)
    yield from themes.weighed(scene, told(scene))


def told(scene: Scene) -> list[Tie]:
    """Return one `Tie` for each pair, with the themes that rules give it."""
    leads = lists.announced(scene)
    by_rules = gather([*rows.find(scene), *lists.find(scene, leads), *prose.find(scene, lists.with_items(scene, leads))])
    return [*by_rules, *gather(likely.find(scene, by_rules))]


def gather(links: Iterable[Link]) -> list[Tie]:
    """Join what is said of one pair, in the text's order; the same thing said by the same words is kept once."""
    pairs: dict[tuple[str, str], list[Link]] = {}
    for link in links:
        pairs.setdefault((link.parties[0].key, link.parties[1].key), []).append(link)
    # Themes and dates alone, said of "the two cities" without any word for what ties them, make no tie.
    return [tie for tie in map(_tie, pairs.values()) if tie.values("kind")]


def _tie(links: list[Link]) -> Tie:
    said_once = dict.fromkeys(said for link in links for said in link.says)  # not a set: its order would change from run to run
    says = tuple(sorted(said_once, key=lambda said: (said.quote.start, said.name, str(said.value))))
    associated = tuple(dict.fromkeys(name for link in links for name in link.associated))
    states = {link.state for link in links}
    state: State = "ended" if "ended" in states else "active" if "active" in states else "wished"
    return Tie(links[0].parties, says, associated, state, is_disputed=any(link.is_disputed for link in links))
