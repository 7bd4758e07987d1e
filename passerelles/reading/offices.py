"""Finds authorities' offices in another country: "bureau de représentation de la Région X à Shanghai", 驻上海代表处.

Runs after places and organisations. An office has an owner of one country and stands in the other one: what names both beside the word for
an office is found, in sentences, in rows and items under a heading that announces offices, and in a table's column about them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from passerelles.reading.acting import COUNTRIES, context_of, headers, is_title, scope, subject
from passerelles.reading.gazetteer import Gazetteer, Place
from passerelles.reading.lexicon import Cue
from passerelles.reading.model import Block, Moment, Office, PlaceMention, Said, Span
from passerelles.reading.reader import Reading

ORIGIN = "offices/1"
_NEAR = 60  # characters between the word for an office and where it is
_HEADING = 80  # characters: what is longer announces no list
_LIST = 80  # blocks under one heading

# "bureau (permanent) de la Région", "bureau de", "antenne"; titles are checked word by word.
_OWNED = re.compile(
    r"(?: (?:permanent|permanente|commercial|commerciale|economique|officiel|officielle|commun))*"
    r"(?: (?:de|du|des|d|of)(?= ))?(?P<titles>(?: [a-z]+){0,4}) ?"
)
_SMALL = frozenset(("la", "le", "l", "les", "the", "de", "du", "d", "des", "of"))
_PERSONS = frozenset(("maire", "maires", "mairesse", "president", "presidente", "adjoint", "adjointe", "mayor"))  # theirs is a desk
_AT = re.compile(r"(?:^|[ ,(])(?:a|en|au|aux|in|at)(?: la| le| l| les)?(?: ville de| province d[eu])? $")
_OF = re.compile(r"(?:^|[ ,(])(?:de|d|of) $")
_BESIDE = re.compile(r"\s?[,(:–-]?\s?")
_AND = re.compile(r"(?:,| et| and)(?: a| en| in)? ")
_ELSEWHERE = re.compile(r"\b(?:à|en|au|in|at) (?=[A-ZÀ-Ý])")  # "à Bruxelles": it stands there
_COUNTRY = {"CN": re.compile(r" (?:en|in|de|a) (?:chine|china)\b"), "FR": re.compile(r" (?:en|in|de) france\b")}
_COUNTRY_ZH = {"CN": ("中国", "华"), "FR": ("法国", "法")}
_GENITIVE = re.compile(r"(?: (?:region|city|province|metropolis|government|Region|City|Province))?['’]s (?:[A-Za-z-]+ ){0,2}|\s?[(:–] ?")
_STATIONED = re.compile(r"(?:人民政府|政府|市政府|省政府|议会)?驻(?P<where>[^，。；\s]{1,20}(?=$|[,，。；]))")
_SET_UP = re.compile(
    r"(?:人民政府|政府|市政府|省政府|议会)?(?:已|还|也|曾|又|(?:于)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?)*"
    r"在(?P<where>[^，。；]{1,14}?)(?:市|正式|先后|共)*(?:设立|设有|开设|设|成立|开办|建立|拥有)"
)
_INDEFINITE = re.compile(r"\b(?:d )?(?:un|une|a|an|des|deux|trois|first|premier|premiere|nouveau|nouvelle|new)(?: [a-z]+)? $")
_NONE = re.compile(r"(?:^|\W)(?:pas|aucune?|no|not|ni|plus) (?:de |d )?$")
_UNSURE = frozenset(("wish", "planned", "negation"))


@dataclass(frozen=True, slots=True)
class _Where:
    """Where an office is: a place, or only a country."""

    country: str
    place: Place | None = None


def find(reading: Reading, known: Gazetteer) -> Iterable[Office]:
    """Yield one `Office` for each owner and place; `known` is not needed."""
    yield from _gather([*_told(reading), *_listed(reading)])


def spans(reading: Reading) -> tuple[tuple[int, int], ...]:
    """Return the rows, items and cells that only say where offices are: two places in one of them are no tie."""
    rows = [(block.start, block.end) for block, _ in _announced(reading)]
    cells = [cell for block, cell, _ in _columns(reading)]
    return tuple(sorted({*rows, *cells}))


# In sentences


def _told(reading: Reading) -> Iterator[Office]:
    for cue in reading.cues.within("offices", 0, len(reading.text)):
        sentence = reading.sentence_at(cue.start) if cue.key in ("office", "weak") else None
        if sentence:
            start, end = scope(reading, sentence, cue.start)
            read = _chinese if reading.text[cue.start] >= "\u2e80" else _latin
            yield from read(reading, cue, start, end)


def _latin(reading: Reading, cue: Cue, start: int, end: int) -> Iterator[Office]:
    if _is_unsure(reading, cue, start, end):
        return
    owner, reach = _owner_after(reading, cue, end)
    places = list(_where(reading, cue, reach, start, end, owner)) if owner else []
    if not places:  # "a fermé son bureau de Shanghai"
        owner = _owner_before(reading, cue, start)
        places = list(_where(reading, cue, cue.end, start, end, owner)) if owner else []
    if owner:
        yield from (_office(reading, owner, where, cue, start, end) for where in places)


def _owner_after(reading: Reading, cue: Cue, end: int) -> tuple[Place | None, int]:
    """ "bureau de la Région X", "bureau à Shanghai de la Région X", "Maison de la région X": whom the office is said to be of."""
    reach, owner = cue.end, None
    near = [m for m in reading.within(PlaceMention, cue.start + 1, min(end, cue.end + 120)) if m.place.country in COUNTRIES]
    for found in near[:2]:
        is_owner = found.quote.start < cue.end or _is_owned(reading, reach, found.quote.start)  # "Maison de la [Région Grand Est]"
        if owner and (found.place.country == owner.country or not is_owner or "," in reading.text[reach : found.quote.start]):
            break  # only "le bureau de Shanghai de la Région X" has a second owner, and that is the right one
        if not is_owner and not _AT.search(reading.folded[reach : found.quote.start]):
            break
        owner = found.place if is_owner else owner
        reach = found.quote.end
    return owner, reach if owner else cue.end


def _is_owned(reading: Reading, start: int, end: int) -> bool:
    owned = _OWNED.fullmatch(reading.folded, start, end)
    return bool(owned) and all(word in _SMALL or (is_title(word) and word not in _PERSONS) for word in owned["titles"].split())  # type: ignore[index]


def _owner_before(reading: Reading, cue: Cue, start: int) -> Place | None:
    """ "La Région X a ouvert un bureau", "Shanghai's office", "Occitanie : antenne": who opened it or has it."""
    deeds = [c for c in reading.cues.within("offices", max(start, cue.start - 120), cue.start) if c.key in ("opened", "has", "closed")]
    if deeds and (actor := subject(reading, start, deeds[-1].start)):
        return actor.place if actor.is_authority else None
    mentions = [m for m in reading.within(PlaceMention, start, cue.start) if m.place.country in COUNTRIES and not m.is_part]
    for found in mentions[-2:]:
        if _GENITIVE.fullmatch(reading.text, found.quote.end, cue.start):
            return found.place
    return _of_row(reading, start) if reading.text[start : cue.start].strip(" \n•-") == "" else None


def _of_row(reading: Reading, start: int) -> Place | None:
    """A cell that begins with an office speaks of the authority in the row's first cell."""
    sentence = reading.sentence_at(start)
    block = reading.document.blocks[sentence.block] if sentence else None
    if not block or block.kind != "row" or not block.cells or block.cells[0][1] > start:
        return None
    named = [m for m in reading.within(PlaceMention, *block.cells[0]) if m.place.country in COUNTRIES and not m.is_part]
    return named[0].place if named else None


def _where(reading: Reading, cue: Cue, reach: int, start: int, end: int, owner: Place) -> Iterator[_Where]:
    """Yield where an office is: beside the word and its owner, with what a conjunction joins; else what stands before."""
    after = _abroad(reading, cue.end, min(end, reach + _NEAR), owner)
    for found in after[:1]:
        gap = reading.folded[reach : found.quote.start]
        is_beside = _BESIDE.fullmatch(reading.text, reach, found.quote.start) or (reach == cue.end and _OF.search(gap))
        if found.quote.end <= reach or is_beside or (_AT.search(gap) and not _ELSEWHERE.search(reading.text, reach, found.quote.start - 4)):
            yield from (_Where(mention.place.country, mention.place) for mention in _with_joined(reading, after))
            return
    for country, pattern in _COUNTRY.items():
        if country != owner.country and pattern.search(reading.folded, reach, min(end, reach + 40)):
            yield _Where(country)
            return
    for found in _abroad(reading, start, cue.start, owner):
        is_at = re.search(r"(?:^|[\s('’])(?:à|en|au|in|at)\s$", reading.text[max(found.quote.start - 8, 0) : found.quote.start].lower())
        if is_at or not reading.folded[found.quote.end : cue.start].strip():  # "the region's Shanghai office"
            yield _Where(found.place.country, found.place)
            return


def _with_joined(reading: Reading, found: list[PlaceMention]) -> list[PlaceMention]:
    """ "à Shanghai et à Pékin": the first place with those joined to it."""
    kept = found[:1]
    for mention in found[1:]:
        if not _AND.fullmatch(reading.folded, kept[-1].quote.end, mention.quote.start):
            break
        kept.append(mention)
    return kept


def _abroad(reading: Reading, start: int, end: int, owner: Place) -> list[PlaceMention]:
    found = reading.within(PlaceMention, start, end)
    return [m for m in found if m.place.country in COUNTRIES and m.place.country != owner.country and not m.is_part]


def _is_unsure(reading: Reading, cue: Cue, start: int, end: int) -> bool:
    """Whether an office is only wished, planned or denied; "le bureau de…" and "son bureau" are there whatever is planned for them."""
    before = reading.folded[max(start, cue.start - 30) : cue.start]
    if reading.text[cue.start] < "\u2e80" and not (_INDEFINITE.search(before) or _NONE.search(before)):
        return False
    return bool(reading.cues.keys("modality", max(start, cue.start - 100), min(end, cue.end + 100)) & _UNSURE)


def _chinese(reading: Reading, cue: Cue, start: int, end: int) -> Iterator[Office]:
    for owner in reversed([m for m in reading.within(PlaceMention, start, cue.start) if m.place.country in COUNTRIES and not m.is_part]):
        said = _STATIONED.match(reading.text, owner.quote.end, cue.start) or _SET_UP.match(reading.text, owner.quote.end, cue.start)
        if said and cue.start - said.end() <= 14:
            if not reading.cues.keys("modality", max(start, owner.quote.start - 12), cue.start) & _UNSURE:
                for where in _where_chinese(reading, said.start("where"), said.end("where"), owner.place):
                    yield _office(reading, owner.place, where, cue, start, end)
            return


def _where_chinese(reading: Reading, start: int, end: int, owner: Place) -> Iterator[_Where]:
    found = _abroad(reading, start, end, owner)
    yield from (_Where(mention.place.country, mention.place) for mention in found)
    if not found:
        words = reading.text[start:end]
        yield from (_Where(country) for country, names in _COUNTRY_ZH.items() if country != owner.country and words.startswith(names))


def _office(reading: Reading, owner: Place, where: _Where, cue: Cue, start: int, end: int) -> Office:
    quote = reading.document.span(start, end)
    says = [Said("office", reading.text[cue.start : cue.end], quote, (), ORIGIN), *_dated(reading, cue, start, end, quote)]
    return _made(owner, where.place, says)


def _made(owner: Place, place: Place | None, says: Iterable[Said]) -> Office:
    kept = tuple(dict.fromkeys(says))
    since = min((int(str(said.value)) for said in kept if said.name == "since"), default=None)
    return Office(owner, place, kept, since)


def _dated(reading: Reading, cue: Cue, start: int, end: int, quote: Span) -> Iterator[Said]:
    """Yield when an office was opened and closed: the date nearest after the verb, else before it; or a year in brackets."""
    published = reading.document.published or "9999"
    deeds = [c for c in reading.cues.within("offices", start, end) if c.key in ("opened", "closed") and abs(c.start - cue.start) <= 120]
    moments = [m for m in reading.within(Moment, start, end) if m.starts and m.starts[:4] <= published[:4]]
    for name, key in (("since", "opened"), ("until", "closed")):
        near = [(_distance(m, c), m) for c in deeds if c.key == key for m in moments if _distance(m, c) <= 60 and not _between(deeds, c, m)]
        if near:
            yield Said(name, str(min(near, key=lambda one: one[0])[1].starts)[:4], quote, (), ORIGIN)
        elif name == "since":
            lasting = [m for m in moments if m.is_start or reading.text[m.quote.start - 1 : m.quote.start] in ("(", "（")]
            yield from (Said(name, str(m.starts)[:4], quote, (), ORIGIN) for m in lasting[:1])


def _distance(moment: Moment, cue: Cue) -> int:
    """Characters between a verb and a date; one that stands before the verb counts as farther."""
    after = moment.quote.start - cue.end
    return after if after >= 0 else cue.start - moment.quote.end + 15


def _between(deeds: list[Cue], cue: Cue, moment: Moment) -> bool:
    first, last = sorted((cue.start, moment.quote.start))
    return any(other.key != cue.key and first < other.start < last for other in deeds)


# In lists and tables


def _listed(reading: Reading) -> Iterator[Office]:
    header = headers(reading)
    for block, heading in _announced(reading):
        named = [m for m in reading.within(PlaceMention, block.start, block.end) if m.place.country in COUNTRIES and not m.is_part]
        where = _abroad(reading, block.start, block.end, named[0].place) if named else []
        if where:
            top = header.get(block.table or 0)
            yield _from_row(reading, block, (named[0].place, where[0].place), top, (heading, *context_of(reading, top)))
    for block, cell, top in _columns(reading):
        yield from _from_column(reading, block, cell, top)


def _from_row(reading: Reading, block: Block, two: tuple[Place, Place], top: Block | None, context: tuple[Span, ...]) -> Office:
    quote = reading.document.span(block.start, block.end)
    says = [Said("office", two[1].name, quote, context, ORIGIN)]
    for name, key in (("since", "opened"), ("until", "closed")):
        moments = [m for cell in _under(reading, block, top, key) for m in reading.within(Moment, *cell) if m.starts]
        if not top and name == "since":
            moments = [m for m in reading.within(Moment, block.start, block.end) if m.starts]
        says += [Said(name, str(m.starts)[:4], quote, context, ORIGIN) for m in moments[:1]]
    return _made(two[0], two[1], says)


def _under(reading: Reading, block: Block, top: Block | None, *keys: str) -> list[tuple[int, int]]:
    """The cells of a row that stand under a column title with one of the words."""
    if not top:
        return []
    pairs = zip(top.cells, block.cells, strict=False)
    return [cell for title, cell in pairs if cell[0] < cell[1] and reading.cues.keys("offices", *title) & set(keys)]


def _from_column(reading: Reading, block: Block, cell: tuple[int, int], top: Block) -> Iterator[Office]:
    """A cell in a column about offices: where the row's authority has one."""
    others = [m for m in reading.within(PlaceMention, block.start, block.end) if not cell[0] <= m.quote.start < cell[1] and not m.is_part]
    for found in reading.within(PlaceMention, *cell):
        owner = next((m.place for m in others if m.place.country in COUNTRIES and m.place.country != found.place.country), None)
        if owner and found.place.country in COUNTRIES:
            yield _from_cell(reading, owner, found, block, cell, top)


def _from_cell(reading: Reading, owner: Place, found: PlaceMention, block: Block, cell: tuple[int, int], top: Block) -> Office:
    quote, context = reading.document.span(block.start, block.end), context_of(reading, top)
    moments = [m for m in reading.within(Moment, found.quote.end, cell[1]) if m.starts]
    says = [Said("office", found.place.name, quote, context, ORIGIN)]
    says += [Said("since", str(m.starts)[:4], quote, context, ORIGIN) for m in moments[:1]]
    return _made(owner, found.place, says)


def _announced(reading: Reading) -> Iterator[tuple[Block, Span]]:
    """Yield each row or item that stands under a heading about offices, with the heading."""
    blocks, last = reading.document.blocks, -1
    for cue in reading.cues.within("offices", 0, len(reading.text)):
        sentence = reading.sentence_at(cue.start) if cue.key in ("office", "weak") else None
        if not sentence or sentence.block == last or not _announces(reading, blocks[sentence.block], cue):
            continue
        last = sentence.block
        heading = reading.document.span(sentence.start, sentence.end)
        for block in blocks[last + 1 : last + 1 + _LIST]:
            if block.kind not in ("row", "item"):
                break
            if not block.is_header:
                yield block, heading


def _announces(reading: Reading, block: Block, cue: Cue) -> bool:
    """A heading, or a line that ends with a colon, that begins with the word for offices ("3. Bureaux"), in Chinese ends with it."""
    words = reading.text[block.start : block.end].strip()
    if len(words) > _HEADING or not (block.kind == "heading" or words.endswith((":", "："))):
        return False
    lead = reading.folded[block.start : cue.start]
    is_first = not re.sub(r"^[#\d.)\s]+|\b(?:les|nos|the|our|carte des|liste des|list of)\b", "", lead).strip()
    tail = reading.text[cue.end : block.end].strip(" :：一览表名单列")
    return not tail if reading.text[cue.start] >= "\u2e80" else is_first


def _columns(reading: Reading) -> Iterator[tuple[Block, tuple[int, int], Block]]:
    """Yield the cells that stand under a column title about offices, with row and header."""
    tops = {table: top for table, top in headers(reading).items() if reading.cues.keys("offices", top.start, top.end) & {"office", "weak"}}
    for block in reading.document.blocks if tops else ():
        top = tops.get(block.table or 0)
        if top and block.kind == "row" and not block.is_header:
            yield from ((block, cell, top) for cell in _under(reading, block, top, "office", "weak"))


# All that one document says of one office


def _gather(found: list[Office]) -> Iterator[Office]:
    placed = {office.owner.key: office for office in found if office.place}
    offices: dict[tuple[str, str], list[Office]] = {}
    for office in found:
        place = office.place or (placed[office.owner.key].place if office.owner.key in placed else None)
        offices.setdefault((office.owner.key, place.key if place else ""), []).append(office)
    for same in offices.values():
        place = next((office.place for office in same if office.place), None)
        yield _made(same[0].owner, place, [said for office in same for said in office.says])
