"""Requests said in words, for templates."""

import re

from django import template
from django.conf import settings
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from passerelles.register.properties.doing import country_name
from passerelles.requests.describing import asker_of, dates_of, department_of, themes_of, title_of
from passerelles.requests.letters import halves_of
from passerelles.requests.terms import LANGUAGES

STUCK = re.compile("([\u3000-\u303f\uff00-\uffef])(?=https?://)")  # Chinese punctuation is followed by no space, by which links are found
register = template.Library()
register.filter("title_of", title_of)
register.filter("asker_of", asker_of)
register.filter("dates_of", dates_of)
register.filter("themes_of", themes_of)
register.filter("department_of", department_of)
register.filter("country_name", country_name)
register.filter("halves_of", halves_of)


@register.filter(is_safe=True)
def linked(text: str) -> SafeString:
    """A letter's text with its links; those to this site are paths: they lead on from wherever it is read."""
    found = urlize(STUCK.sub(r"\1 ", text), autoescape=True)
    return mark_safe(found.replace(f'href="{settings.SITE_ADDRESS}/', 'href="/') if settings.SITE_ADDRESS else found)  # noqa: S308 - escaped


@register.filter
def languages_of(codes: list[str]) -> list[str]:
    return [str(LANGUAGES[code]) for code in codes if code in LANGUAGES]
