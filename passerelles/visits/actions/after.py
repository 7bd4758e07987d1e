"""What is decided once a visit has taken place: its report, its costs."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.words import wording
from passerelles.library.actions import Brought, masked, take
from passerelles.people.models import User
from passerelles.visits.actions.giving import check_may_account
from passerelles.visits.models import Cost, Report, Visit
from passerelles.visits.rights import Act, check_may
from passerelles.visits.stages import VisitStage

TOLD = (VisitStage.HELD, VisitStage.REPORTED)  # when a report is written


@transaction.atomic
def write_report(visit: Visit, language: str, text: str, *, by: User) -> Report:
    """Keep what is told of a visit as a document of its group: the library reads it, and its facts are proposed to the register with it
    as their source. Said again, it is the document's next version.
    """
    check_may(by, Act.EDIT, visit)
    if visit.stage not in TOLD:
        raise Refused(_("A report is written once the visit has taken place, and until it is closed."))
    text = masked(text, language)
    held = Report.objects.filter(visit=visit, language=language).select_related("document__source").first()
    name = f"visit-{visit.pk}-{language}.txt"
    title = wording(visit.title, language).text
    brought = Brought(name, text.encode(), visit.group, published=visit.ends.isoformat(), language=language, genre="report", title=title)
    document, _is_new = take(brought, by=by, version_of=held.document if held else None)
    said = {"text": text, "document": document, "written_by": by, "written_at": timezone.now()}
    return Report.objects.update_or_create(visit=visit, language=language, defaults=said)[0]


@transaction.atomic
def write_cost(visit: Visit, said: Mapping[str, Any], *, by: User) -> Cost:
    check_may_account(visit, by)
    return Cost.objects.create(visit=visit, **said)


@transaction.atomic
def remove_cost(cost: Cost, *, by: User) -> None:
    check_may_account(cost.visit, by)
    cost.delete()
