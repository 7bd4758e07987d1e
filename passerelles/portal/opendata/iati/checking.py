"""What the pages about IATI show: organisations with their identifiers, and what stands in the way of each one's entries."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from passerelles.people.models import Organisation
from passerelles.people.queries import NOBODY
from passerelles.portal.opendata.gathering import full_records, prepared
from passerelles.portal.opendata.iati.planning import KINDS
from passerelles.portal.opendata.iati.refusing import Rule, in_the_way
from passerelles.portal.opendata.records import FullEntryRecord
from passerelles.portal.opendata.referring import identifier_of
from passerelles.register.models import Entry
from passerelles.register.models.entries import EntryQuerySet
from passerelles.register.queries.authorities import ORDERS, present
from passerelles.register.queries.paging import Slice, sliced

SHOWN = 200  # entries of one organisation that are checked on its page


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation of the list."""

    organisation: Organisation
    identifier: str
    partnerships: int


@dataclass(frozen=True, slots=True)
class Organisations:
    """A page of the list."""

    slice: Slice
    lines: list[Line]


def organisations(asked: Mapping[str, str]) -> Organisations:
    """Those that have partnerships, as everybody may know, the most first."""
    rows = present(NOBODY).filter(partnerships__gt=0).select_related("organisation__place")
    page = sliced(rows, ORDERS["ties"], asked, 0)
    return Organisations(page, [Line(row.organisation, identifier_of(row.organisation), row.partnerships) for row in page.rows])


@dataclass(frozen=True, slots=True)
class Verdict:
    """An entry and the rules that stand in its way."""

    entry: FullEntryRecord
    refusals: list[Rule]
    lacks: list[Rule]


@dataclass(frozen=True, slots=True)
class Checked:
    """An organisation's entries: what would be taken, what refused, by which rule how often."""

    taken: list[Verdict]
    refused: list[Verdict]
    rules: list[tuple[Rule, int]]
    is_cut: bool
    most: int = SHOWN


def of_organisation(organisation: Organisation) -> EntryQuerySet:
    return Entry.objects.visible_to(NOBODY).of_organisation(organisation).filter(kind__in=KINDS)


def checked(organisation: Organisation) -> Checked:
    rows = list(prepared(of_organisation(organisation), NOBODY).order_by("sort_key", "pk")[: SHOWN + 1])
    verdicts = [_verdict(record) for record in full_records(rows[:SHOWN], NOBODY, "")]
    counted = Counter(rule for verdict in verdicts for rule in (*verdict.refusals, *verdict.lacks))
    return Checked(
        [each for each in verdicts if not each.refusals],
        [each for each in verdicts if each.refusals],
        sorted(counted.items(), key=lambda pair: (not pair[0].is_refusal, -pair[1])),
        len(rows) > SHOWN,
    )


def _verdict(record: FullEntryRecord) -> Verdict:
    rules = in_the_way(record)
    return Verdict(record, [rule for rule in rules if rule.is_refusal], [rule for rule in rules if not rule.is_refusal])
