"""Spreadsheets being imported, each as one batch that can be undone as one; and which columns meant what the last time."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.library.models import Document, Visibility, visible_to
from passerelles.people.models import Group
from passerelles.people.queries import Visitor, standing


class BatchState(models.TextChoices):
    OPENED = "opened", _("columns to be named")
    MAPPED = "mapped", _("ready to import")
    IMPORTED = "imported", _("imported")
    UNDONE = "undone", _("undone")


class BatchQuerySet(models.QuerySet["Batch"]):
    def coordinated_by(self, user: Visitor) -> "BatchQuerySet":
        """Those of the groups that somebody coordinates; of what is private, only whoever brought it learns."""
        return self.filter(visible_to(user, owner="by"), group__in=standing(user).coordinates)


def place_of_sheet(batch: "Batch", name: str) -> str:
    """Where an imported file lies below MEDIA_ROOT: nothing of its name reaches the disk."""
    return f"imports/{batch.sha256[:2]}/{batch.sha256}"


class Batch(models.Model):
    """A spreadsheet on its way into the register. Its text is masked, as a document's is; importing makes it a document."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="batches")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    original = models.FileField(upload_to=place_of_sheet)
    format = models.CharField(max_length=10)
    language = models.CharField(max_length=8, blank=True)
    text = models.TextField()
    blocks = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    has_secret = models.BooleanField(default=False)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.GROUP)
    published = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=BatchState, default=BatchState.OPENED)
    mapping = models.JSONField(default=dict)  # table's number -> {"kind": …, "columns": {column's number: field}}
    choices = models.JSONField(default=dict)  # a name as written -> the key of the organisation somebody said it is
    document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="batches")
    counts = models.JSONField(default=dict)  # what importing did
    opened_at = models.DateTimeField(default=timezone.now)
    imported_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class KnownColumns(models.Model):
    """What a group's people last said the columns of a sheet with these titles mean."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)  # of the titles, folded, in their order
    mapping = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "signature"], name="columns_known_once")]

    def __str__(self) -> str:
        return self.signature[:12]


Json = dict[str, Any]
