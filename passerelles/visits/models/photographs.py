"""Photographs of a visit, and what lets others see them: who took it, whose agreement, who is seen."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from passerelles.common.words import Wording, WordsField, wording
from passerelles.people.queries import Visitor, standing
from passerelles.visits.models.visits import Visit, VisitHost


class Shown(models.TextChoices):
    VISIT = "visit", _("those of the visit only")
    NETWORK = "network", _("the network")
    PUBLIC = "public", _("everybody")


class People(models.TextChoices):
    UNSAID = "", _("not said")
    NOBODY = "nobody", _("nobody can be recognised")
    AGREED = "agreed", _("those who can be recognised agreed")
    REFUSED = "refused", _("somebody did not agree")


class Licence(models.TextChoices):
    UNSAID = "", _("not said")
    BY = "by", "CC BY 4.0"
    BY_SA = "by-sa", "CC BY-SA 4.0"
    BY_NC_ND = "by-nc-nd", "CC BY-NC-ND 4.0"
    HERE = "here", pgettext_lazy("a licence", "on this site only")


SEEN = (People.NOBODY, People.AGREED)  # what lets a photograph leave its visit
NEEDED = {Shown.VISIT: (), Shown.NETWORK: ("taken_by", "agreement"), Shown.PUBLIC: ("taken_by", "agreement", "licence")}
WORDS_OF_IT: dict[str, Any] = {  # of a photograph that says nothing, and is shown to nobody else
    "caption": {},
    "taken_by": "",
    "taken_on": None,
    "agreement": "",
    "people": "",
    "licence": "",
    "shown": Shown.VISIT,
}


def lacking(said: Mapping[str, Any]) -> Iterator[str]:
    """Return which columns do not let a photograph be shown as widely as is asked."""
    shown = Shown(said["shown"])
    yield from (name for name in NEEDED[shown] if not said.get(name))
    if shown != Shown.VISIT and said.get("people") not in SEEN:
        yield "people"


def concerned(user: Visitor) -> Q:
    """Rows of visits whose dossier somebody reads: who coordinates, receives or travels."""
    who = standing(user)
    hosting = VisitHost.objects.filter(organisation__in=who.speaks_for).values("visit")
    return Q(visit__group__in=who.coordinates) | Q(visit__visitor__in=who.speaks_for) | Q(visit__in=hosting)


class PhotographQuerySet(models.QuerySet["Photograph"]):
    def visible_to(self, user: Visitor) -> "PhotographQuerySet":
        """Those that somebody may look at, withdrawn ones never. The only door."""
        network = Q(shown=Shown.NETWORK, visit__in=Visit.objects.visible_to(user))
        return self.filter(Q(shown=Shown.PUBLIC) | network | concerned(user), withdrawn_at=None)


def place_of_photograph(photograph: "Photograph", name: str) -> str:
    """Where it lies below MEDIA_ROOT: nothing of its name reaches the disk."""
    return f"visits/{photograph.sha256[:2]}/{photograph.sha256}-{name}"


class Photograph(models.Model):
    """A photograph as we made it anew from what was brought. Withdrawn, it keeps its row: that there was one, who took it back, when."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photographs")
    file = models.FileField(upload_to=place_of_photograph)
    small = models.FileField(upload_to=place_of_photograph)
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # of what was brought
    caption = WordsField()
    taken_by = models.CharField(max_length=150, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    agreement = models.CharField(max_length=300, blank=True)  # whose, and how it was given
    people = models.CharField(max_length=8, choices=People, blank=True, default=People.UNSAID)
    licence = models.CharField(max_length=10, choices=Licence, blank=True, default=Licence.UNSAID)
    shown = models.CharField(max_length=8, choices=Shown, default=Shown.VISIT)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PhotographQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "sha256"], condition=Q(withdrawn_at=None), name="photograph_once"),
            models.CheckConstraint(
                name="photograph_leaves_its_visit_with_agreement",
                condition=Q(shown=Shown.VISIT) | ~Q(taken_by="") & ~Q(agreement="") & Q(people__in=SEEN),
            ),
            models.CheckConstraint(name="public_photograph_has_a_licence", condition=~Q(shown=Shown.PUBLIC) | ~Q(licence="")),
        ]

    def __str__(self) -> str:
        return self.wording.text

    @property
    def wording(self) -> Wording:
        return wording(self.caption)
