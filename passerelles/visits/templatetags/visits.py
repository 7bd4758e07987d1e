"""How visits are said on pages."""

import re
from datetime import date
from decimal import Decimal

from django import template

from passerelles.requests.describing import as_written, days_between
from passerelles.visits import saying
from passerelles.visits.framing import said_changes
from passerelles.visits.models import Participant, Visit

register = template.Library()


@register.filter
def days_of_visit(visit: Visit) -> str:
    """Say a visit's days as the visitor's language writes them."""
    return days_between(visit.starts, visit.ends)


register.filter("said_changes", said_changes)


@register.filter
def weekday(day: date) -> str:
    return saying.weekday(day)


register.filter("as_written", as_written)
register.filter("named", saying.both_names)


@register.filter
def telephone(person: Participant) -> str:
    """A number as a telephone dials it."""
    return re.sub(r"\(0\)|[^0-9+]", "", person.phone)  # "+33 (0)4…": the nought is dialled from inside only


register.filter("hours", saying.said_hours)


@register.filter
def amount(value: Decimal, currency: str) -> str:
    return saying.said_amount(value, currency)
