"""What a group has set the reasons of suggestions to be worth."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from passerelles.people.models import Group


class GroupWeights(models.Model):
    """A group's own weights as somebody set them, over those of the group above or the data file's; the last row holds. Only added."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="weights")
    changes = models.JSONField(default=dict)  # {"reasons": {"near": 20}}: only what differs; none of it is back to the default
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.group} {self.set_at:%Y-%m-%d}"
