"""Requests that may be of one delegation: found by kept keys, compared, and told to those who may read both."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.db.models import Count, Q

from passerelles.people.queries import Visitor
from passerelles.places.actions import gazetteer
from passerelles.requests.models import KeptApart, LikenessKey, Request, RequestQuerySet
from passerelles.requests.recognising import Comparison, Dates, Profile, Traits, compare, keys_of, traits_of
from passerelles.requests.rights import Act, may, readable
from passerelles.requests.stages import MOVES, Stage
from passerelles.requests.terms import Dating, Rank

LOOKED_AT = 1000  # requests that share a key, those that share most: who may read them is asked of these
COMPARED = 40  # candidates, those that share most keys: a request costs the same among ten and among very many
LETTER = 20_000  # characters that are compared
AWAY = (Stage.WITHDRAWN,)  # nobody waits for them any more


@dataclass(frozen=True, slots=True)
class Alike:
    """Another request that may be of the same delegation, and why."""

    request: Request
    comparison: Comparison
    is_kept_apart: bool = False  # somebody decided so, and nothing that either says has changed since

    @property
    def is_joinable(self) -> bool:
        return is_leadable(self.request)


def is_leadable(request: Request) -> bool:
    """Whether a request may be part of a joint one, or, once it was accepted, lead it."""
    return request.stage == Stage.ACCEPTED or Stage.JOINED in MOVES[Stage(request.stage)]


def profile_of(request: Request) -> Profile:
    is_dated = request.dating != Dating.FLEXIBLE
    return Profile(
        asker=request.asker_name,
        country=request.asker_country,
        place=request.asker_place.key if request.asker_place else "",
        domain=request.contact_email.rpartition("@")[2],
        head=request.head_name,
        rank="" if request.head_rank == Rank.UNKNOWN else request.head_rank,
        dates=Dates(request.starts, request.ends, request.dating == Dating.WINDOW) if is_dated else Dates(),
        themes=frozenset(request.themes),
        sites=request.sites,
        size=request.size,
        purpose=request.purpose,
        letter=request.document.text[:LETTER] if request.document else "",
        language=request.language,
        through=request.through,
    )


def traits_for(request: Request) -> Traits:
    return traits_of(profile_of(request), gazetteer())


def said_by(*requests: Request) -> str:
    """A digest of what requests say; another one as soon as one of them says something else."""
    profiles = [replace(profile_of(each), themes=frozenset()) for each in requests]
    themes = [sorted(each.themes) for each in requests]
    return blake2b(repr((profiles, themes)).encode(), digest_size=16).hexdigest()


def alike_to(request: Request, user: Visitor) -> list[Alike]:
    """Requests that may be of the same delegation, the likeliest first, as far as somebody may read both.

    What is joined already is told through the request that leads; what was kept apart comes last, marked so.
    """
    if not may(user, Act.READ, request):
        return []
    mine = traits_for(request)
    found = [(each, compare(mine, traits_for(each))) for each in _candidates(request, mine, user)]
    alike = {each.pk: Alike(each, comparison) for each, comparison in found if comparison.is_alike}
    return _marked(request, _leading(request, alike, user))


def _candidates(request: Request, mine: Traits, user: Visitor) -> list[Request]:
    """Those of the same group that share most keys with a request, of those that somebody may read.

    Keys come first, and alone: asked for with who may read what, a database goes through all requests for it.
    """
    keys = LikenessKey.objects.filter(key__in=keys_of(mine)).exclude(request=request.pk)
    shared = keys.values("request").annotate(many=Count("pk")).order_by("-many", "-request").values_list("request", flat=True)
    likeliest = list(shared[:LOOKED_AT])
    read = set(readable(user, request.group_id).filter(pk__in=likeliest).exclude(stage__in=AWAY).order_by().values_list("pk", flat=True))
    best = [pk for pk in likeliest if pk in read][:COMPARED]
    return [each for each in _read_by(user).filter(pk__in=best) if may(user, Act.READ, each)]


def _read_by(user: Visitor) -> RequestQuerySet:
    return Request.objects.visible_to(user).with_hosts().select_related("document", "group", "asker", "asker_place", "joined_to")


def _leading(request: Request, alike: dict[int, Alike], user: Visitor) -> list[Alike]:
    """Each journey once: in the place of a request that was joined to another stands the one that leads."""
    own = request.joined_to_id or request.pk
    best: dict[int, Comparison] = {}
    for each in sorted(alike.values(), key=lambda each: -each.comparison.score):
        leader = each.request.joined_to_id or each.request.pk
        if leader != own:
            best.setdefault(leader, each.comparison)
    leaders = {pk: alike[pk].request for pk in best if pk in alike}
    if missing := set(best) - set(leaders):
        leaders |= {each.pk: each for each in _read_by(user).filter(pk__in=missing) if may(user, Act.READ, each)}
    return [Alike(leaders[pk], comparison) for pk, comparison in best.items() if pk in leaders]


def _marked(request: Request, alike: Iterable[Alike]) -> list[Alike]:
    kept = {
        (pair.first_id, pair.second_id): pair.said
        for pair in KeptApart.objects.filter(first=request.pk) | KeptApart.objects.filter(second=request.pk)
    }
    marked = [replace(each, is_kept_apart=_is_apart(request, each.request, kept)) for each in alike]
    return sorted(marked, key=lambda each: each.is_kept_apart)


def _is_apart(one: Request, other: Request, kept: dict[tuple[int, int], str]) -> bool:
    first, second = in_order(one, other)
    return kept.get((first.pk, second.pk)) == said_by(first, second)


def in_order(one: Request, other: Request) -> tuple[Request, Request]:
    return (one, other) if one.pk < other.pk else (other, one)


def joined_with(request: Request, user: Visitor) -> list[Request]:
    """The other requests of a joint one that somebody may read, the one that leads first."""
    leader = request.joined_to_id or request.pk
    family = Request.objects.filter(Q(pk=leader) | Q(joined_to=leader)).exclude(pk=request.pk).order_by()
    others = list(family.values_list("pk", flat=True))  # first: asked for with all else, SQLite looks for them in the whole group
    read = [each for each in _read_by(user).filter(pk__in=others) if may(user, Act.READ, each)]
    return sorted(read, key=lambda each: (each.pk != leader, each.pk))


@dataclass(frozen=True, slots=True)
class Likeness:
    """All that a page says of the other doors a delegation knocks on."""

    joined: list[Request]
    proposed: list[Alike]
    apart: list[Alike]
    is_decided_here: bool  # whoever looks may join, part and keep apart


def alike_of(asked: Request, user: Visitor) -> dict[str, Likeness] | None:
    """What a request's page says of other doors: nothing where there is none that the visitor may read."""
    alike, joined = alike_to(asked, user), joined_with(asked, user)
    proposed, apart = ([each for each in alike if each.is_kept_apart == is_apart] for is_apart in (False, True))
    is_decided = may(user, Act.DECIDE, asked)
    has_any = proposed or (is_decided and (joined or apart))
    return {"likeness": Likeness(joined, proposed, apart, is_decided)} if has_any else None
