"""How visits are said on pages."""

from django import template

from passerelles.requests.describing import days_between
from passerelles.visits.models import Visit

register = template.Library()


@register.filter
def days_of_visit(visit: Visit) -> str:
    """Say a visit's days as the visitor's language writes them."""
    return days_between(visit.starts, visit.ends)
