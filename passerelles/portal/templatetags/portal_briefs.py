"""What the page of a brief needs: texts with their language."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from passerelles.common.words import page_lang
from passerelles.portal.briefs.laying import Text

register = template.Library()


@register.filter
def laid(said: Text) -> SafeString:
    """A text, with its language where it is not the sheet's; where it may be broken, `<wbr>` would be no text: the blank stays."""
    if not said.lang:
        return conditional_escape(said.text)
    return format_html('<span lang="{}">{}</span>', page_lang(said.lang), said.text)
