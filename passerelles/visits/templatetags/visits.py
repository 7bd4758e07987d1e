"""How visits are said on pages."""

from datetime import date
from decimal import Decimal

from django import template

from passerelles.requests.describing import days_between
from passerelles.visits import saying
from passerelles.visits.models import Visit

register = template.Library()


@register.filter
def days_of_visit(visit: Visit) -> str:
    """Say a visit's days as the visitor's language writes them."""
    return days_between(visit.starts, visit.ends)


@register.filter
def weekday(day: date) -> str:
    return saying.weekday(day)


register.filter("hours", saying.said_hours)


@register.filter
def amount(value: Decimal, currency: str) -> str:
    return saying.said_amount(value, currency)
