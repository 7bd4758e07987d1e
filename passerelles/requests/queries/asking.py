"""Whose link it is, and who hears of a request."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from passerelles.common.words import tongue
from passerelles.people.models import Group, Membership, OrganisationKind, Role, User
from passerelles.people.queries import Visitor, digest_of, organisations_of
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


def known_of(user: Visitor) -> dict[str, Any]:
    """What the public form need not ask of somebody who is signed in: who they are, and the first organisation they speak for."""
    if not isinstance(user, User):
        return {}
    said: dict[str, Any] = {"contact_name": user.name, "contact_email": user.email, "languages": [tongue(user.language)]}
    own = next(iter(organisations_of(user)), None)
    if own is None:
        return said
    said |= {"asker_name": str(own), "asker_country": own.country, "is_authority": own.kind == OrganisationKind.AUTHORITY}
    return said | ({"place": str(own.place.wording), "place_is": own.place.key} if own.place else {})


def coordinators_of(group: Group) -> list[User]:
    """Who coordinates a group; where nobody does, who coordinates the next one above it."""
    for pk in Group.objects.lineages([group.pk])[group.pk]:
        roles = Membership.objects.filter(role=Role.COORDINATOR, group=pk).in_force()
        found = list(User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk"))
        if found:
            return found
    return []
