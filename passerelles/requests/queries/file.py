"""A request's file: what its page shows, to whom."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from passerelles.common.templatetags.common import colon
from passerelles.people.queries import Visitor
from passerelles.requests.changing import Changed, said_changes
from passerelles.requests.models import Heard, Host, Request, Step
from passerelles.requests.queries.opening import with_pages
from passerelles.requests.rights import Act, acts_of, may, may_remove
from passerelles.requests.stages import AMENDABLE, MOVES, HostState, Stage
from passerelles.requests.terms import HIDDEN, StepKind


def file_of(asked: Request, user: Visitor) -> dict[str, Any]:
    """Return what the page shows of a request (seen by the visitor, its hosts fetched): contacts and files only to who reads it whole."""
    reads = Act.READ in acts_of(user, asked)
    seen = Request.objects.visible_to(user)
    leader = seen.filter(joined=asked.pk).select_related("asker").first()
    return {
        "asked": asked,
        "reads": reads,
        "place_told": asked.asker_place_id and not (asked.asker and asked.asker.place_id == asked.asker_place_id),
        "attachments": [(each, may_remove(user, each, asked)) for each in asked.attachments.all()] if reads else [],
        "joined": list(seen.filter(joined_to=asked.pk).select_related("asker").order_by("pk")),
        "leader": leader,
        "led_to": asked.led_to(in_full=leader is not None),
    }


def hosts_part(asked: Request, user: Visitor) -> dict[str, Any]:
    """Who is asked, whether it has a page for the visitor, and what each says; in their own words only to who reads the file."""
    hosts: list[Host] = list(asked.hosts.all())
    shown = with_pages([host.organisation_id for host in hosts], user)
    return {"hosts": [(host, host.organisation_id in shown) for host in hosts], "reads": Act.READ in acts_of(user, asked)}


def amend_part(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """The way to change what is asked, for those whose request it is, while somebody goes on with it."""
    is_open = asked.stage in AMENDABLE and asked.purged_at is None
    return {"may_withdraw": may_withdraw(asked)} if is_open and may(user, Act.AMEND, asked) else None


def may_withdraw(asked: Request) -> bool:
    return Stage.WITHDRAWN in MOVES[Stage(asked.stage)]


class Done(NamedTuple):
    """A step in a few words, what it changed of what is asked, and what it notes that somebody said elsewhere."""

    step: Step
    said: str
    changes: list[Changed]
    heard: Heard | None


def steps_of(asked: Request, user: Visitor) -> dict[str, Any]:
    """What was done, the latest last. Opinions are for those who may give one; reasons and changes for who reads the file."""
    acts = acts_of(user, asked)
    steps = Step.objects.filter(request=asked).select_related("by", "organisation", "heard").prefetch_related("changes")
    hidden = () if Act.ADVISE in acts else HIDDEN
    reads = Act.READ in acts
    shown = steps.exclude(kind__in=hidden)
    answers = _last_answers(shown, asked)
    return {"steps": [_done(step, reads, answers.get(step.pk, "")) for step in shown], "reads": reads}


def _done(step: Step, reads: bool, answer: str) -> Done:
    return Done(step, said_step(step, answer), said_changes(step.changes.all()) if reads else [], getattr(step, "heard", None))


def _last_answers(steps: Iterable[Step], asked: Request) -> dict[int, str]:
    """What each host answered, by the step in which it did so last: who was asked anew since has no answer."""
    states = {host.organisation_id: HostState(host.state) for host in asked.hosts.all()}
    last = {step.organisation_id: step.pk for step in steps if step.kind == StepKind.ANSWERED and step.organisation_id}
    answered = (HostState.ACCEPTED, HostState.DECLINED)
    return {pk: str(state.label) for host, pk in last.items() if (state := states.get(host)) in answered and state}


def said_step(step: Step, answer: str = "") -> str:
    """Say what was done, as it looks from this request: of two that are joined, one leads. (What is added is a file, whoever adds it.)"""
    if step.kind == StepKind.AMENDED:
        return _("a file added")
    if step.kind == StepKind.JOINED and step.after != Stage.JOINED:
        return _("another was joined to it")
    if step.kind == StepKind.PARTED and Stage.JOINED not in (step.before, step.after):
        return _("another was taken out of it")
    return f"{step.get_kind_display()}{colon()}{answer}" if answer else str(step.get_kind_display())
