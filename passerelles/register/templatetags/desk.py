"""What the desk's templates ask of an entry."""

from django import template

from passerelles.common.words import wording
from passerelles.register.models import Entry
from passerelles.register.titling import known_as

register = template.Library()


@register.filter
def title_of(entry: Entry) -> str:
    """The title of an entry, of one nobody has accepted anything of too."""
    return wording(known_as(entry)).text or entry.key
