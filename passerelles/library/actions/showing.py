"""Who may see a document, changed; and which of its versions is the current one."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.actions.keeping import take_out
from passerelles.library.finding import index_source
from passerelles.library.models import WIDTH, Document, Source, SourceKind, Visibility
from passerelles.library.queries import may_change, may_publish
from passerelles.people.models import User


@transaction.atomic
def show_to(document: Document, visibility: str, *, by: User) -> Document:
    """Change who may see a document; what was taken out of it follows (settings.FOLLOWERS).

    The source is locked first, as where a reading is kept: two that lock in another order could only be ended as a deadlock.
    """
    Source.objects.select_for_update(no_key=True).get(pk=document.source_id)
    if document.source.kind == SourceKind.DECLARATION or not may_change(document, by):
        raise Refused(_("Only its group's coordinator, or who brought it, can change who sees it."))
    if visibility not in Visibility.values:
        raise Refused(_("Nobody is called “%(visibility)s”.") % {"visibility": visibility})
    if visibility == Visibility.PRIVATE and document.brought_by_id is None:
        raise Refused(_("It is not known who brought it: in private, nobody could open it again."))
    if visibility == Visibility.PUBLIC and not may_publish(document.group, by):
        raise Refused(_("Only the coordinator of its group can show a document to everybody."))
    Document.objects.filter(pk=document.pk).update(visibility=visibility)
    document.visibility = visibility
    for path in settings.FOLLOWERS:
        import_string(path)(document)
    _let_wait_no_longer(document.source)
    index_source(document.source)
    document.refresh_from_db(fields=["is_current"])
    return document


def _let_wait_no_longer(source: Source) -> None:
    """Make the last version current that as many people see as the one before it: now it counts what it says, and what no more."""
    current = source.documents.current().first()
    least = WIDTH.index(Visibility(current.visibility)) if current else 0
    waiting = [each for each in source.documents.unpublished().order_by("-version") if WIDTH.index(Visibility(each.visibility)) >= least]
    if not waiting:
        return
    source.documents.update(is_current=False)
    Document.objects.filter(pk=waiting[0].pk).update(is_current=True)
    reading = waiting[0].readings.order_by("-pk").first()
    if reading:
        take_out(reading)
