"""Documents as they were brought: a source, its versions, their passages, what each version of the reader found, and the work queue."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.library.terms import CAUSES, FORMER_CAUSE
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing


class Visibility(models.TextChoices):
    PUBLIC = "public", _("public")
    NETWORK = "network", _("the network")
    GROUP = "group", _("its group")
    PRIVATE = "private", _("whoever brought it")


WIDTH = (Visibility.PRIVATE, Visibility.GROUP, Visibility.NETWORK, Visibility.PUBLIC)  # from the fewest who see it to everybody


def visible_to(user: Visitor, *, prefix: str = "", owner: str = "brought_by") -> Q:
    """Return the condition under which rows with `visibility`, `group` and an owner may be seen: the one place that says so.

    `prefix` leads to those columns from another table ("document__").
    """
    who = standing(user)
    seen = Q(**{f"{prefix}visibility": Visibility.PUBLIC})
    if who.is_of_network:
        seen |= Q(**{f"{prefix}visibility": Visibility.NETWORK})
    if who.reads:
        seen |= Q(**{f"{prefix}visibility": Visibility.GROUP, f"{prefix}group__in": who.reads})
    if user.is_authenticated:
        seen |= Q(**{f"{prefix}{owner}": user.pk})
    return seen


class SourceKind(models.TextChoices):
    ADDRESS = "address", _("page at an address")
    FILE = "file", _("file")
    DECLARATION = "declaration", _("declarations")


ESTIMATES = "estimate/"  # how the keys of a coordination's estimates begin


class Source(models.Model):
    """Somewhere (an address, a file that somebody brought) or someone (an organisation that declares)."""

    kind = models.CharField(max_length=12, choices=SourceKind)
    key = models.CharField(max_length=700, unique=True)
    address = models.URLField(max_length=600, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="sources")

    def __str__(self) -> str:
        return self.address or self.key

    @property
    def is_estimate(self) -> bool:
        """Whether a coordination estimates here; what it says otherwise is its word (`library.actions.declaring`)."""
        return self.key.startswith(ESTIMATES)


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: Visitor) -> "DocumentQuerySet":
        return self.filter(visible_to(user))

    def judged_by(self, user: Visitor) -> "DocumentQuerySet":
        """Those whose proposals somebody may judge: of the groups they coordinate, that they may see."""
        return self.visible_to(user).filter(group__in=standing(user).coordinates)

    def listed_for(self, user: Visitor) -> "DocumentQuerySet":
        """What the list shows somebody: of each source the last version they see; who is not of the network meets what was read only."""
        later = Document.objects.visible_to(user).filter(source=OuterRef("source"), version__gt=OuterRef("version"))
        seen = self.visible_to(user).brought()
        seen, later = (seen, later) if standing(user).is_of_network else (seen.read(), later.read())
        return seen.exclude(Exists(later))

    def current(self) -> "DocumentQuerySet":
        return self.filter(is_current=True)

    def unpublished(self) -> "DocumentQuerySet":
        """New versions that fewer people may see than the current one: they wait for somebody who may publish them."""
        shown = Document.objects.current().filter(source=OuterRef("source"), version__lt=OuterRef("version"))
        return self.filter(Exists(shown), is_current=False)

    def read(self) -> "DocumentQuerySet":
        return self.filter(state=DocumentState.READ)

    def brought(self) -> "DocumentQuerySet":
        """Without declarations, which officers write here."""
        return self.exclude(source__kind=SourceKind.DECLARATION)


class DocumentState(models.TextChoices):
    WAITING = "waiting", _("waiting to be read")
    READING = "reading", _("being read")
    READ = "read", _("read")
    FAILED = "failed", _("could not be read")


PENDING = (DocumentState.WAITING, DocumentState.READING)


def place_of_original(document: "Document", name: str) -> str:
    """Where an original lies below MEDIA_ROOT: nothing of its name reaches the disk."""
    return f"originals/{document.sha256[:2]}/{document.sha256}"


class Document(models.Model):
    """One version of a source, never edited. `text` is masked; only the original file holds what was masked."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="documents")
    version = models.PositiveIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    original = models.FileField(upload_to=place_of_original, blank=True)
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10, blank=True)
    genre = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=500, blank=True)
    published = models.CharField(max_length=10, blank=True)  # ISO, as precise as known
    licence = models.CharField(max_length=120, blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.GROUP)
    group = models.ForeignKey(Group, models.PROTECT, related_name="documents")
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    brought_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=8, choices=DocumentState, default=DocumentState.WAITING)
    failure = models.CharField(max_length=500, blank=True)  # why it could not be read, in the reader's words
    cause = models.CharField(max_length=16, blank=True)  # …and as a term of CAUSES
    batch = models.CharField(max_length=32, blank=True, db_index=True)  # documents brought together share it
    text = models.TextField(blank=True)
    blocks = models.JSONField(default=list)  # as model.Block: {"kind", "start", "end", …}
    notes = models.JSONField(default=list)  # what a person should know of the opening
    has_secret = models.BooleanField(default=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "version"], name="document_version_once")]
        indexes = [models.Index(fields=["-brought_at", "-id"], name="document_newest")]

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING

    @property
    def explanation(self) -> str:
        """Why it could not be read, in the visitor's language."""
        return str(CAUSES.get(self.cause, FORMER_CAUSE))


def shown_to(document: Document) -> Visibility:
    """Who may see what a document says, once it is accepted: an officer declares for the public register."""
    is_declared = document.source.kind == SourceKind.DECLARATION
    return Visibility.PUBLIC if is_declared else Visibility(document.visibility)


class Passage(models.Model):
    """A sentence, list item, heading or table row of a document: characters `start` to `end` of its text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, default="paragraph")
    language = models.CharField(max_length=8, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="passage_once")]
        ordering = ["document", "position"]

    def __str__(self) -> str:
        return f"{self.document_id}[{self.start}:{self.end}]"


class Reading(models.Model):
    """What one version of the reader found in one document, kept whole, in FORMAT.md's shape."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="readings")
    reader = models.CharField(max_length=20)
    found = models.JSONField()
    read_at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["document", "id"]

    def __str__(self) -> str:
        return f"{self.document_id} by reader {self.reader}"


class TaskState(models.TextChoices):
    QUEUED = "queued", _("queued")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")


class TaskQuerySet(models.QuerySet["Task"]):
    def takeable(self) -> "TaskQuerySet":
        """Those that wait, and those whose worker has not been heard of for longer than its lease."""
        return self.filter(Q(state=TaskState.QUEUED) | Q(state=TaskState.RUNNING, leased_until__lt=timezone.now()))


class Task(models.Model):
    """A row of the work queue: a document to read. A worker takes it by a conditional update, and for a time only."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="tasks")
    state = models.CharField(max_length=8, choices=TaskState, default=TaskState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "id"], name="task_next")]
        constraints = [models.UniqueConstraint(fields=["document"], condition=Q(state="queued"), name="one_task_waits")]

    def __str__(self) -> str:
        return f"{self.document} ({self.get_state_display()})"


Json = dict[str, Any]
