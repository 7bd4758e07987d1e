"""The gifts of a visit, each with what is wise to know of it; the hours of its staff and who owes whom of them."""

from dataclasses import dataclass

from passerelles.common.words import wording
from passerelles.visits.giving import better_not, is_declared_above
from passerelles.visits.models import Gift, Side, StaffTime, Visit
from passerelles.visits.rights import Act
from passerelles.visits.sharing import Paid

HOURS = "h"  # what hours are shared in, as costs are in their currency


@dataclass(frozen=True, slots=True)
class ShownGift:
    gift: Gift
    warnings: list[str]


def gifts_of(visit: Visit, acts: frozenset[Act]) -> list[ShownGift]:
    """Return a visit's gifts for those who keep its accounts; nothing for others."""
    if Act.PRIVATE not in acts:
        return []
    return [ShownGift(gift, _warnings(visit, gift)) for gift in Gift.objects.filter(visit=visit).select_related("slot")]


def _warnings(visit: Visit, gift: Gift) -> list[str]:
    country = country_of_receiver(visit, gift)
    above = None if gift.is_declared else is_declared_above(country, gift.value, gift.currency)
    return [wording(words).text for words in (*better_not(gift.what.values(), country), *([above] if above else []))]


def country_of_receiver(visit: Visit, gift: Gift) -> str:
    """The hosts are where the visit takes place; the delegation is of the other country."""
    if gift.side == Side.VISITOR:
        return visit.soil
    return visit.group.partner if visit.soil == visit.group.home else visit.group.home


def staff_times_of(visit: Visit, acts: frozenset[Act]) -> list[StaffTime]:
    rows = StaffTime.objects.filter(visit=visit).select_related("organisation")
    return list(rows) if Act.PRIVATE in acts else []


def as_paid(staff_times: list[StaffTime]) -> list[Paid]:
    """Hours as the rules of costs take them."""
    return [Paid(each.hours, HOURS, each.organisation_id, each.sharing) for each in staff_times]
