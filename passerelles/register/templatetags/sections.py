"""What other parts of the site add to the page of an entry or of an authority: settings.SECTIONS names them, the register does not."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def sections(context: Mapping[str, Any], about: Any) -> SafeString:
    """Return the sections on an entry or an organisation, in the order of the settings; each asks itself what the visitor may see."""
    return _all(settings.SECTIONS, about, context)


@register.simple_tag(takes_context=True)
def own_sections(context: Mapping[str, Any], about: Any) -> SafeString:
    """Return what others add to the page on which an officer looks after their organisation (settings.OWN)."""
    return _all(settings.OWN, about, context)


def _all(paths: Iterable[str], about: Any, context: Mapping[str, Any]) -> SafeString:
    user = context["request"].user
    return format_html_join("\n", "{}", ((import_string(path)(about, user),) for path in paths))
