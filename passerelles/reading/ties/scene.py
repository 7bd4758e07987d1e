"""Who stands where in a document: the authorities of each sentence, whom pronouns mean, and what the document is about."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest

from passerelles.reading import people
from passerelles.reading.folding import fold
from passerelles.reading.gazetteer import Gazetteer, Place
from passerelles.reading.levels import levels_of
from passerelles.reading.lexicon import Cue, vocabulary
from passerelles.reading.model import Doubt, PlaceMention, Said, Sentence, State
from passerelles.reading.reader import Reading
from passerelles.reading.ties import columns
from passerelles.reading.ties.words import CONTRAST, CONTRAST_ZH

_WHERE = re.compile(
    r"(?:^|[\s('’])(?:à|en|au|aux|dans (?:la |le |les |l['’])|(?:nord|sud|est|ouest|centre) (?:de la |de l['’]|d[eu] )|"
    r"au large d[eu]|près d[eu]|côté d[eu]|non loin d[eu]|in (?:north|south|east|west|central)\w* |in|at|near|off)\s?$"
)
_NAMED = re.compile(r"\s(?:(?:de la|de|du|des|of)\s|d['’]|de l['’])?[A-ZÀ-Ý]")  # a name follows: the word is its title
_APPOSED = re.compile(r"(?: et a [\w ]{3,20})?, (?:sa|ses|son|leur|leurs|its|their|ville|villes|cite) ")
_WHERE_ZH = ("在", "于", "赴", "到", "来", "去", "抵达", "访", "前往", "从", "经", "驻")
_LIES_IN = re.compile(
    r"(?:[(,]|(?:^|\s)(?:en|in|dans|du|de|des|d|of|province|region|capitale|capital))\s*"
    r"(?:(?:la|le|l|les|the|province|region|prefecture|departement|city|ville|de|du|d|of|sud|nord|est|ouest)\s+)*\s*$"
)  # what ends just before a parent that says where a place lies: "Liyang, une ville du", "Tours ("
_WORDS = re.compile(r"\w+")
MUNICIPALITIES = ("11", "12", "31", "50")  # first digits of the codes of Beijing, Tianjin, Shanghai, Chongqing
COUNTRIES = ("FR", "CN")  # the order of a pair
SIDES = {"FR": "french", "CN": "chinese"}  # the keys of the words that stand for a party of a country
FAR = 300  # sentences: how far "cette province" may point, which says more than a pronoun
BESIDE = 3  # names: a parent stands next to what lies in it, or next but one
LABEL = 60  # characters: a name that stands alone above what is said of it
UNDER = 6  # sentences: how far down
BACK = 4  # sentences: how far back a pronoun may point


@dataclass(frozen=True, slots=True)
class Party:
    """An authority at a place of the text. `is_where`: named only as the place of something ("à Nice", 在成都)."""

    place: Place
    start: int
    end: int
    is_where: bool = False
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """What one sentence, row or item says of one pair."""

    parties: tuple[Place, Place]
    says: tuple[Said, ...]
    associated: tuple[str, ...] = ()
    state: State = "active"
    is_disputed: bool = False


def pair(one: Party, other: Party) -> tuple[Place, Place]:
    """Order two parties as the pair of countries is."""
    return (one.place, other.place) if one.place.country == COUNTRIES[0] else (other.place, one.place)


class Scene:
    """A reading seen by its authorities."""

    def __init__(self, reading: Reading, known: Gazetteer):
        """Look at a reading whose places and organisations are found."""
        self.reading = reading
        self.known = known
        self.text = reading.text
        self._parties: dict[int, list[Party]] = {}
        self._first: dict[str, Party] = {}  # by place: where it is first named
        self._clearest: dict[tuple[str, frozenset[str]], Party | None] = {}
        self.disputed = {(doubt.quote.start, doubt.quote.end) for doubt in reading.of(Doubt) if doubt.about in ("place", "name")}

    def parties(self, index: int) -> list[Party]:
        """Return the authorities named in the sentence, in order, without the parents that only locate them."""
        if index not in self._parties:
            sentence = self.reading.sentences[index]
            self._parties[index] = self.between(sentence.start, sentence.end)
        return self._parties[index]

    def between(self, start: int, end: int) -> list[Party]:
        """Return the authorities named in text[start:end], in order, without the parents that only locate them."""
        mentions = [m for m in self.reading.within(PlaceMention, start, end) if m.place.country in COUNTRIES and self._may_act(m)]
        parties: list[Party] = []
        for m in mentions:
            is_part = m.is_part or m.of_body or bool(parties and parties[-1].is_part and self._shares_title(parties[-1], m))
            parties.append(Party(m.place, m.quote.start, m.quote.end, self._is_where(m), is_part))
        return [party for index, party in enumerate(parties) if self._acts(party, parties[max(index - BESIDE, 0) : index + BESIDE + 1])]

    def _may_act(self, mention: PlaceMention) -> bool:
        start, end = mention.quote.start, mention.quote.end
        return not (_is_in(self._venues, start) or _is_in(self._attendance, start) or self._is_contrasted(start, end))

    def _is_contrasted(self, start: int, end: int) -> bool:
        """ "Contrairement à Yantai, Wuxi…", 与烟台不同: the rest is not said of it; but "…à Nice, jumelée avec…" is."""
        if self.text[start] >= "\u2e80":
            return bool(CONTRAST_ZH.match(self.text, end))
        if not CONTRAST.search(self.reading.folded, max(start - 45, 0), start):
            return False
        return all(self.text[end : cue.start].strip() != "," for cue in self.reading.cues.within("ties", end, end + 30))

    @cached_property
    def _venues(self) -> list[tuple[int, int]]:
        """The cells of tables that say where something takes place."""
        return sorted(columns.venues(self.reading))

    @cached_property
    def _attendance(self) -> list[tuple[int, int]]:
        """The lists of who was there or excused: they tie nobody."""
        return sorted(people.lists(self.reading))

    @cached_property
    def states(self) -> dict[int, State]:
        """By the start of a table's row: the state that its column for it says."""
        return columns.states(self.reading)

    def _acts(self, party: Party, beside: Sequence[Party]) -> bool:
        """Whether a name is there for itself, and not to say where one of its neighbours lies."""
        return not self._only_locates(party, beside) and not self._is_bracketed(party, beside)

    def _is_where(self, mention: PlaceMention) -> bool:
        """ "à Nice", "Dans l'Hérault", 在成都: a place of something, unless the tie's own word asks for it ("jumelée à Nice")."""
        start = mention.quote.start
        first = max(start - 24, 0)
        before = self.text[first:start].lower()
        if mention.quote.text[:1] >= "\u2e80":
            return before.removesuffix("法国").removesuffix("中国").endswith(_WHERE_ZH)
        found = _WHERE.search(before)
        if not found or self._is_apposed(mention.quote.end):
            return False
        return all(cue.end < first + found.start() for cue in self.reading.cues.within("ties", start - 40, start))

    def _is_apposed(self, end: int) -> bool:
        """ "à Angers et à Quimper, ses deux villes amies": what follows says that the place is a partner."""
        after = self.reading.sentence_at(end - 1)
        words = _APPOSED.match(self.reading.folded, end, min(after.end, end + 60) if after else end)
        return bool(words) and bool(self.reading.cues.within("ties", end, end + 60))

    def _shares_title(self, party: Party, mention: PlaceMention) -> bool:
        """ "les ports de Dunkerque et de Ningbo": the second is a port's place like the first."""
        return bool(
            re.fullmatch(
                r",? (?:et |and )?(?:de |d['’]|of |ceux de |celles? de |celui de |that of )?(?<! )",
                self.text[party.end : mention.quote.start],
            )
        )

    def _only_locates(self, party: Party, parties: Sequence[Party]) -> bool:
        return any(
            other is not party and not other.is_where and self._is_parent(party.place, other.place) and self._is_beside(party, other)
            for other in parties
        )

    def _is_bracketed(self, party: Party, parties: Sequence[Party]) -> bool:
        """ "Yichang (Jiangxi)": an area in brackets behind a place of its country says where that lies, rightly or not."""
        before = self.text[max(party.start - 2, 0) : party.start]
        near = [p for p in parties if p is not party and 0 <= party.start - p.end <= 3 and p.place.country == party.place.country]
        return bool(near) and before.endswith(("(", "（")) and party.place.level in ("province", "region", "departement")

    def _is_beside(self, parent: Party, child: Party) -> bool:
        """Whether the parent stands by the child to say where it lies: "Leshan (Sichuan)", "Chengdu, capitale du Sichuan", 浙江乐清."""
        if child.start >= parent.end:
            between = self.text[parent.end : child.start]
            apposed = re.fullmatch(r"\s?,\s", between) and _LIES_IN.search(fold(self.text[max(parent.start - 12, 0) : parent.start]))
            return between in ("的", "\t") or bool(apposed or re.fullmatch(r"(?:省|市|自治区)?\s?", between))
        if self.text[child.end : parent.start] == "\t":  # a table's next column: the city, then its province
            return True
        gap = fold(self.text[child.end : parent.start])
        if gap.startswith((" et ", " and ")):  # "Colmar et le département du Haut-Rhin": two authorities side by side
            return False
        return len(gap) <= 60 and bool(_LIES_IN.search(gap)) and not self.reading.cues.keys("ties", child.end, parent.start)

    def _is_parent(self, place: Place, other: Place) -> bool:
        return place.key != other.key and any(key in other.parents for key in (place.key, *place.successors))

    @cached_property
    def weights(self) -> dict[str, Counter[str]]:
        """Country -> how much the document is about each of its authorities: a name counts 2, in the title 3, in a body's name 1."""
        counts: dict[str, Counter[str]] = {country: Counter() for country in COUNTRIES}
        head = self.reading.document.blocks[1].end if len(self.reading.document.blocks) > 1 else 0
        for mention in self.reading.of(PlaceMention):
            if mention.place.country in counts and not mention.is_part:
                weight = 1 if mention.of_body else 3 if mention.quote.start < head else 2
                counts[mention.place.country][mention.place.key] += weight
                first = Party(mention.place, mention.quote.start, mention.quote.end)
                self._first.setdefault(mention.place.key, first)
        return counts

    @cached_property
    def manner(self) -> frozenset[str]:
        """What the document as a whole speaks of: "twinning", "agreement", "officials"."""
        spoken = self.reading.cues.keys("ties", 0, len(self.text)) & {"twinning", "agreement"}
        return frozenset(spoken | ({"officials"} if self.reading.cues.within("officials", 0, len(self.text)) else set()))

    @cached_property
    def topics(self) -> dict[str, Party]:
        """Country -> the authority the document is about, where first named: in its title or head, or oftener than any other."""
        return {country: self._first[count.most_common(1)[0][0]] for country, count in self.weights.items() if count}

    def last_named(self, index: int, country: str) -> Party | None:
        """Return the authority of a country last named before the sentence, within `BACK` sentences."""
        for earlier in range(index - 1, max(index - 1 - BACK, -1), -1):
            named = [party for party in self.parties(earlier) if party.place.country == country and not party.is_part]
            topic = self.topics.get(country)
            if about := next((party for party in named if topic and party.place == topic.place), None):
                return about
            if named:
                acting = [party for party in named if not party.is_where] or named
                return acting[0]
        return None

    def very_last(self, index: int, country: str) -> Party | None:
        """Return the authority that "cette dernière" means: the last one named in the sentence before."""
        named = [party for party in (self.parties(index - 1) if index else []) if not party.is_part]
        return named[-1] if named and named[-1].place.country == country else None

    def topic(self, country: str) -> Party | None:
        """Return the authority of a country that the document is about, where it is first named."""
        return self.topics.get(country)

    def meant(self, index: int, country: str) -> Party | None:
        """Return whom a pronoun or "cette province" in the sentence means: the last one named that its word fits, else the topic."""
        sentence = self.reading.sentences[index]
        for cue in self.pronouns(sentence.start, sentence.end):
            levels = levels_of(self.reading.folded[cue.start : cue.end])
            if cue.key == SIDES[country] or (cue.key == "any" and levels):
                return self._last_of_level(index, country, levels)
        return self._subject_before(index, country) or self.last_named(index, country) or self.topic(country)

    def _subject_before(self, index: int, country: str) -> Party | None:
        """The party that the sentence before speaks of by a word ("Cette région avait aidé Rouen. Elle a conclu…": the region)."""
        if not index:
            return None
        before = self.reading.sentences[index - 1]
        cues = self.pronouns(before.start, min(before.start + 24, before.end))
        levels = levels_of(self.reading.folded[cues[0].start : cues[0].end]) if cues and cues[0].start - before.start <= 6 else frozenset()
        return self._last_of_level(index - 1, country, levels) if levels else None

    def _last_of_level(self, index: int, country: str, levels: frozenset[str]) -> Party | None:
        first = self.reading.sentences[max(index - (FAR if levels else BACK), 0)].start
        for mention in reversed(self.reading.within(PlaceMention, first, self.reading.sentences[index].start)):
            if mention.place.country == country and not (mention.is_part or mention.of_body) and fits(mention.place, levels):
                return Party(mention.place, mention.quote.start, mention.quote.end)
        return None

    def topical(self, levels: frozenset[str] = frozenset()) -> tuple[Party, Party] | None:
        """Return the authorities that "les deux villes" means where no pair was named: each country's, if no other weighs as much."""
        two = [self._clear(country, levels) for country in COUNTRIES]
        return (two[0], two[1]) if two[0] and two[1] else None

    def beside(self, index: int, levels: frozenset[str] = frozenset()) -> tuple[Party, Party] | None:
        """Return the authorities that "les deux villes" means where none weighs most: the only ones of each country just before."""
        two = [self._only_before(index, country, levels) for country in COUNTRIES]
        return (two[0], two[1]) if two[0] and two[1] else None

    def _only_before(self, index: int, country: str, levels: frozenset[str]) -> Party | None:
        earlier = [party for at in range(max(index - BACK, 0), index) for party in self.parties(at)]
        named = {p.place.key: p for p in earlier if p.place.country == country and not p.is_part and fits(p.place, levels)}
        return next(iter(named.values())) if len(named) == 1 else None

    def _clear(self, country: str, levels: frozenset[str]) -> Party | None:
        if (country, levels) not in self._clearest:
            weights = [(weight, key) for key, weight in self.weights[country].items() if fits(self._first[key].place, levels)]
            best = nlargest(2, weights)
            is_clear = len(best) == 1 or (len(best) == 2 and best[0][0] > best[1][0])
            self._clearest[country, levels] = self._first[best[0][1]] if is_clear else None
        return self._clearest[country, levels]

    @cached_property
    def owner(self) -> Party | None:
        """The authority in the document's title or head: whom its lists are about."""
        for block in self.reading.document.blocks[:2]:
            acting = [party for party in self.between(block.start, block.end) if not party.is_part]
            if acting:
                return acting[0] if len({party.place.country for party in acting}) == 1 else None
        return None

    @cached_property
    def sections(self) -> list[Party | None]:
        """By sentence: the authority whose name alone stands above it, as in "• Tours. Luoyang a écrit à sa jumelle."."""
        over: list[Party | None] = []
        label: Party | None = None
        at = 0
        for index, sentence in enumerate(self.reading.sentences):
            if named := self._label(index):
                label, at = named, index
            elif index - at > UNDER or self._leaves(at, sentence.block):
                label = None
            over.append(None if named else label)
        return over

    def over(self, sentence: Sentence) -> Party | None:
        """Return the authority whose name alone stands above a sentence."""
        return self.sections[self.reading.index_at(sentence.start)]

    def _label(self, index: int) -> Party | None:
        """The authority that a sentence or line names, and says nothing of: "LAVAL (Mayenne)", "Région Bretagne.", 第二站里昂。."""
        sentence = self.reading.sentences[index]
        if sentence.end - sentence.start > LABEL or self.reading.document.blocks[sentence.block].kind == "row":
            return None
        named = [party for party in self.parties(index) if not party.is_part]
        if len(named) != 1:
            return None
        rest = self.reading.folded[sentence.start : sentence.end]
        for mention in self.reading.within(PlaceMention, sentence.start, sentence.end):
            rest = rest.replace(fold(mention.quote.text), " ")
        is_bare = all(word.isdigit() or len(word) < 3 or word in vocabulary("titles") for word in _WORDS.findall(rest))
        return named[0] if is_bare else None

    def _leaves(self, at: int, block: int) -> bool:
        """Whether a block is beyond what a name stands above: its item where it begins one, else what follows up to a heading."""
        first, blocks = self.reading.sentences[at], self.reading.document.blocks
        is_line = first.end >= blocks[first.block].end
        return block != first.block if not is_line else blocks[block].kind == "heading"

    def anaphora(self, start: int, end: int) -> set[str]:
        """Return which parties named before text[start:end] speaks of: "french", "chinese", "both", "any"."""
        return {cue.key for cue in self.pronouns(start, end)}

    def pronouns(self, start: int, end: int) -> list[Cue]:
        """Return the words of text[start:end] that stand for a party: "la ville", but not "la ville de Pau" nor "la Région Bretagne"."""
        found = self.reading.cues.within("anaphora", start, end)
        return [cue for cue in found if cue.key in ("both", "topic") or not _NAMED.match(self.text, cue.end)]


def _is_in(stretches: Sequence[tuple[int, int]], at: int) -> bool:
    """Whether an offset lies in one of some stretches, which are in order."""
    index = bisect_right(stretches, at, key=lambda stretch: stretch[0]) - 1
    return index >= 0 and at < stretches[index][1]


def fits(place: Place, levels: frozenset[str]) -> bool:
    """Whether a place may be meant by a word for those levels: Shanghai is a city though its level is a province's."""
    is_city = place.country == "CN" and place.level == "province" and place.code[:2] in MUNICIPALITIES
    return not levels or place.level in levels or (is_city and "municipality" in levels)
