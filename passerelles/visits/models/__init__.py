"""The visits' tables."""

from passerelles.visits.models.programme import LANGUAGES, PRIVATE, Participant, Side, Slot, SlotKind
from passerelles.visits.models.visits import Direction, Visit, VisitHost, VisitStep

__all__ = ["LANGUAGES", "PRIVATE", "Direction", "Participant", "Side", "Slot", "SlotKind", "Visit", "VisitHost", "VisitStep"]
