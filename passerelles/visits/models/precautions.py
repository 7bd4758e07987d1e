"""What a host checked before it received: its own affair alone."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from passerelles.people.queries import Visitor, standing
from passerelles.visits.models.visits import VisitHost


class Checked(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a precaution", "to look at")
    DONE = "done", pgettext_lazy("state of a precaution", "in order")
    APART = "apart", pgettext_lazy("state of a precaution", "does not concern us")


class PrecautionQuerySet(models.QuerySet["Precaution"]):
    def visible_to(self, user: Visitor) -> "PrecautionQuerySet":
        """Those of hosts that somebody speaks for. Of nobody else's: no coordinator, no other host of the same visit."""
        return self.filter(host__organisation__in=standing(user).speaks_for)


class Precaution(models.Model):
    """That a host looked at an item of the list for a visit: by whom, when, with what note."""

    host = models.ForeignKey(VisitHost, models.CASCADE, related_name="precautions")
    item = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=Checked, default=Checked.OPEN)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PrecautionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["host", "item"], name="precaution_once_a_host")]

    def __str__(self) -> str:
        return f"{self.item}: {self.state}"
