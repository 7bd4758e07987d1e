"""What the register knows of a request and the hosts it could be asked of, weighed by the published criteria, each with its words and
its evidence: only what the visitor may see is counted, so that nobody learns from a sum what its parts would not tell them.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from passerelles.common.listing import listed
from passerelles.common.words import Wording, wording
from passerelles.ledger.balance import Balance
from passerelles.ledger.combining import sees
from passerelles.ledger.models import Sum
from passerelles.ledger.queries.accounts import scopes_of
from passerelles.ledger.queries.balancing import interval_of
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor
from passerelles.places.models import Place
from passerelles.register.models import Entry, EntryKind, Party
from passerelles.register.terms import THEME_NAMES, TIES
from passerelles.requests.criteria import Contribution, Facts, Weighed, strongest, weigh
from passerelles.requests.criteria.levels import class_of, step_between
from passerelles.requests.explaining import CLASSES
from passerelles.requests.models import Host, Request
from passerelles.requests.queries.load import closed_on, full_on, visits_on
from passerelles.requests.queries.shares import criteria_of
from passerelles.requests.queries.wanted import themes_wanted
from passerelles.requests.rights import Act, acts_of
from passerelles.requests.stages import CONCERNED, WAITING, HostState, Stage
from passerelles.requests.terms import Dating, Rank

MOST_HOSTS = 8  # that are weighed on one page


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion's contribution as it is read: in words, with the entry that says so."""

    contribution: Contribution
    words: str
    evidence: str = ""  # an address

    @property
    def name(self) -> Wording:
        return wording(self.contribution.criterion.name)


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the criteria propose for a request and one host; a person decides."""

    host: Organisation
    weighed: Weighed
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one host, with the entries that say so."""

    facts: Facts
    tie: int | None = None
    nearby: int | None = None
    theme: int | None = None


def assess(asked: Request, hosts: Sequence[Organisation], user: Visitor) -> list[Assessment]:
    """Weigh a request for several hosts: as many queries for all as for one."""
    criteria, scene = criteria_of(asked.group_id), _Scene(asked, hosts, user)
    found = []
    for host in hosts:
        known = scene.known(host)
        weighed = weigh(known.facts, criteria)
        found.append(Assessment(host, weighed, [_line(part, known) for part in weighed.contributions]))
    return found


def facts_of(asked: Request, hosts: Sequence[Organisation], user: Visitor) -> list[tuple[Organisation, Facts]]:
    """Return what is known of a request and several hosts, as a visitor may know it."""
    scene = _Scene(asked, hosts, user) if hosts else None
    return [(host, scene.known(host).facts) for host in hosts] if scene else []


class _Scene:
    """All that is asked of the database for a request and some hosts."""

    def __init__(self, asked: Request, hosts: Sequence[Organisation], user: Visitor):
        self.asked, self.user = asked, user
        self.wanted = themes_wanted(asked, user)
        there = filter(None, (asked.asker_place_id, *(host.place_id for host in hosts)))
        self.places = {place.pk: place for place in Place.objects.filter(pk__in=list(there))}
        regions = {place.region_id for place in self.places.values()} - {None}
        at = {*regions, asked.asker_place_id} - {None}
        self.of_place = dict(Organisation.objects.filter(kind="authority", place__in=at).values_list("place", "pk"))
        self.ties = self._ties(hosts)
        self.themes = self._themes(hosts)
        self.balances = self._balances()
        self.clashes, self.closed, self.full = self._clashes(hosts), self._closed(hosts), self._full(hosts)

    def around(self, place: int | None) -> int | None:
        """The authority of the region or province that a place is in."""
        held = self.places.get(place) if place else None
        return self.of_place.get(held.region_id) if held and held.region_id else None

    @property
    def there(self) -> int | None:
        """The authority of the place where whoever asks is: of what it is not, it is near."""
        return self.of_place.get(self.asked.asker_place_id) if self.asked.asker_place_id else None

    def _ties(self, hosts: Sequence[Organisation]) -> dict[frozenset[int], tuple[int, str]]:
        """The partnerships in force between the asker, its province, the hosts and their regions, by pair."""
        askers = {self.asked.asker_id, self.there, self.around(self.asked.asker_place_id)} - {None}
        others = {key for host in hosts for key in (host.pk, self.around(host.place_id))} - {None}
        entries = Entry.objects.visible_to(self.user).filter(kind=EntryKind.PARTNERSHIP).exclude(state="ended")
        between = entries.filter(pk__in=Party.objects.filter(organisation__in=askers).values("entry"))
        between = between.filter(pk__in=Party.objects.filter(organisation__in=others).values("entry"))
        ties = {entry.pk: entry.tie or "contact" for entry in between}
        pairs: dict[int, set[int]] = defaultdict(set)
        for entry, organisation in Party.objects.filter(entry__in=ties).values_list("entry", "organisation"):
            pairs[entry].add(organisation)
        return {frozenset(pair): (entry, ties[entry]) for entry, pair in pairs.items()}

    def _themes(self, hosts: Sequence[Organisation]) -> dict[int, dict[str, int]]:
        """The themes of each host's entries, with one entry for each."""
        rows = Entry.objects.visible_to(self.user).filter(parties__organisation__in=hosts, theme_rows__theme__isnull=False).order_by("pk")
        found: dict[int, dict[str, int]] = defaultdict(dict)
        for organisation, theme, entry in rows.values_list("parties__organisation", "theme_rows__theme", "pk"):
            found[organisation].setdefault(theme, entry)
        return found

    def _balances(self) -> dict[int, str]:
        """On whose soil more of a partnership's actions took place, by entry."""
        keys = {f"entry/{entry}": entry for entry, _tie in self.ties.values()}
        seen, rows = scopes_of(self.user), defaultdict(list)
        for row in Sum.objects.filter(account__in=keys, measure="action"):
            if sees(row.scope, seen):
                rows[keys[row.account]].append(row)
        return {entry: self._balance(held) for entry, held in rows.items()}

    def _balance(self, rows: Sequence[Sum]) -> str:
        mine = [row for row in rows if row.soil == self.asked.asker_country]
        nowhere = [row for row in rows if not row.soil]
        theirs = [row for row in rows if row not in mine and row not in nowhere]
        verdict = Balance(interval_of(mine), interval_of(theirs), interval_of(nowhere)).verdict
        return {"home": "asker", "partner": "host", "even": "even"}.get(verdict, "")

    def _clashes(self, hosts: Sequence[Organisation]) -> dict[int, int]:
        """How many other delegations each host receives on these days."""
        if self.asked.starts is None or self.asked.ends is None:
            return {}
        seen = Request.objects.visible_to(self.user).exclude(pk=self.asked.pk)
        visits = visits_on([host.pk for host in hosts], self.asked.starts, self.asked.ends, self.user)
        found = Counter(each.organisation.pk for each in visits if each.request != self.asked.pk)
        going = seen.filter(stage__in=(*WAITING, Stage.ACCEPTED), joined_to=None, dating=Dating.FIXED)
        there = going.filter(starts__lte=self.asked.ends, ends__gte=self.asked.starts)
        there = there.exclude(pk__in={each.request for each in visits if each.request})
        held = Host.objects.filter(Exists(there.filter(pk=OuterRef("request"))), organisation__in=hosts, state=HostState.ACCEPTED)
        for organisation in held.values_list("organisation", flat=True):
            found[organisation] += 1
        return found

    def _closed(self, hosts: Sequence[Organisation]) -> dict[int, str]:
        if self.asked.starts is None or self.asked.ends is None:
            return {}
        return closed_on([host.pk for host in hosts], self.asked.starts, self.asked.ends, self.user)

    def _full(self, hosts: Sequence[Organisation]) -> dict[int, str]:
        """Those that are full without this request: who said yes to it already is not held to have no room for it."""
        promised = {host.organisation_id for host in self.asked.hosts.all() if host.state == HostState.ACCEPTED}
        asked = [host.pk for host in hosts if host.pk not in promised]
        return full_on(asked, self.asked.starts, self.user) if self.asked.starts else {}

    def known(self, host: Organisation) -> Known:
        asked, province, region = self.asked, self.around(self.asked.asker_place_id), self.around(host.place_id)
        direct = self._tie(asked.asker_id, host.pk)
        ends = ((asked.asker_id, region), (self.there, host.pk), (self.there, region), (province, host.pk), (province, region))
        around = [self._tie(first, second) for first, second in ends]
        near = {tie: entry for entry, tie in filter(None, around)} if direct is None else {}
        nearby, themes = strongest(near), self.themes.get(host.pk, {})
        shared = sorted(self.wanted & set(themes))
        facts = Facts(
            tie=(direct[1] if direct else "") if asked.asker_id else None,
            nearby=nearby,
            asked=self.wanted,
            works_on=frozenset(themes),
            levels=(self._level(asked.asker_place_id), self._level(host.place_id)),
            is_head_known=asked.head_rank != Rank.UNKNOWN,
            notice=notice_of(asked),
            is_flexible=asked.dating != Dating.FIXED,
            clashes=None if asked.starts is None else self.clashes.get(host.pk, 0),
            closed=self.closed.get(host.pk, ""),
            full=self.full.get(host.pk, ""),
            balance=self.balances.get(direct[0], "") if direct else "",
            approved_by=asked.approved_by,
            through=asked.through,
        )
        return Known(facts, direct[0] if direct else None, near.get(nearby), themes[shared[0]] if shared else None)

    def _tie(self, asker: int | None, other: int | None) -> tuple[int, str] | None:
        return self.ties.get(frozenset((asker, other))) if asker and other else None

    def _level(self, place: int | None) -> str:
        held = self.places.get(place) if place else None
        return class_of(held.key, held.level, held.population) if held else ""


def notice_of(asked: Request) -> int | None:
    """Days between the request and the arrival."""
    if asked.starts is None or asked.received_at is None:
        return None
    return (asked.starts - timezone.localdate(asked.received_at)).days


def _line(part: Contribution, known: Known) -> Line:
    entry = {"tie": known.tie or known.nearby, "reciprocity": known.tie, "themes": known.theme}.get(part.criterion.key)
    words = WORDS[part.criterion.key](known.facts) if part.value is not None else _unknown(part.criterion.key, known.facts)
    return Line(part, words, reverse("entry", args=[entry]) if entry and part.value is not None else "")


def _unknown(key: str, facts: Facts) -> str:
    """What is missing for a criterion to say anything."""
    if key == "themes" and facts.asked:
        return _("the register knows none of the host’s")
    return str(UNKNOWN[key])


UNKNOWN = {
    "tie": gettext_lazy("the register knows none"),
    "themes": gettext_lazy("none is asked for"),
    "rank": gettext_lazy("the level of one of the two is not known"),
    "notice": gettext_lazy("no day is named"),
    "dates": gettext_lazy("no day is named"),
    "reciprocity": gettext_lazy("the register knows no action of these two"),
    "approval": gettext_lazy("the request names nobody"),
}
STEPS = {
    "equal": gettext_lazy("%(asker)s – %(host)s: of equal rank"),
    "comparable": gettext_lazy("%(asker)s – %(host)s: of comparable rank"),
    "apart": gettext_lazy("%(asker)s – %(host)s: ranks apart"),
    "unequal": gettext_lazy("%(asker)s – %(host)s: ranks that do not answer each other"),
}


def _tie_in_words(facts: Facts) -> str:
    if facts.tie:
        return str(TIES[facts.tie])
    if facts.nearby:
        return _("nearby, with the region or the province: %(tie)s") % {"tie": TIES[facts.nearby]}
    return str(UNKNOWN["tie"])


def _themes_in_words(facts: Facts) -> str:
    shared = [str(THEME_NAMES[theme]) for theme in sorted(facts.asked & facts.works_on) if theme in THEME_NAMES]
    return _("in common: %(themes)s") % {"themes": listed(shared)} if shared else _("none in common")


def _rank_in_words(facts: Facts) -> str:
    asker, host = (CLASSES.get(each, each) for each in facts.levels)
    said = str(STEPS[step_between(*facts.levels)]) % {"asker": asker, "host": host}
    return said if facts.is_head_known else _("%(levels)s; the rank of whoever leads is not known") % {"levels": said}


def _notice_in_words(facts: Facts) -> str:
    days = facts.notice or 0
    return ngettext("%(days)d day ahead", "%(days)d days ahead", days) % {"days": days} if days > 0 else _("no notice at all")


def _dates_in_words(facts: Facts) -> str:
    if facts.is_flexible:
        return _("can be moved; the host is full: %(period)s") % {"period": facts.full} if facts.full else _("can be moved")
    if facts.closed:
        return _("the host receives nobody: %(why)s") % {"why": facts.closed}
    clashes = facts.clashes or 0
    said = ngettext("%(count)d other delegation on these days", "%(count)d other delegations on these days", clashes)
    if facts.full and not clashes:
        return _("the host has promised all that it can take: %(period)s") % {"period": facts.full}
    return said % {"count": clashes} if clashes else _("no other delegation on these days")


def _reciprocity_in_words(facts: Facts) -> str:
    said = {"asker": _("more took place on the asker’s side"), "host": _("more took place on the host’s side")}
    return said.get(facts.balance, _("as much on both sides"))


def _approval_in_words(facts: Facts) -> str:
    if facts.approved_by:
        return _("approved by %(whom)s") % {"whom": facts.approved_by}
    return _("passed on by %(whom)s") % {"whom": facts.through}


WORDS = {
    "tie": _tie_in_words,
    "themes": _themes_in_words,
    "rank": _rank_in_words,
    "notice": _notice_in_words,
    "dates": _dates_in_words,
    "reciprocity": _reciprocity_in_words,
    "approval": _approval_in_words,
}


def criteria_part(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """What the criteria say of each host, for those who decide or answer."""
    acts = acts_of(user, asked)
    if not acts & {Act.DECIDE, Act.ANSWER}:
        return None
    hosts = [host.organisation for host in asked.hosts.all() if host.state in CONCERNED][:MOST_HOSTS]
    return {"assessments": assess(asked, hosts, user), "sets_shares": Act.DECIDE in acts} if hosts else None
