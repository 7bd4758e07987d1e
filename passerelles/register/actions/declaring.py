"""What officers declare: signed sentences of their organisation, through the same door as what a document says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.words import plain
from passerelles.library.actions import masked, record_declaration
from passerelles.library.models import WIDTH, Document, Passage, SourceKind, Visibility
from passerelles.people.models import Group, Organisation, User
from passerelles.people.queries import standing
from passerelles.register.actions.choosing import ask_which_stands
from passerelles.register.actions.doubting import ask
from passerelles.register.actions.proposing import Identity, PassageSpan, entry_of, propose, rivals_of
from passerelles.register.models import Claim, ClaimState, Doubt, Entry, Verdict, VerdictKind
from passerelles.register.projecting import project
from passerelles.register.properties import BY_NAME, Value
from passerelles.register.properties.values import Day, reworded
from passerelles.register.sentences import sentence
from passerelles.register.steps import step
from passerelles.register.verdicts import note


@dataclass(frozen=True, slots=True)
class Told:
    """One thing an officer declares, and the sentence that says it."""

    name: str
    value: Value
    words: str


@step()
def declare(entry: Entry, name: str, value: Value, *, words: str, by: User, organisation: Organisation, lang: str = "fr") -> Claim:
    """An officer's word is a document of the organisation, signed by that officer: here, of one sentence.

    It is accepted at once where the group's setting says so and nothing accepted, hidden or not, contradicts it; else it waits.
    """
    [claim] = _declare(entry, [Told(name, value, words)], by=by, organisation=organisation, lang=lang)
    return claim


def _declare(entry: Entry, told: Sequence[Told], *, by: User, organisation: Organisation, lang: str) -> list[Claim]:
    """Keep what is told at one time as one document, each fact with the sentence that says it."""
    check_may_declare(entry, by, organisation)
    reading = record_declaration(*(each.words for each in told), organisation=organisation, group=entry.group, by=by, lang=lang)
    claims = [
        propose(entry, each.name, masked_value(each.value, lang), span=_whole(passage), reading=reading)
        for each, passage in zip(told, reading.document.passages.order_by("position"), strict=True)
    ]
    accepted = [_judged(claim, reading.document, by) for claim in claims]
    if any(accepted):
        project(entry)
    return claims


def _whole(passage: Passage) -> PassageSpan:
    return PassageSpan(passage, passage.start, passage.end, origin="declared")


def _judged(claim: Claim, document: Document, by: User) -> bool:
    """Accept what waits where the group takes its members at their word, ask where it contradicts; return whether it is accepted now.

    What only hidden sources contradict waits for the coordinator without a question: it would tell of them.
    """
    _take_up_again(claim, by)
    rivals = rivals_of(claim)
    named = [rival for rival in rivals if _may_be_named(rival, claim.entry.group)]
    if named:
        _raise_rival(claim, named, document)
    if rivals or not claim.entry.group.accepts_declarations or claim.state != ClaimState.PROPOSED:
        return False
    note(claim, VerdictKind.ACCEPT, {"state": ClaimState.ACCEPTED}, by=by)
    return True


def masked_value(value: Value, lang: str) -> Value:
    """Return a value with what a person wrote in it as it may be kept."""
    return reworded(value, lambda words: masked(words, lang))


@step()
def declare_all(identity: Identity, told: Sequence[Told], *, group: Group, by: User, organisation: Organisation, lang: str) -> Entry:
    """Declare an entry, new or known, with all that is told of it: one document, one sentence each."""
    if organisation not in identity.parties:
        raise Refused(_("%(organisation)s is not a party of this entry.") % {"organisation": organisation})
    entry = entry_of(identity, group)
    _declare(entry, told, by=by, organisation=organisation, lang=lang)
    return entry


@step()
def confirm(entry: Entry, *, by: User, organisation: Organisation, lang: str = "fr") -> Claim:
    """Declare that what is said of an entry is still true today."""
    today = Day(timezone.localdate().isoformat())
    words = sentence(organisation, entry, "confirmed", today)
    return declare(entry, "confirmed", today, words=words, by=by, organisation=organisation, lang=lang)


@step()
def contest(claim: Claim, *, words: str, by: User, organisation: Organisation, lang: str = "fr") -> Doubt:
    """An officer says that an accepted fact on their organisation is wrong: a doubt that both sides and the coordinator see."""
    entry = claim.entry.survivor or claim.entry
    check_may_declare(entry, by, organisation)
    words = plain(words)
    if not words:
        raise Refused(_("Say in a few words what is wrong."))
    words = masked(words, lang)
    known = claim.doubts.open().filter(about="contest", document__source__organisation=organisation).first()
    return _contested_again(known, words, lang) if known else _contest(claim, entry, words, by=by, organisation=organisation, lang=lang)


def _contested_again(doubt: Doubt, words: str, lang: str) -> Doubt:
    """One open question per fact and organisation: sent twice it is asked once, in other words these are added to it."""
    if not any(words in said for said in doubt.reason.values()):
        Doubt.objects.filter(pk=doubt.pk).update(reason={lang: " ".join([*doubt.reason.values(), words])})
        doubt.refresh_from_db()
    return doubt


def _contest(claim: Claim, entry: Entry, words: str, *, by: User, organisation: Organisation, lang: str) -> Doubt:
    reading = record_declaration(words, organisation=organisation, group=entry.group, by=by, lang=lang)
    doubt = Doubt.objects.create(
        document=reading.document,
        key=f"contest/{claim.pk}",
        entry=entry,
        about="contest",
        reason={lang: reading.document.text},
        end=len(reading.document.text),
        raised_by=by,
    )
    alike = [claim, *_said_alike(claim, entry)]
    doubt.claims.add(*alike)
    Claim.objects.filter(pk__in=[each.pk for each in alike]).update(is_disputed=True)
    return doubt


def _said_alike(claim: Claim, entry: Entry) -> list[Claim]:
    """What other sources say alike, as wrong: what all may see who may see the one, since a question names what it hangs on."""
    others = Claim.objects.about(entry).accepted().filter(name=claim.name, canonical=claim.canonical).exclude(pk=claim.pk)
    open_to_more = [each for each in others if WIDTH.index(Visibility(each.visibility)) >= WIDTH.index(Visibility(claim.visibility))]
    return [each for each in open_to_more if each.visibility in (Visibility.PUBLIC, Visibility.NETWORK) or each.group_id == claim.group_id]


@step()
def withdraw(claim: Claim, *, by: User) -> Claim:
    """Take back what one's own organisation declared; the questions it raised are closed with it."""
    who = standing(by)
    if claim.source.kind != SourceKind.DECLARATION or claim.source.organisation_id not in who.speaks_for:
        raise Refused(_("Only the organisation that declared this can withdraw it."))
    if claim.state not in (ClaimState.PROPOSED, ClaimState.ACCEPTED):
        raise Refused(_("This declaration does not stand any more."))
    note(claim, VerdictKind.WITHDRAW, {"state": ClaimState.WITHDRAWN, "stands": False}, by=by)
    ask_which_stands(claim.entry)
    project(claim.entry)
    return claim


def check_may_declare(entry: Entry, by: User, organisation: Organisation) -> None:
    """Refuse whoever does not speak for a party of the entry, or of one merged into it."""
    who = standing(by)
    if organisation.pk not in who.speaks_for and not who.is_administrator:
        raise Refused(_("You do not speak for %(organisation)s.") % {"organisation": organisation})
    own = Entry.objects.of_organisation(organisation)
    if not (own.filter(pk=entry.pk) | own.filter(survivor=entry)).exists():
        raise Refused(_("%(organisation)s is not a party of this entry.") % {"organisation": organisation})


def _take_up_again(claim: Claim, by: User) -> None:
    """What its own organisation withdrew, and now declares again, waits again as it did at first."""
    if claim.state != ClaimState.WITHDRAWN:
        return
    Verdict.objects.filter(claim=claim, kind=VerdictKind.WITHDRAW, undone_at=None).update(undone_at=timezone.now())
    Claim.objects.filter(pk=claim.pk).update(state=ClaimState.PROPOSED, judged_by=None, judged_at=None)
    Verdict.objects.create(claim=claim, kind=VerdictKind.UNDO, before={}, by=by, undone_at=timezone.now())
    claim.refresh_from_db()


def _may_be_named(rival: Claim, group: Group) -> bool:
    """Whether all who read a declaration in a group may also read what it contradicts."""
    is_open = rival.visibility in (Visibility.PUBLIC, Visibility.NETWORK)
    return is_open or (rival.visibility == Visibility.GROUP and rival.group_id == group.pk)


def _raise_rival(claim: Claim, rivals: list[Claim], document: Document) -> None:
    """Ask the coordinator which stands; both sides see the question on the entry's page."""
    title = BY_NAME[claim.name].title
    words = claim.evidence.filter(passage__document=document).latest("pk")
    doubt = ask(
        document,
        f"rival/{claim.entry.key}/{claim.name}",
        "rival",
        lambda: _("%(what)s: sources disagree. Which stands?") % {"what": title},
        span=(words.start, words.end),
        entry=claim.entry,
        suggestions=sorted({claim.label, *(rival.label for rival in rivals)}),
    )
    doubt.claims.add(claim, *rivals)
    Claim.objects.filter(pk=claim.pk).update(is_disputed=True)
    claim.refresh_from_db()
