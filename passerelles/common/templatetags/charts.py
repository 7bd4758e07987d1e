"""Drawings and numbers in templates."""

from collections.abc import Mapping

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from passerelles.common.drawing.charts import Bar, Chart, chart_drawing
from passerelles.common.drawing.columns import Columns, columns_drawing, stack_drawing
from passerelles.common.numbers import said_number, said_share

register = template.Library()


@register.filter
def drawn(chart: Chart) -> SafeString:
    return mark_safe(chart_drawing(chart))  # noqa: S308 - a drawing escapes what it says


@register.filter
def columns(chart: Columns) -> SafeString:
    return mark_safe(columns_drawing(chart))  # noqa: S308 - a drawing escapes what it says


@register.filter
def stack(numbers: Mapping[str, int], title: str) -> SafeString:
    return mark_safe(stack_drawing(numbers, title))  # noqa: S308 - a drawing escapes what it says


@register.filter
def rows(chart: Chart) -> SafeString:
    """The lines of a chart's table, written here: a template's tags cost more than what they write, and a page has hundreds of cells."""
    return mark_safe("".join(map(_row, chart.bars)))  # noqa: S308 - each part is escaped


def _row(bar: Bar) -> str:
    cells = "".join(f'<td class="number">{_cell(held, address)}</td>' for held, address in bar.cells)
    return f"<tr><td>{escape(bar.label)}</td>{cells}</tr>"


def _cell(held: int, address: str) -> str:
    said = said_number(held)
    return f'<a href="{escape(address)}">{said}</a>' if address and held else said


@register.filter
def number(held: int) -> str:
    """A number in the visitor's language."""
    return said_number(held)


@register.filter
def share_of(part: int, whole: int) -> str:
    return said_share(part, whole)
