"""Records of places, organisations and documents, made from rows at hand: these functions ask the database nothing."""

from typing import Any

from passerelles.library.masking import masked
from passerelles.library.models import SourceKind
from passerelles.people.models import Organisation
from passerelles.places.models import Place
from passerelles.portal.opendata.records import DocumentRecord, PartyRecord, PlaceRecord
from passerelles.portal.opendata.site import neutral
from passerelles.register.tallying import region_of

SCHEMES = {"FR": "INSEE COG", "CN": "GB/T 2260"}


def scheme_of(place: Place) -> str:
    """What gave a territory its code; of an EPCI, the register of organisations."""
    return ("SIREN" if place.level == "epci" else SCHEMES.get(place.country, "")) if place.code else ""


def place_record(place: Place) -> PlaceRecord:
    """A place that comes with its region."""
    top = region_of(place)
    return {
        "key": place.key,
        "country": place.country,
        "level": place.level,
        "code": place.code,
        "scheme": scheme_of(place),
        "name": place.words,
        "region": top.key if top else "",
        "latitude": place.latitude,
        "longitude": place.longitude,
    }


def identifier_of(organisation: Organisation) -> str:
    """What org-id.guide would call it: as an administrator wrote it; that of an intercommunality is made of its SIREN."""
    place = organisation.place
    return organisation.identifier or (f"FR-INSEE-{place.code}" if place and place.level == "epci" and place.code else "")


def party_record(organisation: Organisation, site: str) -> PartyRecord:
    """An organisation that comes with its place and the place's region."""
    return {
        "id": organisation.pk,
        "key": organisation.key,
        "address": f"{site}{neutral('authority', organisation.pk)}",
        "kind": organisation.kind,
        "identifier": identifier_of(organisation),
        "country": organisation.country,
        "name": dict(organisation.name),
        "place": place_record(organisation.place) if organisation.place else None,
    }


DOCUMENT = (
    "pk",
    "title",
    "name",
    "published",
    "language",
    "version",
    "is_current",
    "licence",
    "visibility",
    "source__kind",
    "source__address",
)


def document_record(row: dict[str, Any], site: str, *, has_page: bool) -> DocumentRecord:
    """A document of the columns in DOCUMENT. A declaration has no page of its own for those outside its group."""
    is_declared = row["source__kind"] == SourceKind.DECLARATION
    return {
        "id": row["pk"],
        "address": f"{site}{neutral('document', row['pk'])}" if has_page else "",
        "title": "" if is_declared else row["title"] or row["name"],
        "date": row["published"],
        "language": row["language"],
        "version": row["version"],
        "is_current": row["is_current"],
        "licence": row["licence"],
        "source_kind": row["source__kind"],
        "source_address": masked(row["source__address"]) if row["source__address"] else "",
    }
