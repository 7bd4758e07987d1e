"""What the page of a brief needs: texts with their language."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from passerelles.portal.briefs.laying import Text

register = template.Library()


@register.filter
def html_lang(lang: str) -> str:
    """A language as a page names it: its fonts hang on it."""
    return "zh-Hans" if lang == "zh" else lang


@register.filter
def laid(said: Text) -> SafeString:
    """A text, with its language where it is not the sheet's; where it may be broken, `<wbr>` would be no text: the blank stays."""
    if not said.lang:
        return conditional_escape(said.text)
    return format_html('<span lang="{}">{}</span>', html_lang(said.lang), said.text)
