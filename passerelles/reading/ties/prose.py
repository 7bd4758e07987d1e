"""Ties said in sentences: two authorities and a word that ties them, or one and a pronoun for the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from passerelles.reading.levels import levels_of
from passerelles.reading.lexicon import Cue, vocabulary
from passerelles.reading.model import TIE_KINDS, Moment, OrganisationMention, Said, Sentence, Span, TieKind
from passerelles.reading.ties import lists
from passerelles.reading.ties.pairs import pairs
from passerelles.reading.ties.said import is_wished, kind_said, milestones_said, start_said, themes_said
from passerelles.reading.ties.scene import COUNTRIES, Link, Party, Scene, fits, pair

ORIGIN = "ties/1"
_STOP = re.compile(r"[;；]")
# "jumelée avec Coblence": a capital after the tie's word, which is no place of the two countries, is a third country's.
_PARTNER = re.compile(
    r"\s+(?:avec|à|aux?|de|d['’]|with|to)\s*(?:la |le |les |l['’])?"
    r"(?:(?:ville|cité|commune|city|town) (?:\w+ )?(?:de |d['’]|of ))?(?=[A-ZÀ-Ý])"
)
_BEGINS_NEXT = re.compile(r"[\w'’-]+ (?:avec|with|à) ")
_WITH_BODY = re.compile(r" (?:avec|a|with) (?:un|une|le|la|l|celui|celle|a|the) ([a-z]+)")
_NAMES = re.compile(r"(?:[A-ZÀ-Ý][\w'’-]*|\([^)]*\)|,|\s|et|and|de|d['’]|à|puis)*")
_SUBJECT = re.compile(
    r"(?:(?:et|mais|or|puis|enfin|ainsi|depuis|aujourd hui|en \d{4}),? )?"
    r"(?:il(?! (?:y a|s agit|est|faut|a ete|convient|existe|reste|importe))|elle|ils|elles|nous) "
)
_VISITOR = re.compile(
    r"\b(?:delegation|maire|vice maire|mayor|delegates|gouverneur|gouverneure|vice gouverneur|officials|secretaire|representants|elus)\b"
    r"(?:(?! a | ont | est | et )[^,;:.]){0,45}?(?:de|du|d|of|from|des)"
    r"(?: la| l)?(?: (?:ville|province|municipalite|district|prefecture|city|region)(?: de| du| d| of)?)? $"
)
_VISITOR_ZH = re.compile(r"[市省区县]?(?:[\u4e00-\u9fff]{0,4})(?:代表团|市长|副市长|书记|省长|议长|议员|政府|访问团|客人|友人)")
_SIDES = {"FR": "french", "CN": "chinese"}
_LINE = 80  # characters: a line that names two authorities and nothing more is the heading of what follows
_FAR = 30  # sentences: how far a text that speaks of one pair only may go on about it
_POSSESSIVE = re.compile(
    r"\b(?:son|sa|leur|notre|its|our|their) (?:[a-z]+ ){0,2}"
    r"(?:president|presidente|maire|mayor|partenaire|jumelle|jumelage|ville|alliee|partner|sister|twin)"
)
_TOGETHER = re.compile(
    r"\s*(?:et|and|&|[-–—/])\s*(?:la |le |les |l['’])?(?:[Vv]ille d[e'’]\s?|[Pp]rovince d[ue] )?|[市省]?[与和、—－-][法国]*"
)


@dataclass(slots=True)
class Thread:
    """The pairs last spoken of, for the sentences that go on about them."""

    pairs: list[tuple[Party, Party]] = field(default_factory=list)
    at: int = -9  # index of the sentence
    quote: Span | None = None
    kind: TieKind | None = None
    since: str | None = None
    is_only: bool = True  # no other pair was spoken of before
    is_bare: bool = False  # named by a heading or in one breath, without a word for what ties it

    def begin(self, topical: tuple[Party, Party] | None, index: int) -> None:
        """Take the two authorities the document is about, where a sentence says "the two cities" before any pair was named."""
        if topical:
            self.pairs, self.at = [topical], index


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence, or what stands between its semicolons, with the authorities it names and the tie it speaks of."""

    index: int
    sentence: Sentence
    start: int
    end: int
    kind: TieKind
    quote: Span
    parties: tuple[Party, ...]

    @property
    def named(self) -> list[Party]:
        return [party for party in self.parties if not party.is_part]


def find(scene: Scene) -> Iterator[Link]:
    """Yield what each sentence of running text says of each pair."""
    thread = Thread()
    leads = {lead.block for lead in lists.leads(scene)}
    for index, sentence in enumerate(scene.reading.sentences):
        if scene.reading.document.blocks[sentence.block].kind == "row" or sentence.block in leads:
            continue
        if rest := _handed_over(scene, index, sentence, thread):
            yield from _going_on(scene, index, replace(sentence, end=rest.start), thread, named=())
            sentence = rest
        said = [found for clause in _clauses(scene, index, sentence) for found in _direct(scene, clause)] or _unnamed(
            scene, index, sentence
        )
        if not said and thread.pairs and index - thread.at <= 2:
            said = _elliptical(scene, index, sentence, thread)
        if said:
            two = [parties for parties, _ in said]
            quote = scene.reading.document.span(sentence.start, sentence.end)
            thread = Thread(two, index, quote, _strongest(said), _since(said), thread.is_only and _are_same(thread.pairs, two))
            yield from (link for _, link in said)
        elif joint := _joint(scene, index):
            block = scene.reading.document.blocks[sentence.block]
            is_bare = block.kind == "heading" or (
                block.end - block.start <= _LINE and (block.start, block.end) == (sentence.start, sentence.end)
            )
            quote = scene.reading.document.span(sentence.start, sentence.end)
            thread = Thread(joint, index, quote, is_only=thread.is_only and _are_same(thread.pairs, joint), is_bare=is_bare)
        else:
            yield from _going_on(scene, index, sentence, thread)


def _joint(scene: Scene, index: int) -> list[tuple[Party, Party]]:
    """ "Tours et Luoyang sont les doyennes": two authorities named in one breath are spoken of together in what follows."""
    named = [party for party in scene.parties(index) if not party.is_part]
    if len(named) != 2 or named[0].place.country == named[1].place.country:
        return []
    return [(named[0], named[1])] if _TOGETHER.fullmatch(scene.text, named[0].end, named[1].start) else []


def _are_same(before: list[tuple[Party, Party]], now: list[tuple[Party, Party]]) -> bool:
    """Whether a document goes on about one and the same pair."""
    keys = {frozenset(party.place.key for party in two) for two in (*before, *now)}
    return len(keys) == 1


def _strongest(said: list[tuple[tuple[Party, Party], Link]]) -> TieKind:
    kinds = {value.value for _, link in said for value in link.says if value.name == "kind"}
    return next((kind for kind in TIE_KINDS if kind in kinds), "contact")


def _since(said: list[tuple[tuple[Party, Party], Link]]) -> str | None:
    return next((str(value.value) for _, link in said for value in link.says if value.name == "since"), None)


def _clauses(scene: Scene, index: int, sentence: Sentence) -> Iterator[Clause]:
    """Cut a sentence at its semicolons. A clause without a tie's word has the one of the clause before ("à Dreux, Panyu")."""
    whole = _kind(scene, index, sentence.start, sentence.end)
    if whole is None or scene.text[sentence.end - 1] in "?？":  # a question states nothing
        return
    bounds = [sentence.start, *(stop.end() for stop in _STOP.finditer(scene.text, sentence.start, sentence.end)), sentence.end]
    last: TieKind | None = None
    quote = scene.reading.document.span(sentence.start, sentence.end)
    for start, end in pairwise(bounds):
        parties = tuple(party for party in scene.parties(index) if start <= party.start < end)
        kind = _kind(scene, index, start, end) or (last and max(last, "cooperation", key=("twinning", "agreement", "cooperation").index))
        last = kind if kind in ("twinning", "agreement", "cooperation") else None
        if kind and parties:
            yield Clause(index, sentence, start, end, kind, quote, parties)


def _kind(scene: Scene, index: int, start: int, end: int) -> TieKind | None:
    """The kind that text[start:end] speaks of, leaving out the words for a tie with a third country's town ("jumelle d'Augsbourg")."""
    cues = scene.reading.cues.within("ties", start, end)
    if not cues:
        return None
    starts = {party.start for party in scene.parties(index)}
    foreign = tuple(cue.start for cue in cues if _is_foreign(scene, cue, starts))
    return kind_said(scene.reading, start, end, without=foreign)


def _is_foreign(scene: Scene, cue: Cue, starts: set[int]) -> bool:
    """Whether a tie's word is followed by a partner that is no authority of the two countries: a foreign town, a zoo, a school."""
    if cue.key == "twinning" and _is_with_body(scene, cue.end):
        return True
    partner = _PARTNER.match(scene.text, cue.end)
    if cue.key not in ("twinning", "cooperation") or partner is None or _names_either(scene, partner.end(), starts):
        return False
    later = [start for start in starts if partner.end() < start <= partner.end() + 80 and not _BEGINS_NEXT.match(scene.text, start)]
    # "jumelée avec Pise et Yantai": a partner of the two countries may come later in the list
    return not any(_NAMES.fullmatch(scene.text, partner.end(), start) for start in later)


def _is_with_body(scene: Scene, end: int) -> bool:
    """ "jumelé avec un zoo", "avec le lycée n° 3": bodies are twinned, not their towns."""
    partner = _WITH_BODY.match(scene.reading.folded, end)
    return bool(partner and "institution" in vocabulary("titles").get(partner.group(1), frozenset()))


def _names_either(scene: Scene, at: int, starts: set[int]) -> bool:
    """Whether a place of the two countries, or France or China, is named at an offset."""
    return at in starts or any(cue.start == at and cue.key in ("FR", "CN") for cue in scene.reading.cues.within("countries", at, at + 40))


def _direct(scene: Scene, clause: Clause) -> list[tuple[tuple[Party, Party], Link]]:
    """What a clause says of the pairs it names, in full or with one side understood."""
    parties: list[Party] = _without_mere_places(scene, clause)
    context: tuple[Span, ...] = ()
    if clause.kind == "contact" and not _is_official(scene, clause.sentence):
        return []
    if len({party.place.country for party in parties if not party.is_part}) == 1:
        understood = _understood(scene, replace(clause, parties=tuple(parties)))
        if understood is None:
            return []
        parties, context = [understood, *parties], _where_named(scene, understood)
    return [(two, _link(scene, clause, two, context)) for two in pairs(parties, scene.text)]


def _unnamed(scene: Scene, index: int, sentence: Sentence) -> list[tuple[tuple[Party, Party], Link]]:
    """ "La Région et la province travaillent ensemble depuis 2008": each side is a word that stands for it."""
    kind = _kind(scene, index, sentence.start, sentence.end)
    is_of_both = set(_SIDES.values()) <= scene.anaphora(sentence.start, sentence.end)
    if kind in (None, "contact") or not is_of_both or any(not party.is_part for party in scene.parties(index)):
        return []
    one, other = scene.meant(index, COUNTRIES[0]), scene.meant(index, COUNTRIES[1])
    if kind is None or one is None or other is None:
        return []
    quote = scene.reading.document.span(sentence.start, sentence.end)
    clause = Clause(index, sentence, sentence.start, sentence.end, kind, quote, (one, other))
    return [((one, other), _link(scene, clause, (one, other), (*_where_named(scene, one), *_where_named(scene, other))))]


def _elliptical(scene: Scene, index: int, sentence: Sentence, thread: Thread) -> list[tuple[tuple[Party, Party], Link]]:
    """ "Le premier a été passé avec A, le second avec B": after a sentence that said what, only the parties are named."""
    words = scene.reading.cues.keys("continuation", sentence.start, sentence.end)
    if thread.kind not in ("twinning", "agreement", "cooperation") or words != {"continuation", "with"}:
        return []
    parties = scene.parties(index)
    countries = {party.place.country for party in parties if not party.is_part}
    if not countries:
        return []
    if len(countries) == 1:
        parties = [party for party in thread.pairs[0] if party.place.country not in countries] + parties
    quote = scene.reading.document.span(sentence.start, sentence.end)
    kind: TieKind = "agreement" if thread.kind == "twinning" else thread.kind
    clause = Clause(index, sentence, sentence.start, sentence.end, kind, quote, tuple(parties))
    context = (thread.quote,) if thread.quote else ()
    links = [(two, _link(scene, clause, two, context)) for two in pairs(parties, scene.text)]
    if thread.since and thread.quote:
        since = Said("since", thread.since, quote, context, ORIGIN)
        links = [(two, replace(link, says=(*link.says, since))) for two, link in links]
    return links


def _without_mere_places(scene: Scene, clause: Clause) -> list[Party]:
    """Leave out a side that is only where something happens, where a pronoun says who acts ("son partenaire… signé à Caen")."""
    parties = list(clause.parties)
    for country in COUNTRIES:
        side = [party for party in clause.named if party.place.country == country]
        if not side or not all(party.is_where for party in side) or len(side) == len(clause.named):
            continue
        is_owner = scene.owner is not None and scene.owner.place.country == country
        speaks_of_other = is_owner and bool(_POSSESSIVE.search(scene.reading.folded, clause.start, clause.end))
        speaks_of_other = speaks_of_other or _SIDES[country] in scene.anaphora(clause.start, clause.end)
        if speaks_of_other or clause.kind in ("cooperation", "project") or is_wished(scene.reading, clause.start, clause.end):
            parties = [party for party in parties if party not in side]
    return parties


def _understood(scene: Scene, clause: Clause) -> Party | None:
    """The side that a clause leaves to its context: a pronoun's, or the document's own authority."""
    if clause.kind == "contact" and _is_visitor(scene, clause):
        return _host(scene, clause)
    says_whose = _POSSESSIVE.search(scene.reading.folded, clause.start, clause.end)
    if clause.kind in ("cooperation", "project", "contact") and all(party.is_where for party in clause.named) and not says_whose:
        return None  # something happens there
    missing = "CN" if clause.named[0].place.country == "FR" else "FR"
    pronouns = scene.anaphora(clause.start, clause.end)
    if _SUBJECT.match(scene.reading.folded, clause.start, clause.end) or _POSSESSIVE.search(scene.reading.folded, clause.start, clause.end):
        pronouns = pronouns | {"any"}
    if not all(fits(party.place, _levels_meant(scene, clause.start, clause.end)) for party in clause.named):
        return None  # "la Métropole fête le jumelage des deux villes": the towns' twinning, not the métropole's
    if "last" in pronouns and (last := scene.very_last(clause.index, missing)):
        return last
    if pronouns & {_SIDES[missing], "any", "both"}:
        return scene.meant(clause.index, missing)
    if len({party.place.key for party in clause.named}) > 1 or _has_other_partner(scene, clause):
        return None  # two towns of one country, twinned with each other or with somebody not named
    if clause.kind == "twinning" and _is_partner(scene, clause):
        return scene.last_named(clause.index, missing) or scene.topic(missing)
    return None


def _is_visitor(scene: Scene, clause: Clause) -> bool:
    """Whether the one side named comes as an authority: "une délégation de Wuxi", "le maire adjoint de Chengdu", 法国图尔市代表团."""
    party = clause.named[0]
    if scene.text[party.start] >= "\u2e80":
        return bool(_VISITOR_ZH.match(scene.text, party.end))
    return bool(_VISITOR.search(scene.reading.folded[max(clause.start, party.start - 70) : party.start]))


def _host(scene: Scene, clause: Clause) -> Party | None:
    """Whom a visitor meets where the sentence does not say: the authority that the text's title names."""
    missing = "CN" if clause.named[0].place.country == "FR" else "FR"
    return scene.owner if scene.owner and scene.owner.place.country == missing else None


def _is_partner(scene: Scene, clause: Clause) -> bool:
    """Whether the one side named is the partner ("jumelée avec Wuhan", 与洛阳结为友好城市): then the other is whom the text is about."""
    party = clause.named[0]
    if scene.text[party.start] >= "\u2e80":
        return scene.text[max(party.start - 3, 0) : party.start].strip("中法国").endswith(("与", "和", "同"))
    if scene.reading.folded[max(party.start - 6, 0) : party.start].endswith((" avec ", " with ")):
        return True
    cues = [cue for cue in scene.reading.cues.within("ties", clause.start, party.start) if cue.key in ("twinning", "agreement")]
    between = scene.reading.folded[cues[-1].end : party.start] if cues else ""
    return 0 < len(between) <= 40 and any(word in between.split() for word in ("avec", "a", "de", "with", "to", "et", "and"))


def _has_other_partner(scene: Scene, clause: Clause) -> bool:
    """Whether the tie's word is followed by a partner of a third country."""
    starts = {party.start for party in clause.parties}
    if any(_is_foreign(scene, cue, starts) for cue in scene.reading.cues.within("ties", clause.start, clause.end)):
        return True
    return bool(scene.reading.cues.keys("countries", clause.start, clause.end) - {"FR", "CN"})


def _where_named(scene: Scene, party: Party) -> tuple[Span, ...]:
    """The words that name a party which the sentence itself does not name."""
    sentence = scene.reading.sentence_at(party.start)
    return (scene.reading.document.span(sentence.start, sentence.end),) if sentence else ()


def _is_official(scene: Scene, sentence: Sentence) -> bool:
    return bool(scene.reading.cues.keys("officials", sentence.start, sentence.end))


def _link(scene: Scene, clause: Clause, two: tuple[Party, Party], context: tuple[Span, ...]) -> Link:
    reading = scene.reading
    start, end, quote = clause.start, clause.end, clause.quote
    wished = is_wished(reading, start, end)
    says = [Said("kind", "contact" if wished else clause.kind, quote, context, ORIGIN)]
    if not wished:
        says += start_said(reading, *_own_dates(scene, clause, two), clause.kind, quote, context)
        says += milestones_said(reading, start, end, clause.sentence, quote)
    says += themes_said(reading, start, end, quote, context)
    associated = tuple(o.name for o in reading.within(OrganisationMention, start, end) if o.kind != "authority")
    disputed = any((party.start, party.end) in scene.disputed for party in two)
    ended = "ended" in reading.cues.keys("modality", start, end)
    return Link(pair(*two), tuple(says), associated, "wished" if wished else "ended" if ended else "active", disputed)


def _own_dates(scene: Scene, clause: Clause, two: tuple[Party, Party]) -> tuple[int, int]:
    """The stretch whose dates are the pair's: "Nice, depuis 2010, et Changning, depuis 2015" dates each partner after its name."""
    dates = [moment for moment in scene.reading.within(Moment, clause.start, clause.end) if moment.starts]
    if len(dates) < 2 or len(clause.named) < 3:
        return clause.start, clause.end
    last = max(party.end for party in two)
    following = min((party.start for party in clause.named if party.start > last), default=clause.end)
    own = [moment for moment in dates if last <= moment.quote.start < following]
    return (last, following) if own else (clause.start, clause.end)


def _handed_over(scene: Scene, index: int, sentence: Sentence, thread: Thread) -> Sentence | None:
    """双方在农业方面合作，青岛与布雷斯特也结为友好城市: what stands before the comma is of the pair spoken of, the rest of a new one."""
    named = [party for party in scene.parties(index) if not party.is_part]
    if not thread.pairs or not named or "both" not in scene.anaphora(sentence.start, named[0].start):
        return None
    comma = max(scene.text.rfind(stop, sentence.start, named[0].start) for stop in ",，;；")
    return replace(sentence, start=comma + 1) if comma > sentence.start else None


def _going_on(scene: Scene, index: int, sentence: Sentence, thread: Thread, named: Sequence[Party] | None = None) -> Iterator[Link]:
    """A sentence that names no pair but goes on about the last one ("Les deux villes…", "双方…", a list of fields)."""
    kind = _kind(scene, index, sentence.start, sentence.end)
    if not thread.pairs and kind in ("twinning", "agreement") and {"both", "topic"} & scene.anaphora(sentence.start, sentence.end):
        thread.begin(scene.topical(_levels_meant(scene, sentence.start, sentence.end)), index)
    if not thread.pairs or index - thread.at > (_FAR if len(thread.pairs) == 1 and thread.is_only else 3):
        return
    named = [party for party in scene.parties(index) if not party.is_part] if named is None else named
    allowed = {party.place.key for two in thread.pairs for party in two}
    if any(party.place.key not in allowed for party in named):
        return
    pronouns = scene.anaphora(sentence.start, sentence.end)
    others = scene.reading.cues.keys("countries", sentence.start, sentence.end) - {"FR", "CN"}
    is_told = kind in ("twinning", "agreement", "cooperation", "project")
    if others or not (pronouns or (index == thread.at + 1 and kind) or (thread.is_only and (is_told or named or index == thread.at + 1))):
        return
    says = list(_said_further(scene, sentence, kind, "both" in pronouns, thread))
    keys = {party.place.key for party in named}
    about = [two for two in thread.pairs if keys & {party.place.key for party in two}] or thread.pairs
    if says:
        for two in about:
            yield Link(pair(*two), tuple(says))
    thread.at = index


def _levels_meant(scene: Scene, start: int, end: int) -> frozenset[str]:
    """What "les deux villes" or 两省 says of the two: towns, provinces…"""
    cues = [cue for cue in scene.pronouns(start, end) if cue.key == "both"]
    return levels_of(scene.reading.folded[cues[0].start : cues[0].end]) if cues else frozenset()


def _said_further(scene: Scene, sentence: Sentence, kind: TieKind | None, is_of_both: bool, thread: Thread) -> Iterator[Said]:
    quote = scene.reading.document.span(sentence.start, sentence.end)
    context = (thread.quote,) if thread.quote else ()
    is_of_bodies = "bodies" in scene.anaphora(sentence.start, sentence.end)
    if kind and kind != "contact" and not is_of_bodies and not is_wished(scene.reading, sentence.start, sentence.end):
        if is_of_both or thread.is_bare or (kind == "twinning" and thread.is_only):
            yield Said("kind", kind, quote, context, ORIGIN)
        yield from start_said(scene.reading, sentence.start, sentence.end, kind, quote, context)
    yield from themes_said(scene.reading, sentence.start, sentence.end, quote, context)
