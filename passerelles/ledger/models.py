"""The ledger's tables: movements, what each entry adds to which accounts, and the sums that pages read."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from passerelles.ledger.combining import NETWORK
from passerelles.library.models import Visibility, visible_to
from passerelles.people.models import Group
from passerelles.people.queries import Visitor
from passerelles.register.models import Claim, Entry
from passerelles.register.terms import MEASURES

Json = dict[str, Any]


class Basis(models.TextChoices):
    DOCUMENTED = "documented", _("documented")
    DECLARED = "declared", _("declared")
    ESTIMATED = "estimated", _("estimated")


class MovementQuerySet(models.QuerySet["Movement"]):
    def visible_to(self, user: Visitor) -> "MovementQuerySet":
        return self.filter(visible_to(user, owner="owner"))

    def counted(self) -> "MovementQuerySet":
        """Those that sums count: what a feature writes of an entry that nobody accepted anything of yet waits with it."""
        return self.filter(Q(claim__isnull=False) | ~Exists(Entry.objects.proposed().filter(pk=OuterRef("root"))))


class Movement(models.Model):
    """How much of what was given or received, on whose soil, when: what its origin says now. Its history is the origin's.

    A movement of the register's says one claim; one of a feature's (a visit) may say none.
    """

    origin = models.CharField(max_length=120)  # who wrote it: "register/12", "visit/7"
    mark = models.CharField(max_length=80)  # which of that origin's movements it is
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="movements_written")  # as it was written
    root = models.ForeignKey(Entry, models.CASCADE, related_name="movements")  # the entry that one is read through
    claim = models.ForeignKey(Claim, models.CASCADE, null=True, blank=True, related_name="movements")
    journey = models.CharField(max_length=120, blank=True)  # what is told at several entries of one counts once where they are summed
    teller = models.CharField(max_length=120)  # who says so: two tellers may speak of the same thing
    measure = models.CharField(max_length=12, choices=list(MEASURES.items()))
    low = models.BigIntegerField(null=True, blank=True)  # none: known, without a figure
    high = models.BigIntegerField(null=True, blank=True)  # none beside a low: at least
    unit = models.CharField(max_length=3, blank=True)
    soil = models.CharField(max_length=2, blank=True)
    date = models.CharField(max_length=10, blank=True)
    basis = models.CharField(max_length=10, choices=Basis)
    what = models.CharField(max_length=1000, blank=True)
    lang = models.CharField(max_length=8, blank=True)
    group = models.ForeignKey(Group, models.PROTECT, related_name="movements")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")  # of a private one
    wanted = models.CharField(max_length=8, choices=Visibility)  # by its origin
    visibility = models.CharField(max_length=8, choices=Visibility)  # not wider than its entry's

    objects = MovementQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "mark"], name="movement_once")]
        indexes = [
            models.Index(fields=["visibility", "-date", "-id"], name="movements_by_date"),
            models.Index(fields=["measure", "soil", "visibility", "-date", "-id"], name="movements_of_measure"),
            models.Index(fields=["journey", "measure"], condition=~Q(journey=""), name="movements_of_journey"),
        ]

    def __str__(self) -> str:
        return f"{self.root}: {self.get_measure_display()}"

    @property
    def scope(self) -> str:
        """Who sees it, as sums write it."""
        return {
            Visibility.PUBLIC: "",
            Visibility.NETWORK: NETWORK,
            Visibility.GROUP: f"group/{self.group_id}",
            Visibility.PRIVATE: f"owner/{self.owner_id}",
        }[Visibility(self.visibility)]


class Posting(models.Model):
    """What an entry's movements add to each of its accounts now: what is taken away again when they change."""

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="posting")
    accounts = models.JSONField(default=list)
    shares = models.JSONField(default=list)  # [measure, unit, soil, basis, year, scope, amounts…]
    apart = models.JSONField(default=list)  # [accounts, shares] where a journey of its counts at another entry

    def __str__(self) -> str:
        return str(self.entry)

    @property
    def parts(self) -> list[list[Any]]:
        """Accounts, and what is added to each of them."""
        return [[self.accounts, self.shares], *self.apart]


class Sum(models.Model):
    """What an account holds of a measure, on a soil, in a year, on one basis, for those who see its scope.

    Whoever sees several scopes adds their sums (docs/decisions/0071): `low` may be below zero in one of them.
    """

    account = models.CharField(max_length=40)  # "entry/12", "authority/5", "group/3", "network/0"
    measure = models.CharField(max_length=12)
    unit = models.CharField(max_length=3, blank=True)
    soil = models.CharField(max_length=2, blank=True)
    basis = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField(default=0)  # 0: undated
    scope = models.CharField(max_length=200, blank=True)  # who sees it: empty for everybody
    low = models.BigIntegerField(default=0)
    high = models.BigIntegerField(default=0)
    unbounded = models.IntegerField(default=0)  # how many are "at least"
    number = models.IntegerField(default=0)  # how many things are summed
    bare = models.IntegerField(default=0)  # how many are known without a figure
    disputed = models.IntegerField(default=0)  # of how many the tellers say different figures

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "measure", "unit", "soil", "basis", "year", "scope"], name="sum_once"),
        ]
        indexes = [models.Index(fields=["account"], condition=models.Q(disputed__gt=0), name="sums_disputed")]

    def __str__(self) -> str:
        return f"{self.account} {self.measure} {self.soil} {self.year}"


AMOUNTS = ("low", "high", "unbounded", "number", "bare", "disputed")
