"""What is decided about visits."""

from passerelles.visits.actions.moving import move_visit
from passerelles.visits.actions.opening import Travelling, open_visit, travelling_of
from passerelles.visits.actions.programme import remove_participant, remove_slot, write_participant, write_slot

__all__ = [
    "Travelling",
    "move_visit",
    "open_visit",
    "remove_participant",
    "remove_slot",
    "travelling_of",
    "write_participant",
    "write_slot",
]
