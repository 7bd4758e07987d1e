"""What the register and the ledger have of a visit, for whoever looks at its page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.ledger.models import Movement
from passerelles.people.queries import Visitor
from passerelles.register.models import Entry
from passerelles.visits.models import Visit


@dataclass(frozen=True, slots=True)
class Given:
    """What one partnership got: by measure how many. `is_shown`: the register shows the partnership to whoever looks."""

    entry: Entry
    is_shown: bool
    figures: dict[str, int]

    @property
    def told(self) -> list[str]:
        """What it got, in words: a mission, its people, their days of presence."""
        people, days = self.figures.get("people", 0), self.figures.get("days", 0)
        return [
            _("one mission"),
            *([ngettext("%(people)s person", "%(people)s people", people) % {"people": people}] if people else []),
            *([ngettext("%(days)s day of presence", "%(days)s days of presence", days) % {"days": days}] if days else []),
        ]


def given(visit: Visit, user: Visitor) -> list[Given]:
    """Return what each partnership has of a visit that took place: the movements that somebody may see."""
    rows = Movement.objects.visible_to(user).filter(origin=f"visit/{visit.pk}").select_related("root").order_by("root", "pk")
    figures: dict[Entry, dict[str, int]] = {}
    for row in rows:
        figures.setdefault(row.root, {})[row.measure] = row.low or 0
    shown = set(Entry.objects.visible_to(user).filter(pk__in=[entry.pk for entry in figures]).values_list("pk", flat=True))
    return [Given(entry, entry.pk in shown, held) for entry, held in figures.items()]
