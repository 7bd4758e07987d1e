"""The yearly question "still true?": a campaign of a group, the mails it sends, the answers it gets."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from passerelles.common.models import Sendable
from passerelles.people.models import Group, Organisation
from passerelles.people.queries import Visitor, standing
from passerelles.register.models.claims import Claim, Doubt
from passerelles.register.models.entries import Entry


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def open(self) -> "CampaignQuerySet":
        return self.filter(closed_at=None, until__gte=timezone.localdate())

    def coordinated_by(self, user: Visitor) -> "CampaignQuerySet":
        return self.filter(group__in=standing(user).coordinates)


class Campaign(models.Model):
    """A coordinator asks every member of a group whether its entries still hold."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="campaigns")
    address = models.URLField()  # the site's, as its coordinator sees it: mails are written where there is no request
    until = models.DateField()  # the last day on which its links open
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["group"], condition=Q(closed_at=None), name="one_campaign_at_a_time")]

    def __str__(self) -> str:
        return f"{self.group} {self.opened_at.year}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.until >= timezone.localdate()


class CampaignMail(Sendable):
    """A mail of a campaign to one officer of one organisation; round 0 is the first, 1 the first reminder."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="mails")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    round = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation", "user", "round"], name="campaign_mail_once")]

    def __str__(self) -> str:
        return f"{self.campaign} → {self.user} ({self.get_state_display()})"


class CampaignAnswer(models.Model):
    """What an organisation answered of one entry: the claim that says it is still true, or the doubt that says it is not."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    claim = models.ForeignKey(Claim, models.SET_NULL, null=True, blank=True, related_name="+")
    doubt = models.ForeignKey(Doubt, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "organisation", "entry"], name="campaign_answer_once")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.entry}"
