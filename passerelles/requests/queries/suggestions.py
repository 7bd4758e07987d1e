"""Who could answer: suggestions for a request, and partners for an authority, with reasons a person can check."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from passerelles.common.words import Wording, wording
from passerelles.people.models import Group, Organisation, OrganisationKind
from passerelles.people.queries import Visitor, standing
from passerelles.places.models import Place
from passerelles.register.models import Entry
from passerelles.register.seeing import as_seen_by
from passerelles.requests.explaining import Told, sentence
from passerelles.requests.models import Host, Request
from passerelles.requests.queries.answering import choices_of
from passerelles.requests.queries.evidence import AT_HOME, balances, known_to, languages_in, sides
from passerelles.requests.queries.load import fullness_on
from passerelles.requests.queries.opening import with_pages
from passerelles.requests.queries.wanted import themes_wanted
from passerelles.requests.queries.weights import group_looking_for, weights_of
from passerelles.requests.rights import Act, acts_of, may, may_see_weights
from passerelles.requests.sites import named_in
from passerelles.requests.stages import WAITING, HostState
from passerelles.requests.suggesting import Asked, Circumstances, Fact, Known, Line, Side, Suggestion, Weights, rank, suggest
from passerelles.requests.suggesting.routing import departments_for
from passerelles.requests.terms import RequestKind

LIMIT = 10
STANDING = (HostState.WANTED, HostState.ASKED, HostState.ACCEPTED)  # hosts of the journey as it stands: another door is not on its way


@dataclass(frozen=True, slots=True)
class Reason:
    """A line of a suggestion: its sentence, what it adds, and the entries that prove it."""

    name: str
    words: str
    points: float
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Suggested:
    """An authority that is suggested, as the page shows it."""

    place: Place
    organisation: Organisation | None  # none where the network has not met it yet
    address: str  # of its page, where the visitor may see one
    points: float
    reasons: Sequence[Reason]
    is_second: bool
    is_small: bool

    @property
    def whole(self) -> int:
        return round(self.points)

    @property
    def door(self) -> str:
        """How forms name it: an organisation by its id, a place that nobody has met by its key."""
        return str(self.organisation.pk) if self.organisation else self.place.key

    @property
    def name(self) -> Wording:
        return self.organisation.wording if self.organisation else self.place.wording


@dataclass(frozen=True)
class Question:
    """What is asked, in the words of the site."""

    asked: Asked
    asker: str  # in words
    country: str  # of the asker
    side: str  # the country asked
    kind: str
    themes: Sequence[str]


def suggestions_for(request: Request, user: Visitor, limit: int = LIMIT, load: Mapping[str, float] | None = None) -> list[Suggested]:
    """Return the authorities that could answer a request by its group's weights, the best first, as `suggestions_by` does."""
    return suggestions_by([weights_of(request.group)], request, user, limit, load)[0]


def suggestions_by(
    several: Sequence[Weights], request: Request, user: Visitor, limit: int = LIMIT, load: Mapping[str, float] | None = None
) -> list[list[Suggested]]:
    """Return for each of several weights the authorities that could answer a request, the best first.

    `load` says by place's key how full some are. Whoever may not see the request gets none; only what they may see speaks for anybody.
    """
    if not Request.objects.visible_to(user).filter(pk=request.pk).exists():
        return [[] for _ in several]
    country, side = _country_of(request), other_side(request)
    hosts = dict(Host.objects.filter(request=request).exclude(organisation__place=None).values_list("organisation__place__key", "state"))
    asked = Asked(
        asker=request.asker_place.key if request.asker_place else "",
        themes=themes_wanted(request, user),
        hosts=tuple(key for key, state in hosts.items() if state in STANDING),  # who joins them must be near
        named=named_in(request.sites, side),
        without=hosts.keys(),  # who cannot, or is asked no more, is not suggested again
        languages=frozenset(request.languages) | {AT_HOME.get(country, "")},
        is_for_twinning=request.kind == RequestKind.PARTNER,
    )
    name = str(request.asker.wording) if request.asker else request.asker_name
    both = sides(country, side)
    question = Question(asked, name, country, side, request.kind, sorted(asked.themes))
    return _answers(question, both, known_to(user, both), several, user, limit, load or {})


def suggested_of(asked: Request, user: Visitor) -> dict[str, Any] | None:
    """What `requests/_suggestions.html` shows on a request's page: while it waits, to those who may give an opinion on it."""
    if asked.stage not in WAITING or Act.ADVISE not in acts_of(user, asked):
        return None
    shown = {
        "suggestions": suggestions_for(asked, user, load=fullness_for(asked, user)),
        "departments": departments_of(asked.kind, asked.themes, other_side(asked)),
    }
    doors = [choice for choice in ("ask_hosts", "redirect") if choice in choices_of(asked)] if may(user, Act.DECIDE, asked) else []
    return {**shown, "doors": doors, "weighed_by": asked.group if may_see_weights(user, asked.group) else None}


def fullness_for(asked: Request, user: Visitor) -> dict[str, float]:
    """How full those are who stated what they can take, on the first day of a request, or today."""
    return fullness_on(asked.starts or timezone.localdate(), user)


def departments_of(kind: str, themes: Iterable[str], country: str) -> list[Wording]:
    """Who within a host of a country answers, in the visitor's language, the first in charge."""
    return [wording(each.name) for each in departments_for(kind, themes, country)]


def other_side(request: Request) -> str:
    """The country that a request is asked of."""
    return _other(request.group, _country_of(request))


def _country_of(request: Request) -> str:
    return request.asker_country or (request.asker_place.country if request.asker_place else request.group.partner)


def _other(group: Group, country: str) -> str:
    return group.home if country != group.home else group.partner


def may_look_for(organisation: Organisation, user: Visitor) -> bool:
    """Whether somebody may ask for partners of an authority: its officers, and coordinators."""
    who = standing(user)
    is_authority = organisation.kind == OrganisationKind.AUTHORITY and organisation.place_id is not None
    return is_authority and (organisation.pk in who.speaks_for or who.judges)


def side_of(organisation: Organisation) -> str:
    """Return the country in which an authority finds partners; none where no group has it as a side."""
    country = organisation.country or (organisation.place.country if organisation.place else "")
    return next((there if country == here else here for here, there in Group.objects.sides() if country in (here, there)), "")


def partners_for(organisation: Organisation, user: Visitor, themes: Iterable[str] = (), limit: int = LIMIT) -> list[Suggested]:
    """Return authorities of the other country that an authority could work with, its partners of today left out."""
    if not may_look_for(organisation, user) or organisation.place is None:
        return []
    country, key, side = organisation.country or organisation.place.country, organisation.place.key, side_of(organisation)
    if not side:
        return []
    both = sides(country, side)
    known = known_to(user, both)
    partners = frozenset(each for fact in known.about(key) if fact.kind == "partnership" for each in fact.parties)
    spoken = frozenset({AT_HOME.get(country, "")})
    asked = Asked(key, wanted_by(themes, known.about(key)), languages=spoken, without=partners, is_for_twinning=True)
    question = Question(asked, str(organisation.wording), country, side, RequestKind.PARTNER, sorted(asked.themes))
    group = group_looking_for(organisation, country, side)
    return _answers(question, both, known, [weights_of(group) if group else Weights.standard()], user, limit, {})[0]


def wanted_by(themes: Iterable[str], own: Iterable[Fact]) -> frozenset[str]:
    """The themes that are asked for; where none are, those of the authority's own wishes and activities."""
    return frozenset(themes) or frozenset(theme for fact in own if fact.kind == "network" for theme in fact.themes)


def _answers(
    question: Question, both: Sequence[Side], known: Known, several: Sequence[Weights], user: Visitor, limit: int, load: Mapping[str, float]
) -> list[list[Suggested]]:
    circumstances = Circumstances(load, balances(question.side, user), languages_in(question.side))
    rankings = [rank(question.asked, both[1], known, weights, circumstances) for weights in several]
    return [_Page(question, user, suggest(ranking, limit)).shown for ranking in rankings]


@dataclass(frozen=True)
class _Page:
    """What suggestions look like on a page: rows, entries and words are asked for all of them together."""

    question: Question
    user: Visitor
    found: Sequence[Suggestion]

    @property
    def shown(self) -> list[Suggested]:
        return [self._shown(each) for each in self.found if each.key in self.places]

    def _shown(self, each: Suggestion) -> Suggested:
        organisation = self.organisations.get(each.key)
        address = reverse("authority", args=[organisation.pk]) if organisation and organisation.pk in self.open else ""
        reasons = [self._reason(line) for line in each.lines]
        return Suggested(self.places[each.key], organisation, address, each.points, reasons, each.is_second, each.is_small)

    def _reason(self, line: Line) -> Reason:
        entries = [self.entries[pk] for pk in line.entries if pk in self.entries]
        return Reason(line.name, sentence(line, self.told), line.points, entries)

    @cached_property
    def told(self) -> Told:
        words = {key: place.wording for key, place in self.places.items()}
        return Told(self.question.asker, self.question.country, words)

    @cached_property
    def places(self) -> dict[str, Place]:
        named = {each for suggestion in self.found for line in suggestion.lines for each in line.about}
        keys = {suggestion.key for suggestion in self.found} | {each for each in named if "/" in each}
        return {place.key: place for place in Place.objects.filter(key__in=keys).select_related("region")}

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        keys = [suggestion.key for suggestion in self.found]
        held = Organisation.objects.filter(kind=OrganisationKind.AUTHORITY, place__key__in=keys).select_related("place")
        return {each.place.key: each for each in held if each.place}

    @cached_property
    def open(self) -> set[int]:
        """The authorities that have a page for this visitor."""
        return with_pages([each.pk for each in self.organisations.values()], self.user)

    @cached_property
    def entries(self) -> dict[int, Entry]:
        """The evidence, asked for anew: what the visitor may no longer see is not led to."""
        keys = {pk for suggestion in self.found for line in suggestion.lines for pk in line.entries}
        held = Entry.objects.visible_to(self.user).filter(pk__in=keys).with_parties()
        return {entry.pk: entry for entry in as_seen_by(self.user, list(held))}
