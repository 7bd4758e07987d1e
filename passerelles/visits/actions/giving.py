"""What is given on a visit and the time it took, written by those who keep its dossier. The other side is told nothing of either."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.visits.actions.holding import keep_named
from passerelles.visits.models import Gift, StaffTime, Visit
from passerelles.visits.rights import Act, check_may
from passerelles.visits.stages import VisitStage

MOST = 200  # gifts, lines of hours: more is a mistake


def check_may_account(visit: Visit, by: User) -> None:
    """Refuse who does not keep the accounts of a visit, and everybody once it is closed."""
    check_may(by, Act.PRIVATE, visit)
    if visit.stage == VisitStage.CLOSED:
        raise Refused(_("The visit is closed."))


@transaction.atomic
def write_gift(visit: Visit, said: Mapping[str, Any], *, by: User, gift: Gift | None = None) -> Gift:
    """Write down a gift, or say anew what it is."""
    check_may_account(visit, by)
    if gift is None and Gift.objects.filter(visit=visit).count() >= MOST:
        raise Refused(_("A visit has no more than %(most)d gifts.") % {"most": MOST})
    keep_named(visit, said, gift, "giver", "receiver")
    gift = gift or Gift(visit=visit)
    for name, value in said.items():
        setattr(gift, name, value)
    gift.save()
    return gift


@transaction.atomic
def remove_gift(gift: Gift, *, by: User) -> None:
    check_may_account(gift.visit, by)
    gift.delete()


@transaction.atomic
def write_staff_time(visit: Visit, said: Mapping[str, Any], *, by: User) -> StaffTime:
    check_may_account(visit, by)
    if StaffTime.objects.filter(visit=visit).count() >= MOST:
        raise Refused(_("A visit has no more than %(most)d lines of hours.") % {"most": MOST})
    return StaffTime.objects.create(visit=visit, **said)


@transaction.atomic
def remove_staff_time(staff_time: StaffTime, *, by: User) -> None:
    check_may_account(staff_time.visit, by)
    staff_time.delete()
