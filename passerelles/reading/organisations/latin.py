"""Names of bodies in French and English: a word that says what it is, then (in English also before it) the words of its name."""

import re
from collections.abc import Iterable, Iterator

from passerelles.reading.lexicon import Cue
from passerelles.reading.model import PlaceMention
from passerelles.reading.nearby import words
from passerelles.reading.organisations.named import Named
from passerelles.reading.reader import Reading

FAMILY = "organisations"
_MAX_WORDS = 14

# One more word of a name, with the little words before it, in folded text (blanks stand for hyphens and apostrophes).
_LINK = "de|la|le|les|l|du|des|d|a|au|aux|en|sur|pour|avec|et|of|the|for|and"
_STEP = re.compile(rf"(?P<links>(?: {{1,3}}(?:{_LINK}))*) {{1,3}}(?P<word>[a-z0-9][\w&®°]*)")
_BARRIER = re.compile(r"\n[ \t]*\n|\s[-–—]")  # an empty line, a dash that folding made a blank
_CAPITALS_BEFORE = re.compile(r"(?:\b(?:[A-Z][\w’'.&-]*|of|and|for)[ \n]){1,7}$")
_NO_NAME = frozenset(("the", "a", "an", "at", "in", "on", "by", "with", "from", "to", "and", "of", "for", "its", "this", "that", "as"))
_TO_PLACE = re.compile(r"(?: {1,3}(?:de|la|le|les|l|du|des|d|of|the))* {0,3}$")
_TOWN_IN = re.compile(r"(?:ville|commune) (?:du|des)$")
_PLACED = re.compile(r"\b(?:dans|in) (?:la |le |l |the )?$")  # "dans la région Occitanie": where, not who


def names(reading: Reading, known: Iterable[Named]) -> Iterator[Named]:
    """Yield the names that a head word announces, in the text's order. No name goes on over `and` into a known one."""
    cues = [cue for cue in reading.cues.within(FAMILY, 0, len(reading.text)) if reading.text[cue.start] < "\u2e80"]
    heads = frozenset((*(cue.start for cue in cues), *(name.start for name in known)))
    last = 0
    for cue in cues:
        floor, last = last, cue.end
        if reading.text[cue.end - 1] == "s" and reading.folded[cue.end - 1] == "s" and cue.key == "university":
            continue  # "universités de Tours et Nankin": several
        named = _authority(cue, reading) if cue.key == "authority" else _body(cue, reading, heads, floor)
        if named:
            yield named


def _authority(cue: Cue, reading: Reading) -> Named | None:
    """A head word and the territory it governs: "Ville de Tours", "Conseil départemental de l'Essonne", "Wuhan Municipal Government"."""
    for mention in reading.within(PlaceMention, max(cue.start - 40, 0), cue.end + 16):
        start, end = mention.quote.start, mention.quote.end
        if mention.is_part:
            continue
        if end > cue.end and (start <= cue.start or _TO_PLACE.fullmatch(reading.folded, cue.end, start)):
            begin = min(start, cue.start)
            if _TOWN_IN.match(reading.folded, cue.start, cue.end) and mention.place.level in ("province", "region", "departement"):
                return None  # "une ville du Jiangsu"
            return None if _PLACED.search(reading.folded, max(begin - 9, 0), begin) else Named(begin, end, "authority")
        if end <= cue.start and reading.folded[end : cue.start].strip() in ("", "s") and _is_title(reading.text[cue.start : cue.end]):
            return Named(start, cue.end, "authority")
    return None


def _is_title(words: str) -> bool:
    """Whether a head can follow its place: "Alsace Region", and not "Suzhou Ville d'art"."""
    return words[0].isupper() and words.split()[-1] not in ("de", "d", "du", "des", "of") and words[-1] not in "'’"


def _body(cue: Cue, reading: Reading, heads: frozenset[int], floor: int) -> Named | None:
    sentence = reading.sentence_at(cue.start)
    if sentence is None:
        return None
    start = _begin(cue, reading, max(sentence.start, floor)) if sentence.language == "en" else cue.start
    end, is_proper = _end(cue, reading, sentence.end, heads)
    is_proper |= start < cue.start
    if sentence.language == "en" and not reading.text[cue.start].isupper():
        return None
    return Named(start, end, cue.key) if is_proper and (end > cue.end or start < cue.start) else None


def _begin(cue: Cue, reading: Reading, floor: int) -> int:
    """In English the name's own words stand before its head: "Chinese People's Institute"."""
    before = _CAPITALS_BEFORE.search(reading.text, max(floor, cue.start - 80), cue.start)
    if not before:
        return cue.start
    words = list(re.finditer(r"\S+", before[0]))
    while words and words[0][0].lower() in _NO_NAME:
        words.pop(0)
    return before.start() + words[0].start() if words else cue.start


def _end(cue: Cue, reading: Reading, limit: int, heads: frozenset[int]) -> tuple[int, bool]:
    """Follow the name to its end; also whether anything in it is a proper name."""
    text, end, is_proper, placed_until = reading.text, cue.end, False, 0
    places = {mention.quote.start: mention.quote.end for mention in reading.within(PlaceMention, cue.end, min(limit, cue.end + 160))}
    for _ in range(_MAX_WORDS):
        step = _STEP.match(reading.folded, end, limit)
        if not step or _BARRIER.search(text, end, step.end()) or not _goes_on(step, text, heads, bool(placed_until)):
            break
        is_capital = not text[step.start("word")].islower()
        is_proper |= is_capital or (text[cue.start].isupper() and step["word"] in words("organisations", "object"))
        end = places.get(step.start("word"), step.end())
        placed_until = max(placed_until, end if step.start("word") in places else 0)
    return end, is_proper


def _goes_on(step: "re.Match[str]", text: str, heads: frozenset[int], is_placed: bool) -> bool:
    links, at = step["links"].split(), step.start("word")
    if is_placed and links:
        return links[0] == "pour" and step["word"] in words("organisations", "object")  # "… du Sichuan pour l'amitié"
    if links in (["le"], ["la"], ["les"], ["the"], ["a"]) or text[at].isdigit():
        return False
    if not _joins(links, at in heads):
        return False
    if text[at - 1] in "-\u2010\u2011":
        return not text[at : step.end()].isupper()  # "…-APCAE" is the acronym of what stands before
    if not text[at].islower():
        return True
    return step["word"] in words("organisations", "object") if links else step["word"] in words("organisations", "quality")


def _joins(links: list[str], is_head: bool) -> bool:
    """Whether "et" goes on with the same name ("… et des Affaires étrangères") and not with another one ("… et la Ville")."""
    for conjunction in ("et", "and"):
        if conjunction in links:
            after = links[links.index(conjunction) + 1 :]
            if conjunction == "and":
                return not is_head and not after
            return not is_head and bool(after) and after[0] in ("de", "des", "du", "d")
    return True
