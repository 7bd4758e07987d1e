"""What is decided about visits."""

from passerelles.visits.actions.after import purge, remove_cost, write_cost, write_report
from passerelles.visits.actions.committing import agree, agree_by_link, commit, remind, settle, sides_of
from passerelles.visits.actions.moving import move_visit
from passerelles.visits.actions.opening import Travelling, open_visit, travelling_of
from passerelles.visits.actions.programme import remove_participant, remove_slot, write_participant, write_slot

__all__ = [
    "Travelling",
    "agree",
    "agree_by_link",
    "commit",
    "move_visit",
    "open_visit",
    "purge",
    "remind",
    "remove_cost",
    "remove_participant",
    "remove_slot",
    "settle",
    "sides_of",
    "travelling_of",
    "write_cost",
    "write_participant",
    "write_report",
    "write_slot",
]
