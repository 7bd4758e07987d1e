"""Finds who was at a meeting: chair, acting chair, present, excused. A person named without such a role is left alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from passerelles.reading.folding import one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import Cue
from passerelles.reading.minutes import PERSON, Person, chinese_person, is_minutes, organisation_after, persons, short
from passerelles.reading.model import Attendance, Block, OrganisationMention, PlaceMention, Sentence
from passerelles.reading.nearby import near
from passerelles.reading.reader import Reading

FAMILY = "people"
_TRUEST = ("excused", "acting chair", "chair", "present")  # of what is said of one person
_LABELS = {"present": "present", "excused": "excused", "chair": "chair"}
_COLON = re.compile(r"\s{0,2}(?:[(（][^)）\n]{0,40}[)）])?\s{0,2}[:：]")
_BEGINNING = re.compile(r"(?:^|[\n.;。；|•:*#]|\d[.)、])[ \t\u00a0*•–-]{0,4}(?:(?:Les?|Was|Were|The)[ ])?$")
_ENTRIES = re.compile(r"[^;；•]+")
_CHUNKS = re.compile(r"(?:[^,，、()（）]|[(（][^)）]*[)）])+")
_AND = re.compile(r"\s+(?:et|and)\s+(?=[A-Z])|(?<=[\u4e00-\u9fff])(?:和|及)(?=[\u4e00-\u9fff])")
_BRACKET = re.compile(r"[(（]([^)）]*)[)）]")
_NEGATION = re.compile(r"\b(?:n a pas|n ont pas|was not|were not|n est pas)\b")
_HIS = re.compile(r"\s{0,2}(?:(?:son|sa|leur|its|the)\s(?:vice-)?(?:présidente?|chair(?:man|woman|person)?),?\s{1,2})?")
_BY = re.compile(r"[^.,;]{0,40}?\b(?:par|by)\s{1,2}")
_WHO = re.compile(r"(?:由)?([\u4e00-\u9fff·]{2,24})$")
_MAX_LIST = 200  # blocks of one list of names


def find(reading: Reading, known: Gazetteer) -> Iterable[Attendance]:
    """Return each person with a role at the meeting, once, in the text's order."""
    of: dict[str, list[Attendance]] = {}
    for attendance in (*_lists(reading), *_sentences(reading)):
        of.setdefault(attendance.name, []).append(attendance)
    found = (person for named in of.values() for person in _told_once(named))
    return sorted(found, key=lambda person: person.quote.start)


def _told_once(named: list[Attendance]) -> Iterable[Attendance]:
    """Give each person of one name the role that is true: who was to chair and is excused did not; who chairs is present."""
    kept: list[Attendance] = []
    for person in sorted(named, key=lambda person: (_TRUEST.index(person.role), person.quote.start)):
        same = next((index for index, other in enumerate(kept) if _is_same(person, other)), None)
        if same is None:
            kept.append(person)
        elif kept[same].organisation is None:  # the list says whose, the sentence that chairs
            kept[same] = replace(kept[same], organisation=person.organisation)
    return kept


def _is_same(one: Attendance, other: Attendance) -> bool:
    """Whether two of one name are one person: nothing says that they come from two bodies."""
    return one.organisation is None or other.organisation is None or one.organisation == other.organisation


def _attendance(reading: Reading, person: Person, role: str) -> Attendance:
    return Attendance(reading.document.span(person.start, person.end), person.name, role, person.organisation)


# Lists: "Présents : …", "Excusés : …", a heading and items.


def lists(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the stretches that list who was there and who was excused; places are not asked for, so it may run before any finder."""
    yield from ((start, end) for cue, start, end in _listed(reading) if cue.key != "chair")


def _lists(reading: Reading) -> Iterator[Attendance]:
    for cue, start, end in _listed(reading):
        for person in _named(reading, start, end):
            yield _attendance(reading, person, _LABELS[cue.key])


def _listed(reading: Reading) -> Iterator[tuple[Cue, int, int]]:
    labels = [cue for cue in reading.cues.within(FAMILY, 0, len(reading.text)) if cue.key in _LABELS and _is_label(cue, reading)]
    for index, cue in enumerate(labels):
        limit = labels[index + 1].start if index + 1 < len(labels) else len(reading.text)
        yield from ((cue, start, end) for start, end in _stretches(cue, reading, limit))


def _is_label(cue: Cue, reading: Reading) -> bool:
    sentence = reading.sentence_at(cue.start)
    if sentence is None or not _BEGINNING.search(reading.text[max(sentence.start, cue.start - 12) : cue.start]):
        return False
    block = reading.document.blocks[sentence.block]
    alone = block.start >= cue.start - 4 and not reading.text[cue.end : block.end].strip(" :：*")
    return bool(_COLON.match(reading.text, cue.end)) or (alone and (cue.key != "chair" or block.kind == "row"))


def _stretches(cue: Cue, reading: Reading, limit: int) -> Iterator[tuple[int, int]]:
    """Yield where a label's names stand: after its colon, else in the blocks that follow until one is no entry of a list."""
    sentence = reading.sentence_at(cue.start)
    colon = _COLON.match(reading.text, cue.end)
    if sentence is None:
        return
    start = colon.end() if colon else cue.end
    if reading.text[start : min(sentence.end, limit)].strip():
        yield start, min(sentence.end, limit)
        return
    blocks = reading.document.blocks
    for block in blocks[sentence.block + 1 : sentence.block + 1 + _MAX_LIST]:
        if block.start >= limit or block.kind == "heading" or not _is_entry(block, reading):
            return
        yield block.start, min(block.end, limit)


def _is_entry(block: Block, reading: Reading) -> bool:
    return block.kind in ("item", "row") or (block.end - block.start < 120 and reading.text[block.end - 1] not in ".!?:。：！？")


def _named(reading: Reading, start: int, end: int) -> Iterator[Person]:
    if "," not in reading.text[start:end] and "、" not in reading.text[start:end]:
        lines = re.compile(r"[^\n]+")  # one person a line; else a new line is where a line was full
        stretches = [found.span() for found in lines.finditer(reading.text, start, end)]
    else:
        stretches = [(start, end)]
    for first, last in stretches:
        for entry in _ENTRIES.finditer(reading.text, first, last):
            yield from _entry(reading, *entry.span())


def _entry(reading: Reading, start: int, end: int) -> Iterator[Person]:
    """Read one entry: "Mmes A, B (CUF)", "Ville de Tours : A, B", "A, directrice, Ville de Tours"."""
    host, colon = None, re.compile(r"[^,:：]{2,60}[:：]").match(reading.text, start, end)
    if colon:
        bodies = reading.within(OrganisationMention, start, colon.end())
        host = short(bodies[0]) if bodies else one_line(colon[0][:-1].strip(" -•*"))
        start = colon.end()
    is_several, last = False, None
    for at, to in _chunks(reading.text, start, end):
        person = _chinese(reading, at, to) or _latin(reading, at, to, is_several)
        if person:
            is_several |= bool(re.match(r"\s*(?:MM\.|Mmes|Mesdames|Messieurs)", reading.text[at:to]))
            if last:
                yield last
            last = Person(person.start, person.end, person.name, person.organisation or host)
        elif last and not last.organisation:
            bodies = reading.within(OrganisationMention, at, to)
            last = Person(last.start, last.end, last.name, short(bodies[0]) if bodies else None)
    if last:
        yield last


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for chunk in _CHUNKS.finditer(text, start, end):
        at = chunk.start()
        for joint in _AND.finditer(text, chunk.start(), chunk.end()):
            yield at, joint.start()
            at = joint.end()
        yield at, chunk.end()


def _chinese(reading: Reading, start: int, end: int) -> Person | None:
    words = reading.text[start:end]
    bare = "".join(_BRACKET.sub("", words).split()).strip("。.")
    found = chinese_person(bare) if bare and bare[0] >= "\u2e80" else None
    if not found:
        return None
    name, before = found
    bracket = _BRACKET.search(words)
    at = reading.text.find(name, start, end)
    if at < 0 or _is_other_name(reading, at, at + len(name)):
        return None
    return Person(at, at + len(name), name, before or (bracket[1] if bracket else None))


def _latin(reading: Reading, start: int, end: int, is_several: bool) -> Person | None:
    words = reading.text[start:end]
    at = start + len(words) - len(words.lstrip(" \t\n\u00a0-–•*|"))
    found = PERSON.match(reading.text, at, end)
    if not found:
        return None
    rest = reading.text[found.end() : end].strip(" .\n\t|*")
    if rest and rest[0] not in "(（–—-|/:":
        return None
    if not found["title"] and not is_several and _is_other_name(reading, at, found.end()):
        return None
    return Person(found.start("name"), found.end(), one_line(found["name"]), organisation_after(reading, found.end(), end))


def _is_other_name(reading: Reading, start: int, end: int) -> bool:
    bodies = [body.quote for body in reading.within(OrganisationMention, start, end)]
    places = [place.quote for place in reading.within(PlaceMention, start, end)]
    return any(quote.end >= end for quote in (*bodies, *places))


# Sentences: "présidée par …", "X a assuré l'animation", "会议由…主持".


def _sentences(reading: Reading) -> Iterator[Attendance]:
    in_minutes, chair_is_missing = is_minutes(reading), _is_chair_missing(reading)
    for cue in reading.cues.within(FAMILY, 0, len(reading.text)):
        sentence = reading.sentence_at(cue.start)
        if sentence is None or (cue.key in _LABELS and cue.key != "chair"):
            continue
        if cue.key == "chaired_by":
            yield from _chaired(cue, sentence, reading)
        elif cue.key in ("chairs", "acting"):
            yield from _leads(cue, sentence, reading, chair_is_missing)
        elif cue.key == "apologised":
            yield from _apologised(cue, sentence, reading)
        elif cue.key in ("presided", "presides", "chair") and reading.text[cue.start] >= "\u2e80":
            yield from _chaired_in_chinese(cue, sentence, reading)
        elif cue.key == "presence":
            for person in persons(reading, cue.end, sentence.end):
                yield _attendance(reading, person, "present")
        elif cue.key == "represented" and in_minutes and (by := _BY.match(reading.text, cue.end, sentence.end)):
            for person in list(persons(reading, by.end(), min(by.end() + 80, sentence.end)))[:1]:
                host = person.organisation or _body_before(reading, sentence, cue.start)
                yield _attendance(reading, Person(person.start, person.end, person.name, host), "present")


def _chaired(cue: Cue, sentence: Sentence, reading: Reading) -> Iterator[Attendance]:
    """ "La réunion, présidée par X": what is chaired must be a meeting; "n'a pas été présidée par X" says that X was not there."""
    before = near(FAMILY, reading.folded, max(sentence.start, cue.start - 80), cue.start)
    what = [found.key for found in before if found.key in ("meeting", "not_meeting")]
    if not what or what[-1] == "not_meeting":
        return
    is_absent = _NEGATION.search(reading.folded, max(sentence.start, cue.start - 24), cue.start)
    for person in list(persons(reading, _after_his(cue, reading), min(cue.end + 120, sentence.end)))[:1]:
        yield _attendance(reading, person, "excused" if is_absent else "chair")


def _apologised(cue: Cue, sentence: Sentence, reading: Reading) -> Iterator[Attendance]:
    """ "Le président du groupe, M. X, retenu, s'est fait excuser"."""
    for person in list(persons(reading, sentence.start, cue.start))[:1]:
        yield _attendance(reading, person, "excused")


def _after_his(cue: Cue, reading: Reading) -> int:
    his = _HIS.match(reading.text, cue.end)
    return his.end() if his else cue.end


def _leads(cue: Cue, sentence: Sentence, reading: Reading, chair_is_missing: bool) -> Iterator[Attendance]:
    """ "X, président du comité, a assuré l'animation": acting where somebody else was to chair."""
    absent = [found for found in reading.cues.within(FAMILY, sentence.start, sentence.end) if found.key == "absence"]
    stand_in = cue.key == "acting" and (bool(absent) or chair_is_missing)
    start = sentence.start
    for missing in absent:
        for person in list(persons(reading, missing.end, min(missing.end + 80, sentence.end)))[:1]:
            yield _attendance(reading, person, "excused")
            start = max(start, person.end) if person.end < cue.start else start
            stand_in = True
    for person in list(persons(reading, start, cue.start))[:1]:
        yield _attendance(reading, person, "acting chair" if stand_in else "chair")


def _is_chair_missing(reading: Reading) -> bool:
    """Whether the text says that who was to chair did not."""
    for cue in reading.cues.within(FAMILY, 0, len(reading.text)):
        if cue.key == "chaired_by" and _NEGATION.search(reading.folded, max(cue.start - 24, 0), cue.start):
            return True
        sentence = reading.sentence_at(cue.start) if cue.key == "apologised" else None
        if sentence and "head" in {found.key for found in near(FAMILY, reading.folded, sentence.start, cue.start)}:
            return True
    return False


def _chaired_in_chinese(cue: Cue, sentence: Sentence, reading: Reading) -> Iterator[Attendance]:
    who = _WHO.search(reading.text, max(sentence.start, cue.start - 26), cue.start)
    person = chinese_person(who[1].split("由")[-1]) if who else None
    if who is None or person is None:
        return
    name, host = person
    at = reading.text.rindex(name, sentence.start, cue.start)
    absent = any(found.key == "absence" for found in reading.cues.within(FAMILY, sentence.start, cue.start))
    yield _attendance(reading, Person(at, at + len(name), name, host), "acting chair" if absent else "chair")


def _body_before(reading: Reading, sentence: Sentence, at: int) -> str | None:
    bodies = reading.within(OrganisationMention, sentence.start, at)
    return short(bodies[-1]) if bodies else None
