"""The frame of a visit: when it is, who receives it, how many come; how far it is what its request asks, and what was changed of it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, ngettext, pgettext

from passerelles.common.listing import in_a_row, listed
from passerelles.people.models import Organisation
from passerelles.register.naming import label_of_key
from passerelles.requests.changing import Changed
from passerelles.requests.describing import dates_of, days_between
from passerelles.requests.models import Request
from passerelles.requests.stages import HostState
from passerelles.requests.terms import Dating
from passerelles.visits.models import Visit, VisitHost
from passerelles.visits.stages import CHANGEABLE


class Frame(NamedTuple):
    """When a visit is, who receives (by key, the first leads), how many come."""

    starts: date
    ends: date
    hosts: tuple[str, ...]
    size: int | None

    @property
    def mark(self) -> str:
        """What a form says of the frame that it was filled in from."""
        return "/".join([self.starts.isoformat(), self.ends.isoformat(), str(self.size or ""), *self.hosts])


def frame_of(visit: Visit) -> Frame:
    """Return the frame of a visit as it stands now, whatever was read of its hosts before."""
    hosts = VisitHost.objects.filter(visit=visit).order_by("position", "pk").values_list("organisation__key", flat=True)
    return Frame(visit.starts, visit.ends, tuple(hosts), visit.size)


# What was changed of it


def changes_between(before: Frame, after: Frame) -> dict[str, Any]:
    """Return what differs between two frames, as a step of the visit's history keeps it."""
    pairs = {name: [told, _plain(after)[name]] for name, told in _plain(before).items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(frame: Frame) -> dict[str, Any]:
    return {"days": [frame.starts.isoformat(), frame.ends.isoformat()], "hosts": list(frame.hosts), "size": frame.size}


def said_changes(changes: Mapping[str, Any]) -> list[Changed]:
    """Return what a step changed of a visit, in the language at hand."""
    return [Changed(str(LABELS[name]), *map(SAID[name], changes[name])) for name in LABELS if name in changes]


def _said_days(days: Sequence[str]) -> str:
    starts, ends = map(date.fromisoformat, days)
    return days_between(starts, ends)


LABELS = {"days": gettext_lazy("Days of the visit"), "hosts": gettext_lazy("Who receives"), "size": gettext_lazy("How many people")}
SAID: dict[str, Callable[[Any], str]] = {
    "days": _said_days,
    "hosts": lambda keys: listed(map(label_of_key, keys)),
    "size": lambda size: str(size or ""),
}


def in_lines(changes: Mapping[str, Any]) -> str:
    """Return what was changed as the lines of a mail."""
    colon = pgettext("between a label and what it says", ": ")
    return "\n".join(f"{each.label}{colon}{each.before or '—'} → {each.after or '—'}" for each in said_changes(changes))


# Who may receive it


def receiving(request: Request) -> "QuerySet[Organisation]":
    """Return those who said that they receive a request, or one joined to it."""
    accepted = Q(asked__state=HostState.ACCEPTED) & (Q(asked__request=request) | Q(asked__request__joined_to=request))
    return Organisation.objects.filter(accepted).distinct().order_by("key")


def offered(visit: Visit) -> "QuerySet[Organisation]":
    """Return those who may receive a visit: who does, who said yes to its request; where there is none, members of its group there."""
    willing = receiving(visit.request) if visit.request else Organisation.objects.filter(groups=visit.group_id, country=visit.soil)
    return Organisation.objects.filter(Q(pk__in=willing.values("pk")) | Q(visits_hosted__visit=visit)).distinct().order_by("key")


# What its request asks


def dated(request: Request) -> list[Request]:
    """Return the request that leads, and those joined to it, as far as they name days."""
    return [each for each in (request, *request.joined.order_by("pk")) if each.dating != Dating.FLEXIBLE and each.starts and each.ends]


def span_of(requests: Sequence[Request]) -> dict[str, date]:
    """Return the first and the last day that requests name; nothing where none does."""
    days = [day for each in requests for day in (each.starts, each.ends) if day]
    return {"starts": min(days), "ends": max(days)} if days else {}


def asked_size(request: Request) -> int | None:
    """Return how many come as a request, and those joined to it, say: they are one delegation, so that nobody is counted twice."""
    return max((each.size for each in (request, *request.joined.all()) if each.size), default=None)


def what_is_asked(request: Request) -> dict[str, Any]:
    """Return the days that a visit would have as its request has them, and how many come; no days where they are still to be chosen."""
    requests, size = dated(request), asked_size(request)
    is_open = any(each.dating == Dating.WINDOW for each in requests)
    return {**({} if is_open else span_of(requests)), **({"size": size} if size else {})}


def asked_otherwise(visit: Visit) -> str:
    """Return what its request says of days and number, where a visit that is ahead has others; nothing where they agree."""
    if visit.request is None or visit.stage not in CHANGEABLE:
        return ""
    return in_a_row(_otherwise(visit, visit.request))


def _otherwise(visit: Visit, request: Request) -> Iterator[str]:
    requests, size = dated(request), asked_size(request)
    if requests and not _agree(visit, requests):
        yield listed(dict.fromkeys(dates_of(each) for each in requests))
    if size and size != visit.size:
        yield ngettext("%(size)d person", "%(size)d people", size) % {"size": size}


def _agree(visit: Visit, requests: Sequence[Request]) -> bool:
    """Whether a visit has the days of one of the requests it answers, or is within one's window, or has the days of them all."""
    held = {"starts": visit.starts, "ends": visit.ends}
    return held == span_of(requests) or any(_has_days_of(visit, each) for each in requests)


def _has_days_of(visit: Visit, request: Request) -> bool:
    if request.starts is None or request.ends is None:
        return True
    if request.dating == Dating.WINDOW:
        return request.starts <= visit.starts and visit.ends <= request.ends
    return (visit.starts, visit.ends) == (request.starts, request.ends)
