"""What two authorities work on, weighed by learned signs where rules are too generous or too narrow.

Rules give a pair the themes of the sentences that tie it and of those that go on about it. Whether a page's other sentences speak of
the pair ("On y a parlé horticulture", a list of what was done) depends on many small things: how far they stand, whom they
name, which pair was spoken of last, how often the theme comes back. Those signs, each with its learned weight (`data/themes.tsv`,
made by `python -m scripts.themes`, see docs/decisions/0034-learned-signs-of-a-theme.md), say how probable it is that a theme is the pair's.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from passerelles.reading.lexicon import DATA, Cue
from passerelles.reading.model import OrganisationMention, Said, Tie
from passerelles.reading.reader import Reading
from passerelles.reading.ties.likely import read_weights
from passerelles.reading.ties.scene import Scene

ORIGIN = "themes/1"
WEIGHTS = DATA / "themes.tsv"
LIKELY = 0.35  # of being the pair's: half of the F1 to be had (0.7), from where one theme more gains what it costs
REACH = 30  # sentences: how far from where a pair is tied its themes may be told
PLACES = 3  # how many of the sentences that tie a pair, and of the words for a theme, are looked at
LONGEST = 400  # characters of a sentence that can be shown for a theme
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A document by the pairs that each of its sentences ties."""

    scene: Scene
    ties: tuple[Tie, ...]
    tied: Mapping[int, frozenset[Key]]  # by sentence

    @property
    def manner(self) -> str:
        return "only" if len(self.ties) == 1 else "many"


def weighed(scene: Scene, ties: Iterable[Tie]) -> Iterator[Tie]:
    """Yield each tie with the themes that are likely its own."""
    page = page_of(scene, tuple(ties))
    for tie in page.ties:
        near = themes_near(page, tie)
        likely = {theme for theme, cues in near.items() if likelihood(signs(page, tie, cues)) >= LIKELY}
        kept = tuple(said for said in tie.says if said.name != "theme" or said.value in likely)
        new = [_said(scene.reading, tie, near[theme][0]) for theme in near if theme in likely and theme not in tie.themes]
        says = tuple(sorted((*kept, *new), key=lambda said: (said.quote.start, said.name, str(said.value))))
        yield replace(tie, says=says)


def page_of(scene: Scene, ties: tuple[Tie, ...]) -> Page:
    """Look at a document's ties by sentence."""
    tied: dict[int, frozenset[Key]] = {}
    for tie in ties:
        for said in tie.says:
            if said.name in ("kind", "since"):
                index = scene.reading.index_at(said.quote.start)
                tied[index] = tied.get(index, frozenset()) | {_key(tie)}
    return Page(scene, ties, tied)


def themes_near(page: Page, tie: Tie) -> dict[str, list[Cue]]:
    """Return, by theme, the words near the sentences that tie the pair, the nearest first and no more than `PLACES`."""
    reading, homes = page.scene.reading, _homes(page.scene.reading, tie)
    last = len(reading.sentences) - 1
    found: dict[str, dict[int, Cue]] = {}
    for home in homes[:PLACES]:
        start, end = reading.sentences[max(home - REACH, 0)].start, reading.sentences[min(home + REACH, last)].end
        for cue in reading.cues.within("themes", start, end):
            if not _is_of_others(page, tie, cue) and not _is_in_ministry(reading, cue):
                found.setdefault(cue.key, {})[cue.start] = cue
    return {theme: _nearest(reading, list(cues.values()), homes) for theme, cues in found.items()}


def _is_of_others(page: Page, tie: Tie, cue: Cue) -> bool:
    """Whether a word is other authorities': in a sentence that names some and neither of the two, in another pair's stretch or row."""
    index = page.scene.reading.index_at(cue.start)
    named = {party.place.key for party in page.scene.parties(index) if not party.is_part}
    sentence = page.scene.reading.sentences[index]
    if (named and not named & set(_key(tie))) or sentence.end - sentence.start > LONGEST:
        return True
    is_row = page.scene.reading.document.blocks[sentence.block].kind == "row"
    return (is_row or len(page.tied.get(index, ())) > 1) and not _is_told(tie, cue)


def _is_told(tie: Tie, cue: Cue) -> bool:
    """Whether rules gave the pair the theme for this word's sentence."""
    return any(said.name == "theme" and said.value == cue.key and said.quote.start <= cue.start < said.quote.end for said in tie.says)


def _nearest(reading: Reading, cues: list[Cue], homes: list[int]) -> list[Cue]:
    return sorted(cues, key=lambda cue: (abs(_distance(reading, cue, homes)), cue.start))[:PLACES]


def _homes(reading: Reading, tie: Tie) -> list[int]:
    """The sentences that say what ties the pair."""
    return sorted({reading.index_at(said.quote.start) for said in tie.says if said.name == "kind"})


def _distance(reading: Reading, cue: Cue, homes: list[int]) -> int:
    """How many sentences after (or before, below 0) the nearest that ties the pair a word stands."""
    index = reading.index_at(cue.start)
    return min((index - home for home in homes[:PLACES]), key=lambda far: (abs(far), far < 0))


def _is_in_ministry(reading: Reading, cue: Cue) -> bool:
    around = reading.within(OrganisationMention, max(cue.start - 80, 0), cue.end)
    return any(body.kind == "ministry" and body.quote.start <= cue.start < body.quote.end for body in around)


def _said(reading: Reading, tie: Tie, cue: Cue) -> Said:
    sentence = reading.sentences[reading.index_at(cue.start)]
    tied = next(said.quote for said in tie.says if said.name == "kind")
    return Said("theme", cue.key, reading.document.span(sentence.start, sentence.end), (tied,), ORIGIN)


def _key(tie: Tie) -> Key:
    return tie.parties[0].key, tie.parties[1].key


def likelihood(found: Iterable[str]) -> float:
    """Return the probability, between 0 and 1, that signs are those of a pair's theme."""
    known = weights()
    return 1 / (1 + math.exp(-sum(known.get(sign, 0.0) for sign in ("always", *found))))


@cache
def weights() -> dict[str, float]:
    """Return the weight of each sign, read once."""
    return read_weights(WEIGHTS)


def signs(page: Page, tie: Tie, cues: list[Cue]) -> set[str]:
    """Return the signs that the words for a theme give of being a pair's."""
    theme = cues[0].key
    found = {f"theme {theme}", f"times {len(cues)}", f"kind {tie.kind}", f"ties {min(len(page.ties), 3)}"}
    homes = _homes(page.scene.reading, tie)
    for cue in cues:
        found |= _of_place(page, tie, cue, homes) | _of_names(page, tie, cue) | _of_words(page.scene.reading, cue)
    return found


def _of_place(page: Page, tie: Tie, cue: Cue, homes: list[int]) -> set[str]:
    """Where the word stands: within what rules took, how far from the sentence that ties the pair, after which pair."""
    reading = page.scene.reading
    far = _distance(reading, cue, homes)
    found = {f"at {_far(far)} {page.manner}"}
    if _is_told(tie, cue):
        found |= {"told", f"told {page.manner}"}
    block = reading.sentences[reading.index_at(cue.start)].block
    if far and any(reading.sentences[home].block == block for home in homes[:PLACES]):
        found.add("same block")
    return found | _of_pairs(page, tie, reading.index_at(cue.start))


def _far(sentences: int) -> str:
    """A distance in words: "same", "+1", "+2", "+far", "-near", "-far"."""
    if sentences >= 0:
        return "same" if not sentences else f"+{sentences}" if sentences < 3 else "+far"
    return "-near" if sentences > -3 else "-far"


def _of_pairs(page: Page, tie: Tie, index: int) -> set[str]:
    """Which pairs the sentence ties, and where it ties none which were tied last."""
    here = page.tied.get(index, frozenset())
    if here - {_key(tie)}:
        return {f"other pair said{' too' if _key(tie) in here else ''}"}
    last = next((page.tied[before] for before in range(index, max(index - REACH, -1), -1) if before in page.tied), frozenset())
    if not last:
        return {"before all"}
    return {"after other" if _key(tie) not in last else "after own" if len(last) == 1 else "after shared"}


def _of_names(page: Page, tie: Tie, cue: Cue) -> set[str]:
    """How many of the two the sentence names, and whether it names others."""
    index = page.scene.reading.index_at(cue.start)
    own = set(_key(tie))
    parties = page.scene.parties(index)
    named = {party.place.key for party in parties} & own
    others = {party.place.key for party in parties if not party.is_part} - own
    found = {f"names {len(named)} others {min(len(others), 1)} {page.manner}"}
    return found | ({"part of other"} if any(party.is_part and party.place.key not in own for party in parties) else set())


def _of_words(reading: Reading, cue: Cue) -> set[str]:
    """What the sentence speaks of, whether the word stands in a list after a colon or in a body's name."""
    sentence = reading.sentences[reading.index_at(cue.start)]
    start, end = sentence.start, sentence.end
    found = {f"speaks {key}" for key in reading.cues.keys("ties", start, end) or {"no tie"}}
    found |= {f"has {family}" for family in ("acts", "anaphora", "officials", "anniversaries") if reading.cues.within(family, start, end)}
    if ":" in reading.text[start : cue.start].replace("：", ":"):
        found.add("after colon")
    bodies = [body for body in reading.within(OrganisationMention, start, end) if body.quote.start <= cue.start < body.quote.end]
    return found | {f"in body {body.kind}" for body in bodies}
