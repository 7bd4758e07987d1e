"""The visits' tables."""

from passerelles.visits.models.after import COMMITMENT_MOVES, Commitment, CommitmentState, Cost, Purge, Report, Sharing
from passerelles.visits.models.giving import Gift, StaffTime
from passerelles.visits.models.papers import Paper, PaperKind, Readers
from passerelles.visits.models.photographs import Licence, People, Photograph, Shown, lacking
from passerelles.visits.models.precautions import Checked, Precaution
from passerelles.visits.models.programme import ERASED, LANGUAGES, PRIVATE, Participant, Side, Slot, SlotKind
from passerelles.visits.models.visits import Direction, Visit, VisitHost, VisitStep

__all__ = [
    "COMMITMENT_MOVES",
    "ERASED",
    "LANGUAGES",
    "PRIVATE",
    "Checked",
    "Commitment",
    "CommitmentState",
    "Cost",
    "Direction",
    "Gift",
    "Licence",
    "Paper",
    "PaperKind",
    "Participant",
    "People",
    "Photograph",
    "Precaution",
    "Purge",
    "Readers",
    "Report",
    "Sharing",
    "Shown",
    "Side",
    "Slot",
    "SlotKind",
    "StaffTime",
    "Visit",
    "VisitHost",
    "VisitStep",
    "lacking",
]
