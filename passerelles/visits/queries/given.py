"""What the register and the ledger have of a visit, for whoever looks at its page."""

from dataclasses import dataclass

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


def given(visit: Visit, user: Visitor) -> list[Given]:
    """Return what each partnership has of a visit that took place: the movements that somebody may see."""
    rows = Movement.objects.visible_to(user).filter(origin=f"visit/{visit.pk}").select_related("root").order_by("root", "pk")
    figures: dict[Entry, dict[str, int]] = {}
    for row in rows:
        figures.setdefault(row.root, {})[row.measure] = row.low or 0
    shown = set(Entry.objects.visible_to(user).filter(pk__in=[entry.pk for entry in figures]).values_list("pk", flat=True))
    return [Given(entry, entry.pk in shown, held) for entry, held in figures.items()]
