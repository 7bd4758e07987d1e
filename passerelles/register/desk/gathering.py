"""Gathers what a document says for the desk: its claims bundled by entry, with rivals, doubts and history. The queries do not grow."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from passerelles.common.listing import listed
from passerelles.common.words import page_lang, wording
from passerelles.library.models import Document, visible_to
from passerelles.people.models import User
from passerelles.places.models import Place
from passerelles.register.actions.choosing import SINGLE, contradicted, root_of
from passerelles.register.actions.responding import KEEP, REJECT
from passerelles.register.desk.heading import Places, heading
from passerelles.register.models import Claim, ClaimState, Doubt, DoubtState, Entry, EntryKind, Evidence, Party, Verdict
from passerelles.register.properties import PROPERTIES
from passerelles.register.properties.values import Where, Wish
from passerelles.register.queries.duplicates import told_to
from passerelles.register.titling import known_as

KINDS = [kind.value for kind in EntryKind]  # partnerships first
ORDER = {each.name: position for position, each in enumerate(PROPERTIES)}
SHOWN = (ClaimState.PROPOSED, ClaimState.ACCEPTED, ClaimState.REJECTED)
LONGEST_QUOTE = 700


@dataclass(slots=True)
class Proposal:
    """A claim on the page of a document: what it says, where, who says otherwise, what was judged of it."""

    claim: Claim
    label: str
    start: int
    end: int
    quote: str
    context: Sequence[str] = ()
    rivals: Sequence["Rival"] = ()
    is_contradicted: bool = False

    @property
    def pk(self) -> int:
        return self.claim.pk

    @property
    def is_waiting(self) -> bool:
        return self.claim.state == ClaimState.PROPOSED

    @property
    def is_clear(self) -> bool:
        """Whether "accept all that is undisputed" takes it."""
        return self.is_waiting and not (self.claim.is_disputed or self.is_contradicted or self.claim.is_beside_verdict)

    @property
    def seen(self) -> str:
        return seen(self.claim)

    @property
    def lang(self) -> str:
        """The language of words that are free text; what is not is said in the visitor's."""
        return page_lang(str(getattr(self.claim.value, "lang", "")))


def seen(claim: Claim) -> str:
    """What a page noted of a claim when it was shown: another verdict since makes another text."""
    return f"{claim.state} {claim.judged_at.isoformat() if claim.judged_at else ''}"


@dataclass(frozen=True, slots=True)
class Rival:
    """Another value of the same property of the same entry."""

    claim: Claim
    label: str
    where: str  # the document that says so


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt as the desk asks it: each suggestion with the words of its button; `reply` is what was answered, in words too."""

    doubt: Doubt
    quote: str
    options: Sequence[tuple[str, str]]
    reply: str = ""

    @property
    def pk(self) -> int:
        return self.doubt.pk

    @property
    def is_waiting(self) -> bool:
        return self.doubt.state == DoubtState.OPEN


@dataclass(slots=True)
class Bundle:
    """What a document says of one entry, and the doubts on it."""

    entry_id: int
    title: Mapping[str, str]
    kind: str
    kind_label: str
    start: int
    proposals: list[Proposal]
    doubts: list[Question] = field(default_factory=list)
    beside: str = ""  # what tells it from others of the same title: where and when, whose

    @property
    def waiting(self) -> int:
        return sum(each.is_waiting for each in self.proposals)

    @property
    def clear(self) -> int:
        return sum(each.is_clear for each in self.proposals)

    @property
    def by_words(self) -> list[tuple[Proposal, list[Proposal]]]:
        """The proposals by the words they were read in, so that a sentence is shown once above all that it says."""
        groups = [list(group) for _, group in groupby(self.proposals, key=lambda each: (each.start, each.end))]
        return [(group[0], group) for group in groups]


@dataclass(frozen=True, slots=True)
class Sheaf:
    """All of a document that the desk shows at once: its bundles, and the doubts that hang on none of them."""

    bundles: Sequence[Bundle]
    doubts: Sequence[Question]

    def __bool__(self) -> bool:
        return bool(self.bundles or self.doubts)


Spans = Mapping[int, Sequence[Evidence]]


def gather(
    document: Document, user: User, *, entries: Collection[int] | None = None, within: tuple[int, int] | None = None, beside: bool = False
) -> Sheaf:
    """Return what a document says, by entry: of all its entries, of some, or of those first met within some characters of it.

    `beside`: what a newer reader says otherwise than a person judged, which is shown on request only.
    """
    plan = _plan(document, user, beside)
    shown = [pk for pk in plan.order if entries is None or pk in entries]
    shown = [pk for pk in shown if within is None or within[0] <= plan.order[pk][1] < within[1]]
    claims = _claims(plan, shown)
    others = _others(claims, user)
    places = _places([*claims, *(rival for rivals in others.values() for rival in rivals)])
    proposals = _proposals(document, claims, plan.spans, others, places)
    doubts = _doubts(document)
    placed = {doubt.pk: entry for doubt in doubts if (entry := plan.entry_of(doubt)) is not None}
    asked = _questions(document, [doubt for doubt in doubts if placed.get(doubt.pk) in shown or _is_loose(doubt, placed, within)])
    bundles = _bundles(shown, proposals, places, [(placed[each.pk], each) for each in asked if each.pk in placed])
    return Sheaf(bundles, [each for each in asked if each.pk not in placed])


def _is_loose(doubt: Doubt, placed: Mapping[int, int], within: tuple[int, int] | None) -> bool:
    return doubt.pk not in placed and (within is None or within[0] <= doubt.start < within[1])


@dataclass(frozen=True, slots=True)
class Plan:
    """Which entries a document's page shows and in which order, told without loading what is said of them."""

    spans: Spans  # of each claim
    of_claim: Mapping[int, int]  # the entry of each claim shown
    order: Mapping[int, tuple[int, int, int]]  # of entries: partnerships first, then as they come in the text
    hung: Mapping[int, Sequence[int]]  # the claims each doubt hangs on

    def entry_of(self, doubt: Doubt) -> int | None:
        """The first of the entries that a doubt hangs on: it is shown once."""
        on = {self.of_claim[claim] for claim in self.hung.get(doubt.pk, ()) if claim in self.of_claim}
        return min(on, key=lambda pk: self.order[pk], default=None)


def _plan(document: Document, user: User, beside: bool) -> Plan:
    spans, hung = _spans(document), _hung(document)
    said = Evidence.objects.filter(passage__document=document).values("claim")
    asked = Doubt.claims.through.objects.filter(doubt__document=document).values("claim")
    claims = Claim.objects.filter(Q(pk__in=said) | Q(pk__in=asked), state__in=SHOWN).visible_to(user)
    if not beside:
        claims = claims.exclude(state=ClaimState.PROPOSED, is_beside_verdict=True)
    of_claim: dict[int, int] = {}
    order: dict[int, tuple[int, int, int]] = {}
    for claim, entry, kind in claims.values_list("pk", "entry", "entry__kind"):
        of_claim[claim] = entry
        place = (KINDS.index(kind), spans[claim][0].start if claim in spans else 0, entry)
        order[entry] = min(order.get(entry, place), place)
    return Plan(spans, of_claim, dict(sorted(order.items(), key=lambda item: item[1])), hung)


def _spans(document: Document) -> Spans:
    """The evidence of each claim in a document, first words first."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(passage__document=document).only("claim", "start", "end", "context")
    for evidence in rows.order_by("start", "-end", "pk"):
        found[evidence.claim_id].append(evidence)
    return found


def _doubts(document: Document) -> list[Doubt]:
    """The doubts that are open, and those a person closed: who answered what stays in sight."""
    shown = Doubt.objects.filter(document=document).exclude(state=DoubtState.ANSWERED, answered_by=None)
    return list(shown.select_related("answered_by", "raised_by").prefetch_related("claims").order_by("start", "pk"))


def _questions(document: Document, doubts: list[Doubt]) -> list[Question]:
    """A suggestion that is an entry's key is shown by that entry's title."""
    keys = {word for doubt in doubts for word in (*doubt.suggestions, doubt.answer) if "|" in word}
    entries = Entry.objects.filter(key__in=keys).with_parties() if keys else ()
    titles = {entry.key: wording(known_as(entry)).text for entry in entries}
    return [_question(document, doubt, titles) for doubt in doubts]


def _question(document: Document, doubt: Doubt, titles: Mapping[str, str]) -> Question:
    if doubt.about == "contest":  # the fact stands in other documents: it is judged where it is contested
        named = listed(f"{claim.definition.title} {claim.label}" for claim in doubt.claims.all())
        titles = {REJECT: f"{_('Reject')} · {named}", KEEP: f"{_('Keep')} · {named}"}
    words = (REJECT, KEEP) if doubt.about == "contest" else doubt.suggestions
    options = [(word, titles.get(word, word)) for word in words]
    return Question(doubt, _quoted(document.text, doubt.start, doubt.end), options, titles.get(doubt.answer, doubt.answer))


def _hung(document: Document) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for doubt, claim in Doubt.claims.through.objects.filter(doubt__document=document).values_list("doubt_id", "claim_id"):
        found[doubt].append(claim)
    return found


def _claims(plan: Plan, entries: Collection[int]) -> list[Claim]:
    held = set(entries)
    found = Claim.objects.filter(pk__in=[claim for claim, entry in plan.of_claim.items() if entry in held])
    history = Prefetch("verdicts", Verdict.objects.select_related("by").order_by("pk"))
    parties = Prefetch("entry__parties", Party.objects.select_related("organisation").order_by("position"))
    return list(found.select_related("entry", "source", "judged_by").prefetch_related(history, parties))


Others = Mapping[tuple[int, str], Sequence[Claim]]


def _proposals(document: Document, claims: list[Claim], spans: Spans, others: Others, places: Places) -> list[Proposal]:
    against = contradicted(each for each in claims if each.state == ClaimState.PROPOSED)
    return [_proposal(document, claim, spans.get(claim.pk, ()), others, places, against) for claim in claims]


def _others(claims: Iterable[Claim], user: User) -> Others:
    """What is said of the same properties, where only one value can be true, by entry and property."""
    roots = {root_of(claim) for claim in claims if claim.name in SINGLE}
    said = told_to(user).in_family(roots).filter(name__in=SINGLE)
    told = Evidence.objects.filter(visible_to(user, prefix="passage__document__"))  # a fact may be published, and its source not
    told = told.select_related("passage__document").only("claim", "passage__document__title", "passage__document__name")
    found: dict[tuple[int, str], list[Claim]] = defaultdict(list)
    shown = said.filter(is_beside_verdict=False).select_related("entry", "source")
    for claim in shown.prefetch_related(Prefetch("evidence", told.order_by("pk"))):
        found[root_of(claim), claim.name].append(claim)
    return found


def _places(claims: Iterable[Claim]) -> Places:
    values = [claim.value for claim in claims if claim.name in ("place", "wish")]
    keys = {value.key for value in values if isinstance(value, Where)} | {value.place for value in values if isinstance(value, Wish)}
    return {place.key: place for place in Place.objects.filter(key__in=keys)} if keys else {}


def _label(claim: Claim, places: Places) -> str:
    value = claim.value
    if isinstance(value, Where) and value.key in places:
        return places[value.key].wording.text
    if isinstance(value, Wish) and value.place in places:
        return f"{value.wants} ({places[value.place].wording.text})"
    return value.label()


def _proposal(document: Document, claim: Claim, spans: Sequence[Evidence], others: Others, places: Places, against: set[int]) -> Proposal:
    first = spans[0] if spans else None
    start, end = (first.start, first.end) if first else (0, 0)
    context = [_quoted(document.text, *span) for span in first.context] if first else []
    made = Proposal(claim, _label(claim, places), start, end, _quoted(document.text, start, end), context)
    if claim.state != ClaimState.REJECTED:
        made.rivals = _rivals(claim, others, places)
    made.is_contradicted = claim.pk in against
    return made


def _rivals(claim: Claim, others: Others, places: Places) -> list[Rival]:
    beside = [each for each in others.get((root_of(claim), claim.name), ()) if each.canonical != claim.canonical]
    return [Rival(each, _label(each, places), _where(each)) for each in beside]


def _where(claim: Claim) -> str:
    evidence = next(iter(claim.evidence.all()), None)
    return str(evidence.passage.document) if evidence else _("From a document of the network.").rstrip(".。")


def _quoted(text: str, start: int, end: int) -> str:
    """Words as a quote shows them: on one line, cells of a row apart, not endless."""
    words = " ".join(text[start:end].replace("\t", " · ").split())
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rstrip() + "…"


def _bundles(entries: Sequence[int], proposals: list[Proposal], places: Places, doubts: Iterable[tuple[int, Question]]) -> list[Bundle]:
    by_entry: dict[int, list[Proposal]] = {pk: [] for pk in entries}
    for proposal in proposals:
        by_entry[proposal.claim.entry_id].append(proposal)
    bundles = {pk: _bundle(each, places) for pk, each in by_entry.items()}
    for entry, question in doubts:
        bundles[entry].doubts.append(question)
    return list(bundles.values())


def _bundle(proposals: list[Proposal], places: Places) -> Bundle:
    entry = proposals[0].claim.entry
    proposals.sort(key=lambda each: (each.start, -each.end, ORDER[each.claim.name], each.pk))
    title, beside = heading(entry, (each.claim for each in proposals), places)
    label = str(entry.get_kind_display())
    return Bundle(entry.pk, title, entry.kind, label, min(each.start for each in proposals), proposals, beside=beside)
