"""Finds what one party does in or with the other country without naming whom it works with.

A table's row that names one side only is an activity, and a doubt asks with whom; a sentence is one where it says in the present what an
authority or a body does and points at the other country, and names none of its authorities.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from passerelles.reading.acting import COUNTRIES, Actor, actors, cell_of, context_of, country_of, headers, subject
from passerelles.reading.folding import one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import Cue, vocabulary
from passerelles.reading.model import Activity, Block, Doubt, Event, Finding, Moment, Said, Sentence, Span, Tie
from passerelles.reading.reader import Reading
from passerelles.reading.ties.scene import Scene
from passerelles.reading.wishes import cell_wishes, partner_wanted

ORIGIN = "activities/1"
_AFTER = 120  # characters after the verb within which the other country is pointed at
_NAMES = 110  # characters: a longer cell is not a name
_COOPERATES = frozenset(("twinning", "agreement", "cooperation", "project"))
_UNSURE = frozenset(("wish", "planned", "negation", "ended"))
_LASTING = re.compile(r"(?:depuis|des|since|自)\s?$")
_JOINED = re.compile(r"\s[–—-]\s|\s?[–—]\s?")
_PRONOUN = re.compile(
    r"(?:la region|la ville|le departement|la metropole|la commune|l agglomeration|the region|the city|该市|该省|该大区)\s?"
)


def find(reading: Reading, known: Gazetteer) -> Iterable[Finding]:
    """Yield each activity, and for a row that names one side only the question with whom."""
    scene = Scene(reading, known)
    yield from _rows(scene)
    yield from _sentences(scene)


# Rows that name one side


def _rows(scene: Scene) -> Iterator[Finding]:
    tables = _tables(scene)
    tops = headers(scene.reading)
    for block in scene.reading.document.blocks if tables else ():
        if block.kind == "row" and block.table in tables and not block.is_header and block.cells:
            yield from _row(scene, block, tops.get(block.table or 0), tables[block.table or 0])


def _tables(scene: Scene) -> dict[int, set[int]]:
    """The tables about cooperation, with the columns in which partners stand: ties were read from two of their rows at least, or their
    header names the other country."""
    rows: dict[int, dict[int, Block]] = {}
    for tie in scene.reading.of(Tie):
        for said in tie.says:
            sentence = scene.reading.sentence_at(said.quote.start)
            block = scene.reading.document.blocks[sentence.block] if sentence else None
            if block and block.kind == "row" and block.table is not None:
                rows.setdefault(block.table, {})[block.start] = block
    tables = {table: _partner_columns(scene, found.values()) for table, found in rows.items() if len(found) >= 2}
    for table, top in headers(scene.reading).items():
        if table not in tables and scene.reading.cues.keys("abroad", top.start, top.end) and table not in rows:
            tables[table] = set()
    return tables


def _partner_columns(scene: Scene, rows: Iterable[Block]) -> set[int]:
    """The columns after the first that hold hardly more than an authority in most rows with a tie."""
    held: Counter[int] = Counter()
    count = 0
    for block in rows:
        count += 1
        for column, (start, end) in enumerate(block.cells[1:], start=1):
            held[column] += any(p.end - p.start >= (end - start) / 2 for p in scene.between(start, end))
    return {column for column, times in held.items() if times * 2 > count}


def _row(scene: Scene, block: Block, header: Block | None, partners: set[int]) -> Iterator[Finding]:
    reading = scene.reading
    actor = _row_actor(scene, block)
    if not actor or _names_partner(scene, block, partners):
        return
    name = reading.document.span(*block.cells[0])
    wishes = [cell for cell in block.cells if cell_wishes(reading, *cell)]
    told = [cell for cell in block.cells[1:] if cell not in wishes and reading.text[slice(*cell)].strip()]
    if not told or not _is_done(reading, told, is_all=not wishes):
        return
    quote, context = reading.document.span(block.start, block.end), context_of(reading, header)
    yield _activity(reading, actor, told, quote, context, party=one_line(name.text))
    if not any(partner_wanted(reading, *cell) for cell in wishes):
        yield Doubt(name, "partner", "partner.with-whom", {"who": one_line(name.text)})


def _names_partner(scene: Scene, block: Block, partners: set[int]) -> bool:
    """Whether a row names the other side: an authority of the other country, of a third one, or somebody unknown where partners stand."""
    if any(scene.text[slice(*block.cells[column])].strip() for column in partners if column < len(block.cells)):
        return True
    if scene.reading.cues.keys("countries", block.start, block.end) - set(COUNTRIES):
        return True
    cells = [cell for cell in block.cells if cell[1] - cell[0] <= _NAMES]
    named = [party for cell in cells for party in scene.between(*cell) if not party.is_part and not party.is_where]
    return len({party.place.country for party in named}) > 1


def _row_actor(scene: Scene, block: Block) -> Actor | None:
    """Who a row is about: its first cell is the name of an authority or a body, and little else."""
    start, end = block.cells[0]
    if end - start > _NAMES or scene.reading.within(Moment, start, end):
        return None
    named = actors(scene.reading, start, end)
    letters = sum(actor.end - actor.start for actor in named)
    if not named and _begins_body(scene.reading, start, end):
        name = scene.reading.document.span(start, end)
        return Actor(one_line(name.text), None, name.start, name.end, False)
    if letters * 2 < end - start or not named or _joins_unknown(scene.text[start:end], start, named):
        return None
    return named[0]


def _begins_body(reading: Reading, start: int, end: int) -> bool:
    """ "Ministère de la Transition écologique": a body by its first word, whether or not its whole name was understood."""
    words = reading.folded[start:end].strip()
    return any(words.startswith(f"{word} ") for word in _bodies())


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(word for word, keys in vocabulary("organisations").items() if word[0] < "\u2e80" and not keys & {"authority"})


def _joins_unknown(words: str, start: int, named: list[Actor]) -> bool:
    """ "Sens – Lijiang", of which one is not known as a place: a pair all the same."""
    bounds = [0, *(found.end() for found in _JOINED.finditer(words)), len(words)]
    parts = [(start + first, start + last) for first, last in pairwise(bounds)]
    return any(all(actor.end <= first or last <= actor.start for actor in named) for first, last in parts)


def _is_done(reading: Reading, cells: list[tuple[int, int]], *, is_all: bool) -> bool:
    """Whether cells say what is done: a word of cooperating or a verb; where the row wishes nothing, a theme is enough."""
    for start, end in cells:
        if reading.cues.keys("ties", start, end) & _COOPERATES or reading.cues.keys("activities", start, end) & {"act"}:
            return True
    return is_all and any(reading.cues.keys("themes", *cell) for cell in cells)


def _activity(
    reading: Reading, actor: Actor, cells: list[tuple[int, int]], quote: Span, context: tuple[Span, ...], *, party: str = ""
) -> Activity:
    what = " ; ".join(one_line(reading.text[slice(*cell)]).strip(" :：,，.。") for cell in cells)
    says = [Said("activity", what, quote, context, ORIGIN)]
    says += [Said("since", str(m.starts)[:4], quote, context, ORIGIN) for cell in cells for m in _lasting(reading, *cell)][:1]
    themes = tuple(dict.fromkeys(theme for cell in cells for theme in _themes(reading, *cell)))
    says += [Said("theme", theme, quote, context, ORIGIN) for theme in themes]
    return Activity(party or actor.name, tuple(says), themes, actor.place if actor.is_authority else None)


def _themes(reading: Reading, start: int, end: int) -> list[str]:
    """The themes named, but not by the verb: "finance" is no word of economy here."""
    verbs = {cue.start for cue in reading.cues.within("activities", start, end)}
    return [cue.key for cue in reading.cues.within("themes", start, end) if cue.start not in verbs]


def _lasting(reading: Reading, start: int, end: int) -> list[Moment]:
    found = [m for m in reading.within(Moment, start, end) if m.starts]
    return [m for m in found if m.is_start or _LASTING.search(reading.folded, max(m.quote.start - 8, 0), m.quote.start)]


# Sentences


def _sentences(scene: Scene) -> Iterator[Activity]:
    last = -1
    for cue in scene.reading.cues.within("activities", 0, len(scene.reading.text)):
        if cue.key != "act" or cue.start < last:
            continue
        sentence = scene.reading.sentence_at(cue.start)
        if sentence and (activity := _told(scene, sentence, cue)):
            last = activity.says[0].quote.end
            yield activity


def _told(scene: Scene, sentence: Sentence, cue: Cue) -> Activity | None:
    reading = scene.reading
    block = reading.document.blocks[sentence.block]
    if block.kind == "row":
        return _in_cell(scene, block, cue)
    end = sentence.end
    if reading.cues.keys("modality", sentence.start, end) & _UNSURE or _is_about_more(scene, sentence, cue):
        return None
    actor = subject(reading, sentence.start, _before_date(reading, sentence.start, cue.start))
    if not actor or not _points_abroad(scene, actor, cue, end):
        return None
    quote = reading.document.span(sentence.start, end)
    return _activity(reading, actor, [(actor.end, end)], quote, ())


def _before_date(reading: Reading, start: int, verb: int) -> int:
    """ "AFD : depuis 2004 finance…": the verb's date stands between it and its subject."""
    moments = [m for m in _lasting(reading, start, verb) if not reading.text[m.quote.end : verb].strip(" ,:：")]
    if not moments:
        return len(reading.text[:verb].rstrip(" :：")) if reading.text[start:verb].rstrip().endswith((":", "：")) else verb
    before = re.sub(r"(?:depuis|dès|since|Depuis|Since|自)?\s*$", "", reading.text[start : moments[0].quote.start])
    return start + len(before.rstrip(" :：,"))


def _is_about_more(scene: Scene, sentence: Sentence, cue: Cue) -> bool:
    """Whether the sentence names the other side, tells a tie or a dated act: others have read it."""
    reading = scene.reading
    start, end = sentence.start, sentence.end
    lasting = _lasting(reading, start, end)
    dated = any(moment not in lasting for moment in reading.within(Moment, start, end))
    if dated or reading.within(Event, start, end):
        return True
    return any(start <= said.quote.start < end for tie in reading.within(Tie, start, end) for said in tie.says)


def _points_abroad(scene: Scene, actor: Actor, cue: Cue, end: int) -> bool:
    """Whether what is done is done in or with the other country, none of whose authorities is named but as a place."""
    reading = scene.reading
    reach = min(end, cue.end + _AFTER)
    own = country_of(reading, actor)
    if own not in COUNTRIES:
        return False
    other = COUNTRIES[1 - COUNTRIES.index(own)]
    parties = [p for p in scene.between(actor.end, end) if p.place.country == other and not p.is_part]
    if any(not party.is_where for party in parties):
        return False
    return bool(parties) or other in reading.cues.keys("abroad", actor.end, reach)


def _in_cell(scene: Scene, block: Block, cue: Cue) -> Activity | None:
    """ "La région accueille des rameurs chinois" in the row of a pair: what its own side does."""
    reading = scene.reading
    cell = cell_of(block, cue.start)
    lead = _PRONOUN.search(reading.folded, max(cue.start - 24, cell[0]), cue.start) if cell else None
    if not cell or not lead or lead.end() != cue.start or not _is_opening(reading.text[cell[0] : lead.start()]):
        return None
    meant = next((p for p in scene.between(*block.cells[0]) if not p.is_part), None)
    end = next((m.start() for m in re.finditer(r"[.;。；](?:\s|$)|\n(?=[A-ZÀ-Ý])", reading.text[: cell[1]][cue.end :])), None)
    stop = cue.end + end if end is not None else cell[1]
    actor = Actor(meant.place.name, meant.place, lead.start(), lead.end(), True) if meant else None
    if not actor or not _points_abroad(scene, actor, cue, stop):
        return None
    name = reading.document.span(*block.cells[0])
    return _activity(reading, actor, [(cue.start, stop)], reading.document.span(*cell), (name,))


def _is_opening(before: str) -> bool:
    return not before.strip() or bool(re.search(r"[.;。；\n]\s*$", before))
