"""What visits add to the page of a partnership or a project (settings.SECTIONS): the photographs of theirs that the visitor may see."""

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.register.models import Entry
from passerelles.visits.models import Photograph, Shown, Visit

NOTHING = mark_safe("")
MOST = 6  # the latest: a page of facts, not an album


def section(about: Entry | Organisation, user: Visitor) -> SafeString:
    """Return the photographs of visits that an entry is about, where they may be shown beyond the visit; nothing of the visit itself."""
    if not isinstance(about, Entry):
        return NOTHING
    shown = Photograph.objects.visible_to(user).exclude(shown=Shown.VISIT)
    visits = Visit.objects.filter(Q(entries=about) | Q(entries__survivor=about))  # of what was merged into it, too
    held = list(shown.filter(visit__in=visits).order_by("-pk")[:MOST])
    return render_to_string("visits/_section.html", {"photographs": held}) if held else NOTHING
