"""What a letter says of the criterion that decided: against, in a refusal, as exactly as this request's facts allow; in favour of another
door, where its own facts do. Only what the public register says is told to somebody outside (data/grounds.toml has the words).
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from passerelles.common.listing import listed
from passerelles.common.words import wording
from passerelles.people.models import Organisation
from passerelles.people.queries import NOBODY
from passerelles.register.terms import THEME_NAMES
from passerelles.requests.criteria import CRITERIA, Facts
from passerelles.requests.criteria.levels import are_comparable
from passerelles.requests.models import Request
from passerelles.requests.queries.assessing import facts_of, notice_of
from passerelles.requests.queries.suggestions import other_side
from passerelles.requests.sites import named_in
from passerelles.requests.stages import CONCERNED, HostState

FILE = Path(__file__).parent / "data" / "grounds.toml"
GROUNDS: Mapping[str, Mapping[str, Mapping[str, str]]] = tomllib.loads(FILE.read_text(encoding="utf-8"))
Known = Sequence[tuple[Organisation, Facts]]


@dataclass(frozen=True, slots=True)
class Ground:
    """The criterion `key` as it decided of a request: what is known of its hosts, of those of them that its asker named (a letter names no
    other), and of the doors that are named instead.
    """

    key: str
    request: Request
    hosts: Known
    named: Known
    doors: Known

    def against(self) -> str:
        """Return why it spoke against, in the language at hand, of the hosts that its asker named, by name; nothing where there is nobody
        to speak of beside another door, or where the facts speak in favour: whoever decides says why.
        """
        if self._is_empty or (self.key in CONTRADICTED and CONTRADICTED[self.key](self)):
            return ""
        told = TOLD[self.key](self) if self.key in TOLD else None
        if told is None:
            return self._said("named" if self.key in OF_HOSTS and self.named else "against", hosts=_names(self.named))
        return self._said("exact", **told)

    @property
    def _is_empty(self) -> bool:
        """Whether it compares the request with somebody, and there is nobody, or nobody but whom the asker never heard of."""
        return self.key in OF_HOSTS and not (self.named if self.doors else self.hosts)

    def favour(self) -> str:
        """Return what it says in favour of the doors, in the language at hand; nothing where it says nothing."""
        speaks = FAVOURS.get(self.key)
        doors = [(door, facts) for door, facts in self.doors if speaks and speaks(facts)]
        shared = {theme for _door, facts in doors for theme in facts.asked & facts.works_on}
        return self._said("favour", hosts=_names(doors), themes=themes_in_words(shared)) if doors else ""

    def _said(self, which: str, **told: object) -> str:
        words: Mapping[str, str] = GROUNDS[self.key][which]
        return wording(words).text.format(**told)


def ground_of(request: Request, key: str, doors: Sequence[Organisation]) -> Ground | None:
    """Return what is known of the criterion that decided; none where no criterion did."""
    if key not in CRITERIA:
        return None
    open_doors = [door for door in doors if door.pk]  # one that the network never met has no facts
    asked, named = _looked_at(request, key, open_doors)
    known = dict(facts_of(request, [*asked, *open_doors], NOBODY))
    return Ground(key, request, *([(host, known[host]) for host in hosts] for hosts in (asked, named, open_doors)))


def _looked_at(request: Request, key: str, doors: Sequence[Organisation]) -> tuple[list[Organisation], list[Organisation]]:
    """The hosts a request is asked of, and those its sites name; and of these who its asker knows to be among them. Another door
    is none. Nobody says that days do not suit a host but the host, once it is asked.
    """
    hosts = [host for host in request.hosts.select_related("organisation") if host.organisation not in doors]
    keys = named_in(request.sites, other_side(request))
    sites = [each for each in Organisation.objects.filter(key__in=keys).order_by("pk") if each not in doors] if keys else []
    if key == "dates":
        asked = [host.organisation for host in hosts if host.state in ASKED]
        return asked, [each for each in asked if each in sites]
    wished = [*(host.organisation for host in hosts if host.state == HostState.WANTED), *sites]
    return [*dict.fromkeys([*(host.organisation for host in hosts if host.state in LOOKED_AT), *sites])], [*dict.fromkeys(wished)]


def _has_no_clash(ground: Ground) -> bool:
    """Whether nobody can have been hindered by the days: none are chosen, or a host can receive on them."""
    return not ground.request.starts or ground.request.hosts.filter(state=HostState.ACCEPTED).exists()


def _has_time(ground: Ground) -> bool:
    days = notice_of(ground.request)
    return days is None or days >= CRITERIA["notice"].rules["days"]["good"]


def _themes(ground: Ground) -> dict[str, object] | None:
    known = [facts.works_on and not facts.asked & facts.works_on for _host, facts in ground.named]
    if not ground.request.themes or not known or not all(known):
        return None
    return {"themes": themes_in_words(ground.request.themes), "hosts": _names(ground.named)}


def _notice(ground: Ground) -> dict[str, object] | None:
    return {"days": max(notice_of(ground.request) or 0, 0), "needed": CRITERIA["notice"].rules["days"]["good"]}


def _approval(ground: Ground) -> dict[str, object] | None:
    return None if ground.request.approved_by or ground.request.through else {}


def themes_in_words(themes: Iterable[str]) -> str:
    return listed(THEME_NAMES[theme] for theme in sorted(themes) if theme in THEME_NAMES)


def _names(known: Known) -> str:
    return listed(organisation.wording for organisation, _facts in known)


OF_HOSTS = frozenset({"tie", "themes", "rank", "dates", "reciprocity"})  # what compares the request with somebody
ASKED = {HostState.ASKED, HostState.DECLINED}
LOOKED_AT = {*CONCERNED, HostState.DECLINED} - {HostState.NAMED}
TOLD: Mapping[str, Callable[[Ground], dict[str, object] | None]] = {"themes": _themes, "notice": _notice, "approval": _approval}
CONTRADICTED: Mapping[str, Callable[[Ground], bool]] = {
    "tie": lambda ground: any(facts.tie for _host, facts in ground.hosts),
    "themes": lambda ground: any(facts.asked & facts.works_on for _host, facts in ground.hosts),
    "rank": lambda ground: any(are_comparable(*facts.levels) for _host, facts in ground.hosts),
    "notice": _has_time,
    "dates": _has_no_clash,
    "reciprocity": lambda ground: not any(facts.balance == "host" for _host, facts in ground.hosts),
    "approval": lambda ground: bool(ground.request.approved_by),
}
FAVOURS: Mapping[str, Callable[[Facts], object]] = {
    "tie": lambda facts: facts.tie or facts.nearby,
    "themes": lambda facts: facts.asked & facts.works_on,
    "rank": lambda facts: are_comparable(*facts.levels),
}
