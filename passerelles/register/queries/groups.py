"""Which groups a visitor may know something of: a group is itself and all below it."""

from django.db.models import Exists, OuterRef, Q

from passerelles.people.models import Group, GroupQuerySet
from passerelles.people.queries import Visitor, standing
from passerelles.register.models import Entry


def groups_told_of(user: Visitor) -> GroupQuerySet:
    """Those of which, or of whose sub-groups, a visitor may see an entry."""
    return Group.objects.filter(pk__in=_told_of(user)).from_the_top()


def groups_open_to(user: Visitor) -> GroupQuerySet:
    """These, and those whose papers a visitor reads."""
    return Group.objects.filter(Q(pk__in=_told_of(user)) | Q(pk__in=standing(user).reads)).from_the_top()


def _told_of(user: Visitor) -> set[int]:
    """Return them by id, with two queries however deep they lie."""
    seen = Group.objects.filter(Exists(Entry.objects.visible_to(user).filter(group=OuterRef("pk"))))
    return {pk for lineage in Group.objects.lineages(seen.values_list("pk", flat=True)).values() for pk in lineage}
