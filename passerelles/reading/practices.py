"""Finds expertise and good practices that somebody holds, with the label given for them.

A label needs its name (between quotation marks, or in capitals) and who holds it; who gave it, when, and who came to see it are said where
the text says so. An expertise needs a holder and a field: "leur expertise de la sauvegarde du patrimoine", "l'expertise de X en
matière d'eau".
All that one document says of one holder is one practice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from passerelles.reading.acting import COUNTRIES, Actor, actors, country_of
from passerelles.reading.folding import fold, one_line
from passerelles.reading.gazetteer import Gazetteer
from passerelles.reading.lexicon import Cue
from passerelles.reading.model import Moment, Practice, Said, Sentence, Span
from passerelles.reading.reader import Reading
from passerelles.reading.ties.scene import Scene

ORIGIN = "practices/1"
_NEAR = 60  # characters between the word "label" and the label's name
_BY = 80  # characters between a word of giving and who gives
_MOST = 5  # labels and expertises read in one sentence: longer lists hold no holder
_FIELD = 140  # characters: a field is a phrase

_QUOTED = re.compile(r"[«“\"„‟]\s?([^«»“”\"\n]{3,70}?)\s?[»”\"]")
_WORD = r"[A-ZÀ-Ý][\w’'-]*"
_SMALL = r"(?:(?:et|de|du|des|la|le|les|à|en|aux?|of|the|and)\s|[dl]['’])*"
_CAPITALS = re.compile(rf"\s(?:d['’]|de |of )?({_WORD}(?:\s{_SMALL}{_WORD}){{0,6}})")
# "Stations Vertes®": a registered mark names its holder, known or not.
_MARK = re.compile(rf"{_WORD}(?:[ \n]{_SMALL}{_WORD}){{0,6}}[ \u00a0]?®")
_ARTICLE = re.compile(r"(?:L(?:es|a|e)\s|L['’]|The\s)?")
_FIELD_OF = re.compile(
    r"\s(?:unique |reconnue? |spécifique |propre )?(?:en matière (?:de |d['’])|"
    r"dans (?:le (?:domaine|champ) |les domaines )(?:de la |de l['’]|de |d['’]|du |des )|"
    r"sur (?:la |le |les |l['’])|en |de la |de l['’]|du |des |de |d['’]|in (?:the field of )?|on )"
    r"(?P<field>[^.;:!?()«»\n–—]{3,}(?:\n[^.;:!?()«»\n–—]+)?)"
)
_HELD = re.compile(r"\s(?:de |d['’]|du |des |of )(?:la |le |les |l['’]|the )?$")
_OURS = re.compile(r"(?:\b(?:leurs?|son|sa|ses|their|its)) (?:[a-z]+ )?$")
_CHINESE_PERSONS = ("长", "市长", "省长", "副", "书记", "议长")  # 巴黎市长: an honour of a person
_NETWORK = re.compile(r"^[Rr]éseau (?=[A-ZÀ-Ý])")  # "le réseau Stations Vertes": its name without what it is
_ACTIVE = re.compile(r"[^,;.]{0,40}\b(?:lui|leur|vient|viennent|a|ont|has|have|qui)\b[^,;.]{0,20} ?|,? qui [^,;.]{0,30}")
_TO = re.compile(
    r"\b(?:a|au|aux|to)(?: la| l| les| the)?(?: (?:reseau|ville|association|region|commune|network|city|town))?(?: de| d| des| of)? $|授予$"
)
_THEM = re.compile(r"\b(?:lui|leur|il|elle|ils|elles|its?|their|they|le reseau|the network)\b")
_ARTICLES = ("", "la", "le", "les", "l", "the")
# What ends a field: a clause, a verb.
_CLAUSE = re.compile(
    r",| à (?=[A-ZÀ-Ý])| (?:qui|que|dont|est|sont|a|ont|était|sera|peut|permet|permettent|intéresse|attire|suscite|séduit|inspire|"
    r"fait|ne|se|s['’]\w+|n['’]\w+|lors|auprès|à l['’]|aux?|pour|afin|is|are|has|was|with|to|at|during|which|that) "
)
_HAS = re.compile(r"\b(?:detient|detiennent|possede|possedent|dispose|disposent|a|ont|has|have|holds) (?:d )?(?:un|une|an?) (?:[a-z]+ )?$")
_IN_MATTERS = re.compile(r" (?:[a-z]+ )?(?:en matiere d|dans l|in the field of )")
_PERSON = re.compile(r"\b(?:president|presidente|maire|vice|directeur|directrice|m|mme) (?:\w+ )?(?:de |d |des |du |de la )?$")


@dataclass(slots=True)
class _Held:
    """What is known of one holder's practice so far."""

    name: str
    country: str | None
    says: list[Said] = field(default_factory=list)


def find(reading: Reading, known: Gazetteer) -> Iterable[Practice]:
    """Yield one `Practice` for each holder."""
    cues = [cue for cue in reading.cues.within("practices", 0, len(reading.text)) if cue.key in ("label", "expertise")]
    if not cues:
        return
    holders: dict[str, _Held] = {}
    marks = list(_marks(reading))
    told: Counter[int] = Counter()
    for cue in cues:
        sentence = reading.sentence_at(cue.start)
        told[sentence.start if sentence else -1] += 1
        if sentence and told[sentence.start] <= _MOST:
            read = _label if cue.key == "label" else _expertise
            for holder, said in read(reading, sentence, cue, marks, holders):
                held = holders.setdefault(fold(holder.name).strip(), _Held(holder.name, country_of(reading, holder)))
                held.says.append(said)
    for held in holders.values():
        _visited(Scene(reading, known), held, only=len(holders) == 1)
        if practice := _practice(held):
            yield practice


def _practice(held: _Held) -> Practice | None:
    says = tuple(sorted(dict.fromkeys(held.says), key=lambda said: (said.quote.start, said.name, str(said.value))))
    values = {said.name: str(said.value) for said in reversed(says)}
    name = values.get("field") or values.get("label")
    if not name:
        return None
    year = int(values["year"]) if "year" in values else None
    return Practice(held.name, name, says, values.get("label"), values.get("by"), year)


# Who is named


def _marks(reading: Reading) -> Iterator[Actor]:
    """Names with a registered mark, which no list of bodies need know."""
    if "®" not in reading.text:
        return
    for found in _MARK.finditer(reading.text):
        start = found.start() + len(_ARTICLE.match(found[0])[0])  # type: ignore[index]  # it matches nothing at least
        name = one_line(reading.text[start : found.end()].rstrip("®\u00a0 "))
        if " " in name:
            yield Actor(name, None, start, found.end(), False)


def _named(reading: Reading, start: int, end: int, marks: list[Actor]) -> list[Actor]:
    """The bodies, authorities and marks named in text[start:end]; a mark stands for a body of which it is the name."""
    here = [mark for mark in marks if start <= mark.start and mark.end <= end]
    others = [actor for actor in actors(reading, start, end) if not any(m.start < actor.end and actor.start < m.end for m in here)]
    others = [actor for actor in others if not reading.text.startswith(_CHINESE_PERSONS, actor.end)]
    others = [replace(actor, name=_NETWORK.sub("", actor.name)) for actor in others]
    return sorted([*here, *others], key=lambda actor: actor.start)


# Labels


def _label(reading: Reading, sentence: Sentence, cue: Cue, marks: list[Actor], holders: dict[str, _Held]) -> Iterator[tuple[Actor, Said]]:
    label = _label_name(reading, sentence, cue)
    if not label or "nothing" in reading.cues.keys("practices", label.start, label.end):
        return
    named = [actor for actor in _named(reading, sentence.start, sentence.end, marks) if not label.start <= actor.start < label.end]
    giver = _giver(reading, sentence, cue, named)
    holder = _holder(reading, sentence, cue, named, giver) or _spoken_of(reading, sentence, marks, holders)
    if not holder:
        return
    quote = reading.document.span(sentence.start, sentence.end)
    yield holder, Said("label", one_line(label.text), quote, (), ORIGIN)
    if giver:
        yield holder, Said("by", giver.name, quote, (), ORIGIN)
    if year := _year(reading, sentence):
        yield holder, Said("year", year, quote, (), ORIGIN)


def _label_name(reading: Reading, sentence: Sentence, cue: Cue) -> Span | None:
    """What the label is called: the quoted words after it (in Chinese, before it), else the capitals right after it."""
    if reading.text[cue.start] >= "\u2e80":
        found = None
        for found in _QUOTED.finditer(reading.text, max(sentence.start, cue.start - _NEAR), cue.start):  # noqa: B007
            pass
        return reading.document.span(*found.span(1)) if found and not reading.text[found.end() : cue.start].strip() else None
    quoted = _QUOTED.search(reading.text, cue.end, min(sentence.end, cue.end + _NEAR + 40))
    if quoted and quoted.start() - cue.end <= 20:
        return reading.document.span(*quoted.span(1))
    capitals = _CAPITALS.match(reading.text, cue.end, sentence.end)
    return reading.document.span(*capitals.span(1)) if capitals and len(capitals[1]) > 4 else None


def _giver(reading: Reading, sentence: Sentence, cue: Cue, named: list[Actor]) -> Actor | None:
    """ "délivré par le Ministère", "que le Ministère lui a remis", "le Ministère qui vient d'attribuer": who stands by a word of giving."""
    for given in reading.cues.within("practices", sentence.start, sentence.end):
        if given.key != "given" or abs(given.start - cue.start) > 160:
            continue
        after = [actor for actor in named if given.end <= actor.start <= given.end + _BY and _is_by(reading, given.end, actor.start)]
        before = [actor for actor in named if actor.end <= given.start and given.start - actor.end <= _BY and _gives(reading, actor, given)]
        if after or before:
            return (after or before[-1:])[0]
    return None


def _is_by(reading: Reading, start: int, end: int) -> bool:
    return bool(re.search(r"\b(?:par|by)(?: le| la| l| les| the)? $", reading.folded[start:end]))


def _gives(reading: Reading, actor: Actor, given: Cue) -> bool:
    """Whether an actor before an active word of giving is its subject."""
    gap = reading.folded[actor.end : given.start]
    if reading.text[actor.start] >= "\u2e80":
        return gap in ("", "向") or reading.text[actor.start - 1 : actor.start] in ("由", "被", "获") or gap.startswith("向")
    if gap == " ":
        return True  # "awarded Arles the label"
    passive = re.search(r"\b(?:ete|est|sont|was|were|been|se) (?:\w+ )?$", gap)
    return not passive and bool(_ACTIVE.fullmatch(gap))


def _holder(reading: Reading, sentence: Sentence, cue: Cue, named: list[Actor], giver: Actor | None) -> Actor | None:
    """Who has the label: to whom it is given, else who obtains it."""
    others = [actor for actor in named if actor != giver and actor.start not in ({giver.start} if giver else set())]
    if not others:
        return None
    for actor in others:
        before = reading.folded[max(sentence.start, actor.start - 30) : actor.start]
        near = [c for c in reading.cues.within("practices", max(sentence.start, actor.start - 90), actor.start) if c.key == "given"]
        if near and (_TO.search(before) or near[-1].end == actor.start - 1):
            return actor
    if not {c.key for c in reading.cues.within("practices", sentence.start, sentence.end)} & {"got", "given"}:
        return None
    first = [actor for actor in others if actor.end <= cue.start]
    opening = [a for a in others if not _PERSON.search(reading.folded[max(sentence.start, a.start - 30) : a.start])]
    labelled = reading.folded[cue.start : cue.end].startswith("labellis")
    return next(iter(opening if labelled else [a for a in first if a in opening]), None)


def _spoken_of(reading: Reading, sentence: Sentence, marks: list[Actor], holders: dict[str, _Held]) -> Actor | None:
    """ "… que le Ministère lui a remis": the holder spoken of before, where there is one only."""
    if len(holders) != 1 or not _THEM.search(reading.folded, sentence.start, sentence.end):
        return None
    held = next(iter(holders.values()))
    return Actor(held.name, None, sentence.start, sentence.start, False)


def _year(reading: Reading, sentence: Sentence) -> str | None:
    """The year in which it was given: that of the date beside the word of giving or obtaining."""
    for act in reading.cues.within("practices", sentence.start, sentence.end):
        if act.key in ("given", "got"):
            for moment in reading.within(Moment, max(sentence.start, act.start - 40), min(sentence.end, act.end + 60)):
                if moment.starts and not moment.ends:
                    return moment.starts[:4]
    return None


# Expertise


def _expertise(
    reading: Reading, sentence: Sentence, cue: Cue, marks: list[Actor], holders: dict[str, _Held]
) -> Iterator[tuple[Actor, Said]]:
    found = _owned(reading, sentence, cue, marks)
    if not found:
        return
    holder, end = found
    words = _FIELD_OF.match(reading.text, end, min(sentence.end, end + _FIELD + 40))
    name = _phrase(words["field"]) if words else ""
    quote = reading.document.span(sentence.start, sentence.end)
    if name:
        yield holder, Said("field", name, quote, (), ORIGIN)
    elif fold(holder.name).strip() in holders:
        yield holder, Said("expertise", reading.text[cue.start : cue.end], quote, (), ORIGIN)


def _owned(reading: Reading, sentence: Sentence, cue: Cue, marks: list[Actor]) -> tuple[Actor, int] | None:
    """Whose expertise it is, and where its field may begin: "l'expertise de X en matière de…", "X … leur expertise de…"."""
    after = _named(reading, cue.end, min(sentence.end, cue.end + 90), marks)
    if after and _HELD.fullmatch(reading.text, cue.end, after[0].start):
        return after[0], after[0].end
    has = _HAS.search(reading.folded, max(sentence.start, cue.start - 30), cue.start)
    if not has and not _OURS.search(reading.folded, max(sentence.start, cue.start - 20), cue.start):
        return None
    if has and not _IN_MATTERS.match(reading.folded, cue.end):
        return None  # "une expertise, vu son histoire"
    before = _named(reading, sentence.start, cue.start, marks)
    opening = [actor for actor in before if reading.folded[sentence.start : actor.start].strip(" -") in _ARTICLES]
    return (opening[0], cue.end) if opening else None


def _phrase(words: str) -> str:
    """A field ends where a clause begins; what is too long or too short is no field."""
    text = _CLAUSE.split(one_line(words))[0].strip()
    return text if 3 <= len(text) <= _FIELD else ""


# Who came to see it


def _visited(scene: Scene, held: _Held, *, only: bool) -> None:
    """Add whom the holder received: the other country's places named after a word of receiving, where the document has this holder only."""
    if not only or held.country not in COUNTRIES:
        return
    reading = scene.reading
    last = -1
    for cue in reading.cues.within("practices", 0, len(reading.text)):
        sentence = reading.sentence_at(cue.start) if cue.key == "hosts" and cue.start >= last else None
        if not sentence:
            continue
        last = sentence.end
        visitors = [p for p in scene.between(cue.end, sentence.end) if p.place.country != held.country and not (p.is_where or p.is_part)]
        quote = reading.document.span(sentence.start, sentence.end)
        held.says += [Said("visitor", visitor.place.name, quote, (), ORIGIN) for visitor in visitors]
