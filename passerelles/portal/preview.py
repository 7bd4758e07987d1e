"""The picture that a link to a page is shown with elsewhere: the map, of an authority's partnerships where the page is about one."""

from django.http import HttpRequest
from django.urls import reverse

from passerelles.people.models import Organisation
from passerelles.portal.opendata.site import address_of_site
from passerelles.register.models import Entry, EntryKind


def picture_of(about: object, request: HttpRequest) -> str:
    """Return its address, on the site's own."""
    pk = about.pk if isinstance(about, Organisation) else _first_party(about)
    return f"{address_of_site(request)}{reverse('map_picture')}{f'?party={pk}' if pk else ''}"


def _first_party(about: object) -> int | None:
    if isinstance(about, Entry) and about.kind == EntryKind.PARTNERSHIP:
        return next((party.organisation_id for party in about.parties.all()), None)
    return None
