"""Answering a doubt by doing what the answer says: choosing the value that stands, or moving what is said to the right pair."""

import re
from collections.abc import Sequence
from uuid import uuid4

from passerelles.people.actions import authority_of
from passerelles.people.models import Group, Organisation, User
from passerelles.places.actions import gazetteer
from passerelles.reading.gazetteer import Place as Unit
from passerelles.register import keys
from passerelles.register.actions.choosing import check_may_judge, choose
from passerelles.register.actions.doubting import answer, check_may_answer
from passerelles.register.actions.judging import accept, correct_parties, reject
from passerelles.register.actions.proposing import Identity, entry_of
from passerelles.register.models import Claim, ClaimState, Doubt, Entry, EntryKind
from passerelles.register.steps import step

REJECT, KEEP = "reject", "keep"  # what may be answered to an officer who contests a fact
WITHIN = re.compile(r"(?P<name>[^(（]+)[(（](?P<within>[^)）]+)[)）]\s*$")  # "Jinzhou (Liaoning)"


@step()
def stand(claim: Claim, *, by: User) -> Claim:
    """Let a value stand, accepting it where nobody has."""
    check_may_judge(claim, by)
    if claim.state == ClaimState.ACCEPTED:
        return choose(claim, by=by, batch=uuid4().hex)
    return accept(claim, by=by, stands=True)


@step()
def respond(doubt: Doubt, words: str, *, by: User) -> Doubt:
    """Answer a doubt, and do what the answer says where it is one of the doubt's own suggestions."""
    check_may_answer(doubt, by)
    if words in doubt.suggestions or (doubt.about == "contest" and words == REJECT):
        _follow(doubt, words, by)
        doubt.refresh_from_db()
    return answer(doubt, words, by=by) if doubt.state == "open" else doubt


def _follow(doubt: Doubt, words: str, by: User) -> None:
    claims = list(doubt.claims.select_related("entry__survivor", "entry__group"))
    if doubt.about == "contest":
        for claim in (each for each in claims if each.state != ClaimState.REJECTED):
            reject(claim, by=by, reason=doubt.document.text[:500])
        return
    if doubt.about == "rival":
        meant = next((claim for claim in claims if claim.label == words and claim.state != ClaimState.REJECTED), None)
        if meant:
            stand(meant, by=by)
        return
    for entry in {claim.entry for claim in claims if claim.entry.kind == EntryKind.PARTNERSHIP}:
        right = _right_pair(entry, words)
        if right and right != entry:
            correct_parties(entry, right, doubt.document, by=by)


def _right_pair(entry: Entry, words: str) -> Entry | None:
    """The pair a suggestion means: an entry by its key, or this one with the named place of the same level as one of its own."""
    if "|" in words:
        return Entry.objects.filter(key=words, kind=EntryKind.PARTNERSHIP).first()
    pair = [party.organisation for party in entry.parties.select_related("organisation__place").order_by("position")]
    meant = [_replaced(party, words) for party in pair]
    if len(pair) != 2 or not any(meant):
        return None
    return pair_of(meant[0] or pair[0], meant[1] or pair[1], group=entry.group)


def _replaced(party: Organisation, words: str) -> Unit | None:
    """The one place of a name that is of the party's country and level, where it is not the party's own."""
    if party.place is None:
        return None
    found = places_meant(words, country=party.place.country, level=party.place.level)
    return found[0] if len(found) == 1 and found[0].key != party.place.key else None


def pair_of(home: Organisation | Unit, partner: Organisation | Unit, *, group: Group) -> Entry:
    """Return the entry of a pair, proposed now where there was none."""
    pair = [each if isinstance(each, Organisation) else authority_of(each) for each in (home, partner)]
    return entry_of(Identity(EntryKind.PARTNERSHIP, keys.partnership(*pair), pair), group)


def places_meant(words: str, *, country: str, level: str | None = None) -> Sequence[Unit]:
    """Return the places that a name means, best first: "Jinzhou", "Jinzhou (Liaoning)", "Shandong (山东省)"."""
    known, match = gazetteer(), WITHIN.match(words.strip())
    name, within = (match["name"].strip(), match["within"].strip()) if match else (words.strip(), "")
    found = [candidate.place for candidate in known.lookup(name, country=country, level=level)]
    if not within:
        return found
    around = {candidate.place.key for candidate in known.lookup(within, country=country)}
    return [place for place in found if place.key in around or around & set(place.parents)]
