"""Whose link it is, and who hears of a request."""

from datetime import timedelta

from django.utils import timezone

from passerelles.people.models import Group, Membership, Role, User
from passerelles.people.queries import digest_of
from passerelles.requests.models import Request
from passerelles.requests.stages import Stage

KEPT = {Stage.UNCONFIRMED: timedelta(days=14), Stage.DRAFT: timedelta(days=90)}  # what nobody goes on with is dropped after that


def asked_by(token: str) -> Request | None:
    """The request that a link opens, while it holds. One that was forged and one that is too old are told apart for nobody."""
    found = Request.objects.filter(token=digest_of(token)).select_related("group", "asker_place", "asker").first()
    return None if found is None or is_over(found) else found


def is_over(asked: Request) -> bool:
    """Whether nobody went on with it for so long that it is to be dropped."""
    kept = KEPT.get(Stage(asked.stage))
    return bool(kept and asked.changed_at < timezone.now() - kept)


def coordinators_of(group: Group) -> list[User]:
    """Who coordinates a group; where nobody does, who coordinates the next one above it."""
    for pk in Group.objects.lineages([group.pk])[group.pk]:
        roles = Membership.objects.filter(role=Role.COORDINATOR, group=pk).in_force()
        found = list(User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk"))
        if found:
            return found
    return []
