"""Finds what a meeting decided and who is to do what by when: marked lines ("Ø …"), phrases, lists of actions, deliberations, tables."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from passerelles.reading.folding import one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import Cue
from passerelles.reading.minutes import is_minutes, persons, short
from passerelles.reading.model import Block, Decision, Moment, OrganisationMention
from passerelles.reading.nearby import keys_near, near
from passerelles.reading.reader import Reading

FAMILY = "decisions"
# Ø is what the arrow of a common symbol font becomes as text.
_MARKED = re.compile(r"^[ \t\u00a0]*[Ø\uf0d8\uf0e8\uf0f0➢➔⇒☞][ \t\u00a0]+(?=\S)", re.MULTILINE)
_LABEL = re.compile(r"[ \t*_]*(?:\d{1,2})?[ \t]*[:：]")
_NUMBERED = r"[（(]?[一二三四五六七八九十]{1,2}[)）、.]"
_LINE_START = re.compile(rf"(?:^|\n)[ \t\u00a0]*(?:[-–—•*·]|\d{{1,2}}[.)、]|[a-z][.)]|{_NUMBERED})?[ \t\u00a0]*$")
_BULLET = re.compile(rf"[ \t\u00a0]*(?:(?:[-–—•*·]|\d{{1,2}}[.)、]|[a-z]\))[ \t\u00a0]+|{_NUMBERED})")
_ARTICLE = re.compile(r"(?:[LlTt]he |[Ll]a |[Ll]e |[Ll][’'])?")
_VERB = re.compile(r" (?!et |and |de |du |des |d[’']|of |pour |à |au |avec |in |en |sur )[a-zé]{3,}")
_LITTLE = re.compile(r"[ :：\u00a0]*(?:la |le |l[’'])?")
_BY_CHINESE = re.compile(r"由([\u4e00-\u9fff]{2,16}?)(?:负责|牵头)|([\u4e00-\u9fff]{2,16}?)(?:负责|牵头)")
_TO_DUE = re.compile(r"[ \u00a0]{0,2}[:：]?[ \u00a0]{0,2}(?:le |la |the |au |fin |end of |du )?$", re.IGNORECASE)
_DUE_AFTER = re.compile(r"(?:底|末)?(?:之?前|以前)")
_MAX_ITEMS = 200  # of one list


class _Minutes:
    """A reading with what its decisions depend on, asked once."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.text = reading.text
        self.cues = reading.cues.within(FAMILY, 0, len(reading.text))
        self.taken: set[int] = set()

    @cached_property
    def is_minutes(self) -> bool:
        return is_minutes(self.reading)

    @cached_property
    def deliberates_from(self) -> int:
        """Where a deliberation begins to decide; the end of the text where none does."""
        return next((cue.start for cue in self.cues if cue.key == "deliberates"), len(self.text))

    def decision(self, start: int, end: int, *, is_item: bool = False) -> Iterator[Decision]:
        """Yield the stretch as a decision, unless its first sentence already is one. An item may begin with who does it."""
        for mark in (_MARKED, _BULLET):
            if found := mark.match(self.text, start, end):
                start = found.end()
        quote = self.reading.document.span(start, end)
        if not quote.text or quote.start in self.taken:
            return
        self.taken.add(quote.start)
        who = owner(self.reading, quote.start, quote.end) or (_subject(self.reading, quote.start, quote.end) if is_item else None)
        yield Decision(quote, one_line(quote.text).rstrip(" ;；"), who, due(self.reading, quote.start, quote.end))


def find(reading: Reading, known: Gazetteer) -> Iterable[Decision]:
    """Yield each decision or action in the text's order."""
    minutes = _Minutes(reading)
    found = [*_tables(minutes), *_marked(minutes), *_phrases(minutes), *_lists(minutes)]
    return sorted(found, key=lambda decision: decision.quote.start)


def _marked(minutes: _Minutes) -> Iterator[Decision]:
    """ "Ø Un agenda, tenu par CUF, serait utile": in minutes every such line, in an agenda only those that say something."""
    agendas = _agendas(minutes)
    marks = list(_MARKED.finditer(minutes.text))
    for index, mark in enumerate(marks):
        start = mark.end()
        sentence = minutes.reading.sentence_at(start)
        if sentence is None:
            continue
        block = minutes.reading.document.blocks[sentence.block]
        following = marks[index + 1].start() if index + 1 < len(marks) else len(minutes.text)
        gap = re.compile(r"\n[ \t]*\n").search(minutes.text, start, block.end)
        end = min(block.end, following, gap.start() if gap else block.end)
        keys = minutes.reading.cues.keys(FAMILY, start, end) | keys_near(FAMILY, minutes.reading.folded, start, end)
        in_agenda = _is_in(start, agendas)
        if keys & {"refuses", "will", "does", "decides", "decided"} or (minutes.is_minutes and not in_agenda):
            yield from minutes.decision(start, end, is_item=True)


def _agendas(minutes: _Minutes) -> list[tuple[int, int]]:
    """Return the stretches that a heading like AGENDA opens, up to the next heading; in order, apart."""
    headings = [block.start for block in minutes.reading.document.blocks if block.kind == "heading"]
    found: list[tuple[int, int]] = []
    for cue in minutes.cues:
        sentence = minutes.reading.sentence_at(cue.start) if cue.key == "agenda" else None
        if sentence and minutes.text[sentence.start : sentence.end].strip(" :*") == minutes.text[cue.start : cue.end]:
            following = bisect_left(headings, cue.end)
            found.append((cue.end, headings[following] if following < len(headings) else len(minutes.text)))
    return found


def _is_in(at: int, stretches: list[tuple[int, int]]) -> bool:
    index = bisect_left(stretches, (at + 1, 0)) - 1
    return index >= 0 and at < stretches[index][1]


_PHRASES = frozenset(("decided", "agreed", "decides", "does", "resolves", "deliberates"))


def _phrases(minutes: _Minutes) -> Iterator[Decision]:
    for cue in minutes.cues:
        if cue.key in _PHRASES and _decides(cue, minutes):
            sentence = minutes.reading.sentence_at(cue.start)
            if sentence is None:
                continue
            block = minutes.reading.document.blocks[sentence.block]
            if minutes.text[sentence.start : sentence.end].rstrip()[-1] in ":：" and sentence.end >= block.end:
                yield from _items(minutes, sentence.block + 1)  # "Il a été décidé :" and the items that follow
            else:
                yield from minutes.decision(cue.start if cue.key == "resolves" else sentence.start, sentence.end)


def _decides(cue: Cue, minutes: _Minutes) -> bool:
    sentence = minutes.reading.sentence_at(cue.start)
    if sentence is None:
        return False
    if cue.key in ("decided", "agreed"):
        shortest = 14 if minutes.text[cue.start] < "\u2e80" else 3
        if sentence.end - cue.end < shortest and minutes.text[sentence.end - 1] not in ":：":
            return False  # "Il est convenu ce qui suit"
        if cue.key == "agreed":
            return minutes.is_minutes  # elsewhere what two sides agree on is their partnership
        return minutes.is_minutes or not _is_told(minutes, sentence.start, cue.start)
    if cue.key == "decides":
        start = max(sentence.start, cue.start - 80)
        return minutes.is_minutes and "decider" in keys_near(FAMILY, minutes.reading.folded, start, cue.start)
    if cue.key == "deliberates":  # "Le conseil, après en avoir délibéré :" and the items that follow
        return minutes.text[sentence.end - 1] in ":：" and sentence.end >= minutes.reading.document.blocks[sentence.block].end
    if cue.key == "does":
        return minutes.is_minutes and _doer(minutes.reading, sentence.start, cue.start) is not None
    return cue.start > minutes.deliberates_from and _begins(cue, sentence.start, minutes.text)


def _begins(cue: Cue, start: int, text: str) -> bool:
    """Whether a cue begins its line, but for a bullet or a number."""
    return cue.start == start or bool(_LINE_START.search(text[max(cue.start - 12, 0) : cue.start]))


def _is_told(minutes: _Minutes, start: int, end: int) -> bool:
    """Whether a date before the verb puts the decision in the past of what is told: "En 2010, … il a été décidé"."""
    return bool(minutes.reading.within(Moment, start, end))


def _doer(reading: Reading, start: int, end: int) -> str | None:
    """Who stands just before a verb: "CUF doit", "Mme Verger prendra contact"."""
    for body in reversed(reading.within(OrganisationMention, start, end)):
        if not reading.text[body.quote.end : end].strip():
            return short(body)
    for person in persons(reading, max(start, end - 60), end):
        if not reading.text[person.end : end].strip():
            return person.name
    return None


def _lists(minutes: _Minutes) -> Iterator[Decision]:
    """Items under "Actions à mener", and lines like "Action : …"."""
    blocks = minutes.reading.document.blocks
    for cue in minutes.cues:
        sentence = minutes.reading.sentence_at(cue.start) if cue.key == "list" else None
        if sentence is None or not _begins(cue, sentence.start, minutes.text):
            continue
        block = blocks[sentence.block]
        colon = _LABEL.match(minutes.text, cue.end)
        if block.kind == "row":
            continue
        after = minutes.text[colon.end() if colon else cue.end : block.end].strip(" *\n")
        if not after:
            yield from _items(minutes, sentence.block + 1)
        elif colon:
            for part in re.compile(r"[^;；]+").finditer(minutes.text, colon.end(), sentence.end):
                yield from minutes.decision(*part.span())


def _items(minutes: _Minutes, first: int) -> Iterator[Decision]:
    """Yield the items from block `first` on, until one is none."""
    for block in minutes.reading.document.blocks[first : first + _MAX_ITEMS]:
        if block.kind != "item" and not _BULLET.match(minutes.text, block.start, block.end):
            return
        yield from minutes.decision(block.start, block.end, is_item=True)


def _tables(minutes: _Minutes) -> Iterator[Decision]:
    """Rows of a table whose head names actions and who is to do them, or by when."""
    columns: dict[str, int] = {}
    table: int | None = None
    for block in minutes.reading.document.blocks:
        if block.kind != "row":
            continue
        if block.table != table or block.is_header:
            table, columns = block.table, _columns(block, minutes) if block.is_header else {}
        elif "list" in columns and len(columns) > 1 and columns["list"] < len(block.cells):
            yield from _row(block, columns, minutes)


def _columns(block: Block, minutes: _Minutes) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, (start, end) in enumerate(block.cells):
        found = minutes.reading.cues.keys(FAMILY, start, end) | keys_near(FAMILY, minutes.reading.folded, start, end)
        for key in found & {"list", "owner", "due"}:
            columns.setdefault(key, index)
    return columns


def _row(block: Block, columns: dict[str, int], minutes: _Minutes) -> Iterator[Decision]:
    cells = {key: block.cells[index] for key, index in columns.items() if index < len(block.cells)}
    words = {key: one_line(minutes.text[start:end]) for key, (start, end) in cells.items()}
    if not words["list"]:
        return
    quote = minutes.reading.document.span(block.start, block.end)
    minutes.taken.add(quote.start)
    moments = minutes.reading.within(Moment, *cells["due"]) if "due" in cells else []
    when = moments[0].ends or moments[0].starts if moments else words.get("due")
    yield Decision(quote, words["list"], words.get("owner") or None, when or None)


def owner(reading: Reading, start: int, end: int) -> str | None:
    """Who is to do it: after "tenu par", before "doit", "由…负责"; None where it is not said."""
    cues = [*reading.cues.within(FAMILY, start, end), *near(FAMILY, reading.folded, start, end)]
    for cue in cues:
        if cue.key == "does" and (doer := _doer(reading, start, cue.start)):
            return doer
        if cue.key == "owner":
            if reading.text[cue.start] >= "\u2e80":
                return _owner_in_chinese(reading, start, cue.end)
            if found := _owner_after(reading, cue.end, end):
                return found
    return None


def _subject(reading: Reading, start: int, end: int) -> str | None:
    """Who an item begins with, where a verb follows: "La Ville de Pau partage sa convention"."""
    spans = [(body.quote.start, body.quote.end, short(body)) for body in reading.within(OrganisationMention, start, min(start + 8, end))]
    spans += [(person.start, person.end, person.name) for person in persons(reading, start, min(start + 60, end))]
    for first, last, name in spans[:1]:
        if _ARTICLE.fullmatch(reading.text, start, first) and _VERB.match(reading.text, last, end):
            return name
    return None


def _owner_after(reading: Reading, at: int, end: int) -> str | None:
    limit = min(end, at + 60)
    bodies = reading.within(OrganisationMention, at, limit)
    if (
        bodies
        and not reading.text[at : bodies[0].quote.start]
        .strip(" :：\u00a0")
        .removeprefix("la")
        .removeprefix("le")
        .removeprefix("l’")
        .strip()
    ):
        return short(bodies[0])
    return next((person.name for person in persons(reading, at, limit) if not reading.text[at : person.start].strip(" :：\u00a0")), None)


def _owner_in_chinese(reading: Reading, start: int, end: int) -> str | None:
    bodies = [body for body in reading.within(OrganisationMention, start, end) if body.quote.end >= end - 8]
    if bodies:
        return bodies[-1].name
    found = list(_BY_CHINESE.finditer(reading.text, start, end))
    return found[-1][1] or None if found else None


def due(reading: Reading, start: int, end: int) -> str | None:
    """By when: a date just after "avant", "d'ici", "by", or just before 前; None where it is not said."""
    for moment in reading.within(Moment, start, end):
        if not (moment.ends or moment.starts):
            continue
        if _DUE_AFTER.match(reading.text, moment.quote.end) or moment.quote.text.endswith("前"):
            return moment.ends or moment.starts
        before = near(FAMILY, reading.folded, max(start, moment.quote.start - 30), moment.quote.end)
        if any(cue.key == "due" and _leads_to(cue, moment, reading) for cue in before):
            return moment.ends or moment.starts
    return None


def _leads_to(cue: Cue, moment: Moment, reading: Reading) -> bool:
    """Whether nothing but little words stands between "avant" and the date; the date may hold both."""
    return cue.end >= moment.quote.start or bool(_TO_DUE.fullmatch(reading.text, cue.end, moment.quote.start))
