"""What a request's page shows of answers: who may decide what now, what hosts are asked, which letters went out."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from passerelles.people.models import Membership, Role
from passerelles.people.queries import Visitor, standing
from passerelles.requests.choices import LEADS_TO, REOPENABLE
from passerelles.requests.models import Host, Letter, Request, Step
from passerelles.requests.rights import Act, may
from passerelles.requests.stages import MOVES, WAITING, HostState, Stage
from passerelles.requests.terms import StepKind

ANSWERABLE = (HostState.ASKED, HostState.ACCEPTED)
TALK = (StepKind.HOST_ASKED, StepKind.HOST_TOLD)  # what a host asks, and what it is told


def choices_of(asked: Request) -> list[str]:
    """Return what can be decided of a request as it stands, in the order of the page."""
    stage = Stage(asked.stage)
    found = [choice for choice, to in LEADS_TO.items() if to in MOVES[stage] or (choice == "ask_hosts" and stage == to)]
    if not any(host.state == HostState.ACCEPTED for host in asked.hosts.all()):
        found = [choice for choice in found if choice != "accept"]
    return found + ["reopen"] * (stage in REOPENABLE and asked.purged_at is None)


def hosts_to_answer(asked: Request, organisations: Iterable[int]) -> "QuerySet[Host]":
    """Return the hosts of a request that somebody answers for."""
    return asked.hosts.filter(organisation__in=organisations, state__in=ANSWERABLE).select_related("organisation")


def unspoken_for(organisations: Iterable[int]) -> set[int]:
    """Return those of these organisations (by id) that nobody with an account speaks for today: others note what they say."""
    asked = set(organisations)
    held = Membership.objects.filter(role=Role.OFFICER, organisation__in=asked, user__is_active=True).in_force() if asked else ()
    return asked - {membership.organisation_id for membership in held if membership.organisation_id}


def decide_part(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """For coordinators: what they can decide, the hosts they note an answer for, those that have a question; for officers: the hosts they
    answer for. None where there is nothing of it.
    """
    decides, speaks_for = may(user, Act.DECIDE, asked), standing(user).speaks_for
    open_to = [host for host in asked.hosts.all() if host.state in ANSWERABLE and asked.stage in (*WAITING, Stage.ACCEPTED)]
    noted = unspoken_for(host.organisation_id for host in open_to) if decides else set()
    found = {
        "choices": choices_of(asked) if decides else [],
        "answering": [host for host in open_to if host.organisation_id in speaks_for],
        "noting": [host for host in open_to if host.organisation_id in noted],
        "questions": _questions(asked) if decides and asked.stage in WAITING else [],
    }
    return found if any(found.values()) else None


def _questions(asked: Request) -> list[tuple[Host, Step]]:
    hosts = {host.organisation_id: host for host in asked.hosts.all()}
    return [(hosts[step.organisation_id], step) for step in questions_of(asked) if step.organisation_id in hosts]


def questions_of(asked: Request) -> list[Step]:
    """Return the questions of hosts that nobody replied to, one for each host: its last."""
    return list(open_questions().filter(request=asked).select_related("organisation", "by").order_by("pk"))


def open_questions() -> "QuerySet[Step]":
    """The last question of each host that is asked, or receives, where nobody replied to it."""
    of_host = {"request": OuterRef("request"), "organisation": OuterRef("organisation")}
    later = Step.objects.filter(**of_host, kind__in=TALK, pk__gt=OuterRef("pk"))
    return Step.objects.filter(~Exists(later), Exists(Host.objects.filter(**of_host, state__in=ANSWERABLE)), kind=StepKind.HOST_ASKED)


def talk_with(hosts: Collection[Host]) -> dict[int, list[Step]]:
    """Return what each of these hosts of one request asked and was told, by organisation, the latest last."""
    found: dict[int, list[Step]] = {host.organisation_id: [] for host in hosts}
    requests = {host.request_id for host in hosts}
    for step in Step.objects.filter(request__in=requests, organisation__in=found, kind__in=TALK).select_related("by").order_by("pk"):
        found[step.organisation_id or 0].append(step)
    return found


def all_answered() -> "QuerySet[Request]":
    """Requests whose hosts were asked, of whom one at least answered and none has still to answer."""
    hosts = Host.objects.filter(request=OuterRef("pk"))
    answered = Exists(hosts.filter(state__in=(HostState.ACCEPTED, HostState.DECLINED)))
    return Request.objects.filter(answered, ~Exists(hosts.filter(state=HostState.ASKED)), stage=Stage.OFFERED)


def letters_part(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """The letters as they were sent, for those who may read the whole file."""
    if not may(user, Act.READ, asked):
        return None
    letters = list(Letter.objects.filter(request=asked).select_related("step__by").order_by("-pk"))
    return {"letters": letters} if letters else None
