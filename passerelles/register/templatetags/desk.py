"""What the desk's templates ask of an entry."""

from django import template

from passerelles.common.words import wording
from passerelles.register.desk.gathering import title_of as words_of
from passerelles.register.models import Entry

register = template.Library()


@register.filter
def title_of(entry: Entry) -> str:
    """The title of an entry, of one nobody has accepted anything of too."""
    return wording(words_of(entry)).text or entry.key
