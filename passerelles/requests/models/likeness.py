"""What is kept so that one delegation at several doors is found among very many requests, and what was decided of two."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from passerelles.requests.models.requests import Request


class LikenessKey(models.Model):
    """Something a request shares with others of the same delegation; written by `note_keys` alone."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="likeness_keys")
    key = models.CharField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "request"], name="likeness_key_once")]

    def __str__(self) -> str:
        return self.key


class KeptApart(models.Model):
    """Two requests that are two, a coordinator says; they are not proposed again while both say what they said."""

    first = models.ForeignKey(Request, models.CASCADE, related_name="+")
    second = models.ForeignKey(Request, models.CASCADE, related_name="+")
    said = models.CharField(max_length=32)  # a digest of what both said then
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="kept_apart_once"),
            models.CheckConstraint(name="kept_apart_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
