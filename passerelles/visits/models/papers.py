"""Papers of a visit: its agenda, speeches, letters."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.people.queries import Visitor, standing
from passerelles.visits.models.photographs import concerned
from passerelles.visits.models.visits import Visit, VisitHost


class PaperKind(models.TextChoices):
    AGENDA = "agenda", pgettext_lazy("a paper of a visit", "agenda")
    SPEECH = "speech", pgettext_lazy("a paper of a visit", "speech")
    LETTER = "letter", pgettext_lazy("a paper of a visit", "letter")
    SLIDES = "slides", pgettext_lazy("a paper of a visit", "presentation")
    OTHER = "other", pgettext_lazy("a paper of a visit", "other paper")


class Readers(models.TextChoices):
    BOTH = "both", _("both sides")
    HOST = "host", _("the hosts only")


class PaperQuerySet(models.QuerySet["Paper"]):
    def visible_to(self, user: Visitor) -> "PaperQuerySet":
        """Those of the dossiers that somebody reads; those for the hosts, for officers of a host alone. The only door."""
        hosting = VisitHost.objects.filter(organisation__in=standing(user).speaks_for).values("visit")
        return self.filter(Q(readers=Readers.BOTH) & concerned(user) | Q(readers=Readers.HOST, visit__in=hosting))


def place_of_paper(paper: "Paper", name: str) -> str:
    """Where it lies below MEDIA_ROOT: nothing of its name reaches the disk."""
    return f"visits/{paper.sha256[:2]}/{paper.sha256}"


class Paper(models.Model):
    """A file of a visit's dossier, for both sides or for the hosts alone; erased with the visit's personal data."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=8, choices=PaperKind, default=PaperKind.OTHER)
    readers = models.CharField(max_length=8, choices=Readers, default=Readers.BOTH)
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10)  # as its content says, not its name
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)  # of what was brought
    file = models.FileField(upload_to=place_of_paper)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        # Once for each circle of readers: who brings what the hosts keep already is not told so.
        constraints = [models.UniqueConstraint(fields=["visit", "readers", "sha256"], name="paper_once")]

    def __str__(self) -> str:
        return self.name
