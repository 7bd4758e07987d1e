"""Saying once, after the day by which it was wished for, that a host has not answered, or that an opinion was not given."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.dates import said_date
from passerelles.requests.actions.advising import advisers_of, write_outside
from passerelles.requests.actions.answering import officers_of
from passerelles.requests.models import Host, Opinion, OpinionState
from passerelles.requests.queries.asking import coordinators_of
from passerelles.requests.stages import WAITING, HostState
from passerelles.requests.telling import send, tell


def remind(today: date | None = None) -> dict[str, int]:
    """Write to whoever is late, and to the coordinators; each mail once for each day that was named, however often this is asked.

    Return how many hosts and opinions are late.
    """
    today = today or timezone.localdate()
    late = {"request__stage__in": WAITING, "due__lt": today}
    about = ("request__group", "request__asker", "organisation")
    opinions = Opinion.objects.filter(state=OpinionState.ASKED, **late).select_related(*about, "adviser").order_by("pk")
    hosts = Host.objects.filter(state=HostState.ASKED, **late).select_related(*about).order_by("pk")
    for opinion in opinions:
        _remind_of_opinion(opinion)
    for host in hosts:
        _remind_of_host(host)
    return {"hosts": len(hosts), "opinions": len(opinions)}


@transaction.atomic
def _remind_of_opinion(opinion: Opinion) -> None:
    who, day, key = opinion.who, str(opinion.due), f"opinion/{opinion.pk}/late/{opinion.due}"
    for each in advisers_of(opinion):
        send(opinion.request, key, each, lambda: _still_wished(day), words=opinion.question, page="request_opinion", which=opinion.pk)
    write_outside(opinion, f"request/{opinion.request_id}/{key}")
    tell(
        opinion.request,
        key,
        coordinators_of(opinion.request.group),
        lambda: _("%(who)s has not given an opinion, wished for by %(day)s") % {"who": who, "day": said_date(day)},
    )


def _still_wished(day: str) -> str:
    return _("Your opinion was wished for by %(day)s, and still is") % {"day": said_date(day)}


@transaction.atomic
def _remind_of_host(host: Host) -> None:
    key, day = f"host/{host.pk}/late/{host.due}", str(host.due)

    def say() -> str:
        return _("%(host)s has not answered; its answer was wished for by %(day)s") % {"host": host.organisation, "day": said_date(day)}

    tell(host.request, key, [*officers_of(host.organisation), *coordinators_of(host.request.group)], say)
