"""What comes of a visit: its report, what was promised, what it cost, what was erased of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.common.words import Wording, WordsField, wording
from passerelles.library.models import Document
from passerelles.people.models import Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.visits.models.programme import Side
from passerelles.visits.models.visits import Visit, VisitHost


class Report(models.Model):
    """What is told of a visit in a language: a document of the library, whose versions keep what was said before."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="reports")
    language = models.CharField(max_length=8)
    text = models.TextField()
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["visit", "language"], name="report_once_a_language")]

    def __str__(self) -> str:
        return f"{self.visit} ({self.language})"


class CommitmentState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a commitment", "open")
    DONE = "done", pgettext_lazy("state of a commitment", "done")
    DROPPED = "dropped", pgettext_lazy("state of a commitment", "dropped")


COMMITMENT_MOVES: dict[CommitmentState, frozenset[CommitmentState]] = {
    CommitmentState.OPEN: frozenset({CommitmentState.DONE, CommitmentState.DROPPED}),
    CommitmentState.DONE: frozenset({CommitmentState.OPEN}),
    CommitmentState.DROPPED: frozenset({CommitmentState.OPEN}),
}


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def agreed(self) -> "CommitmentQuerySet":
        return self.exclude(host_agreed_at=None).exclude(visitor_agreed_at=None)

    def visible_to(self, user: Visitor) -> "CommitmentQuerySet":
        """Those somebody may know of: agreed ones with their visit; others for the side that wrote them, and for both once offered."""
        who = standing(user)
        hosting = VisitHost.objects.filter(organisation__in=who.speaks_for).values("visit")
        of_host, of_visitor = Q(visit__in=hosting), Q(visit__visitor__in=who.speaks_for)
        own = Q(side=Side.HOST) & of_host | Q(side=Side.VISITOR) & of_visitor | Q(visit__group__in=who.coordinates)
        offered = Q(is_offered=True) & (of_host | of_visitor)
        agreed = Q(host_agreed_at__isnull=False, visitor_agreed_at__isnull=False, visit__in=Visit.objects.visible_to(user))
        return self.filter(own | offered | agreed)

    def with_owner(self) -> "CommitmentQuerySet":
        return self.select_related("owner").order_by("due", "pk")


class Commitment(models.Model):
    """Something that one side promised. Its own affair until it is offered to the other side; agreed once both said so."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="commitments")
    side = models.CharField(max_length=8, choices=Side)  # who wrote it
    what = WordsField()
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="commitments")  # who is to do it
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=CommitmentState, default=CommitmentState.OPEN)
    proof = models.TextField(blank=True)  # by what one sees that it was done
    is_offered = models.BooleanField(default=False)
    host_agreed_at = models.DateTimeField(null=True, blank=True)
    visitor_agreed_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "due"], name="commitments_due")]

    def __str__(self) -> str:
        return self.wording.text

    @property
    def wording(self) -> Wording:
        return wording(self.what)

    @property
    def is_agreed(self) -> bool:
        return bool(self.host_agreed_at and self.visitor_agreed_at)

    @property
    def is_late(self) -> bool:
        return self.state == CommitmentState.OPEN and self.due is not None and self.due < timezone.localdate()


class Sharing(models.TextChoices):
    PAYER = "payer", _("stays with who paid")
    HOSTS = "hosts", _("shared equally by the hosts")
    ALL = "all", _("shared equally by hosts and visitors")

    @property
    def of_hours(self) -> str:
        """As staff time says it, which nobody paid."""
        return str(_("stays with whose staff it is") if self == Sharing.PAYER else self.label)


class Cost(models.Model):
    """What something cost, who paid it, and by what rule it is shared."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="costs")
    label = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    paid_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PAYER)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="cost_is_positive", condition=Q(amount__gt=0))]

    def __str__(self) -> str:
        return f"{self.label}: {self.amount} {self.currency}"


class PurgeQuerySet(models.QuerySet["Purge"]):
    def of_names(self) -> "PurgeQuerySet":
        """Those that erased names, too: the first ones did not."""
        return self.filter(columns__has_key="name")


class Purge(models.Model):
    """That personal data of a visit were erased: when, of how many people, which columns. Never what stood in them."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="purges")
    at = models.DateTimeField(default=timezone.now)
    people = models.PositiveIntegerField()
    columns = models.JSONField(default=dict)  # column → in how many rows it was filled in

    objects = PurgeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.visit} {self.at:%Y-%m-%d}"
