"""What visits add to the page of whoever asked without an account (settings.ASKED): that their visit has a dossier, and the way to it."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from passerelles.requests.models import Request
from passerelles.visits.delegation import address_for, written_to
from passerelles.visits.models import Visit

NOTHING = mark_safe("")


def section(asked: Request) -> SafeString:
    """Return a link to the visit that answers a request, or the one it was joined to; nothing where there is none."""
    visit = Visit.objects.with_hosts().select_related("request").filter(request=asked.joined_to_id or asked.pk).first()
    if visit is None or asked not in written_to(visit):
        return NOTHING
    return render_to_string("visits/_asked.html", {"visit": visit, "address": address_for(visit, asked)})
