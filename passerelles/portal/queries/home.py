"""What the first page shows: the register's numbers and news, the map, and whose anniversary it is this year."""

from dataclasses import dataclass

from django.utils import timezone

from passerelles.people.queries import Visitor
from passerelles.places.drawing.graph import Picture
from passerelles.portal.queries.map import filters_of, map_of
from passerelles.portal.queries.statistics.page import Jubilee, jubilees_of
from passerelles.register.queries.home import Home, home
from passerelles.register.queries.work import Work, work_of


@dataclass(frozen=True, slots=True)
class Front:
    register: Home
    picture: Picture
    jubilees: list[Jubilee]
    work: Work


def front_of(user: Visitor) -> Front:
    """Return the first page as a visitor may see it; the map and the anniversaries are everybody's."""
    this_year = timezone.localdate().year
    jubilees = [each for each in jubilees_of() if each.year == this_year]
    return Front(home(user), map_of(filters_of({})).picture, jubilees, work_of(user))
