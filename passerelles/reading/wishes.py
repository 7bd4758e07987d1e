"""Finds what authorities look for without naming a partner: a town to work with, an institute, an expertise.

Where the other side is named, the wish is a tie's (`ties`). A sentence needs who wishes, a word of wishing, and an object that one does not
have yet ("un partenaire", 一个城市). A table's cell wishes by beginning with such a word: who wishes is in the row's first cells.
"""

import re
from collections.abc import Iterable, Iterator

from passerelles.reading.acting import COUNTRIES, cell_of, context_of, headers, joined, subject
from passerelles.reading.folding import one_line
from passerelles.reading.gazetteer import Gazetteer, Place
from passerelles.reading.lexicon import Cue
from passerelles.reading.model import Block, OrganisationMention, PlaceMention, Said, Sentence, Span, Wish
from passerelles.reading.reader import Reading
from passerelles.reading.ties.scene import Party, Scene

ORIGIN = "wishes/1"
_OBJECT = 70  # characters from the word of wishing within which its object begins
_NAMES = 80  # characters: a longer cell is not a cell of names
_PUNCTUATION = " \n\t:：;；,，。.–-"

_DENIED = re.compile(r"(?:\bne?|\bn en|\bn y|\bnot|\bno longer|不|没有|并未|未) ?$")
_LOST = re.compile(r"^ (?:pas|plus|guere|aucun|aucune)\b")
_STOP = re.compile(r"[.;。；!?！？](?:\s|$)|[。；！？]|\n(?=[A-ZÀ-Ý])")
_WHERE = re.compile(
    r"(?:\b(?:un|une|des|plusieurs|d autres|a|some) (?:[a-z]+ ){1,4}?(?:du|de la|de l|de|d|des|of|in|from|en|dans le|dans la|dans l)|"
    r"\b(?:en|dans(?: le| la| l| les)?|a|au|aux|in|at)) (?:province d[eu] |ville de )?$"
)


def find(reading: Reading, known: Gazetteer) -> Iterable[Wish]:
    """Yield each wish, one for each party and wanted thing."""
    cues = [cue for cue in reading.cues.within("wishes", 0, len(reading.text)) if cue.key in ("seek", "want")]
    scene = Scene(reading, known) if cues else None
    tops = headers(reading) if cues else {}
    told = 0  # where the last sentence or cell ends that wished: it wishes once
    for cue in cues:
        sentence = reading.sentence_at(cue.start)
        if not scene or not sentence or cue.start < told or _is_denied(reading, cue):
            continue
        block = reading.document.blocks[sentence.block]
        cell = cell_of(block, cue.start) if block.kind == "row" else None
        wishes = _of_row(scene, block, cell, cue, tops.get(block.table or 0)) if cell else _of_sentence(scene, sentence, cue)
        for wish in wishes:
            told = wish.says[0].quote.end
            yield wish


def cell_wishes(reading: Reading, start: int, end: int) -> bool:
    """Whether a table's cell does nothing but wish: "envisage d'ouvrir un bureau", "cherche une province"."""
    cues = reading.cues.within("wishes", start, end)
    return any(c.key in ("seek", "want") and not _is_denied(reading, c) and _begins(reading, start, c) for c in cues)


def partner_wanted(reading: Reading, start: int, end: int) -> bool:
    """Whether the stretch wishes for a partner, a town or a region, so that nobody needs to ask with whom."""
    return "partner" in reading.cues.keys("wishes", start, end)


def _is_denied(reading: Reading, cue: Cue) -> bool:
    """ "n'en cherche pas", 不希望."""
    return bool(_DENIED.search(reading.folded, max(cue.start - 12, 0), cue.start) or _LOST.match(reading.folded[cue.end : cue.end + 8]))


# In sentences


def _of_sentence(scene: Scene, sentence: Sentence, cue: Cue) -> Iterator[Wish]:
    reading = scene.reading
    end = _end(reading, cue, sentence.end)
    if not _has_object(reading, cue, end) or _is_told_already(scene, cue, end):
        return
    for party in _parties(scene, sentence, cue):
        if _is_abroad(scene, party, sentence, cue, end):
            yield _wish(scene, party, cue, (sentence.start, sentence.end), end, ())


def _parties(scene: Scene, sentence: Sentence, cue: Cue) -> list[Place]:
    """Who wishes: the sentence's subject; "notre ville", 我市: whom the text speaks for."""
    reading = scene.reading
    if actor := subject(reading, sentence.start, cue.start):
        together = joined(reading, sentence.start, actor)
        return [one.place for one in together if one.is_authority and one.place] if actor.is_authority else []
    index = reading.index_at(sentence.start)
    for pronoun in reading.cues.within("anaphora", sentence.start, cue.start):
        gap = reading.text[pronoun.end : cue.start].strip()
        if pronoun.key in ("french", "chinese") and len(gap) <= 12 and not reading.within(PlaceMention, pronoun.end, cue.start):
            meant = scene.meant(index, "FR" if pronoun.key == "french" else "CN")
            return [meant.place] if meant else []
    return []


def _has_object(reading: Reading, cue: Cue, end: int) -> bool:
    """ "cherche un partenaire": seeking needs what is lacked, "souhaite ouvrir un bureau" also the deed; both something indefinite."""
    reach = min(end, cue.end + _OBJECT)
    after = reading.cues.within("wishes", cue.end, reach)
    goals = [c for c in after if c.key in ("partner", "thing")]
    if not goals or any(c.key == "known" for c in after):
        return False
    first = goals[0].start
    is_new = (cue.key == "seek" and reading.text[cue.start] >= "\u2e80") or any(
        c.key == "indefinite" and c.start <= goals[-1].start for c in (*after, *_inside(reading, cue))
    )
    reach = first if reading.text[cue.start] < "\u2e80" else end  # Chinese says "with a town" before "build"
    is_done = cue.key == "seek" or any(c.key in ("deed", "seek") and c.start <= reach for c in after) or _is_noun_wished(reading, cue)
    return is_new and is_done


def _inside(reading: Reading, cue: Cue) -> list[Cue]:
    """ "recherche un", "à la recherche d'une" hold their article."""
    words = reading.folded[cue.start : cue.end]
    return [Cue(cue.start, cue.end, cue.family, "indefinite")] if re.search(r" (?:un|une|des|de)$", words) else []


def _is_noun_wished(reading: Reading, cue: Cue) -> bool:
    """ "envisage un jumelage avec une ville": the thing itself is wanted, without a verb."""
    return bool(re.match(r" (?:un|une|d un|d une|a|an) ", reading.folded[cue.end : cue.end + 8]))


def _is_told_already(scene: Scene, cue: Cue, end: int) -> bool:
    """Whether the other side is named: both countries' authorities stand in what is wished, or one that is no mere location."""
    named = scene.reading.within(PlaceMention, cue.end, end)
    return any(not m.is_part and m.place.country in COUNTRIES and not _is_location(scene, m) for m in named)


def _is_location(scene: Scene, mention: PlaceMention) -> bool:
    """ "un partenaire dans le Sichuan", "une ville du Gansu", 在四川寻找."""
    if mention.quote.text[:1] >= "\u2e80":
        before = scene.text[max(mention.quote.start - 1, 0) : mention.quote.start]
        after = scene.text[mention.quote.end : mention.quote.end + 6]
        return before in ("在", "于", "到", "赴") or after.startswith(("寻", "的城市", "省内", "地区", "的一", "境内"))
    return bool(_WHERE.search(scene.reading.folded, max(mention.quote.start - 60, 0), mention.quote.start))


def _is_abroad(scene: Scene, party: Place, sentence: Sentence, cue: Cue, end: int) -> bool:
    """Whether the wish reaches to the other country: it is named in the sentence, or the document is about both."""
    other = COUNTRIES[1 - COUNTRIES.index(party.country)] if party.country in COUNTRIES else None
    if not other:
        return False
    if other in scene.reading.cues.keys("abroad", sentence.start, sentence.end):
        return True
    if _others_named(scene, cue, end):
        return False
    named = scene.reading.within(PlaceMention, sentence.start, end)
    return any(m.place.country == other for m in named) or other in scene.topics


def _others_named(scene: Scene, cue: Cue, end: int) -> bool:
    """ "une ville allemande": a third country's."""
    return bool({c.key for c in scene.reading.cues.within("countries", cue.end, end)} - set(COUNTRIES))


# In rows


def _of_row(scene: Scene, block: Block, cell: tuple[int, int], cue: Cue, header: Block | None) -> Iterator[Wish]:
    reading = scene.reading
    end = _end(reading, cue, cell[1])
    if not _begins(reading, cell[0], cue) or len(reading.text[cue.end : end].strip(_PUNCTUATION)) < 4 or _is_told_already(scene, cue, end):
        return
    parties = _row_parties(scene, block, cell)
    if len({party.place.country for party in parties}) > 1 and not _has_object(reading, cue, end):
        return  # the row's own tie is what is wished
    if not parties or block.table is None:
        return
    name = reading.document.span(*next(c for c in block.cells if c[0] <= parties[0].start < c[1]))
    yield _wish(scene, parties[0].place, cue, cell, end, (name, *context_of(reading, header)))


def _row_parties(scene: Scene, block: Block, cell: tuple[int, int]) -> list[Party]:
    """The authorities in a row's cells of names, as ties reads them: the first one wishes."""
    cells = [other for other in block.cells if other != cell and other[1] - other[0] <= _NAMES and other[0] < cell[0]]
    return [party for start, end in cells for party in scene.between(start, end) if not party.is_part and not party.is_where]


def _begins(reading: Reading, start: int, cue: Cue) -> bool:
    """Whether the word of wishing begins its cell, or a line or sentence of it."""
    before = reading.text[start : cue.start]
    return not before.strip(_PUNCTUATION) or bool(re.search(r"[.;。；\n]\s*$", before))


# What is said


def _end(reading: Reading, cue: Cue, limit: int) -> int:
    """Where the wish ends: with its sentence or line. A line that goes on in lower case is the same."""
    for stop in _STOP.finditer(reading.text, cue.end, limit):
        if stop[0] != "\n" or not _runs_over(reading, stop.start()):
            return stop.start()
    return limit


def _runs_over(reading: Reading, at: int) -> bool:
    """Whether a name stands on both sides of a line's end: "Institut\nConfucius"."""
    near = [*reading.cues.within("wishes", at - 30, at + 30), *reading.cues.within("abroad", at - 30, at + 30)]
    named = [m.quote for m in reading.within(PlaceMention, at - 60, at)] + [
        m.quote for m in reading.within(OrganisationMention, at - 60, at)
    ]
    return any(cue.start < at < cue.end for cue in near) or any(quote.start < at < quote.end for quote in named)


def _wish(scene: Scene, party: Place, cue: Cue, quoted: tuple[int, int], end: int, context: tuple[Span, ...]) -> Wish:
    reading = scene.reading
    quote = reading.document.span(*quoted)
    wants = re.sub(r"^d['’](?=une? )", "", one_line(reading.text[_from(reading, cue) : end]).strip(_PUNCTUATION))
    says = [Said("wish", wants, quote, context, ORIGIN)]
    themes = dict.fromkeys(c.key for c in reading.cues.within("themes", cue.end, end))
    says += [Said("theme", theme, quote, context, ORIGIN) for theme in themes]
    where = [m.place for m in reading.within(PlaceMention, cue.end, end) if m.place.country not in (party.country, "") and not m.is_part]
    return Wish(party, wants, tuple(says), where[0] if where else None)


def _from(reading: Reading, cue: Cue) -> int:
    """Where the wanted thing begins: "recherche un" and 寻找 keep their own end, "un partenaire" its article."""
    article = re.search(r" (?:un|une|des|de|d un|d une)$", reading.folded[cue.start : cue.end])
    if article:
        return cue.start + article.start()
    return cue.end
