"""What was answered to whom, the opinions that were asked, and a group's own shares of the criteria."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.people.models import Group, Organisation
from passerelles.requests.models.requests import Request, Step


class Letter(models.Model):
    """An answer as it was sent, word for word; without an address it waits for nobody, and whoever decided carries it over."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="letters")  # whose asker it answers
    step = models.ForeignKey(Step, models.CASCADE, related_name="letters")
    language = models.CharField(max_length=8)
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["request", "step"], name="letter_once_a_step")]

    def __str__(self) -> str:
        return self.subject


class OpinionState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("opinion", "asked")
    FAVOURABLE = "for", pgettext_lazy("opinion", "favourable")
    UNFAVOURABLE = "against", pgettext_lazy("opinion", "unfavourable")
    NONE = "none", _("no opinion")


class Opinion(models.Model):
    """What a ministry, an embassy, an agency, or a person of the network thinks of a request; or an outsider, whom nobody knows here."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="opinions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    adviser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    outsider = models.CharField(max_length=200, blank=True)  # an organisation that is not in the register, by name
    email = models.EmailField(blank=True)  # the outsider's: its link opens this opinion; erased with the request's people
    language = models.CharField(max_length=8, blank=True)  # in which the outsider is written to
    question = models.CharField(max_length=500, blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=OpinionState, default=OpinionState.ASKED)
    words = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="opinion_of_one",
                condition=Q(organisation=None, adviser__isnull=False, outsider="")
                | Q(organisation__isnull=False, adviser=None, outsider="")
                | Q(organisation=None, adviser=None) & ~Q(outsider=""),
            ),
            models.UniqueConstraint(fields=["request", "organisation"], name="opinion_of_organisation_once"),
            models.UniqueConstraint(fields=["request", "adviser"], name="opinion_of_adviser_once"),
            models.UniqueConstraint(fields=["request", "email"], condition=~Q(email=""), name="opinion_of_outsider_once"),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_state_display()}"

    @property
    def who(self) -> str:
        """Whom it is asked of."""
        return str(self.organisation or self.adviser or self.outsider)

    @property
    def is_late(self) -> bool:
        """Whether it was to be given by a day that is past."""
        return bool(self.state == OpinionState.ASKED and self.due and self.due < timezone.localdate())


class GroupCriteria(models.Model):
    """A group's own shares of the published criteria as somebody set them, by key; those it leaves out keep the data file's. The last row
    holds. Only added.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="criteria")
    shares = models.JSONField(default=dict)  # only what differs; none of it is back to the published ones
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")  # none: an administrator
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.group} {self.set_at:%Y-%m-%d}"


class Purge(models.Model):
    """That the people of a request were erased: when, and how much there was. Never what stood there."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="purges")
    at = models.DateTimeField(default=timezone.now)
    columns = models.JSONField(default=dict)  # what was erased → how often

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.request} {self.at:%Y-%m-%d}"
