"""What an organisation says it can take: how many receptions, by which departments, and when its doors are closed."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.people.models import GroupMember, Organisation
from passerelles.people.queries import Visitor, standing


class Per(models.TextChoices):
    QUARTER = "quarter", _("a quarter")
    YEAR = "year", _("a year")


class OwnWordQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Visitor) -> Self:
        """Those of organisations somebody speaks for, and of members of groups whose papers they read. The only door."""
        who = standing(user)
        members = GroupMember.objects.filter(group__in=who.reads).in_force().values("organisation")
        return self.filter(Q(organisation__in=who.speaks_for) | Q(organisation__in=members))


class Capacity(models.Model):
    """So many receptions a quarter or a year, from a day on; what was stated last holds."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="capacities")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    number = models.PositiveSmallIntegerField()
    per = models.CharField(max_length=8, choices=Per, default=Per.QUARTER)
    departments = models.CharField(max_length=300, blank=True)  # that receive, as written
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(default=timezone.now)

    objects = OwnWordQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="capacity_ends_after_it_starts", condition=Q(until=None) | Q(until__gte=F("since")))]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.number} {self.get_per_display()}"


class Closed(models.Model):
    """Days on which an organisation receives nobody."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="closed_days")
    starts = models.DateField()
    ends = models.DateField()
    why = models.CharField(max_length=200, blank=True)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField(default=timezone.now)

    objects = OwnWordQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "id"]
        constraints = [models.CheckConstraint(name="closed_ends_after_it_starts", condition=Q(ends__gte=F("starts")))]
        indexes = [models.Index(fields=["organisation", "starts", "ends"], name="closed_by_days")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.starts} – {self.ends}"
