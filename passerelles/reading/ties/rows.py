"""Ties said by table rows: two authorities in a row's cells, and beside them what they do together and since when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from passerelles.reading.model import (
    Activity,
    Block,
    Doubt,
    Finding,
    Milestone,
    Moment,
    OrganisationMention,
    Said,
    Span,
    TieKind,
    Wish,
)
from passerelles.reading.reasons import reason
from passerelles.reading.ties.pairs import pairs
from passerelles.reading.ties.said import is_wished, kind_said, themes_said
from passerelles.reading.ties.scene import Link, Party, Scene, pair

ORIGIN = "rows/1"
_WORD = 28  # characters: a cell that only names the kind of tie
_DATED = re.compile(r"\s*(?:\d{4}|(?:\w+ )?\d{4})\s*[::]\s*")  # "2018 : Inauguration d'un jardin"


@dataclass(slots=True)
class Rows:
    """What a document's rows say: of pairs, and of one side alone."""

    links: list[Link] = field(default_factory=list)
    alone: list[Finding] = field(default_factory=list)


def find(scene: Scene) -> Rows:
    """Return what each row says."""
    rows = Rows()
    headers: dict[int, Block] = {}
    for block in scene.reading.document.blocks:
        if block.kind != "row" or not block.cells:
            continue
        if block.is_header and block.table:
            headers[block.table] = block
            continue
        header = headers.get(block.table or 0)
        if header and scene.reading.cues.keys("offices", header.start, header.end):
            continue  # a table of representation offices: whom they belong to and where they are ties nobody
        _read(scene, block, header, rows)
    return rows


def _read(scene: Scene, block: Block, header: Block | None, rows: Rows) -> None:
    parties = _parties(scene, block)
    countries = {party.place.country for party in parties}
    context = (scene.reading.document.span(header.start, header.end),) if header else ()
    if len(countries) == 2:
        for two in pairs(parties, scene.text):
            rows.links.append(_link(scene, block, two, context))
    elif block.table is not None and _is_about_cooperation(scene, block):
        rows.alone += _alone(scene, block, parties, context)


def _parties(scene: Scene, block: Block) -> list[Party]:
    """The authorities of the first cell that names both sides, else of the cells that hold hardly more than names."""
    by_cell = [[p for p in scene.between(start, end) if not p.is_part] for start, end in block.cells]
    for parties in by_cell:
        if len({party.place.country for party in parties}) == 2:
            return parties
    named = [party for (start, end), parties in zip(block.cells, by_cell, strict=True) for party in parties if end - start <= 80]
    first: dict[str, list[Party]] = {}
    for (start, end), parties in zip(block.cells, by_cell, strict=True):
        for party in parties:
            if end - start <= 80 and party.place.country not in first:
                first[party.place.country] = [p for p in parties if p.place.country == party.place.country]
    return [party for country in first.values() for party in country] or named


def _link(scene: Scene, block: Block, two: tuple[Party, Party], context: tuple[Span, ...]) -> Link:
    reading = scene.reading
    quote = reading.document.span(block.start, block.end)
    says = [Said("kind", _kind(scene, block, context), quote, context, ORIGIN)]
    says += _since(scene, block, quote, context)
    first = _after_names(block, two)
    for start, end in block.cells:
        if end > first and not is_wished(reading, start, end) and not _is_a_body(scene, start, end):
            says += themes_said(reading, max(start, first), end, quote, context)
    says += _milestones(scene, block)
    associated = tuple(o.name for o in reading.within(OrganisationMention, block.start, block.end) if o.kind != "authority")
    disputed = any((party.start, party.end) in scene.disputed for party in two)
    return Link(pair(*two), tuple(says), associated, "active", disputed)


def _kind(scene: Scene, block: Block, context: tuple[Span, ...]) -> TieKind:
    """What the row calls it, else what the column's title calls it; two authorities in a row at least cooperate."""
    own = [kind_said(scene.reading, *cell) for cell in block.cells if 0 < cell[1] - cell[0] <= _WORD and _is_kind_word(scene, cell)]
    if own and own[0]:
        return own[0]
    kind = kind_said(scene.reading, block.start, block.end)
    if kind in (None, "contact", "project") and context:
        above = kind_said(scene.reading, context[0].start, context[0].end)
        kind = above if above not in (None, "contact", "project") else kind
    if kind in (None, "contact", "project"):
        return "cooperation"
    return kind or "cooperation"


def _is_a_body(scene: Scene, start: int, end: int) -> bool:
    """Whether a cell is nothing but the name of a body that is associated."""
    return any(o.quote.end - o.quote.start >= 0.8 * (end - start) for o in scene.reading.within(OrganisationMention, start, end))


def _is_kind_word(scene: Scene, cell: tuple[int, int]) -> bool:
    """Whether a cell is hardly more than a word for a tie: "contact", "Accord de coopération"."""
    cues = scene.reading.cues.within("ties", *cell)
    return bool(cues) and cues[0].start - cell[0] <= 2


def _after_names(block: Block, two: tuple[Party, Party]) -> int:
    return max(party.end for party in two) if block.cells[0][1] >= max(party.end for party in two) else block.start


def _since(scene: Scene, block: Block, quote: Span, context: tuple[Span, ...]) -> Iterator[Said]:
    """A cell that is nothing but a date is the row's beginning; elsewhere only what is said to last since."""
    for start, end in block.cells:
        for moment in scene.reading.within(Moment, start, end):
            is_whole = len(moment.quote.text) >= (end - start) - 4
            if moment.starts and (moment.is_start or is_whole):
                yield Said("since", moment.starts[:4], quote, context, ORIGIN)
                return


def _milestones(scene: Scene, block: Block) -> Iterator[Said]:
    """ "2018 : Inauguration d'un jardin": a date, a colon and what happens then."""
    published = scene.reading.document.published or ""
    for moment in scene.reading.within(Moment, block.start, block.end):
        cell = next(((start, end) for start, end in block.cells if start <= moment.quote.start < end), None)
        if cell is None or moment.is_start or not moment.starts:
            continue
        rest = scene.reading.document.span(moment.quote.end, cell[1])
        lead = scene.reading.document.span(cell[0], moment.quote.start)
        what = rest.text.lstrip(" :–-\t") if rest.text.startswith((":", "–", "-")) else lead.text
        if what:
            state: Literal["planned", "done"] = "planned" if moment.starts[:4] > published[:4] else "done"
            quote = scene.reading.document.span(*cell)
            yield Said("milestone", Milestone(moment.starts, state, " ".join(what.split()), block.language), quote, (), ORIGIN)


def _is_about_cooperation(scene: Scene, block: Block) -> bool:
    keys = scene.reading.cues.keys("ties", block.start, block.end) - {"contact"}
    return bool(keys) or is_wished(scene.reading, block.start, block.end) or bool(scene.reading.cues.keys("themes", block.start, block.end))


def _alone(scene: Scene, block: Block, parties: list[Party], context: tuple[Span, ...]) -> Iterator[Finding]:
    """A row with one side: a wish where it wishes, else an activity and the question with whom."""
    reading = scene.reading
    name = reading.document.span(*block.cells[0])
    if not name.text:
        return
    wish = next(((start, end) for start, end in block.cells if is_wished(reading, start, end)), None)
    if parties and wish:
        words = _wish_words(scene, wish)
        yield Wish(parties[0].place, " ".join(words.text.split()), (Said("wish", words.text, words, (name,), ORIGIN),))
    quote = reading.document.span(block.start, block.end)
    themes = tuple(themes_said(reading, name.end, block.end, quote, context))
    if themes and (not wish or len(themes) > 1):
        place = parties[0].place if parties else None
        label = " ".join(name.text.split())
        yield Activity(label, (Said("activity", label, quote, context, ORIGIN), *themes), tuple(str(said.value) for said in themes), place)
        yield Doubt(name, "partner", reason("with_whom", block.language, who=" ".join(name.text.split())))


def _wish_words(scene: Scene, cell: tuple[int, int]) -> Span:
    """The sentence or line of a cell that wishes."""
    cues = [cue for cue in scene.reading.cues.within("modality", *cell) if cue.key == "wish"]
    return scene.reading.document.span(cues[0].start, cell[1])
