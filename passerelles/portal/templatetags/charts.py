"""Drawings and numbers in templates."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from passerelles.common.numbers import said_number, said_share
from passerelles.portal.drawing.charts import Chart, chart_drawing

register = template.Library()


@register.filter
def drawn(chart: Chart) -> SafeString:
    return mark_safe(chart_drawing(chart))  # noqa: S308 - a drawing escapes what it says


@register.filter
def number(held: int) -> str:
    """A number in the visitor's language."""
    return said_number(held)


@register.filter
def share_of(part: int, whole: int) -> str:
    return said_share(part, whole)
