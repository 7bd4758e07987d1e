"""Ties that no rule tells: two authorities in one sentence, weighed by learned signs.

People tell a tie in more ways than rules can list ("Angers a reçu Yantai en janvier", "à Quimper, même chose avec Yantai"). What they
share is how the two names stand to each other and to the rest of the text. Those signs, each with its learned weight
(`data/likely.tsv`, made by `python -m scripts.likely`, see docs/decisions/0033-learned-signs-of-a-tie.md), say how probable it is that the
sentence ties the two. Only pairs that no rule has found are weighed; a table of weights can be read, and each sign is a sentence.
"""

import math
import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import product
from pathlib import Path

from passerelles.reading.lexicon import DATA
from passerelles.reading.model import Event, OrganisationMention, PlaceMention, Sentence, Tie
from passerelles.reading.nearby import words
from passerelles.reading.ties.clause import kind_in, whole
from passerelles.reading.ties.scene import COUNTRIES, Link, Party, Scene
from passerelles.reading.ties.told import tell

WEIGHTS = DATA / "likely.tsv"
LIKELY = 0.5  # of being tied: dearer than the best F1 asks, since a wrong tie costs a person more than a missing one
MOST = 6  # authorities of a side in a sentence: one that names more is a list, which rules read by its shape
GAPS = (4, 15, 40, 100, 200)  # characters between the two names
LOOK_BACK = 40  # characters before a name: its title and the word that leads to it
_TOKEN = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
Two = tuple[Party, Party]  # ordered as the pair of countries is
Key = tuple[str, str]


def find(scene: Scene, told: Collection[Tie]) -> Iterator[Link]:
    """Yield a link for each sentence that likely ties a pair of which rules told nothing; what they told of its parties there stands."""
    known = {(tie.parties[0].key, tie.parties[1].key) for tie in told}
    judged = {(said.quote.start, party.key) for tie in told for said in tie.says for party in tie.parties}
    for key, where in together(scene).items():
        open_to_doubt = [(index, two) for index, two in where if not _is_judged(scene, index, two, judged)]
        if key not in known and open_to_doubt and likelihood(signs(scene, open_to_doubt)) >= LIKELY:
            yield from (_link(scene, index, two) for index, two in open_to_doubt)


def _is_judged(scene: Scene, index: int, two: Two, judged: Collection[tuple[int, str]]) -> bool:
    """Whether a rule has told, by this very sentence, whom one of the two is tied with."""
    return any((scene.reading.sentences[index].start, party.place.key) in judged for party in two)


def together(scene: Scene) -> dict[Key, list[tuple[int, Two]]]:
    """Return each pair of authorities named in one sentence that may tie them, with the sentences and where they are named there."""
    pairs: dict[Key, list[tuple[int, Two]]] = {}
    for index, sentence in enumerate(scene.reading.sentences):
        home, partner = _sides(scene, index)
        if 0 < len(home) <= MOST and 0 < len(partner) <= MOST and _may_tie(scene, index, sentence):
            for one, other in product(home, partner):
                pairs.setdefault((one.place.key, other.place.key), []).append((index, (one, other)))
    return pairs


def _may_tie(scene: Scene, index: int, sentence: Sentence) -> bool:
    """Not a row, which its columns explain, nor a question, nor what denies a tie or gives it to a third country's town."""
    start, end = sentence.start, sentence.end
    is_row = scene.reading.document.blocks[sentence.block].kind == "row"
    if is_row or scene.text[end - 1] in "?？" or "nothing" in scene.reading.cues.keys("modality", start, end):
        return False
    if scene.reading.cues.within("ties", start, end):
        kind = kind_in(scene, index, start, end)
        # "les premières Journées à Yichang, les deuxièmes accueillies par Lyon": each hosted its edition
        return kind is not None and (kind != "contact" or len(scene.reading.within(Event, start, end)) < 2)
    return bool(scene.reading.cues.within("officials", start, end)) or any(_is_with(scene, party) for party in scene.parties(index))


def _is_with(scene: Scene, party: Party) -> bool:
    return _leading(scene, party) in words("leading", "with")


def _sides(scene: Scene, index: int) -> tuple[list[Party], list[Party]]:
    acting = [party for party in scene.parties(index) if not party.is_part]
    home, partner = ({party.place.key: party for party in acting if party.place.country == country} for country in COUNTRIES)
    return list(home.values()), list(partner.values())


def _link(scene: Scene, index: int, two: Two) -> Link:
    """What the sentence says of the two; without a tie's word it tells of a contact."""
    sentence = scene.reading.sentences[index]
    kind = kind_in(scene, index, sentence.start, sentence.end) or "contact"
    return tell(scene, whole(scene, index, sentence, kind, two), two, ())[1]


def likelihood(found: Collection[str]) -> float:
    """Return the probability, between 0 and 1, that signs are those of a tie."""
    known = weights()
    return 1 / (1 + math.exp(-sum(known.get(sign, 0.0) for sign in ("always", *found))))


@cache
def weights() -> dict[str, float]:
    """Return the weight of each sign, read once."""
    return read_weights(WEIGHTS)


def read_weights(path: Path) -> dict[str, float]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {sign: float(weight) for sign, weight in (line.split("\t") for line in lines if not line.startswith("#"))}


def signs(scene: Scene, where: list[tuple[int, Two]]) -> set[str]:
    """Return the signs that the sentences naming a pair give, and those of the document as a whole."""
    one, other = where[0][1]
    found = {f"sentences {min(len(where), 3)}", f"levels {one.place.level} {other.place.level}"}
    found |= {f"document speaks of {manner}" for manner in scene.manner}
    for index, two in where[:3]:
        found |= _of_sentence(scene, scene.reading.sentences[index]) | _of_names(scene, index, two)
    for side, party in zip(COUNTRIES, (one, other), strict=True):
        found |= _of_weight(scene, side, party)
    found |= {f"{side} as a place" for side, number in zip(COUNTRIES, (0, 1), strict=True) if all(two[number].is_where for _, two in where)}
    return found


def _of_sentence(scene: Scene, sentence: Sentence) -> set[str]:
    reading, start, end = scene.reading, sentence.start, sentence.end
    ties = reading.cues.keys("ties", start, end) or {"no tie"}
    found = {f"says {key}" for key in ties} | {f"{key} said" for key in reading.cues.keys("modality", start, end)}
    found |= {
        f"has {family}" for family in ("officials", "acts", "themes", "anaphora", "events") if reading.cues.within(family, start, end)
    }
    found |= {f"body {body.kind}" for body in reading.within(OrganisationMention, start, end)}
    if any(mention.place.country not in COUNTRIES for mention in reading.within(PlaceMention, start, end)):
        found.add("third country")
    return found | {f"in {sentence.language}", f"block {reading.document.blocks[sentence.block].kind}"}


def _of_weight(scene: Scene, side: str, party: Party) -> set[str]:
    """How much the document is about a party."""
    weighed = scene.weights[side]
    share = weighed[party.place.key] / (sum(weighed.values()) or 1)
    much = "most" if share > 0.5 else "much" if share > 0.25 else "little"
    topic = scene.topic(side)
    found = {f"{side} weighs {much}", f"{side} places {min(len(weighed), 5)}"}
    return found | ({f"{side} is the topic"} if topic and topic.place.key == party.place.key else set())


def _of_names(scene: Scene, index: int, two: Two) -> set[str]:
    """How the two names stand to each other and to those around them."""
    home, partner = _sides(scene, index)
    first, second = sorted(two, key=lambda party: party.start)
    gap = second.start - first.end
    found = {f"{side} named {min(len(named), 4)}" for side, named in zip(COUNTRIES, (home, partner), strict=True)}
    found |= {
        f"gap {next((limit for limit in GAPS if gap < limit), 'long')}",
        f"first {first.place.country}",
        _nearness(two, home, partner),
    }
    found |= {f"{key} between" for key in scene.reading.cues.keys("ties", first.end, second.start)}
    found |= {f"after {_leading(scene, first)} first", f"after {_leading(scene, second)} second"}
    if any(first.end <= party.start < second.start for party in (*home, *partner)):
        found.add("name between")
    if any(stop in scene.text[first.end : second.start] for stop in ";；\n"):
        found.add("stop between")
    if len(home) == len(partner):
        found.add("as many")
    return found


def _nearness(two: Two, home: list[Party], partner: list[Party]) -> str:
    one, other = two
    is_first = min(partner, key=lambda party: _far(party, one)).place == other.place
    is_second = min(home, key=lambda party: _far(party, other)).place == one.place
    return "nearest" if is_first and is_second else "nearest of one" if is_first or is_second else "others nearer"


def _far(one: Party, other: Party) -> int:
    return max(one.start - other.end, other.start - one.end)


def _leading(scene: Scene, party: Party) -> str:
    """The little word that leads to a name, its title left out; "other" where another word does, "nothing" where none."""
    before = scene.reading.folded[max(party.start - LOOK_BACK, 0) : party.start].rstrip()
    return _leading_chinese(before) if scene.text[party.start] >= "\u2e80" else _leading_latin(before)


def _leading_chinese(before: str) -> str:
    for title in words("leading", "title"):
        before = before.removesuffix(title)
    return _known(before[-1:])


def _leading_latin(before: str) -> str:
    tokens = _TOKEN.findall(before)
    while tokens and (tokens[-1] in words("leading", "title") or tokens[-1] in "'’"):
        tokens.pop()
    return _known(tokens[-1] if tokens else "")


def _known(word: str) -> str:
    if word in words("leading", "word"):
        return word
    return "other" if word.isalnum() else "mark" if word else "nothing"
