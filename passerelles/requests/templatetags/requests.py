"""Requests said in words, for templates."""

from django import template

from passerelles.register.properties.doing import country_name
from passerelles.requests.describing import asker_of, dates_of, department_of, themes_of, title_of
from passerelles.requests.letters import halves_of
from passerelles.requests.terms import LANGUAGES

register = template.Library()
register.filter("title_of", title_of)
register.filter("asker_of", asker_of)
register.filter("dates_of", dates_of)
register.filter("themes_of", themes_of)
register.filter("department_of", department_of)
register.filter("country_name", country_name)
register.filter("halves_of", halves_of)


@register.filter
def languages_of(codes: list[str]) -> list[str]:
    return [str(LANGUAGES[code]) for code in codes if code in LANGUAGES]
