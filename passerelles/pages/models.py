"""The portal's own pages: each with a text a language, and of each text every version that was ever written."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelles.people.models import Group
from passerelles.people.queries import Visitor, standing


class PageKind(models.TextChoices):
    PRESENTATION = "presentation", _("presentation of the network")
    GROUP = "group", _("a group: roles and missions")
    HISTORY = "history", _("history, as a timeline")
    PRESS = "press", _("press")
    PUBLICATIONS = "publications", _("publications")
    LEGAL = "legal", _("legal notices")
    ACCESSIBILITY = "accessibility", _("accessibility statement")
    OTHER = "other", _("other page")


class Menu(models.TextChoices):
    NONE = "", _("in no menu")
    HEAD = "head", _("at the head of every page")
    FOOT = "foot", _("at the foot of every page")


class PageQuerySet(models.QuerySet["Page"]):
    def published(self) -> "PageQuerySet":
        return self.filter(Exists(Text.objects.filter(page=OuterRef("pk"), published__isnull=False)))

    def visible_to(self, user: Visitor) -> "PageQuerySet":
        """The only door to pages: what is published, and for who may write it, the page they are still writing."""
        who = standing(user)
        if who.judges:
            own = self.filter(group=None) | self.filter(group__in=who.coordinates)
            return (self.published() | own).distinct()
        return self.published()

    def written_by(self, user: Visitor) -> "PageQuerySet":
        """Those that somebody may write: a group's by its coordinators, the network's by any coordinator."""
        who = standing(user)
        if not who.judges:
            return self.none()
        return self.filter(group=None) | self.filter(group__in=who.coordinates)

    def in_order(self) -> "PageQuerySet":
        return self.order_by("position", "slug")


class Page(models.Model):
    """Where a page is found and of what kind it is; what it says is in its texts."""

    slug = models.SlugField(_("address"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=PageKind, default=PageKind.OTHER)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="pages")
    menu = models.CharField(_("menu"), max_length=4, choices=Menu, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = PageQuerySet.as_manager()

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("page", args=[self.slug])

    @property
    def is_history(self) -> bool:
        """Its dated items are a timeline, the first one first."""
        return self.kind == PageKind.HISTORY


class Text(models.Model):
    """A page in one language. `latest` is the number of its last version: whoever writes must have seen it."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)  # as words are kept: fr, zh, en
    latest = models.PositiveIntegerField(default=0)
    published = models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="text_of_page_once")]

    def __str__(self) -> str:
        return f"{self.page} ({self.language})"


class Version(models.Model):
    """What somebody wrote, never edited; `restores` is the number of the version it brings back."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    note = models.CharField(max_length=200, blank=True)  # what was changed, for the history
    restores = models.PositiveIntegerField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="version_of_text_once")]
        ordering = ["text", "-number"]

    def __str__(self) -> str:
        return f"{self.text} v{self.number}"


class Publication(models.Model):
    """A version was published, or (without one) the text was taken from the public: a history that is only added to."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="publications")
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="publications")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["text", "-id"]

    def __str__(self) -> str:
        return f"{self.text}: {self.version or '–'}"
