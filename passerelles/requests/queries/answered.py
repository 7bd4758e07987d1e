"""What the page of whoever asked tells of the answer: the letters in full, who receives or is another door, or when one comes."""

from dataclasses import dataclass
from statistics import median

from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.common.dates import said_date
from passerelles.common.listing import listed
from passerelles.requests.models import Host, Letter, Request, Step
from passerelles.requests.stages import HostState, Stage
from passerelles.requests.terms import StepKind

LOOKED_AT = 100  # answers
ENOUGH = 5  # answers, before how long they took says anything
SHOWN = {Stage.ACCEPTED: HostState.ACCEPTED, Stage.REDIRECTED: HostState.NAMED}  # the hosts that an answer names


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer as its asker reads it: `is_received` where the hosts are those that receive, else they are other doors."""

    letters: list[Letter]
    hosts: str
    is_received: bool
    when: str


def answered_of(asked: Request) -> Answered:
    """Return what was answered to whoever asked; of a joined request, what the one that leads came to."""
    lead = asked.joined_to or asked
    state = SHOWN.get(Stage(lead.stage))
    hosts = Host.objects.filter(request=lead, state=state).select_related("organisation").order_by("pk") if state else ()
    return Answered(letters_to(asked), listed(host.organisation.wording for host in hosts), lead.stage == Stage.ACCEPTED, when_of(lead))


def letters_to(asked: Request) -> list[Letter]:
    """Return the letters to an asker, the last one first: those to the same address for the request that leads are theirs, too."""
    shared = Q(request=asked.joined_to_id, to__iexact=asked.contact_email) if asked.joined_to_id and asked.contact_email else Q(pk=None)
    return list(Letter.objects.filter(Q(request=asked) | shared).order_by("-pk"))


def question_to(asked: Request) -> Step | None:
    """Return the question that waits for its asker."""
    return asked.steps.filter(kind=StepKind.ASKED_MORE).last() if asked.stage == Stage.QUESTIONED else None


def when_of(asked: Request) -> str:
    """Say when an answer is to be hoped for: the day that hosts were given, or how long others waited; nothing where neither is known."""
    if asked.stage == Stage.OFFERED:
        due = asked.hosts.filter(state=HostState.ASKED).aggregate(last=Max("due"))["last"]
        return _("They were asked to answer by %(day)s.") % {"day": said_date(due.isoformat())} if due else ""
    if asked.stage != Stage.RECEIVED:
        return ""
    taken = _last_delays(asked)
    days = max(1, round(median(taken))) if len(taken) >= ENOUGH else 0
    words = ngettext("Half of the last answers came within %(days)d day.", "Half of the last answers came within %(days)d days.", days)
    return words % {"days": days} if days else ""


def _last_delays(asked: Request) -> list[int]:
    """How many days the last askers of a group waited for their first answer."""
    answered = Request.objects.filter(group=asked.group_id, received_at__isnull=False, answered_at__isnull=False)
    rows = answered.order_by("-received_at", "-pk").values_list("received_at", "answered_at")[:LOOKED_AT]
    return [(last - first).days for first, last in rows if first and last]
