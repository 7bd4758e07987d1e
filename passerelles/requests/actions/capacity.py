"""What an officer states for their organisation: how much it can take, and when it is closed."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.words import plain
from passerelles.people.models import Organisation, User
from passerelles.people.queries import standing
from passerelles.requests.models import Capacity, Closed, Per

MOST = 1000  # receptions; more is a mistake of typing
MOST_CLOSED = 366  # days in one stretch


@transaction.atomic
def state_capacity(
    organisation: Organisation, *, number: int, per: Per, since: date, until: date | None = None, departments: str = "", by: User
) -> Capacity:
    """State how many receptions an organisation can take. What was stated before stays, and no longer holds."""
    check_speaks_for(by, organisation)
    check_days(since, until)
    if not 0 <= number <= MOST:
        raise Refused(_("From 0 to %(most)d receptions.") % {"most": MOST})
    values = {"number": number, "per": per, "since": since, "until": until, "departments": plain(departments)[:300]}
    return Capacity.objects.create(organisation=organisation, stated_by=by, **values)


@transaction.atomic
def close(organisation: Organisation, *, starts: date, ends: date, why: str = "", by: User) -> Closed:
    """State that an organisation receives nobody on some days."""
    check_speaks_for(by, organisation)
    check_days(starts, ends)
    if (ends - starts).days >= MOST_CLOSED:
        raise Refused(_("A year at most: state the next one apart."))
    return Closed.objects.create(organisation=organisation, starts=starts, ends=ends, why=plain(why)[:200], stated_by=by)


@transaction.atomic
def take_back(stated: Capacity | Closed, *, by: User) -> None:
    """Take back what was stated, as if it had not been said."""
    check_speaks_for(by, stated.organisation)
    stated.delete()


def check_speaks_for(user: User, organisation: Organisation) -> None:
    if organisation.pk not in standing(user).speaks_for:
        raise Refused(_("Only an officer of the organisation can state this."))


def check_days(starts: date, ends: date | None) -> None:
    if ends is not None and ends < starts:
        raise Refused(_("The last day is before the first one."))
