"""Whether a visit still takes personal data, asked where they are written: its purge may have come since it was read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.visits.models import Visit


def keep_open(visit: Visit) -> None:
    """Refuse once a visit's personal data are erased; until the transaction ends, they are not (SQLite lets one write at a time)."""
    if Visit.objects.select_for_update(no_key=True).values_list("purged_at", flat=True).get(pk=visit.pk):
        raise Refused(_("The personal data of this visit were erased: none is taken any more."))


def keep_named(visit: Visit, said: Mapping[str, Any], held: object, *columns: str) -> None:
    """Refuse anybody's name in these columns, once names are erased; what stood there may stay."""
    if any(said.get(name) and said[name] != getattr(held, name, "") for name in columns):
        keep_open(visit)
