"""A request: who asks, for what, when; whom it is asked of; what was done about it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from passerelles.library.models import Document
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.places.models import Place
from passerelles.requests.stages import ANSWERS, CONCERNED, PURGED, UNSENT, WAITING, HostState, Stage
from passerelles.requests.terms import Dating, Origin, Payer, Rank, RequestKind, StepKind


class RequestQuerySet(models.QuerySet["Request"]):
    def sent(self) -> "RequestQuerySet":
        """Those the network knows of: one that was withdrawn before its address was confirmed never came."""
        return self.exclude(stage__in=UNSENT).exclude(stage=Stage.WITHDRAWN, received_at=None)

    def leading(self) -> "RequestQuerySet":
        """Without those that were joined to another: each journey once."""
        return self.filter(joined_to=None)

    def visible_to(self, user: Visitor) -> "RequestQuerySet":
        """The lines somebody may see: of groups whose papers they read, and those of organisations they speak for. The only door.

        Who reads a group's is asked of each row that a list comes to, in its order: collected first, it would be nearly everything.
        """
        who = standing(user)
        hosting = Host.objects.filter(organisation__in=who.speaks_for, state__in=CONCERNED)
        concerned = Exists(hosting.filter(request=OuterRef("pk"))) if who.reads else Q(pk__in=hosting.values("request"))
        return self.sent().filter(Q(group__in=who.reads) | Q(asker__in=who.speaks_for) | concerned)

    def over_since(self, moment: datetime) -> "RequestQuerySet":
        """Those that ended before a moment, nobody travels any more, and whose people are still named. A joined one ends with its lead."""
        over, led = Q(ends=None) | Q(ends__lt=moment.date()), Q(joined_to__stage=Stage.ACCEPTED, joined_to__ends__gte=moment.date())
        ended = self.filter(over, stage__in=PURGED, changed_at__lt=moment, purged_at=None)
        return ended.exclude(joined_to__stage__in=WAITING).exclude(led)

    def decided_by(self, user: Visitor) -> "RequestQuerySet":
        return self.sent().filter(group__in=standing(user).coordinates)

    def led_for(self, user: Visitor) -> Q:
        """Those of which somebody sees what the request says that leads them: whom it asked, how far it is."""
        return Q(joined_to__gt=0, group__in=standing(user).reads)  # SQLite has no index for "is not null"

    def each_once(self, user: Visitor) -> "RequestQuerySet":
        """Each journey once, as somebody sees it: without those that were joined to another, where they see that one."""
        return self.exclude(self.led_for(user))

    def with_hosts(self) -> "RequestQuerySet":
        hosts = Host.objects.select_related("organisation").order_by("pk")
        return self.select_related("group", "asker", "asker_place", "joined_to").prefetch_related(models.Prefetch("hosts", hosts))


PASSED = ("stage", "kind", "asker_country", "asker_place", "asker")  # what filters ask of a row


class Request(models.Model):
    """Somebody asks the network for something. What was asked is kept as it was written; what was decided is in its steps."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="requests")  # the network it is asked of
    kind = models.CharField(max_length=12, choices=RequestKind, default=RequestKind.DELEGATION)
    stage = models.CharField(max_length=12, choices=Stage, default=Stage.DRAFT)
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.FORM)
    language = models.CharField(max_length=8)  # in which its asker writes and is answered

    # Who asks.
    asker_name = models.CharField(max_length=250, blank=True)  # the organisation, as the asker writes it
    asker_country = models.CharField(max_length=2, blank=True)
    asker_place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    asker = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="requests")  # where it is known
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)

    # What for.
    purpose = models.TextField(blank=True)
    themes = models.JSONField(default=list)  # of register.terms.THEME_NAMES
    dating = models.CharField(max_length=8, choices=Dating, default=Dating.FLEXIBLE)
    starts = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)  # how long, within a window
    size = models.PositiveSmallIntegerField(null=True, blank=True)
    head_name = models.CharField(max_length=150, blank=True)  # who leads
    head_rank = models.CharField(max_length=8, choices=Rank, default=Rank.UNKNOWN)
    composition = models.TextField(blank=True)
    sites = models.TextField(blank=True)  # wanted, as written
    languages = models.JSONField(default=list)  # the delegation works in
    needs_interpreter = models.BooleanField(default=False)
    payer = models.CharField(max_length=8, choices=Payer, default=Payer.UNKNOWN)
    payment = models.CharField(max_length=500, blank=True)  # in the asker's words
    through = models.CharField(max_length=300, blank=True)  # who passed it on
    approved_by = models.CharField(max_length=300, blank=True)  # on the asker's side, as written
    others_asked = models.TextField(blank=True)

    # How it came.
    token = models.CharField(max_length=64, blank=True, db_index=True)  # a digest: the asker's link opens it
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, blank=True, related_name="requests")  # the letter
    begun_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(null=True, blank=True)  # confirmed, or entered: delays are counted from here
    answered_at = models.DateTimeField(null=True, blank=True)  # accepted, redirected or declined for the first time
    changed_at = models.DateTimeField(default=timezone.now)
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")  # the one that leads
    purged_at = models.DateTimeField(null=True, blank=True)  # personal data were erased

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(name="request_ends_after_it_starts", condition=Q(ends=None) | Q(ends__gte=F("starts"))),
            models.CheckConstraint(name="request_leads_or_is_joined", condition=Q(joined_to=None) | ~Q(joined_to=F("pk"))),
            models.CheckConstraint(name="request_joined_has_leader", condition=~Q(stage=Stage.JOINED) | Q(joined_to__isnull=False)),
        ]
        indexes = [
            models.Index(fields=["group", "stage", "-received_at", "-id"], name="requests_of_group"),
            models.Index(fields=["group", "starts", "ends"], name="requests_by_days"),
            # Lists in their orders; further columns spare a row that is passed over its being read.
            models.Index(fields=["-received_at", "-id", "group", *PASSED, "themes"], name="requests_latest"),
            models.Index(fields=["starts", "id", "group", "ends", *PASSED], name="requests_soonest"),
            # Few are joined: of them alone, or the planner, which counts the others too, goes through all requests for those of one.
            models.Index(fields=["joined_to"], condition=Q(joined_to__isnull=False), name="requests_joined"),
            models.Index(fields=["changed_at"], name="requests_changed"),  # what is kept is kept until the last change
        ]

    def __str__(self) -> str:
        return f"{self.asker_name or self.pk} ({self.get_stage_display()})"

    def get_absolute_url(self) -> str:
        return reverse("request", args=[self.pk])

    def led_to(self, *, in_full: bool = False) -> Stage | None:
        """How far the request is that leads this one: the answer, which is given to all its askers; in full to who sees that request."""
        lead = self.joined_to
        return Stage(lead.stage) if lead and (in_full or lead.stage in ANSWERS) else None

    @property
    def came_to(self) -> str:
        """What was answered to the request that leads this one, in words."""
        stage = self.led_to()
        return str(stage.label) if stage else ""

    @property
    def is_sent(self) -> bool:
        """As `sent()` has it."""
        return self.stage not in UNSENT and not (self.stage == Stage.WITHDRAWN and self.received_at is None)


class Host(models.Model):
    """An organisation that a request is asked of: wished for by the asker, or asked by the coordinator."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="hosts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="asked")
    state = models.CharField(max_length=8, choices=HostState, default=HostState.WANTED)
    department = models.CharField(max_length=120, blank=True)  # within the host
    words = models.CharField(max_length=1000, blank=True)  # its answer
    asked_at = models.DateTimeField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)  # by when its answer is wished for
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "organisation"], name="request_host_once")]
        indexes = [models.Index(fields=["organisation", "state", "request"], name="hosts_by_state")]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_state_display()}"

    @property
    def is_late(self) -> bool:
        """Whether it was to answer by a day that is past."""
        return bool(self.state == HostState.ASKED and self.due and self.due < timezone.localdate())


class Step(models.Model):
    """Something that was done to a request: by whom, when, and why. Only ever added."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=StepKind)
    before = models.CharField(max_length=12, choices=Stage, blank=True)
    after = models.CharField(max_length=12, choices=Stage)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")  # none: its asker
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")  # the host it is about
    other = models.ForeignKey(Request, models.CASCADE, null=True, blank=True, related_name="+")  # joined with, kept apart from
    criterion = models.CharField(max_length=40, blank=True)  # the one that decided
    reason = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"


def place_of_attachment(attachment: "Attachment", name: str) -> str:
    """Where an attachment lies below MEDIA_ROOT: nothing of its name reaches the disk."""
    return f"requests/{attachment.sha256[:2]}/{attachment.sha256}"


class Attachment(models.Model):
    """A file that came with a request: offered for download only to those who may read the whole file."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=255)
    format = models.CharField(max_length=10)  # as its content says, not its name
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=place_of_attachment)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")  # none: its asker

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["request", "sha256"], name="attachment_once")]

    def __str__(self) -> str:
        return self.name


class Incoming(models.Model):
    """A letter that somebody let be read before anything is entered. The copy that the library made for that goes where nobody goes on."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="incoming")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # who holds the same bytes, and may pass them on
    is_copy = models.BooleanField(default=True)  # the library had it not before
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "by"], name="incoming_once")]

    def __str__(self) -> str:
        return str(self.document)
