"""What the ledger calls the movements that visits wrote (settings.TITLERS): each visit's title, in every language it is written in; and the
pages that say what they say (settings.BEHIND): its dossier and its reports.
"""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from passerelles.common.listing import beside
from passerelles.common.templatetags.common import language_name
from passerelles.library.models import Document
from passerelles.people.queries import Visitor
from passerelles.visits.models import Report, Visit

KIND = "visit/"


def titles_of(origins: Collection[str]) -> dict[str, Mapping[str, str]]:
    """Return the titles of those of some movements' origins that are visits."""
    numbers = _numbers(origins)
    titles = Visit.objects.filter(pk__in=numbers).values_list("pk", "title") if numbers else ()
    return {f"{KIND}{pk}": title for pk, title in titles}


def pages_behind(origins: Collection[str], user: Visitor) -> dict[str, list[tuple[str, str]]]:
    """Return by origin the addresses, and what they are called, of what a visitor may open of visits: the dossier, its reports."""
    seen = Visit.objects.visible_to(user).filter(pk__in=_numbers(origins))
    found: dict[str, list[tuple[str, str]]] = {}
    for pk in seen.values_list("pk", flat=True):
        found[f"{KIND}{pk}"] = [(reverse("visit", args=[pk]), _("The dossier of its visit"))]
    reports = Report.objects.filter(visit__in=seen, document__in=Document.objects.visible_to(user)).order_by("pk")
    for visit, document, language in reports.values_list("visit", "document", "language"):
        name = beside(_("Its report"), language_name(language))
        found[f"{KIND}{visit}"].append((reverse("document", args=[document]), name))
    return found


def _numbers(origins: Collection[str]) -> list[str]:
    return [origin.removeprefix(KIND) for origin in origins if origin.startswith(KIND)]
