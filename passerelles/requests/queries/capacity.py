"""What an organisation stated about its capacity, and who may read it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from passerelles.people.models import GroupMember, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.requests.models import Capacity, Closed
from passerelles.requests.queries.load import AHEAD, Load, load_of


@dataclass(frozen=True, slots=True)
class CapacityPage:
    organisation: Organisation
    is_own: bool
    loads: list[Load]
    stated: list[Capacity]
    closed: list[Closed]


def seen_by(user: Visitor) -> Q:
    """Which organisations' capacity somebody may read: those they speak for, and members of groups whose papers they read."""
    who = standing(user)
    members = GroupMember.objects.filter(group__in=who.reads).in_force().values("organisation")
    return Q(pk__in=who.speaks_for) | Q(pk__in=members)


def capacity_page(organisation: Organisation, user: Visitor) -> CapacityPage:
    today = timezone.localdate()
    return CapacityPage(
        organisation=organisation,
        is_own=organisation.pk in standing(user).speaks_for,
        loads=load_of(organisation, today, today + AHEAD, user),
        stated=list(Capacity.objects.visible_to(user).filter(organisation=organisation).select_related("stated_by")),
        closed=list(Closed.objects.visible_to(user).filter(organisation=organisation, ends__gte=today).select_related("stated_by")),
    )
