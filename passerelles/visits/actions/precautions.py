"""Noting what a host looked at before it received. Nobody is told, and nothing of it enters the visit's history."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.people.models import User
from passerelles.people.queries import standing
from passerelles.visits.actions.holding import keep_open
from passerelles.visits.models import Precaution, VisitHost
from passerelles.visits.precautions import items
from passerelles.visits.rights import Act, check_may

Said = tuple[str, str]  # a state and a note


@transaction.atomic
def look_at(host: VisitHost, said: Mapping[str, Said], *, by: User) -> int:
    """Note the state of a host's items and return how many changed: only these are this person's, at this moment."""
    check_may(by, Act.GUARD, host.visit)
    if host.organisation_id not in standing(by).speaks_for:
        raise Refused(_("This is for others to decide."))
    keep_open(host.visit)
    held = {each.item: (each.state, each.note) for each in Precaution.objects.filter(host=host)}
    changed = [name for name in (each.name for each in items()) if name in said and said[name] != held.get(name, ("open", ""))]
    for name in changed:
        state, note = said[name]
        defaults = {"state": state, "note": note, "by": by, "at": timezone.now()}
        Precaution.objects.update_or_create(host=host, item=name, defaults=defaults)
    return len(changed)
