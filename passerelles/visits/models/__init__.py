"""The visits' tables."""

from passerelles.visits.models.after import COMMITMENT_MOVES, Commitment, CommitmentState, Cost, Purge, Report, Sharing
from passerelles.visits.models.giving import Gift, StaffTime
from passerelles.visits.models.programme import LANGUAGES, PRIVATE, Participant, Side, Slot, SlotKind
from passerelles.visits.models.visits import Direction, Visit, VisitHost, VisitStep

__all__ = [
    "COMMITMENT_MOVES",
    "LANGUAGES",
    "PRIVATE",
    "Commitment",
    "CommitmentState",
    "Cost",
    "Direction",
    "Gift",
    "Participant",
    "Purge",
    "Report",
    "Sharing",
    "Side",
    "Slot",
    "SlotKind",
    "StaffTime",
    "Visit",
    "VisitHost",
    "VisitStep",
]
