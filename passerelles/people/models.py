"""Who acts and who reads: organisations, users, groups, and who has which role where, from when to when."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import Wording, WordsField, wording
from passerelles.places.models import Place


class OrganisationKind(models.TextChoices):
    AUTHORITY = "authority", _("local authority")
    MINISTRY = "ministry", _("ministry")
    AGENCY = "agency", _("agency")
    ASSOCIATION = "association", _("association")
    UNIVERSITY = "university", _("university")
    SCHOOL = "school", _("school")
    HOSPITAL = "hospital", _("hospital")
    MUSEUM = "museum", _("museum")
    FIRM = "firm", _("firm")
    NETWORK = "network", _("network")
    OTHER = "other", _("other body")


class Organisation(models.Model):
    """Who acts: the authority of a place, or another body. `key` is the place's, else the body's folded name."""

    key = models.CharField(max_length=250, unique=True)
    kind = models.CharField(max_length=12, choices=OrganisationKind, default=OrganisationKind.AUTHORITY)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="organisations")
    country = models.CharField(max_length=2, blank=True)
    name = WordsField()
    acronym = models.CharField(max_length=30, blank=True)
    identifier = models.CharField(max_length=80, blank=True)  # as org-id.guide writes it (FR-INSEE-214202186): IATI asks for it
    email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place"], condition=Q(kind="authority"), name="one_authority_a_place"),
        ]

    def __str__(self) -> str:
        return self.wording.text

    @property
    def wording(self) -> Wording:
        return wording(self.name)


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> "User":
        user = self.model(email=email.strip().lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())  # addresses are kept in lower case

    def create_superuser(self, email: str, password: str | None = None, **values: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **values)


class User(AbstractUser):
    """A person who signs in with an e-mail address. An administrator is a superuser; every other role is a membership."""

    username = None  # type: ignore[assignment]  # people sign in with their address
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()  # type: ignore[assignment,misc]  # a manager that asks for no user name

    def __str__(self) -> str:
        return self.name or self.email


SIDES = ("FR", "CN")  # of a group of which nothing else is said


class GroupQuerySet(models.QuerySet["Group"]):
    def from_the_top(self) -> "GroupQuerySet":
        """Country groups before their sub-groups: of empty parents SQLite thinks they come first, PostgreSQL last."""
        return self.order_by(models.F("parent").asc(nulls_first=True), "pk")

    def sides(self) -> list[tuple[str, str]]:
        """Return the pairs of countries that groups are between, country groups' first; the usual one where there is no group yet."""
        return list(dict.fromkeys(self.from_the_top().values_list("home", "partner"))) or [SIDES]

    def family(self, roots: Iterable[int]) -> list[int]:
        """Return groups given by id, then all that are below them, level by level: whose entries are theirs, too."""
        found = list(dict.fromkeys(roots))
        parents = self._parents() if found else {}
        below = found
        while below:
            below = [pk for pk, parent in parents.items() if parent in below and pk not in found]
            found = [*found, *below]
        return found

    def lineages(self, of: Iterable[int]) -> dict[int, list[int]]:
        """Return each of these groups given by id, followed by those it is a sub-group of: whose its entries are, too."""
        parents = self._parents()
        return {pk: _upwards(pk, parents) for pk in of}

    def _parents(self) -> dict[int, int | None]:
        return dict(self.order_by("pk").values_list("pk", "parent"))  # groups are few


def _upwards(pk: int | None, parents: Mapping[int, int | None]) -> list[int]:
    found: list[int] = []
    while pk is not None and pk not in found:
        found.append(pk)
        pk = parents[pk]
    return found


class Group(models.Model):
    """A country group, or a sub-group of one (Sichuan, tourism…)."""

    slug = models.SlugField(unique=True)
    name = WordsField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="subgroups")
    home = models.CharField(max_length=2, default=SIDES[0])  # the country of its member authorities
    partner = models.CharField(max_length=2, default=SIDES[1])
    accepts_declarations = models.BooleanField(default=False)  # at once; else a coordinator judges each
    members = models.ManyToManyField(Organisation, through="GroupMember", related_name="groups")

    objects = GroupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.wording.text

    @property
    def wording(self) -> Wording:
        return wording(self.name)


class DatedQuerySet(models.QuerySet[Any]):
    def in_force(self, on: date | None = None) -> "DatedQuerySet":
        """Those that hold on a day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


class GroupMember(models.Model):
    """An organisation belongs to a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "organisation"], name="group_member_once")]

    def __str__(self) -> str:
        return f"{self.organisation} ∈ {self.group}"


class Role(models.TextChoices):
    COORDINATOR = "coordinator", _("coordinator")  # of a group
    OFFICER = "officer", _("officer")  # of an organisation, on either side
    OBSERVER = "observer", _("observer")  # of a group


class Membership(models.Model):
    """A person has a role: coordinator or observer of a group, officer of an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    group = models.ForeignKey(Group, models.CASCADE, null=True, blank=True, related_name="people")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="people")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="role_is_of_group_or_organisation",
                condition=Q(role="officer", organisation__isnull=False, group__isnull=True)
                | Q(role__in=["coordinator", "observer"], group__isnull=False, organisation__isnull=True),
            ),
            models.UniqueConstraint(fields=["user", "role", "group"], condition=Q(organisation=None), name="role_of_group_once"),
            models.UniqueConstraint(fields=["user", "role", "organisation"], condition=Q(group=None), name="role_of_organisation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class FailedSignIn(models.Model):
    """A wrong password: from where and for whom, as a digest, kept for as long as it counts."""

    where = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.where[:8]} {self.at:%H:%M}"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def valid(self) -> "ApiKeyQuerySet":
        return self.filter(revoked_at=None)


class ApiKey(models.Model):
    """Lets a program ask in somebody's name. Only a digest of it is kept: it is shown once, when it is issued."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80)  # what it is for, in its owner's words
    digest = models.CharField(max_length=64, unique=True)
    begins = models.CharField(max_length=12)  # enough to tell one's keys from each other
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.begins}… ({self.name})"
