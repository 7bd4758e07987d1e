"""A visit and its hosts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import Wording, WordsField, tongue, wording
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.register.models import Entry
from passerelles.requests.models import Request
from passerelles.visits.stages import VisitStage


class Direction(models.TextChoices):
    IN = "in", _("received here")  # in the country of the group's members
    OUT = "out", _("going there")


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: Visitor) -> "VisitQuerySet":
        """Those that somebody may know of: of groups whose papers they read, and those of organisations they speak for. The only door."""
        who = standing(user)
        hosted = VisitHost.objects.filter(organisation__in=who.speaks_for).values("visit")
        return self.filter(Q(group__in=who.reads) | Q(visitor__in=who.speaks_for) | Q(pk__in=hosted))

    def ahead(self) -> "VisitQuerySet":
        return self.exclude(stage=VisitStage.CANCELLED).filter(ends__gte=timezone.localdate())

    def with_hosts(self) -> "VisitQuerySet":
        hosts = VisitHost.objects.select_related("organisation").order_by("position", "pk")
        return self.select_related("group", "visitor").prefetch_related(models.Prefetch("hosts", hosts))


class Visit(models.Model):
    """A delegation that goes to its hosts: one for a request and all those joined to it."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="visits")
    request = models.OneToOneField(Request, models.PROTECT, null=True, blank=True, related_name="visit")
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.IN)
    stage = models.CharField(max_length=10, choices=VisitStage, default=VisitStage.PREPARED)
    title = WordsField()
    visitor = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="visits_made")  # who travels
    visitor_name = models.CharField(max_length=250, blank=True)  # where no organisation of ours is known, as written
    starts = models.DateField()
    ends = models.DateField()
    size = models.PositiveSmallIntegerField(null=True, blank=True)
    entries = models.ManyToManyField(Entry, related_name="visits", blank=True)  # the partnerships and projects it serves
    sequence = models.PositiveIntegerField(default=0)  # of its calendar: grows with every change that is told
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    purged_at = models.DateTimeField(null=True, blank=True)  # personal data were erased

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "-id"]
        constraints = [models.CheckConstraint(name="visit_ends_after_it_starts", condition=Q(ends__gte=F("starts")))]
        indexes = [models.Index(fields=["group", "starts", "ends"], name="visits_by_days")]

    def __str__(self) -> str:
        return self.wording.text

    def get_absolute_url(self) -> str:
        return reverse("visit", args=[self.pk])

    @property
    def wording(self) -> Wording:
        return wording(self.title)

    @property
    def visitor_wording(self) -> Wording:
        """Who travels: the organisation where it is known, else its name as it was written."""
        return self.visitor.wording if self.visitor else Wording(self.visitor_name, tongue())

    @property
    def receivers(self) -> list[Wording]:
        """Who receives it, the first leads."""
        return [host.organisation.wording for host in self.hosts.all()]

    @property
    def soil(self) -> str:
        """The country that the visit takes place in."""
        return self.group.home if self.direction == Direction.IN else self.group.partner

    @property
    def is_over(self) -> bool:
        return self.ends < timezone.localdate()


class VisitStep(models.Model):
    """Something that was done to a visit: by whom, when. Only ever added."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="steps")
    before = models.CharField(max_length=10, choices=VisitStage, blank=True)  # nothing: it was opened
    after = models.CharField(max_length=10, choices=VisitStage)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, blank=True)  # why, in their own words
    changes = models.JSONField(default=dict, blank=True)  # of days, hosts, number: what stood there, and what does since (framing.py)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_after_display()} {self.at:%Y-%m-%d}"


class VisitHost(models.Model):
    """An organisation that receives a visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="visits_hosted")
    position = models.PositiveSmallIntegerField(default=0)  # the first leads

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "organisation"], name="visit_host_once")]
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.visit}: {self.organisation}"
