"""Whose link it is, and who hears of a request.

A link holds the secret that was mailed to be confirmed; or, in later mails, which do not know it any more, a signature that opens the same
page until a newer link is mailed, or another address answers.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from django.utils import timezone

from passerelles.common.words import tongue
from passerelles.people.models import Group, Membership, OrganisationKind, Role, User
from passerelles.people.queries import Visitor, digest_of, organisations_of
from passerelles.requests.models import Request
from passerelles.requests.stages import Stage

SALT = "passerelles.requests.page"
KEPT = {Stage.UNCONFIRMED: timedelta(days=14), Stage.DRAFT: timedelta(days=90)}  # what nobody goes on with is dropped after that


def asked_by(token: str) -> Request | None:
    """The request that a link opens, while it holds. One that was forged and one that is too old are told apart for nobody."""
    requests = Request.objects.select_related("group", "asker_place", "asker")
    found = requests.filter(token=digest_of(token)).first() or _signed_for(token, requests)
    return None if found is None or is_over(found) else found


def _signed_for(token: str, requests: "QuerySet[Request]") -> Request | None:
    """The request that a later mail's link was signed for, while it is the same person who is written to."""
    try:
        pk, mark = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = requests.filter(pk=pk).first()
    return found if found and found.contact_email and mark == _mark(found) else None


def token_for(asked: Request) -> str:
    """Return what a later mail's link to its asker's page holds."""
    return signing.dumps([asked.pk, _mark(asked)], salt=SALT)


def _mark(asked: Request) -> str:
    return digest_of(f"{asked.token}/{asked.contact_email.lower()}")[:16]


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
