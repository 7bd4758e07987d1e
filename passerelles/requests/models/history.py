"""What a step of a request's history tells beyond itself: what was changed, and what somebody outside the software said."""

from django.db import models

from passerelles.requests.models.requests import Step
from passerelles.requests.terms import Means


class Heard(models.Model):
    """That a step notes what somebody outside the software said: who, how, on which day. Who noted it is the step's `by`."""

    step = models.OneToOneField(Step, models.CASCADE, related_name="heard")
    said_by = models.CharField(max_length=150, blank=True)  # erased with the request's people
    means = models.CharField(max_length=12, choices=Means)
    on = models.DateField()

    def __str__(self) -> str:
        return f"{self.said_by} · {self.get_means_display()} · {self.on}"


class Change(models.Model):
    """One column of what is asked, as it was before a step and as it is since: JSON, as forms read it."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="changes")
    column = models.CharField(max_length=30)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["step", "column"], name="change_once_a_step")]

    def __str__(self) -> str:
        return f"{self.column}: {self.before} → {self.after}"
