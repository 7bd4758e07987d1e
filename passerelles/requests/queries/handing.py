"""What an asker is told of another door, beside its name: whether it knows of the request, its page, whom to turn to there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from passerelles.common.words import wording
from passerelles.people.models import Organisation
from passerelles.people.queries import NOBODY
from passerelles.requests.letters import Answer, Reason, address_of
from passerelles.requests.models import Request
from passerelles.requests.queries.answering import unspoken_for
from passerelles.requests.queries.opening import with_pages
from passerelles.requests.suggesting.routing import Department, department_for
from passerelles.requests.terms import StepKind


@dataclass(frozen=True, slots=True)
class Door:
    """Another door. `is_told`: who speaks for it has an account, and is told; `page` is its number where everybody may see it."""

    organisation: Organisation
    is_told: bool
    page: int | None
    department: Department

    def __str__(self) -> str:
        host, department = {"host": self.organisation.wording}, {"department": wording(self.department.name)}
        told = _("%(host)s has your request.") if self.is_told else _("%(host)s does not know of it yet: answer us, and we introduce you.")
        said = [told % host, _("Ask there for: %(department)s.") % department]
        address = address_of("authority", self.page) if self.page else ""
        return " ".join([*said, *([_("Its page: %(address)s") % {"address": address}] if address else [])])


def redirected(request: Request, criterion: str, reason: Reason, to: Sequence[Organisation]) -> Answer:
    """Return the answer that names other doors; what is said of each is put in words in the language of each letter."""
    doors = doors_of(request, to)
    return Answer(StepKind.REDIRECTED, criterion, reason, to, door=lazy(lambda: "\n".join(map(str, doors)), str)())


def doors_of(request: Request, organisations: Sequence[Organisation]) -> list[Door]:
    met = [each.pk for each in organisations if each.pk]
    silent = unspoken_for(met)
    shown = with_pages(met, NOBODY)
    return [
        Door(
            each,
            bool(each.pk) and each.pk not in silent,
            each.pk if each.pk in shown else None,
            department_for(request.kind, request.themes, each.country or each.key.partition("/")[0]),
        )
        for each in organisations
    ]
