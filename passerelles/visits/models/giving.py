"""What is given on a visit, and how much time of whose staff it took."""

from django.db import models
from django.db.models import Q

from passerelles.common.words import Wording, WordsField, wording
from passerelles.people.models import Organisation
from passerelles.visits.models.after import Sharing
from passerelles.visits.models.programme import Side, Slot
from passerelles.visits.models.visits import Visit


class Gift(models.Model):
    """Something one side gives the other. For those who keep the dossier: who is to receive it reads nothing of it."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="gifts")
    side = models.CharField(max_length=8, choices=Side, default=Side.HOST)  # who gives
    what = WordsField()
    giver = models.CharField(max_length=200, blank=True)
    receiver = models.CharField(max_length=200, blank=True)
    value = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    slot = models.ForeignKey(Slot, models.SET_NULL, null=True, blank=True, related_name="gifts")  # when it is handed over
    is_declared = models.BooleanField(default=False)  # where whoever received it keeps such a register

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="gift_has_a_currency", condition=Q(value=None) | Q(value__gt=0) & ~Q(currency=""))]

    def __str__(self) -> str:
        return self.wording.text

    @property
    def wording(self) -> Wording:
        return wording(self.what)


class StaffTime(models.Model):
    """Hours that an organisation's staff gave, in which role (a role, never a name), and by what rule they are shared."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="staff_times")
    role = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.PAYER)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="staff_time_is_positive", condition=Q(hours__gt=0))]

    def __str__(self) -> str:
        return f"{self.role}: {self.hours} h"

    @property
    def rule(self) -> str:
        return Sharing(self.sharing).of_hours
