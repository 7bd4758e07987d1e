"""What is said of entries, where it is said, what was judged of it, and what is asked about it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.common.words import WordsField
from passerelles.library.models import Document, Passage, Reading, Source, Visibility, visible_to
from passerelles.people.models import Group
from passerelles.people.queries import Visitor
from passerelles.register.models.entries import Entry
from passerelles.register.properties import BY_NAME, Property, Value


class ClaimState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


ROOT = Coalesce("entry__survivor", "entry")  # the id of the entry a claim is read through


class ClaimQuerySet(models.QuerySet["Claim"]):
    def about(self, entry: Entry) -> "ClaimQuerySet":
        """What is said of an entry, and of those merged into it."""
        return self.in_family([entry.pk])

    def in_family(self, roots: Iterable[int]) -> "ClaimQuerySet":
        """What is said of entries given by id, and of those merged into them."""
        return self.filter(entry__in=list(Entry.objects.family(roots)))

    def proposed(self) -> "ClaimQuerySet":
        """Those that wait for a person; what a newer reader says beside a person's verdict is only listed on request."""
        return self.filter(state=ClaimState.PROPOSED, is_beside_verdict=False)

    def accepted(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.ACCEPTED)

    def public(self) -> "ClaimQuerySet":
        return self.filter(visibility=Visibility.PUBLIC)

    def visible_to(self, user: Visitor) -> "ClaimQuerySet":
        return self.filter(visible_to(user, owner="owner"))

    def from_document(self, document: Document) -> "ClaimQuerySet":
        return self.filter(evidence__passage__document=document).distinct()

    def with_evidence(self) -> "ClaimQuerySet":
        evidence = Evidence.objects.select_related("passage__document__source").order_by("pk")
        return self.select_related("entry", "source").prefetch_related(models.Prefetch("evidence", evidence))

    def with_dates(self, names: Iterable[str]) -> "ClaimQuerySet":
        """Those of some properties with the documents that say so, without their texts: for whoever asks when and in which language."""
        source, document = "passage__document__source", "passage__document"
        wanted = ("claim", f"{document}__published", f"{document}__visibility", f"{source}__kind", f"{source}__organisation")
        spoken = ("passage__language", f"{document}__language")
        held = Evidence.objects.filter(claim__name__in=names).select_related("passage__document__source").only(*wanted, *spoken)
        return self.prefetch_related(models.Prefetch("evidence", held.order_by("pk")))


class Claim(models.Model):
    """A source says something of an entry. Who says what of which entry is its identity: saying it again only adds evidence."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="claims")
    name = models.CharField(max_length=20)  # of a property
    canonical = models.CharField(max_length=2500)
    source = models.ForeignKey(Source, models.PROTECT, related_name="claims")
    group = models.ForeignKey(Group, models.PROTECT, related_name="claims")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")  # who brought it
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.PROPOSED)
    visibility = models.CharField(max_length=8, choices=Visibility, default=Visibility.GROUP)
    is_opened = models.BooleanField(default=False)  # a judge published the fact, not the source
    is_disputed = models.BooleanField(default=False)  # a doubt hangs on it: never part of "accept all that is undisputed"
    stands = models.BooleanField(default=False)  # chosen where accepted claims disagree on a property of one value
    is_beside_verdict = models.BooleanField(default=False)  # a newer reader's, on words a person has judged
    gone_since = models.DateField(null=True, blank=True)  # no longer said by the source since
    created_at = models.DateTimeField(default=timezone.now)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name", "canonical", "source"], name="claim_once")]
        indexes = [
            models.Index(fields=["entry", "state", "visibility"], name="claim_of_entry"),
            models.Index(fields=["state", "group"], name="claim_queue"),
            models.Index(fields=["-judged_at", "-id"], condition=Q(state="accepted", visibility="public"), name="claim_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.name} = {self.label}"

    @property
    def definition(self) -> Property:
        return BY_NAME[self.name]

    @property
    def value(self) -> Value:
        return self.definition.value(self.canonical)

    @property
    def label(self) -> str:
        return self.value.label()


class Evidence(models.Model):
    """Where a claim is said: characters `start` to `end` of the passage's document. Only ever added."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    passage = models.ForeignKey(Passage, models.PROTECT, related_name="evidence")
    reading = models.ForeignKey(Reading, models.PROTECT, related_name="evidence")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    context = models.JSONField(default=list)  # further [start, end] needed to understand it
    origin = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "passage", "start", "end", "reading"], name="evidence_once")]

    def __str__(self) -> str:
        return self.quote

    @property
    def quote(self) -> str:
        return self.passage.document.text[self.start : self.end]


class VerdictKind(models.TextChoices):
    ACCEPT = "accept", _("accepted")
    REJECT = "reject", _("rejected")
    CHOOSE = "choose", _("chosen")
    OPEN = "open", _("published without its source")
    WITHDRAW = "withdraw", _("withdrawn")
    UNDO = "undo", _("undone")


class Verdict(models.Model):
    """What somebody judged of a claim, and what the claim was before: a history that is only added to."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="verdicts")
    kind = models.CharField(max_length=10, choices=VerdictKind)
    before = models.JSONField()  # the claim's judged columns, to undo exactly
    reason = models.CharField(max_length=500, blank=True)
    batch = models.CharField(max_length=36, blank=True)  # verdicts of one keystroke share it, and are undone together
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["batch"], name="verdict_batch")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.claim}"


class DoubtState(models.TextChoices):
    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    DISMISSED = "dismissed", _("set aside")


class DoubtQuerySet(models.QuerySet["Doubt"]):
    def open(self) -> "DoubtQuerySet":
        return self.filter(state=DoubtState.OPEN)

    def visible_to(self, user: Visitor) -> "DoubtQuerySet":
        """Those of documents that somebody may see, on claims they may see: a question names what it hangs on."""
        hanging = Doubt.claims.through.objects.filter(doubt=OuterRef("pk"))
        hidden = hanging.exclude(claim__in=Claim.objects.visible_to(user).values("pk"))
        return self.filter(visible_to(user, prefix="document__")).exclude(Exists(hidden))


class Doubt(models.Model):
    """A question to a person about words of a document. It may hang on claims; it is not one."""

    key = models.CharField(max_length=300)  # so that the same question is asked once of a document
    document = models.ForeignKey(Document, models.CASCADE, related_name="doubts")
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, blank=True, related_name="doubts")
    claims = models.ManyToManyField(Claim, related_name="doubts", blank=True)
    about = models.CharField(max_length=20)
    reason = WordsField()
    suggestions = models.JSONField(default=list)
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=DoubtState, default=DoubtState.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    raised_at = models.DateTimeField(default=timezone.now)

    objects = DoubtQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="doubt_once")]
        indexes = [models.Index(fields=["state", "document"], name="doubt_open")]

    def __str__(self) -> str:
        return self.key

    @property
    def quote(self) -> str:
        return self.document.text[self.start : self.end]
