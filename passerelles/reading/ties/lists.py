"""Ties said by lists: under "Villes jumelles" or 友好城市, each item names one partner of the authority the list is about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from passerelles.reading import offices
from passerelles.reading.model import TIE_KINDS, Block, Moment, PlaceMention, Said, Span, State, TieKind
from passerelles.reading.ties.pairs import pairs
from passerelles.reading.ties.said import is_wished, kind_said, themes_said
from passerelles.reading.ties.scene import Link, Party, Scene, pair

ORIGIN = "ties/1"
_ITEM_ZH = 60
_ITEM = 160  # characters: what is longer is prose
_TRAILING = re.compile(
    r"(?:\s*[(（][^)）]*[)）]|一览表|一览|名单|名录|名册|日期|时间|情况|列表|城市|关系|[:：.。\s])+$"
)  # what may follow the partners' noun
_OF_OWNER = re.compile(
    r"^#*\s*(?:[Ss]ister|[Tt]win|[Vv]illes|[Jj]umelages|[Pp]artenaires)\b[^.;:]{0,30}\b(?:of|de|d['’]) ?[A-Z][\w'’ -]+$"
)  # "Sister cities of Wuhan"
_REACH = 80  # blocks: how long a list may be


@dataclass(frozen=True, slots=True)
class Lead:
    """The line that a list stands under: what tie it announces, of whom."""

    kind: TieKind
    quote: Span
    party: Party | None
    block: int


def announced(scene: Scene) -> dict[int, Lead]:
    """Return, by block, the lines that announce partners, whether or not a list follows."""
    leads = (_lead(scene, block, index) for index, block in enumerate(scene.reading.document.blocks))
    return {lead.block: lead for lead in leads if lead}


def find(scene: Scene, leads: Mapping[int, Lead]) -> Iterator[Link]:
    """Yield what each item of a list of partners says; `leads` are the lines that announce some."""
    lead: Lead | None = None
    title: Lead | None = None  # "Wuxi : les villes sœurs": holds for every bulleted list of the page
    items: list[Block] = []
    of_offices = set(offices.spans(scene.reading))
    for index, block in enumerate(scene.reading.document.blocks):
        if (block.start, block.end) in of_offices:
            continue
        if index in leads:
            yield from _items(scene, items, lead)
            lead, items = leads[index], []
            title = lead if index == 0 else title
        elif lead and len(items) < _REACH and _is_item(block) and (not items or (items[0].kind == "item") == (block.kind == "item")):
            items.append(block)
        else:
            yield from _items(scene, items, lead)
            lead, items = (title, [block]) if title and block.kind == "item" else (None, [])
    yield from _items(scene, items, lead)


def with_items(scene: Scene, leads: Iterable[int]) -> set[int]:
    """Return the blocks of those lines that stand above at least two items: they announce partners and say nothing by themselves."""
    blocks = scene.reading.document.blocks
    return {
        index for index in leads if index < len(blocks) - 2 and all(_is_partner(scene, below) for below in blocks[index + 1 : index + 3])
    }


def _is_partner(scene: Scene, block: Block) -> bool:
    return _is_item(block) and _names_somewhere(scene, block)


def _is_item(block: Block) -> bool:
    return block.end - block.start <= (_ITEM_ZH if block.language == "zh" else _ITEM)


def _items(scene: Scene, items: list[Block], lead: Lead | None) -> Iterator[Link]:
    """One line is no list: under a headline with "jumelage" it is the article's first words."""
    if lead and sum(_names_somewhere(scene, block) for block in items) >= 2:
        for block in items:
            yield from _item(scene, block, lead)


def _names_somewhere(scene: Scene, block: Block) -> bool:
    return bool(scene.reading.within(PlaceMention, block.start, block.end) or scene.reading.cues.keys("countries", block.start, block.end))


def _lead(scene: Scene, block: Block, index: int) -> Lead | None:
    """A heading, or a line that ends with a colon, in which partners are announced."""
    if block.end - block.start > _ITEM:
        return None
    keys = scene.reading.cues.keys("ties", block.start, block.end)
    kinds = [kind for kind in TIE_KINDS if kind in keys and kind != "contact"]
    words = scene.text[block.start : block.end].rstrip()
    if not kinds or not _announces(scene, block, words):
        return None
    parties = [party for party in scene.between(block.start, block.end) if not party.is_part]
    if len({party.place.country for party in parties}) > 1:
        return None
    kind: TieKind = "agreement" if {"twinning", "agreement"} <= keys and "合作关系" in words else kinds[0]
    return Lead(kind, scene.reading.document.span(block.start, block.end), parties[0] if parties else None, index)


def _announces(scene: Scene, block: Block, words: str) -> bool:
    """Whether a line ends in a colon, or in the partners' noun: "Villes jumelles", 国际友城, "Jumelages (au 1er mai)"."""
    if words.endswith((":", "：")):
        return True
    bare = _TRAILING.sub("", words)
    if _OF_OWNER.search(words):
        return True
    last = [cue for cue in scene.reading.cues.within("ties", block.start, block.end) if cue.key != "contact"][-1:]
    return bool(last) and last[0].end >= block.start + len(bare) - 1


def _item(scene: Scene, block: Block, lead: Lead) -> Iterator[Link]:
    parties = [party for party in scene.between(block.start, block.end) if not party.is_part]
    countries = {party.place.country for party in parties}
    owner = lead.party or scene.owner
    if len(countries) == 2:
        two_by_two = list(pairs(parties, scene.text))
    elif len(countries) == 1 and owner and owner.place.country not in countries:
        two_by_two = [(owner, party) for party in parties]
    else:
        return
    quote = scene.reading.document.span(block.start, block.end)
    for one, other in two_by_two:
        says = (
            Said("kind", _kind(scene, block, lead), quote, (lead.quote,), ORIGIN),
            *_since(scene, block, quote, lead),
            *_themes(scene, block, quote, lead),
        )
        yield Link(pair(one, other), says, (), _state(scene, block), (other.start, other.end) in scene.disputed)


def _state(scene: Scene, block: Block) -> State:
    wished: State = "wished" if is_wished(scene.reading, block.start, block.end) else "active"
    return scene.states.get(block.start, wished)


def _kind(scene: Scene, block: Block, lead: Lead) -> TieKind:
    """The item's own word for the tie, else its list's. What is only talked about is a contact."""
    if _state(scene, block) == "wished":
        return "contact"
    own = kind_said(scene.reading, block.start, block.end)
    return own if own in ("twinning", "agreement", "cooperation") else lead.kind


def _since(scene: Scene, block: Block, quote: Span, lead: Lead) -> Iterator[Said]:
    for moment in scene.reading.within(Moment, block.start, block.end)[:1]:
        if moment.starts:
            yield Said("since", moment.starts[:4], quote, (lead.quote,), ORIGIN)


def _themes(scene: Scene, block: Block, quote: Span, lead: Lead) -> Iterator[Said]:
    yield from themes_said(scene.reading, block.start, block.end, quote, (lead.quote,))
