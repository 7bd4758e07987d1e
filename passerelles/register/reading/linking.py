"""Asks a person where a new pair stands beside one that the register knows: a city, its métropole, its région."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from passerelles.common.listing import listed
from passerelles.library.models import Reading
from passerelles.people.models import Group
from passerelles.places.actions import gazetteer
from passerelles.register.actions.doubting import ask
from passerelles.register.models import Claim, Entry, EntryKind, Evidence, Party
from passerelles.register.seeing import seen_within


def ask_about_neighbours(reading: Reading, entries: Iterable[Entry]) -> None:
    """For each pair nothing is accepted of yet, ask whether it is not one already known with a place above or below one of its own."""
    for entry in dict.fromkeys(entries):
        if entry.kind == EntryKind.PARTNERSHIP and not Claim.objects.about(entry).accepted().exists():
            _ask(reading, entry, neighbours(entry, reading.document.group))


def neighbours(entry: Entry, group: Group) -> list[Entry]:
    """Return the pairs that share one party with this one, and whose other party holds its other party, or lies in it.

    Only those of which the group may see something accepted: a doubt names them to all of it.
    """
    parties = list(entry.parties.select_related("organisation__place").order_by("position"))
    near: list[Entry] = []
    for mine, shared in (parties, parties[::-1]) if len(parties) == 2 else ():
        others = Party.objects.filter(entry__parties__organisation=shared.organisation, entry__kind=EntryKind.PARTNERSHIP)
        others = others.exclude(entry=entry).exclude(organisation=shared.organisation).select_related("organisation__place", "entry")
        near += [other.entry for other in others if _are_nested(mine.organisation.key, other.organisation.key)]
    told = seen_within(group).in_family(each.survivor_id or each.pk for each in near).accepted()
    roots = {survivor or each for each, survivor in told.values_list("entry", "entry__survivor")}
    return [each for each in near if (each.survivor_id or each.pk) in roots]


def _are_nested(one: str, other: str) -> bool:
    known = gazetteer()
    try:
        above, below = known.place(one), known.place(other)
    except KeyError:  # a body, or a place too small for the gazetteer
        return False
    return other in above.parents or one in below.parents


def _ask(reading: Reading, entry: Entry, near: list[Entry]) -> None:
    evidence = Evidence.objects.filter(claim__entry=entry, reading=reading).order_by("start").first()
    if not near or evidence is None:
        return
    names = [_name(each) for each in near]
    doubt = ask(
        reading.document,
        f"level/{entry.key}",
        "partner",
        lambda: _("Is it this pair, or one the register knows already: %(names)s?") % {"names": listed(names)},
        span=(evidence.start, evidence.end),
        entry=entry,
        suggestions=[each.key for each in near],
    )
    doubt.claims.add(*Claim.objects.filter(entry=entry, evidence__reading=reading))
    if doubt.state == "open":
        Claim.objects.filter(doubts=doubt).update(is_disputed=True)


def _name(entry: Entry) -> str:
    return " – ".join(str(party.organisation) for party in entry.parties.select_related("organisation").order_by("position"))
