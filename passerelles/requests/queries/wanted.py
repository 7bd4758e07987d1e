"""What a joint request is about: all that its askers wrote, not only whoever leads it."""

from passerelles.people.queries import Visitor
from passerelles.requests.models import Request


def themes_wanted(request: Request, user: Visitor) -> frozenset[str]:
    """Return the themes of a request and of those that were joined to it, as far as somebody sees them."""
    joined = Request.objects.visible_to(user).filter(joined_to=request.pk).order_by()
    return frozenset(request.themes).union(*joined.values_list("themes", flat=True))
