"""What search engines read of a page: schema.org, from what the page itself shows. These functions ask the database nothing more."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from passerelles.common.words import page_lang
from passerelles.library.models import Document
from passerelles.people.models import Organisation, OrganisationKind
from passerelles.portal.opendata.dumping import BY_NAME, path_of
from passerelles.portal.opendata.referring import identifier_of, scheme_of
from passerelles.portal.opendata.site import address_of_site, neutral
from passerelles.register.models import Entry, EntryKind

Json = dict[str, Any]
KINDS = {EntryKind.OCCASION: "Event", EntryKind.PROJECT: "Project", EntryKind.OFFICE: "GovernmentOffice"}
BODIES = {OrganisationKind.AUTHORITY: "GovernmentOrganization", OrganisationKind.MINISTRY: "GovernmentOrganization"}


def describe(thing: object, request: HttpRequest) -> Json | None:
    """Return what a page is about; nothing of what has no words in schema.org."""
    site = address_of_site(request)
    if isinstance(thing, Entry):
        return {"@context": "https://schema.org", **_entry(thing, site)}
    if isinstance(thing, Organisation):
        return {"@context": "https://schema.org", **_organisation(thing, site)}
    if isinstance(thing, Document):
        return {"@context": "https://schema.org", **_document(thing, site)}
    return {"@context": "https://schema.org", **_site(site)} if thing == "site" else None


def _site(site: str) -> Json:
    """The register as a data set that dataset searches find, with the files it can be had as."""
    page = f"{site}{neutral('data')}"
    register = BY_NAME["register.jsonl"]
    file = {"@type": "DataDownload", "encodingFormat": register.media, "contentUrl": f"{site}{path_of(register)}"}
    return {
        "@type": "Dataset",
        "@id": f"{site}/data/catalogue#register",
        "name": settings.DATA_TITLE,
        "description": "Who works with whom between local authorities of two countries, every statement with the sentence it comes from.",
        "url": page,
        "license": settings.DATA_LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": settings.DATA_PUBLISHER},
        "distribution": [file],
    }


def _entry(entry: Entry, site: str) -> Json:
    kind = KINDS.get(EntryKind(entry.kind), "CreativeWork")
    said: Json = {"@type": kind, "@id": f"{site}{neutral('entry', entry.pk)}", "name": _words(entry.title or entry.words)}
    parties = [_short(party.organisation, site) for party in entry.parties.all()]
    if kind == "Event":
        said |= {"startDate": entry.starts or None, "endDate": entry.ends or None, "location": _place(entry)}
    elif kind == "CreativeWork":
        ends = entry.until or ".."
        said |= {"about": parties, "temporalCoverage": f"{entry.since}/{ends}" if entry.since else None}
        said |= {"isPartOf": {"@id": f"{site}/data/catalogue#register"}, "license": settings.DATA_LICENCE}
    else:
        said |= {"parentOrganization": parties, "foundingDate": str(entry.since) if entry.since else None, "location": _place(entry)}
    return {name: value for name, value in said.items() if value}


def _place(entry: Entry) -> Json | None:
    return {"@type": "Place", "name": _words(entry.place.words), "identifier": _code(entry.place)} if entry.place else None


def _code(place: Any) -> Json | None:
    """A territory's official code."""
    return {"@type": "PropertyValue", "propertyID": scheme_of(place), "value": place.code} if place.code else None


def _short(organisation: Organisation, site: str) -> Json:
    kind = BODIES.get(OrganisationKind(organisation.kind), "Organization")
    return {"@type": kind, "@id": f"{site}{neutral('authority', organisation.pk)}", "name": _words(organisation.name)}


def _organisation(organisation: Organisation, site: str) -> Json:
    said = _short(organisation, site)
    codes: list[Any] = [_code(organisation.place)] if organisation.place else []
    codes += [identifier_of(organisation)]
    area = {"@type": "AdministrativeArea", "name": _words(organisation.place.words)} if organisation.place else None
    more = {"alternateName": organisation.acronym, "identifier": [each for each in codes if each], "areaServed": area}
    return said | {name: value for name, value in more.items() if value}


def _document(document: Document, site: str) -> Json:
    said = {
        "@type": "DigitalDocument",
        "@id": f"{site}{neutral('document', document.pk)}",
        "name": document.title or document.name,
        "inLanguage": page_lang(document.language),
        "datePublished": document.published,
        "license": document.licence,
    }
    return {name: value for name, value in said.items() if value}


def _words(words: dict[str, str]) -> list[Json]:
    return [{"@language": page_lang(lang), "@value": text} for lang, text in words.items() if text]
