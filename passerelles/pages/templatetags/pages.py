"""What the templates of pages need."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from passerelles.common.words import tongue

register = template.Library()


@register.simple_tag
def spoken_languages() -> list[dict[str, Any]]:
    """The languages of the screens, each with its own name."""
    return [{"code": tongue(code), "name": name} for code, name in settings.LANGUAGES]


@register.simple_tag
def text_badge(states: Iterable[tuple[str, str]], language: str) -> SafeString | str:
    """How a page's text in a language stands, in a word."""
    state = dict(states).get(language)
    names = {"published": _("public"), "changed": _("public, with a later draft"), "draft": _("draft")}
    kinds = {"published": "active", "changed": "red"}
    return format_html(' <span class="badge {}">{}</span>', kinds.get(state, ""), names[state]) if state else ""
