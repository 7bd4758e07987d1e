"""The visits' tables."""

from passerelles.visits.models.after import COMMITMENT_MOVES, Commitment, CommitmentState, Cost, Purge, Report, Sharing
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
    "Participant",
    "Purge",
    "Report",
    "Sharing",
    "Side",
    "Slot",
    "SlotKind",
    "Visit",
    "VisitHost",
    "VisitStep",
]
