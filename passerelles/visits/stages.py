"""How far a visit is, and where it may go from there."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitStage(models.TextChoices):
    PREPARED = "prepared", _("being prepared")
    CONFIRMED = "confirmed", pgettext_lazy("stage of a visit", "confirmed")  # changes are told to those concerned from here on
    HELD = "held", _("has taken place")
    REPORTED = "reported", pgettext_lazy("stage of a visit", "reported")
    CLOSED = "closed", pgettext_lazy("stage of a visit", "closed")
    CANCELLED = "cancelled", pgettext_lazy("stage of a visit", "cancelled")


VISIT_MOVES: dict[VisitStage, frozenset[VisitStage]] = {
    VisitStage.PREPARED: frozenset({VisitStage.CONFIRMED, VisitStage.CANCELLED}),
    VisitStage.CONFIRMED: frozenset({VisitStage.PREPARED, VisitStage.HELD, VisitStage.CANCELLED}),
    VisitStage.HELD: frozenset({VisitStage.REPORTED}),
    VisitStage.REPORTED: frozenset({VisitStage.HELD, VisitStage.CLOSED}),
    VisitStage.CLOSED: frozenset({VisitStage.REPORTED}),
    VisitStage.CANCELLED: frozenset({VisitStage.PREPARED}),
}
CANCELLABLE = tuple(stage for stage, further in VISIT_MOVES.items() if VisitStage.CANCELLED in further)
