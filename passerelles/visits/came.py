"""What visits say on the page of a request, and where it is changed (settings.CAME_OF): its visit's days, and whether they are others."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from passerelles.people.queries import Visitor
from passerelles.requests.models import Request
from passerelles.visits.framing import asked_otherwise
from passerelles.visits.models import Visit
from passerelles.visits.rights import Act, acts_of
from passerelles.visits.stages import CHANGEABLE

NOTHING = mark_safe("")


def of_request(asked: Request, user: Visitor) -> SafeString:
    """Return the visit that answers a request, or the one that leads it, for who may know of it; nothing where there is none."""
    rows = Visit.objects.visible_to(user).with_hosts().select_related("request")
    visit = rows.filter(request=asked.joined_to_id or asked.pk).first()
    if visit is None:
        return NOTHING
    acts = acts_of(user, visit)
    told = {"visit": visit, "otherwise": asked_otherwise(visit) if Act.READ in acts else ""}
    return render_to_string("visits/_of_request.html", {**told, "changes": Act.EDIT in acts and visit.stage in CHANGEABLE})
