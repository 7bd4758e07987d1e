"""Ties said in sentences: two authorities and a word that ties them, or one and a pronoun for the other."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from passerelles.reading.model import OrganisationMention, PlaceMention, Said, Sentence, Span, TieKind
from passerelles.reading.ties.pairs import pairs
from passerelles.reading.ties.said import is_wished, kind_said, milestones_said, start_said, themes_said
from passerelles.reading.ties.scene import Link, Party, Scene, pair

ORIGIN = "ties/1"


@dataclass(slots=True)
class Thread:
    """The pairs last spoken of, for the sentences that go on about them."""

    pairs: list[tuple[Party, Party]] = field(default_factory=list)
    at: int = -9  # index of the sentence
    quote: Span | None = None


def find(scene: Scene) -> Iterator[Link]:
    """Yield what each sentence of running text says of each pair."""
    thread = Thread()
    for index, sentence in enumerate(scene.reading.sentences):
        if scene.reading.document.blocks[sentence.block].kind == "row":
            continue
        kind = kind_said(scene.reading, sentence.start, sentence.end)
        said = _direct(scene, index, sentence, kind) if kind else []
        if said:
            thread = Thread([parties for parties, _ in said], index, scene.reading.document.span(sentence.start, sentence.end))
            yield from (link for _, link in said)
        elif thread.pairs and index - thread.at <= 3:
            yield from _going_on(scene, index, sentence, kind, thread)


def _direct(scene: Scene, index: int, sentence: Sentence, kind: TieKind) -> list[tuple[tuple[Party, Party], Link]]:
    """What the sentence says of the pairs it names, in full or with one side understood."""
    quote = scene.reading.document.span(sentence.start, sentence.end)
    parties = scene.parties(index)
    context: tuple[Span, ...] = ()
    if len({party.place.country for party in parties if not party.is_part}) == 1:
        understood = _understood(scene, index, sentence, kind, parties)
        if understood is None:
            return []
        parties = [understood, *parties]
        context = _where_named(scene, understood)
    found = list(pairs(parties, scene.text))
    if kind == "contact" and not _is_official(scene, sentence):
        return []
    return [(two, _link(scene, sentence, kind, two, quote, context)) for two in found]


def _understood(scene: Scene, index: int, sentence: Sentence, kind: TieKind, parties: list[Party]) -> Party | None:
    """The side that a sentence leaves to its context: a pronoun's, or the document's own authority."""
    named = next(party.place.country for party in parties if not party.is_part)
    missing = "CN" if named == "FR" else "FR"
    pronouns = scene.anaphora(sentence)
    wanted = {"french"} if missing == "FR" else {"chinese"}
    if pronouns & (wanted | {"any", "both"}):
        return scene.meant(index, missing)
    if len({party.place.key for party in parties if not party.is_part}) > 1 and not pronouns:
        return None  # two towns of one country, twinned with each other or with somebody not named
    if kind == "twinning":
        return scene.last_named(index, missing) or scene.topic(missing)
    if kind == "agreement":
        return scene.last_named(index, missing)
    return None


def _where_named(scene: Scene, party: Party) -> tuple[Span, ...]:
    """The words that name a party which the sentence itself does not name."""
    for mention in scene.reading.of(PlaceMention):
        if mention.place.key == party.place.key:
            sentence = scene.reading.sentence_at(mention.quote.start)
            return (scene.reading.document.span(sentence.start, sentence.end),) if sentence else (mention.quote,)
    return ()


def _is_official(scene: Scene, sentence: Sentence) -> bool:
    return bool(scene.reading.cues.keys("officials", sentence.start, sentence.end))


def _link(scene: Scene, sentence: Sentence, kind: TieKind, two: tuple[Party, Party], quote: Span, context: tuple[Span, ...]) -> Link:
    reading = scene.reading
    start, end = sentence.start, sentence.end
    wished = is_wished(reading, start, end)
    says = [Said("kind", "contact" if wished else kind, quote, context, ORIGIN)]
    if not wished:
        says += start_said(reading, start, end, kind, quote, context)
        says += milestones_said(reading, start, end, sentence, quote)
    says += themes_said(reading, start, end, quote, context)
    associated = tuple(o.name for o in reading.within(OrganisationMention, start, end) if o.kind != "authority")
    disputed = any((party.start, party.end) in scene.disputed for party in two)
    return Link(pair(*two), tuple(says), associated, "wished" if wished else "active", disputed)


def _going_on(scene: Scene, index: int, sentence: Sentence, kind: TieKind | None, thread: Thread) -> Iterator[Link]:
    """A sentence that names no pair but goes on about the last one ("Les deux villes…", "双方…", a list of fields)."""
    named = [party for party in scene.parties(index) if not party.is_part]
    allowed = {party.place.key for two in thread.pairs for party in two}
    if any(party.place.key not in allowed for party in named):
        return
    pronouns = scene.anaphora(sentence)
    if not (pronouns or (index == thread.at + 1 and kind)):
        return
    quote = scene.reading.document.span(sentence.start, sentence.end)
    context = (thread.quote,) if thread.quote else ()
    says: list[Said] = []
    if kind and kind != "contact" and not is_wished(scene.reading, sentence.start, sentence.end):
        if "both" in pronouns:
            says.append(Said("kind", kind, quote, context, ORIGIN))
        says += start_said(scene.reading, sentence.start, sentence.end, kind, quote, context)
    says += themes_said(scene.reading, sentence.start, sentence.end, quote, context)
    if says:
        for two in thread.pairs:
            yield Link(pair(*two), tuple(says))
    thread.at = index
