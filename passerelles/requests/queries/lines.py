"""The radar's lines: fifty requests with what each shows, asked for in a few queries and written without a template for each."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelles.common.listing import listed
from passerelles.common.templatetags.common import words
from passerelles.common.words import Wording
from passerelles.people.models import Organisation, User
from passerelles.register.properties.doing import country_name
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.describing import asker_of, dates_of
from passerelles.requests.models import Host, Request, Step
from passerelles.requests.stages import UNANSWERED, HostState, Stage
from passerelles.requests.terms import RequestKind

SHOWN = (
    *(
        "group",
        "joined_to__stage",
        "stage",
        "kind",
        "themes",
        "dating",
        "starts",
        "ends",
        "days",
        "asker_name",
        "asker_country",
        "received_at",
        "answered_at",
    ),
    *("asker__name", "asker_place__key", "asker_place__name", "asker_place__zh"),
)


def shown(numbers: Sequence[int]) -> list[Request]:
    """Return requests by number, in that order, with what a line shows of their own row and no other column.

    Apart from choosing them: where a database expects to find few, it joins each with the whole tables of places and organisations.
    """
    rows = Request.objects.select_related("asker", "asker_place", "joined_to").only(*SHOWN).in_bulk(numbers)
    return [rows[number] for number in numbers]


def named_hosts(requests: Collection[int]) -> dict[int, list[tuple[str, Wording]]]:
    """Return the hosts of each request given by number, each one's state and name: two queries for any number of them."""
    rows = list(Host.objects.filter(request__in=requests).order_by("pk").values_list("request", "organisation", "state"))
    names = {pk: each.wording for pk, each in Organisation.objects.only("name").in_bulk({row[1] for row in rows}).items()}
    found: dict[int, list[tuple[str, Wording]]] = {request: [] for request in requests}
    for request, organisation, state in rows:
        found[request].append((state, names[organisation]))
    return found


@dataclass(frozen=True)
class Around:
    """What stands around the requests of a page: hosts, who brought each where it is; and the words of cells, each looked up once."""

    requests: Sequence[Request]
    doubles: Mapping[int, int] = field(default_factory=dict)  # another request of the same delegation, it seems
    reads: Container[int] = ()  # groups whose requests the visitor sees all

    @cached_property
    def hosts(self) -> Mapping[int, list[SafeString]]:
        """The hosts of each request, with their answers; of a joined one, those of the request that leads it."""
        named = named_hosts({self.asked_as(each) for each in self.requests})
        told = {(state, name): self._host(state, name) for hosts in named.values() for state, name in hosts}
        return {request: [told[host] for host in hosts] for request, hosts in named.items()}

    def asked_as(self, asked: Request) -> int:
        """The number of the request whose hosts and stage tell how far one is: the leading one's, where the visitor sees it."""
        return asked.joined_to_id if asked.joined_to_id and self.sees_lead(asked) else asked.pk

    def sees_lead(self, asked: Request) -> bool:
        return asked.group_id in self.reads

    def _host(self, state: str, name: Wording) -> SafeString:
        return format_html('<span class="host-name">{} {}</span>', words(name), self.states[state])

    @cached_property
    def deciders(self) -> Mapping[tuple[int, str], str]:
        """Who brought a request to a stage, the last time; nobody where its asker did."""
        rows = Step.objects.filter(request__in=self.requests).exclude(before=F("after")).order_by("pk")
        last = {(request, after): by for request, after, by in rows.values_list("request", "after", "by")}
        people = User.objects.in_bulk({by for by in last.values() if by})
        return {moved: str(people[by]) for moved, by in last.items() if by}

    @cached_property
    def states(self) -> Mapping[str, SafeString]:
        return {state: format_html('<span class="badge host-{}">{}</span>', state.value, state.label) for state in HostState}

    @cached_property
    def stages(self) -> Mapping[str, SafeString]:
        return {stage: format_html('<span class="badge stage-{}">{}</span>', stage.value, stage.label) for stage in Stage}

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return {kind: escape(str(kind.label)) for kind in RequestKind}

    @cached_property
    def themes(self) -> Mapping[str, str]:
        return {theme: escape(str(name)) for theme, name in THEME_NAMES.items()}

    @cached_property
    def titles(self) -> Mapping[bool, SafeString]:
        """What a phone calls the delay: it shows no titles of columns."""
        return {waits: format_html(' data-title="{}"', _("waits for") if waits else _("answered after")) for waits in (True, False)}


@dataclass(frozen=True, slots=True)
class Line:
    """A request as the radar shows it."""

    asked: Request
    around: Around

    @property
    def html(self) -> SafeString:
        cells = (self._kind, f"<td>{escape(dates_of(self.asked))}</td>", self._hosts, self._stage, self._waited)
        return mark_safe(f"<tr>{self._asker}{''.join(cells)}</tr>")  # noqa: S308 - each part escapes what it shows

    @property
    def _asker(self) -> str:
        """Who asks, and from where: the place only where it is not the asker's own name."""
        asked, where = self.asked, []
        if asked.asker_place and not asked.asker:
            where.append(words(asked.asker_place.wording))
        if asked.asker_place or asked.asker_country:
            where.append(escape(country_name(asked.asker_country)))
        beside = f' <span class="muted small">{" · ".join(where)}</span>' if where else ""
        address = reverse("request", args=[asked.pk])
        return f'<th scope="row"><a href="{address}">{escape(asker_of(asked))}</a>{beside}{self._elsewhere}</th>'

    @property
    def _elsewhere(self) -> str:
        """The request that leads this one, where the visitor sees it; or another that may be of the same delegation."""
        asked = self.asked
        if asked.joined_to_id and self.around.sees_lead(asked):
            return _beside(asked.joined_to_id, _("the joint request"))
        other = self.around.doubles.get(asked.pk)
        return _beside(other, _("≟ may be the same delegation")) if other else ""

    @property
    def _kind(self) -> str:
        themes = [self.around.themes[theme] for theme in self.asked.themes if theme in self.around.themes]
        about = f' <span class="muted small">· {listed(themes)}</span>' if themes else ""
        return f"<td>{self.around.kinds[self.asked.kind]}{about}</td>"

    @property
    def _hosts(self) -> str:
        return f"<td>{' '.join(self.around.hosts[self.around.asked_as(self.asked)])}</td>"

    @property
    def _stage(self) -> str:
        by = self.around.deciders.get((self.asked.pk, self.asked.stage))
        who = f' <span class="muted small">{escape(by)}</span>' if by else ""
        lead = self.asked.led_to(in_full=self.around.sees_lead(self.asked))
        led = f" {self.around.stages[lead]}" if lead else ""
        return f"<td>{self.around.stages[self.asked.stage]}{who}{led}</td>"

    @property
    def _waited(self) -> str:
        """How long its asker waits, or waited for the answer."""
        received, waits = self.asked.received_at, self.asked.stage in UNANSWERED
        if received is None or not (waits or self.asked.answered_at):
            return "<td></td>"
        return f"<td{self.around.titles[waits]}>{escape(in_days(received, None if waits else self.asked.answered_at))}</td>"


def _beside(request: int, said: str) -> str:
    return format_html(' <a class="elsewhere small" href="{}">{}</a>', reverse("request", args=[request]), said)


def in_days(since: datetime, until: datetime | None = None) -> str:
    """Say how many days lie between two moments, the second one now by default."""
    return said_days(((until or timezone.now()) - since).days)


def said_days(days: int) -> str:
    if not days:
        return _("less than a day")
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


def lines_of(requests: Sequence[Request], doubles: Mapping[int, int], reads: Container[int]) -> list[Line]:
    around = Around(requests, doubles, reads)
    return [Line(each, around) for each in requests]
