"""Whose a tie's word is when it is not of the two countries: a third country's town, a zoo, a school."""

import re

from passerelles.reading.lexicon import Cue, vocabulary
from passerelles.reading.model import PlaceMention
from passerelles.reading.nearby import near
from passerelles.reading.ties.scene import COUNTRIES, Scene
from passerelles.reading.ties.words import PARTNER

_BEGINS_NEXT = re.compile(r"[\w'’-]+ (?:avec|with|à) ")
_WITH_BODY = re.compile(r" (?:avec|a|with) (?:un|une|le|la|l|celui|celle|a|the) ([a-z]+)")
_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w'’-]*|\([^)]*\)|,|\s|et|and|de|d['’]|à|puis)*")
_LISTED = re.compile(
    r"(?P<names>(?:[A-ZÀ-Ý][\w'’-]+(?: |, | et | ou | ni | and | or ))*[A-ZÀ-Ý][\w'’-]+)"
    r", (?:(?:ses|leurs|sa|its|their) )(?:(?:deux|trois|autres?|two|three|other) )?$"
)  # "Bath ou Dortmund, ses " before "jumelles"
_LONGEST = 90  # characters: how far back a list of names is looked for
_OWN = re.compile(r"(?:,|et|and|\w+| )* (?:chinois|francais|chinese|french)")  # "ses jumelles allemande et chinoise"


def is_foreign(scene: Scene, cue: Cue, starts: set[int]) -> bool:
    """Whether a tie's word is of a partner that is no authority of the two countries; `starts` are where theirs are named."""
    if cue.key == "twinning" and (
        _is_with_body(scene, cue.end) or _is_of_other_land(scene, cue) or _is_of_names_before(scene, cue, starts)
    ):
        return True
    # "jumelée avec Coblence": a capital after the tie's word, which is no place of the two countries, is a third country's.
    partner = PARTNER.match(scene.text, cue.end)
    if cue.key not in ("twinning", "cooperation") or partner is None or _names_either(scene, partner.end(), starts):
        return False
    later = [start for start in starts if partner.end() < start <= partner.end() + 80 and not _BEGINS_NEXT.match(scene.text, start)]
    # "jumelée avec Pise et Yantai": a partner of the two countries may come later in the list
    return not any(_NAMES.fullmatch(scene.text, partner.end(), start) for start in later)


def _is_with_body(scene: Scene, end: int) -> bool:
    """ "jumelé avec un zoo", "avec le lycée n° 3": bodies are twinned, not their towns."""
    partner = _WITH_BODY.match(scene.reading.folded, end)
    return bool(partner and "institution" in vocabulary("titles").get(partner.group(1), frozenset()))


def _is_of_other_land(scene: Scene, cue: Cue) -> bool:
    """ "sa jumelle allemande", "its African sister cities", 德国友城. A Chinese town's European twin may be French."""
    adjective = _adjective(scene, cue)
    if adjective is None or adjective.key in COUNTRIES or _OWN.match(scene.reading.folded, adjective.end, adjective.end + 40):
        return False
    sentence = scene.reading.sentence_at(cue.start)
    named = scene.reading.within(PlaceMention, sentence.start, sentence.end) if sentence else []
    return adjective.key != "europe" or all(mention.place.country != "CN" for mention in named)


def _adjective(scene: Scene, cue: Cue) -> Cue | None:
    """The word for a country or continent that goes with a tie's word: in French behind it, in English and Chinese before it."""
    first, last = max(cue.start - 20, 0), cue.end + 30
    told = [*scene.reading.cues.within("countries", first, last), *near("lands", scene.reading.folded, first, last)]
    text = scene.text
    is_before = text[cue.start] >= "\u2e80"
    beside = (
        c
        for c in told
        if text[cue.end : c.start] in (" ", " franco-") or (c.end <= cue.start and text[c.end : cue.start] in ("", " ", "的"))
    )
    return next((c for c in beside if is_before or text[c.start].islower() or c.end <= cue.start), None)


def _is_of_names_before(scene: Scene, cue: Cue, starts: set[int]) -> bool:
    """ "Bath ou Dortmund, ses jumelles": the names it stands in apposition to are known in neither country."""
    first = max(cue.start - _LONGEST, 0)
    listed = _LISTED.search(scene.text, first, cue.start)
    if listed is None or any(cue.end <= start <= cue.end + 25 and "," not in scene.text[cue.end : start] for start in starts):
        return False
    sentence = scene.reading.sentence_at(cue.start)
    is_opening = sentence is not None and listed.start() == sentence.start and " " not in listed["names"]  # "Hier, sa jumelle…"
    return not is_opening and not scene.reading.within(PlaceMention, listed.start(), cue.start)


def _names_either(scene: Scene, at: int, starts: set[int]) -> bool:
    """Whether a place of the two countries, or France or China, is named at an offset."""
    return at in starts or any(cue.start == at and cue.key in COUNTRIES for cue in scene.reading.cues.within("countries", at, at + 40))
