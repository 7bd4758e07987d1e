"""The reasons that facts give: each finder says for which candidates its reason holds. `FINDERS` is all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from passerelles.requests.suggesting.model import Fact, Line
from passerelles.requests.suggesting.scene import SHOWN, Scene

Found = Iterator[tuple[str, Line]]  # a candidate's key, and a reason for it
TIES = ("partnership", "project", "office")  # what makes two authorities know each other


def _by_candidate(scene: Scene, facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind in TIES:
            for key in scene.answering(fact):
                found[key].append(fact)
    return found


def ties(scene: Scene) -> Found:
    """It works with the asker itself."""
    worth, fading = scene.weights.ties, scene.weights.shape["fading"]
    for key, facts in _by_candidate(scene, scene.own).items():
        facts.sort(key=lambda fact: -worth[kind_of(fact)])
        points = sum(worth[kind_of(fact)] * fading**number for number, fact in enumerate(facts))
        yield key, Line("tie", points, tuple(fact.entry for fact in facts[:SHOWN]), (kind_of(facts[0]),))


def kind_of(fact: Fact) -> str:
    """Return which of the weights of ties an entry is worth."""
    return fact.tie or ("office" if fact.kind == "office" else "other")


def province(scene: Scene) -> Found:
    """It works with the asker's province, or with another authority in it."""
    for key, facts in _by_candidate(scene, scene.of_area).items():
        yield key, scene.line("province", facts, [scene.area])


def above(scene: Scene) -> Found:
    """What it is part of works with the asker or with its province: for each of its members once, the nearest whole first."""
    said: set[str] = set()
    held = _by_candidate(scene, [*scene.own, *scene.of_area])
    wholes = sorted((len(scene.side.within[key]), key) for key in held if key in scene.side.within)
    for _, whole in wholes:
        reason = scene.line("above", held[whole], [whole])
        members = [scene.side.spots[number].key for number in scene.side.within[whole]]
        yield from ((key, reason) for key in members if key not in said)
        said.update(members)


def sister(scene: Scene) -> Found:
    """It works with another partner of one of the asker's partners."""
    partners = _by_candidate(scene, scene.own)
    found: dict[str, list[Fact]] = defaultdict(list)
    through: dict[str, list[str]] = defaultdict(list)
    for partner in partners:
        for key, fact in _beyond(scene, partner):
            if key not in partners:
                found[key].append(fact)
                through[key].append(partner)
    for key, facts in found.items():
        yield key, scene.line("sister", facts, through[key])


def _beyond(scene: Scene, partner: str) -> Iterator[tuple[str, Fact]]:
    """The other partners of a partner's other partners."""
    others = (key for fact in scene.known.about(partner) for key in fact.parties if key not in scene.side.number)
    for other in dict.fromkeys(others):
        if other != scene.asked.asker:
            for key, facts in _by_candidate(scene, scene.known.about(other)).items():
                yield from ((key, fact) for fact in facts if key != partner)


def own_facts(scene: Scene) -> Found:
    """What each candidate's own entries say: its experience of the other side, its themes, its practices, its wishes."""
    for key, facts in scene.known.of.items():
        if key in scene.side.number:
            for finder in (experience, themes, practices, wishes):
                yield from ((key, reason) for reason in finder(scene, facts))


def experience(scene: Scene, facts: list[Fact]) -> Iterator[Line]:
    held = [fact for fact in facts if fact.kind in TIES and scene.across(fact)]
    if held:
        yield scene.line("experience", held, share=(1 - scene.weights.shape["fading"]))  # the whole of it where they are many


def themes(scene: Scene, facts: list[Fact]) -> Iterator[Line]:
    held = [fact for fact in facts if fact.kind in TIES and fact.themes & scene.asked.themes]
    if held:
        yield _on_themes(scene, "themes", held)


def practices(scene: Scene, facts: list[Fact]) -> Iterator[Line]:
    held = [fact for fact in facts if fact.kind == "practice" and fact.themes & scene.asked.themes]
    if held:
        yield _on_themes(scene, "practice", held)
    if labelled := [fact for fact in held if fact.has_label]:
        yield scene.line("label", labelled)


def _on_themes(scene: Scene, name: str, facts: list[Fact]) -> Line:
    """A reason that is worth the part of the themes asked for that it speaks of."""
    shared = sorted(scene.asked.themes & frozenset().union(*(fact.themes for fact in facts)))
    return scene.line(name, facts, shared, len(shared) / len(scene.asked.themes))


def wishes(scene: Scene, facts: list[Fact]) -> Iterator[Line]:
    """It looks for the asker's place or province, or for a theme of the asker's."""
    held = [fact for fact in facts if fact.kind == "network"]
    there = [fact for fact in held if scene.asks_in.intersection(fact.places)]
    on_it = [fact for fact in held if fact.themes & scene.asked.themes]
    if there or on_it:
        about = [key for fact in there for key in fact.places if key in scene.asks_in]
        yield scene.line("wish", there or on_it, about or sorted(scene.asked.themes.intersection(*(f.themes for f in on_it))))


def wished(scene: Scene) -> Found:
    """The asker looks for it, or for something in it: what its own wishes in the register say."""
    for fact in scene.own:
        if fact.kind == "network":
            for key in fact.places:
                yield from ((each, scene.line("wished", [fact], [key])) for each in _it_and_members(scene, key))


def _it_and_members(scene: Scene, key: str) -> Iterator[str]:
    if key in scene.side.number:
        yield key
    yield from (scene.side.spots[number].key for number in scene.side.within.get(key, ()))


def given(scene: Scene) -> Found:
    """What other parts of the site know: how loaded it is, what it owes, which languages its people work in."""
    for name, known in (("load", scene.given.load), ("balance", scene.given.balance)):
        for key, share in known.items():
            if share > 0:
                yield key, Line(name, scene.weights.reasons[name] * min(share, 1.0), figure=share)
    for key, spoken in scene.given.languages.items():
        if common := sorted(spoken & scene.asked.languages):
            yield key, Line("language", scene.weights.reasons["language"], about=tuple(common))


FINDERS = (ties, province, above, sister, own_facts, wished, given)
