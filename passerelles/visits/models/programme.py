"""The programme of a visit and those who take part in it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.common.words import Wording, WordsField, wording
from passerelles.places.models import Place
from passerelles.visits.models.visits import Visit

ZONES = {"FR": "Europe/Paris", "CN": "Asia/Shanghai"}  # the official time of each side; elsewhere the site's own
LANGUAGES = ("fr", "zh")  # that a programme is written in, side by side


class Side(models.TextChoices):
    VISITOR = "visitor", _("of the delegation")
    HOST = "host", _("of the hosts")


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def contacts(self) -> "ParticipantQuerySet":
        """Those of the hosts whom the delegation may call and write to, the first first."""
        return self.filter(side=Side.HOST, is_contact=True).exclude(name="").in_order()

    def in_order(self) -> "ParticipantQuerySet":
        """As protocol has them: each side by precedence."""
        return self.order_by("-side", "precedence", "pk")


class Participant(models.Model):
    """Somebody who takes part. "Private" is for coordinators, hosts and their own side's officers; it is purged with their names."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="participants")
    side = models.CharField(max_length=8, choices=Side, default=Side.VISITOR)
    precedence = models.PositiveSmallIntegerField(default=1)  # the first comes first
    is_head = models.BooleanField(default=False)
    is_contact = models.BooleanField(default=False)  # of the hosts: the delegation sees how to reach them
    name = models.CharField(max_length=150)
    other_name = models.CharField(max_length=150, blank=True)  # in the other script
    role = WordsField()
    organisation = models.CharField(max_length=250, blank=True)
    languages = models.CharField(max_length=100, blank=True)

    # Private.
    diet = models.CharField(max_length=250, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    passport = models.CharField(max_length=40, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name or self.role_wording.text

    @property
    def role_wording(self) -> Wording:
        return wording(self.role)


PRIVATE = ("diet", "email", "phone", "passport")  # of a participant
ERASED = ("name", "other_name", *PRIVATE)  # a while after the visit; roles and organisations stay


class SlotKind(models.TextChoices):
    MEETING = "meeting", pgettext_lazy("in a programme", "meeting")
    VISIT = "visit", pgettext_lazy("in a programme", "visit of a site")
    MEAL = "meal", pgettext_lazy("in a programme", "meal")
    TRANSPORT = "transport", pgettext_lazy("in a programme", "journey")
    CEREMONY = "ceremony", pgettext_lazy("in a programme", "ceremony")
    FREE = "free", pgettext_lazy("in a programme", "free time")


class Slot(models.Model):
    """Something of the programme: from when to when by the clocks of its place, where, with whom."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="slots")
    kind = models.CharField(max_length=10, choices=SlotKind, default=SlotKind.MEETING)
    day = models.DateField()
    starts = models.TimeField()
    ends = models.TimeField()
    soil = models.CharField(max_length=2)  # the country whose clocks it is told by
    title = WordsField()
    where = WordsField()
    address = models.CharField(max_length=300, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    host = models.CharField(max_length=200, blank=True)  # who receives there
    interpreter = models.CharField(max_length=150, blank=True)
    transport = models.CharField(max_length=200, blank=True)
    notes = WordsField()
    participants = models.ManyToManyField(Participant, related_name="slots", blank=True)  # nobody named: everybody

    class Meta:
        ordering = ["day", "starts", "id"]
        constraints = [models.CheckConstraint(name="slot_ends_after_it_starts", condition=Q(ends__gt=F("starts")))]

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M} {self.wording.text}"

    @property
    def wording(self) -> Wording:
        return wording(self.title)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(ZONES.get(self.soil, settings.TIME_ZONE))

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.day, self.starts, self.zone)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.day, self.ends, self.zone)
