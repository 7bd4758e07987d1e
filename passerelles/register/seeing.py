"""What a list shows a signed-in visitor of entries that are not public: the same columns, from the claims that visitor may see."""

from collections.abc import Sequence

from django.db.models import Q

from passerelles.library.models import Visibility
from passerelles.people.models import Group
from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, Entry
from passerelles.register.models.claims import ClaimQuerySet
from passerelles.register.projecting import by_name, by_root, columns, places_said


def seen_within(group: Group) -> ClaimQuerySet:
    """The claims that everybody of a group may see: what is written for several of its people is made of these alone."""
    wide = Q(visibility__in=(Visibility.PUBLIC, Visibility.NETWORK))
    return Claim.objects.filter(wide | Q(visibility=Visibility.GROUP, group=group))


def as_seen_by(user: Visitor, entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return the entries with their projected columns as a visitor may see them; nothing is written. The queries do not grow with them."""
    if not user.is_authenticated:
        return entries
    about = Claim.objects.in_family([entry.pk for entry in entries])
    seen = by_root(about.accepted().visible_to(user))
    said = {entry.pk: by_name(seen[entry.pk]) for entry in entries}
    places = places_said(said.values())
    for entry in entries:
        for name, value in columns(entry, said[entry.pk], places).items():
            setattr(entry, name, value)
    return entries
