"""Filters of the part of a request's page that tells of the other doors its delegation knocks on."""

from django import template

from passerelles.requests import signs
from passerelles.requests.recognising import Reason

register = template.Library()


@register.filter
def sign(reason: Reason) -> str:
    return str(signs.SIGNS[reason.sign])


@register.filter
def stands_on(reason: Reason) -> list[str]:
    return signs.words_of(reason)
