"""What requests wait for from somebody, as lines of the first page (settings.AWAITED): decisions, answers, opinions, what is overdue."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.people.queries import Visitor, standing
from passerelles.register.queries.work import Awaited
from passerelles.requests.describing import title_of
from passerelles.requests.models import Host, Opinion, OpinionState, Request
from passerelles.requests.queries.answering import all_answered, open_questions
from passerelles.requests.queries.doubles import doubles
from passerelles.requests.stages import UNANSWERED, WAITING, HostState, Stage

MOST = 5  # lines of one kind: the first page names the most urgent, the lists have the others
COUNTED = 1000
NEXT_FIRST = ("due", "pk")
WITH_REQUEST = ("organisation", "request__asker")


def awaited(user: Visitor) -> list[Awaited]:
    """Return what waits for somebody: a bounded number of lines, a query for each kind; nothing of what concerns others."""
    who = standing(user)
    found = [*_unanswered(user), *_to_reply(user), *_all_answered(user), *_overdue(user)] if who.coordinates else []
    if who.speaks_for:
        found += _questions(user)
    return [*found, *_opinions(user), *_incomplete(user)]


def _unanswered(user: Visitor) -> Iterator[Awaited]:
    """How many a coordinator has to answer, and which may be one journey: as many as the radar's filters show."""
    rows = Request.objects.decided_by(user).filter(stage__in=UNANSWERED).order_by()
    address, marked = reverse("requests"), len(doubles(user))
    if number := rows.values("pk")[:COUNTED].count():
        words = ngettext("%(number)d request waits for an answer", "%(number)d requests wait for an answer", number)
        yield Awaited(words % {"number": number}, f"{address}?waits=1")
    if marked:
        words = ngettext("%(number)d may be the same delegation as another", "%(number)d may be the same delegation as others", marked)
        yield Awaited(words % {"number": marked}, f"{address}?double=1")


def _to_reply(user: Visitor) -> Iterator[Awaited]:
    """What hosts ask before they answer: it waits for a coordinator's word."""
    open_to = Q(request__group__in=standing(user).coordinates, request__stage__in=WAITING)
    for step in open_questions().filter(open_to).select_related(*WITH_REQUEST).order_by("pk")[:MOST]:
        words = _("%(host)s asks something – %(what)s") % {"host": step.organisation, "what": title_of(step.request)}
        yield Awaited(words, step.request.get_absolute_url())


def _all_answered(user: Visitor) -> Iterator[Awaited]:
    """Where the last host that was asked has answered, it is for a coordinator to decide."""
    for asked in all_answered().filter(group__in=standing(user).coordinates).select_related("asker").order_by("changed_at", "pk")[:MOST]:
        yield Awaited(_("All hosts that were asked have answered – %(what)s") % {"what": title_of(asked)}, asked.get_absolute_url())


def _overdue(user: Visitor) -> Iterator[Awaited]:
    """Hosts and advisers who let the day pass by which a coordinator asked them to answer."""
    today = timezone.localdate()
    asked = Q(request__group__in=standing(user).coordinates, request__stage__in=WAITING, due__lt=today)
    for host in _first(Host.objects.filter(asked, state=HostState.ASKED)):
        words = _("%(host)s has not answered – %(what)s") % {"host": host.organisation, "what": title_of(host.request)}
        yield Awaited(words, host.request.get_absolute_url(), host.due)
    for opinion in _first(Opinion.objects.filter(asked, state=OpinionState.ASKED), "adviser"):
        said = {"who": opinion.who, "what": title_of(opinion.request)}
        yield Awaited(_("%(who)s has given no opinion – %(what)s") % said, opinion.request.get_absolute_url(), opinion.due)


def _questions(user: Visitor) -> Iterator[Awaited]:
    """The organisations that somebody speaks for are asked to receive."""
    for host in _first(Host.objects.filter(organisation__in=standing(user).speaks_for, state=HostState.ASKED, request__stage__in=WAITING)):
        words = _("%(host)s is asked to answer – %(what)s") % {"host": host.organisation, "what": title_of(host.request)}
        yield Awaited(words, host.request.get_absolute_url(), host.due)


def _opinions(user: Visitor) -> Iterator[Awaited]:
    """Asked of somebody in person while they may see the request, or of an organisation they speak for."""
    of_person = Q(adviser=user.pk, request__in=Request.objects.visible_to(user))
    mine = of_person | Q(organisation__in=standing(user).speaks_for)
    for opinion in _first(Opinion.objects.filter(mine, state=OpinionState.ASKED, request__stage__in=WAITING)):
        words = _("An opinion is asked of you – %(what)s") % {"what": title_of(opinion.request)}
        yield Awaited(words, reverse("request_opinion", args=[opinion.request_id, opinion.pk]), opinion.due)


def _incomplete(user: Visitor) -> Iterator[Awaited]:
    """More was asked for: it waits for whoever asks, or entered it for them."""
    who = standing(user)
    mine = Q(asker__in=who.speaks_for) | Q(entered_by=user.pk, group__in=who.brings)
    for asked in Request.objects.filter(mine, stage=Stage.QUESTIONED).select_related("asker").order_by("pk")[:MOST]:
        yield Awaited(_("More was asked for – %(what)s") % {"what": title_of(asked)}, asked.get_absolute_url())


def _first(rows: QuerySet[Any], *related: str) -> QuerySet[Any]:
    return rows.select_related(*WITH_REQUEST, *related).order_by(*NEXT_FIRST)[:MOST]
