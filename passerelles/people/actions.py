"""What is decided about organisations, groups and people."""

import re
import secrets
import unicodedata
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from passerelles.common.refusing import Refused
from passerelles.common.words import plain
from passerelles.people.models import ApiKey, Group, GroupMember, Membership, Organisation, OrganisationKind, Role, User
from passerelles.people.queries import digest_of, keys_of, standing
from passerelles.places.actions import row_of
from passerelles.places.models import Place
from passerelles.reading.gazetteer import Place as Unit


def authority_of(place: Place | Unit) -> Organisation:
    """Return the authority of a place, written now where it was not."""
    row = place if isinstance(place, Place) else row_of(place)
    found, _ = Organisation.objects.get_or_create(
        key=row.key, defaults={"place": row, "country": row.country, "name": row.words, "kind": OrganisationKind.AUTHORITY}
    )
    return found


def body_named(name: str, *, kind: str = "other", country: str = "", lang: str = "fr", acronym: str = "") -> Organisation:
    """Return the body of a name, written now where it was not; names that differ in case or accents are one."""
    name = plain(name)
    key = f"body/{folded(name)}"[:250]
    values = {"name": {lang: name}, "kind": kind, "country": country, "acronym": acronym[:30]}
    found, _ = Organisation.objects.get_or_create(key=key, defaults=values)
    return found


def folded(name: str) -> str:
    """Return a name as keys hold it: no case, no accents, one hyphen between words."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("œ", "oe"))
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"\W+", "-", plain).strip("-")


@transaction.atomic
def join(organisation: Organisation, group: Group, *, since: date | None = None) -> GroupMember:
    """Make an organisation a member of a group, again where it had left."""
    member, _ = GroupMember.objects.update_or_create(group=group, organisation=organisation, defaults={"since": since, "until": None})
    return member


def leave(organisation: Organisation, group: Group, *, on: date | None = None) -> None:
    """End an organisation's membership; what it did as a member stays."""
    GroupMember.objects.filter(group=group, organisation=organisation).update(until=on or timezone.localdate())


@transaction.atomic
def give_role(user: User, role: Role, of: Group | Organisation, *, since: date | None = None) -> Membership:
    """Give somebody a role of a group or an organisation, again where it had ended."""
    where = {"group": of} if isinstance(of, Group) else {"organisation": of}
    membership, _ = Membership.objects.update_or_create(user=user, role=role, **where, defaults={"since": since, "until": None})
    return membership


def end_role(membership: Membership, *, on: date | None = None) -> None:
    """End a role; the person keeps the account."""
    Membership.objects.filter(pk=membership.pk).update(until=on or timezone.localdate())


def describe(user: User, *, name: str, language: str) -> User:
    """Write what somebody says of themselves."""
    User.objects.filter(pk=user.pk).update(name=name, language=language)
    user.name, user.language = name, language
    return user


def change_password(user: User, password: str) -> None:
    """Give somebody a new password; every link by e-mail ends with it, and every other session."""
    user.set_password(password)
    user.save(update_fields=["password"])


MOST_KEYS = 10  # of one person


@transaction.atomic
def issue_key(name: str, *, by: User) -> tuple[ApiKey, str]:
    """Give somebody of the network a key for their programs, and return it: nobody can read it again."""
    if not standing(by).is_of_network:
        raise Refused(_("Keys are for the network’s members: ask the coordinator of your group for a role."))
    if len(keys_of(by)) >= MOST_KEYS:
        raise Refused(_("You have %(number)d keys already: revoke one first.") % {"number": MOST_KEYS})
    token = f"psr_{secrets.token_urlsafe(32)}"
    return ApiKey.objects.create(user=by, name=name[:80], digest=digest_of(token), begins=token[:12]), token


def revoke_key(key: ApiKey, *, by: User) -> None:
    """Let a key open nothing any more. One's own only, unless an administrator does it."""
    if key.user_id != by.pk and not standing(by).is_administrator:
        raise Refused(_("This key is somebody else’s."))
    ApiKey.objects.valid().filter(pk=key.pk).update(revoked_at=timezone.now())
