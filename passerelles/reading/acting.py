"""Who does something in a sentence: the authority or body that stands before a verb as its subject.

Shared by the finders of offices, wishes, practices and activities. No parser: a subject opens its clause, or follows a comma or a word that
begins one; between it and the verb stand only light words or something between commas.
"""

import re
from dataclasses import dataclass
from functools import cache

from passerelles.reading.folding import fold, one_line
from passerelles.reading.gazetteer import Place
from passerelles.reading.lexicon import vocabulary
from passerelles.reading.model import Block, OrganisationMention, PlaceMention, Sentence, Span
from passerelles.reading.organisations.bodies import bodies
from passerelles.reading.reader import Reading

COUNTRIES = ("FR", "CN")
OFFICES_OF = ("commune", "epci", "departement", "region", "province", "prefecture", "county")  # the titles that make an authority

# What may stand between a subject and its verb.
_LIGHT = (
    r"(?:(?:,[^,;:]{1,90},|\([^()]{1,60}\)|,)?"
    r"(?: ?,? ?(?:qui|elle|il|et|aussi|egalement|ainsi|desormais|aujourd hui|actuellement|encore|toujours|regulierement|par ailleurs|"
    r"quant a (?:elle|lui)|notamment|enfin|depuis (?:\d{4}|longtemps|peu|\w+ ans)|en \d{4}|"
    r"now|also|still|currently|since \d{4}|is|are|that|which|"
    r"authority|council|government|city|province|region|metropole|se dit|est|sont|s est|a|ont|y|ne|n|has|have|been|"
    r"chaque annee|tous les ans|each year|every year),?)* ?)"
)
_GAP = re.compile(_LIGHT)
_ADVERBS_ZH = r"(?:也|还|均|都|目前|一直|正在|正|非常|十分|热切|真诚|明确|长期|每年|多年来|自?\d{4}年(?:起|以来)|近年来)*"
_GAP_ZH = re.compile(
    r"(?:[市省区州县]|大区|政府|市政府|省政府|人民政府|方面|方|外办|议会|市议会|代表团)*"
    r"(?:(?:副?(?:市长|省长|主席|区长|议长)|书记)[\u4e00-\u9fff·•]{0,10}?)?"
    rf"(?:表示|介绍|说|称|透露)?[,，:：]?(?:该市|他|她)?{_ADVERBS_ZH}(?:在[^，。；、]{{1,8}}?)?{_ADVERBS_ZH}"
)
# What a clause begins after, and what may then stand before its subject.
_CLAUSE = re.compile(r"[.;:!?•»\"(,–—|Ø*]|\s-\s|(?<!\w)(?:que|qu['’]|et|mais|car|où|and|that|but|while)(?!\w)|^")
_OPENING = re.compile(
    r"(?:(?:\d+|ou|et|mais|or|puis|enfin|ainsi|aujourd hui|par ailleurs|de son cote|pour sa part|"
    r"aussi|meanwhile|today|quand|lorsque|si|selon|desormais|this year)\s)*"
    r"(?:le|la|l|les|the|notre|our)?"
)
_OF = re.compile(
    r"\b(?P<head>[a-z]+)(?: (?:[a-z]+(?:ale?|aux|ales)|populaire|francaise?|chinoise?))? (?:de|du|d|des|of|a|au) "
    r"(?:la |le |l |les |the )?$"
)
_AND = re.compile(r"\s?,\s|\s(?:et|and|&)\s(?:la |le |les |l['’]|the )?|[、和与]")
_NO_SUBJECT_ZH = ("在", "与", "和", "同", "对", "赴", "到", "来", "从", "经", "驻", "向", "给", "为", "及", "访问", "抵达", "前往", "的")


@dataclass(frozen=True, slots=True)
class Actor:
    """An authority (with its place) or another body, where the text names it."""

    name: str
    place: Place | None
    start: int
    end: int
    is_authority: bool


def actors(reading: Reading, start: int, end: int) -> list[Actor]:
    """Return the bodies and authorities named in text[start:end], in order, none inside another."""
    found = [body for body in reading.within(OrganisationMention, start, end) if body.quote.end <= end]
    named = [Actor(b.name, b.place, b.quote.start, b.quote.end, b.kind == "authority" and b.place is not None) for b in found]
    covered = [(actor.start, actor.end) for actor in named]
    for mention in reading.within(PlaceMention, start, end):
        quote = mention.quote
        is_free = not any(first <= quote.start < last for first, last in covered)
        if is_free and mention.place.country in COUNTRIES and not (mention.is_part or mention.of_body):
            named.append(Actor(one_line(quote.text), mention.place, quote.start, quote.end, True))
    return sorted(named, key=lambda actor: actor.start)


def country_of(reading: Reading, actor: Actor) -> str | None:
    """Return whose an actor is: its place's country; of a body its known one, or the one its name says, or that of the text's language."""
    if actor.place:
        return actor.place.country
    known = _country_by_name().get(fold(actor.name))
    said = reading.cues.keys("abroad", actor.start, actor.end) & set(COUNTRIES)
    if known or len(said) == 1:
        return known or said.pop()
    return {"fr": "FR", "zh": "CN"}.get(reading.document.language) if not said else None


@cache
def _country_by_name() -> dict[str, str]:
    """The country of each body that is widely known, by its folded names and acronyms."""
    named = ((body, name) for body in bodies() for names in (*body.names.values(), body.acronyms) for name in names)
    return {fold(name): body.country for body, name in named if body.country}


def subject(reading: Reading, start: int, verb: int) -> Actor | None:
    """Return who does what the verb at `verb` says, of those named from `start` on; None where grammar does not tell."""
    found = actors(reading, start, verb)
    for actor in reversed(found[-3:]):
        if _stands_as_subject(reading, start, actor) and _reaches(reading, actor, verb):
            return actor
    return None


def joined(reading: Reading, start: int, actor: Actor) -> list[Actor]:
    """Return an actor with those that a conjunction joins to it: "Angers et Dijon", 广州、深圳."""
    found = [actor]
    for other in reversed([one for one in actors(reading, start, actor.start) if one.end <= actor.start]):
        if not _AND.fullmatch(reading.text, other.end, found[0].start):
            break
        found.insert(0, other)
    return found


def _stands_as_subject(reading: Reading, start: int, actor: Actor) -> bool:
    if reading.text[actor.start] >= "\u2e80":
        return not reading.text[start : actor.start].endswith(_NO_SUBJECT_ZH)
    at, first = actor.start, max(start, actor.start - 160)
    while actor.is_authority and (title := _OF.search(reading.folded, first, at)) and is_title(title["head"]):
        at = title.start()  # "la délégation de la ville de"
    opening = max(found.end() for found in _CLAUSE.finditer(reading.text[first:at]))
    return bool(_OPENING.fullmatch(reading.folded[first + opening : at].strip()))


def _reaches(reading: Reading, actor: Actor, verb: int) -> bool:
    if verb - actor.end > 140:
        return False
    gap = reading.folded[actor.end : verb]
    if reading.text[actor.start] >= "\u2e80":
        return bool(_GAP_ZH.fullmatch(gap))
    return bool(_GAP.fullmatch(gap))


def is_title(word: str) -> bool:
    """Whether a folded word stands before an authority's name: "ville", "maire", "delegation"."""
    words, stems = _titles()
    return word in words or word.startswith(stems)


@cache
def _titles() -> tuple[frozenset[str], tuple[str, ...]]:
    titles = [word for word, keys in vocabulary("titles").items() if keys & set(OFFICES_OF)]
    listed = [*titles, *vocabulary("officials")]
    stems = tuple(sorted(word[:-1].split()[-1] for word in listed if word.endswith("*")))
    return frozenset(part for word in listed if not word.endswith("*") for part in word.split() if len(part) > 3), stems


def cell_of(block: Block, at: int) -> tuple[int, int] | None:
    """Return the cell of a row that holds the character at `at`."""
    return next(((start, end) for start, end in block.cells if start <= at < end), None)


def scope(reading: Reading, sentence: Sentence, at: int) -> tuple[int, int]:
    """Return the stretch that is understood together with the character at `at`: its sentence, in a row its cell."""
    block = reading.document.blocks[sentence.block]
    return (cell_of(block, at) or (sentence.start, sentence.end)) if block.kind == "row" else (sentence.start, sentence.end)


def headers(reading: Reading) -> dict[int, Block]:
    """Return the row that names the columns, by table."""
    return {block.table: block for block in reading.document.blocks if block.is_header and block.table}


def context_of(reading: Reading, header: Block | None) -> tuple[Span, ...]:
    return (reading.document.span(header.start, header.end),) if header else ()
