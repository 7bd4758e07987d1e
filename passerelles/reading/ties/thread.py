"""The pairs last spoken of, and what sentences that name no pair say of them: "Les deux villes…", 双方…, "le second avec B"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from passerelles.reading.model import TIE_KINDS, Moment, OrganisationMention, Said, Sentence, Span, TieKind
from passerelles.reading.ties.clause import LASTING, kind_in, levels_meant, whole
from passerelles.reading.ties.pairs import pairs
from passerelles.reading.ties.said import is_wished, start_said, themes_said
from passerelles.reading.ties.scene import COUNTRIES, Link, Party, Scene, pair
from passerelles.reading.ties.told import ORIGIN, Told, Two, tell

_FAR = 30  # sentences: how far a text that speaks of one pair only may go on about it
_NEAR = 3  # sentences: how far any other text may
_NEXT = 2  # sentences: how far "le second avec B" may stand from what it goes on with


@dataclass(slots=True)
class Thread:
    """The pairs last spoken of, for the sentences that go on about them."""

    pairs: list[Two] = field(default_factory=list)
    at: int = -9  # index of the sentence
    named_at: int = -9  # index of the sentence that named them
    quote: Span | None = None
    kind: TieKind | None = None
    since: str | None = None
    is_only: bool = True  # no other pair was spoken of before
    is_bare: bool = False  # named by a heading or in one breath, without a word for what ties it

    def begin(self, topical: Two | None, index: int) -> None:
        """Take the two authorities the document is about, where a sentence says "the two cities" before any pair was named."""
        if topical:
            self.pairs, self.at = [topical], index

    def told(self, said: Sequence[Told], index: int, quote: Span) -> "Thread":
        """Return the thread after a sentence that said what ties some pairs."""
        two = [parties for parties, _ in said]
        return Thread(two, index, index, quote, _strongest(said), _since(said), self._stays_with(two))

    def named(self, two: Sequence[Two], index: int, quote: Span, *, is_bare: bool) -> "Thread":
        """Return the thread after a sentence that named a pair in one breath."""
        return Thread(list(two), index, index, quote, is_only=self._stays_with(two), is_bare=is_bare)

    def reaches(self, index: int) -> bool:
        """Whether a sentence may still go on about the pairs."""
        return bool(self.pairs) and index - self.at <= (_FAR if len(self.pairs) == 1 and self.is_only else _NEAR)

    def is_named_before(self, scene: Scene, sentence: Sentence) -> bool:
        """Whether the sentence before, in the same block, names the one pair spoken of: "…signed a memorandum" goes on about it."""
        index = scene.reading.index_at(sentence.start)
        is_next = index == self.named_at + 1 and scene.reading.sentences[index - 1].block == sentence.block
        return is_next and len(self.pairs) == 1

    def stands_under(self, party: Party | None) -> bool:
        """Whether the name that stands alone above a sentence is of the one pair spoken of: its card goes on ("Jumelage signé en 1992")."""
        return len(self.pairs) == 1 and party is not None and any(party.place == one.place for one in self.pairs[0])

    def _stays_with(self, now: Sequence[Two]) -> bool:
        """Whether the document goes on about one and the same pair."""
        return self.is_only and len({frozenset(party.place.key for party in two) for two in (*self.pairs, *now)}) == 1


def _strongest(said: Sequence[Told]) -> TieKind:
    kinds = {value.value for _, link in said for value in link.says if value.name == "kind"}
    return next((kind for kind in TIE_KINDS if kind in kinds), "contact")


def _since(said: Sequence[Told]) -> str | None:
    return next((str(value.value) for _, link in said for value in link.says if value.name == "since"), None)


def elliptical(scene: Scene, index: int, sentence: Sentence, thread: Thread) -> list[Told]:
    """Read "Le premier a été passé avec A, le second avec B": after a sentence that said what, only the parties are named."""
    words = scene.reading.cues.keys("continuation", sentence.start, sentence.end)
    if not thread.pairs or index - thread.at > _NEXT or thread.kind not in LASTING or words != {"continuation", "with"}:
        return []
    parties = _with_other_side(scene.parties(index), thread)
    kind: TieKind = "agreement" if thread.kind == "twinning" else thread.kind
    clause = whole(scene, index, sentence, kind, tuple(parties))
    context = (thread.quote,) if thread.quote else ()
    told = [tell(scene, clause, two, context) for two in pairs(parties, scene.text)]
    if thread.since and thread.quote:
        since = Said("since", thread.since, clause.quote, context, ORIGIN)
        return [(two, replace(link, says=(*link.says, since))) for two, link in told]
    return told


def _with_other_side(parties: Sequence[Party], thread: Thread) -> list[Party]:
    """The parties that the sentence names, and where they are of one country the other side spoken of. None where it names nobody."""
    countries = {party.place.country for party in parties if not party.is_part}
    if len(countries) == 1:
        return [*(party for party in thread.pairs[0] if party.place.country not in countries), *parties]
    return list(parties) if countries else []


def handed_over(scene: Scene, index: int, sentence: Sentence, thread: Thread) -> Sentence | None:
    """Return the rest of a sentence that goes on about the thread's pair and then names a new one.

    双方在农业方面合作，青岛与布雷斯特也结为友好城市: what follows the last comma before the new names.
    """
    named = [party for party in scene.parties(index) if not party.is_part]
    if not thread.pairs or not named or "both" not in scene.anaphora(sentence.start, named[0].start):
        return None
    comma = max(scene.text.rfind(stop, sentence.start, named[0].start) for stop in ",，;；")
    return replace(sentence, start=comma + 1) if comma > sentence.start else None


def going_on(scene: Scene, index: int, sentence: Sentence, thread: Thread, named: Sequence[Party] | None = None) -> Iterator[Link]:
    """Yield what a sentence that names no pair says of the last one ("Les deux villes…", "双方…", a list of fields)."""
    kind = kind_in(scene, index, sentence.start, sentence.end)
    if not thread.pairs and kind in ("twinning", "agreement") and {"both", "topic"} & scene.anaphora(sentence.start, sentence.end):
        levels = levels_meant(scene, sentence.start, sentence.end)
        thread.begin(scene.topical(levels) or scene.beside(index, levels), index)
    named = [party for party in scene.parties(index) if not party.is_part] if named is None else named
    if not thread.reaches(index) or not _is_about(scene, index, sentence, thread, kind, named):
        return
    if says := tuple(_said_further(scene, sentence, kind, thread)):
        keys = {party.place.key for party in named}
        about = [two for two in thread.pairs if keys & {party.place.key for party in two}] or thread.pairs
        yield from (Link(pair(*two), says) for two in about)
    thread.at = index


def _is_about(scene: Scene, index: int, sentence: Sentence, thread: Thread, kind: TieKind | None, named: Sequence[Party]) -> bool:
    """Whether a sentence speaks of the thread's pairs: by a word for them, right after them, or because no other pair is spoken of."""
    keys = {party.place.key for two in thread.pairs for party in two}
    others = scene.reading.cues.keys("countries", sentence.start, sentence.end) - set(COUNTRIES)
    if others or any(party.place.key not in keys for party in named):
        return False
    is_next = index == thread.at + 1
    is_told = kind is not None and kind != "contact"
    return (
        bool(scene.anaphora(sentence.start, sentence.end))
        or (is_next and kind is not None)
        or (thread.is_only and (is_told or bool(named) or is_next))
    )


def _said_further(scene: Scene, sentence: Sentence, kind: TieKind | None, thread: Thread) -> Iterator[Said]:
    quote = scene.reading.document.span(sentence.start, sentence.end)
    context = (thread.quote,) if thread.quote else ()
    words = scene.anaphora(sentence.start, sentence.end)
    if kind and kind != "contact" and "bodies" not in words and not is_wished(scene.reading, sentence.start, sentence.end):
        if "both" in words or thread.is_bare or _is_of_one_pair(scene, sentence, kind, thread):
            yield Said("kind", kind, quote, context, ORIGIN)
        if "both" in words or not _names_body(scene, sentence):  # a university's agreement does not date its town's tie
            yield from start_said(scene.reading, sentence.start, sentence.end, kind, quote, context)
    yield from themes_said(scene.reading, sentence.start, sentence.end, quote, context)


def _is_of_one_pair(scene: Scene, sentence: Sentence, kind: TieKind, thread: Thread) -> bool:
    """Whether a sentence that names nobody can only be about the thread's pair."""
    if thread.stands_under(scene.over(sentence)) or (kind == "twinning" and thread.is_only):
        return True
    is_signed = kind == "agreement" and bool(scene.reading.cues.keys("acts", sentence.start, sentence.end))
    is_dated = any(m.starts for m in scene.reading.within(Moment, sentence.start, sentence.end))  # "on signe trop" tells no act
    return is_signed and is_dated and thread.is_named_before(scene, sentence) and not _names_body(scene, sentence)


def _names_body(scene: Scene, sentence: Sentence) -> bool:
    return any(body.kind != "authority" for body in scene.reading.within(OrganisationMention, sentence.start, sentence.end))
