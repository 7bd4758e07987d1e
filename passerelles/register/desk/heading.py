"""How the desk calls an entry nobody has accepted anything of yet: by what the document says of it, not by the words it was found in."""

from collections.abc import Iterable, Mapping
from typing import Any

from passerelles.common.dates import said_date
from passerelles.common.words import wording
from passerelles.places.models import Place
from passerelles.register.models import Claim, ClaimState, Entry, EntryKind
from passerelles.register.titling import known_as, named, title_of

Places = Mapping[str, Place]


def heading(entry: Entry, claims: Iterable[Claim], places: Places) -> tuple[Mapping[str, str], str]:
    """Return an entry's title, and what tells it from others of that title: where and when it is, whose it is."""
    claims = list(claims)
    said: dict[str, Claim] = {}
    for claim in claims:
        if claim.state != ClaimState.REJECTED:
            said.setdefault(claim.name, claim)
    where = said.get("place")
    place = places.get(getattr(where.value, "key", "")) if where else None
    title = known_as(entry) if entry.is_public else _title(entry, claims, said, place)
    return title, _beside(entry, place, _date(said), wording(title).text)


def _title(entry: Entry, claims: Iterable[Claim], said: Mapping[str, Claim], place: Place | None) -> Mapping[str, str]:
    names = [claim for claim in claims if claim.name == "name"]
    held = [claim for claim in names if claim.state != ClaimState.REJECTED]
    if title := named(entry, held, lambda: len(held) < len(names)):
        return title
    if entry.kind not in (EntryKind.OCCASION, EntryKind.OFFICE):
        return known_as(entry)
    kind, ordinal = _part(said, "occasion", "term"), _part(said, "ordinal", "number")
    return title_of(entry, (), place, kind=str(kind or ""), ordinal=int(ordinal) if ordinal else None, starts=_date(said))


def _part(said: Mapping[str, Claim], name: str, part: str) -> Any:
    return getattr(said[name].value, part, None) if name in said else None


def _date(said: Mapping[str, Claim]) -> str:
    return str(_part(said, "starts", "date") or "")


def _beside(entry: Entry, place: Place | None, starts: str, title: str) -> str:
    parts = [str(party.organisation) for party in entry.parties.all()] if entry.kind in (EntryKind.OCCASION, EntryKind.PRACTICE) else []
    if entry.kind == EntryKind.OCCASION:
        parts = [*(parts or [place.wording.text if place else ""]), said_date(starts) if starts else ""]
    return " · ".join(part for part in parts if part and part not in title)
