"""What a document is called."""

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.library.finding import index_source
from passerelles.library.holding import plain_words
from passerelles.library.masking import masked
from passerelles.library.models import Document, Source, SourceKind
from passerelles.library.queries import may_judge
from passerelles.people.models import User

LONGEST = Document._meta.get_field("title").max_length


@transaction.atomic
def rename(document: Document, title: str, *, by: User) -> Document:
    """Call a document otherwise, in lists, in search and beside its quotes; its file's name stays.

    The source is locked first, as in `show_to`. Without a title it is called as its file, and that is kept as its title: the next
    reading would fill an empty one.
    """
    Source.objects.select_for_update(no_key=True).get(pk=document.source_id)
    if document.source.kind == SourceKind.DECLARATION or not may_judge(document, by):
        raise Refused(_("Only the coordinator of its group can give it another title."))
    document.title = masked(plain_words(title))[:LONGEST].strip() or document.name
    Document.objects.filter(pk=document.pk).update(title=document.title)
    index_source(document.source)
    return document
