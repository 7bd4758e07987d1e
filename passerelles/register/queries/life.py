"""The life of partnerships: anniversaries ahead, agreements to renew, what sleeps, when a fact was last confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from passerelles.common.dates import first_day, is_date, last_day
from passerelles.people.queries import Visitor
from passerelles.register.dormancy import dormant_since
from passerelles.register.models import Claim, Entry, EntryKind
from passerelles.register.projecting import youngest
from passerelles.register.properties.values import Agreement, Day, Milestone
from passerelles.register.seeing import as_seen_by

STEP = 5  # years between two anniversaries that are kept
AHEAD = timedelta(days=550)  # how far ahead they are told: a delegation is prepared for more than a year
RENEWAL_MONTHS = 9  # before its end, an agreement's renewal is to be prepared


@dataclass(frozen=True, slots=True)
class Anniversary:
    """So many years of a tie, on a day where it is known, else in a year."""

    entry: Entry
    years: int
    on: str


@dataclass(frozen=True, slots=True)
class Renewal:
    """An agreement that ends soon, or has ended within the same time."""

    entry: Entry
    agreement: Agreement
    is_over: bool


@dataclass(frozen=True, slots=True)
class Life:
    """What lies ahead of some entries."""

    anniversaries: tuple[Anniversary, ...]
    renewals: tuple[Renewal, ...]
    dormant: tuple[Entry, ...]


def life_of(entries: Iterable[Entry], claims: Mapping[int, list[Claim]], today: date | None = None) -> Life:
    """Return what lies ahead of entries (as a visitor sees them), from their accepted claims by entry."""
    day = today or timezone.localdate()
    alive = [entry for entry in entries if entry.kind == EntryKind.PARTNERSHIP and entry.state == "active"]
    said = [(entry, claims.get(entry.pk, [])) for entry in alive]
    found = [each for entry, about in said if (each := _anniversary(entry, about, day))]
    renewals = [each for entry, about in said for each in _renewals(entry, about, day)]
    return Life(
        tuple(sorted(found, key=lambda each: each.on)),
        tuple(sorted(renewals, key=lambda each: each.agreement.until)),
        tuple(entry for entry in alive if is_dormant(entry, day)),
    )


def _anniversary(entry: Entry, claims: Iterable[Claim], today: date) -> Anniversary | None:
    """The next multiple of five years from the twinning's day, where a milestone tells it, else from the year it has existed since."""
    begun = _begun(entry, claims)
    if not begun:
        return None
    year, rest = int(begun[:4]), begun[4:]
    end = today + AHEAD
    for years in range(STEP, end.year - year + 1, STEP):
        on = f"{year + years:04}{rest}"
        if last_day(on) >= today and first_day(on) <= end:
            return Anniversary(entry, years, on)
    return None


def _begun(entry: Entry, claims: Iterable[Claim]) -> str:
    done = [claim.value for claim in claims if claim.name == "milestone"]
    days = [value.date for value in done if isinstance(value, Milestone) and value.state == "done" and is_date(value.date)]
    first = min(days, default="")
    if first and (not entry.since or first[:4] == str(entry.since)):
        return first if first[4:] != "-02-29" else first[:4] + "-02-28"
    return str(entry.since or "")


def _renewals(entry: Entry, claims: Iterable[Claim], today: date) -> Iterable[Renewal]:
    near = timedelta(days=RENEWAL_MONTHS * 30)
    for claim in claims:
        value = claim.value
        if isinstance(value, Agreement) and value.until and abs(last_day(value.until) - today) <= near:
            yield Renewal(entry, value, last_day(value.until) < today)


def is_dormant(entry: Entry, today: date | None = None) -> bool:
    """Whether a partnership is active without proof of activity for the settings' months: `with_dormancy`, for entries at hand."""
    is_active = entry.kind == EntryKind.PARTNERSHIP and entry.state == "active"
    return is_active and (entry.last_proof is None or entry.last_proof < dormant_since(today))


def life_in_groups(user: Visitor, groups: Iterable[int]) -> Life:
    """Return what lies ahead in the groups that somebody coordinates."""
    seen = Entry.objects.visible_to(user).filter(group__in=list(groups), kind=EntryKind.PARTNERSHIP)
    entries = list(as_seen_by(user, list(seen.with_parties().order_by("sort_key", "pk"))))
    return life_of(entries, accepted_of(user, entries))


def accepted_of(user: Visitor, entries: Iterable[Entry]) -> dict[int, list[Claim]]:
    """Return by entry the accepted milestones and agreements that somebody may see."""
    told = Claim.objects.in_family([entry.pk for entry in entries]).accepted().visible_to(user)
    by_entry: dict[int, list[Claim]] = {}
    for claim in told.filter(name__in=("milestone", "agreement")).select_related("entry").order_by("pk"):
        by_entry.setdefault(claim.entry.survivor_id or claim.entry_id, []).append(claim)
    return by_entry


def last_confirmed(claims: Iterable[Claim]) -> str:
    """Return the last day on which an organisation confirmed an entry; none, where none did."""
    days = [
        claim.value.date for claim in claims if claim.name == "confirmed" and claim.state == "accepted" and isinstance(claim.value, Day)
    ]
    return max(days, default="")


@dataclass(frozen=True, slots=True)
class Freshness:
    """When a fact was last confirmed, else last said, and whether that is long ago."""

    confirmed: str
    said: str
    is_old: bool


def freshness(claim: Claim, confirmed: str, today: date | None = None) -> Freshness:
    """Return how fresh a fact is, given the last day its entry was confirmed; the claim comes with its evidence."""
    day = today or timezone.localdate()
    said = youngest(claim)
    last = max(filter(is_date, (confirmed, said)), default="")
    old = day - timedelta(days=30 * settings.DORMANT_AFTER_MONTHS)
    return Freshness(confirmed, said, not last or last_day(last) < old)
