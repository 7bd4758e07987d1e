"""Ties said by table rows: two authorities in a row's cells, and beside them what they do together and since when."""

import re
from collections.abc import Iterator
from typing import Literal

from passerelles.reading import offices
from passerelles.reading.model import (
    Block,
    Milestone,
    Moment,
    OrganisationMention,
    Said,
    Span,
    TieKind,
)
from passerelles.reading.ties.pairs import pairs
from passerelles.reading.ties.said import is_wished, kind_said, themes_said
from passerelles.reading.ties.scene import Link, Party, Scene, pair

ORIGIN = "rows/1"
_YEAR = re.compile(r"((?:19[4-9]|20[0-4])\d)(?:[-/.]\d\d?){0,2}")  # a register's column "Depuis": too bare for a date in a sentence
_WORD = 28  # characters: a cell that only names the kind of tie


def find(scene: Scene) -> Iterator[Link]:
    """Yield what each row that names both sides says of each pair. Rows with one side are `activities` and `wishes`."""
    headers: dict[int, Block] = {}
    of_offices = set(offices.spans(scene.reading))  # they say whom an office belongs to and where it is, which ties nobody
    for block in scene.reading.document.blocks:
        if block.kind != "row" or not block.cells or (block.start, block.end) in of_offices:
            continue
        if block.is_header and block.table:
            headers[block.table] = block
        else:
            yield from _read(scene, block, headers.get(block.table or 0))


def _read(scene: Scene, block: Block, header: Block | None) -> Iterator[Link]:
    if header and scene.reading.cues.keys("offices", header.start, header.end):
        return  # "Collectivité | Bureau de représentation | Ouverture": whom an office belongs to and where it is ties nobody
    parties = _parties(scene, block)
    if len({party.place.country for party in parties}) == 2:
        context = (scene.reading.document.span(header.start, header.end),) if header else ()
        for two in pairs(parties, scene.text):
            yield _link(scene, block, two, context)


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
    state = scene.states.get(block.start, "active")
    says = [Said("kind", "contact" if state == "wished" else _kind(scene, block, context), quote, context, ORIGIN)]
    says += _since(scene, block, quote, context)
    first = _after_names(block, two)
    for start, end in block.cells:
        if end > first and not is_wished(reading, start, end) and not _is_a_body(scene, start, end):
            says += themes_said(reading, max(start, first), end, quote, context)
    says += _milestones(scene, block)
    associated = tuple(o.name for o in reading.within(OrganisationMention, block.start, block.end) if o.kind != "authority")
    disputed = any((party.start, party.end) in scene.disputed for party in two)
    return Link(pair(*two), tuple(says), associated, state, disputed)


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
        if year := _YEAR.fullmatch(scene.text[start:end].strip()):
            yield Said("since", year.group(1), quote, context, ORIGIN)
            return
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
        what = rest.text.lstrip(" :：–-\t") if rest.text.startswith((":", "：", "–", "-")) else lead.text
        if what:
            state: Literal["planned", "done"] = "planned" if published and moment.starts[:4] > published[:4] else "done"
            quote = scene.reading.document.span(*cell)
            yield Said("milestone", Milestone(moment.starts, state, " ".join(what.split()), block.language), quote, (), ORIGIN)
