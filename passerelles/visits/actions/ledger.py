"""What a visit that has taken place adds to the reciprocity ledger, on the partnership of each host."""

from collections.abc import Iterator

from passerelles.ledger.actions import record
from passerelles.ledger.telling import Entered
from passerelles.people.models import User
from passerelles.register.models import Entry
from passerelles.visits.actions.noting import note_ties
from passerelles.visits.models import Visit


def enter(visit: Visit, *, by: User) -> None:
    """Write a visit's movements, in place of those it wrote before.

    A visit to several hosts is a mission to each: each one's partnership shows it whole; as one journey it counts once where partnerships
    are summed together.
    """
    note_ties(visit, by=by)
    entries = visit.entries.select_related("group", "survivor").order_by("pk")
    record(origin_of(visit), [moved for entry in entries for moved in _movements(visit, entry)], by=by)


def origin_of(visit: Visit) -> str:
    return f"visit/{visit.pk}"


def _movements(visit: Visit, entry: Entry) -> Iterator[Entered]:
    days = (visit.ends - visit.starts).days + 1
    figures = {"mission": 1, **({"people": visit.size, "days": visit.size * days} if visit.size else {})}
    title = visit.wording
    for measure, number in figures.items():
        yield Entered(
            f"{entry.pk}/{measure}",
            entry,
            measure,
            low=number,
            high=number,
            soil=visit.soil,
            date=visit.starts.isoformat(),
            what=title.text,
            lang=title.lang,
            teller="visits",  # one for all of them: two visits of a month are two, not one that is told twice
            journey=origin_of(visit),
        )
