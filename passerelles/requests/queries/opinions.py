"""The opinions of a request: for its hosts and who decides, each for who is asked for it, never for whoever asks."""

from itertools import groupby
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet

from passerelles.common.sorting import in_order
from passerelles.people.models import Membership, Organisation, OrganisationKind
from passerelles.people.queries import Visitor, digest_of, standing
from passerelles.requests.models import Host, Opinion, OpinionState, Request
from passerelles.requests.rights import Act, acts_of
from passerelles.requests.stages import WAITING, HostState

GOING = (HostState.WANTED, HostState.ASKED, HostState.ACCEPTED)
ANSWERING = (HostState.ASKED, HostState.ACCEPTED, HostState.DECLINED)
SALT = "passerelles.requests.opinion"
KINDS = [*(kind for kind in OrganisationKind if kind != OrganisationKind.AUTHORITY), OrganisationKind.AUTHORITY]  # as one looks for them


def advisable(request: Request) -> "QuerySet[Organisation]":
    """Return whom of the register an opinion of a request may be asked of: every body, and the authorities that somebody speaks for; never
    who asks itself, nor a host, who answers.
    """
    spoken_for = Membership.objects.filter(organisation__isnull=False).in_force().values("organisation")
    askers = Request.objects.filter(Q(pk=request.pk) | Q(joined_to=request)).exclude(asker=None).values("asker")
    hosts = Host.objects.filter(request=request, state__in=ANSWERING).values("organisation")
    known = Organisation.objects.filter(~Q(kind=OrganisationKind.AUTHORITY) | Q(pk__in=spoken_for))
    return known.exclude(Q(pk__in=askers) | Q(pk__in=hosts))


def advisers_by_kind(request: Request) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return those whom an opinion may be asked of as a menu has them: each kind, its names in the order of the language at hand."""
    found = sorted(in_order(advisable(request)), key=lambda each: KINDS.index(OrganisationKind(each.kind)))
    return [
        (str(kind.label), [(each.pk, str(each)) for each in rows])
        for kind, rows in groupby(found, lambda each: OrganisationKind(each.kind))
    ]


def hosts_going(request: Request) -> "QuerySet[Host]":
    """Return those that a delegation wishes to see, or that are asked to receive it."""
    return Host.objects.filter(request=request, state__in=GOING).select_related("organisation").order_by("pk")


def token_of(opinion: Opinion) -> str:
    """Return what the link of an outsider's mail holds: it opens this opinion alone, while it is the same address."""
    return signing.dumps([opinion.pk, _mark(opinion)], salt=SALT)


def opened_by(token: str) -> Opinion | None:
    """Return the opinion that a link opens; none where it was not made here, or the request's people were erased."""
    try:
        pk, mark = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = (
        Opinion.objects.exclude(email="").filter(pk=pk, request__purged_at=None).select_related("request__group", "request__asker").first()
    )
    return found if found and mark == _mark(found) else None


def _mark(opinion: Opinion) -> str:
    return digest_of(opinion.email.lower())[:16]


def opinions_part(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """The opinions asked and given, those that the visitor may give marked; None for whoever has nothing to do with them."""
    acts, own = acts_of(user, asked), standing(user).speaks_for
    opinions = list(Opinion.objects.filter(request=asked).select_related("organisation", "adviser", "given_by").order_by("pk"))
    mine = {each.pk for each in opinions if each.organisation_id in own or each.adviser_id == user.pk}
    if Act.TALK not in acts:
        opinions = [each for each in opinions if each.pk in mine]
    open_to = {each.pk for each in opinions if each.state == OpinionState.ASKED and (each.pk in mine or Act.DECIDE in acts)}
    can_ask = Act.DECIDE in acts and asked.stage in WAITING
    return {"opinions": opinions, "open_to": open_to, "can_ask": can_ask, "decides": Act.DECIDE in acts} if opinions or can_ask else None
