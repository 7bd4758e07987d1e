"""A request's file: what its page shows, to whom."""

from typing import Any

from passerelles.people.queries import Visitor
from passerelles.requests.models import Host, Request, Step
from passerelles.requests.rights import Act, acts_of, may_remove
from passerelles.requests.terms import StepKind


def file_of(asked: Request, user: Visitor) -> dict[str, Any]:
    """Return what the page shows of a request (seen by the visitor, its hosts fetched): contacts and files only to who reads it whole."""
    reads = Act.READ in acts_of(user, asked)
    seen = Request.objects.visible_to(user)
    return {
        "asked": asked,
        "reads": reads,
        "place_told": asked.asker_place_id and not (asked.asker and asked.asker.place_id == asked.asker_place_id),
        "attachments": [(each, may_remove(user, each, asked)) for each in asked.attachments.all()] if reads else [],
        "joined": list(seen.filter(joined_to=asked.pk).select_related("asker").order_by("pk")),
        "leader": seen.filter(joined=asked.pk).select_related("asker").first(),
    }


def hosts_of(asked: Request, user: Visitor) -> dict[str, Any]:
    """Who is asked and what each says; in their own words only to who reads the file."""
    hosts: list[Host] = list(asked.hosts.all())
    return {"hosts": hosts, "reads": Act.READ in acts_of(user, asked)}


def steps_of(asked: Request, user: Visitor) -> dict[str, Any]:
    """What was done, the latest last. Opinions are for those who may give one; reasons for who reads the file."""
    acts = acts_of(user, asked)
    steps = Step.objects.filter(request=asked).select_related("by", "organisation")
    hidden = set() if Act.ADVISE in acts else {StepKind.ADVISED, StepKind.APART, StepKind.AGAIN}
    return {"steps": list(steps.exclude(kind__in=hidden)), "reads": Act.READ in acts}
