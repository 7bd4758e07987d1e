"""Who may do what, who may see what. Answers are kept on the user for one request."""

import hashlib
from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser

from passerelles.people.models import ApiKey, Group, GroupMember, Membership, Organisation, Role, User

Visitor = User | AnonymousUser
NOBODY: Visitor = AnonymousUser()  # who sees what everybody may see


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in the network today."""

    is_administrator: bool = False
    coordinates: frozenset[int] = frozenset()  # groups, their sub-groups included
    observes: frozenset[int] = frozenset()
    speaks_for: frozenset[int] = frozenset()  # organisations
    reads: frozenset[int] = frozenset()  # groups whose papers they see
    brings: frozenset[int] = frozenset()  # groups they bring papers to: who observes only reads

    @property
    def is_of_network(self) -> bool:
        return bool(self.is_administrator or self.coordinates or self.observes or self.speaks_for)

    @property
    def judges(self) -> bool:
        return self.is_administrator or bool(self.coordinates)


NOTHING = Standing()


def standing(user: Visitor) -> Standing:
    """Return what a visitor is today; asked once a request."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    known = cast("Standing | None", vars(user).get("_standing"))
    if known is None:
        known = vars(user)["_standing"] = _standing(user)
    return known


def _standing(user: User) -> Standing:
    roles = list(Membership.objects.filter(user=user).in_force().values_list("role", "group_id", "organisation_id"))
    organisations = frozenset(organisation for role, _, organisation in roles if role == Role.OFFICER)
    coordinates = _family({group for role, group, _ in roles if role == Role.COORDINATOR})
    observes = _family({group for role, group, _ in roles if role == Role.OBSERVER})
    if user.is_superuser:
        coordinates = frozenset(Group.objects.values_list("pk", flat=True))
    member_of = frozenset(GroupMember.objects.filter(organisation__in=organisations).in_force().values_list("group_id", flat=True))
    reads = coordinates | observes | member_of
    return Standing(user.is_superuser, coordinates, observes, organisations, reads, coordinates | member_of)


def _family(groups: set[int]) -> frozenset[int]:
    return frozenset(Group.objects.family(groups))


def organisations_of(user: Visitor) -> list[Organisation]:
    """Return the organisations somebody speaks for."""
    return list(Organisation.objects.filter(pk__in=standing(user).speaks_for).order_by("key"))


def roles_of(user: User) -> list[Membership]:
    """Return somebody's roles of today."""
    held = Membership.objects.filter(user=user).in_force().select_related("group", "organisation").order_by("pk")
    return list(held)


def digest_of(token: str) -> str:
    """What is kept of a key. It is long and random: a plain digest cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def user_of_key(token: str) -> User | None:
    """Return whose key this is; nobody's where it was revoked, or its owner's account is closed."""
    found = ApiKey.objects.valid().filter(digest=digest_of(token), user__is_active=True).select_related("user").first()
    return found.user if found else None


def keys_of(user: User) -> list[ApiKey]:
    """Return somebody's keys that still open."""
    return list(ApiKey.objects.valid().filter(user=user))
