"""The reasons that facts give: each finder says for which candidates its reason holds. `FINDERS` is all of them."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from passerelles.requests.criteria import approvals
from passerelles.requests.suggesting.model import Fact, Line
from passerelles.requests.suggesting.prepared import country_of, level_of
from passerelles.requests.suggesting.scene import SHOWN, Scene

Found = Iterator[tuple[str, Line]]  # a candidate's key, and a reason for it


def ties(scene: Scene) -> Found:
    """It works with the asker itself."""
    worth, fading = scene.weights.ties, scene.weights.shape["fading"]
    for key, facts in scene.by_candidate(scene.own).items():
        facts.sort(key=lambda fact: -worth[kind_of(fact)])
        points = sum(worth[kind_of(fact)] * fading**number for number, fact in enumerate(facts))
        yield key, Line("tie", points, tuple(fact.entry for fact in facts[:SHOWN]), (kind_of(facts[0]),))


def kind_of(fact: Fact) -> str:
    """Return which of the weights of ties an entry is worth."""
    return fact.tie or ("office" if fact.kind == "office" else "other")


def province(scene: Scene) -> Found:
    """It works with the asker's province, or with another authority in it."""
    for key, facts in scene.by_candidate(scene.of_area).items():
        yield key, scene.line("province", facts, [scene.area])


def within(scene: Scene) -> Found:
    """Somebody that is part of it works with the asker, or in its province."""
    for key, members in scene.ties_within.items():
        yield key, scene.line("within", chain(*members.values()), list(members)[:SHOWN])


def sister(scene: Scene) -> Found:
    """It works with another partner of one of the asker's partners."""
    partners = scene.by_candidate(scene.own)
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
            for key, facts in scene.by_candidate(scene.known.about(other)).items():
                yield from ((key, fact) for fact in facts if key != partner)


def experience(scene: Scene) -> Found:
    """It works with the other country already, whomever with: the reason is worth all of itself for `many` ties."""
    many = math.log1p(scene.weights.shape["many"])
    for key, facts in scene.known.joining.items():
        if key in scene.side.number:
            points = scene.weights.reasons["experience"] * min(math.log1p(len(facts)) / many, 1.0)
            yield key, Line("experience", points, tuple(fact.entry for fact in facts[:SHOWN]), figure=len(facts))


def themes(scene: Scene) -> Found:
    """Accepted facts of its ties are about what is asked."""
    for key, facts in _on_themes(scene, "tie").items():
        yield key, _shared(scene, "themes", facts)


def practices(scene: Scene) -> Found:
    """It has published a practice on what is asked; a label counts apart."""
    for key, facts in _on_themes(scene, "practice").items():
        yield key, _shared(scene, "practice", facts)
        if labelled := [fact for fact in facts if fact.has_label]:
            yield key, scene.line("label", labelled)


def _on_themes(scene: Scene, sort: str) -> dict[str, list[Fact]]:
    """The facts of a sort on one of the themes that are asked, by the place they are about."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for theme in scene.asked.themes:
        for key, facts in scene.known.on.get((sort, theme), {}).items():
            if key in scene.side.number:
                found[key] += facts
    return found


def _shared(scene: Scene, name: str, facts: list[Fact]) -> Line:
    """A reason that is worth the part of the themes asked for that it speaks of."""
    shared = _common(scene, facts)
    return scene.line(name, facts, shared, len(shared) / len(scene.asked.themes))


def _common(scene: Scene, facts: list[Fact]) -> list[str]:
    said = facts[0].themes if len(facts) == 1 else frozenset().union(*(fact.themes for fact in facts))
    return sorted(scene.asked.themes & said)


def wishes(scene: Scene) -> Found:
    """It looks for the asker's place or province, else for a theme of the asker's."""
    found: dict[str, list[tuple[str, Fact]]] = defaultdict(list)
    for named in (scene.asked.asker, scene.area):
        for fact in scene.known.wishes.get(named, ()):
            for key in fact.parties:
                found[key].append((named, fact))
    for key, held in found.items():
        yield key, scene.line("wish", [fact for _, fact in held], [named for named, _ in held])
    for key, facts in _on_themes(scene, "network").items():
        if key not in found:
            yield key, scene.line("wish", facts, _common(scene, facts))


def wished(scene: Scene) -> Found:
    """The asker looks for it."""
    for key, facts in scene.looks_for.items():
        yield key, scene.line("wished", facts, [key])


def named(scene: Scene) -> Found:
    """The asker would like to visit something there."""
    for key in scene.asked.named:
        yield key, Line("named", scene.weights.reasons["named"])


def given(scene: Scene) -> Found:
    """What other parts of the site know: how loaded it is, what it owes, which languages its people work in."""
    reasons, against = scene.weights.reasons, scene.weights.against
    held = scene.circumstances
    for name, worth, known in (("load", -against["load"], held.load), ("balance", reasons["balance"], held.balance)):
        for key, share in known.items():
            if share > 0:
                yield key, Line(name, worth * min(share, 1.0), figure=share)
    for key, spoken in held.languages.items():
        if common := sorted(spoken & scene.asked.languages):
            yield key, Line("language", reasons["language"], about=tuple(common))


def twinned(scene: Scene) -> Found:
    """A twinning is sought, and it has one in the asker's country already: where its side's rule is one for each country."""
    if scene.asked.is_for_twinning:
        for key, facts in scene.known.twinned_in(country_of(scene.asked.asker)).items():
            if key in scene.side.number and country_of(key) == approvals.COUNTRY:
                others = [fact.entry for fact in facts if scene.asked.asker not in fact.parties]
                if others:
                    yield key, Line("twinned", -scene.weights.against["twinned"], tuple(others[:SHOWN]))


FINDERS = (ties, province, within, sister, experience, themes, practices, wishes, wished, named, given, twinned)


NEIGHBOURS = ("epci", "departement", "prefecture")  # territories in which everybody knows what the others do


def of_wholes(scene: Scene, wholes: Iterable[str], but: str = "") -> Iterator[Line]:
    """The reasons that hold for all members of a territory: it works with the asker's side, or the asker looks there; the nearest first.

    What somebody beside it does is nobody's own doing: `but` is whom the reasons are for, where it is one of those.
    """
    wholes = list(wholes)
    working = next((key for key in wholes if key in scene.whole_ties), None)
    if working:
        yield scene.line("above", scene.whole_ties[working], [working])
    around = next((key for key in wholes if level_of(key) in NEIGHBOURS and scene.ties_beside(key, but)), None)
    if around:
        yield scene.line("beside", scene.ties_beside(around, but), [around])
    looked_in = next((key for key in wholes if key in scene.looks_for), None)
    if looked_in:
        yield scene.line("wished", scene.looks_for[looked_in], [looked_in])
