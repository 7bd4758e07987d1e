"""The link of a delegation that has no account: signed, it opens one visit for one of the requests it answers, while their address holds.

It shows what the visit's prints show, and lets who travels agree to what was promised; nothing private of anybody.
"""

from django.core import signing
from django.urls import reverse

from passerelles.people.queries import digest_of
from passerelles.requests.models import Request
from passerelles.requests.stages import Stage
from passerelles.visits.models import Visit
from passerelles.visits.stages import VisitStage

SALT = "passerelles.visits.delegation"
STANDS = (Stage.ACCEPTED, Stage.JOINED)
SHOWN = (VisitStage.CONFIRMED, VisitStage.HELD, VisitStage.REPORTED, VisitStage.CLOSED)  # when there is a programme to show


def written_to(visit: Visit) -> list[Request]:
    """Return the requests that a visit answers, of those who can be written to; none while the one that leads them is not accepted."""
    if visit.request is None or visit.request.stage not in STANDS:
        return []
    return [asked for asked in (visit.request, *visit.request.joined.order_by("pk")) if asked.stage in STANDS and asked.contact_email]


def token_for(visit: Visit, asked: Request) -> str:
    return signing.dumps([visit.pk, asked.pk, _mark(asked)], salt=SALT)


def address_for(visit: Visit, asked: Request) -> str:
    """The path of the delegation's page, in the language at hand."""
    return reverse("delegation", args=[token_for(visit, asked)])


def opened(token: str) -> Visit | None:
    """Return the visit that a link opens; none where it was not made here, or whom it was made for is not its asker any more."""
    try:
        pk, asker, mark = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    visit = Visit.objects.with_hosts().select_related("request").filter(pk=pk).first()
    return visit if visit and any((asked.pk, _mark(asked)) == (asker, mark) for asked in written_to(visit)) else None


def _mark(asked: Request) -> str:
    return digest_of(asked.contact_email.lower())[:16]
