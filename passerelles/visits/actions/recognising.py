"""Whose a delegation is: an organisation of the register, so that its visit has two sides, a ledger and commitments.

Who asked without an account is a name and the place that was understood. The authority of that place is meant where the name says
no more than place and authority (福州市人民政府外事办公室); else it is a body of that name (福州大学). The visit keeps what was written.
"""

import re

from passerelles.common.listing import beside
from passerelles.people.actions import authority_of, body_named
from passerelles.people.models import Organisation, OrganisationKind
from passerelles.places.models import Place
from passerelles.register.naming import authority_named, organisation_of
from passerelles.requests.models import Request
from passerelles.visits.models import Visit

LEVEL = r"(?:特别行政区|自治区|自治州|自治县|省|市|州|县|区)?"
AUTHORITY_ZH = re.compile(LEVEL + r"(?:人民|政府|人大|政协|外事|外办|办公厅|办公室|委员会|[\u4e00-\u9fff]{2,8}[局厅委])*")
AUTHORITY = re.compile(
    r"\b(?:ville|mairie|municip\w+|commune|région|département|métropole|province|préfecture|conseil|gouvernement|affaires étrangères"
    r"|city|county|government|foreign affairs)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:universi\w+|chamb\w+|associa\w+|mus\w+|hôpital|hospital|école|school|lycée|société|company|entreprise|institut\w*)\b", re.I
)
HAN = re.compile(r"[\u4e00-\u9fff]")


def recognise(name: str, country: str = "", place: Place | None = None, language: str = "") -> Organisation:
    """Return the organisation that a delegation's name means, written now where it was not."""
    if place and is_of_authority(name, place):
        return authority_of(place)
    named = "" if place else authority_named(name, country=country).key
    return organisation_of(named) if named else body_named(name, country=country, lang=language or ("zh" if HAN.search(name) else "fr"))


def is_of_authority(name: str, place: Place) -> bool:
    """Whether a name says no more than a place and its authority, or an office of it."""
    bare = place.zh[:-1] if len(place.zh) > len("福州") and place.zh[-1] in "省市县区" else place.zh
    if bare and bare in name:
        return bool(AUTHORITY_ZH.fullmatch(re.sub(rf"^.*?{bare}", "", name)))
    is_office = bool(AUTHORITY.search(name)) and not BODY.search(name)
    return is_office or name.strip().casefold() == place.name.casefold()


def recognised(visit: Visit) -> Organisation:
    """Return who travels, written now for a visit that was opened while it was but a name."""
    if visit.visitor is None:
        request: Request | None = visit.request
        country = visit.group.partner if visit.soil == visit.group.home else visit.group.home
        visit.visitor = recognise(visit.visitor_name, country, request.asker_place if request else None)
        Visit.objects.filter(pk=visit.pk, visitor=None).update(visitor=visit.visitor)
    return visit.visitor


def said_beside(organisation: Organisation, place: Place | None) -> str:
    """An organisation in the language at hand; a body that has no name in it, with the place it comes from."""
    words = organisation.wording
    if organisation.kind == OrganisationKind.AUTHORITY or place is None or (organisation.place_id == place.pk):
        return words.text
    return beside(place.wording.text, words.text)
