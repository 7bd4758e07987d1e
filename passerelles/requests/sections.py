"""What requests add to an authority's page (settings.SECTIONS): the way to a partner, for those who may look for one."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.register.models import Entry
from passerelles.requests.queries.suggestions import may_look_for

NOTHING = mark_safe("")


def section(about: Entry | Organisation, user: Visitor) -> SafeString:
    """Return the link to partners that could be, on the page of an authority that the visitor may look for."""
    if not isinstance(about, Organisation) or not may_look_for(about, user):
        return NOTHING
    return render_to_string("requests/_find_partner.html", {"organisation": about})


def own(about: Organisation, user: Visitor) -> SafeString:
    """Return the links to partners and to what it can take, on the page where an officer looks after their organisation."""
    return render_to_string("requests/_own.html", {"organisation": about, "looks": may_look_for(about, user)})
